"""Does the system with short rows, in which cells that long rows count alike are counted once, answer as the whole?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver.engine import Ask, Deadline, Found, Impossible, System, cpsat, gathered, optimise, same_seats
from solver.engine.cpsat import CpSat
from solver.engine.merged import ApartError
from solver.engine.optimise import minimise
from solver.rows import Demand, Linear, Row, at_least, at_most
from tests.engine.asks import drawn, linears, solutions

FOREVER = Deadline(None)

POOLS = ((0, 1, 2), (2, 3), (0, 1), (3,))


@pytest.fixture(autouse=True)
def every_row_is_long() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathered, "LONG", 3)
        patch.setattr(gathered, "SHORTER", 0)
        patch.setattr(optimise, "RELAX_FROM", 0)
        patch.setattr(cpsat, "PRESOLVE_FROM", 0)
        patch.setattr(same_seats, "MERGE_FROM", 1_000)
        yield


@st.composite
def counting(draw: st.DrawFn) -> Demand:
    """A bound on a party in some of four seats, short or long."""
    cells = tuple(2 * seat + draw(st.integers(0, 1)) for seat in draw(st.sampled_from(POOLS)))
    return draw(st.sampled_from((at_least, at_most)))(cells, draw(st.integers(0, len(cells))))


@settings(max_examples=40)
@given(st.lists(counting(), min_size=1, max_size=4), st.data())
def test_the_least_value_and_its_bounds_are_those_of_the_whole(demands: list[Demand], data: st.DataObject) -> None:
    system = System(4, 2, tuple(demands))
    engine = CpSat(system)
    assume(engine.gathered is not None)
    first = len(system.domains)
    kept = system.kept([index for index in range(len(demands)) if data.draw(st.booleans())])
    rows = (*kept, Row(data.draw(linears(list(range(first + 1)))), low=-1, only_if=first))
    ask = Ask(rows, ((0, 1),), data.draw(linears(list(range(first + 1))), label="objective"))
    every = list(solutions(system, ask))
    outcome, bounds = minimise(engine, ask, FOREVER)
    if not every:
        assert isinstance(outcome, Impossible)
        return
    assert ask.minimise is not None
    least = min(map(ask.minimise.value, every))
    best = [one for one in every if ask.minimise.value(one) == least]
    assert isinstance(outcome, Found)
    assert outcome.proved
    assert outcome.objective == least
    assert outcome.values in best
    assert all(low <= one[variable] <= high for variable, (low, high) in bounds.items() for one in best)


@given(st.data())
def test_an_ask_of_any_kind_is_answered_as_by_the_whole(data: st.DataObject) -> None:
    system, ask = drawn(data)
    engine = CpSat(system)
    if engine.gathered is None:
        return
    smaller, other = engine.gathered
    outcome = smaller.outcome(other.ask(smaller.ask(replace(ask, hint=(1,) * system.cells)), FOREVER))
    every = list(solutions(system, ask))
    assert isinstance(outcome, Found) == bool(every)
    assert not isinstance(outcome, Found) or outcome.values in every


def test_cells_that_every_long_row_counts_alike_are_one_count() -> None:
    pools = (at_least((0, 2, 4), 1), at_most((0, 2, 4, 6), 2), at_least((0,), 1))
    found = CpSat(System(5, 2, pools)).gathered
    assert found is not None
    smaller, _ = found
    assert smaller.system.domains[smaller.first :] == ((0, 3),)
    assert [sorted(row.terms.variables) for (row,) in smaller.system.demand_rows[:3]] == [
        [10, smaller.first],
        [6, 11, smaller.first],
        [0, 12],
    ]


def test_rows_that_tell_marked_cells_apart_are_refused() -> None:
    with pytest.raises(ApartError):
        gathered.Gathered(System(3, 2, (at_least((0, 2, 4), 1),)), [[0, 2, 3]])


def test_a_system_whose_rows_would_not_be_much_shorter_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "SHORTER", 4)
    assert CpSat(System(5, 2, (at_least((0, 2, 4, 6), 1),))).gathered is None


def test_terms_that_stand_twice_are_added_up_before_they_are_counted() -> None:
    twice = Demand((), (Row(Linear((0, 2, 0, 2, 4), (1, 1, 1, 1, 2)), low=4),))
    found = CpSat(System(3, 2, (twice,))).gathered
    assert found is not None
    assert found[0].system.demand_rows[0][0].terms.coefficients == (2,)


def test_counts_are_those_of_their_cells_also_where_only_some_demands_are_asked_about() -> None:
    engine = CpSat(System(3, 2, (at_least((0, 2, 4), 3), at_least((1,), 1))))
    assert engine.gathered is not None
    smaller, other = engine.gathered
    ask = Ask(engine.system.kept((0,)), bounds={0: (0, 0)}, only=(0,))
    assert isinstance(other.ask(smaller.ask(ask), FOREVER), Impossible)
    assert isinstance(other.ask(smaller.ask(replace(ask, bounds={})), FOREVER), Found)
