"""Are votes by assembly segment added up to the seat, and is nobody weak for having stood in a part of it?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from solver.facts import Facts
from solver.goals import Strength
from solver.lookups.entitlements import Entitlement
from solver.lookups.selectors import Selector
from solver.lookups.strength import FULL, claim_scores
from solver.odds import chances, leans
from solver.odds.notices import notices
from tests.odds.facts import assumed
from tests.strategies import facts_of

SEGMENTS = {"s1": "s", "s2": "s", "s3": "s", "t1": "t"}
Votes = dict[str, dict[str, dict[str, int]]]


def counted(votes: Votes, partners: str = "AB", **keys: Any) -> Facts:
    """Facts from votes by election, place and party; a place is a seat (s, t) or a segment of one."""
    rows = [(e, place, p, n) for e, places in votes.items() for place, row in places.items() for p, n in row.items()]
    used = {place for _, place, _, _ in rows}
    form = {
        "parties": [{"id": p, "contests": p in partners} for p in dict.fromkeys([*partners, *(r[2] for r in rows)])],
        "seats": [{"id": seat} for seat in ("s", "t")],
        "elections": [{"id": election, "date": f"{election}-05-01"} for election in votes],
        "results": [dict(zip(("election", "seat", "party", "votes"), r, strict=True)) for r in rows if len(r[1]) == 1],
        "segments": [{"id": one, "seat": seat} for one, seat in SEGMENTS.items() if one in used],
        "segment_results": [
            dict(zip(("election", "segment", "party", "votes"), row, strict=True)) for row in rows if len(row[1]) > 1
        ],
    }
    return replace(facts_of(form), odds=assumed(**{"elections": {[*votes][-1]: 1}, **keys}))


def share(facts: Facts, party: str, seat: str = "s") -> float:
    found = leans(facts, facts.odds or assumed())
    return float(found.shares[found.seats.index(seat), found.parties.index(party)])


def test_where_all_stood_everywhere_segments_say_what_their_sums_say() -> None:
    parts = {"2014": {"s1": {"A": 30, "X": 70}, "s2": {"A": 40, "X": 20}}, "2019": {"s": {"A": 50, "X": 60}}}
    whole = {"2014": {"s": {"A": 70, "X": 90}}, "2019": {"s": {"A": 50, "X": 60}}}
    both = [counted(votes, elections={"2014": 1, "2019": 1}) for votes in (parts, whole)]
    assert share(both[0], "A") == share(both[1], "A")


def test_allies_who_shared_the_segments_of_a_seat_are_taken_apart_segment_by_segment() -> None:
    votes = {"2019": {"s": {"A": 40, "B": 20, "X": 40}}, "2022": {"s1": {"A": 52, "X": 48}, "s2": {"B": 44, "X": 56}}}
    facts = counted(votes, alliances={"2022": [["A", "B"]]})
    # s1: 52 = A + 0.6 x A / 2, so A 40, B 20, and B's 4 that strayed come back from X. s2: 44 = B + 0.6 x 2 B, so
    # B 20, A 40, and X gives 8 back. A 80, B 40, X 44 + 48 in all.
    assert share(facts, "A") == pytest.approx(80 / 212)
    assert share(facts, "B") == pytest.approx(40 / 212)


def test_the_last_votes_of_the_segment_itself_tell_best_how_an_allys_are_divided() -> None:
    before = {"s1": {"A": 60, "B": 20, "X": 20}, "s2": {"A": 10, "B": 50, "X": 40}}
    votes = {"2017": before, "2022": {"s1": {"A": 60, "X": 40}, "s2": {"A": 10, "B": 50, "X": 40}}}
    facts = counted(votes, alliances={"2022": [["A", "B"]]})
    # s1: 60 = A + 0.6 x A / 3, so A 50, B 50 / 3, of which a fifth comes back from X.
    b = 50 / 3
    assert share(facts, "B") == pytest.approx((50 + b) / (60 + 50 + b + 80 - b / 5))


def test_a_partner_that_left_a_segment_out_has_its_part_of_its_last_votes_in_the_seat_there() -> None:
    facts = counted({"2019": {"s": {"A": 40, "X": 60}}, "2022": {"s1": {"A": 30, "X": 70}, "s2": {"X": 100}}})
    assert share(facts, "A") == pytest.approx((30 + 40 / 2) / (50 + 170))


def test_one_that_never_stood_before_has_the_least_of_its_segments_there() -> None:
    rows = {"s1": {"A": 30, "X": 70}, "s2": {"A": 50, "X": 50}, "s3": {"X": 100}}
    assert share(counted({"2022": rows}), "A") == pytest.approx((80 + 80 / 3) / (80 + 80 / 3 + 220))
    rows["s2"]["A"] = 90
    assert share(counted({"2022": rows}), "A") == pytest.approx(150 / (150 + 220))


def test_of_a_rival_only_what_was_counted_is_added_up() -> None:
    facts = counted({"2022": {"s1": {"A": 60, "X": 40}, "s2": {"A": 60}}})
    assert share(facts, "X") == pytest.approx(40 / 160)


def test_a_partner_that_stood_in_no_segment_is_estimated_as_if_votes_were_counted_by_seat() -> None:
    parts = {"2019": {"s": {"A": 40, "X": 60}}, "2022": {"s1": {"X": 70}, "s2": {"X": 100}}}
    whole = {"2019": parts["2019"], "2022": {"s": {"X": 170}}}
    assert share(counted(parts), "A") == share(counted(whole), "A")


def test_the_most_votes_over_all_segments_win_the_seat() -> None:
    facts = counted({"2022": {"s1": {"A": 10, "B": 90}, "s2": {"A": 60, "B": 40}, "s3": {"A": 51, "B": 49}}})
    assert Selector(won=("2022",)).select(facts, "B") == ("s",)
    assert Selector(runner_up=("2022",)).select(facts, "A") == ("s",)
    assert Entitlement(votes=("2022",)).of(facts, "AB") == {"A": 121, "B": 179}


def test_where_sums_are_level_nobody_won_or_came_second_and_that_is_no_mistake() -> None:
    facts = counted({"2022": {"s1": {"A": 60, "B": 40}, "s2": {"A": 40, "B": 60}, "t1": {"A": 9, "B": 5, "X": 5}}})
    assert Selector(won=("2022",)).select(facts, "A") == ("t",)
    assert Selector(runner_up=("2022",)).select(facts, "B") == ()
    assert [problem.message for problem in Selector(runner_up=("2022",), by="B").problems(facts, "A")] == [
        "matches no seat (seats where B was second in 2022)"
    ]


def test_in_claim_scores_segments_left_out_count_at_the_last_share_in_the_seat() -> None:
    facts = counted({"2019": {"s": {"A": 40, "X": 60}}, "2022": {"s1": {"A": 30, "X": 70}, "s2": {"X": 100}}})
    assert claim_scores(facts, {"2022": 1}, 0)["s", "A"] == FULL * (30 + 0.4 * 100) / 200


def test_members_are_not_counted_again_where_their_votes_are_given() -> None:
    facts = counted({"2022": {"s1": {"A": 60, "B": 40}, "s2": {"A": 40, "B": 60}}})
    bench = [{"seat": "s", "party": "A", "count": 1}, {"seat": "s", "party": "B", "count": 1}]
    seated = replace(facts, legislators=facts_of({"parties": [], "seats": [], "legislators": bench}).legislators)
    assert Entitlement(legislators=True).of(seated, "AB") == {"A": 1, "B": 1}
    assert share(seated, "A") == share(facts, "A")


def test_a_claim_score_that_weighs_votes_and_members_of_one_election_is_told() -> None:
    facts = counted({"2022": {"s1": {"A": 60, "B": 40}}})
    bench = [{"seat": "s", "party": "A", "count": 1, "date": "2022-05-01"}]
    seated = replace(facts, legislators=facts_of({"parties": [], "seats": [], "legislators": bench}).legislators)
    told = "claim score: 2022 is weighed by its votes and by the legislators elected the same day"
    assert told in [*Strength(elections={"2022": 1}, legislators=1).notices(seated)]
    assert told not in [*Strength(elections={"2022": 1}).notices(seated)]


def test_seats_without_a_segment_that_was_counted_are_told() -> None:
    facts = counted({"2019": {"s": {"A": 1, "X": 2}, "t": {"A": 1, "X": 2}}, "2022": {"s1": {"A": 60, "X": 40}}})
    told = "odds: no segment of t has votes at 2022; the other elections count alone there"
    assert told in list(notices(facts, facts.odds or assumed()))


@st.composite
def polled(draw: DrawFn) -> Facts:
    """A seat election, then two counted by segment; anybody may be missing anywhere."""
    some = st.dictionaries(st.sampled_from("ABX"), st.integers(1, 1_000), min_size=1)
    votes: Votes = {"2014": {seat: draw(some) for seat in "st"}}
    votes |= {year: {place: draw(some) for place in SEGMENTS} for year in ("2017", "2022")}
    return counted(
        votes, elections=draw(st.sampled_from(({"2022": 1}, {"2014": 2, "2017": 1}, {"2017": 1, "2022": 3})))
    )


@settings(max_examples=60)
@given(polled(), st.sampled_from((1, 50, 10**6)), st.data())
def test_more_votes_in_a_segment_never_lower_a_partys_odds_in_the_seat(
    facts: Facts, more: int, data: st.DataObject
) -> None:
    rows = list(facts.segment_results)
    own = [index for index, row in enumerate(rows) if row.party in "AB"]
    if not own:
        return
    at = data.draw(st.sampled_from(own))
    rows[at] = rows[at].model_copy(update={"votes": rows[at].votes + more})
    place = facts.seat_ids.index(facts.segment[rows[at].segment].seat), "AB".index(rows[at].party)
    both = (chances(one, facts.odds or assumed()) for one in (facts, replace(facts, segment_results=tuple(rows))))
    before, after = (found[place] for found in both)
    assert after >= before - 1e-9


@settings(max_examples=20)
@given(polled(), st.integers(1, 10**6))
def test_votes_by_segment_later_than_the_elections_named_are_not_read(facts: Facts, votes: int) -> None:
    early = replace(facts, odds=assumed(elections={"2017": 1}))
    rows = [row.model_copy(update={"votes": votes}) if row.election == "2022" else row for row in facts.segment_results]
    later = replace(early, segment_results=tuple(rows))
    assert (chances(early, early.odds or assumed()) == chances(later, early.odds or assumed())).all()
