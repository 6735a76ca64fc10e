"""Is a family of conflicts proved by adding up and counting, and refused where a number of it is wrong?"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from solver.questions.conflicts import Wanted, find_conflicts
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
    ],
}
"""Any of nine claims of one seat, and one of two, that take five seats together leave A fewer than 8 of 12."""


@cache
def nine_told(proofs: bool, involving: str | None) -> str:
    wanted = Wanted(proofs=proofs, involving=involving)
    return json.dumps(find_conflicts(scenario_of(NINE), wanted=wanted, time_limit=None).to_dict())


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


@pytest.mark.parametrize(
    "change",
    [
        lambda family: family.update(more_than=3),
        lambda family: family["groups"][9].update(part=5),
        lambda family: family.update(always=[]),
    ],
    ids=itertools.count(),
)
def test_a_family_without_a_proof_that_does_not_clash_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    answer = nine(proofs=False)
    change(answer["conflicts"][0]["family"])
    answer["conflicts"][0]["family"].update(count=0)
    assert "refused" in verdicts(answer).values()


def test_a_conflict_that_the_rule_asked_about_takes_no_part_in_is_refused() -> None:
    answer = nine()
    answer["asked"]["involving"] = next(
        f"b-{n}" for n in range(1, 10) if f"b-{n}" not in answer["conflicts"][0]["rules"]
    )
    assert verdicts(answer)["rules"] == "refused"
