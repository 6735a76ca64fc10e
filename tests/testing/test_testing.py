"""Can users draw pacts in their own tests, by pattern, and do they get what they ask for?"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import solver.testing
from solver import loads, solve
from solver.scenario import Scenario
from solver.scenario.written import as_yaml, form_of
from solver.testing import Case, NoHypothesisError, cases, entitlements, scenarios, splits_of, values

quick = settings(max_examples=400, database=None)


@given(scenario=scenarios(notions=("WEF1", "lower quota"), goal="nash", locked=True))
def test_a_scenario_drawn_is_a_file_that_loads(scenario: Scenario) -> None:
    again = loads(as_yaml(form_of(scenario)))
    assert (again.facts, again.rules, again.goals) == (scenario.facts, scenario.rules, scenario.goals)


@settings(max_examples=8)
@given(scenario=scenarios(notions=("WEF1",), max_seats=4))
def test_the_example_of_the_docs_holds(scenario: Scenario) -> None:
    assert solve(scenario, time_limit=None).cost[0].value == 0


def test_some_seats_are_locked_where_that_is_asked_for() -> None:
    drawn = find(scenarios(locked=True), lambda one: any(rule.must for rule in one.rules), settings=quick)
    locks = [rule for rule in drawn.rules if rule.must]
    assert all(rule.kind == "keeps" and rule.id.removeprefix("lock-") in drawn.facts.seat for rule in locks)
    with pytest.raises(NoSuchExample):
        find(scenarios(), lambda one: any(rule.must for rule in one.rules), settings=settings(quick, max_examples=30))


@given(case=cases(5, 4, min_seats=2, min_parties=3))
def test_a_case_keeps_to_its_size_and_to_splits_that_can_all_be_looked_at(case: Case) -> None:
    assert 3 <= len(case.parties) <= 4
    assert 2 <= len(case.seats) <= 5
    assert len(case.parties) ** len(case.seats) <= 1100
    assert min(case.weights) > 0


@pytest.mark.parametrize(
    "shape",
    [
        lambda rows: len({*rows[0], *rows[1]}) == 1,
        lambda rows: rows[0] == rows[1] and len(set(rows[0])) == 4,
        lambda rows: rows[0].count(0) == 3 and rows[0] != rows[1],
    ],
    ids=["alike", "common", "own, mostly zero"],
)
def test_every_pattern_of_values_comes_up(shape: Callable[[list[list[int]]], bool]) -> None:
    find(values(2, 4), shape, settings=quick)


def test_shuffled_rows_hold_the_same_numbers_in_other_orders() -> None:
    found = find(values(2, 4, patterns=("shuffled",)), lambda rows: rows[0] != rows[1], settings=quick)
    assert sorted(found[0]) == sorted(found[1])


def test_every_pattern_of_entitlements_comes_up() -> None:
    find(entitlements(3), lambda drawn: drawn == [1, 1, 1], settings=quick)
    find(entitlements(3), lambda drawn: len(set(drawn)) == 3, settings=quick)


def test_strong_parties_among_equals_come_up_often() -> None:
    drawn: list[list[int]] = []

    def seen(one: list[int]) -> bool:
        drawn.append(one)
        return False

    with pytest.raises(NoSuchExample):
        find(entitlements(8), seen, settings=settings(quick, max_examples=100))
    strong = [one for one in drawn if len(set(one)) == 2 and min(one) == 1]
    assert len(strong) >= len(drawn) // 10


@given(data=st.data())
def test_a_split_of_a_case_gives_every_seat_to_somebody(data: st.DataObject) -> None:
    case = data.draw(cases())
    split = data.draw(splits_of(case.facts()))
    assert tuple(split) == case.seats
    assert set(split.values()) <= set(case.parties)


@pytest.mark.parametrize(
    ("asked", "told"),
    [({"notions": ("WEF2",)}, "no fairness notion is called 'WEF2'"), ({"goal": "strength"}, "no goal over values")],
)
def test_a_name_that_is_not_known_is_told(asked: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        find(scenarios(**asked), lambda _: True, settings=quick)


def test_without_hypothesis_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver.testing, "find_spec", lambda _: None)
    with pytest.raises(NoHypothesisError, match=r"pip install 'seatpact\[lab\]'"):
        solver.testing.__getattr__("scenarios")
    assert importlib.util.find_spec("hypothesis")  # it is there all the same
