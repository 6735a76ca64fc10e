"""Why a seat went where it went, what a rule costs, what else is as good: is it what looking at all splits says?"""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import loads, why_rule, why_seat, why_unique
from solver.answers import Asked, Contrast, Freedom
from solver.scenario import Scenario
from tests.oracle import Looked, Oracle
from tests.strategies import Size, scenarios, settings_of
from tests.why_oracle import Holds, Told, best_of, can_go, contrast, farthest, in_order, is_minimal_clash, nearest

MORE_SEATS = Size(seats=(8, 14), contesting=(2, 4), rules=(3, 8), splits=None)
"""Too many splits to look at, and few enough for several entitlements at once to be weighed in no time."""

FEW = Size(seats=(1, 4), contesting=(2, 3), rules=(2, 6), splits=81)


def drawn(data: st.DataObject, size: Size = FEW) -> tuple[Scenario, dict[str, str], Oracle]:
    scenario = data.draw(scenarios(size), label="scenario")
    chosen = data.draw(settings_of(scenario), label="settings")
    return scenario, chosen, Oracle(scenario.what_if(chosen))


def goes(seat: str, party: str) -> Holds:
    """Splits that give a seat to a party."""
    return lambda one: one.split[seat] == party


def check(told: Contrast, oracle: Oracle, holds: Holds, besides: int | None = None) -> None:
    """A contrast says what is so; `besides` is the rule that is itself the one more demand."""
    truth = contrast(oracle, holds)
    assert Told(told.verdict, told.priority, told.goal, told.by, told.split) == truth
    base = oracle.best[0]
    if truth.split is not None:
        (other,) = (one for one in oracle.every if one.split == truth.split)
        assert told.moves == base.split.moved(other.split)
        assert told.fewest
        assert told.shortfalls == {
            rule.id: (was, now)
            for rule, was, now in zip(oracle.rules, base.shortfalls, other.shortfalls, strict=True)
            if was != now
        }
        assert tuple(stage.value for stage in told.cost) == oracle.cost(other.shortfalls)
        assert tuple(stage.value for stage in told.goals) == other.goals
    _check_clash(told, oracle, holds, besides)


def _check_clash(told: Contrast, oracle: Oracle, holds: Holds, besides: int | None) -> None:
    if told.verdict not in ("cost", "forbidden"):
        assert told.clash is None
        return
    assert told.clash is not None
    assert told.clash.minimal
    number = {rule.id: index for index, rule in enumerate(oracle.rules)}
    wishes = {number[rule]: most for rule, most in told.clash.rules.items()}
    assert is_minimal_clash(oracle, holds, wishes | {number[must]: 0 for must in told.clash.musts})
    assert besides not in wishes
    assert all(oracle.rules[index].must for index in map(number.__getitem__, told.clash.musts))
    for index, most in wishes.items():
        assert most == oracle.best[0].shortfalls[index]
        assert told.priority is not None
        assert oracle.rules[index].priority <= told.priority
    assert bool(wishes) == (told.verdict == "cost")


def check_red_lines(asked: Asked, oracle: Oracle) -> None:
    """Where the red lines alone clash, the minimal conflicts among them are named: all, or the ten smallest."""
    truth = [one.musts for one in oracle.conflicts]
    told = [one.musts for one in asked.conflicts]
    assert told == truth[:10]
    assert asked.conflicts_complete == (len(told) == len(truth))


@settings(max_examples=30)
@given(st.data())
def test_what_giving_a_seat_to_another_party_takes(data: st.DataObject) -> None:
    scenario, chosen, oracle = drawn(data)
    facts = oracle.what_if.facts
    seat = data.draw(st.sampled_from(facts.seat_ids))
    answer = why_seat(scenario, seat, settings=chosen, time_limit=None)
    if not oracle.allowed:
        assert (answer.asked.status, answer.party, answer.others) == ("infeasible", None, {})
        check_red_lines(answer.asked, oracle)
        return
    assert (answer.asked.conflicts, answer.asked.conflicts_complete) == ((), False)
    assert answer.party == oracle.best[0].split[seat]
    assert list(answer.others) == [party for party in facts.contesting if party != answer.party]
    for party, told in answer.others.items():
        check(told, oracle, goes(seat, party))


