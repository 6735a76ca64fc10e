"""Do the multipliers found prove that demands clash, and are they found where adding up is enough?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from solver.certificate import refuted
from solver.engine import Ask, Deadline, Found, System
from solver.engine.cpsat import CpSat
from solver.engine.refute import refutation
from solver.posed import Posed
from solver.rows import Demand, Linear, Row, at_least, at_most
from solver.scenario import Scenario
from tests import strategies

FOREVER = Deadline(None)


def cells(seats: range, parties: int, party: int) -> tuple[int, ...]:
    return tuple(seat * parties + party for seat in seats)


def minimum(seats: range, parties: int, party: int, number: int) -> Demand:
    return at_least(cells(seats, parties, party), number)


def test_two_minimums_above_the_number_of_seats_clash_by_one_count() -> None:
    every = range(80)
    system = System(80, 2, (minimum(every, 2, 0, 22), minimum(every, 2, 1, 60)))
    certificate = refutation(system, (0, 1), FOREVER)
    assert certificate is not None
    assert certificate.rows == {(0, 0): 1, (1, 0): 1}
    assert certificate.kept == {0: -1, 1: -1}
    assert certificate.seats == dict.fromkeys(every, -1)


def test_minimums_that_just_fit_are_not_refuted() -> None:
    every = range(80)
    system = System(80, 2, (minimum(every, 2, 0, 20), minimum(every, 2, 1, 60)))
    assert refutation(system, (0, 1), FOREVER) is None


def test_only_the_seats_that_are_asked_for_too_often_take_part() -> None:
    pool, every = range(14), range(40)
    demands = (minimum(pool, 3, 0, 9), minimum(every, 3, 2, 20), minimum(pool, 3, 1, 8))
    certificate = refutation(System(40, 3, demands), range(3), FOREVER)
    assert certificate is not None
    assert certificate.demands() == {0, 2}
    assert set(certificate.seats) == set(pool)


def test_of_two_clashes_one_is_told() -> None:
    demands = tuple(minimum(range(seat, seat + 1), 2, party, 1) for seat in (0, 1) for party in (0, 1))
    certificate = refutation(System(2, 2, demands), range(4), FOREVER)
    assert certificate is not None
    assert certificate.demands() in ({0, 1}, {2, 3})


def test_a_ban_on_every_party_of_a_seat_clashes() -> None:
    demands = tuple(at_most((party,), 0) for party in range(3))
    certificate = refutation(System(1, 3, demands), range(3), FOREVER)
    assert certificate is not None
    assert certificate.demands() == {0, 1, 2}


def test_demands_that_are_not_asked_about_take_no_part() -> None:
    every = range(10)
    demands = (minimum(every, 2, 0, 6), minimum(every, 2, 1, 6))
    assert refutation(System(10, 2, demands), (0,), FOREVER) is None


def test_a_demand_that_no_split_keeps_is_refuted_alone() -> None:
    asks_too_much = Demand(((0, 9),), (Row(Linear.sum((0, 2, -1)), low=3),), Linear((-1,), (1,)))
    certificate = refutation(System(2, 2, (asks_too_much,)), (0,), FOREVER)
    assert certificate is not None
    assert certificate.demands() == {0}


def test_a_constant_shortfall_is_refuted() -> None:
    certificate = refutation(System(1, 1, (Demand(shortfall=Linear(constant=1)),)), (0,), FOREVER)
    assert certificate is not None
    assert certificate.demands() == {0}


def test_no_demands_are_not_refuted() -> None:
    assert refutation(System(3, 2), (), FOREVER) is None


def test_rows_that_hold_only_sometimes_are_left_out() -> None:
    sometimes = Demand(((0, 1), (0, 1)), (Row(Linear.sum((-1,)), low=1, only_if=-2),), Linear((-1,), (1,)))
    assert refutation(System(1, 1, (sometimes,)), (0,), FOREVER) is None


@given(strategies.scenarios(), st.data())
def test_what_is_returned_refutes_and_what_can_be_kept_is_never_refuted(
    scenario: Scenario, data: st.DataObject
) -> None:
    posed = Posed(scenario.what_if(data.draw(strategies.settings_of(scenario))))
    every = range(len(posed.rules))
    chosen = data.draw(st.sets(st.sampled_from(every))) if every else set()
    certificate = refutation(posed.system, chosen, FOREVER)
    if certificate is None:
        return
    assert refuted(posed.system, certificate)
    assert certificate.demands() <= chosen
    ask = Ask(posed.system.kept(certificate.demands()), only=tuple(sorted(certificate.demands())))
    assert not isinstance(CpSat(posed.system).ask(ask, FOREVER), Found)


@given(
    st.integers(1, 6),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=4),
)
def test_minimums_over_pools_are_refuted_exactly_if_no_split_keeps_them(
    seats: int, asked: list[tuple[int, int]]
) -> None:
    """One minimum a party over a run of seats: the relaxation of an assignment is exact."""
    demands = tuple(
        minimum(range(first, seats), len(asked), party, min(number, max(0, seats - first)))
        for party, (first, number) in enumerate(asked)
    )
    system = System(seats, len(asked), demands)
    possible = isinstance(CpSat(system).ask(Ask(system.kept(range(len(asked)))), FOREVER), Found)
    assert (refutation(system, range(len(asked)), FOREVER) is None) == possible
