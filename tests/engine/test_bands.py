"""Are splits within bands of value found, are they what was asked for, and is nothing said where none is found?"""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.engine import Ask, Deadline, Found, Impossible, System, Unknown, optimise
from solver.engine.bands import recognised, within_bands
from solver.engine.cpsat import CpSat
from solver.engine.exchanging import subsets
from solver.engine.optimise import minimise
from solver.rows import Linear, Row

NEVER = Deadline(None)


@pytest.fixture(autouse=True, scope="module")
def every_system_is_large() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(optimise, "RELAX_FROM", 0)
        yield


def _sum(system: System, party: int, values: list[int]) -> Linear:
    return Linear(tuple(seat * system.parties + party for seat in range(system.seats)), tuple(values))


@st.composite
def banded(draw: st.DrawFn) -> tuple[System, Ask, Linear]:
    """A few seats, bands on some parties' sums from one side or both, some cells closed or fixed, and an objective."""
    system = System(draw(st.integers(1, 5)), draw(st.integers(2, 3)))
    number = st.integers(-3, 9)
    worth = [draw(st.lists(number, min_size=system.seats, max_size=system.seats)) for _ in range(system.parties)]
    rows = []
    for party in draw(st.sets(st.integers(0, system.parties - 1), min_size=1)):
        low = draw(st.integers(-5, 20))
        ends = low, low + draw(st.integers(0, 4))
        rows += [
            Row(_sum(system, party, worth[party]), *draw(st.sampled_from((ends, (ends[0], None), (None, ends[1])))))
        ]
    cells = st.dictionaries(st.integers(0, system.cells - 1), st.sampled_from(((0, 0), (1, 1))), max_size=2)
    objective = Linear((), (), draw(number))
    for party, rate in enumerate(draw(st.lists(st.integers(-2, 1), min_size=3, max_size=3))[: system.parties]):
        objective += _sum(system, party, worth[party]).times(rate)
    return system, Ask(tuple(rows), bounds=draw(cells)), objective


def _solutions(system: System, ask: Ask) -> Iterator[tuple[int, ...]]:
    for holders in product(range(system.parties), repeat=system.seats):
        values = [int(party == holder) for holder in holders for party in range(system.parties)]
        if all(low <= values[v] <= high for v, (low, high) in ask.bounds.items()) and all(
            (row.low is None or row.low <= row.terms.value(values))
            and (row.high is None or row.terms.value(values) <= row.high)
            for row in ask.rows
        ):
            yield tuple(values)


@given(banded())
def test_any_split_and_the_best_within_bands_are_those_found_by_looking_at_all(
    drawn: tuple[System, Ask, Linear],
) -> None:
    system, ask, objective = drawn
    every = list(_solutions(system, ask))
    some, _ = minimise(CpSat(system), ask, NEVER)
    best, _ = minimise(CpSat(system), replace(ask, minimise=objective), NEVER)
    if not every:
        assert isinstance(some, Impossible)
        assert isinstance(best, Impossible)
        return
    assert isinstance(some, Found)
    assert isinstance(best, Found)
    assert some.values in every
    assert best.values in every
    assert best.proved
    assert best.objective == best.bound == min(map(objective.value, every))


@given(banded(), st.booleans())
def test_what_exchanges_come_upon_keeps_every_row_and_reaches_the_bound(
    drawn: tuple[System, Ask, Linear], best: bool
) -> None:
    system, ask, objective = drawn
    every = list(_solutions(system, ask))
    bound = min(map(objective.value, every), default=0) if best else None
    ask = replace(ask, minimise=objective) if best else ask
    bands = recognised(system, ask, bound)
    found = None if bands is None else within_bands(system, ask, bands, NEVER)
    if found is not None:
        assert found in every
        assert bound is None or objective.value(found) == bound


def _even(seats: int, parties: int, width: float) -> tuple[System, list[Linear], int, int]:
    """Random values, each party's sum, and a band around an even share of nine tenths of the greatest total."""
    dice = random.Random(1)
    values = [[dice.randint(1, 1_000) for _ in range(parties)] for _ in range(seats)]
    system = System(seats, parties)
    share = sum(map(max, values)) * 9 // 10 // parties
    sums = [_sum(system, party, [row[party] for row in values]) for party in range(parties)]
    return system, sums, round(share * (1 - width / 2)), round(share * (1 + width / 2))


