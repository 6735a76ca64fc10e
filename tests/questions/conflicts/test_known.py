"""What is told of clashes worked out by hand?"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from solver.answers import Clashes
from solver.engine import Deadline, System
from solver.engine.cpsat import CpSat
from solver.engine.kept import Choice, Core, Keeper
from solver.questions.conflicts import Wanted, find_conflicts
from solver.rows import Demand, Linear, Row
from solver.scenario import Scenario, SettingError, load
from tests.strategies import Form, scenario_of

FLAGSHIP = Path(__file__).parents[3] / "scenarios" / "uttar-pradesh-2024.yaml"


def pact(parties: str, seats: int, *rules: Form) -> Scenario:
    return scenario_of(
        {
            "parties": [{"id": party} for party in parties],
            "seats": [{"id": f"s{index}"} for index in range(1, seats + 1)],
            "rules": list(rules),
        }
    )


def least(party: str, seats: int = 1, **more: object) -> Form:
    return {"id": party.lower(), "kind": "at_least", "party": party, "seats": seats, **more}


def claim(name: str, party: str, *seats: str, **more: object) -> Form:
    return {"id": name, "kind": "keeps", "party": party, "where": {"seats": list(seats)}, **more}


def told(answer: Clashes) -> list[tuple[str, ...]]:
    return [conflict.rules or conflict.musts for conflict in answer.conflicts]


def ask(scenario: Scenario, **wanted: object) -> Clashes:
    return find_conflicts(scenario, wanted=Wanted(**wanted), time_limit=None)  # type: ignore[arg-type]  # a test's shorthand


# --- the whole list ------------------------------------------------------------------------------


def test_of_five_pigeons_for_three_holes_any_four_clash() -> None:
    answer = ask(pact("ABCDE", 3, *map(least, "ABCDE")), how="each")
    assert told(answer) == list(combinations("abcde", 4))
    assert answer.complete


def test_five_pigeons_are_one_fact() -> None:
    answer = ask(pact("ABCDE", 3, *map(least, "ABCDE")))
    (conflict,) = answer.conflicts
    assert conflict.family is not None
    assert (conflict.family.count, conflict.family.minimal) == (5, 5)
    assert conflict.family.sentence == "any 4 of these 5 clash with each other"
    assert answer.complete


def test_where_b_and_d_exclude_each_other_and_a_b_c_cannot_all_hold_there_are_two_conflicts() -> None:
    ban: Form = {"id": "d", "kind": "at_most", "party": "B", "seats": 0}
    answer = ask(pact("ABCD", 2, *map(least, "ABC"), ban), how="smallest")
    assert told(answer) == [("b", "d"), ("a", "b", "c")]
    assert answer.complete


@pytest.mark.parametrize("how", ["facts", "each", "smallest"])
def test_red_lines_that_clash_alone_are_answered_as_such(how: str) -> None:
    red = [least("A", 2, must=True), least("B", 2, must=True), least("C", 1, must=True)]
    answer = ask(pact("ABC", 3, *red, {**least("A", 3), "id": "wish"}), how=how)
    assert answer.status == "infeasible"
    assert [(conflict.rules, conflict.musts) for conflict in answer.conflicts][:1] == [((), ("a", "b"))]
    assert answer.complete


def test_demands_that_can_all_be_met_have_no_conflict() -> None:
    answer = ask(pact("AB", 2, *map(least, "AB")))
    assert (answer.status, answer.conflicts, answer.complete) == ("feasible", (), True)


def _numbers() -> System:
    """Three numbers from 1 to 3 as seats that go to one of three parties, and four demands on them."""
    x, y, z = (Linear(tuple(range(3 * seat, 3 * seat + 3)), (1, 2, 3)) for seat in range(3))
    apart = [Row(Linear.sum(range(value, 9, 3)), high=1) for value in range(3)]
    equal = Row(x + y.times(2) + z.times(-1), 0, 0)
    less = Row(y + x.times(-1), high=-1)
    twice = Row(x.times(2) + z.times(-1), 0, 0)
    return System(3, 3, tuple(Demand(rows=tuple(rows)) for rows in (apart, [equal], [less], [twice])))


def test_three_numbers_all_apart_with_three_equations_have_four_conflicts_and_three_ways_to_drop() -> None:
    """All different; z = x + 2y; y < x; z = 2x: a teaching example of a constraint solver's manual."""
    system = _numbers()
    keeper = Keeper(system, CpSat(system))
    possible = {
        chosen
        for size in range(5)
        for chosen in combinations(range(4), size)
        if isinstance(keeper.ask(chosen, Deadline(None)), Choice)
    }
    every = {chosen for size in range(5) for chosen in combinations(range(4), size)}
    conflicts = {one for one in every - possible if all(tuple(m for m in one if m != out) in possible for out in one)}
    kept = {one for one in possible if not any(set(one) < set(other) for other in possible)}
    assert conflicts == {(0, 1), (1, 2), (1, 3), (2, 3)}
    assert kept == {(1,), (0, 2), (0, 3)}
    assert all(isinstance(keeper.ask(one, Deadline(None)), Core) for one in conflicts)


