"""Is every answer of `why --seat`, `why --rule` and `swaps` called right, whatever the scenario?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import swaps, why_forced, why_rule, why_seat
from solver.answers import Swaps, WhyForced, WhyRule, WhySeat
from solver.answers.why import forced_sentence
from solver.claims import read_claims
from solver.more import clash_told, denied
from solver.posed import Posed
from solver.scenario import Scenario, loads
from solver.verify import verify
from tests.strategies import scenarios, settings_of


def wrong(answer: WhySeat | WhyRule | WhyForced | Swaps, scenario: Scenario) -> list[Any]:
    told = verify(json.dumps(answer.to_dict()), scenario, None)
    return [check for check in told.checks if check.verdict in ("refused", "not checked")]


@settings(max_examples=12)
@given(st.data())
def test_no_answer_to_why_a_seat_went_where_it_went_is_refused(data: st.DataObject) -> None:
    scenario = data.draw(scenarios())
    chosen = data.draw(settings_of(scenario))
    seat = data.draw(st.sampled_from(scenario.facts.seat_ids))
    answer = why_seat(scenario, seat, None, chosen, time_limit=None, proofs=data.draw(st.booleans()))
    assert wrong(answer, scenario) == []


@settings(max_examples=12)
@given(st.data())
def test_no_answer_to_what_a_rule_costs_is_refused(data: st.DataObject) -> None:
    scenario = data.draw(scenarios())
    chosen = data.draw(settings_of(scenario))
    rules = scenario.what_if(chosen).rules
    if rules:
        rule = data.draw(st.sampled_from([rule.id for rule in rules]))
        answer = why_rule(scenario, rule, chosen, time_limit=None, proofs=data.draw(st.booleans()))
        assert wrong(answer, scenario) == []


@settings(max_examples=12)
@given(st.data())
def test_no_answer_to_what_is_forced_is_refused(data: st.DataObject) -> None:
    scenario = data.draw(scenarios())
    chosen = data.draw(settings_of(scenario))
    facts = scenario.what_if(chosen).facts
    pins = st.builds("{}={}".format, st.sampled_from(facts.seat_ids), st.sampled_from(facts.contesting))
    totals = st.builds("{}>=1".format, st.sampled_from(facts.contesting))
    claims = data.draw(st.lists(pins | totals, min_size=1, max_size=2))
    assert wrong(why_forced(scenario, claims, chosen, time_limit=None, proofs=data.draw(st.booleans())), scenario) == []


@settings(max_examples=25)
@given(st.data())
def test_no_list_of_exchanges_is_refused(data: st.DataObject) -> None:
    scenario = data.draw(scenarios())
    chosen = data.draw(settings_of(scenario))
    facts = scenario.what_if(chosen).facts
    split = {seat: data.draw(st.sampled_from(facts.contesting)) for seat in facts.seat_ids}
    answer = swaps(scenario, split, chosen, most=data.draw(st.integers(1, 4)), time_limit=None)
    assert wrong(answer, scenario) == []


# --- tampering -------------------------------------------------------------------------------

PACT = """
parties: [{id: A}, {id: B}, {id: C}]
seats: [{id: s1}, {id: s2}, {id: s3}, {id: s4}]
rules:
  - {id: floor, kind: at_least, party: C, seats: 1, must: true}
  - {id: a, kind: at_least, party: A, seats: 2}
  - {id: b, kind: keeps, party: B, where: {seats: [s1, s2]}, weight: 2}
goals:
  - kind: value
    cells: [{seat: s1, party: A, value: 5}, {seat: s3, party: C, value: 2}, {seat: s4, party: A, value: 1}]
"""
"""B has s1 and s2, C s3, A s4. To give s1 to A costs 1 more: b is short by 2 instead of a by 1."""

CROSSED = """
parties: [{id: A}, {id: B}, {id: C}]
seats: [{id: s1}, {id: s2}, {id: s3}, {id: s4}]
rules:
  - {id: a, kind: keeps, party: A, where: {seats: [s2, s4]}}
  - {id: b, kind: keeps, party: B, where: {seats: [s1, s3]}}
  - {id: c, kind: keeps, party: C, where: {seats: [s1]}}
