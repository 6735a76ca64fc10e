"""Does verify say what is right, proved and wrong about answers worked out by hand?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from solver.questions.solve import solve
from solver.scenario import Scenario, load, loads
from solver.verify import Check, Verified, verify

ROOT = Path(__file__).parents[2]
Answer = dict[str, Any]

PIGEONS = """
parties: [{id: A}, {id: B}, {id: C}, {id: D}, {id: E}]
seats: [{id: s1}, {id: s2}, {id: s3}]
rules:
  - {id: a, kind: at_least, party: A, seats: 1}
  - {id: b, kind: at_least, party: B, seats: 1}
  - {id: c, kind: at_least, party: C, seats: 1}
  - {id: d, kind: at_least, party: D, seats: 1}
  - {id: e, kind: at_least, party: E, seats: 1}
"""

CLASH = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}]
rules:
  - {id: a-all, kind: at_least, party: A, seats: 2, must: true}
  - {id: b-one, kind: at_least, party: B, seats: 1, must: true}
  - {id: a-wish, kind: at_least, party: A, seats: 1}
"""

RED_LINE = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}]
rules:
  - {id: line, kind: at_least, party: A, seats: 1, must: true}
  - {id: idle, kind: at_most, party: B, seats: 2, must: true}
  - {id: wish, kind: at_least, party: B, seats: 2}
goals:
  - {kind: value, cells: [{seat: s1, party: A, value: 5}, {seat: s2, party: A, value: 3}]}
