"""Do the counts that a kept demand folds into say the same as the demand, no more and no less?"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.engine import Ask, System
from solver.engine.folded import Count, folded
from solver.posed import Posed
from solver.rows import Demand, Linear, Row, at_least, at_most
from solver.rules import CATALOGUE
from solver.split import Split
from tests.engine.asks import solutions, systems
from tests.strategies import fact_forms, facts_of, rule_forms, scenario_of


def hold(counts: tuple[Count, ...], chosen: set[int]) -> bool:
    return all(count.low <= len(chosen.intersection(count.cells)) <= count.high for count in counts)


def only(demand: Demand, seats: int = 3, parties: int = 2) -> tuple[Count, ...] | None:
    return folded(System(seats, parties, (demand,)), 0)


@pytest.mark.parametrize("kind", CATALOGUE)
@given(data=st.data())
def test_the_counts_hold_in_a_split_exactly_if_the_rule_is_kept(kind: str, data: st.DataObject) -> None:
    form = data.draw(fact_forms(), label="facts")
    facts = facts_of(form)
    posed = Posed(scenario_of({**form, "rules": [data.draw(rule_forms(facts, kind=kind), label="rule")]}).what_if())
    counts = folded(posed.system, 0)
    if counts is None:
        assert kind not in ("at_least", "at_most", "keeps")
        return
    for holders in product(facts.contesting, repeat=len(facts.seats)):
        split = Split.of(zip(facts.seat_ids, holders, strict=True))
        kept = posed.rules[0].shortfall(split, facts) == 0
        assert hold(counts, set(posed.cells_of(split))) == kept


@given(systems())
def test_the_counts_of_any_rows_hold_for_the_cells_of_their_solutions_and_no_others(system: System) -> None:
    for demand in range(len(system.demands)):
        counts = folded(system, demand)
        if counts is None:
            continue
        kept = {values[: system.cells] for values in solutions(system, Ask(system.kept((demand,)), only=(demand,)))}
        bare = System(system.seats, system.parties)
        for cells in solutions(bare, Ask()):
            assert hold(counts, {cell for cell, value in enumerate(cells) if value}) == (cells in kept)


def _follows(weights: dict[str, int], seats: int, **more: object) -> tuple[Count, ...] | None:
    rule = {"id": "f", "kind": "follows", "entitlement": {"weights": weights}, "method": "largest_remainder", **more}
    form = {
        "parties": [{"id": party} for party in "AB"],
        "seats": [{"id": f"s{index}"} for index in range(seats)],
        "rules": [rule],
    }
    return folded(Posed(scenario_of(form).what_if()).system, 0)


def test_an_entitlement_of_one_outcome_is_a_count_a_party() -> None:
    assert _follows({"A": 2, "B": 1}, 3) == (Count((0, 2, 4), 2, 2), Count((1, 3, 5), 1, 1))


def test_an_entitlement_with_a_tie_is_more_than_counts() -> None:
    assert _follows({"A": 1, "B": 1}, 3) is None


def test_an_entitlement_of_some_of_the_parties_is_more_than_counts() -> None:
    assert _follows({"A": 2, "B": 1}, 3, over=["A"]) is None


def test_a_coefficient_is_divided_out_and_the_bound_rounded_inwards() -> None:
    twice = Linear.sum((0, 2, 4), 2)
    assert only(Demand(rows=(Row(twice, low=3, high=5),))) == (Count((0, 2, 4), 2, 2),)
    assert only(Demand(rows=(Row(twice.times(-1), low=-5, high=-3),))) == (Count((0, 2, 4), 2, 2),)


def test_cells_that_count_differently_do_not_fold() -> None:
    assert only(Demand(rows=(Row(Linear((0, 2), (1, 2)), low=2),))) is None


def test_a_row_that_holds_only_sometimes_does_not_fold() -> None:
    assert only(Demand(((0, 1),), (Row(Linear.sum((0, 2)), low=1, only_if=-1),), Linear((-1,), (1,)))) is None


def test_what_binds_nobody_is_no_count() -> None:
    assert only(Demand()) == only(at_least((0, 2), 0)) == only(at_most((0, 2), 2)) == ()


def test_what_no_cells_can_keep_is_an_impossible_count() -> None:
    (count,) = only(at_least((0, 2), 3)) or ()
    assert count.impossible
    (constant,) = only(Demand(shortfall=Linear(constant=1))) or ()
    assert constant.impossible
