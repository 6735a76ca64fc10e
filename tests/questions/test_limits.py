"""Is an answer honest when the time is up in the middle of it?

The engine is made to fail at every point of a solve in turn, as it does when the limit is reached:
without an answer, or with a solution that it could not prove. What is then told must be true, and
nothing may be told as proved that was not.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.answers import Answer, StageValue
from solver.engine import Ask, Deadline, Found, Outcome, Unknown
from solver.engine.cpsat import CpSat
from solver.engine.kept import Choice, Core, Keeper
from solver.questions.solve import solve
from solver.scenario import Scenario
from tests.oracle import Oracle
from tests.strategies import Form, Size, scenario_of, scenarios

CLASHING: Form = {
    "parties": [{"id": "A"}, {"id": "B"}, {"id": "C"}],
    "seats": [{"id": "s1"}, {"id": "s2"}, {"id": "s3"}],
    "rules": [
        {"id": "floor", "kind": "at_least", "party": "A", "seats": 1, "must": True},
        {"id": "a", "kind": "at_least", "party": "A", "seats": 2},
        {"id": "b", "kind": "at_least", "party": "B", "seats": 2},
        {"id": "c", "kind": "at_least", "party": "C", "seats": 2, "priority": 2},
        {"id": "ban", "kind": "at_most", "party": "C", "seats": 0, "priority": 2},
    ],
    "goals": [
        {"kind": "value", "cells": [{"seat": "s2", "party": "B", "value": 5}]},
        {"kind": "value", "cells": [{"seat": "s3", "party": "A", "value": 3}]},
    ],
}
"""Two priorities, two goals, several conflicts and concessions: work for every step of a solve."""

MUSTS_CLASH: Form = {
    **CLASHING,
    "rules": [{**rule, "must": True} for rule in CLASHING["rules"]],
}

Failure = Callable[[CpSat, Ask, Outcome], Outcome]


def gives_nothing(engine: CpSat, ask: Ask, outcome: Outcome) -> Outcome:
    """The time was up before there was any answer."""
    return Unknown()


def proves_nothing(engine: CpSat, ask: Ask, outcome: Outcome) -> Outcome:
    """The time was up when a solution was known (here the worst one), and only a weak bound."""
    if ask.minimise is None or not isinstance(outcome, Found):
        return Unknown()
    found = _ask(engine, replace(ask, minimise=ask.minimise.times(-1)), Deadline(None))
    assert isinstance(found, Found)
    return Found(found.values, -found.objective, outcome.objective - 1, proved=False)


_ask = CpSat.ask
_together = Keeper.ask
_least = Keeper.least
"""The real engines'."""


