"""Can demands that are told to be alike stand for each other, whatever else is kept?"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.alike import alike
from solver.posed import Posed
from solver.rows import Demand, Linear, Row, at_least, at_most
from solver.scenario import Scenario
from solver.system import System
from tests.oracle import Oracle
from tests.strategies import seats_alike


def groups(*demands: int, system: System, always: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    return alike(system, demands, always)


THREE = (at_least((0,), 1), at_least((2,), 1), at_least((4,), 1))
"""The first of two parties claims each of three seats."""


def test_claims_of_seats_that_nothing_tells_apart_are_alike() -> None:
    system = System(3, 2, (*THREE, at_least((1, 3, 5), 2)))
    assert groups(0, 1, 2, 3, system=system) == [(0, 1, 2)]


def test_a_demand_on_some_of_the_seats_tells_them_apart() -> None:
    system = System(3, 2, (*THREE, at_least((1, 3), 1)))
    assert groups(0, 1, 2, 3, system=system) == [(0, 1)]
    assert groups(0, 1, 2, system=system) == [(0, 1, 2)]
    assert groups(0, 1, 2, system=system, always=(3,)) == [(0, 1)]


def test_rows_of_one_demand_tell_seats_apart() -> None:
    rows = (Row(Linear.sum((1, -1)), low=1), Row(Linear((3, -1), (1, -1)), high=0))
    system = System(3, 2, (*THREE, Demand(((0, 2),), rows, Linear((-1,), (1,)))))
    assert groups(0, 1, 2, 3, system=system) == []
    assert groups(0, 1, 2, system=system) == [(0, 1, 2)]


def test_claims_of_other_parties_and_bans_are_not_like_a_claim() -> None:
    assert groups(0, 1, system=System(2, 2, (at_least((0,), 1), at_least((3,), 1)))) == []
    assert groups(0, 1, system=System(2, 2, (at_least((0,), 1), at_most((2,), 0)))) == []


def test_a_seat_with_two_claims_is_like_none_with_one() -> None:
    system = System(3, 2, (*THREE, at_least((1,), 1)))
    assert groups(0, 1, 2, 3, system=system) == [(1, 2)]
    assert groups(0, 1, 2, system=system, always=(3,)) == [(1, 2)]


@settings(max_examples=30)
@given(seats_alike(), st.data())
def test_what_can_be_kept_can_be_kept_with_one_in_the_place_of_another(scenario: Scenario, data: st.DataObject) -> None:
    posed = Posed(scenario.what_if())
    every = range(len(posed.rules))
    candidates = [index for index in every if data.draw(st.booleans())]
    always = [index for index in every if index not in candidates and data.draw(st.booleans())]
    truth = Oracle(posed.what_if)
    for group in alike(posed.system, candidates, always):
        one, other = data.draw(st.permutations(group))[:2]
        chosen = {index for index in candidates if data.draw(st.booleans())}
        swapped = {{one: other, other: one}.get(index, index) for index in chosen}
        assert bool(truth.keeping([*always, *chosen])) == bool(truth.keeping([*always, *swapped]))
