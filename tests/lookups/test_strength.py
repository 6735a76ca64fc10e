"""How strong is a claim: worked cases of the score, and what must never change it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.facts import Facts
from solver.goals import Strength
from solver.lookups.strength import FULL, claim_scores, never_contested
from tests.strategies import facts, facts_of


def _facts(results: str, legislators: str = "", elections: str = "2009 2014 2019") -> Facts:
    """Results as 'election party votes', legislators as 'party count', all in the one seat s."""
    rows: list[dict[str, Any]] = []
    for line in filter(None, results.split("; ")):
        election, party, votes = line.split()
        known = {"position": 1} if votes == "elected" else {"votes": int(votes)}
        rows.append({"election": election, "seat": "s", "party": party, **known})
    bench = [line.split() for line in filter(None, legislators.split("; "))]
    return facts_of(
        {
            "parties": [{"id": "A"}, {"id": "B"}, {"id": "X", "contests": False}],
            "seats": [{"id": "s"}],
            "elections": [{"id": name, "date": date(int(name[:4]), 5, 1)} for name in elections.split()],
            "results": rows,
            "legislators": [{"seat": "s", "party": p, "count": int(n)} for p, n in bench],
        }
    )


def _score(known: Facts, party: str, elections: dict[str, int], legislators: int = 0) -> int:
    return claim_scores(known, elections, legislators)["s", party]


def test_the_score_at_one_election_is_the_vote_share() -> None:
    known = _facts("2019 A 300; 2019 B 200; 2019 X 500")
    assert _score(known, "A", {"2019": 1}) == 3_000
    assert _score(known, "B", {"2019": 1}) == 2_000


def test_elections_count_by_their_weight() -> None:
    # (3 x 0.30 + 1 x 0.70) / 4 = 0.40
    known = _facts("2014 A 70; 2014 X 30; 2019 A 30; 2019 X 70")
    assert _score(known, "A", {"2019": 3, "2014": 1}) == 4_000
    assert _score(known, "A", {"2019": 1, "2014": 3}) == 6_000


def test_places_add_points_to_the_share_with_which_a_party_stood_itself() -> None:
    # A won with 45 % in 2014 and came second with 30 % in 2019; B, third in 2014, sat 2019 out.
    known = _facts("2014 A 45; 2014 B 15; 2014 X 40; 2019 A 30; 2019 X 70", elections="2014 2019")
    both = {"2019": 1, "2014": 1}
    assert claim_scores(known, both, 0, won=20, second=10)["s", "A"] == (4_500 + 2_000 + 3_000 + 1_000) // 2
    assert claim_scores(known, {"2019": 1}, 0, won=20, second=10)["s", "B"] == 1_500


def test_an_ally_that_sat_out_is_scored_by_its_last_contest_and_never_as_zero() -> None:
    # B left the seat to A in 2019; in 2014 it had 40 %.
    known = _facts("2009 B 10; 2009 X 90; 2014 B 40; 2014 X 60; 2019 A 55; 2019 X 45")
    assert _score(known, "B", {"2019": 1}) == 4_000
    assert _score(known, "B", {"2019": 3, "2014": 1}) == 4_000


def test_a_last_contest_may_lie_in_an_election_without_weight() -> None:
    known = _facts("2009 B 10; 2009 X 90; 2019 A 55; 2019 X 45")
    assert _score(known, "B", {"2019": 1, "2014": 1}) == 1_000


def test_a_later_contest_says_nothing_of_an_earlier_election() -> None:
    known = _facts("2014 A 50; 2014 X 50; 2019 B 80; 2019 X 20")
    assert _score(known, "B", {"2014": 1}) == 0


def test_elections_are_put_in_order_of_their_dates_not_of_the_file() -> None:
    known = _facts("2009 B 10; 2009 X 90; 2014 B 40; 2014 X 60; 2019 A 1", elections="2019 2014 2009")
    assert _score(known, "B", {"2019": 1}) == 4_000


def test_an_election_known_by_its_winner_only_is_passed_over_with_its_weight() -> None:
    known = _facts("2014 A 40; 2014 X 60; 2019 A elected")
    assert _score(known, "A", {"2019": 9, "2014": 1}) == 4_000


def test_a_seat_won_unopposed_shows_no_share() -> None:
    assert _score(_facts("2019 A elected"), "A", {"2019": 1}) == 0


def test_an_election_with_no_row_in_the_seat_is_passed_over_with_its_weight() -> None:
    assert _score(_facts("2014 A 40; 2014 X 60"), "A", {"2019": 1, "2014": 1}) == 4_000


def test_no_votes_at_all_show_no_share() -> None:
    assert _score(_facts("2019 A 0; 2014 A 1; 2014 X 1"), "A", {"2019": 1, "2014": 1}) == 5_000


def test_a_party_that_never_stood_has_no_claim_from_results() -> None:
    known = _facts("2019 A 55; 2019 X 45", "A 1; B 3")
    assert _score(known, "B", {"2019": 1}) == 0
    assert _score(known, "B", {"2019": 1}, legislators=1) == 3_750


def test_legislators_count_by_their_share_and_weight() -> None:
    # (1 x 0.30 + 2 x 0.75) / 3 = 0.60
    known = _facts("2019 A 30; 2019 X 70", "A 3; X 1")
    assert _score(known, "A", {"2019": 1}, legislators=2) == 6_000


def test_the_goal_weighs_votes_and_legislators_as_it_says() -> None:
    known = _facts("2019 A 40; 2019 B 60", "A 3; B 1")
    weights = Strength(kind="strength", elections={"2019": 1}, legislators=2, won=10, second=20)
    assert weights.scores(known) == claim_scores(known, {"2019": 1}, 2, won=10, second=20)
    assert weights.scores(known) != claim_scores(known, {"2019": 1}, 0, won=10, second=20)


def test_rows_of_legislators_of_one_party_add_up() -> None:
    known = facts_of(
        {
            "parties": [{"id": "A"}, {"id": "B"}],
            "seats": [{"id": "s"}],
            "legislators": [
                {"seat": "s", "party": "A", "count": 1, "date": date(2022, 1, 1)},
                {"seat": "s", "party": "A", "count": 2, "date": date(2023, 1, 1)},
                {"seat": "s", "party": "B", "count": 1, "date": date(2022, 1, 1)},
            ],
        }
    )
    assert _score(known, "A", {}, legislators=1) == 7_500


def test_where_no_legislator_is_on_record_their_weight_is_passed_over() -> None:
    assert _score(_facts("2019 A 30; 2019 X 70"), "A", {"2019": 1}, legislators=5) == 3_000
    assert _score(_facts("2019 A 30; 2019 X 70", "A 0"), "A", {"2019": 1}, legislators=5) == 3_000


def test_halves_are_rounded_up() -> None:
    # 1 of 8 and 3 of 8 of 10,000 are whole; 1 of 16 is 625; 1 of 32 is 312.5.
    assert _score(_facts("2019 A 1; 2019 X 31"), "A", {"2019": 1}) == 313
    assert _score(_facts("2019 A 1; 2019 X 2"), "A", {"2019": 1}) == 3_333
    assert _score(_facts("2019 A 2; 2019 X 1"), "A", {"2019": 1}) == 6_667


def test_rivals_and_parties_out_of_the_pact_are_not_scored() -> None:
    known = _facts("2019 A 30; 2019 B 30; 2019 X 40").without(["B"])
    assert claim_scores(known, {"2019": 1}, 0) == {("s", "A"): 3_000}


def test_seats_a_party_never_contested_are_named() -> None:
    known = _facts("2019 A 30; 2019 X 40; 2014 B elected")
    assert never_contested(known, "A") == ()
    assert never_contested(known, "B") == ("s",)


def test_the_goal_tells_where_a_score_rests_on_no_votes() -> None:
    goal = Strength.model_validate({"kind": "strength", "elections": {"2019": 1}})
    (notice,) = goal.notices(_facts("2019 A 30; 2019 X 40"))
    assert "B 1 of 1 seat" in notice


@given(facts(), st.integers(0, 5), st.integers(0, 5))
def test_a_score_lies_between_nothing_and_everything(known: Facts, of_results: int, of_legislators: int) -> None:
    scores = claim_scores(known, dict.fromkeys(known.election, of_results), of_legislators)
    assert set(scores) == {(seat, party) for seat in known.seat_ids for party in known.contesting}
    assert all(0 <= score <= FULL for score in scores.values())


@given(facts(), st.integers(2, 7))
def test_only_the_proportions_of_the_weights_count(known: Facts, factor: int) -> None:
    one = dict(zip(known.election, (2, 3), strict=False))
    more = {election: weight * factor for election, weight in one.items()}
    assert claim_scores(known, one, 1) == claim_scores(known, more, factor)


@pytest.mark.parametrize("fields", [{}, {"elections": {"2009": 0}}, {"legislators": 0}])
def test_a_goal_without_any_weight_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a weight above 0"):
        Strength.model_validate({"kind": "strength", **fields})