class Failing:
    """Counts the questions put to any engine; those from number `first` to `last` fail."""

    def __init__(self, first: float, last: float, failure: Failure = gives_nothing) -> None:
        self.calls = 0
        self.first, self.last, self.failure = first, last, failure

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Every engine fails in this way."""
        counting = self

        def ask(engine: CpSat, ask: Ask, deadline: Deadline) -> Outcome:
            counting.calls += 1
            outcome = _ask(engine, ask, deadline)
            fails = counting.first <= counting.calls <= counting.last
            return counting.failure(engine, ask, outcome) if fails else outcome

        def together(keeper: Keeper, demands: Sequence[int], deadline: Deadline) -> Choice | Core | Unknown:
            counting.calls += 1
            outcome = _together(keeper, demands, deadline)
            return Unknown() if counting.first <= counting.calls <= counting.last else outcome

        def least(keeper: Keeper, demand: int, others: Sequence[int], deadline: Deadline) -> int | None:
            counting.calls += 1
            outcome = _least(keeper, demand, others, deadline)
            return None if counting.first <= counting.calls <= counting.last else outcome

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(CpSat, "ask", ask)
            patch.setattr(Keeper, "ask", together)
            patch.setattr(Keeper, "least", least)
            yield


def _failed(scenario: Scenario, failing: Failing) -> Answer:
    with failing.installed():
        return solve(scenario, time_limit=None)


NEVER = float("inf")


def check_honest(answer: Answer, truth: Oracle) -> None:
    """Everything that the answer says is so, and what it does not know it does not say."""
    _check_status(answer, truth)
    worth = [*truth.best[0].goals] if truth.best else []
    cost = truth.cost(truth.best[0].shortfalls) if truth.best else ()
    for stage, least in zip(answer.cost, cost, strict=False):
        assert stage.bound is not None
        if _before_are_proved(answer, stage):
            assert stage.bound <= least <= stage.value
    for stage, most in zip(answer.goals, worth, strict=False):
        if stage.bound is not None and _before_are_proved(answer, stage):
            assert stage.value <= most <= stage.bound
    for party, span in answer.ranges.items():
        assert span is None or span == truth.ranges[party]
    assert answer.decided_by in (None, truth.decided_by)
    _check_lists(answer, truth)


def _before_are_proved(answer: Answer, stage: StageValue) -> bool:
    stages = [*answer.cost, *answer.goals]
    return all(one.proved for one in stages[: stages.index(stage)])


def _check_status(answer: Answer, truth: Oracle) -> None:
    if answer.status == "infeasible":
        assert not truth.allowed
    if answer.status in ("infeasible", "unknown"):
        assert (answer.split, answer.seats, answer.cost, answer.goals) == (None, None, (), ())
        return
    assert answer.split is not None
    (looked,) = (one for one in truth.allowed if one.split == answer.split)
    assert tuple(state.shortfall for state in answer.rules) == looked.shortfalls
    assert tuple(stage.value for stage in answer.cost) == truth.cost(looked.shortfalls)
    assert tuple(stage.value for stage in answer.goals) == looked.goals
    if answer.status == "optimal":
        assert answer.split == truth.best[0].split
        assert all(stage.proved for stage in (*answer.cost, *answer.goals))


def _check_lists(answer: Answer, truth: Oracle) -> None:
    known = {(one.rules, one.musts): one.alone for one in truth.conflicts}
    for conflict in answer.conflicts:
        assert conflict.minimal
        assert conflict.alone in ({}, known[conflict.rules, conflict.musts])
    if answer.conflicts_complete:
        assert len(answer.conflicts) == len(known)
    told = [(one.cost, one.loosen) for one in answer.concessions]
    if answer.concessions_complete:  # the first is what the returned split gives up
        assert sorted(told, key=repr) == sorted(truth.concessions, key=repr)
    if answer.status == "optimal":
        assert told[:1] == truth.concessions[:1]
        assert all(one in truth.concessions for one in told)


@pytest.mark.parametrize("form", [CLASHING, MUSTS_CLASH], ids=["wishes clash", "musts clash"])
@pytest.mark.parametrize("failure", [gives_nothing, proves_nothing])
@pytest.mark.parametrize("length", [1, NEVER], ids=["one question fails", "all from there fail"])
def test_wherever_the_engine_fails_the_answer_stays_honest(form: Form, failure: Failure, length: float) -> None:
    scenario = scenario_of(form)
    truth = Oracle(scenario.what_if())
    counting = Failing(NEVER, NEVER)
    complete = _failed(scenario, counting)
    assert counting.calls > 5
    for first in range(1, counting.calls + 1):
        answer = _failed(scenario, Failing(first, first + length - 1, failure))
        check_honest(answer, truth)
        if answer != complete:
            missing = answer.status not in ("optimal", "infeasible") or (
                not answer.conflicts_complete
                or not answer.concessions_complete
                or answer.decided_by is None
                or None in answer.ranges.values()
                or any(not conflict.alone for conflict in answer.conflicts)
            )
            assert missing, f"question {first} failed, and the answer does not say so"


@settings(max_examples=40)
@given(scenarios(Size(seats=(1, 4), contesting=(1, 3), splits=81)), st.data())
def test_a_failing_engine_makes_no_scenario_dishonest(scenario: Scenario, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, 25))
    length = data.draw(st.sampled_from((1, 2, NEVER)))
    failure = data.draw(st.sampled_from((gives_nothing, proves_nothing)))
    answer = _failed(scenario, Failing(first, first + length - 1, failure))
    check_honest(answer, Oracle(scenario.what_if()))


@pytest.mark.parametrize("form", [CLASHING, MUSTS_CLASH], ids=["wishes clash", "musts clash"])
def test_no_time_at_all_leaves_everything_unknown(form: Form) -> None:
    answer = solve(scenario_of(form), time_limit=0)
    assert (answer.status, answer.split, answer.decided_by) == ("unknown", None, None)
    assert set(answer.ranges.values()) == {None}
    assert (answer.conflicts, answer.conflicts_complete) == ((), False)
    assert (answer.concessions, answer.concessions_complete) == ((), False)
    assert answer.to_dict()["proved_by"] is None


@pytest.mark.parametrize("limit", [1e-9, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2])
@pytest.mark.parametrize("form", [CLASHING, MUSTS_CLASH], ids=["wishes clash", "musts clash"])
def test_however_little_time_there_is_the_answer_is_honest(form: Form, limit: float) -> None:
    scenario = scenario_of(form)
    check_honest(solve(scenario, time_limit=limit), Oracle(scenario.what_if()))


def test_an_answer_that_is_not_proved_names_the_limit_and_the_seed_that_shaped_it() -> None:
    engine = solve(scenario_of(CLASHING), time_limit=0, seed=7).to_dict()["engine"]
    assert (engine["time_limit"], engine["seed"]) == (0, 7)
    assert "seed" not in solve(scenario_of(CLASHING), seed=7).to_dict()["engine"]
