"""Is an answer refused whichever single value of it is made another?

Every leaf of the answers below is changed in turn. What may be changed without being refused is listed with the reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from solver import concessions, swaps, why_forced, why_rule, why_seat, why_unique
from solver.answers import Answer, Clashes, Swaps, WaysOut, WhyForced, WhyRule, WhySeat, WhyUnique
from solver.questions.conflicts import Wanted, find_conflicts
from solver.questions.solve import solve
from solver.scenario import Scenario, loads
from solver.verify import AnswerError, verify

PACT = """
title: Three allies, three seats
parties: [{id: A, name: Alpha}, {id: B}, {id: C}]
seats: [{id: s1}, {id: s2}, {id: s3}]
rules:
  - {id: floor, kind: at_least, party: C, seats: 1, must: true}
  - {id: a, kind: at_least, party: A, seats: 2, asked_by: A, basis: claim, source: talks, note: one}
  - {id: b, kind: keeps, party: B, where: {seats: [s1, s2]}, weight: 2}
  - {id: c, kind: at_least, party: C, seats: 2, priority: 2}
switches:
  late: {no: {}, yes: {parties_out: [A]}}
goals:
  - {kind: value, cells: [{seat: s1, party: A, value: 5}, {seat: s3, party: C, value: 2}]}
"""

LINES = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}]
rules:
  - {id: a, kind: at_least, party: A, seats: 2, must: true}
  - {id: b, kind: at_least, party: B, seats: 1, must: true}
  - {id: c, kind: at_least, party: B, seats: 1}
"""

CLAIMS = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}, {id: s3}, {id: s4}]
rules:
  - {id: floor, kind: at_least, party: A, seats: 3}
  - {id: one, kind: keeps, party: B, where: {seats: [s1]}}
  - {id: two, kind: keeps, party: B, where: {seats: [s2]}}
  - {id: both, kind: keeps, party: B, where: {seats: [s3, s4]}}
"""

FREE = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}, {id: s3}]
rules: [{id: a, kind: at_least, party: A, seats: 2}, {id: b, kind: keeps, party: B, where: {seats: [s3]}}]
"""

