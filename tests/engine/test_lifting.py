"""Is every set of demands that a lifted proof covers refuted by looking at every split?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.engine import System
from solver.engine.counted import Counted
from solver.engine.flows import Cut
from solver.engine.lifting import Lifted, few, lifted
from solver.rows import Demand, at_least, at_most
from tests.engine.test_network import column


def cut_of(counted: Counted, demands: range) -> Cut | None:
    outcome = counted.network.ask([number for demand in demands for number in counted.numbers[demand]])
    return outcome if isinstance(outcome, Cut) else None


def possible(counted: Counted, demands: Iterable[int]) -> bool:
    """By looking at every split."""
    system = counted.system
    asked = [count for demand in demands for count in counted.counts(demand)]
    for holders in product(range(system.parties), repeat=system.seats):
        chosen = {seat * system.parties + party for seat, party in enumerate(holders)}
        if all(count.low <= len(chosen.intersection(count.cells)) <= count.high for count in asked):
            return True
    return False


def covered(found: Lifted) -> set[frozenset[int]]:
    """Every choice that adds up to more than is missing, also those with members in vain."""
    sets = set()
    for size in range(len(found.groups) + 1):
        for chosen in combinations(found.groups, size):
            if sum(group.part for group in chosen) > found.more_than:
                sets |= {frozenset((*found.always, *one)) for one in product(*(group.demands for group in chosen))}
    return sets


@st.composite
def demands_of(draw: st.DrawFn, seats: int, parties: int) -> Demand:
    """A minimum, a maximum, a pin or a ban of a party, or of two together, over some seats."""
    who = draw(st.sampled_from([(party,) for party in range(parties)] + [(0, 1)]))
    pool = draw(st.lists(st.sampled_from(range(seats)), unique=True, min_size=1).map(sorted))
    cells = tuple(sorted(cell for party in who for cell in column(pool, parties, party)))
    least = draw(st.booleans())
    number = draw(st.sampled_from((len(pool), len(pool) - 1, 1) if least else (0, 0, 1)))
    return at_least(cells, number) if least else at_most(cells, number)


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Up to eight demands on up to four seats."""
    seats, parties = draw(st.sampled_from(((1, 3), (2, 3), (3, 3), (4, 2), (4, 3))))
    return System(seats, parties, tuple(draw(st.lists(demands_of(seats, parties), min_size=2, max_size=8))))


@settings(max_examples=75)
@given(systems(), st.data())
def test_every_set_that_a_proof_covers_is_impossible(system: System, data: st.DataObject) -> None:
    counted, every = Counted(system), range(len(system.demands))
    cut = cut_of(counted, every[: data.draw(st.integers(2, len(every)))])
    if cut is None:
        return
    fixed = data.draw(st.sets(st.sampled_from(every), max_size=2))
    found = lifted(counted, cut, every, fixed)
    if found is None:
        return
    sets = covered(found)
    assert sets
    assert not any(possible(counted, demands) for demands in sets)


@settings(max_examples=75)
@given(systems())
def test_the_few_demands_named_for_a_cut_are_some_of_it_and_clash(system: System) -> None:
    counted = Counted(system)
    cut = cut_of(counted, range(len(system.demands)))
    if cut is not None:
        chosen = few(counted, cut)
        assert set(chosen) <= set(counted.behind(cut))
        assert not possible(counted, chosen)


def parts(found: Lifted) -> list[tuple[int, tuple[int, ...]]]:
    return [(group.part, tuple(sorted(group.demands))) for group in found.groups]


def test_any_two_of_three_claims_leave_a_minimum_unmet() -> None:
    asked = (at_least(column(range(4), 2, 0), 3), *(at_least((seat * 2 + 1,), 1) for seat in range(3)))
    counted = Counted(System(4, 2, asked))
    cut = cut_of(counted, range(3))
    assert cut is not None
    found = lifted(counted, cut, range(4))
    assert found is not None
    assert sorted(parts(found)) == [(1, (1,)), (1, (2,)), (1, (3,)), (3, (0,))]
    assert found.more_than == 4


def test_claims_of_one_party_to_one_seat_stand_in_for_each_other() -> None:
    claims = [at_least((cell,), 1) for cell in (1, 1, 3, 5)]
    counted = Counted(System(4, 2, (at_least(column(range(4), 2, 0), 3), *claims)))
    cut = cut_of(counted, range(4))
    assert cut is not None
    found = lifted(counted, cut, range(5))
    assert found is not None
    assert sorted(parts(found)) == [(1, (1, 2)), (1, (3,)), (1, (4,)), (3, (0,))]
    assert found.more_than == 4


def test_what_is_fixed_is_part_of_every_set() -> None:
    asked = (at_least(column(range(4), 2, 0), 3), *(at_least((seat * 2 + 1,), 1) for seat in range(3)))
    counted = Counted(System(4, 2, asked))
    cut = cut_of(counted, range(3))
    assert cut is not None
    found = lifted(counted, cut, range(4), fixed=(0, 1))
    assert found is not None
    assert {0, 1} <= set(found.always)


def test_a_clash_of_one_count_covers_nothing_else() -> None:
    counted = Counted(System(2, 2, (at_least((0,), 2), at_least((1,), 1))))
    cut = cut_of(counted, range(1))
    assert cut is not None
    found = lifted(counted, cut, range(2))
    assert found is None or all(0 in one for one in covered(found))
