"""Exchanges that help every partner in them: are they all found, and put in the right order?"""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import SettingError, loads, swaps
from solver.goals import Value
from solver.lookups.values import Cell
from solver.scenario import Scenario
from solver.split import Split
from tests.oracle import Oracle
from tests.strategies import Size, scenarios, settings_of
from tests.why_oracle import exchanges

MANY_SEATS = Size(seats=(5, 6), contesting=(2, 3), rules=(1, 4), splits=729)


@st.composite
def with_exchanges(draw: st.DrawFn) -> Scenario:
    """Often with values for every cell and few rules: where much is asked for, hardly any exchange is left."""
    scenario = draw(scenarios(MANY_SEATS))
    scenario = replace(scenario, rules=scenario.rules[: draw(st.sampled_from((0, 1, 1, 2, 3, 9)))])
    if draw(st.sampled_from((True, True, False))):
        pick = random.Random(draw(st.integers(0, 1_000)))  # drawn one by one they would hardly ever differ enough
        cells = product(scenario.facts.seat_ids, scenario.facts.contesting)
        values = tuple(Cell(seat=seat, party=party, value=pick.randrange(4)) for seat, party in cells)
        scenario = replace(scenario, goals=(Value(cells=values), *scenario.goals[:1]))
    return scenario


@settings(max_examples=40)
@given(st.data())
def test_every_exchange_that_helps_is_found_the_best_first(data: st.DataObject) -> None:
    scenario = data.draw(with_exchanges(), label="scenario")
    chosen = data.draw(settings_of(scenario), label="settings")
    oracle = Oracle(scenario.what_if(chosen))
    pick = random.Random(data.draw(st.integers(0, 1_000), label="split"))
    facts = oracle.what_if.facts
    start = Split.of((seat, pick.choice(facts.contesting)) for seat in facts.seat_ids)
    answer = swaps(scenario, start, chosen, most=10_000, time_limit=None)
    truth = list(exchanges(oracle, start))
    assert answer.pairs_complete
    assert answer.circles_complete
    assert answer.pairs == sum(len(taken) == 2 for _, taken in truth)
    assert answer.circles == sum(len(taken) == 3 for _, taken in truth)
    found = [{seat: other for seat, _, other in swap.moves} for swap in answer.swaps]
    order = {frozenset(taken.items()): rank for rank, taken in truth}
    assert [order.pop(frozenset(taken.items())) for taken in found] == sorted(rank for rank, _ in truth)
    assert not order
    for swap, taken in zip(answer.swaps, found, strict=True):
        after = Split.of({**start, **taken})
        both = {rule.id: (rule.shortfall(start, facts), rule.shortfall(after, facts)) for rule in oracle.rules}
        assert swap.better == {rule: (was, now) for rule, (was, now) in both.items() if was != now}
        assert set(swap.gains) == {one for _, one, _ in swap.moves}


THREE = """
parties: [{id: A}, {id: B}, {id: C}]
seats: [{id: s1, name: One}, {id: s2, name: Two}, {id: s3, name: Three}]
"""
CLAIMS = """rules:
  - {id: a, kind: keeps, party: A, where: {seats: s2}}
  - {id: b, kind: keeps, party: B, where: {seats: s3}}
  - {id: c, kind: keeps, party: C, where: {seats: s1}}
"""
START = {"s1": "A", "s2": "B", "s3": "C"}


def test_three_partners_can_help_each_other_in_a_circle_where_no_two_can() -> None:
    answer = swaps(loads(THREE + CLAIMS), START)
    assert (answer.basis, answer.pairs, answer.circles) == ("claims", 0, 1)
    (swap,) = answer.swaps
    assert swap.moves == (("s1", "A", "C"), ("s2", "B", "A"), ("s3", "C", "B"))
    assert swap.gains == {"A": (1,), "B": (1,), "C": (1,)}
    assert swap.better == {"a": (1, 0), "b": (1, 0), "c": (1, 0)}


def test_an_exchange_that_costs_a_demand_is_none() -> None:
    wants = "[{seat: s2, party: A, value: 1}, {seat: s1, party: B, value: 1}]"
    free = f"{THREE}rules: []\ngoals: [{{kind: value, cells: {wants}}}]\n"
    held = free.replace("rules: []", "rules: [{id: a, kind: keeps, party: A, where: {seats: s1}}]")
    assert [swap.gains for swap in swaps(loads(free), START).swaps] == [{"A": (1,), "B": (1,)}]
    assert swaps(loads(held), START).swaps == ()


def test_values_of_different_parties_are_never_held_against_each_other() -> None:
    cells = "[{seat: s2, party: A, value: 1}, {seat: s1, party: B, value: 1}, {seat: s2, party: B, value: -1000}]"
    answer = swaps(loads(f"{THREE}rules: []\ngoals: [{{kind: value, cells: {cells}}}]\n"), START)
    assert [swap.gains for swap in answer.swaps] == [{"A": (1,), "B": (1001,)}]


def test_where_goals_say_nothing_of_single_seats_claims_count() -> None:
    goal = "goals: [{kind: value, cells: [{seat: s1, party: A, value: 0}]}]\n"
    assert swaps(loads(THREE + CLAIMS + goal), START).basis == "claims"


def test_only_the_best_are_listed_and_all_are_counted() -> None:
    wants = "[{seat: s2, party: A, value: 1}, {seat: s3, party: A, value: 2}, {seat: s1, party: B, value: 1}"
    scenario = loads(f"{THREE}rules: []\ngoals: [{{kind: value, cells: {wants}, {{seat: s1, party: C, value: 1}}]}}]\n")
    answer = swaps(scenario, START, most=1)
    assert answer.pairs == 2
    assert [swap.gains["A"] for swap in answer.swaps] == [(2,)]


def test_without_time_nothing_is_claimed() -> None:
    answer = swaps(loads(THREE + CLAIMS), START, time_limit=0)
    assert (answer.swaps, answer.pairs_complete, answer.circles_complete) == ((), False, False)
    assert answer.about.engine["time_limit"] == 0


@pytest.mark.parametrize("split", [{"s1": "A"}, {**START, "s4": "A"}, {**START, "s1": "X"}])
def test_what_is_no_split_of_the_scenario_is_refused(split: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="not a split"):
        swaps(loads(THREE + CLAIMS), split)


def test_at_least_one_swap_is_listed() -> None:
    with pytest.raises(ValueError, match="at least one"):
        swaps(loads(THREE + CLAIMS), START, most=0)


def test_a_rule_to_drop_that_is_not_there_is_refused() -> None:
    with pytest.raises(SettingError, match="no rule 'd'"):
        swaps(loads(THREE + CLAIMS), START, drop="d")
