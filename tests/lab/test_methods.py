"""Do the laboratory's methods return what the engine returns, and do they know every tie?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import load, solve
from solver.lookups.apportionment import METHODS, Method
from solver.lookups.picking import all_picked, picked, picking_sequence
from solver.questions.lab.exhaustive import best_holdings, best_splits, exact_products
from solver.questions.lab.methods import named
from solver.questions.lab.own import Own
from solver.scenario import Scenario, SettingError
from solver.testing import Case, cases
from tests.commands import ROOT
from tests.oracle import Oracle
from tests.strategies import Size, scenarios

SOLVED = ("value", "strength", "leximin", "nash", "least_largest_shortfall", "follows:hill", "value+WEF1")
SEQUENCES = tuple(method for method in METHODS if method != "largest_remainder")

small = cases(4, 3, splits=100)


@pytest.mark.parametrize("name", SOLVED)
@settings(max_examples=4)
@given(case=small)
def test_a_method_returns_what_solve_returns(name: str, case: Case) -> None:
    method = named(name)
    answer = solve(method.scenario(case), time_limit=None, proofs=False)
    assert answer.status == "optimal"
    assert answer.split == case.split(method.splits(case)[0])


@settings(max_examples=30)
@given(scenario=scenarios(Size(seats=(1, 4), splits=80)))
def test_the_best_splits_are_those_of_the_oracle(scenario: Scenario) -> None:
    assert list(best_splits(scenario)) == [one.split for one in Oracle(scenario.what_if()).best]


@pytest.mark.parametrize("method", SEQUENCES)
@settings(max_examples=15)
@given(case=small)
def test_of_all_ways_to_pick_the_first_breaks_ties_by_the_order_of_the_file(method: Method, case: Case) -> None:
    first = picked(picking_sequence(method, case.weights, len(case.seats)), case.worth)
    assert all_picked(method, case.weights, case.worth)[0] == first


def test_every_way_of_breaking_ties_is_looked_at() -> None:
    assert sorted(all_picked("adams", (1, 1), ((1, 1), (1, 1)))) == [(0, 1), (1, 0)]
    assert all_picked("adams", (1, 1), ((2, 1), (1, 2))) == ((0, 1),)


def test_the_product_is_compared_exactly_where_rounded_logarithms_are_off() -> None:
    case = Case.of((1, 1), ((6, 1, 0, 2, 0), (0, 0, 1, 0, 2)))
    for split in named("nash").splits(case):
        held = case.held(split)
        assert held[0] * held[1] == 27


def test_in_a_product_each_counts_to_the_power_of_its_entitlement() -> None:
    case = Case.of((1, 3), ((1, 4, 4), (0, 1, 1)))  # 1 x 2^3 is more than 5 x 1^3
    assert best_holdings(case, *exact_products(case)) == ((0, 1, 1),)


@given(data=st.data())
@settings(max_examples=10)
def test_totals_are_those_of_the_method(data: st.DataObject) -> None:
    case = data.draw(small)
    for holders in named("follows:adams").splits(case):
        spread = [holders.count(party) for party in range(len(case.parties))]
        assert sum(spread) == len(case.seats)
        assert max(spread) - min(spread) <= max(case.weights)


def test_american_names_are_understood() -> None:
    assert named("picking:jefferson").name == "picking:dhondt"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nahs", "did you mean 'nash'?"),
        ("nash+WEF2", "no fairness notion is called 'WEF2'"),
        ("picking:adams+WEF1", "'picking:adams' is no goal"),
    ],
)
def test_a_name_that_is_not_known_is_told(name: str, told: str) -> None:
    with pytest.raises(SettingError, match=told.replace("?", r"\?")):
        named(name)


def test_ones_own_rules_are_laid_on_the_entitlements_and_values_of_each_case() -> None:
    own = Own("mine", load(ROOT / "scenarios" / "tiny-fair.yaml"))
    case = Case.of((1, 1), ((9, 8, 7), (4, 3, 2)))
    (rule,) = own.rules(case)
    assert rule.sentence(case.facts()).endswith("entitled by given weights (A 1, B 1), given values")
    assert own.splits(case) == named("value+WEF1").splits(case)


def test_rules_about_seats_of_their_own_cannot_be_laid_on_cases() -> None:
    with pytest.raises(SettingError, match="tiny: rule 'a-2019' cannot be laid on what is drawn: unknown election"):
        Own("tiny", load(ROOT / "scenarios" / "tiny.yaml"))
