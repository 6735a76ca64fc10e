"""Is every set that a lifted sum of rows covers refuted, by the same sum and by looking at every split?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.engine import Deadline
from solver.engine.counted import Counted
from solver.engine.lifted_rows import lifted_rows
from solver.engine.refute import refutation
from solver.posed import Posed
from solver.scenario import Scenario
from solver.shares import objection
from tests.engine.test_lifting import covered
from tests.oracle import Oracle
from tests.strategies import Form, scenario_of, scenarios, seats_alike

FOREVER = Deadline(None)


@settings(max_examples=30)
@given(seats_alike() | scenarios(), st.data())
def test_every_set_that_a_lifted_sum_covers_clashes(scenario: Scenario, data: st.DataObject) -> None:
    posed = Posed(scenario.what_if())
    every = range(len(posed.rules))
    chosen = [index for index in every if data.draw(st.integers(0, 3))]
    fixed = [index for index in chosen if not data.draw(st.integers(0, 4))]
    proof = refutation(posed.system, chosen, FOREVER)
    found = None if proof is None else lifted_rows(Counted(posed.system), proof, every, fixed)
    if found is None:
        return
    lifted, certificate = found
    groups = [(group.part, group.demands) for group in lifted.groups]
    assert objection(posed.system, certificate, groups, lifted.more_than) is None
    assert {*lifted.always}.isdisjoint(demand for _, demands in groups for demand in demands)
    truth = Oracle(posed.what_if)
    for one in covered(lifted):
        assert not truth.keeping(one)


FIVE_TO_ONE: Form = {
    "parties": [{"id": party} for party in "ABC"],
    "seats": [{"id": f"s{index}"} for index in range(12)],
    "rules": [
        {"id": "f", "kind": "follows", "entitlement": {"weights": {"A": 5, "B": 1}}, "over": ["A", "B"]}
        | {"method": "dhondt"},
        {"id": "c", "kind": "at_least", "party": "C", "seats": 2},
        *({"id": f"b-{i}", "kind": "keeps", "party": "B", "where": {"seats": [f"s{i}"]}} for i in range(4)),
    ],
}
"""By D'Hondt, B's second seat is due at eleven of A's and B's together: of twelve, C can hold one beside two of B's."""


def test_one_for_five_makes_a_claim_weigh_as_much_as_six_seats() -> None:
    system = Posed(scenario_of(FIVE_TO_ONE).what_if()).system
    proof = refutation(system, (0, 1, 2, 3), FOREVER)
    assert proof is not None
    found = lifted_rows(Counted(system), proof, range(6))
    assert found is not None
    lifted, _ = found
    assert lifted.always == (0,)
    assert [(group.part, group.demands) for group in lifted.groups] == [
        (2, (1,)),
        *((6, (demand,)) for demand in range(2, 6)),
    ]
    assert lifted.more_than == 13


def test_what_is_fixed_stays_so() -> None:
    system = Posed(scenario_of(FIVE_TO_ONE).what_if()).system
    proof = refutation(system, (0, 1, 2, 3), FOREVER)
    assert proof is not None
    found = lifted_rows(Counted(system), proof, range(6), fixed=(1,))
    assert found is not None
    assert found[0].always == (0, 1)


@pytest.mark.parametrize("fixed", [(0, 1, 2, 3)])
def test_where_nothing_can_be_exchanged_nothing_is_lifted(fixed: tuple[int, ...]) -> None:
    system = Posed(scenario_of(FIVE_TO_ONE).what_if()).system
    proof = refutation(system, (0, 1, 2, 3), FOREVER)
    assert proof is not None
    assert lifted_rows(Counted(system), proof, range(4), fixed=fixed) is None
