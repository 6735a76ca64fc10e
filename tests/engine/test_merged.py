"""Does the smaller system, in which seats that nothing tells apart are one, answer as the whole does?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solver.engine import Ask, Deadline, Found, Impossible, System, optimise, same_seats
from solver.engine.cpsat import CpSat
from solver.engine.kept import Choice, Core, Keeper
from solver.engine.optimise import first_solution, minimise
from solver.posed import Posed
from solver.rows import Demand, Linear, Row, at_least, at_most
from solver.scenario import Scenario
from tests.engine.asks import drawn
from tests.engine.asks import solutions as every_solution
from tests.oracle import Oracle
from tests.strategies import seats_alike

FOREVER = Deadline(None)

PARTIES = 2
REGIONS = ((0, 1, 2), (3, 4), (5,))
"""Seats by region; no demand tells those of a region apart."""


@pytest.fixture(autouse=True, scope="module")
def every_system_is_large() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(same_seats, "MERGE_FROM", 0)
        yield


@st.composite
def regional(draw: st.DrawFn) -> Demand:
    """A bound on a party in some regions, or a sum in which regions weigh differently, with a helper of its own."""
    party = draw(st.integers(0, PARTIES - 1))
    regions = draw(st.lists(st.sampled_from(REGIONS), unique=True, min_size=1))
    cells = tuple(seat * PARTIES + party for region in regions for seat in region)
    if draw(st.booleans()):
        return draw(st.sampled_from((at_least, at_most)))(cells, draw(st.integers(0, len(cells))))
    weights = tuple(weight for region in regions for weight in [draw(st.integers(-2, 3))] * len(region))
    low = draw(st.integers(-2, 4))
    return Demand(((0, 9),), (Row(Linear((*cells, -1), (*weights, 1)), low=low),), Linear((-1,), (1,)))


@st.composite
def systems(draw: st.DrawFn) -> System:
    return System(6, PARTIES, tuple(draw(st.lists(regional(), min_size=1, max_size=4))))


@pytest.fixture(params=("searched", "relaxed"))
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    """Small systems are searched at once, large ones have their relaxation solved first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(optimise, "RELAX_FROM", 0 if request.param == "relaxed" else 1_500)
        yield request.param


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(systems(), st.data())
def test_the_least_value_and_its_bounds_are_those_of_the_whole(way: str, system: System, data: st.DataObject) -> None:
    engine = CpSat(system)
    assert engine.merged is not None
    some = tuple(index for index in range(len(system.demands)) if data.draw(st.booleans()))
    times = data.draw(st.lists(st.integers(0, 3), min_size=len(system.demands), max_size=len(system.demands)))
    objective = sum((terms.times(by) for terms, by in zip(system.shortfalls, times, strict=True)), Linear(constant=1))
    first = len(system.domains)
    ask = Ask(
        (*system.kept(some), Row(system.shortfalls[0], high=1, only_if=first), Row(Linear.sum((first,)), low=1)),
        ((0, 1),),
        objective,
        hint=data.draw(st.sampled_from(((), (1, 0) * 6))),
    )
    plain = engine.ask(ask, FOREVER)
    outcome, bounds = minimise(engine, ask, FOREVER)
    assert type(outcome) is type(plain)
    if not isinstance(outcome, Found) or not isinstance(plain, Found):
        assert isinstance(outcome, Impossible)
        return
    assert (outcome.objective, outcome.proved) == (plain.objective, plain.proved)
    fixed = {variable: (value, value) for variable, value in enumerate(outcome.values)}
    assert isinstance(engine.ask(replace(ask, bounds=fixed, hint=()), FOREVER), Found), "it is no solution of the whole"
    again, _ = minimise(engine, replace(ask, bounds=bounds, hint=()), FOREVER)
    assert isinstance(again, Found)
    assert again.objective == outcome.objective


