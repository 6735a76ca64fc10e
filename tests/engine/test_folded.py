"""Do the counts that a kept demand folds into say the same as the demand, no more and no less?"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.engine import Ask, System
from solver.engine.folded import Count, Folded, folded
from solver.posed import Posed
from solver.rows import Demand, Linear, Row, at_least, at_most
from solver.rules import CATALOGUE
from solver.split import Split
from tests.engine.asks import solutions, systems
from tests.strategies import fact_forms, facts_of, rule_forms, scenario_of


def hold(counts: tuple[Count, ...], chosen: set[int]) -> bool:
    return all(count.low <= len(chosen.intersection(count.cells)) <= count.high for count in counts)


def only(demand: Demand, seats: int = 3, parties: int = 2) -> Folded:
    return folded(System(seats, parties, (demand,)), 0)


def exactly(*counts: Count) -> Folded:
    return Folded(counts, exact=True)


@pytest.mark.parametrize("kind", CATALOGUE)
@given(data=st.data())
def test_the_counts_hold_wherever_the_rule_is_kept_and_nowhere_else_if_exact(kind: str, data: st.DataObject) -> None:
    form = data.draw(fact_forms(), label="facts")
    facts = facts_of(form)
    posed = Posed(scenario_of({**form, "rules": [data.draw(rule_forms(facts, kind=kind), label="rule")]}).what_if())
    found = folded(posed.system, 0)
    assert found.exact or kind not in ("at_least", "at_most", "keeps")
    for holders in product(facts.contesting, repeat=len(facts.seats)):
        split = Split.of(zip(facts.seat_ids, holders, strict=True))
        kept = posed.rules[0].shortfall(split, facts) == 0
        held = hold(found.counts, set(posed.cells_of(split)))
        assert held == kept if found.exact else held >= kept


@given(systems())
def test_the_counts_of_any_rows_hold_for_the_cells_of_their_solutions(system: System) -> None:
    for demand in range(len(system.demands)):
        found = folded(system, demand)
        kept = {values[: system.cells] for values in solutions(system, Ask(system.kept((demand,)), only=(demand,)))}
        bare = System(system.seats, system.parties)
        for cells in solutions(bare, Ask()):
            held = hold(found.counts, {cell for cell, value in enumerate(cells) if value})
            assert held == (cells in kept) if found.exact else held >= (cells in kept)


def _follows(weights: dict[str, int], seats: int, parties: str = "AB", **more: object) -> Folded:
    rule = {"id": "f", "kind": "follows", "entitlement": {"weights": weights}, "method": "largest_remainder", **more}
    form = {
        "parties": [{"id": party} for party in parties],
        "seats": [{"id": f"s{index}"} for index in range(seats)],
        "rules": [rule],
    }
    return folded(Posed(scenario_of(form).what_if()).system, 0)


def test_an_entitlement_of_one_outcome_is_a_count_a_party() -> None:
    assert _follows({"A": 2, "B": 1}, 3) == exactly(Count((0, 2, 4), 2, 2), Count((1, 3, 5), 1, 1))


def test_an_entitlement_with_a_tie_bounds_what_each_party_holds() -> None:
    counts = (Count((0, 2, 4), 1, 2), Count((1, 3, 5), 1, 2))
    assert _follows({"A": 1, "B": 1}, 3) == Folded(counts, exact=False)


def test_an_entitlement_of_some_of_the_parties_bounds_what_the_lesser_one_holds() -> None:
    found = _follows({"A": 2, "B": 1}, 6, over=["A", "B"], parties="ABC")
    assert found == Folded((Count((0, 3, 6, 9, 12, 15), 0, 4), Count((1, 4, 7, 10, 13, 16), 0, 2)), exact=False)


def test_a_coefficient_is_divided_out_and_the_bound_rounded_inwards() -> None:
    twice = Linear.sum((0, 2, 4), 2)
    assert only(Demand(rows=(Row(twice, low=3, high=5),))) == exactly(Count((0, 2, 4), 2, 2))
    assert only(Demand(rows=(Row(twice.times(-1), low=-5, high=-3),))) == exactly(Count((0, 2, 4), 2, 2))


def test_a_helper_that_keeps_a_choice_leaves_a_count_that_is_not_exact() -> None:
    row = Row(Linear((0, 2, 4, -1), (1, 1, 1, 2)), low=3)
    assert only(Demand(((0, 1),), (row,))) == Folded((Count((0, 2, 4), 1, 3),), exact=False)
    assert only(Demand(((0, 1),), (Row(row.terms.times(-1), high=-3),))) == only(Demand(((0, 1),), (row,)))


def test_cells_that_count_differently_do_not_fold() -> None:
    assert only(Demand(rows=(Row(Linear((0, 2), (1, 2)), low=2),))) == Folded((), exact=False)


def test_a_row_that_holds_only_sometimes_does_not_fold() -> None:
    row = Row(Linear.sum((0, 2)), low=1, only_if=-1)
    assert only(Demand(((0, 1),), (row,), Linear((-1,), (1,)))) == Folded((), exact=False)


def test_what_binds_nobody_is_no_count() -> None:
    assert only(Demand()) == only(at_least((0, 2), 0)) == only(at_most((0, 2), 2)) == exactly()


def test_what_no_cells_can_keep_is_an_impossible_count() -> None:
    (count,) = only(at_least((0, 2), 3)).counts
    assert count.impossible
    (constant,) = only(Demand(shortfall=Linear(constant=1))).counts
    assert constant.impossible
