"""What the model is told, and what the simple ways reckon: on small pacts, by hand; and that nothing later leaks in."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.assumptions import Sigma
from solver.backtest import Pact, Row, backtest, read_pacts, shipped_pacts
from solver.backtest.by_segment import REST
from solver.backtest.known import RIVAL, assumed, known
from solver.backtest.margins import ADDED, FILLED, MODEL, SWING, predicted
from solver.backtest.sharing import CLAIMS, LEADER, WINNER, sharings
from solver.backtest.spread import spread
from solver.report.backtested import backtest_csv_columns, pact_blocks
from solver.scenario import ScenarioError

PACT = "pact_id,seat_no,seat,party\nx-2019,1,One,A\nx-2019,2,Two,B\nx-2019,3,Three,A\n"
FULL = """year,seat_no,party,votes
2009,1,A,50\n2009,1,X,50\n2009,2,A,20\n2009,2,B,30\n2009,2,X,50\n2009,3,A,10\n2009,3,X,90
2014,1,A,40\n2014,1,B,20\n2014,1,X,40\n2014,2,B,45\n2014,2,X,55\n2014,3,B,30\n2014,3,X,45\n2014,3,Y,25
"""


def _pact(*texts: str) -> Pact:
    (pact,) = read_pacts((f"t{number}.csv", text) for number, text in enumerate(texts, 1))
    return pact


def test_the_simple_ways_on_three_seats_by_hand() -> None:
    pact = _pact(PACT, FULL)
    facts = known(pact)
    votes = assumed(pact, facts)
    assert votes is not None
    found = predicted(pact, facts, votes)
    # Seat 1: A 40, B 20, X 40. Seat 2: B 45, X 55, A absent (20 in 2009). Seat 3: A absent (10 in 2009), B 30, X 45.
    assert found[SWING] == pytest.approx({"1": 0, "2": -10, "3": -45})
    assert found[ADDED] == pytest.approx({"1": 20, "2": -10, "3": -15})
    assert found[FILLED] == pytest.approx({"1": 20, "2": 10, "3": -5})
    assert set(found[MODEL]) == {"1", "2", "3"}


def test_the_two_rules_on_three_seats_by_hand() -> None:
    pact = _pact(PACT, FULL)
    found = {one.id: one for one in sharings(pact, known(pact))}
    # Seat 1 is a tie of A and X in 2014, so nobody won it; B alone stood in 2 and 3, and came second to X in both.
    assert found[LEADER].split == {"1": "A", "2": "B", "3": "B"}
    assert found[LEADER].shared == 2
    assert found[WINNER].split == {"1": None, "2": "B", "3": "B"}
    # With two seats for A and one for B, the claims are greatest with B in seat 2 and A in the other two.
    assert found[CLAIMS].split == {"1": "A", "2": "B", "3": "A"}
    assert found[CLAIMS].shared == 3


def test_a_partner_is_no_rival_and_partners_that_tie_have_no_leader() -> None:
    pact = _pact(
        "pact_id,seat_no,party\nx-2019,1,A\nx-2019,2,B\n",
        "year,seat_no,party,votes\n2014,1,A,20\n2014,1,B,50\n2014,1,X,30\n2014,2,A,40\n2014,2,B,40\n2014,2,X,20\n",
    )
    facts = known(pact)
    votes = assumed(pact, facts)
    assert votes is not None
    assert predicted(pact, facts, votes)[SWING] == pytest.approx({"1": -10, "2": 20})
    (leader,) = (one for one in sharings(pact, facts) if one.id == LEADER)
    assert leader.split == {"1": "B", "2": None}


def test_every_split_of_the_engine_has_the_signed_totals() -> None:
    pact = _pact(PACT, FULL)
    for one in sharings(pact, known(pact)):
        if one.engine:
            assert sorted(str(party) for party in one.split.values()) == ["A", "A", "B"]


def test_what_the_partners_left_goes_to_a_best_rival_within_what_positions_allow() -> None:
    earlier = """seat_no,partner,prev_year,votes,vote_share,position
