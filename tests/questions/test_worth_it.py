"""Is a newcomer worth it, and from which part of its voters on?"""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from solver.answers import Worth
from solver.facts import Facts
from solver.goals import Wins
from solver.odds import MILLION, prospects
from solver.questions.solve import solve
from solver.questions.worth_it import break_even, rests_on_odds, worth_it
from solver.report.compare import compare_report
from solver.report.plain import comparison_csv
from solver.report.wins import signed
from solver.rules import AtLeast, Follows, Strongholds
from solver.scenario import Option, Scenario, Switch
from tests.odds.facts import made

BOTH = Switch("b", (("out", Option(parties_out=("B",))), ("in", Option())))


def votes(a: int, b: int) -> dict[str, dict[str, dict[str, int]]]:
    return {"2019": {seat: {"A": a, "B": b, "X": 100 - a - b} for seat in ("s1", "s2")}}


def scenario(facts: Facts, **more: object) -> Scenario:
    return replace(Scenario("newcomer", facts, switches=(BOTH,)), **more)  # type: ignore[arg-type]  # fields of its own


def demanding(facts: Facts, rule: AtLeast) -> Scenario:
    """B is out, or in with a demand."""
    switch = Switch("b", (("out", Option(parties_out=("B",))), ("in", Option(rules=(rule.id,)))))
    return scenario(facts, rules=(rule,), switches=(switch,))


def told(asked: Scenario) -> Worth:
    answers = {option: solve(asked, {"b": option}, time_limit=None) for option in ("out", "in")}
    (worth,) = worth_it(asked, "b", {}, answers)
    return worth


@pytest.mark.parametrize(
    ("reached", "rate", "steady"),
    [
        (range(37, 101), 37, True),
        (range(40, 101), 40, True),
        (range(100, 101), 100, True),
        (range(101), 0, True),
        (range(0), None, False),
        (range(33, 80), 33, False),
        (range(50), 0, False),
    ],
    ids=str,
)
def test_the_break_even_is_the_smallest_hundredth_and_says_whether_it_lasts(
    reached: range, rate: int | None, steady: bool
) -> None:
    assert break_even(lambda one: int(one in reached), 1) == (rate, steady)


def test_the_rate_found_is_the_first_at_which_the_pact_wins_as_much() -> None:
    facts = made(votes(40, 20), transfer={"B": {"rivals": 0}})
    asked = replace(demanding(facts, AtLeast(id="one", party="B", seats=1, must=True)), goals=(Wins(),))
    worth = told(asked)
    assert worth.rate is not None
    for rate, pays in ((worth.rate - 1, False), (worth.rate, True)):
        answer = solve(asked, {"b": "in", "odds.transfer.B.partners": str(rate / 100)})
        assert answer.wins is not None
        assert (answer.wins.pact.millionths / MILLION >= worth.expected_without) == pays
    assert (worth.solved_anew, worth.proved, worth.steady) == (True, True, True)
    assert (worth.without, worth.option) == ("b=out", "b=in")


def test_where_nobody_looks_at_odds_the_split_is_kept() -> None:
    facts = made(votes(30, 25))
    # B must have both seats: without B's own voters it could not win, and A's follow it as ever.
    asked = demanding(facts, AtLeast(id="b", party="B", seats=2))
    worth = told(asked)
    assert not worth.solved_anew
    assert (
        len({wins for _, wins in worth.curve}) == 1
    )  # B stands itself, so how its voters would follow changes nothing


def test_a_newcomer_that_only_takes_is_worth_it_at_no_rate() -> None:
    facts = made({"2019": {"s1": {"A": 60, "B": 1, "X": 39}}}, transfer={"A": {"partners": 0, "rivals": 1}})
    asked = scenario(facts, rules=(AtLeast(id="b-one", party="B", seats=1, must=True),))
    asked = replace(
        asked, switches=(Switch("b", (("out", Option(parties_out=("B",))), ("in", Option(rules=("b-one",))))),)
    )
    worth = told(asked)
    assert worth.rate is None
    assert "no part of B's voters" in worth.sentence


def test_rules_and_goals_that_look_at_odds_are_noticed() -> None:
    facts = made(votes(40, 20))
    plain = scenario(facts, rules=(Strongholds(id="s", elections=("2019",), wins=1),)).what_if()
    assert not rests_on_odds(plain)
    assert rests_on_odds(scenario(facts, goals=(Wins(),)).what_if())
    shapley = Follows.model_validate({"id": "f", "entitlement": {"mix": [{"of": "shapley"}]}, "method": "dhondt"})
    assert rests_on_odds(scenario(facts, rules=(shapley,)).what_if())


def test_without_odds_nothing_is_said_of_worth() -> None:
    asked = scenario(replace(made(votes(40, 20)), odds=None))
    answers = {option: solve(asked, {"b": option}) for option in ("out", "in")}
    assert list(worth_it(asked, "b", {}, answers)) == []


def test_prospects_are_none_without_odds() -> None:
    facts = replace(made(votes(40, 20)), odds=None)
    assert prospects(facts, {"s1": "A", "s2": "A"}) is None


def test_the_interval_of_a_gain_is_of_the_difference_so_errors_that_hit_both_cancel() -> None:
    gained = told(scenario(made(votes(40, 20), "AB", sigma={"seat": 0, "state": 20})))
    low, high = gained.interval
    assert 0 <= low <= gained.expected - gained.expected_without <= high == 2


def test_a_comparison_names_what_each_option_changes_and_who_would_walk_away() -> None:
    facts = made(votes(30, 28), "AB", transfer={"B": {"A": 1}})
    three = replace(BOTH, options=(*BOTH.options, ("must", Option(rules=("least",)))))
    asked = scenario(facts, rules=(AtLeast(id="least", party="B", seats=2, must=True),), switches=(three,))
    labels = ["b=out", "b=in", "b=must"]
    answers = [solve(asked, {"b": label[2:]}, time_limit=None) for label in labels]
    console = Console(width=80, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(compare_report(labels, answers))
    text = captured.get()
    assert "Changes against b=out" in text
    assert "Would walk away:" in text
    assert "-0.0" not in text
    rows = list(csv.reader(StringIO(comparison_csv(labels, answers))))
    told_wins = {row[0]: row[2:] for row in rows}
    assert told_wins["wins"] == [str(answer.wins.pact.wins) for answer in answers if answer.wins]
    assert {"wins.A", "wins.A.low", "wins.B.high"} <= set(told_wins)


def test_what_rounds_to_nothing_has_no_sign_of_its_own() -> None:
    assert [signed(one) for one in (-0.04, 0.0, -0.06, 1.25)] == ["+0.0", "+0.0", "-0.1", "+1.2"]