@settings(max_examples=30)
@given(systems(), st.data())
def test_what_is_preferred_comes_first_as_in_the_whole(system: System, data: st.DataObject) -> None:
    engine = CpSat(system)
    assert engine.merged is not None
    helpers = range(system.cells, len(system.domains))
    prefer = tuple(data.draw(st.permutations(helpers)))
    shown = tuple(Row(terms, high=data.draw(st.integers(0, 3))) for terms in system.shortfalls)
    plain = engine.ask(Ask(shown, prefer=prefer), FOREVER)
    outcome = first_solution(engine, Ask(shown, prefer=prefer), FOREVER)
    assert type(outcome) is type(plain)
    if not isinstance(outcome, Found) or not isinstance(plain, Found):
        return
    assert [outcome.values[one] for one in prefer] == [plain.values[one] for one in prefer]
    fixed = {variable: (value, value) for variable, value in enumerate(outcome.values)}
    assert isinstance(engine.ask(Ask(shown, bounds=fixed), FOREVER), Found), "it is no solution of the whole"


@given(st.data())
def test_an_ask_of_any_kind_is_answered_as_by_the_whole(data: st.DataObject) -> None:
    """Whether seats can be merged or not, and whatever tells them apart in the ask."""
    system, ask = drawn(data)
    engine = CpSat(system)
    smaller = None if engine.merged is None else engine.merged[0].ask(ask)
    if engine.merged is None or smaller is None or ask.prefer:
        return
    outcome = engine.merged[0].outcome(engine.merged[1].ask(smaller, FOREVER))
    every = list(every_solution(system, ask))
    assert isinstance(outcome, Found) == bool(every)
    if isinstance(outcome, Found):
        assert outcome.values in every
        assert ask.minimise is None or outcome.objective == min(map(ask.minimise.value, every))


@settings(max_examples=40)
@given(seats_alike(), st.data())
def test_what_can_be_kept_is_kept_and_a_core_is_not(scenario: Scenario, data: st.DataObject) -> None:
    posed = Posed(scenario.what_if())
    asked = [index for index in range(len(posed.rules)) if data.draw(st.booleans())]
    truth = Oracle(posed.what_if)
    outcome = Keeper(posed.system, CpSat(posed.system)).ask(asked, FOREVER)
    if isinstance(outcome, Core):
        assert {*outcome.demands} <= {*asked}
        assert not truth.keeping(outcome.demands)
        return
    assert isinstance(outcome, Choice)
    assert not any(posed.shortfalls(posed.split(tuple(outcome.chosen.tolist())), asked).values())


@settings(max_examples=40)
@given(seats_alike(), st.data())
def test_demands_that_are_called_a_clash_cannot_all_be_kept(scenario: Scenario, data: st.DataObject) -> None:
    posed = Posed(scenario.what_if())
    asked = [index for index in range(len(posed.rules)) if data.draw(st.booleans())]
    possible = bool(Oracle(posed.what_if).keeping(asked))
    few = CpSat(posed.system).clash(asked, FOREVER, 10.0)
    assert (few is None) == possible
    if few is not None:
        assert {*few} <= {*asked}
        assert not Oracle(posed.what_if).keeping(few)


def test_seats_of_a_region_are_one() -> None:
    bound = at_least(tuple(seat * PARTIES for seat in (0, 1, 2)), 2)
    found = CpSat(System(6, PARTIES, (bound,))).merged
    assert found is not None
    seats, _ = found
    assert seats.groups == [[0, 1, 2], [3, 4, 5]]
    assert seats.system.domains[: seats.numbers] == ((0, 3),) * 4


def test_a_system_in_which_most_seats_are_told_apart_is_left_as_it_is() -> None:
    claims = tuple(at_least((seat * PARTIES,), 1) for seat in range(4))
    assert CpSat(System(6, PARTIES, claims)).merged is None
    assert CpSat(System(6, PARTIES, claims[:2])).merged is not None


def test_an_ask_about_some_seats_of_a_group_goes_to_the_whole() -> None:
    found = CpSat(System(6, PARTIES, (at_least(tuple(seat * PARTIES for seat in (0, 1, 2)), 2),))).merged
    assert found is not None
    seats, _ = found
    assert seats.ask(Ask((Row(Linear.sum((0, 2)), low=1),))) is None
    assert seats.ask(Ask((Row(Linear.sum((0, 2, 4)), low=1),))) is not None