1,A,2014,300,30,2\n1,B,2014,250,25,3\n2,B,2014,500,50,1\n3,A,2014,200,20,1\n3,B,2014,190,19,2
"""
    facts = known(_pact(PACT, earlier))
    votes = {(row.seat, row.party): row.votes for row in facts.results}
    # Seat 1: 450 left; 0.6 of it is 270, but the winner had more than A's 300.
    assert (votes["1", RIVAL], votes["1", REST]) == (300, 150)
    assert (votes["2", RIVAL], votes["2", REST]) == (300, 200)
    # Seat 3: 610 left, 366 by rule, but B came second with 190.
    assert (votes["3", RIVAL], votes["3", REST]) == (190, 420)


def test_a_seat_in_which_no_partner_has_a_row_went_to_others() -> None:
    facts = known(_pact(PACT, "seat_no,partner,prev_year,votes,vote_share\n1,A,2014,300,30\n"))
    assert {row.party: row.votes for row in facts.results if row.seat == "2"} == {RIVAL: 600, REST: 400}


def test_partners_that_kept_out_of_each_others_way_are_taken_for_allies() -> None:
    rows = "".join(f"2014,{seat},{party},50\n2014,{seat},X,40\n" for seat, party in ((1, "A"), (2, "B"), (3, "A")))
    pact = _pact(PACT, "year,seat_no,party,votes\n" + rows)
    votes = assumed(pact, known(pact))
    assert votes is not None
    assert votes.alliances == {"2014": (("A", "B"),)}


def test_the_errors_of_margins_by_hand() -> None:
    # A's margin over X moves by +10 in ten seats and by +20 in ten: 15 shared, 5 of each seat's own.
    seats = range(1, 21)
    pact = "pact_id,seat_no,party\n" + "".join(f"x-2019,{seat},A\n" for seat in seats)
    rows = "".join(
        f"2009,{seat},A,500\n2009,{seat},X,500\n2014,{seat},A,{550 if seat > 10 else 600}\n"
        f"2014,{seat},X,{450 if seat > 10 else 400}\n"
        for seat in seats
    )
    found = spread(known(_pact(pact, "year,seat_no,party,votes\n" + rows)))
    assert (found.seat, found.state) == pytest.approx((5, 15))
    assert found.seats == 20
    few = spread(known(_pact(PACT, FULL)))
    assert few.seats == 0
    assert few.total == pytest.approx(Sigma().total)


def _told(pact: Pact) -> list[object]:
    """All that was predicted."""
    (one,) = backtest([pact]).pacts
    return [
        one.spread,
        one.interval,
        [(told.way.id, told.margins, told.odds) for told in one.ways],
        [(sharing.id, dict(sharing.split)) for sharing in one.sharings],
    ]


_LATER = st.builds(
    Row,
    year=st.integers(2019, 2030),
    seat=st.sampled_from("123"),
    party=st.sampled_from(["A", "B", "X", "Z"]),
    votes=st.integers(0, 1_000_000),
    position=st.none() | st.integers(1, 3),
)


@settings(max_examples=10)
@given(st.lists(_LATER, max_size=4), st.lists(_LATER, max_size=4))
def test_nothing_later_changes_what_is_predicted(before: list[Row], after: list[Row]) -> None:
    pact = _pact(PACT, FULL)
    planted = replace(pact, before=(*pact.before, *before), after=tuple(after))
    assert _told(planted) == _told(pact)


def test_a_pact_of_which_nothing_came_before_is_told_as_such() -> None:
    (one,) = backtest([_pact(PACT)]).pacts
    assert (one.ways, one.interval, one.shares_more) == ((), None, None)
    assert [sharing.shared for sharing in one.sharings] == [0, 0]
    assert any("no earlier result in One, Two, Three" in notice for notice in one.notices)


def test_told_the_swing_each_way_is_moved_by_its_own_mean_error() -> None:
    after = "2019,1,A,60\n2019,1,X,40\n2019,2,B,60\n2019,2,X,40\n2019,3,A,30\n2019,3,X,70\n"
    (one,) = backtest([_pact(PACT, FULL + after)]).pacts
    # Margins in the end +20, +20, -40; by own votes 0, -10, -45: off by 55 / 3 on average.
    assert one.by_way[SWING.id].swing == pytest.approx(55 / 3)
    assert one.by_way[ADDED.id].swing == pytest.approx(5 / 3)


def test_a_pact_with_nothing_before_it_has_nothing_to_be_predicted_from() -> None:
    (one,) = backtest([_pact(PACT)]).pacts
    (block,) = pact_blocks(one)
    assert block.text[0] == "There is nothing earlier to predict from, so neither odds nor splits are told."


def test_seats_without_an_earlier_result_are_told_apart_from_those_shared_by_merit() -> None:
    (one,) = backtest(
        [_pact(PACT, "year,seat_no,party,votes\n2014,1,A,40\n2014,1,B,20\n2014,2,B,45\n2014,2,A,5\n")]
    ).pacts
    assert one.ungrounded == (1, 1)
    told = next(pact_blocks(one)).text
    assert "Of these, 1 seat without an earlier result: there the totals alone decide (1 shared)." in told
    assert any("no odds there, and splits by the totals alone" in notice for notice in one.notices)


def test_where_only_rivals_are_unknown_it_says_so() -> None:
    earlier = "seat_no,partner,prev_year,votes,vote_share,position\n" + "".join(
        f"{seat},A,{year},50,40,1\n" for seat in (1, 2, 3) for year in (2009, 2014)
    )
    (one,) = backtest([_pact(PACT, earlier)]).pacts
    assert any("as rivals' earlier results are not given" in notice for notice in one.notices)
    (few,) = backtest([_pact(PACT, FULL)]).pacts
    assert any("as too few came before" in notice for notice in few.notices)


def test_pact_by_pact_wins_ties_and_losses_are_told() -> None:
    found = backtest(shipped_pacts())
    assert found.against(LEADER) == {"more": ["up-2019", "up-2024"], "as many": [], "fewer": []}


def test_what_beats_the_model_is_told_though_it_is_no_baseline() -> None:
    of_2019, of_2024 = backtest(shipped_pacts()).pacts
    assert of_2019.better() == {}
    assert {name: one < other for name, (one, other) in of_2024.better()[FILLED].items()} == {
        "Brier": True,
        "log loss": True,
    }
    assert any("absences filled beats it there: Brier 0.268" in line for line in next(pact_blocks(of_2024)).text)


def test_a_column_of_goals_has_a_name_of_its_own() -> None:
    (one,) = backtest([_pact(PACT, FULL)]).pacts
    columns = backtest_csv_columns(one)
    assert len(set(columns)) == len(columns)
    assert {"margin", "split.margin", "split.claims"} <= set(columns)


def test_of_many_cells_that_are_wrong_alike_the_first_are_told_and_how_many_there_are() -> None:
    rows = "".join(f"{seat},A,many\n" for seat in range(160))
    with pytest.raises(ScenarioError) as caught:
        _pact(PACT, "seat_no,party,votes\n" + rows)
    assert len(caught.value.faults) == 21
    assert "from here on 140 such cells in all" in caught.value.faults[-1].message


def test_positions_alone_tell_who_won_and_nothing_of_votes() -> None:
    earlier = "seat_no,partner,prev_year,position\n1,A,2014,1\n2,B,2014,2\n3,A,2014,1\n"
    pact = _pact(PACT, earlier)
    assert assumed(pact, known(pact)) is None
    (one,) = backtest([pact]).pacts
    # In Two nobody is known to have won, so that nobody is known to have come next to the winner.
    assert one.by_sharing[WINNER].split == {"1": "A", "2": None, "3": "A"}
    assert "of 3 seats neither votes nor shares are given (One, Two, Three): no odds there" in one.notices


def test_a_seat_with_a_position_alone_has_no_odds_beside_others_with_votes() -> None:
    earlier = "seat_no,partner,prev_year,vote_share,position\n1,A,2014,,1\n2,B,2014,40,2\n3,A,2014,50,1\n"
    (one,) = backtest([_pact(PACT, earlier)]).pacts
    assert set(one.by_way[MODEL.id].odds) == {"2", "3"}