"""
SPLIT = {"s1": "A", "s2": "B", "s3": "A", "s4": "C"}
"""A and B can exchange s1 or s3 for s2; A, B and C nothing that all of them want."""


def seat() -> dict[str, Any]:
    return plain(why_seat(loads(PACT), "s1", time_limit=None, proofs=True))


def rule() -> dict[str, Any]:
    return plain(why_rule(loads(PACT), "a", time_limit=None, proofs=True))


def exchanges(most: int = 10) -> dict[str, Any]:
    return plain(swaps(loads(CROSSED), SPLIT, most=most, time_limit=None))


def plain(answer: WhySeat | WhyRule | WhyForced | Swaps) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(answer.to_dict()))
    return data


def refused(answer: dict[str, Any], pact: str = PACT) -> list[str]:
    return [one.path for one in verify(json.dumps(answer), loads(pact), None).checks if one.verdict == "refused"]


def test_the_answers_below_hold_as_they_are() -> None:
    assert refused(seat()) == refused(rule()) == refused(exchanges(), CROSSED) == []


def without_proofs(value: Any) -> None:
    """Leave out what proves, so that the second solver is asked."""
    if isinstance(value, dict):
        for name in ("proof", "witnesses"):
            value.pop(name, None)
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        without_proofs(one)


@pytest.mark.parametrize("proofs", [True, False])
def test_what_is_in_the_way_without_one_of_its_members_is_refused(proofs: bool) -> None:
    answer = rule()
    clash = answer["rule"]["in_full"]["clash"]
    clash["musts"] = []
    clash["sentence"] = clash["sentence"].replace(
        "; C contests at least 1 seat (2 + 1 + 2 = 5 seats asked for, 4 exist)", ""
    )
    clash["why"] = None
    clash["witnesses"] = [one for one in clash["witnesses"] if one["without"] != "floor"]
    if not proofs:
        without_proofs(clash)
    assert refused(answer)[0] == "$.rule.in_full.clash.rules"


def test_what_is_in_the_way_with_one_member_too_many_is_refused() -> None:
    answer = seat()
    clash = answer["seat"]["others"][0]["clash"]
    clash["musts"] = ["floor"]
    clash["why"] = "A and B both claim s1"
    clash["sentence"] = clash["sentence"].replace(
        " (b claims s1 for B)", f"; C contests at least 1 seat ({clash['why']})"
    )
    without_proofs(clash)
    assert refused(answer) == ["$.seat.others[0].clash.minimal"]


def test_a_wish_said_to_be_kept_less_well_than_it_is_is_refused() -> None:
    answer = seat()
    answer["seat"]["others"][0]["clash"]["rules"] = {"b": 1}
    assert refused(answer) == ["$.seat.others[0].clash.rules"]


def dearer(answer: dict[str, Any]) -> dict[str, Any]:
    """To give s1 to A is told with a split that costs more than need be, everything else as it follows."""
    told = answer["seat"]["others"][0]
    told["split"] = {"s1": "A", "s2": "C", "s3": "C", "s4": "A"}
    told["moves"] = [{"seat": "s1", "from": "B", "to": "A"}, {"seat": "s2", "from": "B", "to": "C"}]
    told["cost"] = [{"priority": 1, "value": 4, "bound": 4}]
    told["shortfalls"] = {"a": [1, 0], "b": [0, 2]}
    told["by"] = 3
    told["sentence"] = (
        "Giving s1 to A costs 3 more at priority 1 (a kept instead of short by 1, b short by 2 seats instead of kept); "
        "s2 moves from B to C as well"
    )
    without_proofs(told)
    return answer


def test_a_split_that_costs_more_than_need_be_is_refused() -> None:
    assert refused(dearer(seat())) == ["$.seat.others[0].cost[0].bound"]


def test_a_split_that_yields_less_than_can_be_is_refused() -> None:
    """Though it yields more than the best split of all, which costs less."""
    answer = seat()
    told = answer["seat"]["others"][0]
    told["split"] = {"s1": "A", "s2": "B", "s3": "A", "s4": "C"}
    told["moves"] = [
        {"seat": "s1", "from": "B", "to": "A"},
        {"seat": "s3", "from": "C", "to": "A"},
        {"seat": "s4", "from": "A", "to": "C"},
    ]
    told["goals"] = [{"kind": "value", "value": 5, "bound": 5}]
    told["sentence"] = told["sentence"].replace("no other seat moves", "s3 (C to A) and s4 (A to C) move as well")
    assert refused(answer) == ["$.seat.others[0].goals[0].bound"]


def test_what_costs_something_told_as_a_tie_is_refused() -> None:
    answer = seat()
    told = answer["seat"]["others"][0]
    told.update(verdict="tie", priority=None, by=None, clash=None)
    told["sentence"] = (
        "Giving s1 to A is just as good (a kept instead of short by 1, b short by 1 seat instead of kept); "
        "only the order in the file decided; no other seat moves"
    )
    assert refused(answer) == ["$.seat.others[0].verdict"]


def test_what_costs_something_told_as_forbidden_is_refused() -> None:
    answer = seat()
    told = answer["seat"]["others"][0]
    told.update(verdict="forbidden", priority=None, by=None, clash=None, split=None, cost=[], goals=[], moves=[])
    told.update(shortfalls={}, fewest=False, sentence="Giving s1 to A is against the red lines")
    told["clash"] = {"rules": {}, "musts": ["floor"], "minimal": True, "why": None}
    told["clash"]["sentence"] = "cannot all be met: s1 goes to A; C contests at least 1 seat"
    paths = refused(answer)
    assert "$.seat.others[0].verdict" in paths or "$.seat.others[0].clash.rules" in paths


EQUAL = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}, {id: s3}]
rules: [{id: a, kind: at_least, party: A, seats: 1}, {id: b, kind: at_least, party: B, seats: 1}]
"""
"""A has s1 and s2: s1 can go to B by itself, or with s2 and s3 moving too."""


