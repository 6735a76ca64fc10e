"""Do answers of `conflicts` and `concessions` verify, and is what is wrong with them refused?"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver import concessions
from solver.questions.conflicts import Wanted, find_conflicts
from solver.scenario import Scenario, loads
from solver.verify import Verified, verify
from tests.strategies import scenarios, seats_alike, settings_of

PIGEONS = """
parties: [{id: A}, {id: B}, {id: C}]
seats: [{id: s1}, {id: s2}]
rules:
  - {id: a, kind: at_least, party: A, seats: 1, weight: 3}
  - {id: b, kind: at_least, party: B, seats: 1}
  - {id: c, kind: at_least, party: C, seats: 1}
"""


def answer_of(scenario: Scenario, **asked: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(concessions(scenario, time_limit=None, **asked).to_dict()))
    return told


@settings(max_examples=18)
@given(scenarios(), st.data())
def test_packages_verify(scenario: Scenario, data: st.DataObject) -> None:
    chosen = data.draw(settings_of(scenario))
    answer = answer_of(scenario, settings=chosen, most=data.draw(st.integers(1, 4)), drop_sets=True)
    checks = verify(json.dumps(answer), scenario, None).checks
    wrong = [check for check in checks if check.verdict in ("refused", "not checked")]
    assert not wrong, wrong


@st.composite
def conflicts_of(draw: st.DrawFn, scenario: Scenario, *, proofs: bool) -> dict[str, Any]:
    """The JSON of `conflicts`, asked for in one way or another."""
    chosen = draw(settings_of(scenario))
    names = [rule.id for rule in scenario.what_if(chosen).rules]
    wanted = Wanted(
        how=draw(st.sampled_from(("facts", "facts", "each", "smallest"))),
        by_seat=draw(st.booleans()),
        involving=draw(st.sampled_from((None, *names))),
        limit=draw(st.sampled_from((1, None, None))),
        proofs=proofs,
    )
    answer = find_conflicts(scenario, chosen, wanted=wanted, time_limit=None).to_dict()
    found: dict[str, Any] = json.loads(json.dumps(answer))
    return found


@settings(max_examples=30)
@given(scenarios(), st.data())
def test_conflicts_verify(scenario: Scenario, data: st.DataObject) -> None:
    answer = data.draw(conflicts_of(scenario, proofs=data.draw(st.booleans())))
    checks = verify(json.dumps(answer), scenario, None).checks
    wrong = [check for check in checks if check.verdict in ("refused", "not checked")]
    assert not wrong, wrong


@settings(max_examples=20)
@given(seats_alike(), st.data())
def test_conflicts_where_seats_are_alike_verify(scenario: Scenario, data: st.DataObject) -> None:
    answer = data.draw(conflicts_of(scenario, proofs=True))
    checks = verify(json.dumps(answer), scenario, None).checks
    wrong = [check for check in checks if check.verdict in ("refused", "not checked")]
    assert not wrong, wrong


@settings(max_examples=20)
@given(seats_alike(), st.data())
def test_where_seats_are_alike_a_conflict_left_out_is_missed_all_the_same(
    scenario: Scenario, data: st.DataObject
) -> None:
    answer = data.draw(conflicts_of(scenario, proofs=False))
    assume(answer["conflicts_complete"] and answer["conflicts"])
    assume(not any("family" in conflict for conflict in answer["conflicts"]))
    del answer["conflicts"][data.draw(st.integers(0, len(answer["conflicts"]) - 1))]
    assert verify(json.dumps(answer), scenario, None).verdict == "refused"


@pytest.mark.parametrize("left_out", range(3))
@pytest.mark.parametrize("involving", [None, "floor"])
def test_of_conflicts_that_are_alike_none_may_be_left_out(left_out: int, involving: str | None) -> None:
    claims = "".join(f"  - {{id: b{n}, kind: keeps, party: B, where: {{seats: [s{n}]}}}}\n" for n in (1, 2, 3))
    scenario = loads(
        "parties: [{id: A}, {id: B}]\nseats: [{id: s1}, {id: s2}, {id: s3}]\nrules:\n"
        "  - {id: floor, kind: at_least, party: A, seats: 3}\n" + claims
    )
    answer = find_conflicts(scenario, wanted=Wanted("each", involving=involving, limit=None)).to_dict()
    assert [one["rules"] for one in answer["conflicts"]] == [["floor", f"b{n}"] for n in (1, 2, 3)]
    assert verify(json.dumps(answer), scenario, None).verdict == "corroborated"
    del answer["conflicts"][left_out]
    answer["different_sets"] -= 1
    checks = verify(json.dumps(answer), scenario, None).checks
    assert [check.path for check in checks if check.verdict == "refused"] == ["$.conflicts_complete"]


@settings(max_examples=18)
@given(scenarios(), st.data())
def test_conflicts_with_one_left_out_are_refused_where_they_are_called_complete(
    scenario: Scenario, data: st.DataObject
) -> None:
    answer = data.draw(conflicts_of(scenario, proofs=True))
    assume(answer["conflicts_complete"] and answer["conflicts"])
    assume(not any("family" in conflict for conflict in answer["conflicts"]))  # it might be of the family of another
    del answer["conflicts"][data.draw(st.integers(0, len(answer["conflicts"]) - 1))]
    assert verify(json.dumps(answer), scenario, None).verdict == "refused"


@settings(max_examples=18)
@given(scenarios(), st.data())
def test_drop_sets_with_one_left_out_are_refused_where_they_are_called_complete(
    scenario: Scenario, data: st.DataObject
) -> None:
    answer = answer_of(scenario, drop_sets=True)
    assume(answer["drop_sets_complete"] and answer["drop_sets"])
    del answer["drop_sets"][data.draw(st.integers(0, len(answer["drop_sets"]) - 1))]
    assert verify(json.dumps(answer), scenario, None).verdict == "refused"


@settings(max_examples=20)
@given(scenarios(), st.data())
def test_even_packages_and_those_of_one_partner_verify(scenario: Scenario, data: st.DataObject) -> None:
    who = data.draw(st.none() | st.sampled_from(scenario.what_if().facts.contesting))
    answer = answer_of(scenario, who=who, even=data.draw(st.booleans()), most=data.draw(st.integers(1, 3)))
    checks = verify(json.dumps(answer), scenario, None).checks
    wrong = [check for check in checks if check.verdict in ("refused", "not checked")]
    assert not wrong, wrong


UNEVEN = """
parties: [{id: A}, {id: B}, {id: C}]
seats: [{id: s1}, {id: s2}, {id: s3}]
rules:
  - {id: a, kind: at_least, party: A, seats: 3}
  - {id: b, kind: at_least, party: B, seats: 2}
  - {id: c, kind: at_least, party: C, seats: 2}
