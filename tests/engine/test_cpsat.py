"""Does CP-SAT answer what it is asked, and say no more than it has proved?"""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.engine import Ask, Deadline, EngineError, Found, Impossible, System, Unknown
from solver.engine.cpsat import CpSat
from solver.rows import Demand, Draft, Linear, Row
from tests.engine.asks import drawn, linears, rows, solutions, systems

NEVER = Deadline(None)


@given(st.data())
def test_a_solution_is_found_exactly_where_there_is_one(data: st.DataObject) -> None:
    system, ask = drawn(data)
    outcome, every = CpSat(system).ask(ask, NEVER), set(solutions(system, ask))
    if every:
        assert isinstance(outcome, Found)
        assert outcome.values in every
    else:
        assert isinstance(outcome, Impossible)


@pytest.mark.parametrize("terms", [Linear(), Linear.sum((0, 1))], ids=["no terms", "two terms"])
def test_a_row_whose_bounds_exclude_each_other_is_impossible(terms: Linear) -> None:
    outcome = CpSat(System(1, 2)).ask(Ask((Row(terms, low=1, high=0),)), NEVER)
    assert isinstance(outcome, Impossible)


@given(st.data())
def test_the_least_value_is_found_and_proved(data: st.DataObject) -> None:
    system, ask = drawn(data)
    objective = data.draw(linears(list(range(len(system.domains)))), label="objective")
    asked = Ask(ask.rows, ask.helpers, objective, bounds=ask.bounds, only=ask.only)
    values = [objective.value(one) for one in solutions(system, ask)]
    outcome = CpSat(system).ask(asked, NEVER)
    if not values:
        assert isinstance(outcome, Impossible)
        return
    assert isinstance(outcome, Found)
    assert outcome.proved
    assert outcome.objective == outcome.bound == objective.value(outcome.values) == min(values)


@given(st.data(), st.integers(0, 99))
def test_a_preference_gives_the_first_solution_in_its_order(data: st.DataObject, seed: int) -> None:
    system, ask = drawn(data, helpers=False)
    prefer = tuple(range(system.cells))
    first = max(
        (one[: system.cells] for one in solutions(system, ask)),
        default=None,
    )
    asked = Ask(ask.rows, prefer=prefer, bounds=ask.bounds, only=ask.only)
    outcome = CpSat(system, seed).ask(asked, NEVER)
    if first is None:
        assert isinstance(outcome, Impossible)
    else:
        assert isinstance(outcome, Found)
        assert outcome.values[: system.cells] == first


@given(st.data())
def test_rows_that_are_added_for_good_count_in_every_later_ask(data: st.DataObject) -> None:
    system = data.draw(systems())
    every = list(range(len(system.domains)))
    literals = [variable for variable in every if system.domains[variable] == (0, 1)]
    added = tuple(data.draw(st.lists(rows(every, literals), max_size=3)))
    engine = CpSat(system)
    engine.add(added)
    for _ in range(2):
        found = isinstance(engine.ask(Ask(), NEVER), Found)
        assert found == any(solutions(system, Ask(added)))


@given(st.data())
def test_one_ask_leaves_nothing_behind_for_the_next(data: st.DataObject) -> None:
    system, ask = drawn(data)
    engine = CpSat(system)
    alone = engine.ask(Ask(), NEVER)
    engine.ask(ask, NEVER)
    assert engine.ask(Ask(), NEVER) == alone


def _hard() -> tuple[System, Ask, Linear]:
    """Thirty 0/1 variables and twelve covering rows: a solution is near, its proof is not."""
    draw = random.Random(1)
    every = tuple(range(30))

    def weighed() -> Linear:
        return Linear(every, tuple(draw.randint(1, 99) for _ in every))

    covering = tuple(Row(weighed(), low=700) for _ in range(12))
    return System(0, 0, (Demand(helpers=((0, 1),) * 30),)), Ask(covering), weighed()


def test_without_any_effort_the_answer_is_unknown_and_not_impossible() -> None:
    system, ask, objective = _hard()
    asked = Ask(ask.rows, minimise=objective, effort=1e-9)
    assert isinstance(CpSat(system).ask(asked, NEVER), Unknown)


def test_a_solution_that_is_not_proved_best_comes_with_a_bound_below_it() -> None:
    system, ask, objective = _hard()
    outcome = CpSat(system).ask(Ask(ask.rows, minimise=objective, effort=1e-4), NEVER)
    best = CpSat(system).ask(Ask(ask.rows, minimise=objective), NEVER)
    assert isinstance(outcome, Found)
    assert isinstance(best, Found)
    assert (outcome.proved, best.proved) == (False, True)
    assert outcome.bound < best.objective < outcome.objective


def test_after_the_deadline_nothing_is_known() -> None:
    assert isinstance(CpSat(System(1, 1)).ask(Ask(), Deadline(0)), Unknown)


def test_a_sum_that_could_overflow_is_refused() -> None:
    huge = Linear((0, 1), (1 << 57, 1))
    for ask in (Ask(minimise=huge), Ask((Row(huge, low=0),))):
        with pytest.raises(EngineError, match="overflow"):
            CpSat(System(1, 2)).ask(ask, NEVER)


def test_large_coefficients_that_cannot_overflow_are_exact() -> None:
    large = (1 << 55) + 1
    outcome = CpSat(System(1, 2)).ask(Ask(minimise=Linear((0, 1), (large, large - 1))), NEVER)
    assert isinstance(outcome, Found)
    assert (outcome.values, outcome.objective) == ((0, 1), large - 1)


def test_an_objective_in_thousands_is_not_brought_down_one_by_one() -> None:
    """A leximin stage, the split fixed: CP-SAT would go from 180,000 to 0 in steps of 1."""
    most, level, below, draft = 443_289, -1, (-2, -3), Draft()
    assert [draft.helper(0, most) for _ in range(3)] == [level, *below]
    for cell, held, gap in ((0, 263_307, below[0]), (1, most, below[1])):
        draft.row(Linear((cell, gap, level), (held, 1, -1)), low=0)
    system = System(6, 2, (draft.demand(Linear()),))
    split = tuple(Row(Linear.sum((cell,)), low=1) for cell in (0, 2, 4, 7, 9, 11))
    ask = Ask(split, minimise=Linear((12, 13, 14), (-1, 1, 1)), effort=1.0)
    outcome = CpSat(system).ask(ask, Deadline(30))
    assert isinstance(outcome, Found)
    assert (outcome.objective, outcome.proved) == (0, True)
