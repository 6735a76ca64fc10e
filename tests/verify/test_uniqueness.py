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
seats: [{id: s1}, {id: s2}, {id: s3}, {id: s4}]
rules: [{id: a, kind: keeps, party: A, where: {seats: [s1]}, must: true}]
goals: [{kind: value, cells: [{seat: s2, party: A, value: 2}, {seat: s3, party: A, value: 1}]}]
"""
"""Best is A everywhere, or all but s4; then without s3, then without s2, then without both."""

ORDERED = FREE.replace(", {id: s4}", "")
"""The same, but one of each."""


@settings(max_examples=6)
@given(st.data())
def test_no_answer_of_ours_is_refused(data: st.DataObject) -> None:
    scenario = data.draw(scenarios())
    answer = why_unique(scenario, data.draw(settings_of(scenario)), most=3, time_limit=None)
    told = verify(json.dumps(answer.to_dict()), scenario, None)
    assert [check for check in told.checks if check.verdict in ("refused", "not checked")] == []


def told(pact: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(why_unique(loads(pact), most=4, time_limit=None).to_dict()))
    return data


def less_free(answer: dict[str, Any]) -> None:
    optimal = answer["unique"]["optimal"]
    optimal.update(unique=True, free={}, settled=answer["split"])


def left_out(answer: dict[str, Any]) -> None:
    """Told are the best one and those without s2; the farthest shows all that is free, so no other split is seen."""
    unique = answer["unique"]
    unique["ranked"] = [unique["ranked"][0], {**unique["ranked"][2], "rank": 2}]
    unique["most"] = 2


def nearer(answer: dict[str, Any]) -> None:
    """The split without s2 is told to be the farthest, where that without s2 and s3 is not to be seen."""
    one = answer["unique"]["ranked"][2]
    answer["unique"].update(ranked=answer["unique"]["ranked"][:3], most=3)
    told = {"distance": 1, "proved": True, "moves": one["moves"], "split": one["split"]}
    answer["unique"]["most_different_least_cost"] = told


@pytest.mark.parametrize(
    ("pact", "change", "path"),
    [
        (FREE, less_free, "optimal.settled"),
        (ORDERED, left_out, "ranked"),
        (ORDERED, nearer, "most_different_least_cost"),
    ],
    ids=["less free", "left out", "nearer"],
)
def test_what_is_left_out_is_missed(pact: str, change: Callable[[dict[str, Any]], None], path: str) -> None:
    answer = told(pact)
    assert verify(json.dumps(answer), loads(pact), None).verdict in ("proved", "corroborated")
    change(answer)
    checks = verify(json.dumps(answer), loads(pact), None).checks
    assert [check.path for check in checks if check.verdict == "refused"] == [f"$.unique.{path}"]


def test_other_answers_of_why_are_not_known() -> None:
    answer = {**told(FREE), "asked": "nothing"}
    with pytest.raises(AnswerError, match="expected one of seat, rule, forced, unique"):
        verify(json.dumps(answer), loads(FREE), None)