# --- facts ---------------------------------------------------------------------------------------


def test_any_five_of_nine_claims_of_one_seat_leave_a_minimum_unmet() -> None:
    claims = [claim(f"b-{number}", "B", f"s{number}") for number in range(1, 10)]
    (conflict,) = ask(pact("AB", 44, {**least("A", 40), "id": "floor"}, *claims)).conflicts
    family = conflict.family
    assert family is not None
    assert (family.count, family.looked_at, family.minimal) == (126, 100, 100)
    assert (family.always, len(family.groups), family.more_than) == (("floor",), 9, 4)
    assert family.sentence == "any 5 of these 9 clash with floor"
    assert len(conflict.rules) == 6


def test_claims_of_one_party_to_one_seat_are_told_as_one_group() -> None:
    claims = [claim("one", "B", "s1"), claim("other", "B", "s1"), claim("third", "B", "s2"), claim("fourth", "B", "s3")]
    (conflict,) = ask(pact("AB", 3, {**least("A", 2), "id": "floor"}, *claims)).conflicts
    assert conflict.family is not None
    assert [group.rules for group in conflict.family.groups] == [("one", "other"), ("third",), ("fourth",)]
    assert conflict.family.sentence == "any 2 of these 3 groups, one rule each, clash with floor"
    assert (conflict.family.count, conflict.family.minimal) == (5, 5)


def test_a_claim_of_two_seats_counts_for_two_claims_of_one() -> None:
    claims = [claim("two", "B", "s1", "s2"), claim("third", "B", "s3"), claim("fourth", "B", "s4")]
    (conflict,) = ask(pact("AB", 4, {**least("A", 3), "id": "floor"}, *claims)).conflicts
    assert conflict.family is not None
    assert [(group.part, group.rules) for group in conflict.family.groups] == [
        (2, ("two",)),
        (1, ("third",)),
        (1, ("fourth",)),
    ]
    assert conflict.family.count == 2
    assert conflict.family.sentence == "any of these 3 whose parts add up to more than 1 clash with floor"


def test_a_set_of_a_family_that_clashes_without_one_of_its_members_is_not_called_minimal() -> None:
    """B and C cannot both have s1, with or without the minimum."""
    claims = [claim("b-1", "B", "s1"), claim("c-1", "C", "s1"), claim("b-2", "B", "s2")]
    answer = ask(pact("ABC", 4, {**least("A", 3), "id": "floor"}, *claims))
    assert told(answer)[0] == ("b-1", "c-1")
    (family,) = (conflict.family for conflict in answer.conflicts if conflict.family is not None)
    assert (family.count, family.looked_at, family.minimal) == (3, 3, 2)


# --- what is asked for ---------------------------------------------------------------------------


def _disputed() -> Scenario:
    """A's claim to s1 clashes with each of B's; A's minimum clashes with B's."""
    rules = [claim("a-s1", "A", "s1"), claim("b-s1", "B", "s1"), claim("b-all", "B", "s1", "s2")]
    return pact("AB", 2, *rules, {**least("A", 1), "id": "a-min"})


@pytest.mark.parametrize("how", ["facts", "each"])
def test_one_would_rather_blame_a_preferred_rule(how: str) -> None:
    scenario = pact("ABC", 1, *map(least, "ABC"))
    (first,) = told(ask(scenario, how=how, limit=1))
    for rule in "abc":
        (blamed,) = told(ask(scenario, how=how, limit=1, prefer=(rule,)))
        assert rule in blamed
    assert "c" not in first


def test_conflicts_of_one_rule() -> None:
    assert told(ask(_disputed(), involving="a-min")) == [("b-all", "a-min")]
    assert told(ask(_disputed(), involving="b-all")) == [("a-s1", "b-all"), ("b-all", "a-min")]


def test_conflicts_of_a_red_line_are_those_that_there_are_only_because_of_it() -> None:
    scenario = pact("ABC", 3, least("A", 2, must=True), least("B", 2), least("C", 2), {**least("B", 4), "id": "more"})
    answer = ask(scenario, how="each", involving="a")
    assert told(answer) == [("b",), ("c",)]
    assert [conflict.musts for conflict in answer.conflicts] == [("a",), ("a",)]


def test_a_wish_takes_part_in_no_clash_of_the_red_lines() -> None:
    scenario = pact("AB", 1, least("A", must=True), least("B", must=True), claim("wish", "B", "s1"))
    answer = ask(scenario, involving="wish")
    assert (answer.status, answer.conflicts, answer.complete) == ("infeasible", (), True)


