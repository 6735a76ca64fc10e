"""Is a list of conflicts honest when it is cut short: by an engine that fails, a limit, or Ctrl-C?"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.answers import Clashes, Conflict
from solver.answers.clashes import How
from solver.engine import Deadline, Unknown
from solver.engine.kept import Choice, Core, Keeper
from solver.questions.conflicts import Wanted, find_conflicts
from solver.scenario import Scenario
from tests.oracle import Oracle
from tests.questions.conflicts.test_every_conflict import EVERY_WAY, every, family_sets, members
from tests.questions.test_limits import CLASHING, MUSTS_CLASH, NEVER, Failing, Failure, gives_nothing, proves_nothing
from tests.strategies import Form, Size, scenario_of, scenarios

SMALL = Size(seats=(1, 4), contesting=(1, 3), splits=81)


def check_honest(answer: Clashes, truth: Oracle) -> None:
    """Only what is so is told, and all is told only where it is."""
    if answer.status != "unknown":
        assert answer.status == ("feasible" if truth.allowed else "infeasible")
    known = {(one.rules, one.musts): one.alone for one in truth.conflicts}
    minimal = {frozenset(one) for one in every(truth)}
    reached = set()
    for conflict in answer.conflicts:
        assert conflict.minimal
        assert conflict.alone in ({}, known[conflict.rules, conflict.musts])
        sets = set(_stands_for(conflict))
        assert all(any(one <= other for one in minimal) for other in sets)
        reached |= minimal & sets
    if answer.complete:
        assert answer.status != "unknown"
        assert reached == minimal


def _stands_for(conflict: Conflict) -> Sequence[frozenset[str]]:
    own = [frozenset(members(conflict))]
    return own if conflict.family is None else [*own, *family_sets(conflict.family)]


def _failed(scenario: Scenario, how: How, failing: Failing) -> Clashes:
    with failing.installed():
        return find_conflicts(scenario, wanted=Wanted(how, limit=None), time_limit=None)


@pytest.mark.parametrize("how", EVERY_WAY)
@pytest.mark.parametrize("form", [CLASHING, MUSTS_CLASH], ids=["wishes clash", "musts clash"])
@pytest.mark.parametrize("length", [1, NEVER], ids=["one question fails", "all from there fail"])
def test_wherever_the_engine_fails_only_what_is_so_is_told(form: Form, how: How, length: float) -> None:
    scenario = scenario_of(form)
    truth = Oracle(scenario.what_if())
    counting = Failing(NEVER, NEVER)
    whole = _failed(scenario, how, counting)
    assert whole.complete
    assert counting.calls > 5
    for first in range(1, counting.calls + 1):
        answer = _failed(scenario, how, Failing(first, first + length - 1))
        check_honest(answer, truth)
        if answer != whole:
            said = not answer.complete or any(not conflict.alone for conflict in answer.conflicts)
            assert said, f"question {first} failed, and the answer does not say so"


@settings(max_examples=20)
@given(scenarios(SMALL), st.data())
def test_a_failing_engine_makes_no_list_of_conflicts_dishonest(scenario: Scenario, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, 30))
    length = data.draw(st.sampled_from((1, 2, NEVER)))
    failure: Failure = data.draw(st.sampled_from((gives_nothing, proves_nothing)))
    how = data.draw(st.sampled_from(EVERY_WAY))
    answer = _failed(scenario, how, Failing(first, first + length - 1, failure))
    check_honest(answer, Oracle(scenario.what_if()))


@pytest.mark.parametrize("form", [CLASHING, MUSTS_CLASH], ids=["wishes clash", "musts clash"])
def test_no_time_at_all_tells_nothing(form: Form) -> None:
    answer = find_conflicts(scenario_of(form), time_limit=0)
    check_honest(answer, Oracle(scenario_of(form).what_if()))
    assert not answer.complete


@pytest.mark.parametrize("how", EVERY_WAY)
@pytest.mark.parametrize("limit", [1e-4, 1e-3, 3e-3, 1e-2])
def test_however_little_time_there_is_only_what_is_so_is_told(how: How, limit: float) -> None:
    scenario = scenario_of(CLASHING)
    answer = find_conflicts(scenario, wanted=Wanted(how, limit=None), time_limit=limit)
    check_honest(answer, Oracle(scenario.what_if()))


@pytest.mark.parametrize("how", EVERY_WAY)
def test_an_interruption_keeps_what_was_found(how: How, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = scenario_of(CLASHING)
    found: list[Conflict] = []
    ask = Keeper.ask

    def interrupted(keeper: Keeper, demands: Sequence[int], deadline: Deadline) -> Choice | Core | Unknown:
        if found:
            raise KeyboardInterrupt
        return ask(keeper, demands, deadline)

    monkeypatch.setattr(Keeper, "ask", interrupted)
    answer = find_conflicts(scenario, wanted=Wanted(how, limit=None), time_limit=None, found=found.append)
    assert answer.interrupted
    assert not answer.complete
    assert found
    check_honest(answer, Oracle(scenario.what_if()))
