"""Do the odds rise with own votes and transfers, are they 1/2 at a tie, and do they look at nothing they must not?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.assumptions import Assumptions
from solver.facts import Election, Facts, Legislators, Result
from solver.odds import alone, chances, game, leans, margins, prospects, simulate
from solver.odds.notices import notices
from tests.odds.facts import assumed, made, voted
from tests.strategies import splits_of

NEAR = 1e-9


def odds(facts: Facts, pact: str = "ABC") -> np.ndarray:
    assert facts.odds is not None
    return chances(facts, facts.odds, tuple(pact))


def with_odds(facts: Facts, **keys: object) -> Facts:
    assert facts.odds is not None
    return replace(facts, odds=facts.odds.model_copy(update=keys))


def test_a_chance_is_the_normal_probability_of_the_margin() -> None:
    facts = made({"2019": {"s": {"A": 30, "B": 20, "X": 40}}}, sigma={"seat": 6, "state": 8})
    # B stands down for A: 30 + 0.6 x 20 = 42; half of B's others, 4, go to X: 44; 86 of 90 vote. sigma is 10.
    assert margins(facts, facts.odds or assumed(), "AB")[0, 0] == pytest.approx(100 * (42 - 44) / 86)
    assert odds(facts, "AB")[0, 0] == pytest.approx(0.40805, abs=0.00001)


def test_a_tie_is_exactly_one_half() -> None:
    facts = made({"2019": {"s": {"A": 40, "B": 20, "X": 46}}}, transfer={"B": {"A": "0.3", "rivals": 0}})
    assert odds(facts, "AB")[0, 0] == 0.5


@given(st.integers(1, 10**6), st.sampled_from(("0", "1/3", "0.6", "1")))
def test_level_votes_are_one_half_whatever_is_lost_at_home(votes: int, follows: str) -> None:
    part = Fraction(follows)
    facts = made(
        {"2019": {"s": {"A": 3 * votes, "B": 15, "X": 3 * votes + int(15 * part)}}},
        transfer={"B": {"A": follows, "rivals": 0}},
    )
    if (15 * part).denominator == 1:
        assert odds(facts, "AB")[0, 0] == 0.5


@given(voted(), st.sampled_from(("s1", "s2", "s3")), st.sampled_from("ABC"), st.integers(1, 500))
def test_more_votes_of_a_party_do_not_lower_its_odds_in_the_seat(
    facts: Facts, seat: str, party: str, more: int
) -> None:
    rows = tuple(
        row.model_copy(update={"votes": (row.votes or 0) + more})
        if (row.election, row.seat, row.party) == ("2019", seat, party)
        else row
        for row in facts.results
    )
    place = facts.seat_ids.index(seat), "ABC".index(party)
    assert odds(replace(facts, results=rows))[place] >= odds(facts)[place] - NEAR


@given(
    voted(),
    st.integers(0, 9),
    st.sampled_from("ABC"),
    st.sampled_from(("A", "partners")),
    st.sampled_from((None, "0.3")),
)
def test_odds_rise_with_the_part_that_follows(
    facts: Facts, tenth: int, giver: str, taker: str, rivals: str | None
) -> None:
    fixed = {} if rivals is None else {"rivals": Fraction(rivals)}
    less, more = (
        odds(with_odds(facts, transfer={giver: {taker: Fraction(part, 10), **fixed}})) for part in (tenth, tenth + 1)
    )
    assert (more >= less - NEAR).all()


@given(voted(), st.permutations("ABCXY"))
def test_the_order_of_parties_changes_nothing(facts: Facts, order: list[str]) -> None:
    parties = tuple(facts.party[one] for one in order if one in facts.party)
    turned = replace(facts, parties=parties)
    partners = "".join(one for one in order if one in "ABC")
    there = odds(turned, partners)
    for party in "ABC":
        assert there[:, partners.index(party)] == pytest.approx(odds(facts)[:, "ABC".index(party)], abs=NEAR)
    assert facts.odds is not None
    one, other = game(facts, facts.odds).shapley, game(turned, facts.odds).shapley
    assert other == pytest.approx(one, abs=1e-6)


@given(voted(), st.integers(0, 1_000))
def test_nothing_later_than_the_elections_named_is_read(facts: Facts, votes: int) -> None:
    later = Election.model_validate({"id": "2024", "date": "2024-06-04"})
    rows = tuple(Result(election="2024", seat=seat, party="A", votes=votes) for seat in facts.seat_ids)
    bench = (Legislators(seat="s1", party="A", count=9),)
    planted = replace(
        facts,
        elections=(later, *facts.elections),
        results=(*rows, *facts.results),
        legislators=bench,
    )
    assert facts.odds is not None
    assert (leans(planted, facts.odds).shares == leans(facts, facts.odds).shares).all()
    assert (odds(planted) == odds(facts)).all()
    assert alone(planted) == alone(facts)


def test_an_alliance_that_stands_again_gets_the_votes_that_it_had() -> None:
    facts = made(
        {"2014": {"s": {"A": 31, "B": 23, "C": 5, "X": 41, "Y": 9}}, "2019": {"s": {"A": 45, "X": 40, "Y": 15}}},
        alliances={"2019": [["C", "A", "B"]]},
        cadre=["B"],
    )
    assert margins(facts, facts.odds or assumed(), "ABC")[0, 0] == pytest.approx(5)


def test_a_party_left_out_stands_on_its_own_and_can_be_the_best_rival() -> None:
    facts = made({"2019": {"s": {"A": 30, "B": 45, "X": 25}}})
    assert margins(facts, facts.odds or assumed(), "A")[0, 0] == pytest.approx(-15)
    assert margins(facts.without("B"), facts.odds or assumed())[0, 0] == pytest.approx(-15)


def test_a_seat_without_votes_is_one_half() -> None:
    facts = made({"2019": {"s": {"A": 1, "X": 2}, "t": {}}})
    assert odds(facts, "A")[1, 0] == 0.5


@settings(max_examples=10)
@given(voted(), st.data())
def test_simulated_totals_agree_with_the_sums_of_the_odds(facts: Facts, data: st.DataObject) -> None:
    split = data.draw(splits_of(facts))
    promised = prospects(facts, split)
    assert facts.odds is not None
    assert promised is not None
    drawn = simulate(facts, facts.odds, split, elections=20_000)
    for index, party in enumerate(drawn.parties):
        # Three seats: the standard error of a mean of 20,000 is at most 1.5 / 141 = 0.011.
        assert drawn.won[:, index].mean() == pytest.approx(promised.parties[party].millionths / 1e6, abs=0.05)
        low, high = drawn.interval(party)
        assert 0 <= low <= high <= split.count(party)


def test_the_error_that_all_share_makes_totals_wider() -> None:
    rows = {f"s{n}": {"A": 50, "X": 50} for n in range(100)}
    split = {f"s{n}": "A" for n in range(100)}
    apart, shared = (made({"2019": rows}, sigma={"seat": seat, "state": state}) for seat, state in ((15, 0), (0, 15)))
    narrow, wide = (simulate(one, one.odds or assumed(), split, ("A",)).interval() for one in (apart, shared))
    # A binomial of 100 at one half lies within 42 to 58 in nine of ten cases; with one error for all it is all or none.
    assert (narrow, wide) == ((42, 58), (0, 100))


def test_a_pact_of_small_parties_is_carried_less_far() -> None:
    facts = made({"2019": {"s": {"A": 5, "X": 50, "Y": 45}}})
    whole = made({"2019": {"s": {"A": 5, "X": 50, "Y": 45}}}, sigma={"full_at": 5})
    assert odds(facts, "A")[0, 0] < odds(whole, "A")[0, 0] < 0.5


def test_defaults_are_those_of_the_documentation() -> None:
    plain, cadre = Assumptions.model_validate({"elections": {"2019": 1}}), assumed(cadre="B")
    assert plain.of_votes("B", "A") == (Fraction(3, 5), Fraction(1, 5))
    assert cadre.of_votes("B", "A") == (Fraction(4, 5), Fraction(1, 10))
    assert plain.sigma.model_dump() == {"seat": "11", "region": "0", "state": "20", "full_at": "10"}


def test_rivals_get_no_more_than_what_does_not_follow() -> None:
    section = assumed(transfer={"B": {"A": "0.9", "rivals": "0.2"}})
    assert section.of_votes("B", "A") == (Fraction(9, 10), Fraction(1, 10))
    (told,) = notices(made({"2019": {"s": {"A": 1, "B": 1, "C": 1}}}), section)
    assert told == "odds: of B's votes, 0.9 to A and 0.2 to rivals are more than all; rivals are taken to get 0.1"
