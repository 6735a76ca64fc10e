"""Which questions about all stages at once are a network, and what is named where one is not?"""

from __future__ import annotations

from types import MappingProxyType

import pytest

from solver.engine import Bounds, Deadline, Impossible, Staged, System, Unknown
from solver.engine.asks import Refused
from solver.engine.by_flow import AtOnce, ByFlow
from solver.rows import Demand, Linear, Row, at_least, at_most

# Three seats, two parties: the first party wants two seats, the second two, and nobody more than one of seats 0 and 1.
SYSTEM = System(
    3,
    2,
    (at_least((0, 2, 4), 2), at_least((1, 3, 5), 2), at_most((0, 3), 1), Demand(((0, 1),), (), Linear((-1,), (1,)))),
)
ONE, TWO, CROSS, FREE = range(4)
FOREVER = Deadline(None)


def _answer(
    kept: tuple[int, ...], stages: tuple[Linear, ...], *rows: Row, bounds: Bounds = MappingProxyType({})
) -> AtOnce:
    answer = ByFlow(SYSTEM).at_once(Staged(kept, stages, rows, bounds), FOREVER)
    assert isinstance(answer, AtOnce)
    return answer


def _refused(kept: tuple[int, ...], stages: tuple[Linear, ...], *rows: Row) -> Refused | None:
    staged = Staged(kept, stages, rows)
    told = ByFlow(SYSTEM).refused(staged)
    if told is not None:
        assert ByFlow(SYSTEM).at_once(staged, FOREVER) is None
    return told


def test_shortfalls_count_as_often_as_they_are_weighed() -> None:
    cost = SYSTEM.shortfalls[ONE].times(3) + SYSTEM.shortfalls[TWO].times(2)
    answer = _answer((), (cost,))
    assert answer.values == (2,)
    assert answer.chosen.tolist() == [0, 2, 5]


def test_a_row_that_says_a_demand_is_kept_keeps_it() -> None:
    answer = _answer((), (SYSTEM.shortfalls[ONE],), *SYSTEM.kept((TWO,)))
    assert answer.values == (1,)
    assert answer.chosen.tolist() == [0, 3, 5]


def test_a_row_that_lets_a_demand_fall_short_is_refused() -> None:
    assert _refused((), (), Row(SYSTEM.shortfalls[TWO], high=1)) == Refused()


def test_rows_of_cells_and_bounds_hold() -> None:
    answer = _answer((), (SYSTEM.shortfalls[ONE],), Row(Linear.sum((1, 3, 5)), low=1), bounds={0: (0, 0)})
    assert answer.values == (0,)
    assert answer.chosen.tolist() == [1, 2, 4]


def test_demands_that_cannot_all_be_kept_are_impossible() -> None:
    assert isinstance(ByFlow(SYSTEM).at_once(Staged((ONE, TWO), ()), FOREVER), Impossible)


def test_without_time_nothing_is_known() -> None:
    assert isinstance(ByFlow(SYSTEM).at_once(Staged((), ()), Deadline(0)), Unknown)


def test_demands_that_cross_are_named() -> None:
    cost = SYSTEM.shortfalls[ONE] + SYSTEM.shortfalls[CROSS]
    assert _refused((), (cost,)) == Refused((ONE, CROSS))


@pytest.mark.parametrize(
    "stage",
    [
        Linear((SYSTEM.offsets[ONE],), (-1,)),
        Linear((SYSTEM.offsets[ONE], 0), (1, 1)) + Linear((SYSTEM.offsets[TWO],), (-2,)),
        Linear((0,), (1 << 57,)),
    ],
    ids=["falling short is wanted", "the same beside others", "too large"],
)
def test_a_stage_that_is_no_cost_of_counts_is_named(stage: Linear) -> None:
    assert _refused((), (Linear(), stage)) == Refused(stage=1)


@pytest.mark.parametrize(
    "row",
    [
        Row(Linear((0, 1), (1, 2)), low=1),
        Row(Linear((0, SYSTEM.offsets[ONE]), (1, 1)), low=1),
        Row(Linear.sum((0, 2)), low=1, only_if=1),
    ],
    ids=["weights", "cells and helpers", "sometimes"],
)
def test_a_row_that_is_no_count_is_refused(row: Row) -> None:
    assert _refused((), (), row) == Refused()


def test_bounds_for_another_engine_hold_for_every_best_split() -> None:
    answer = _answer((), (SYSTEM.shortfalls[ONE], SYSTEM.shortfalls[TWO]))
    bounds = answer.bounds(2)
    for demand, short in ((ONE, 0), (TWO, 1)):
        least, most = bounds[SYSTEM.offsets[demand]]
        assert least <= short <= most
    assert _answer((ONE,), (), bounds={0: (0, 0)}).bounds(0)[0] == (0, 0)


def test_many_nodes_or_large_costs_are_not_listed_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = _answer((), (SYSTEM.shortfalls[ONE],))
    assert answer.in_order() is not None
    monkeypatch.setattr("solver.engine.by_flow.LARGEST", 0)
    assert answer.in_order() is None
