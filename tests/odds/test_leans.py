"""How strong is each party taken to be? Cases worked by hand."""

from __future__ import annotations

import pytest

from solver.facts import Facts
from solver.odds import leans
from tests.odds.facts import made


def lean(facts: Facts, seat: str, party: str) -> float:
    assert facts.odds is not None
    found = leans(facts, facts.odds)
    return float(found.shares[found.seats.index(seat), found.parties.index(party)])


def test_with_one_election_a_lean_is_the_share_of_the_votes() -> None:
    facts = made({"2019": {"s": {"A": 30, "B": 20, "X": 50}}})
    assert [lean(facts, "s", party) for party in "ABX"] == [0.3, 0.2, 0.5]


def test_older_votes_are_multiplied_by_what_the_partys_have_grown_by_since() -> None:
    facts = made(
        {
            "2014": {"s": {"A": 50, "X": 50}, "t": {"A": 30, "X": 70}},
            "2019": {"s": {"A": 50, "X": 50}, "t": {"A": 50, "X": 50}},
        },
        elections={"2014": 1, "2019": 1},
    )
    # A has grown from 80 to 100 and X fallen from 120 to 100: in t, 30 and 70 count as 37.5 and 58.33 today.
    assert lean(facts, "s", "A") == pytest.approx((62.5 + 50) / (62.5 + 50 + 41.6667 + 50), abs=1e-6)
    assert lean(facts, "t", "A") == pytest.approx((37.5 + 50) / (37.5 + 50 + 58.3333 + 50), abs=1e-6)


def test_votes_are_moved_to_no_more_than_double_and_no_less_than_half() -> None:
    facts = made(
        {"2014": {"s": {"A": 10, "X": 90}}, "2019": {"s": {"A": 90, "X": 10}}}, elections={"2014": 1, "2019": 1}
    )
    assert lean(facts, "s", "A") == pytest.approx((20 + 90) / (20 + 90 + 45 + 10))


def test_by_how_much_all_votes_have_grown_is_taken_from_the_other_seats() -> None:
    rows = {"2014": {"s": {"A": 20, "X": 80}, "t": {"X": 50}}, "2019": {"s": {"X": 100}, "t": {"X": 100}}}
    # A's 20 of 2014 are 40 today, because twice as many vote elsewhere.
    assert lean(made(rows), "s", "A") == pytest.approx(40 / 140)


def test_a_party_that_stood_aside_for_an_ally_is_taken_out_of_the_allys_votes() -> None:
    facts = made(
        {"2014": {"s": {"A": 40, "B": 20, "X": 40}}, "2019": {"s": {"A": 52, "X": 48}}},
        alliances={"2019": [["A", "B"]]},
    )
    # B is half of A, and 60 per cent of its voters follow: 52 = A + 0.6 x A / 2, so A 40 and B 20. Of B's others
    # half, 4, had gone to X, and 4 stayed at home: 40 + 20 + 44 = 104 voters.
    assert lean(facts, "s", "A") == pytest.approx(40 / 104)
    assert lean(facts, "s", "B") == pytest.approx(20 / 104)
    assert lean(facts, "s", "X") == pytest.approx(44 / 104)


def test_where_the_two_never_met_the_votes_over_all_seats_say_how_the_allys_are_divided() -> None:
    facts = made(
        {
            "2014": {"s": {"A": 50, "X": 50}, "t": {"A": 50, "B": 50}},
            "2019": {"s": {"A": 50, "X": 50}, "t": {"A": 1, "B": 1}},
        },
        alliances={"2019": [["A", "B"]]},
    )
    assert lean(facts, "s", "B") == pytest.approx(lean(facts, "s", "A") / 2)


def test_a_partner_that_stood_nowhere_lately_has_its_share_at_its_last_contest_there() -> None:
    facts = made({"2014": {"s": {"A": 20, "X": 80}}, "2019": {"s": {"X": 100}}})
    assert lean(facts, "s", "A") == pytest.approx(0.2 / 1.2)


def test_a_partner_that_never_stood_in_a_seat_has_its_least_share_in_the_region() -> None:
    rows = {"s": {"A": 30, "X": 70}, "t": {"A": 10, "X": 90}, "u": {"X": 100}, "v": {"X": 100}}
    facts = made({"2019": rows}, regions="NNNS")
    assert lean(facts, "u", "A") == pytest.approx(0.1 / 1.1)
    assert lean(facts, "v", "A") == 0


def test_a_rival_that_did_not_stand_at_an_election_counts_nothing_there() -> None:
    facts = made(
        {"2014": {"s": {"A": 40, "Y": 60}}, "2019": {"s": {"A": 40, "X": 60}}}, elections={"2014": 1, "2019": 1}
    )
    assert lean(facts, "s", "Y") == pytest.approx(0.3)


def test_rivals_of_a_bloc_are_one_rival() -> None:
    facts = made({"2019": {"s": {"A": 40, "X": 35, "Y": 25}}}, blocs=[["Y", "X"]])
    assert facts.odds is not None
    assert leans(facts, facts.odds).parties == ("A", "B", "C", "Y")
    assert lean(facts, "s", "Y") == pytest.approx(0.6)


def test_swings_are_added_in_points_by_state_and_by_region() -> None:
    rows = {"s": {"A": 40, "X": 60}, "t": {"A": 40, "X": 60}}
    facts = made({"2019": rows}, regions="NS", swing={"A": 5}, regional_swing={"S": {"A": "-2.5"}})
    assert lean(facts, "s", "A") == pytest.approx(0.45)
    assert lean(facts, "t", "A") == pytest.approx(0.425)


def test_no_swing_takes_a_party_below_nothing_or_gives_voters_to_one_that_has_none() -> None:
    facts = made({"2019": {"s": {"A": 2, "X": 98}}}, swing={"A": -10, "B": 10})
    assert [lean(facts, "s", party) for party in "AB"] == [0, 0]


def test_where_no_election_named_was_counted_the_last_one_before_stands_for_it() -> None:
    rows = {"s": {"A": 30, "X": 70}, "t": {"A": 40, "X": 60}}
    facts = made({"2014": rows, "2019": {"s": {"A": 50, "X": 50}, "t": {}}})
    assert [lean(facts, "t", party) for party in "AX"] == [0.4, 0.6]


def test_where_nothing_was_ever_counted_nothing_is_known() -> None:
    facts = made({"2019": {"s": {"A": 50, "X": 50}, "t": {}}})
    assert [lean(facts, "t", party) for party in "AX"] == [0, 0]
