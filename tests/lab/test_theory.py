"""Does the laboratory find what theory says: nothing where an axiom must hold, something where it must fail?"""

from __future__ import annotations

import pytest
from hypothesis import Phase, find, settings
from hypothesis.errors import NoSuchExample

from solver.questions.lab.axioms import AXIOMS, Size, Trial
from solver.questions.lab.methods import Method, named
from solver.questions.lab.theory import ENTRIES, Entry, settled

CELLS = [(method, entry) for entry in ENTRIES for method in entry.methods]
HELD = [cell for cell in CELLS if cell[1].holds]
BROKEN = [cell for cell in CELLS if not cell[1].holds]

RARE = {
    ("follows:largest_remainder", "relative entitlement monotonicity"): Size(12, 3, alike=True),
    ("follows:largest_remainder", "irrelevant parties"): Size(4, 4, alike=True),
    ("follows:sainte_lague", "upper quota"): Size(6, 4, alike=True),
    ("picking:sainte_lague", "upper quota"): Size(6, 4, alike=True),
    ("picking:sainte_lague", "WPROP1"): Size(5, 4),
    ("follows:largest_remainder", "population monotonicity"): Size(5, 4, alike=True),
    ("follows:sainte_lague", "lower quota"): Size(12, 6, alike=True),
    ("follows:hill", "upper quota"): Size(20, 8, alike=True),
}
"""What needs larger cases than others to go wrong."""


KNOWN_ONLY = {
    ("picking:sainte_lague", "lower quota"),
    ("picking:hill", "upper quota"),
    *((f"{kind}:dean", "upper quota") for kind in ("follows", "picking")),
}
"""What takes more seats than all orders of picking can be tried with (by `follows` it is found), or some ten thousand
cases drawn: found by hand only."""


Group = tuple[tuple[str, Size], list[Method]]
"""An axiom and the size of cases, with the methods that are tried on the same cases."""


def _groups(cells: list[tuple[str, Entry]]) -> dict[tuple[str, Size], list[Method]]:
    groups: dict[tuple[str, Size], list[Method]] = {}
    for name, entry in cells:
        method = named(name)
        size = RARE.get((name, entry.axiom)) or Size(5, 3, alike=not method.looks_at_values)
        groups.setdefault((entry.axiom, size), []).append(method)
    return groups


def _name(group: Group) -> str:
    (axiom, size), _ = group
    return f"{axiom}, {size.max_seats} seats, {size.max_parties} parties{' alike' if size.alike else ''}"


def test_every_cell_is_settled_once() -> None:
    assert len({(method, entry.axiom) for method, entry in CELLS}) == len(CELLS)
    assert all((settled(method, entry.axiom) is not None) for method, entry in CELLS)


def test_where_theory_says_that_it_fails_the_case_worked_by_hand_breaks_it() -> None:
    for method, entry in BROKEN:
        assert entry.known is not None
        assert AXIOMS[entry.axiom].broken(named(method), entry.known) is not None, (method, entry)


@pytest.mark.parametrize("group", _groups(HELD).items(), ids=_name)
def test_where_theory_says_that_it_holds_no_scenario_breaks_it(group: Group) -> None:
    (axiom, size), methods = group
    tried = 0

    def breaks(trial: Trial) -> bool:
        nonlocal tried
        tried += 1
        return any(AXIOMS[axiom].broken(method, trial) for method in methods)

    how = settings(max_examples=80, database=None, phases=[Phase.generate])
    with pytest.raises(NoSuchExample):
        find(AXIOMS[axiom].trials(size), breaks, settings=how)
    assert tried > 10


SEARCHED = [cell for cell in BROKEN if (cell[0], cell[1].axiom) not in KNOWN_ONLY]


@pytest.mark.parametrize("group", _groups(SEARCHED).items(), ids=_name)
def test_where_theory_says_that_it_fails_the_search_finds_a_case_by_itself(group: Group) -> None:
    (axiom, size), methods = group
    left = {method.name: method for method in methods}

    def all_broken(trial: Trial) -> bool:
        for name in [name for name, method in left.items() if AXIOMS[axiom].broken(method, trial)]:
            del left[name]
        return not left

    how = settings(max_examples=3000, database=None, phases=[Phase.generate])
    try:
        find(AXIOMS[axiom].trials(size), all_broken, settings=how)
    except NoSuchExample:
        pytest.fail(f"{axiom}: nothing found against {', '.join(left)}")
