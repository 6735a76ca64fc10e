"""Is a family of conflicts proved by adding up and counting, and refused where a number of it is wrong?"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from solver.cover import Cover, bits
from solver.questions.conflicts import Wanted, find_conflicts
from solver.scenario import Scenario
from solver.verify import verify
from tests.strategies import Form, scenario_of

CLAIMS = [f"b-{number}" for number in range(1, 10)]

NINE: Form = {
    "parties": [{"id": "A"}, {"id": "B"}],
    "seats": [{"id": f"s{number}"} for number in range(1, 13)],
    "rules": [
        {"id": "floor", "kind": "at_least", "party": "A", "seats": 8},
        *({"id": one, "kind": "keeps", "party": "B", "where": {"seats": [f"s{one[2:]}"]}} for one in CLAIMS),
        {"id": "two", "kind": "keeps", "party": "B", "where": {"seats": ["s10", "s11"]}},
        {"id": "idle", "kind": "at_least", "party": "B", "seats": 1},
    ],
}
"""Any of nine claims of one seat, and one of two, that take five seats together leave A fewer than 8 of 12."""


LID = {"id": "lid", "kind": "at_most", "party": "A", "seats": 7}

IDS = [rule["id"] for rule in NINE["rules"]]


def told(scenario: Scenario, **wanted: Any) -> dict[str, Any]:
    answer = find_conflicts(scenario, wanted=Wanted(**{"proofs": True, **wanted}), time_limit=None)
    data: dict[str, Any] = json.loads(json.dumps(answer.to_dict()))
    return data


@cache
def nine_told(proofs: bool, involving: str | None) -> str:
    return json.dumps(told(scenario_of(NINE), proofs=proofs, involving=involving))


def nine(*, proofs: bool = True, involving: str | None = None) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(nine_told(proofs, involving))
    return data


def verdicts(answer: dict[str, Any]) -> dict[str, str]:
    checks = verify(json.dumps(answer), scenario_of(NINE), None).checks
    return {check.path.removeprefix("$.conflicts[0]."): check.verdict for check in checks}


@pytest.mark.parametrize("involving", [None, "two", "floor"])
def test_a_family_is_proved_by_adding_up_and_counting(involving: str | None) -> None:
    found = verdicts(nine(involving=involving))
    assert set(found.values()) == {"proved", "corroborated"}
    assert {found[f"family.{field}"] for field in ("rules", "count", "sentence", "minimal")} == {"proved"}
    assert found["$.conflicts_complete"] == "proved"


def test_a_family_without_a_proof_is_corroborated() -> None:
    found = verdicts(nine(proofs=False))
    assert (found["family.rules"], found["family.minimal"]) == ("corroborated", "proved")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda family: family.update(count=family["count"] + 1), "family.count"),
        (lambda family: family.update(more_than=3), "family.rules"),
        (lambda family: family.update(more_than=5), "family.rules"),
        (lambda family: family.update(more_than=10**30), "family.rules"),
        (lambda family: family.update(minimal=99), "family.minimal"),
        (lambda family: family.update(looked_at=99, minimal=99), "family.minimal"),
        (lambda family: family.update(sentence="any 4 of these 9 clash with floor"), "family.sentence"),
        (lambda family: family.update(always=[]), "family.rules"),
        (lambda family: family["groups"].pop(0), "family.rules"),
        (lambda family: family["groups"].pop(8), "family.count"),
        (lambda family: family["groups"].reverse(), "family.rules"),
        (lambda family: family["groups"][9].update(part=1), "family.rules"),
        (lambda family: family["groups"][9].update(part=3), "family.rules"),
        (lambda family: family["groups"][8].update(rules=["b-8"]), "family.rules"),
        (lambda family: family["groups"][8].update(rules=["b-8", "b-9"]), "family.rules"),
        (lambda family: family["groups"][8].update(rules=["nobody"]), "family.rules"),
        (lambda family: family["proof"]["seats"].update(s1=3), "family.rules"),
        (lambda family: family["proof"]["kept"].pop("floor"), "family.rules"),
        (lambda family: family["proof"]["kept"].pop("two"), "family.rules"),
        (lambda family: family["proof"]["rules"].pop("b-9"), "family.rules"),
    ],
    ids=itertools.count(),
)
def test_a_family_that_is_not_so_is_refused(change: Callable[[dict[str, Any]], object], path: str) -> None:
    answer = nine()
    change(answer["conflicts"][0]["family"])
    assert verdicts(answer)[path] == "refused"


def test_a_family_without_a_proof_of_which_a_set_can_be_kept_is_refused() -> None:
    answer = nine(proofs=False)
    family = answer["conflicts"][0]["family"]
    family["groups"][8]["rules"].append("idle")  # with it instead of b-9, all can be kept
    groups = [(group["part"], sum(1 << IDS.index(rule) for rule in group["rules"])) for group in family["groups"]]
    family["count"] = Cover(1, tuple(groups), family["more_than"]).count
    answer["different_sets"] = family["count"]
    family["sentence"] = family["sentence"].replace("these 10 whose", "these 10 groups, one rule each, whose")
    found = verdicts(answer)
    assert [found[f"family.{field}"] for field in ("rules", "count", "sentence")] == ["refused", "proved", "proved"]


def test_a_conflict_that_is_none_of_the_sets_of_its_family_is_refused() -> None:
    scenario = scenario_of({**NINE, "rules": [*NINE["rules"], LID]})
    answer = told(scenario)
    answer["conflicts"][0]["family"] = answer["conflicts"][1].pop("family")
    assert answer["conflicts"][0]["rules"] == ["floor", "lid"]
    checks = verify(json.dumps(answer), scenario, None).checks
    (check,) = (check for check in checks if check.path == "$.conflicts[0].family.rules")
    assert check.detail == "the conflict it comes with is none of its sets"


LINE: Form = {**NINE, "rules": [{**NINE["rules"][0], "must": True}, *NINE["rules"][1:-1]]}
"""The same, but that A has 8 seats at least is a red line."""


@pytest.mark.parametrize("proofs", [True, False])
def test_the_red_lines_of_a_family_are_those_that_its_sum_takes(proofs: bool) -> None:
    answer = told(scenario_of(LINE), proofs=proofs)
    assert answer["conflicts"][0]["family"]["musts"] == ["floor"]
    assert verify(json.dumps(answer), scenario_of(LINE), None).verdict == "corroborated"


@pytest.mark.parametrize("musts", [[], ["b-1"], ["floor", "floor"], ["nobody"]])
@pytest.mark.parametrize("proofs", [True, False])
def test_red_lines_that_a_family_does_not_rest_on_are_refused(musts: list[str], proofs: bool) -> None:
    answer = told(scenario_of(LINE), proofs=proofs)
    family = answer["conflicts"][0]["family"]
    family.update(
        musts=musts, sentence=family["sentence"].replace("floor (red line)", ", ".join(musts) or "each other")
    )
    checks = verify(json.dumps(answer), scenario_of(LINE), None).checks
    assert "$.conflicts[0].family.rules" in [check.path for check in checks if check.verdict == "refused"]


def test_a_wrong_number_of_different_sets_is_refused() -> None:
    scenario = scenario_of({**NINE, "rules": [*NINE["rules"], LID]})
    answer = told(scenario)
    sets = {"floor lid"} | {one for cover in answer["conflicts"] if "family" in cover for one in sets_of(cover)}
    assert answer["different_sets"] == len(sets)
    answer["different_sets"] += 1
    checks = verify(json.dumps(answer), scenario, None).checks
    assert [check.path for check in checks if check.verdict == "refused"] == ["$.different_sets"]


def sets_of(conflict: dict[str, Any]) -> set[str]:
    """Every set of a family, its rules in order."""
    family = conflict["family"]
    groups = tuple((group["part"], sum(1 << IDS.index(rule) for rule in group["rules"])) for group in family["groups"])
    cover = Cover(sum(1 << IDS.index(rule) for rule in family["always"]), groups, family["more_than"])
    return {" ".join(IDS[position] for position in bits(one)) for one in cover.sets()}


def test_a_conflict_that_the_rule_asked_about_takes_no_part_in_is_refused() -> None:
    answer = nine()
    answer["asked"]["involving"] = next(
        f"b-{n}" for n in range(1, 10) if f"b-{n}" not in answer["conflicts"][0]["rules"]
    )
    assert verdicts(answer)["rules"] == "refused"
