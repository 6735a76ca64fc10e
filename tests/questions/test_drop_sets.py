"""Are the sets of wishes to drop all the minimal ones, smallest first, however they are looked for?"""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings

from solver.answers import DropSets
from solver.questions import drop_sets
from solver.questions.ways_out import concessions
from solver.scenario import Scenario, WhatIf
from tests.oracle import Oracle
from tests.strategies import Form, Size, scenario_of, scenarios

FEW_SEATS = Size(seats=(1, 4), contesting=(2, 3), rules=(3, 8), splits=81)


def minimal_sets(what_if: WhatIf) -> list[tuple[str, ...]]:
    """All of them, by looking at every split: what a split breaks can be dropped, and the least of that must."""
    oracle = Oracle(what_if)
    broken = {frozenset(i for i in oracle.wishes if one.shortfalls[i]) for one in oracle.allowed}
    least = [tuple(sorted(one)) for one in broken if not any(other < one for other in broken)]
    return [tuple(what_if.rules[i].id for i in one) for one in sorted(least, key=lambda one: (len(one), one))]


def told(scenario: Scenario, limit: int = 10_000) -> DropSets:
    found = concessions(scenario, most=1, drop_sets=True, limit=limit, time_limit=None).drop_sets
    assert found is not None
    return found


def _check(found: DropSets, scenario: Scenario) -> None:
    what_if = scenario.what_if()
    expected = minimal_sets(what_if)
    assert [one.rules for one in found.found] == expected
    assert found.complete == bool(expected)  # where the musts clash, nothing is looked for
    for one in found.found:
        broken = [r.id for r in what_if.rules if r.shortfall(one.split, what_if.facts)]
        assert broken == list(one.rules)


@settings(max_examples=30)
@given(scenarios(FEW_SEATS))
def test_every_minimal_set_by_the_map_of_all_sets(scenario: Scenario) -> None:
    _check(told(scenario), scenario)


@settings(max_examples=20)
@given(scenarios(FEW_SEATS))
def test_every_minimal_set_where_the_smallest_are_looked_for_one_by_one(scenario: Scenario) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drop_sets, "MAPPED", 1)
        _check(told(scenario), scenario)


@settings(max_examples=15)
@given(scenarios(FEW_SEATS))
def test_of_too_many_to_map_the_first_are_told_and_not_called_all(scenario: Scenario) -> None:
    expected = minimal_sets(scenario.what_if())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drop_sets, "MAPPED", 3)
        found = told(scenario, limit=2)
    assert [one.rules for one in found.found] == expected[:2]
    if len(expected) > 2:
        assert not found.complete


def _pact(parties: str, seats: int, *rules: Form) -> Scenario:
    return scenario_of(
        {
            "parties": [{"id": party} for party in parties],
            "seats": [{"id": f"s{index}"} for index in range(seats)],
            "rules": list(rules),
        }
    )


def _least(party: str, **more: object) -> Form:
    return {"id": party.lower(), "kind": "at_least", "party": party, "seats": 1, **more}


def test_of_five_pigeons_for_three_holes_any_two_can_be_dropped() -> None:
    found = told(_pact("ABCDE", 3, *map(_least, "ABCDE")))
    assert [one.rules for one in found.found] == list(combinations("abcde", 2))
    assert (len(found.found), found.complete) == (math.comb(5, 2), True)


def test_a_limit_tells_the_first_and_does_not_call_them_all() -> None:
    found = told(_pact("ABCDE", 3, *map(_least, "ABCDE")), limit=3)
    assert [one.rules for one in found.found] == [("a", "b"), ("a", "c"), ("a", "d")]
    assert not found.complete


def test_where_the_map_is_left_half_way_the_first_are_told_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drop_sets, "MAPPED", 8)
    found = told(_pact("ABCDE", 3, *map(_least, "ABCDE")), limit=2)
    assert [one.rules for one in found.found] == [("a", "b"), ("a", "c")]


def test_where_b_and_d_exclude_each_other_and_a_b_c_cannot_all_hold_there_are_three_sets() -> None:
    ban: Form = {"id": "d", "kind": "at_most", "party": "B", "seats": 0}
    found = told(_pact("ABCD", 2, *map(_least, "ABC"), ban))
    assert [one.rules for one in found.found] == [("b",), ("a", "d"), ("c", "d")]


def test_where_all_can_be_kept_the_one_set_is_empty() -> None:
    found = told(_pact("AB", 2, *map(_least, "AB")))
    assert ([one.rules for one in found.found], found.complete) == ([()], True)


def test_only_what_the_one_partner_asks_for_can_be_dropped() -> None:
    scenario = _pact("ABC", 2, *map(_least, "ABC"))
    found = concessions(scenario, who="B", drop_sets=True).drop_sets
    assert found is not None
    assert [one.rules for one in found.found] == [("b",)]


def test_they_are_told_only_where_they_are_asked_for() -> None:
    scenario = _pact("AB", 1, *map(_least, "AB"))
    assert "drop_sets" not in concessions(scenario).to_dict()
    answer = concessions(scenario, drop_sets=True).to_dict()
    assert [one["rules"] for one in answer["drop_sets"]] == [["a"], ["b"]]
    assert answer["drop_sets_complete"] is True