@pytest.mark.parametrize(("moved", "path"), [({"s1", "s2"}, "fewest"), ({"s1", "s2", "s3"}, "fewest"), ({"s1"}, None)])
def test_a_split_as_good_that_moves_more_seats_than_need_be_is_refused(moved: set[str], path: str | None) -> None:
    answer = plain(why_seat(loads(EQUAL), "s1", time_limit=None))
    assert answer["split"] == {"s1": "A", "s2": "A", "s3": "B"}
    told, other = answer["seat"]["others"][0], {"A": "B", "B": "A"}
    told["split"] = {seat: other[party] if seat in moved else party for seat, party in answer["split"].items()}
    told["moves"] = [{"seat": s, "from": answer["split"][s], "to": told["split"][s]} for s in sorted(moved)]
    others = {1: "no other seat moves", 2: "s2 moves from A to B as well"}
    last = others.get(len(moved), "s2 (A to B) and s3 (B to A) move as well")
    told["sentence"] = f"Giving s1 to B is just as good; only the order in the file decided; {last}"
    kept = len(set(told["split"].values())) == 2
    expected = [] if path is None else [f"$.seat.others[0].{path}"]
    assert not kept or refused(answer, EQUAL) == expected


def test_a_worse_split_without_a_rule_is_refused() -> None:
    answer = rule()
    told = answer["rule"]["without"]
    told["split"] = {"s1": "B", "s2": "B", "s3": "A", "s4": "C"}
    told["moves"] = [{"seat": "s3", "from": "C", "to": "A"}, {"seat": "s4", "from": "A", "to": "C"}]
    told["goals"] = [{"kind": "value", "with": 3, "without": 0}]
    told["stages"]["goals"] = [{"kind": "value", "value": 0, "bound": 0}]
    told["sentence"] = "Without a the goal loses 3 to 0; s3 (C to A) and s4 (A to C) move"
    assert refused(answer) == ["$.rule.without.stages.goals[0].bound"]