@settings(max_examples=30)
@given(st.data())
def test_what_dropping_a_rule_brings_and_what_keeping_it_in_full_takes(data: st.DataObject) -> None:
    scenario, chosen, oracle = drawn(data)
    if not oracle.rules:
        return
    every = range(len(oracle.rules))
    short = [index for index in every if oracle.allowed and oracle.best[0].shortfalls[index]]
    index = data.draw(st.sampled_from(short or every))
    rule = oracle.rules[index].id
    answer = why_rule(scenario, rule, chosen, time_limit=None)
    without = Oracle(scenario.what_if(chosen, (rule,)))
    assert answer.without is not None
    assert answer.without.status == ("optimal" if without.allowed else "infeasible")
    if not oracle.allowed:
        assert (answer.without.seats, answer.in_full) == ({}, None)
        return
    _check_price(answer.without.to_dict(), oracle, without, index)
    if oracle.best[0].shortfalls[index]:
        assert answer.in_full is not None
        check(answer.in_full, oracle, lambda one: not one.shortfalls[index], besides=index)
    else:
        assert answer.in_full is None


def _check_price(told: Mapping[str, object], oracle: Oracle, without: Oracle, index: int) -> None:
    base = oracle.best[0]
    other = nearest(without, without.allowed, base.split)
    others = [0 if i == index else by for i, by in enumerate(base.shortfalls)]
    after = dict(zip(without.priorities, without.cost(other.shortfalls), strict=True))
    assert told["cost"] == [
        {"priority": priority, "with": before, "without": after.get(priority, 0)}
        for priority, before in zip(oracle.priorities, oracle.cost(tuple(others)), strict=True)
    ]
    assert told["split"] == dict(other.split)
    parties = oracle.what_if.facts.contesting
    assert told["seats"] == {p: other.split.count(p) - base.split.count(p) for p in parties}
    goals = [(kind, was, now) for kind, was, now in zip(oracle.goal_kinds, base.goals, other.goals, strict=True)]
    assert told["goals"] == [{"kind": kind, "with": was, "without": now} for kind, was, now in goals]


def _check_freedom(told: Freedom | None, oracle: Oracle, splits: tuple[Looked, ...]) -> None:
    assert told is not None
    truth = can_go(oracle, splits)
    assert told.complete
    assert told.can_go == truth
    assert told.unique == (len(splits) == 1)
    assert told.settled == {seat: parties[0] for seat, parties in truth.items() if len(parties) == 1}


@settings(max_examples=30)
@given(st.data())
def test_what_is_settled_what_is_free_and_what_comes_next(data: st.DataObject) -> None:
    scenario, chosen, oracle = drawn(data)
    most = data.draw(st.sampled_from((1, 2, 7, 100)))
    answer = why_unique(scenario, chosen, most=most, time_limit=None)
    if not oracle.allowed:
        assert (answer.asked.status, answer.optimal, answer.ranked) == ("infeasible", None, ())
        return
    _check_freedom(answer.optimal, oracle, oracle.best)
    _check_freedom(answer.least_cost, oracle, oracle.cheapest)
    base = oracle.best[0].split
    for told, splits in (
        (answer.most_different, oracle.best),
        (answer.most_different_least_cost, oracle.cheapest),
    ):
        assert told is not None
        assert told.proved
        assert told.split == farthest(splits, base)
        assert told.moves == base.moved(told.split)
    truth = in_order(oracle)
    assert answer.ranked_complete
    assert [one.split for one in answer.ranked] == [one.split for one in truth[:most]]
    ranks = [1 + sum(_better(oracle, other, one) for other in truth) for one in truth[:most]]
    assert [one.rank for one in answer.ranked] == ranks
    assert [one.tie for one in answer.ranked] == [n > 0 and ranks[n - 1] == rank for n, rank in enumerate(ranks)]
    assert [(one.cost, one.goals) for one in answer.ranked] == [
        (oracle.cost(one.shortfalls), one.goals) for one in truth[:most]
    ]


def _better(oracle: Oracle, one: Looked, other: Looked) -> bool:
    return best_of(oracle, (one, other)) == [one]


@settings(max_examples=5)
@given(scenarios(MORE_SEATS), st.integers(1, 10_000), st.data())
def test_every_seed_gives_the_same_bytes(scenario: Scenario, seed: int, data: st.DataObject) -> None:
    seat = data.draw(st.sampled_from(scenario.facts.seat_ids))
    rules = [rule.id for rule in scenario.what_if().rules]
    rule = data.draw(st.sampled_from(rules)) if rules else None
    texts = []
    for one in (0, seed):
        told = [why_seat(scenario, seat, seed=one, time_limit=None).to_dict()]
        told.append(why_unique(scenario, most=3, seed=one, time_limit=None).to_dict())
        told += [] if rule is None else [why_rule(scenario, rule, seed=one, time_limit=None).to_dict()]
        texts.append(json.dumps(told))
    assert texts[0] == texts[1]


TWO = """
parties: [{id: A, name: Alpha}, {id: B, name: Beta}]
seats: [{id: s1, name: One}, {id: s2, name: Two}, {id: s3, name: Three}]
rules:
"""
GOAL = "goals: [{kind: value, cells: [{seat: s1, party: A, value: 5}, {seat: s2, party: A, value: 3}]}]\n"


