"""Are demands said as a person would say them where a number is 0, 1, all, or more than there is?"""

from __future__ import annotations

from typing import Any

import pytest

from solver.answers import Family, Group
from solver.reasons import family_sentence, reason
from solver.report.clashes import _family
from solver.rules import Rule
from solver.split import Split
from tests.strategies import scenario_of

ONE, TWO = {"where": {"seats": ["s1"]}}, {"where": {"seats": ["s1", "s2"]}}


def rule_of(kind: str, house: int = 3, **fields: Any) -> tuple[Rule, Any]:
    form = {
        "parties": [{"id": "A"}, {"id": "B"}],
        "seats": [{"id": f"s{number}", "reserved": "SC" if number == 1 else None} for number in range(1, house + 1)],
        "elections": [{"id": "2009", "date": "2009-05-16"}],
        "results": [{"election": "2009", "seat": "s1", "party": "A", "position": 1}],
        "rules": [{"id": "r", "kind": kind, **fields}],
    }
    what_if = scenario_of(form).what_if()
    return what_if.rules[0], what_if.facts


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("at_least", {"seats": 0}, "A need contest no seat"),
        ("at_least", {"seats": 1}, "A contests at least 1 seat"),
        ("at_least", {"seats": 3}, "A contests at least 3 seats"),
        ("at_least", {"seats": 0, **ONE}, "A need not contest the seat named s1"),
        ("at_least", {"seats": 1, **ONE}, "A contests the seat named s1"),
        ("at_least", {"seats": 4, **ONE}, "A contests at least 4 seats of the seat named s1"),
        ("at_least", {"seats": 0, **TWO}, "A need contest none of the 2 seats named s1, s2"),
        ("at_least", {"seats": 1, **TWO}, "A contests at least 1 of the 2 seats named s1, s2"),
        ("at_least", {"seats": 2, **TWO}, "A contests all 2 seats named s1, s2"),
        ("at_least", {"seats": 3, **TWO}, "A contests at least 3 of the 2 seats named s1, s2"),
        ("at_most", {"seats": 0}, "A contests no seat"),
        ("at_most", {"seats": 1}, "A contests at most 1 seat"),
        ("at_most", {"seats": 3}, "A may contest all 3 seats"),
        ("at_most", {"seats": 0, **ONE}, "A does not contest the seat named s1"),
        ("at_most", {"seats": 1, **ONE}, "A may contest the seat named s1"),
        ("at_most", {"seats": 0, **TWO}, "A contests none of the 2 seats named s1, s2"),
        ("at_most", {"seats": 1, **TWO}, "A contests at most 1 of the 2 seats named s1, s2"),
        ("at_most", {"seats": 2, **TWO}, "A may contest all 2 seats named s1, s2"),
        ("keeps", ONE, "A contests the seat named s1"),
        ("keeps", {**ONE, "all_but": 1}, "A need not contest the seat named s1"),
        ("keeps", TWO, "A contests all 2 seats named s1, s2"),
        ("keeps", {**TWO, "all_but": 1}, "A contests all but 1 of the 2 seats named s1, s2"),
        ("keeps", {**TWO, "all_but": 2}, "A need contest none of the 2 seats named s1, s2"),
        ("keeps", {**TWO, "all_but": 5}, "A need contest none of the 2 seats named s1, s2"),
    ],
)
def test_what_a_demand_on_some_seats_says(kind: str, fields: dict[str, Any], said: str) -> None:
    rule, facts = rule_of(kind, party="A", **fields)
    assert rule.sentence(facts) == said


