"""Is every answer of `why --unique` called right, and one that leaves something out called wrong?"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import why_unique
from solver.scenario import loads
from solver.verify import AnswerError, verify
from tests.strategies import scenarios, settings_of

FREE = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}, {id: s3}]
rules: [{id: a, kind: at_least, party: A, seats: 2}]
goals: [{kind: value, cells: [{seat: s1, party: A, value: 1}]}]
"""


@settings(max_examples=6)
@given(st.data())
def test_no_answer_of_ours_is_refused(data: st.DataObject) -> None:
    scenario = data.draw(scenarios())
    answer = why_unique(scenario, data.draw(settings_of(scenario)), most=3, time_limit=None)
    told = verify(json.dumps(answer.to_dict()), scenario, None)
    assert [check for check in told.checks if check.verdict in ("refused", "not checked")] == []


def told() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(why_unique(loads(FREE), most=3, time_limit=None).to_dict()))
    return data


def less_free(answer: dict[str, Any]) -> None:
    optimal = answer["unique"]["optimal"]
    del optimal["free"]["s3"]
    optimal["settled"]["s3"] = answer["split"]["s3"]


def left_out(answer: dict[str, Any]) -> None:
    second, third = answer["unique"]["ranked"][1:]
    assert second["goals"] == third["goals"]
    worst = {**third, "rank": 2, "tie": False, "goals": [0], "split": {"s1": "B", "s2": "A", "s3": "A"}}
    moves = [s for s in worst["split"] if worst["split"][s] != answer["split"][s]]
    worst["moves"] = [{"seat": s, "from": answer["split"][s], "to": worst["split"][s]} for s in moves]
    answer["unique"]["ranked"][1:] = [worst]
    answer["unique"]["most"] = 2


def nearer(answer: dict[str, Any]) -> None:
    split = answer["split"]
    answer["unique"]["most_different"] = {"distance": 0, "proved": True, "moves": [], "split": split}


@pytest.mark.parametrize(
    ("change", "path"),
    [(less_free, "optimal.settled"), (left_out, "ranked"), (nearer, "most_different")],
)
def test_what_is_left_out_is_missed(change: Callable[[dict[str, Any]], None], path: str) -> None:
    answer = told()
    assert verify(json.dumps(answer), loads(FREE), None).verdict in ("proved", "corroborated")
    change(answer)
    checks = verify(json.dumps(answer), loads(FREE), None).checks
    assert [check.path for check in checks if check.verdict == "refused"] == [f"$.unique.{path}"]


def test_other_answers_of_why_are_not_looked_at() -> None:
    answer = {**told(), "asked": "seat"}
    with pytest.raises(AnswerError, match="only those of --unique are checked"):
        verify(json.dumps(answer), loads(FREE), None)
