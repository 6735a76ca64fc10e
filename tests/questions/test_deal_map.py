"""Does a deal map say which totals are possible, why no others are, and where it is only an outer bound?"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import Scenario, SettingError, deal_map
from solver.answers import DealMap
from solver.certificate import proved_bound
from solver.posed import Posed
from solver.proofs import certificate_of
from solver.rows import Linear
from tests.oracle import Oracle
from tests.strategies import as_json, scenario_of, scenarios

SEATS = [{"id": f"n{i}", "region": "North"} for i in range(6)] + [{"id": f"s{i}", "region": "South"} for i in range(4)]


def pact(*rules: dict[str, Any], parties: str = "ABCD", **more: Any) -> Scenario:
    """Ten seats, six in the north."""
    return scenario_of(
        {"title": "Ten seats", "parties": [{"id": one} for one in parties], "seats": SEATS, "rules": list(rules)} | more
    )


def cap(party: str, seats: int, **more: Any) -> dict[str, Any]:
    where = {"where": {"region": more.pop("region")}} if "region" in more else {}
    return (
        {"id": more.pop("id", f"{party.lower()}-cap"), "kind": "at_most", "party": party, "seats": seats} | where | more
    )


def floor(party: str, seats: int, **more: Any) -> dict[str, Any]:
    return cap(party, seats, **{"id": f"{party.lower()}-floor"} | more) | {"kind": "at_least"}


NORTH = (cap("A", 2, region="North"), cap("B", 1, region="North"))
"""A and B share the four seats of the south and three of the north: seven of ten."""


def sums(answer: DealMap) -> dict[str, int]:
    return {"+".join(one.parties): one.at_most for one in answer.sums if not one.always}


def test_what_two_parties_can_have_together_is_told_with_the_rules_behind_it() -> None:
    answer = deal_map(pact(*NORTH), every=True)
    assert answer.status == "exact"
    assert sums(answer) == {"A": 6, "B": 5, "A+B": 7}
    both = next(one for one in answer.sums if one.parties == ("A", "B"))
    assert (both.others, both.at_least, both.rules) == (("C", "D"), 3, ("a-cap", "b-cap"))
    assert (both.why, both.minimal) == ("4 seats + 2 (a-cap) + 1 (b-cap) = 7", True)
    assert both.seats == tuple(f"n{i}" for i in range(6))


def test_a_sum_that_follows_from_others_is_not_told() -> None:
    """A has 4 at most, B 3; that both have 7 at most says nothing more."""
    assert sums(deal_map(pact(cap("A", 4), cap("B", 3)), every=True)) == {"A": 4, "B": 3}


def test_only_red_lines_are_kept_unless_wishes_are_named() -> None:
    scenario = pact(cap("A", 2, must=True), cap("B", 3), cap("C", 4))
    assert deal_map(scenario).kept == ("a-cap",)
    assert deal_map(scenario, keep=["c-cap"]).kept == ("a-cap", "c-cap")
    assert deal_map(scenario, every=True, drop=["b-cap"]).kept == ("a-cap", "c-cap")


def test_where_nothing_is_kept_any_totals_are_possible() -> None:
    answer = deal_map(pact())
    assert (answer.status, sums(answer)) == ("exact", {})
    assert answer.ranges == dict.fromkeys("ABCD", (0, 10))


def test_parties_whose_seats_are_fixed_are_told_so() -> None:
    """A and B hold the south, C and D the north."""
    bans = [
        cap(party, 0, id=f"{party}-{region}", region=region)
        for party, region in zip("ABCD", ("North",) * 2 + ("South",) * 2, strict=True)
    ]
    answer = deal_map(pact(*bans), every=True)
    fixed = [(one.parties, one.at_most) for one in answer.sums if not one.others]
    assert fixed == [(("A", "B"), 4), (("C", "D"), 6)]


def test_a_rule_that_a_sum_can_do_without_is_not_named() -> None:
    """The floor of C alone leaves A eight; that of D is met beside."""
    answer = deal_map(pact(floor("C", 2), cap("A", 8), floor("D", 0, id="d")), every=True)
    (most,) = [one for one in answer.sums if one.parties == ("A", "B", "D")]
    assert (most.rules, most.why) == (("c-floor",), "10 seats - 2 (c-floor) = 8")


def test_a_look_up_names_the_sum_that_says_why_not() -> None:
    answer = deal_map(pact(*NORTH), every=True, at={"A": (5, 5), "B": (3, 10)})
    assert answer.look_up is not None
    assert answer.look_up.possible is False
    assert answer.look_up.no_deal is not None
    assert answer.look_up.no_deal.sentence == "A and B together: asked for 8, can have at most 7 (a-cap, b-cap)"
    assert answer.look_up.no_deal.by == 1


def test_a_look_up_tells_what_must_be_had_at_least() -> None:
    answer = deal_map(pact(floor("A", 4)), every=True)
    refused = answer.why_not({"A": (0, 3)})
    assert refused is not None
    assert refused.sentence == "A: allowed 3, must have at least 4 (a-floor)"


def test_a_look_up_shows_a_split_and_what_the_others_can_have() -> None:
    answer = deal_map(pact(*NORTH), every=True, at={"A": (6, 10)})
    assert answer.look_up is not None
    assert answer.look_up.split is not None
    assert answer.look_up.split.count("A") == 6
    assert answer.look_up.ranges == {"A": (6, 6), "B": (0, 1), "C": (0, 4), "D": (0, 4)}


def test_many_questions_are_looked_up_at_once() -> None:
    answer = deal_map(pact(*NORTH), every=True)
    asked = [{"A": (a, 10), "B": (b, 10)} for a in range(11) for b in range(11)]
    assert answer.grid(asked) == [a <= 6 and b <= 5 and a + b <= 7 for a in range(11) for b in range(11)]


def test_parties_not_told_apart_are_counted_as_one() -> None:
    answer = deal_map(pact(*NORTH), every=True, parties=["B"])
    assert answer.groups == (("B",), ("A", "C", "D"))
    assert answer.ranges == {"B": (0, 5), "A+C+D": (5, 10)}


def test_demands_that_clash_leave_no_totals_and_a_minimal_conflict_says_why() -> None:
    answer = deal_map(pact(floor("A", 6), floor("B", 5), cap("C", 1, must=True)), every=True)
    assert (answer.status, answer.possible, answer.sums, answer.ranges) == ("infeasible", False, (), {})
    assert answer.conflict is not None
    assert (answer.conflict.rules, answer.conflict.minimal) == (("a-floor", "b-floor"), True)
    with pytest.raises(ValueError, match="there is no map"):
        answer.why_not({})


def test_counts_that_cross_make_it_an_outer_bound_that_names_them() -> None:
    """A has one of the north at most, and one of n0 and s0 to s3: three of five and more are impossible with both."""
    crossing = cap("A", 1, id="a-mixed", where={"seats": ["n0", "s0", "s1", "s2", "s3"]})
    answer = deal_map(pact(cap("A", 1, region="North"), crossing), every=True, at={"A": (3, 10)})
    assert answer.status == "outer"
    assert list(answer.left_out.values()) == ["its seats cross those of another demand, or of several parties at once"]
    assert answer.look_up is not None
    assert (answer.look_up.possible, answer.look_up.split) == (False, None)


def test_in_an_outer_bound_the_engine_settles_what_the_sums_allow() -> None:
    crossing = cap("A", 1, id="a-mixed", where={"seats": ["n0", "s0", "s1", "s2", "s3"]})
    answer = deal_map(pact(cap("A", 1, region="North"), crossing), every=True, at={"A": (2, 10)})
    assert answer.look_up is not None
    assert answer.look_up.possible is True
    assert answer.look_up.split is not None
    assert answer.look_up.split.count("A") == 2


def test_more_parties_than_can_be_told_apart_are_refused_with_a_way_out() -> None:
    many = pact(parties="ABCDEFGHIJKLM")
    with pytest.raises(SettingError, match=r"13 parties have 2\^13 sums; a map tells up to 12 apart"):
        deal_map(many)
    assert len(deal_map(many, parties="A").groups) == 2


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"keep": ["a-cup"]}, "no rule 'a-cup' applies here; did you mean 'a-cap'"),
        ({"parties": ["Z"]}, "no party 'Z' is in the pact"),
        ({"at": {"Z": (0, 1)}}, "this map tells no 'Z' apart"),
        ({"at": {"A": (3, 2)}}, "expected a least and a greatest number of seats, found 3 and 2"),
    ],
)
def test_what_does_not_fit_is_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingError, match=message):
        deal_map(pact(*NORTH), **asked)


def test_with_no_time_left_nothing_is_claimed() -> None:
    answer = deal_map(pact(*NORTH), every=True, time_limit=0)
    assert (answer.status, answer.sums, answer.body) == ("unknown", (), None)


@settings(max_examples=40)
@given(scenarios(), st.data())
def test_the_map_holds_the_totals_of_all_splits_that_keep_the_rules_and_no_others(
    scenario: Scenario, data: st.DataObject
) -> None:
    oracle = Oracle(scenario.what_if())
    keep = data.draw(st.sets(st.sampled_from([rule.id for rule in oracle.rules]))) if oracle.rules else set()
    answer = deal_map(scenario, keep=keep, proofs=True)
    kept = [i for i, rule in enumerate(oracle.rules) if rule.must or rule.id in keep]
    fits = [one.split for one in oracle.every if not any(one.shortfalls[i] for i in kept)]
    totals = {tuple(split.totals(oracle.what_if.facts.contesting).values()) for split in fits}
    assert answer.possible == bool(fits)
    if answer.body is None:
        assert answer.status == "infeasible"
        return
    every = product(range(answer.body.seats + 1), repeat=answer.body.groups)
    told = {one for one in every if answer.body.blocked(one, one) is None}
    assert told >= totals
    assert answer.status == "outer" or told == totals
    assert (answer.status == "outer") == bool(answer.left_out)
    posed = Posed(oracle.what_if)
    for one in answer.sums:
        cells = Linear.sum((cell for party in one.parties for cell in posed.grid.cells(party)), -1)
        assert one.proof is not None
        assert proved_bound(posed.system, certificate_of(posed, one.proof), cells, ()) >= -one.at_most
        assert set(one.proof.rules) <= set(one.rules)
        assert one.split is not None
        assert sum(one.split.count(party) for party in one.parties) == one.at_most


def test_json_says_what_the_map_says() -> None:
    data = deal_map(pact(*NORTH), every=True, proofs=True, at={"A": (1, 1)}).to_dict()
    assert as_json(data)
    assert data["schema"] == "seatpact/deal-map@1"
    assert data["ranges"] == {"A": [0, 6], "B": [0, 5], "C": [0, 10], "D": [0, 10]}
    assert data["look_up"]["possible"] is True
    assert [one["at_most"] for one in data["sums"] if one["rules"]] == [6, 5, 7]
