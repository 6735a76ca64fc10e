"""Is a reason given only where counting proves the conflict?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import loads
from solver.reasons import reason
from solver.scenario import WhatIf
from tests.oracle import Oracle
from tests.strategies import scenarios, settings_of

PACT = """
parties: [{id: A}, {id: B}, {id: C}]
seats: [{id: s1, name: One, region: N}, {id: s2, name: Two, region: N}, {id: s3, name: Three, region: S}]
legislators: [{seat: s1, party: A, count: 8}, {seat: s2, party: B, count: 1}]
rules:
  - {id: a-two, kind: at_least, party: A, seats: 2}
  - {id: b-two, kind: at_least, party: B, seats: 2}
  - {id: a-north, kind: keeps, party: A, where: {region: N}}
  - {id: b-one, kind: keeps, party: B, where: {seats: [s1, s2]}, all_but: 0}
  - {id: b-some, kind: keeps, party: B, where: {seats: [s1, s2]}, all_but: 1}
  - {id: b-south, kind: at_most, party: B, seats: 0, where: {region: S}}
  - {id: a-cap, kind: at_most, party: A, seats: 1}
  - {id: strength, kind: follows, entitlement: legislators, method: largest_remainder}
  - {id: duel, kind: follows, entitlement: legislators, method: largest_remainder, over: [A, B]}
  - {id: c-one, kind: at_least, party: C, seats: 1}
  - {id: a-out, kind: at_most, party: A, seats: 0, where: {region: S}}
  - {id: c-out, kind: at_most, party: C, seats: 0, where: {region: S}, must: true}
  - {id: b-cap, kind: at_most, party: B, seats: 1}
  - {id: a-north-cap, kind: at_most, party: A, seats: 1, where: {region: N}}
  - {id: c-cap, kind: at_most, party: C, seats: 0}
  - {id: even, kind: follows, entitlement: legislators, method: adams, over: [A, B]}
  - {id: loose, kind: follows, entitlement: legislators, method: adams, over: [A, B], within: 1}
  - {id: b-any, kind: at_least, party: B, seats: 1}
  - {id: c-two, kind: at_least, party: C, seats: 2}
switches: {c: {in: {}, out: {parties_out: [C]}}}
"""


def told(*rules: str, c: str = "in") -> str | None:
    what_if = loads(PACT).what_if({"c": c})
    return reason([rule for rule in what_if.rules if rule.id in rules], what_if.facts)


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        (("a-two", "b-two"), "2 + 2 = 4 seats asked for, 3 exist"),
        (("a-north", "b-one"), "A and B both claim One, Two"),
        (("a-two", "a-cap"), "a-two asks for 2, a-cap leaves A at most 1"),
        (("b-two", "strength"), "b-two asks for 2, strength leaves B none"),
        (("a-north", "b-some"), "2 + 1 = 3 seats asked for, 2 exist"),
        (("b-south", "a-out", "c-out"), "nobody is left for Three"),
        (("a-cap", "b-cap", "c-cap"), "1 + 1 + 0 = 2 seats allowed, 3 exist"),
        (("a-cap", "strength"), "strength asks for 3, a-cap leaves A at most 1"),
        (("strength", "even"), "strength asks for 3, even leaves A at most 2"),
        (
            ("b-any", "c-two", "even"),
            "beside 1 for B, even asks for 1 for A: 1 + 2 + 1 = 4 seats asked for, 3 exist",
        ),
    ],
)
def test_a_conflict_of_counts_says_why(rules: tuple[str, ...], why: str) -> None:
    assert told(*rules) == why


@pytest.mark.parametrize(
    "rules",
    [
        ("a-two", "b-some"),
        ("b-two", "b-south"),
        ("b-south", "a-out"),
        ("a-cap", "b-cap"),
        ("a-north-cap", "b-cap", "c-cap"),
        ("a-two", "strength"),
        ("b-any", "c-one", "even"),
        ("b-any", "c-two", "loose"),
    ],
)
def test_what_counting_does_not_refute_gets_no_reason(rules: tuple[str, ...]) -> None:
    assert told(*rules) is None


def test_a_demand_for_a_party_that_is_out_says_so() -> None:
    assert told("c-one") is None
    assert told("c-one", c="out") == "C is out of the pact"


def _kept_by_some_split(what_if: WhatIf, indices: list[int]) -> bool:
    return any(all(looked.shortfalls[i] == 0 for i in indices) for looked in Oracle(what_if).every)


@settings(max_examples=50)
@given(st.data())
def test_rules_with_a_reason_are_kept_together_by_no_split(data: st.DataObject) -> None:
    scenario = data.draw(scenarios())
    what_if = scenario.what_if(data.draw(settings_of(scenario)))
    every = list(range(len(what_if.rules)))
    chosen = data.draw(st.lists(st.sampled_from(every), unique=True, max_size=3) if every else st.just([]))
    if reason([what_if.rules[i] for i in chosen], what_if.facts) is not None:
        assert not _kept_by_some_split(what_if, chosen)


@settings(max_examples=30)
@given(st.data())
def test_no_split_that_keeps_a_rule_gives_a_party_less_than_the_rule_gives_it(data: st.DataObject) -> None:
    what_if = data.draw(scenarios()).what_if()
    for index, rule in enumerate(what_if.rules):
        for gives in rule.gives(what_if.facts):
            for looked in Oracle(what_if).every:
                if looked.shortfalls[index] == 0:
                    assert looked.split.count(gives.party, gives.pool) >= gives.number


@settings(max_examples=30)
@given(st.data())
def test_no_split_that_keeps_a_rule_gives_a_party_more_than_the_rule_leaves_it(data: st.DataObject) -> None:
    what_if = data.draw(scenarios()).what_if()
    for index, rule in enumerate(what_if.rules):
        for left in rule.leaves(what_if.facts):
            for looked in Oracle(what_if).every:
                if looked.shortfalls[index] == 0:
                    assert looked.split.count(left.party, left.pool) <= left.number


@settings(max_examples=30)
@given(st.data())
def test_no_split_that_keeps_a_rule_gives_others_less_than_the_rule_gives_beside_a_party(data: st.DataObject) -> None:
    what_if = data.draw(scenarios()).what_if()
    party, number = data.draw(st.sampled_from(what_if.facts.contesting)), data.draw(st.integers(1, 3))
    for index, rule in enumerate(what_if.rules):
        for gives in rule.beside(what_if.facts, party, number):
            for looked in Oracle(what_if).every:
                if looked.shortfalls[index] == 0 and looked.split.count(party) >= number:
                    assert looked.split.count(gives.party, gives.pool) >= gives.number