def test_bands_are_narrowed_to_the_ends_that_the_objective_wants_where_it_is_met_there_and_only_there() -> None:
    system, sums, low, high = _even(6, 3, 0.1)
    rows, total = tuple(Row(one, low, high) for one in sums), sum(sums, start=Linear())
    for objective, bound, ends in ((total, 3 * low, -low), (total.times(-1), -3 * high, high)):
        ask = Ask(rows, minimise=objective)
        bands = recognised(system, ask, bound)
        assert bands is not None
        assert bands.low.tolist() == bands.high.tolist() == [ends] * 3
        assert recognised(system, ask, bound - 1) is None


def test_a_seat_is_open_to_those_who_may_have_it_and_to_one_alone_where_that_one_must() -> None:
    system, sums, low, high = _even(3, 2, 0.1)
    ask = Ask(tuple(Row(one, low, high) for one in sums), bounds={0: (0, 0), 3: (1, 1)})
    bands = recognised(system, ask, None)
    assert bands is not None
    assert bands.open.tolist() == [[False, False, True], [True, True, True]]


@pytest.mark.parametrize("width", [0.02, 0.1])
def test_at_120_seats_of_five_parties_the_greatest_total_within_bands_is_proved(width: float) -> None:
    system, sums, low, high = _even(120, 5, width)
    engine = CpSat(system)
    total = sum(sums, start=Linear())
    outcome, _ = minimise(
        engine, Ask(tuple(Row(one, low, high) for one in sums), minimise=total.times(-1)), Deadline(20)
    )
    assert isinstance(outcome, Found)
    assert outcome.proved
    assert -outcome.objective == total.value(outcome.values) == 5 * high
    assert engine.answered == {"relaxation", "exchanges"}


def test_any_split_within_bands_is_found_by_exchanges_but_not_where_cp_sat_is_to_answer_alone() -> None:
    system, sums, low, high = _even(30, 3, 0.02)
    ask = Ask(tuple(Row(one, low, high) for one in sums))
    for engine, answered in ((CpSat(system), {"exchanges"}), (CpSat(system, alone=True), {"cp-sat"})):
        outcome, _ = minimise(engine, ask, NEVER)
        assert isinstance(outcome, Found)
        assert all(low <= one.value(outcome.values) <= high for one in sums)
        assert engine.answered == answered


def test_where_no_split_is_within_the_bands_it_is_cp_sat_that_says_so() -> None:
    system = System(4, 2)
    odd = Ask((Row(_sum(system, 0, [2, 4, 6, 8]), 9, 9),))
    assert recognised(system, odd, None) is not None
    outcome, _ = minimise(CpSat(system), odd, NEVER)
    assert isinstance(outcome, Impossible)


def test_where_no_time_is_left_nothing_is_said() -> None:
    system = System(4, 2)
    outcome, _ = minimise(CpSat(system), Ask((Row(_sum(system, 0, [2, 4, 6, 9]), 9, 10),)), Deadline(0))
    assert isinstance(outcome, Unknown)


def test_rows_that_are_no_bands_are_left_to_others() -> None:
    system = System(2, 2)
    band = Row(_sum(system, 0, [1, 2]), 1, 2)
    assert recognised(system, Ask((band,)), None) is not None
    for row in (
        replace(band, only_if=3),
        Row(Linear((0, 1), (1, 2)), 1, 1),
        Row(_sum(system, 0, [2, 1]), 1, 2),
        Row(_sum(system, 0, [1, 2]), 3, 3),
    ):
        assert recognised(system, Ask((band, row)), None) is None
    assert recognised(system, Ask((replace(band, high=None),)), None) is None
    assert recognised(system, Ask((Row(_sum(system, 0, [1, 1]), 1, 1),)), None) is None


def test_subsets_are_all_up_to_a_size_the_empty_one_first() -> None:
    assert subsets(3, 4).tolist() == [[3], [0], [1], [2]]
    assert subsets(3, 7).tolist()[:5] == [[3, 3], [0, 3], [1, 3], [2, 3], [0, 1]]
    assert len(np.unique(subsets(6, 100), axis=0)) == len(subsets(6, 100)) == 64


def test_the_least_total_within_bands_is_found_at_their_lower_ends() -> None:
    system, sums, low, high = _even(60, 3, 0.1)
    engine = CpSat(system)
    ask = Ask(tuple(Row(one, low, high) for one in sums), minimise=sum(sums, start=Linear()))
    outcome, _ = minimise(engine, ask, Deadline(20))
    assert isinstance(outcome, Found)
    assert outcome.objective == outcome.bound == 3 * low
    assert engine.answered == {"relaxation", "exchanges"}
