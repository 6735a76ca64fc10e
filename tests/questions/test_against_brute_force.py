"""Is every part of an answer what looking at all splits gives?"""

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.answers import Answer
from solver.questions.solve import solve
from solver.scenario import Scenario
from tests.oracle import LISTED, Oracle
from tests.strategies import Size, scenarios, settings_of

MANY_RULES = Size(seats=(1, 3), contesting=(2, 3), rules=(6, 9), splits=30)
"""Few splits and many rules: many conflicts and concessions, more than are listed."""


def _solved(data: st.DataObject, size: Size | None = None) -> tuple[Answer, Oracle]:
    scenario: Scenario = data.draw(scenarios(size) if size else scenarios(), label="scenario")
    chosen = data.draw(settings_of(scenario), label="settings")
    return solve(scenario, chosen, time_limit=None), Oracle(scenario.what_if(chosen))


def _check_best(answer: Answer, oracle: Oracle) -> None:
    if not oracle.allowed:
        assert (answer.status, answer.split, answer.seats) == ("infeasible", None, None)
        assert (answer.cost, answer.goals) == ((), ())
        return
    best = oracle.best[0]
    assert answer.status == "optimal"
    assert answer.split == best.split
    assert answer.seats == best.split.totals(oracle.what_if.facts.contesting)
    assert [stage.label for stage in answer.cost] == list(oracle.priorities)
    assert tuple(stage.value for stage in answer.cost) == oracle.cost(best.shortfalls)
    assert [stage.label for stage in answer.goals] == oracle.goal_kinds
    assert tuple(stage.value for stage in answer.goals) == best.goals
    assert all(stage.proved for stage in (*answer.cost, *answer.goals))


def _check_rules(answer: Answer, oracle: Oracle) -> None:
    assert [state.id for state in answer.rules] == [rule.id for rule in oracle.rules]
    found = [state.shortfall for state in answer.rules]
    assert found == (list(oracle.best[0].shortfalls) if oracle.best else [None] * len(found))


def _check_conflicts(answer: Answer, oracle: Oracle) -> None:
    expected = oracle.conflicts
    found = [(one.rules, one.musts, one.alone) for one in answer.conflicts]
    assert found == [(one.rules, one.musts, one.alone) for one in expected[:LISTED]]
    assert all(one.minimal for one in answer.conflicts)
    assert answer.conflicts_complete == (len(expected) <= LISTED)


def _check_concessions(answer: Answer, oracle: Oracle) -> None:
    if answer.status == "infeasible":
        assert (answer.concessions, answer.concessions_complete) == ((), False)
        return
    expected = oracle.concessions
    found = [(one.cost, one.loosen) for one in answer.concessions]
    assert answer.concessions_complete == (len(expected) <= LISTED)
    assert found == expected[:LISTED]
    assert answer.more_concessions == (len(expected) > LISTED)


@settings(max_examples=50)
@given(st.data())
def test_the_best_split_its_cost_and_its_goals(data: st.DataObject) -> None:
    answer, oracle = _solved(data)
    _check_best(answer, oracle)
    _check_rules(answer, oracle)


@given(st.data())
def test_ranges_and_what_decided(data: st.DataObject) -> None:
    answer, oracle = _solved(data)
    assert answer.ranges == oracle.ranges
    assert answer.decided_by == oracle.decided_by


@given(st.data())
def test_every_minimal_conflict(data: st.DataObject) -> None:
    answer, oracle = _solved(data)
    _check_conflicts(answer, oracle)


@given(st.data())
def test_every_concession_of_least_cost(data: st.DataObject) -> None:
    answer, oracle = _solved(data)
    _check_concessions(answer, oracle)


@given(st.data())
def test_the_whole_answer_where_few_seats_meet_many_rules(data: st.DataObject) -> None:
    answer, oracle = _solved(data, MANY_RULES)
    _check_best(answer, oracle)
    _check_rules(answer, oracle)
    assert (answer.ranges, answer.decided_by) == (oracle.ranges, oracle.decided_by)
    _check_conflicts(answer, oracle)
    _check_concessions(answer, oracle)