"""


def answered(scenario: Scenario) -> Answer:
    told: Answer = json.loads(json.dumps(solve(scenario, time_limit=None, proofs=True).to_dict()))
    return told


def check_of(verified: Verified, path: str) -> Check:
    return next(check for check in verified.checks if check.path == path)


def verified(text: str, change: Callable[[Answer], None] | None = None) -> Verified:
    scenario = loads(text)
    answer = answered(scenario)
    if change is not None:
        change(answer)
    return verify(json.dumps(answer), scenario, None)


def test_five_parties_on_three_seats_clash_in_fours_and_drop_two_of_them() -> None:
    told = verified(PIGEONS)
    assert [check.verdict for check in told.checks if check.path.startswith("$.conflicts[")].count("proved") == 15
    assert check_of(told, "$.conflicts[0].rules").claim == "1. a + b + c + d clash"
    assert check_of(told, "$.conflicts_complete").verdict == "proved"
    assert check_of(told, "$.concessions[9]").detail == "its split, counted"
    assert check_of(told, "$.concessions_complete").verdict == "corroborated"


def test_red_lines_that_clash_are_proved_to() -> None:
    told = verified(CLASH)
    assert told.verdict == "corroborated"
    assert check_of(told, "$.status").verdict == "proved"
    assert check_of(told, "$.conflicts[0].rules").verdict == "proved"


def without(key: str, of: str = "conflicts") -> Callable[[Answer], None]:
    def change(answer: Answer) -> None:
        for one in answer[of]:
            one.pop(key, None)

    return change


def test_without_its_proof_a_clash_is_only_corroborated() -> None:
    told = verified(CLASH, without("proof"))
    assert check_of(told, "$.status").verdict == "corroborated"
    assert check_of(told, "$.conflicts[0].rules").verdict == "corroborated"


def test_without_its_proof_a_bound_is_only_corroborated() -> None:
    told = verified(RED_LINE, without("proof", "cost"))
    assert check_of(told, "$.cost[0].bound").verdict == "corroborated"


def test_without_witnesses_a_conflict_is_minimal_by_splits_that_are_counted() -> None:
    told = verified(PIGEONS, without("witnesses"))
    assert check_of(told, "$.conflicts[0].minimal").verdict == "proved"


def refused(text: str, change: Callable[[Answer], None], path: str) -> str:
    """The detail of the refusal at a path."""
    told = verified(text, change)
    assert told.verdict == "refused"
    check = check_of(told, path)
    assert check.verdict == "refused", told.checks
    return check.detail


def put(*way: Any) -> Callable[[Answer], None]:
    """Sets the value at the end of a way."""

    def change(answer: Answer) -> None:
        place: Any = answer
        for key in way[:-2]:
            place = place[key]
        place[way[-2]] = way[-1]

    return change


def both(*changes: Callable[[Answer], None]) -> Callable[[Answer], None]:
    def change(answer: Answer) -> None:
        for one in changes:
            one(answer)

    return change


def test_a_red_line_that_takes_no_part_is_refused() -> None:
    change = both(without("proof"), put("conflicts", 0, "musts", ["line", "idle"]), retell)
    assert "without idle" in refused(RED_LINE, change, "$.conflicts[0].musts")


def retell(answer: Answer) -> None:
    """The sentence that goes with the red lines added."""
    told = answer["conflicts"][0]
    told["sentence"] = told["sentence"].replace("seat (", "seat; B may contest all 2 seats (")


def test_a_proof_that_takes_a_wish_for_granted_is_refused() -> None:
    change = both(put("cost", 0, "proof", {"denominator": 1, "kept": {"wish": -1}}))
    assert "wish is kept" in refused(RED_LINE, change, "$.cost[0].bound")


def test_a_bound_that_holds_but_is_not_attained_is_refused_where_the_answer_is_called_optimal() -> None:
    change = put("cost", 0, "bound", 0)
    assert refused(RED_LINE, change, "$.cost[0].bound") == "an optimal answer attains its bounds"


def test_a_split_that_gives_way_otherwise_than_the_way_out_it_comes_with_is_refused() -> None:
    change = put("concessions", 1, "split", {"s1": "A", "s2": "A", "s3": "A"})
    assert refused(PIGEONS, change, "$.concessions[1]") == "its split gives way otherwise"


def test_a_value_that_is_not_the_splits_is_refused_though_its_bound_is_attained_and_holds() -> None:
    change = both(put("goals", 0, "value", 9), put("goals", 0, "bound", 9))
    assert refused(RED_LINE, change, "$.goals[0].value") == "it is 5"


def test_a_proof_of_less_is_refused() -> None:
    assert "no more than 0" in refused(RED_LINE, put("cost", 0, "proof", {"denominator": 1}), "$.cost[0].bound")


def test_a_proof_that_names_what_is_not_there_is_refused() -> None:
    proof = {"denominator": 1, "rules": {"nobody": {"0": 1}}}
    assert "'nobody'" in refused(RED_LINE, put("cost", 0, "proof", proof), "$.cost[0].bound")
    proof = {"denominator": 1, "rules": {"wish": {"7": 1}}}
    assert "row 7" in refused(RED_LINE, put("cost", 0, "proof", proof), "$.cost[0].bound")


def test_a_proof_with_no_denominator_to_divide_by_is_refused() -> None:
    assert "denominator" in refused(RED_LINE, put("cost", 0, "proof", "denominator", 0), "$.cost[0].bound")


def test_the_proof_of_a_clash_may_use_its_own_members_only() -> None:
    def smaller(answer: Answer) -> None:
        answer["conflicts"][0]["musts"] = []

    assert verified(RED_LINE, smaller).verdict == "refused"


def test_a_witness_that_breaks_a_red_line_is_refused() -> None:
    broken = {"s1": "B", "s2": "B"}
    change = put("conflicts", 0, "witnesses", 0, "split", broken)
    assert "line falls short by 1" in refused(RED_LINE, change, "$.conflicts[0].minimal")


def test_ranges_too_narrow_or_too_wide_are_refused() -> None:
    assert "gives it" in refused(PIGEONS, put("ranges", "A", [0, 0]), "$.ranges.A")
    assert "finds no split" in refused(PIGEONS, put("ranges", "A", [0, 3]), "$.ranges.A")


def test_what_decided_is_refused_where_it_did_not() -> None:
    assert refused(RED_LINE, put("decided_by", "tie-break"), "$.decided_by") == "no other split is as good"
    no_goal, _ = RED_LINE.split("goals")
    assert refused(no_goal, put("decided_by", "demands"), "$.decided_by") == "another split is as good"


def test_a_split_as_good_but_later_in_order_is_refused() -> None:
    """Everything is consistent, but A and B have changed places."""
    text = (
        "parties: [{id: A}, {id: B}]\nseats: [{id: s1}, {id: s2}]\nrules: [{id: r, kind: at_least, party: A, seats: 1}]"
    )
    scenario = loads(text + "\n")
    answer = answered(scenario)
    assert answer["split"] == {"s1": "A", "s2": "A"}
    later = {"s1": "A", "s2": "B"}
    answer |= {"split": later, "seats": {"A": 1, "B": 1}}
    answer["concessions"][0]["split"] = later
    told = verify(json.dumps(answer), scenario, None)
    first = [check for check in told.checks if check.claim.startswith("of all splits as good")]
    assert [check.verdict for check in first] == ["refused"]
    assert "gives s2 to A" in first[0].detail


def test_a_conflict_left_out_of_a_complete_list_is_noticed() -> None:
    def fewer(answer: Answer) -> None:
        del answer["conflicts"][2]

    assert refused(PIGEONS, fewer, "$.conflicts_complete") == "the second solver finds another one"


def test_a_way_out_left_out_of_a_complete_list_is_noticed() -> None:
    def fewer(answer: Answer) -> None:
        del answer["concessions"][2]

    assert verified(PIGEONS, fewer).verdict == "refused"


def test_an_answer_about_another_file_is_refused_before_all_else() -> None:
    told = verify(json.dumps(answered(loads(PIGEONS))), loads(CLASH), None)
    assert [check.path for check in told.checks] == ["$.scenario"]
    assert told.verdict == "refused"


def test_keys_that_no_check_knows_are_not_passed_over() -> None:
    told = verified(CLASH, put("odds", 0.5))
    assert told.verdict == "not checked"
    assert check_of(told, "$.odds").verdict == "not checked"


def test_without_time_for_the_second_solver_what_has_no_proof_is_not_checked() -> None:
    scenario = loads(RED_LINE)
    told = verify(json.dumps(answered(scenario)), scenario, 0)
    assert told.verdict == "not checked"
    assert check_of(told, "$.cost[0].bound").verdict == "proved"
    assert check_of(told, "$.ranges.A").verdict == "not checked"


def test_the_flagship_and_its_proofs_hold() -> None:
    scenario = load(ROOT / "scenarios" / "uttar-pradesh-2024.yaml")
    told = verify(json.dumps(answered(scenario)), scenario, None)
    assert told.verdict == "corroborated"
    bounds = [check.verdict for check in told.checks if check.path.endswith(".bound")]
    assert bounds == ["proved"] * 4
    assert {check.verdict for check in told.checks if check.path.endswith(".rules")} == {"proved"}


def test_verify_loads_no_engine() -> None:
    """A process of its own, where nothing else has loaded one."""
    code = (
        "import sys, json; from solver import load; from solver.verify import verify;"
        "print(verify(sys.stdin.read(), load('scenarios/tiny.yaml'), 60).verdict);"
        "print([name for name in sys.modules if name.startswith(('ortools', 'solver.engine', 'solver.questions'))])"
    )
    answer = json.dumps(answered(load(ROOT / "scenarios" / "tiny.yaml")))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, input=answer, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == ["corroborated", "[]"]


@pytest.mark.parametrize("text", [PIGEONS, CLASH, RED_LINE])
def test_an_answer_without_proofs_holds_too(text: str) -> None:
    scenario = loads(text)
    assert verify(json.dumps(solve(scenario, time_limit=None).to_dict()), scenario, None).verdict == "corroborated"


def test_less_than_it_takes_where_one_alone_gives_way_is_refused() -> None:
    text = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}]
rules: [{id: a, kind: at_least, party: A, seats: 2}, {id: b, kind: at_least, party: B, seats: 2}]
"""
    assert "a must give way by 2" in refused(text, put("conflicts", 0, "alone", "a", 1), "$.conflicts[0].alone")
    assert "by less" in refused(text, put("conflicts", 0, "alone", "a", 3), "$.conflicts[0].alone")