HELD = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}]
rules: [{id: pin, kind: keeps, party: A, where: {seats: [s1]}, must: true}, {id: b, kind: at_least, party: B, seats: 2}]
"""

CROSSED = {"s1": "A", "s2": "A", "s3": "B", "s4": "B"}

HARMLESS = {
    r"engine\.(ortools|seatpact|ranking|answered_by.*)": "what computed it, which no check can know",
    r"most|unique\.most": "that more was asked for than there is, or is told",
    r"interrupted": "how it ended; what it left open is said where it stands",
    r"asked\.(prefer|how|by_seat)": "a preference among true answers, where nothing is told that goes against it",
    r"asked\.(limit|most)": "that more was asked for than there is",
    r"asked\.involving": "the conflicts of one rule, where they are all there are",
    r".*proof\..*": "other multipliers that prove the same, added up again",
    r".*\.witnesses\[\d+\]\.split\..*": "another split that shows the same, counted again",
    r"(rule\.)?conflicts\[\d+\]\.minimal": "it claims less",
    r"((rule\.)?conflicts|concessions|drop_sets)_complete|complete|more|more_concessions|in_order": "less, or as true",
    r"engine\.name": "where it is not what a proof is called by; else it is refused",
    r"asked\.(even|who)": "another order, or partner, of which the same is true",
    r"drop_sets\[\d+\]\.split\..*": "another split that keeps the rest, counted again",
    r"decided_by|ranges\..*": "it claims less",
}
"""Where a change need not be refused, and why."""


Told = Answer | Clashes | WaysOut | WhyUnique | WhySeat | WhyRule | WhyForced | Swaps


@cache
def answers() -> dict[str, tuple[Scenario, str]]:
    pact, lines, claims, free, held = (loads(one) for one in (PACT, LINES, CLAIMS, FREE, HELD))
    told: dict[str, tuple[Scenario, Told]] = {
        "solve": (pact, solve(pact, time_limit=None, proofs=True)),
        "solve, red lines clash": (lines, solve(lines, time_limit=None, proofs=True)),
        "conflicts": (pact, find_conflicts(pact, wanted=Wanted(limit=None, proofs=True), time_limit=None)),
        "conflicts by seat": (pact, find_conflicts(pact, wanted=Wanted(by_seat=True, limit=2), time_limit=None)),
        "conflicts of one": (claims, find_conflicts(claims, wanted=Wanted(involving="both"), time_limit=None)),
        "families": (claims, find_conflicts(claims, wanted=Wanted(proofs=True), time_limit=None)),
        "red lines clash": (lines, find_conflicts(lines, time_limit=None)),
        "concessions": (pact, concessions(pact, drop_sets=True, time_limit=None)),
        "concessions, the first": (pact, concessions(pact, most=1, time_limit=None)),
        "of one partner": (pact, concessions(pact, who="A", time_limit=None)),
        "even": (pact, concessions(pact, even=True, most=2, time_limit=None)),
        "why it is the only one": (pact, why_unique(pact, most=3, time_limit=None)),
        "all splits in order": (claims, why_unique(claims, most=99, time_limit=None)),
        "free seats": (free, why_unique(free, most=2, time_limit=None)),
        "why a seat is not another's": (pact, why_seat(pact, "s1", time_limit=None, proofs=True)),
        "one other party alone": (pact, why_seat(pact, "s3", "A", {"late": "no"}, time_limit=None)),
        "a seat that a red line holds": (held, why_seat(held, "s1", time_limit=None, proofs=True)),
        "a seat that might go elsewhere": (free, why_seat(free, "s1", time_limit=None, proofs=True)),
        "a seat of red lines that clash": (lines, why_seat(lines, "s1", time_limit=None)),
        "what a wish that gives way costs": (pact, why_rule(pact, "a", time_limit=None, proofs=True)),
        "what a wish that is kept costs": (pact, why_rule(pact, "b", time_limit=None)),
        "a wish that red lines forbid": (held, why_rule(held, "b", time_limit=None, proofs=True)),
        "what a red line costs": (pact, why_rule(pact, "floor", time_limit=None, proofs=True)),
        "a red line of those that clash": (lines, why_rule(lines, "a", time_limit=None, proofs=True)),
        "what demands force": (pact, why_forced(pact, ("B>=2", "s3=C"), time_limit=None, proofs=True)),
        "what they do not force": (free, why_forced(free, "s1=A", time_limit=None)),
        "exchanges by goals": (pact, swaps(pact, {"s1": "C", "s2": "B", "s3": "A"}, time_limit=None)),
        "exchanges by claims, the first": (claims, swaps(claims, CROSSED, most=1, time_limit=None)),
        "nothing to choose from": (lines, why_unique(lines, time_limit=None)),
        "no way out": (lines, concessions(lines, who="B", time_limit=None)),
        "no way out for one": (pact, concessions(pact, {"late": "yes"}, who="B", time_limit=None)),
    }
    return {name: (scenario, json.dumps(answer.to_dict())) for name, (scenario, answer) in told.items()}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """The path of every value that holds no others, what holds it, and under which key."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        below = f"{path}[{key}]" if isinstance(value, list) else f"{path}.{key}".lstrip(".")
        if isinstance(one, dict | list) and one:
            yield from leaves(one, below)
        else:
            yield below, value, key


def others(value: Any) -> list[Any]:
    """Values that might stand there instead."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1]
    if isinstance(value, str):
        return [{"A": "B", "B": "C"}.get(value, f"{value}x")]
    return [True] if value is None else [["a"] if isinstance(value, list) else {"a": 1}]


@pytest.mark.parametrize("name", list(answers()))
def test_whichever_value_is_made_another_the_answer_is_refused(name: str) -> None:
    scenario, text = answers()[name]
    assert verify(text, scenario, None).verdict in ("proved", "corroborated")
    answer = json.loads(text)
    missed = []
    for path, place, key in list(leaves(answer)):
        before = place[key]
        for other in others(before):
            place[key] = other
            if not _refused(json.dumps(answer), scenario) and not any(re.fullmatch(one, path) for one in HARMLESS):
                missed.append(f"{path}: {before!r} -> {other!r}")
        place[key] = before
    assert missed == []


def test_no_proof_divides_by_less_than_one() -> None:
    seen = set()
    for scenario, text in answers().values():
        answer = json.loads(text)
        for path, place, key in [leaf for leaf in leaves(answer) if leaf[0].endswith(".denominator")]:
            seen.add(re.sub(r"\[\d+\]", "", path))
            for wrong in (0, -1):
                was, place[key] = place[key], wrong
                assert _refused(json.dumps(answer), scenario), path
                place[key] = was
    of_stages = ["", *(f"{one}." for one in ("seat.others", "rule.in_full", "rule.without.stages"))]
    places = [f"{part}{stage}.proof" for part in of_stages for stage in ("cost", "goals")]
    places += [f"{part}.clash.proof" for part in ("seat.others", "rule.in_full")] + ["forced.because.proof"]
    places += [f"{part}conflicts.{one}" for part in ("", "rule.") for one in ("proof", "family.proof")]
    assert seen == {f"{place}.denominator" for place in places}


def _refused(text: str, scenario: Scenario) -> bool:
    try:
        return verify(text, scenario, None).verdict == "refused"
    except AnswerError:
        return True
