"""Do backtests and fits take votes of earlier assembly elections, by segment, and nothing later?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.backtest import Pact, Row, backtest, past_pacts, read_pacts
from solver.backtest.by_segment import REST
from solver.backtest.fit import fit
from solver.backtest.known import assumed, known
from solver.backtest.margins import ADDED, ADDED_ASSEMBLY, MODEL, SWING, SWING_ASSEMBLY, predicted
from solver.report.backtested import fit_blocks, pact_blocks
from solver.scenario import ScenarioError, loads

PACT = "pact_id,seat_no,seat,party\nx-2019,1,One,A\nx-2019,2,Two,B\n"
FULL = "year,seat_no,party,votes\n2014,1,A,40\n2014,1,B,20\n2014,1,X,40\n2014,2,A,20\n2014,2,B,30\n2014,2,X,50\n"
PARTS = """year,segment_no,seat_no,party,votes
2017,11,1,A,50\n2017,11,1,X,50\n2017,12,1,A,70\n2017,12,1,X,30\n2017,21,2,B,60\n2017,21,2,X,30\n2017,21,2,X,10
"""


def pact_of(*texts: str) -> Pact:
    (pact,) = read_pacts((f"t{number}.csv", text) for number, text in enumerate(texts, 1))
    return pact


def test_assembly_votes_since_the_last_election_count_as_much_as_that_one() -> None:
    facts = known(pact := pact_of(PACT, FULL, PARTS))
    votes = assumed(pact, facts)
    assert votes is not None
    assert votes.elections == {"2014": 1, "2017-assembly": 1}
    older = assumed(pact, known(pact := pact_of(PACT, FULL, PARTS.replace("2017,", "2012,"))))
    assert older is not None
    assert older.elections == {"2014": 1}


def test_allies_at_an_assembly_election_are_known_by_the_segments_that_they_left_each_other() -> None:
    rows = ["year,segment_no,seat_no,party,votes", *(f"2017,{n},1,{'AB'[n % 2]},50\n2017,{n},1,X,50" for n in range(4))]
    pact = pact_of(PACT, FULL, "\n".join(rows) + "\n")
    votes = assumed(pact, known(pact))
    assert votes is not None
    assert votes.alliances == {"2017-assembly": (("A", "B"),)}


def test_the_simple_ways_have_assembly_votes_in_ways_of_their_own() -> None:
    pact = pact_of(PACT, FULL, PARTS)
    facts = known(pact)
    votes = assumed(pact, facts)
    assert votes is not None
    found = predicted(pact, facts, votes)
    assert found[SWING] == pytest.approx({"1": 0, "2": -20})
    assert found[ADDED] == pytest.approx({"1": 20, "2": 0})
    assert found[SWING_ASSEMBLY] == pytest.approx({"1": 20, "2": 30})
    assert found[ADDED_ASSEMBLY] == pytest.approx({"1": 20, "2": 30})
    assert set(found[MODEL]) == {"1", "2"}


def test_the_first_of_a_partys_candidates_in_a_segment_counts_for_it() -> None:
    facts = known(pact_of(PACT, FULL, PARTS))
    assert facts.segment_returns["2017-assembly"]["21"] == {"B": 60, "X": 30, REST: 10}


def test_where_a_segment_has_no_votes_the_seat_is_left_out_and_that_is_told() -> None:
    pact = pact_of(PACT, FULL, PARTS + "2012,11,1,A,1\n2012,11,1,X,2\n")
    assert "One: no votes of 2012 in segment 12, so none of 2012 are read" in pact.notices
    assert pact.assembly_years == (2017,)


def test_a_segment_of_two_seats_is_told_at_its_row() -> None:
    with pytest.raises(ScenarioError) as caught:
        pact_of(PACT, FULL, PARTS + "2017,11,2,A,5\n")
    assert "t3.csv:9:6: error: segment 11 lies in seat 1 and in seat 2" in str(caught.value)


def test_what_it_rests_on_is_said() -> None:
    (one,) = backtest([pact_of(PACT, FULL, PARTS)]).pacts
    assert next(pact_blocks(one)).text[0] == "Predicted from 2014 and assembly votes of 2017 alone."
    assert one.to_dict()["trained_on_assembly"] == [2017]


LATER = st.builds(
    Row,
    year=st.integers(2019, 2030),
    seat=st.sampled_from("12"),
    party=st.sampled_from("ABXZ"),
    votes=st.integers(0, 10**6),
    segment=st.sampled_from(("11", "12", "21", "22")),
)


@settings(max_examples=8)
@given(st.lists(LATER, min_size=1, max_size=4))
def test_no_later_assembly_votes_are_read(later: list[Row]) -> None:
    pact = pact_of(PACT, FULL, PARTS)
    planted = replace(pact, before=(*pact.before, *later))
    assert known(planted) == known(pact)
    rows = [f"{row.year},{row.segment},{str(row.segment)[0]},{row.party},{row.votes}" for row in later]
    assert known(pact_of(PACT, FULL, PARTS + "\n".join(rows) + "\n")) == known(pact)


def test_a_fit_starts_from_the_last_assembly_votes() -> None:
    seats = range(30)
    a = {seat: 20 + seat for seat in seats}
    b = {seat: 10 + 7 * seat % 30 for seat in seats}
    pact = "pact_id,seat_no,party\n" + "".join(f"p-2019,{seat},A\n" for seat in seats) + "p-2019,b,B\n"
    rows, parts = ["year,seat_no,party,votes"], ["year,segment_no,seat_no,party,votes"]
    for seat in seats:
        now = 9 * a[seat] + 6 * b[seat]
        rows += [f"2014,{seat},A,1", f"2014,{seat},X,9", f"2019,{seat},A,{now}", f"2019,{seat},X,{1000 - now}"]
        for part in (1, 2):
            parts += [f"2017,{seat}-{part},{seat},{p},{n}" for p, n in (("A", a[seat]), ("B", b[seat]))]
            parts.append(f"2017,{seat}-{part},{seat},X,{100 - a[seat] - b[seat]}")
    found = fit(pact_of(pact, "\n".join(rows) + "\n", "\n".join(parts) + "\n"), draws=20)
    assert {(one.giver, one.taker): one.value for one in found.pairs} == {("B", "A"): 0.6}
    assert "Votes before are those of the last assembly election, added up." in next(fit_blocks(found)).text


def test_an_alliance_at_an_assembly_election_is_a_pact_about_segments() -> None:
    scenario = loads(
        "parties: [{id: A}, {id: B}, {id: X, contests: false}]\n"
        "seats: [{id: s}]\n"
        "elections: [{id: '2017', date: 2017-03-11}, {id: '2022', date: 2022-03-10}]\n"
        "segments: [{id: s1, seat: s, name: East}, {id: s2, seat: s}]\n"
        "segment_results:\n"
        + "".join(
            f"- {{election: '{year}', segment: {segment}, party: {party}, votes: {votes}}}\n"
            for year, segment, party, votes in (
                ("2017", "s1", "A", 5),
                ("2017", "s2", "B", 6),
                ("2022", "s1", "A", 7),
                ("2022", "s2", "B", 8),
                ("2022", "s2", "X", 9),
            )
        )
        + "odds: {elections: {'2022': 1}, alliances: {'2022': [[A, B]]}}\n"
    )
    (pact,) = past_pacts(scenario)
    assert (pact.signed, pact.names["s1"]) == ({"s1": "A", "s2": "B"}, "East")
    assert [(row.seat, row.votes) for row in pact.before] == [("s1", 5), ("s2", 6)]