def test_by_seat_the_seats_that_clash_are_named() -> None:
    rules = [claim("a", "A", "s1", "s2", "s3"), claim("b", "B", "s3", "s4"), claim("c", "B", "s1")]
    answer = ask(pact("AB", 4, *rules), by_seat=True, how="each")
    assert told(answer) == [("a@s1", "c"), ("a@s3", "b@s3")]
    assert [conflict.sentence for conflict in answer.conflicts]
    assert answer.complete


def test_by_seat_the_rule_that_it_is_about_stays_whole() -> None:
    rules = [claim("a", "A", "s1", "s2", "s3"), claim("b", "B", "s3", "s4"), claim("c", "B", "s1")]
    answer = ask(pact("AB", 4, *rules), by_seat=True, involving="a")
    assert told(answer) == [("a", "b@s3"), ("a", "c")]


def test_by_seat_a_part_can_be_asked_about() -> None:
    rules = [claim("a", "A", "s1", "s2", "s3"), claim("b", "B", "s3", "s4"), claim("c", "B", "s1")]
    assert told(ask(pact("AB", 4, *rules), by_seat=True, involving="a@s3")) == [("a@s3", "b@s3")]


def test_by_seat_a_preferred_rule_stands_for_its_parts() -> None:
    rules = [claim("a", "A", "s1", "s2"), claim("b", "B", "s1", "s2"), claim("c", "C", "s1", "s2")]
    (first,) = told(ask(pact("ABC", 2, *rules), by_seat=True, how="each", limit=1, prefer=("c",)))
    assert any(rule.startswith("c@") for rule in first)


@pytest.mark.parametrize("wanted", [{"involving": "a-mim"}, {"prefer": ("a-mim",)}])
def test_a_rule_that_does_not_apply_is_refused_with_a_hint(wanted: dict[str, object]) -> None:
    with pytest.raises(SettingError, match="no rule 'a-mim' applies here; did you mean 'a-min'"):
        ask(_disputed(), **wanted)


def test_at_least_one_conflict_must_be_asked_for() -> None:
    with pytest.raises(ValueError, match="at least one"):
        ask(_disputed(), limit=0)


def test_the_list_is_complete_only_if_it_was_not_cut_short() -> None:
    for limit, complete in ((1, False), (2, False), (3, True), (4, True)):
        answer = ask(_disputed(), how="each", limit=limit)
        assert (len(answer.conflicts), answer.complete) == (min(limit, 3), complete)


def test_the_facts_of_one_rule_are_told_with_their_families() -> None:
    claims = [claim(f"b-s{seat}", "B", f"s{seat}") for seat in range(1, 6)]
    scenario = pact("AB", 6, {**least("A", 4), "id": "a-min"}, *claims, {**least("A", 7), "id": "too-many"})
    (conflict,) = ask(scenario, involving="a-min").conflicts
    assert conflict.family is not None
    assert (conflict.family.always, conflict.family.count, conflict.family.minimal) == (("a-min",), 10, 10)
    assert conflict.family.sentence == "any 3 of these 5 clash with a-min"


def test_a_rule_that_clashes_with_a_red_line_by_itself_is_told_as_that() -> None:
    scenario = pact(
        "ABCD",
        4,
        {**least("D", 4), "id": "d"},
        {**claim("red", "D", "s2", "s4"), "must": True},
        {"id": "cap", "kind": "at_most", "party": "A", "seats": 2},
        {**least("A", 4), "id": "a"},
    )
    (conflict,) = ask(scenario, involving="a").conflicts
    assert (conflict.rules, conflict.musts) == (("a",), ("red",))


def test_the_sentence_of_a_family_names_the_red_line_it_clashes_with() -> None:
    claims = [claim(f"b-s{seat}", "B", f"s{seat}") for seat in range(1, 6)]
    (conflict,) = ask(pact("AB", 6, {**least("A", 4), "id": "red", "must": True}, *claims)).conflicts
    assert conflict.family is not None
    assert (conflict.family.always, conflict.family.musts) == ((), ("red",))
    assert conflict.family.sentence == "any 3 of these 5 clash with red (red line)"


def test_without_any_time_it_is_not_known_whether_red_lines_clash() -> None:
    scenario = pact("AB", 1, least("A", must=True), least("B", must=True))
    assert find_conflicts(scenario, time_limit=0).status == "unknown"


def test_by_seat_the_flagship_is_told_to_the_end_in_families() -> None:
    answer = find_conflicts(load(FLAGSHIP), wanted=Wanted(by_seat=True, limit=None), time_limit=None)
    assert (answer.complete, len(answer.conflicts)) == (True, 13)
    families = {one.family.always: one.family for one in answer.conflicts if one.family is not None}
    assert [families[one].count for one in (("sp-minimum",), ("sp-mlas",))] == [68_338_935, 406]
    mps = [one.family for one in answer.conflicts if one.family is not None and one.family.always == ("sp-mps",)]
    assert [one.sentence for one in mps] == [
        "any of these 30 whose parts add up to more than 83 clash with sp-mps",
        "any 14 of these 29 clash with sp-mps",
    ]
