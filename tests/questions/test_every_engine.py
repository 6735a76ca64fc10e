"""Do CP-SAT and the network give the same answers, byte for byte, but for the name of the engine?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import concessions, load, solve, why_rule, why_seat, why_unique
from solver.answers import Answer, WaysOut, WhySeat, WhyUnique
from solver.engine import Deadline, choice
from solver.engine.clauses import Clauses
from solver.engine.network import Network
from solver.facts import Facts, Party, Seat
from solver.goals import LeastLargest, Value
from solver.lookups.entitlements import Entitlement
from solver.lookups.selectors import Selector
from solver.lookups.values import Cell
from solver.questions.asked import quiet
from solver.questions.audit import audit
from solver.questions.case import case_of
from solver.questions.conflicts import Wanted, find_conflicts
from solver.questions.ranked import best_splits
from solver.rules import AtLeast, AtMost, Balanced, Follows, Keeps, Quotas, Rule
from solver.scenario import Scenario, SettingError
from tests.strategies import MEDIUM, scenarios, settings_of

COUNTED = {"at_least", "at_most", "keeps", "strongholds", "won_or_second", "quotas", "follows"}
"""Kinds of rule that can be counts; not each one is."""


def _without_engine(told: Any) -> Any:
    """The same, whoever answered."""
    if isinstance(told, dict):
        return {name: _without_engine(value) for name, value in told.items() if name not in ("engine", "proved_by")}
    return [_without_engine(one) for one in told] if isinstance(told, list) else told


def _counting(scenario: Scenario) -> tuple[Scenario, set[str]]:
    """The scenario without goals that are no sums, and the rules that are never counts."""
    goals = tuple(goal for goal in scenario.goals if goal.kind in ("value", "strength"))
    return replace(scenario, goals=goals), {rule.id for rule in scenario.rules if rule.kind not in COUNTED}


def _by_flow(scenario: Scenario, chosen: dict[str, str], drop: set[str]) -> Answer | None:
    try:
        return solve(scenario, chosen, drop=drop, time_limit=None, engine="flow")
    except SettingError:  # what is refused is tried below
        return None


@given(scenarios(), st.data())
def test_both_engines_solve_alike(scenario: Scenario, data: st.DataObject) -> None:
    chosen = data.draw(settings_of(scenario))
    scenario, drop = _counting(scenario)
    answer = _by_flow(scenario, chosen, drop)
    if answer is not None:
        other = solve(scenario, chosen, drop=drop, time_limit=None, engine="cp-sat").to_dict()
        assert _without_engine(answer.to_dict()) == _without_engine(other)
        assert answer.to_dict()["proved_by"] == "flow"


@settings(max_examples=8)
@given(scenarios(MEDIUM))
def test_both_engines_solve_alike_on_medium_scenarios(scenario: Scenario) -> None:
    scenario, drop = _counting(scenario)
    answer = _by_flow(scenario, {}, drop)
    if answer is not None:
        other = solve(scenario, drop=drop, time_limit=None, engine="cp-sat").to_dict()
        assert _without_engine(answer.to_dict()) == _without_engine(other)


@settings(max_examples=20)
@given(scenarios())
def test_both_engines_tell_the_same_splits_in_the_same_order(scenario: Scenario) -> None:
    scenario, drop = _counting(scenario)
    try:
        by_flow = why_unique(scenario, most=7, drop=drop, time_limit=None, engine="flow").to_dict()
    except SettingError:
        return
    other = why_unique(scenario, most=7, drop=drop, time_limit=None, engine="cp-sat").to_dict()
    assert _without_engine(by_flow) == _without_engine(other)


@settings(max_examples=20)
@given(scenarios())
def test_auto_tells_the_same_splits_in_the_same_order_whatever_the_rules(scenario: Scenario) -> None:
    by_any = why_unique(scenario, most=4, time_limit=None).to_dict()
    other = why_unique(scenario, most=4, time_limit=None, engine="cp-sat").to_dict()
    assert _without_engine(by_any) == _without_engine(other)


def test_the_answer_names_the_engine_that_listed_the_splits() -> None:
    scenario = load("scenarios/tiny.yaml")
    for most, engine, listed in ((3, "auto", "flow"), (1, "auto", None), (3, "cp-sat", None), (3, "flow", None)):
        told = _unique(scenario, most, engine).asked.engine
        assert (told["name"], told.get("ranking")) == ("flow" if engine == "flow" else "cp-sat", listed)


def _unique(scenario: Scenario, most: int, engine: Any) -> WhyUnique:
    return why_unique(scenario, most=most, engine=engine)


def test_where_the_time_ends_within_a_list_it_is_not_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    case = case_of(load("scenarios/tiny.yaml").what_if(), {}, (), None, 0, quiet, "flow")
    assert case.found is not None
    listed = best_splits(case.posed, case.lister, case.found, case.deadline)
    assert next(listed) is not None
    assert next(listed) is not None
    monkeypatch.setattr(Deadline, "passed", True)
    assert list(listed) == [None]


def test_both_engines_say_alike_why_a_seat_went_where_it_went() -> None:
    scenario = load("scenarios/tiny.yaml")
    for seat in scenario.facts.seat_ids:
        one, other = (_why(scenario, seat, engine) for engine in ("flow", "cp-sat"))
        assert _without_engine(one.to_dict()) == _without_engine(other.to_dict())


def _why(scenario: Scenario, seat: str, engine: Any) -> WhySeat:
    return why_seat(scenario, seat, time_limit=None, engine=engine)


def test_both_engines_say_alike_what_a_rule_costs() -> None:
    scenario = load("scenarios/tiny.yaml")
    for rule in scenario.what_if().rules:
        one, other = (
            why_rule(scenario, rule.id, time_limit=None, engine=engine).to_dict() for engine in ("flow", "cp-sat")
        )
        assert _without_engine(one) == _without_engine(other)


def test_an_audit_can_take_the_best_split_from_the_network() -> None:
    answer = audit(load("scenarios/tiny.yaml"), engine="flow")
    assert answer.about.engine["name"] == "flow"
    assert answer.split == audit(load("scenarios/tiny.yaml"), engine="cp-sat").split


# --- conflicts and ways out ------------------------------------------------------------------


def _refused_or(ask: Any) -> Any:
    try:
        return ask()
    except SettingError:
        return None


def _conflicts(scenario: Scenario, chosen: dict[str, str], drop: set[str], engine: Any) -> Any:
    wanted = Wanted(how="each", limit=None)
    answer = find_conflicts(scenario, chosen, drop=drop, wanted=wanted, time_limit=None, engine=engine)
    assert answer.complete
    return answer.status, {(one.rules, one.musts) for one in answer.conflicts}


@settings(max_examples=30)
@given(scenarios(), st.data())
def test_all_engines_find_the_same_set_of_conflicts(scenario: Scenario, data: st.DataObject) -> None:
    chosen = data.draw(settings_of(scenario))
    counting, drop = _counting(scenario)
    for rules in (set(), drop):
        other = _conflicts(counting, chosen, rules, "cp-sat")
        assert _conflicts(counting, chosen, rules, "auto") == other
        by_flow = _refused_or(lambda rules=rules: _conflicts(counting, chosen, rules, "flow"))
        assert by_flow in (None, other)


@settings(max_examples=20)
@given(scenarios(), st.booleans())
def test_all_engines_find_the_same_ways_out(scenario: Scenario, even: bool) -> None:
    counting, drop = _counting(scenario)

    def asked(engine: Any) -> Any:
        answer = concessions(counting, drop=drop, even=even, drop_sets=True, time_limit=None, engine=engine)
        dropped = None if answer.drop_sets is None else {one.rules for one in answer.drop_sets.found}
        return _without_engine(replace(answer, drop_sets=None).to_dict()), dropped

    other = asked("cp-sat")
    assert asked("auto") == other
    assert _refused_or(lambda: asked("flow")) in (None, other)


@settings(max_examples=20)
@given(scenarios())
def test_the_network_finds_all_packages_where_their_order_within_a_cost_is_not_looked_for(scenario: Scenario) -> None:
    counting, drop = _counting(scenario)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("solver.questions.packages.RELAX_FROM", 0)
        patch.setattr("solver.questions.packages.ORDERED", -1)
        answer = _refused_or(lambda: concessions(counting, drop=drop, most=6, time_limit=None, engine="flow"))
    if answer is not None:
        other = concessions(counting, drop=drop, most=6, time_limit=None, engine="cp-sat")
        assert [one.concession.cost for one in answer.ways] == [one.concession.cost for one in other.ways]
        if other.complete:
            assert _packages(answer) == _packages(other)


def _packages(answer: WaysOut) -> set[str]:
    return {str(sorted(one.concession.loosen.items())) for one in answer.ways}


def test_where_cp_sat_is_chosen_neither_network_nor_sat_solver_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(Network, "ask", refused)
    monkeypatch.setattr(Clauses, "ask", refused)
    scenario = load("scenarios/tiny.yaml")
    answers = (
        solve(scenario, engine="cp-sat").engine,
        find_conflicts(scenario, engine="cp-sat").about.engine,
        concessions(scenario, drop_sets=True, engine="cp-sat").about.engine,
        why_seat(scenario, scenario.facts.seat_ids[0], engine="cp-sat").asked.engine,
    )
    assert not {"network", "sat", "flow"} & {name for engine in answers for name in engine["answered_by"]}


def test_an_answer_names_all_that_answered() -> None:
    scenario = load("scenarios/tiny.yaml")
    assert find_conflicts(scenario).about.engine["answered_by"] == ["network"]
    assert solve(scenario, engine="flow").engine["answered_by"][:2] == ["network", "flow"]
    assert solve(scenario, engine="flow", time_limit=0).engine["answered_by"] == []


# --- what is chosen --------------------------------------------------------------------------


def test_auto_takes_the_network_for_what_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "FLOW_FROM", 0)
    scenario = load("scenarios/tiny.yaml")
    answer = solve(scenario).to_dict()
    assert answer["proved_by"] == "flow"
    assert _without_engine(answer) == _without_engine(solve(scenario, engine="cp-sat").to_dict())


def test_auto_takes_cp_sat_for_what_is_no_network_however_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "FLOW_FROM", 0)
    rule = Balanced(id="even", entitlement=Entitlement(weights={"A": 1, "B": 1, "C": 1}))
    assert solve(Scenario(title="Made up", facts=FACTS, rules=(rule,))).to_dict()["proved_by"] == "cp-sat"


def test_an_engine_that_is_none_is_refused_with_those_that_are() -> None:
    engine: Any = "simplex"
    for ask in (solve, find_conflicts, concessions, why_unique):
        with pytest.raises(ValueError, match="no engine 'simplex': expected auto, cp-sat or flow"):
            ask(load("scenarios/tiny.yaml"), engine=engine)


# --- what is no network ----------------------------------------------------------------------


FACTS = Facts(
    parties=tuple(Party(id=name) for name in "ABC"),
    seats=tuple(Seat(id=f"s{i}") for i in range(1, 5)),
)


def _refused(*rules: Rule, **more: Any) -> str:
    scenario = Scenario(title="Made up", facts=FACTS, rules=rules, **more)
    with pytest.raises(SettingError) as error:
        solve(scenario, engine="flow")
    assert solve(scenario).status == "optimal"
    return str(error.value)


def _pool(*seats: str) -> Selector:
    return Selector(seats=seats)


def test_counts_that_cross_are_named() -> None:
    told = _refused(
        AtLeast(id="one", party="A", seats=1, where=_pool("s1", "s2")),
        AtLeast(id="two", party="A", seats=1, where=_pool("s2", "s3")),
    )
    assert told == (
        "the engine 'flow' cannot answer this: the seats that 'one' (at_least) and 'two' (at_least) count cross, "
        "and a network carries only what nests or keeps apart; try --engine auto, or --drop two"
    )


def test_a_rule_that_is_no_count_is_named() -> None:
    told = _refused(Balanced(id="even", entitlement=Entitlement(weights={"A": 1, "B": 1, "C": 1})))
    assert told.endswith(
        "rule 'even' (balanced) is more than counts of seats that nest or keep apart; try --engine auto, or --drop even"
    )


def test_a_goal_that_is_no_sum_is_named() -> None:
    told = _refused(AtLeast(id="one", party="A", seats=1), goals=(LeastLargest(),))
    assert told.endswith("goal 'least_largest_shortfall' is no sum over seats; try --engine auto")


def test_claims_to_all_of_some_seats_may_cross() -> None:
    rules = (
        Keeps(id="one", party="A", where=_pool("s1", "s2")),
        Keeps(id="two", party="A", where=_pool("s2", "s3")),
        Keeps(id="three", party="B", where=_pool("s3", "s4"), weight=2),
    )
    answer = solve(Scenario(title="Made up", facts=FACTS, rules=rules), engine="flow")
    assert [stage.value for stage in answer.cost] == [1]


def test_follows_counts_each_party_where_no_tie_is_open() -> None:
    rule = Follows(id="share", entitlement=Entitlement(weights={"A": 2, "B": 1, "C": 1}), method="largest_remainder")
    cells = tuple(Cell(seat=seat.id, party="B", value=1) for seat in FACTS.seats)
    scenario = Scenario(title="Made up", facts=FACTS, rules=(rule,), goals=(Value(cells=cells),))
    assert solve(scenario, engine="flow").seats == {"A": 2, "B": 1, "C": 1}


@pytest.mark.parametrize("side", ["lower", "upper"])
def test_quotas_of_one_side_are_counts(side: Any) -> None:
    rules = (
        Quotas(id="share", entitlement=Entitlement(weights={"A": 3, "B": 2, "C": 0}), side=side),
        AtMost(id="cap", party="A", seats=0, weight=3),
    )
    scenario = Scenario(title="Made up", facts=FACTS, rules=rules)
    one, other = (solve(scenario, engine=engine).to_dict() for engine in ("flow", "cp-sat"))
    assert _without_engine(one) == _without_engine(other)


def test_without_time_nothing_is_known() -> None:
    assert solve(load("scenarios/tiny.yaml"), time_limit=0, engine="flow").status == "unknown"
