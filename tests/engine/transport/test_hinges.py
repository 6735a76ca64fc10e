"""Which demands are sums of hinges, and what is refused?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.engine.transport.hinges import hinges
from solver.rows import Demand, Linear, Row, at_least, at_most

# Two seats, two parties: cells 0 and 2 are the first party's, 1 and 3 the second's.
SIZE = 2, 2


def _told(demand: Demand) -> list[tuple[list[int], int, int, int]] | None:
    found = hinges(demand, *SIZE)
    return None if found is None else [(one.cells.tolist(), one.base, one.sign, one.times) for one in found]


@given(st.sets(st.integers(0, 3), min_size=1), st.integers(1, 5))
def test_a_least_number_lacks_and_a_greatest_is_exceeded(pool: set[int], number: int) -> None:
    cells = tuple(sorted(pool))
    assert _told(at_least(cells, number)) == [(list(cells), number, -1, 1)]
    if number < len(cells):
        assert _told(at_most(cells, number)) == [(list(cells), -number, 1, 1)]


def test_a_row_with_a_common_factor_is_rounded_to_whole_cells() -> None:
    row = Row(Linear.sum((0, 2, -1), 3), low=4)  # 3 x held is at least 4: two cells
    assert _told(Demand(((0, 2),), (row,), Linear((-1,), (1,)))) == [([0, 2], 2, -1, 1)]


def _gaps(*more: Row, within: int = 0) -> Demand:
    """Each party is to hold one seat; the sum of what they lack, with further rows."""
    rows = (
        Row(Linear.sum((0, 2, -1)), low=1),
        Row(Linear.sum((1, 3, -2)), low=1),
        Row(Linear((-3, -1, -2), (1, -1, -1)), low=-within),
    )
    return Demand(((0, 2), (0, 2), (0, 2)), (*rows, *more), Linear((-3,), (1,)))


def test_a_sum_of_gaps_is_a_hinge_each() -> None:
    assert sorted(_told(_gaps()) or []) == [([0, 2], 1, -1, 1), ([1, 3], 1, -1, 1)]


def test_a_bound_that_the_gaps_outweigh_says_nothing() -> None:
    surplus = Row(Linear((0, 2, -3), (1, 1, -1)), high=1)  # what the first party has beyond one, the second lacks
    assert sorted(_told(_gaps(surplus)) or []) == [([0, 2], 1, -1, 1), ([1, 3], 1, -1, 1)]


def test_a_bound_that_the_gaps_do_not_outweigh_is_refused() -> None:
    harsher = Row(Linear((0, 2, -3), (1, 1, -1)), high=0)
    assert _told(_gaps(harsher)) is None


def test_gaps_of_which_some_are_given_for_nothing_are_refused() -> None:
    assert _told(_gaps(within=1)) is None


@pytest.mark.parametrize(
    "demand",
    [
        Demand(((0, 2),), (Row(Linear((0, 2, -1), (1, 2, 1)), low=2),), Linear((-1,), (1,))),
        Demand(((0, 2),), (Row(Linear.sum((0, 2, -1)), low=2, only_if=1),), Linear((-1,), (1,))),
        Demand(((0, 2),), (Row(Linear.sum((0, 2, -1)), low=2, high=3),), Linear((-1,), (1,))),
        Demand(((0, 2),), (Row(Linear.sum((0, 2, -1)), low=2),), Linear((-1,), (-1,))),
        Demand(((1, 2),), (Row(Linear.sum((0, 2, -1)), low=2),), Linear((-1,), (1,))),
        Demand(((0, 2),), (Row(Linear.sum((0, 2, -1)), low=2),), Linear((-1,), (1,), 1)),
        Demand((), (Row(Linear.sum((0, 2)), low=1),), Linear()),
    ],
    ids=["weights", "sometimes", "both sides", "negative", "never none", "constant", "no slack"],
)
def test_what_is_more_than_hinges_is_refused(demand: Demand) -> None:
    assert _told(demand) is None


def test_what_asks_for_nothing_is_no_hinge() -> None:
    assert _told(Demand()) == []