def test_a_rule_kept_in_full_that_is_left_out_is_refused() -> None:
    answer = rule()
    answer["rule"]["in_full"] = None
    assert refused(answer) == ["$.rule.in_full"]


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_an_exchange_left_out_is_missed(left_out: int) -> None:
    answer = exchanges()
    assert [len(answer["swaps"]), answer["pairs"]] == [3, 3]
    del answer["swaps"][left_out]
    assert refused(answer, CROSSED) == ["$.swaps"]
    answer["pairs"] = 2
    assert refused(answer, CROSSED) == ["$.pairs", "$.swaps"]


def test_the_first_exchanges_must_be_the_best() -> None:
    answer = exchanges(most=2)
    assert refused(answer, CROSSED) == []
    answer["swaps"][1] = exchanges()["swaps"][2]
    assert refused(answer, CROSSED) == ["$.swaps"]


def test_an_exchange_that_helps_only_one_is_refused() -> None:
    answer = exchanges()
    one = answer["swaps"][0]
    one["moves"] = [{"seat": "s2", "from": "B", "to": "C"}, {"seat": "s4", "from": "C", "to": "B"}]
    assert "$.swaps[0]" in refused(answer, CROSSED)


BOUND = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}]
rules: [{id: a, kind: keeps, party: A, where: {seats: [s1]}}]
goals: [{kind: value, cells: [{seat: s2, party: A, value: 2}, {seat: s1, party: B, value: 3}]}]
"""
"""Both would rather exchange s1 for s2, but a is kept as it is."""


def test_an_exchange_that_a_demand_is_kept_less_well_by_is_none() -> None:
    answer = plain(swaps(loads(BOUND), {"s1": "A", "s2": "B"}, time_limit=None))
    assert answer["pairs"] == 0
    assert refused(answer, BOUND) == []


def test_of_red_lines_that_forbid_the_same_one_is_in_the_way() -> None:
    pact = BOUND.replace(
        "{seats: [s1]}}]", "{seats: [s1]}, must: true}, {id: more, kind: at_most, party: B, seats: 0, must: true}]"
    )
    answer = plain(why_seat(loads(pact), "s1", time_limit=None, proofs=True))
    clash = answer["seat"]["others"][0]["clash"]
    assert [one["without"] for one in clash["witnesses"]] == clash["musts"] == ["a"]
    assert refused(answer, pact) == []


def test_what_is_open_told_as_forced_is_refused() -> None:
    answer = plain(why_forced(loads(PACT), "s3=C", time_limit=None, proofs=True))
    assert (answer["forced"]["verdict"], refused(answer)) == ("open", [])
    posed = Posed(loads(PACT).what_if())
    because = clash_told(
        posed, denied(posed, read_claims(posed.what_if.facts, ("s3=C",)).contrary), {2: 0}, minimal=True
    )
    sentence = forced_sentence(answer["forced"]["claim"], because, is_open=False, interrupted=False)
    answer["forced"].update(verdict="forced", split=None, because=because.to_dict(), sentence=sentence)
    assert refused(answer) == ["$.forced.because.rules"]


def test_a_rule_with_the_name_of_the_one_more_demand_is_told_apart() -> None:
    pact = PACT.replace("id: a,", "id: s1-to-A,").replace("id: b,", "id: the contrary,")
    assert refused(plain(why_seat(loads(pact), "s1", time_limit=None, proofs=True)), pact) == []
    assert refused(plain(why_forced(loads(pact), "s1=B", time_limit=None, proofs=True)), pact) == []
