"""What does each partner win alone, gain and bring; and who would walk away?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from solver import interest, solve
from solver.goals import Bargain, Wins, WinsOf
from solver.odds import alone, prospects
from solver.rules import AtMost, Follows
from solver.scenario import Scenario, SettingError
from solver.verify import verify
from tests.odds.facts import made

SEATS = {f"s{n}": {"A": 35 + 5 * n, "B": 30 - 5 * n, "X": 35} for n in range(4)}
FACTS = made({"2019": SEATS}, partners="AB")
SCENARIO = Scenario("interest", FACTS, goals=(Wins(),))


def test_gains_are_what_the_split_promises_above_standing_alone() -> None:
    answer = interest(SCENARIO, {"s0": "B", "s1": "A", "s2": "A", "s3": "A"})
    promised = prospects(FACTS, answer.split or {})
    assert promised is not None
    assert answer.status is None
    assert answer.gains == {
        party: round(promised.parties[party].wins - round(alone(FACTS)[party] / 1e6, 2), 2) for party in "AB"
    }
    assert answer.sub_pacts is not None
    assert [one.parties for one in answer.sub_pacts] == [("A", "B")]
    assert sum((answer.shapley or {}).values()) == pytest.approx(answer.sub_pacts[0].wins, abs=0.02)


def test_the_best_split_is_taken_where_none_is_given() -> None:
    answer = interest(SCENARIO)
    assert (answer.given, answer.status) == (False, "optimal")
    assert answer.split == solve(SCENARIO).split
    json.dumps(answer.to_dict(), allow_nan=False)


def test_a_partner_that_gets_less_than_alone_would_walk_away() -> None:
    ban = AtMost(id="none", party="B", seats=0, must=True)
    answer = solve(replace(SCENARIO, rules=(ban,)))
    assert answer.wins is not None
    assert answer.wins.would_walk_away == ("B",)
    assert [notice for notice in answer.notices if notice.startswith("B would walk away")]
    assert answer.to_dict()["wins"]["would_walk_away"] == ["B"]


def test_without_odds_there_is_no_interest_to_tell() -> None:
    with pytest.raises(SettingError, match="no section 'odds'"):
        interest(replace(SCENARIO, facts=replace(FACTS, odds=None)))


def test_bargaining_lets_everybody_gain_where_all_can() -> None:
    # Alone each has 30 against 40; together 60.
    rows = {f"s{n}": {"A": 30, "B": 30, "X": 40} for n in range(4)}
    follow = {"A": {"B": 1}, "B": {"A": 1}}
    asked = replace(SCENARIO, facts=made({"2019": rows}, partners="AB", transfer=follow))
    taken = solve(replace(asked, goals=(WinsOf(party="A"),)))
    bargained = solve(replace(asked, goals=(Bargain(),)))
    assert taken.wins is not None
    assert bargained.wins is not None
    assert taken.wins.would_walk_away == ("B",)
    assert bargained.wins.would_walk_away == ()
    assert bargained.goals[0].value == 2
    assert bargained.seats == {"A": 2, "B": 2}


def test_the_wins_goal_takes_the_greatest_expected_wins() -> None:
    best = solve(SCENARIO)
    assert best.wins is not None
    assert best.goals[0].value == best.wins.pact.millionths
    assert best.split is not None
    for seat, party in best.split.items():
        other = prospects(FACTS, {**best.split, seat: "B" if party == "A" else "A"})
        assert other is not None
        assert other.pact.millionths <= best.wins.pact.millionths


def test_seats_can_follow_the_shapley_value() -> None:
    rule = Follows.model_validate({"id": "f", "entitlement": "shapley", "method": "largest_remainder"})
    answer = solve(replace(SCENARIO, rules=(rule,)))
    assert answer.status == "optimal"
    assert answer.rules[0].shortfall == 0
    assert "Shapley" in answer.rules[0].sentence


def test_a_setting_changes_an_assumption_and_the_digest() -> None:
    less, more = (solve(SCENARIO, {"odds.transfer.B.A": rate}) for rate in ("0.2", "0.9"))
    assert less.wins is not None
    assert more.wins is not None
    assert less.wins.pact.millionths < more.wins.pact.millionths
    assert less.digest != more.digest


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("odds.transfer.Q.A", "0.3", "unknown party 'Q'"),
        ("odds.transfer.B.A", "1.3", "expected a part from 0 to 1"),
        ("odds.sigma.seat", "-1", "expected a number of 0 or more"),
        ("odds.swng.A", "1", "did you mean 'swing'?"),
    ],
)
def test_a_setting_that_does_not_fit_is_refused_with_its_reason(setting: str, value: str, says: str) -> None:
    with pytest.raises(SettingError, match="odds") as caught:
        SCENARIO.what_if({setting: value})
    assert says in str(caught.value)


def test_a_setting_of_odds_needs_the_section() -> None:
    with pytest.raises(SettingError, match="no section 'odds'"):
        replace(SCENARIO, facts=replace(FACTS, odds=None)).what_if({"odds.sigma.seat": "3"})


LIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "expected": lambda wins: wins["parties"]["A"].update(expected=3.99),
    "alone": lambda wins: wins["parties"]["A"].update(alone=0.01),
    "interval": lambda wins: wins["pact"].update(interval=[0, 1]),
    "who walks away": lambda wins: wins.update(would_walk_away=["A"]),
    "no basis": lambda wins: wins.pop("basis"),
    "a party missing": lambda wins: wins["parties"].pop("B"),
}


@pytest.mark.parametrize("lie", LIES)
def test_verify_refuses_expected_wins_that_do_not_follow(lie: str) -> None:
    stored = solve(SCENARIO, proofs=True).to_dict()
    assert all(one.verdict != "refused" for one in verify(json.dumps(stored), SCENARIO).checks)
    LIES[lie](stored["wins"])
    checks = verify(json.dumps(stored), SCENARIO).checks
    assert [one.section for one in checks if one.verdict == "refused"] == ["wins"]


def test_verify_refuses_an_answer_that_leaves_the_wins_out_or_makes_them_up() -> None:
    stored = solve(SCENARIO).to_dict()
    wins = stored.pop("wins")
    assert "wins" in [one.section for one in verify(json.dumps(stored), SCENARIO).checks if one.verdict == "refused"]
    bare = replace(SCENARIO, facts=replace(FACTS, odds=None), goals=())
    made_up = solve(bare).to_dict() | {"wins": wins}
    assert "wins" in [one.section for one in verify(json.dumps(made_up), bare).checks if one.verdict == "refused"]
