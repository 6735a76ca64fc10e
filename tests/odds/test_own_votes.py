"""Do a party's odds ever fall because it polled more in that seat, at whichever election that was?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from solver.facts import Facts
from solver.odds import chances
from tests.odds.facts import assumed, made

YEARS, SEATS, PARTIES = ("2009", "2014", "2019"), ("s1", "s2", "s3"), "ABCXY"
COUNTS = st.one_of(st.integers(0, 3), st.integers(1, 1_000), st.sampled_from((10**5, 10**9)))
PARTS = st.sampled_from(("0", "0.3", "0.6", "0.9", "1"))
WEIGHTS = st.dictionaries(st.sampled_from(YEARS), st.sampled_from((1, 2, 9)), min_size=1)


@st.composite
def polled(draw: DrawFn) -> dict[str, dict[str, dict[str, int]]]:
    """Votes at three elections in one to three seats; anybody may be missing anywhere."""
    seats = SEATS[: draw(st.integers(1, 3))]
    some = st.dictionaries(st.sampled_from(PARTIES), COUNTS, max_size=5)
    return {year: {seat: draw(some) for seat in seats} for year in YEARS}


@st.composite
def transfers(draw: DrawFn) -> dict[str, dict[str, str]]:
    some = st.dictionaries(st.sampled_from(("partners", "rivals")), PARTS)
    return {party: draw(some) for party in draw(st.sets(st.sampled_from("ABC")))}


def with_more(facts: Facts, row: int, more: int) -> Facts:
    rows = list(facts.results)
    rows[row] = rows[row].model_copy(update={"votes": (rows[row].votes or 0) + more})
    return replace(facts, results=tuple(rows))


def was_counted(facts: Facts, row: int) -> bool:
    """Whether anybody had votes in the seat then: where nobody had, that election is taken not to have been held."""
    one = facts.results[row]
    return any(other.votes for other in facts.returns[one.election][one.seat])


def rises(facts: Facts, data: st.DataObject, pacts: tuple[str, ...] = ("ABC", "AB", "A", "BC")) -> bool:
    """Whether more votes in any one row leave that party's odds in that seat where they were, or above."""
    own = [index for index, row in enumerate(facts.results) if row.party in "ABC" and was_counted(facts, index)]
    if not own:
        return True
    row = data.draw(st.sampled_from(own))
    pact = data.draw(st.sampled_from(pacts))
    more = with_more(facts, row, data.draw(st.sampled_from((1, 10, 500, 10**6))))
    seat, party = facts.results[row].seat, facts.results[row].party
    if party not in pact:
        return True
    place = facts.seat_ids.index(seat), pact.index(party)
    before, after = (chances(one, one.odds or assumed(), tuple(pact))[place] for one in (facts, more))
    return bool(after >= before - 1e-9)


@settings(max_examples=200)
@given(polled(), WEIGHTS, transfers(), st.booleans(), st.data())
def test_more_votes_at_any_election_never_lower_a_partys_odds_in_the_seat(
    votes: dict[str, dict[str, dict[str, int]]],
    elections: dict[str, int],
    transfer: dict[str, dict[str, str]],
    bloc: bool,
    data: st.DataObject,
) -> None:
    known = {party for seats in votes.values() for row in seats.values() for party in row}
    blocs = [["X", "Y"]] if bloc and known >= {"X", "Y"} else []
    assert rises(made(votes, regions="NNN", elections=elections, transfer=transfer, blocs=blocs), data)


@settings(max_examples=100)
@given(polled(), st.sampled_from(YEARS), st.sampled_from(YEARS), st.sampled_from(("AB", "BC", "ABC")), st.data())
def test_the_same_where_allies_are_taken_apart_who_stand_together_again_and_voters_follow_as_they_did(
    votes: dict[str, dict[str, dict[str, int]]], last: str, year: str, allies: str, data: st.DataObject
) -> None:
    one_seat = {election: {"s1": seats["s1"]} for election, seats in votes.items()}
    facts = made(one_seat, regions="N", elections={last: 1}, alliances={year: [list(allies)]})
    assert rises(facts, data, ("ABC",))


def test_an_older_election_at_which_a_party_did_worse_does_not_lower_what_its_partner_brings() -> None:
    found = []
    for votes in (100, 1_000, 5_000, 10**6):
        rows = {"2014": {"s": {"A": votes, "B": 400, "X": 500}}, "2019": {"s": {"A": 400, "X": 450}}}
        facts = made(rows, "AB", elections={"2014": 1, "2019": 1})
        found.append(float(chances(facts, facts.odds or assumed())[0, 0]))
    assert found == sorted(found)


@pytest.mark.parametrize("elsewhere", [1, 80, 300])
def test_a_lead_is_lost_as_easily_by_a_small_party_so_votes_elsewhere_do_not_lower_its_odds(elsewhere: int) -> None:
    rows = {"t0": {"A": 600, "X": 400}} | {f"t{n}": {"A": elsewhere, "X": 1000 - elsewhere} for n in range(1, 20)}
    facts = made({"2019": rows}, "A")
    assert chances(facts, facts.odds or assumed())[0, 0] == pytest.approx(0.8095, abs=1e-4)  # Phi(20 / 22.8)