@pytest.mark.parametrize(
    ("fields", "split", "said"),
    [
        ({"kind": "at_least", "seats": 1}, "BBB", "A contests no seat"),
        ({"kind": "at_least", "seats": 2}, "ABB", "A contests 1 seat"),
        ({"kind": "at_least", "seats": 1, **ONE}, "BBB", "A does not contest the seat named s1"),
        ({"kind": "at_least", "seats": 2, **TWO}, "ABB", "A contests 1 of the 2 seats named s1, s2"),
        ({"kind": "at_least", "seats": 2, **TWO}, "BBB", "A contests none of the 2 seats named s1, s2"),
        ({"kind": "at_most", "seats": 0, **ONE}, "ABB", "A contests the seat named s1"),
        ({"kind": "at_most", "seats": 0, **TWO}, "AAB", "A contests 2 of the 2 seats named s1, s2"),
    ],
)
def test_what_is_said_where_such_a_demand_is_broken(fields: dict[str, Any], split: str, said: str) -> None:
    rule, facts = rule_of(party="A", **fields)
    found = rule.witness(Split.of(zip(facts.seat_ids, split, strict=True)), facts)
    assert found is not None
    assert found.sentence == said


@pytest.mark.parametrize(
    ("seats", "said"),
    [
        (1, "each partner's part of the seat that are reserved is like its part of the only seat"),
        (3, "each partner's part of the seat that are reserved is like its part of all 3 seats"),
    ],
)
def test_what_a_demand_on_one_reserved_seat_says(seats: int, said: str) -> None:
    rule, facts = rule_of("reserved_balance", seats)
    assert rule.sentence(facts) == said.replace("seat that are", "seat that is")


@pytest.mark.parametrize(
    ("all_but", "said"),
    [(0, "(1 seat won in 2009)"), (1, "(1 seat won in 2009), or not: all of them may go to others")],
)
def test_what_is_due_and_may_all_go_to_others(all_but: int, said: str) -> None:
    rule, facts = rule_of("strongholds", elections=["2009"], all_but=all_but)
    assert rule.sentence(facts) == f"each partner keeps its strongholds {said}"


def group(*rules: str, part: int = 1) -> Group:
    return Group(part, rules)


@pytest.mark.parametrize(
    ("groups", "more_than", "said"),
    [
        ([group("a", "b")], 0, "any one of these 2 clashes with r"),
        ([group("a"), group("b"), group("c")], 0, "any one of these 3 clashes with r"),
        ([group("a"), group("b"), group("c")], 1, "any 2 of these 3 clash with r"),
        ([group("a", "b"), group("c", "d")], 1, "one rule of each of these 2 groups clashes with r"),
        ([group("a", "b"), group("c"), group("d")], 1, "any 2 of these 3 groups, one rule each, clash with r"),
    ],
)
def test_what_a_family_says(groups: list[Group], more_than: int, said: str) -> None:
    family = Family(("r",), (), tuple(groups), more_than, count=2, looked_at=2, minimal=2, sentence="")
    assert family_sentence(family) == said


def test_what_a_family_of_single_rules_says() -> None:
    family = Family((), (), (group("a", "b"),), 0, count=2, looked_at=2, minimal=2, sentence="")
    assert family_sentence(family) == "each of these 2 alone is impossible"


@pytest.mark.parametrize(
    ("seats", "asked", "said"),
    [
        (1, {"A": 1, "B": 1}, "A and B both claim s1"),
        (2, {"A": 1, "B": 2}, "1 + 2 = 3 seats asked for, 2 exist"),
        (1, {"A": 2}, "2 seats asked for, 1 exists"),
    ],
)
def test_what_a_reason_says(seats: int, asked: dict[str, int], said: str) -> None:
    rules = [rule_of("at_least", seats, party=party, seats=number) for party, number in asked.items()]
    assert reason([rule for rule, _ in rules], rules[0][1]) == said


@pytest.mark.parametrize(
    ("count", "minimal", "said"),
    [
        (9, 9, "one of 9 conflicts that are one fact:"),
        (9, 1, "the only minimal one of 9 sets that one fact refutes:"),
        (900, 100, "one of 900 that are one fact (all of the first 100 proved minimal):"),
        (900, 1, "one of 900 that are one fact (1 of the first 100 proved minimal):"),
        (900, 0, "one of 900 that are one fact (none of the first 100 proved minimal):"),
    ],
)
def test_what_a_report_says_of_the_number_of_sets(count: int, minimal: int, said: str) -> None:
    groups = tuple(group(f"a-{number}") for number in range(3))
    assert next(_family(Family((), (), groups, 1, count, min(count, 100), minimal, "any 2"))) == said