"""
"""Four seats must be given up: by cost A gives up three first, evenly two at most."""


def test_packages_in_another_order_than_was_asked_for_are_refused() -> None:
    scenario = loads(UNEVEN)
    for even in (False, True):
        answer = answer_of(scenario, even=even, most=1)
        assert max(answer["concessions"][0]["loosen"].values()) == (2 if even else 3)
        assert verify(json.dumps(answer), scenario, None).verdict == "corroborated"
        answer["asked"]["even"] = not even
        assert verify(json.dumps(answer), scenario, None).verdict == "refused"


def test_an_even_package_left_out_is_missed() -> None:
    scenario = loads(UNEVEN)
    answer = answer_of(scenario, even=True, most=3)
    del answer["concessions"][0]
    answer["asked"]["most"] = 2
    checks = verify(json.dumps(answer), scenario, None).checks
    assert "$.in_order" in [check.path for check in checks if check.verdict == "refused"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda answer: answer["conflicts"].pop(), "$.conflicts_complete"),
        (lambda answer: answer["conflicts"][0]["musts"].append(answer["conflicts"][0]["rules"].pop()), "$.conflicts"),
        (lambda answer: answer.update(status="unknown", proved_by=None), "$.conflicts"),
        (lambda answer: answer["conflicts"][0]["rules"].append("a"), "$.conflicts"),
    ],
    ids=itertools.count(),
)
def test_why_nothing_is_a_way_out_is_checked(change: Callable[[dict[str, Any]], object], path: str) -> None:
    scenario = loads(UNEVEN)
    answer = answer_of(scenario, who="A")
    assert [(one["rules"], one["musts"]) for one in answer["conflicts"]] == [(["b", "c"], [])]
    assert verify(json.dumps(answer), scenario, None).verdict == "corroborated"
    change(answer)
    checks = verify(json.dumps(answer), scenario, None).checks
    assert path in [check.path for check in checks if check.verdict == "refused"]


def told(change: Callable[[dict[str, Any]], object]) -> Verified:
    scenario = loads(PIGEONS)
    answer = answer_of(scenario, drop_sets=True)
    change(answer)
    return verify(json.dumps(answer), scenario, None)


def test_three_packages_of_one_rule_each_and_no_others() -> None:
    checks = told(dict.copy).checks
    assert [c.verdict for c in checks if c.path.startswith("$.concessions[")] == ["proved"] * 3
    assert [c.verdict for c in checks if c.path in ("$.concessions", "$.in_order", "$.complete")] == [
        "corroborated"
    ] * 3
    assert [c.verdict for c in checks if c.path.startswith("$.drop_sets")] == ["corroborated"] * 4


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda answer: answer["concessions"].pop(0), "$.concessions"),
        (lambda answer: answer["concessions"].pop(), "$.complete"),
        (lambda answer: answer["concessions"].reverse(), "$.concessions"),
        (lambda answer: answer["concessions"][0]["loosen"].update(b=2), "$.concessions[0]"),
        (lambda answer: answer["concessions"][0].update(cost=[0]), "$.concessions[0]"),
        (lambda answer: answer["concessions"][0].update(split={"s1": "A", "s2": "B"}), "$.concessions[0]"),
        (lambda answer: answer["concessions"][0]["shares"][0].update(party="C"), "$.concessions[0]"),
        (lambda answer: answer["concessions"][0]["loosened"].update(b="nothing"), "$.concessions[0]"),
        (lambda answer: answer.update(more=True), "$.complete"),
        (lambda answer: answer.update(complete=False, more=True, asked=answer["asked"] | {"most": 3}), "$.complete"),
        (lambda answer: answer.update(complete=False, more=None), "$.asked.most"),
        (lambda answer: answer["asked"].update(most=2), "$.asked.most"),
        (lambda answer: answer["asked"].update(who="Q"), "$.asked.who"),
        (lambda answer: answer.update(complete=False), "$.complete"),
        (lambda answer: answer.update(in_order=False), "$.in_order"),
        (lambda answer: answer["drop_sets"][0].update(rules=["a", "b"]), "$.drop_sets[0]"),
        (lambda answer: answer["rules"][0].update(borne_by="B"), "$.rules[0].borne_by"),
        (lambda answer: answer.update(status="feasible"), "$.status"),
    ],
    ids=itertools.count(),
)
def test_what_is_wrong_is_refused(change: Callable[[dict[str, Any]], object], path: str) -> None:
    found = [check.path for check in told(change).checks if check.verdict == "refused"]
    assert path in found
