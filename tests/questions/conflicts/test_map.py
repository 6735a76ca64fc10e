"""Does the map propose a set that nothing is known of, and none that lies in another such set?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from solver.questions.conflicts.enumeration import Map

NUMBER = 6
SETS = st.integers(0, (1 << NUMBER) - 1)


@given(st.lists(SETS, max_size=6), st.lists(SETS.filter(bool), max_size=6), SETS)
def test_a_largest_unknown_set_around_others(kept: list[int], clashing: list[int], around: int) -> None:
    unknown = Map(NUMBER)
    for one in kept:
        unknown.strike_inside(one)
    for one in clashing:
        unknown.strike_around(one)
    left = {
        chosen
        for chosen in range(1 << NUMBER)
        if all(chosen & ~one for one in kept) and all(one & ~chosen for one in clashing)
    }
    found = unknown.largest(around)
    if found is None:
        assert not any(around & ~chosen == 0 for chosen in left)
    else:
        assert found in left
        assert around & ~found == 0
        assert not any(found & ~chosen == 0 and chosen != found for chosen in left)