def one_of(rules: str, goal: str = "") -> Scenario:
    return loads(TWO + "".join(f"  - {{{rule}}}\n" for rule in rules.split("|")) + goal)


def why_not(scenario: Scenario, seat: str, party: str) -> Contrast:
    (told,) = why_seat(scenario, seat, party).others.values()
    return told


def test_a_red_line_that_forbids_it_is_named() -> None:
    scenario = one_of("id: a-one, kind: keeps, party: A, where: {seats: s1}, must: true")
    told = why_not(scenario, "One", "beta")
    assert (told.verdict, told.split) == ("forbidden", None)
    assert told.clash is not None
    assert (told.clash.rules, told.clash.musts) == ({}, ("a-one",))
    assert told.sentence == "Giving One to B is against the red lines: a-one claims One for A"


def test_what_it_costs_is_told_with_the_wishes_in_the_way() -> None:
    rules = "id: a-two, kind: at_least, party: A, seats: 2, priority: 2|id: b-bar, kind: at_most, party: B, seats: 1"
    scenario = one_of(f"{rules}|id: a-own, kind: keeps, party: A, where: {{seats: s1}}, weight: 4", GOAL)
    told = why_not(scenario, "s1", "B")
    assert (told.verdict, told.priority, told.by) == ("cost", 1, 4)
    assert told.clash is not None
    assert told.clash.rules == {"a-own": 0}
    assert told.moves == (("s1", "A", "B"),)


def test_a_seat_that_only_the_goal_holds_costs_the_goal() -> None:
    scenario = one_of("id: b-two, kind: at_least, party: B, seats: 2", GOAL)
    answer = why_seat(scenario, "s1")
    assert answer.party == "A"
    told = answer.others["B"]
    assert (told.verdict, told.goal, told.by) == ("goal", 1, 2)
    assert told.moves == (("s1", "A", "B"), ("s2", "B", "A"))
    assert told.sentence == (
        "Giving One to B costs the demands nothing, but lowers the goal by 2 of 5; Two moves from B to A as well"
    )


def test_a_tie_is_called_one_and_moves_the_fewest_seats() -> None:
    rules = "id: a-one, kind: at_least, party: A, seats: 1|id: b-two, kind: at_least, party: B, seats: 2"
    told = why_not(one_of(rules), "s1", "B")
    assert told.verdict == "tie"
    assert len(told.moves) == 2
    assert "just as good; only the order in the file decided" in told.sentence


def test_the_party_that_has_the_seat_is_answered_by_all_the_others() -> None:
    scenario = one_of("id: a-all, kind: at_least, party: A, seats: 3")
    assert list(why_seat(scenario, "s1", "A").others) == ["B"]


def test_dropping_a_must_in_the_way_of_all_others_makes_room() -> None:
    scenario = one_of("id: a, kind: at_least, party: A, seats: 3, must: true|id: b, kind: at_least, party: B, seats: 1")
    told = why_rule(scenario, "a").without
    assert told is not None
    assert told.cost == {1: (1, 0)}
    assert told.seats == {"A": -1, "B": 1}


def test_what_a_rule_clashes_with_is_told_with_it() -> None:
    rules = "id: a-all, kind: at_least, party: A, seats: 3|id: b-one, kind: at_least, party: B, seats: 1"
    clashes = why_rule(one_of(f"{rules}|id: b-max, kind: at_most, party: B, seats: 0"), "a-all").clashes
    assert clashes is not None
    assert [one.rules for one in clashes.conflicts] == [("a-all", "b-one")]
    assert clashes.complete


def test_a_rule_among_red_lines_that_clash_is_told_to_be_the_one_in_the_way() -> None:
    both = "id: a, kind: at_least, party: A, seats: 3, must: true|id: b, kind: at_least, party: B, seats: 1, must: true"
    answer = why_rule(one_of(both), "b")
    assert answer.asked.status == "infeasible"
    assert answer.without is not None
    assert answer.without.sentence == "Without b the red lines can all be kept"
    assert [one.musts for one in answer.asked.conflicts] == [("a", "b")]
    assert answer.asked.conflicts_complete


def test_what_a_wish_kept_in_full_costs_is_what_it_costs_as_a_must() -> None:
    scenario = one_of("id: a, kind: at_least, party: A, seats: 3|id: b, kind: at_least, party: B, seats: 2, weight: 2")
    told = why_rule(scenario, "a").in_full
    assert told is not None
    assert (told.verdict, told.by) == ("cost", 2)
    assert told.clash is not None
    assert told.clash.rules == {"b": 0}


def test_at_least_one_split_is_ranked() -> None:
    with pytest.raises(ValueError, match="at least one split"):
        why_unique(one_of("id: a, kind: at_least, party: A, seats: 3"), most=0)
