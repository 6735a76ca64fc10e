"""Is what the linear relaxation adds true: its bound, its proof of an optimum, the bounds on all optimal solutions?

It serves large systems only; here it is made to serve small ones, of which every solution can be looked at.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from solver.engine import Ask, Deadline, Found, Impossible, System, cpsat, optimise
from solver.engine.cpsat import CpSat
from solver.engine.optimise import minimise
from solver.engine.relaxation import relax
from solver.questions.solve import solve
from solver.rows import Linear, Row
from solver.scenario import Scenario
from tests.engine.asks import drawn, linears, solutions
from tests.oracle import Oracle
from tests.strategies import scenarios

NEVER = Deadline(None)


@pytest.fixture(autouse=True, scope="module")
def every_system_is_large() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(optimise, "RELAX_FROM", 0)
        patch.setattr(cpsat, "PRESOLVE_FROM", 0)
        yield


def _asked(data: st.DataObject) -> tuple[System, Ask, Linear, list[tuple[int, ...]]]:
    system, ask = drawn(data)
    every = list(range(len(system.domains)))
    objective = data.draw(linears(every), label="objective")
    return system, replace(ask, minimise=objective), objective, list(solutions(system, ask))


@given(st.data())
def test_the_least_value_is_found_and_proved_by_way_of_the_relaxation(data: st.DataObject) -> None:
    system, ask, objective, every = _asked(data)
    outcome, bounds = minimise(CpSat(system), ask, NEVER)
    if not every:
        assert isinstance(outcome, Impossible)
        return
    least = min(objective.value(one) for one in every)
    assert isinstance(outcome, Found)
    assert outcome.proved
    assert outcome.objective == outcome.bound == objective.value(outcome.values) == least
    best = [one for one in every if objective.value(one) == least]
    assert outcome.values in best
    for variable, (low, high) in bounds.items():
        assert all(low <= one[variable] <= high for one in best)


@given(st.data(), st.integers(0, 5))
def test_the_relaxation_bounds_every_solution_and_settles_only_what_all_good_ones_share(
    data: st.DataObject, worse: int
) -> None:
    system, ask, objective, every = _asked(data)
    relaxation = relax(system, ask, NEVER)
    if relaxation is None or not every:
        return
    values = [objective.value(one) for one in every]
    assert relaxation.bound <= min(values)
    allowed = min(values) + worse
    for variable, (low, high) in relaxation.settled(allowed).items():
        good = [one for one, value in zip(every, values, strict=True) if value <= allowed]
        assert all(low <= one[variable] <= high for one in good)


def test_the_relaxation_settles_something_where_a_choice_costs_more() -> None:
    # Two seats, two parties: every cell of the second party costs 1.
    ask = Ask(minimise=Linear((1, 3), (1, 1)))
    outcome, bounds = minimise(CpSat(System(2, 2)), ask, NEVER)
    assert isinstance(outcome, Found)
    assert (outcome.values, outcome.bound) == ((1, 0, 1, 0), 0)
    assert bounds[1] == bounds[3] == (0, 0)


def test_an_optimum_above_the_relaxation_s_bound_is_still_proved() -> None:
    # Half of each of three cells would meet every pair; whole ones must be two.
    pairs = tuple(Row(Linear.sum(pair), low=1) for pair in ((0, 2), (2, 4), (0, 4)))
    ask = Ask(pairs, minimise=Linear.sum((0, 2, 4)))
    outcome, _ = minimise(CpSat(System(3, 2)), ask, NEVER)
    assert isinstance(outcome, Found)
    assert (outcome.proved, outcome.objective, outcome.bound) == (True, 2, 2)


def test_a_preference_gives_the_first_solution_in_its_order_on_large_systems_too() -> None:
    # Two seats, two parties, and the first party is to hold one seat or more: it may hold both.
    ask = Ask((Row(Linear.sum((0, 2)), low=1),), prefer=(0, 1, 2, 3))
    outcome = CpSat(System(2, 2)).ask(ask, NEVER)
    assert isinstance(outcome, Found)
    assert outcome.values == (1, 0, 1, 0)


@settings(max_examples=30, phases=[Phase.generate])
@given(scenarios())
def test_whole_answers_are_the_same_by_way_of_the_relaxation(scenario: Scenario) -> None:
    answer, oracle = solve(scenario, time_limit=None), Oracle(scenario.what_if())
    assert answer.split == (oracle.best[0].split if oracle.best else None)
    assert (answer.ranges, answer.decided_by) == (oracle.ranges, oracle.decided_by)


def test_a_relaxed_optimum_that_rounding_makes_dearer_is_not_taken_for_the_least_value() -> None:
    # Six tenths of a cell would do, at six; a whole one costs ten.
    ask = Ask((Row(Linear((0,), (5,)), low=3),), minimise=Linear((0,), (10,)))
    outcome, _ = minimise(CpSat(System(1, 2)), ask, NEVER)
    assert isinstance(outcome, Found)
    assert (outcome.values, outcome.objective, outcome.bound) == ((1, 0), 10, 10)


def test_a_relaxed_optimum_that_is_whole_is_the_answer_without_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CpSat, "ask", lambda *_: pytest.fail("a search was not needed"))
    ask = Ask((Row(Linear.sum((0, 2)), low=1),), minimise=Linear((0, 2), (3, 2)))
    outcome, _ = minimise(CpSat(System(2, 2)), ask, NEVER)
    assert isinstance(outcome, Found)
    assert (outcome.values, outcome.objective, outcome.proved) == ((0, 1, 1, 0), 2, True)
