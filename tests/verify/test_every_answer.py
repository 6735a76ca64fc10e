"""Does every answer verify, and is every tampered one refused?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver.questions.conflicts import Wanted, find_conflicts
from solver.questions.solve import solve
from solver.scenario import Scenario
from solver.split import Split
from solver.verify import AnswerError, verify
from tests.strategies import scenarios, settings_of

Path = tuple[str | int, ...]


def answer_of(scenario: Scenario, chosen: dict[str, str], *, proofs: bool = True) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(solve(scenario, chosen, time_limit=None, proofs=proofs).to_dict()))
    return told


@settings(max_examples=30)
@given(scenarios(), st.data())
def test_every_answer_verifies(scenario: Scenario, data: st.DataObject) -> None:
    chosen = data.draw(settings_of(scenario))
    answer = answer_of(scenario, chosen, proofs=data.draw(st.booleans()))
    verified = verify(json.dumps(answer), scenario, None)
    wrong = [check for check in verified.checks if check.verdict in ("refused", "not checked")]
    assert not wrong, wrong


# --- tampering -------------------------------------------------------------------------------


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Ways to every value of an answer."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


def at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def other(draw: st.DrawFn, value: Any, names: list[str]) -> Any:
    """Another value of the same sort, or of one that might stand there instead."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return draw(st.sampled_from((value + 1, value - 1, -value - 1, 0, 7)))
    if isinstance(value, str):
        return draw(st.sampled_from((*names, value + "x")))
    return draw(st.sampled_from((0, "tie-break", True, [0, 0])))


@st.composite
def tampered(draw: st.DrawFn, answer: dict[str, Any]) -> tuple[Path, dict[str, Any]]:
    """The answer with one change: a value made another, an element of a list or a key left out, an element repeated."""
    copy = json.loads(json.dumps(answer))
    path = draw(st.sampled_from(sorted(places(copy), key=str)))
    *way, last = path
    place, value = at(copy, tuple(way)), at(copy, path)
    names = [*(copy.get("split") or {}).values(), *(rule["id"] for rule in copy["rules"])]
    names += ["optimal", "feasible", "infeasible", "unknown", "demands", "goal", "tie-break"]
    how = draw(st.sampled_from(("change", "change", "change", "drop", "repeat")))
    if how == "repeat" and isinstance(place, list):
        place.append(value)
    elif how == "drop" or isinstance(value, dict | list):
        del place[last]
    else:
        place[last] = other(draw, value, names)
    assume(copy != answer)
    return path, copy


def shortfalls(scenario: Scenario, answer: dict[str, Any], split: dict[str, str]) -> dict[str, int]:
    what_if = scenario.what_if(answer["scenario"]["switches"])
    return {rule.id: rule.shortfall(Split.of(split), what_if.facts) for rule in what_if.rules}


def still_true(scenario: Scenario, path: Path, answer: dict[str, Any], changed: dict[str, Any]) -> bool:
    """Is the changed answer true too: another proof of the same, or a claim the less?"""
    head = path[0]
    if head == "engine":
        return path[1:] != ("name",) or answer.get("proved_by") is None
    if head in ("asked", "interrupted"):
        return True  # what was asked for, and how it ended
    if "interval" in path:  # called corroborated where it is off by one seat, as simulations may differ by that
        return _off_by_one(at(answer, path), at(changed, path))
    if "proof" in path:
        return True  # it was summed up again, and proves the same
    if head == "conflicts" and (len(path) == 2 or path[2:] == ("family",)):
        return not changed["conflicts_complete"] or every_one(scenario, changed)  # one fewer is told of
    if head == "conflicts" and path[2] in ("witnesses", "alone", "minimal"):
        return _conflict_still_true(scenario, path, answer, changed)
    if head == "conflicts_complete":
        return not changed["conflicts_complete"]
    if head == "concessions" and len(path) == 2:
        return bool(changed["more_concessions"]) and path[1] != 0
    if head == "concessions" and path[2] == "split":
        way = changed["concessions"][path[1]]
        if "split" not in way:
            return True
        short = shortfalls(scenario, answer, way["split"])
        return bool({rule: by for rule, by in short.items() if by} == way["loosen"])
    return False


def _off_by_one(one: Any, other: Any) -> bool:
    ends = zip(one, other, strict=True) if isinstance(one, list) and isinstance(other, list) else [(one, other)]
    return all(type(a) is type(b) is int and abs(a - b) <= 1 for a, b in ends)


def every_one(scenario: Scenario, answer: dict[str, Any]) -> bool:
    """Is every conflict listed, or of a listed family?"""
    told: set[frozenset[str]] = set()
    for conflict in answer["conflicts"]:
        told.add(frozenset(conflict["rules"] or conflict["musts"]))
        family = conflict.get("family", {"groups": []})
        for chosen in product(*([None, *group["rules"]] for group in family["groups"])):
            told.add(frozenset((*family["always"], *(rule for rule in chosen if rule is not None))))
    every = find_conflicts(scenario, answer["scenario"]["switches"], wanted=Wanted(how="each", limit=None))
    return all(frozenset(one.rules or one.musts) in told for one in every.conflicts)


def _conflict_still_true(scenario: Scenario, path: Path, answer: dict[str, Any], changed: dict[str, Any]) -> bool:
    conflict = changed["conflicts"][path[1]]
    if path[2] == "minimal":
        return not conflict["minimal"]
    if path[2] == "alone":
        return not conflict["alone"]
    members = conflict["rules"] or conflict["musts"]
    musts = {rule["id"] for rule in answer["rules"] if rule["must"]} if conflict["rules"] else set()
    return all(
        not any(
            shortfalls(scenario, answer, witness["split"])[rule] for rule in {*members, *musts} - {witness["without"]}
        )
        for witness in conflict.get("witnesses", ())
    )


@settings(max_examples=25)
@given(scenarios(), st.data())
def test_every_tampered_answer_is_refused(scenario: Scenario, data: st.DataObject) -> None:
    answer = answer_of(scenario, data.draw(settings_of(scenario)), proofs=data.draw(st.booleans()))
    for _ in range(5):
        path, changed = data.draw(tampered(answer))
        try:
            verified = verify(json.dumps(changed), scenario, None)
        except AnswerError:
            continue  # not even of the form of an answer
        if verified.verdict != "refused":
            assert still_true(scenario, path, answer, changed), path


@settings(max_examples=25)
@given(scenarios(), st.data())
def test_every_tampered_answer_of_conflicts_is_refused(scenario: Scenario, data: st.DataObject) -> None:
    chosen = data.draw(settings_of(scenario))
    answer = json.loads(json.dumps(conflicts_of(scenario, chosen)))
    assume(answer["conflicts"])
    for _ in range(5):
        path, changed = data.draw(tampered(answer))
        try:
            verified = verify(json.dumps(changed), scenario, None)
        except AnswerError:
            continue  # not even of the form of an answer
        if verified.verdict != "refused":
            assert still_true(scenario, path, answer, changed), path


def conflicts_of(scenario: Scenario, chosen: dict[str, str]) -> dict[str, Any]:
    return find_conflicts(scenario, chosen, wanted=Wanted(limit=None, proofs=True), time_limit=None).to_dict()
