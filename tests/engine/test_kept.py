"""Does the keeper answer as looking at every split does, whichever engine it asks?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.certificate import refuted
from solver.engine import Deadline, System, Unknown, kept
from solver.engine.by_flow import ByFlow
from solver.engine.clauses import Clauses
from solver.engine.cpsat import CpSat
from solver.engine.kept import Choice, Core, Keeper
from solver.posed import Posed
from solver.rows import Demand, Linear, Row, at_least, at_most
from solver.scenario import Scenario
from tests.engine.transport.networks import Network as Counts
from tests.engine.transport.networks import networks, short
from tests.oracle import Oracle
from tests.strategies import Form, Size, scenario_of, scenarios, settings_of

FOREVER = Deadline(None)
SMALL = Size(seats=(1, 5), contesting=(1, 3), rules=(2, 8), splits=250)


@pytest.fixture(params=["sat", "search", "relaxation"])
def _engines(request: pytest.FixtureRequest) -> Iterator[None]:
    """What the network leaves goes to the SAT solver, else to CP-SAT; on large systems to the relaxation before."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "sat":
            patch.setattr(Clauses, "ask", lambda *_: None)
        if request.param == "relaxation":
            patch.setattr(kept, "RELAX_FROM", 0)
        yield


class Drawn:
    """A what-if, some of its rules, and the keeper and the list of all splits to ask about them."""

    def __init__(self, scenario: Scenario, data: st.DataObject) -> None:
        self.posed = Posed(scenario.what_if(data.draw(settings_of(scenario))))
        self.keeper = Keeper(self.posed.system, CpSat(self.posed.system))
        self.oracle = Oracle(self.posed.what_if)
        every = range(len(self.posed.rules))
        self.some = tuple(sorted(data.draw(st.sets(st.sampled_from(every))))) if every else ()


def _check_core(drawn: Drawn, demands: Sequence[int], needed: Collection[int] = ()) -> None:
    """No split keeps these; without one of those needed, a split keeps all the rest that was asked about."""
    assert set(demands) <= set(drawn.some)
    assert not drawn.oracle.keeping(demands)
    for demand in needed:
        assert demand in demands
        assert drawn.oracle.keeping(other for other in drawn.some if other != demand)


@pytest.mark.usefixtures("_engines")
@settings(max_examples=30)
@given(scenario=scenarios(SMALL), data=st.data())
def test_what_can_be_kept_is_kept_by_a_split_and_a_core_by_none(scenario: Scenario, data: st.DataObject) -> None:
    drawn = Drawn(scenario, data)
    outcome = drawn.keeper.ask(drawn.some, FOREVER)
    if isinstance(outcome, Core):
        _check_core(drawn, outcome.demands, outcome.needed)
        return
    assert isinstance(outcome, Choice)
    split = drawn.posed.split(tuple(outcome.chosen.tolist()))
    assert split in [one.split for one in drawn.oracle.keeping(drawn.some)]


@settings(max_examples=30)
@given(scenarios(SMALL), st.data())
def test_a_cut_takes_demands_that_no_split_keeps(scenario: Scenario, data: st.DataObject) -> None:
    drawn = Drawn(scenario, data)
    cut = drawn.keeper.cut(drawn.some)
    if cut is not None:
        _check_core(drawn, drawn.keeper.counted.behind(cut))


@settings(max_examples=30)
@given(scenarios(SMALL), st.data())
def test_multipliers_refute_and_are_found_only_where_no_split_keeps_all(
    scenario: Scenario, data: st.DataObject
) -> None:
    drawn = Drawn(scenario, data)
    certificate = drawn.keeper.refutation(drawn.some, FOREVER)
    if certificate is not None:
        assert refuted(drawn.posed.system, certificate)
        _check_core(drawn, sorted(certificate.demands()))


@settings(max_examples=30)
@given(scenarios(SMALL), st.data())
def test_the_least_shortfall_beside_others_is_that_of_every_split(scenario: Scenario, data: st.DataObject) -> None:
    drawn = Drawn(scenario, data)
    system = drawn.posed.system
    keepers = [drawn.keeper, *(Keeper(system, engine) for engine in (ByFlow(system), CpSat(system, alone=True)))]
    for demand in drawn.some:
        others = [one for one in drawn.some if one != demand]
        splits = drawn.oracle.keeping(others)
        if splits:
            least = min(one.shortfalls[demand] for one in splits)
            assert [keeper.least(demand, others, FOREVER) for keeper in keepers] == [least] * 3


@given(scenarios(SMALL), st.data())
def test_the_demands_that_a_split_breaks_are_those_that_fall_short_in_it(
    scenario: Scenario, data: st.DataObject
) -> None:
    drawn = Drawn(scenario, data)
    looked = data.draw(st.sampled_from(drawn.oracle.every))
    cells = np.zeros(drawn.posed.system.cells, dtype=np.int64)
    cells[list(drawn.posed.cells_of(looked.split))] = 1
    counted = drawn.keeper.counted
    broken = {i for i, short in enumerate(looked.shortfalls) if short and counted.exact(i)}
    told = set(counted.breaks(cells).tolist())
    assert {i for i in told if counted.exact(i)} == broken
    assert all(looked.shortfalls[i] for i in told)


@settings(max_examples=60)
@given(drawn=networks(4), data=st.data())
def test_each_engine_keeps_the_same_sets_of_counts(drawn: Counts, data: st.DataObject) -> None:
    demands = (*drawn.musts, *(demand for demand, _, _ in drawn.wishes), *data.draw(pins(drawn)))
    system = System(drawn.seats, drawn.parties, demands)
    every = [*product(*(range(s * drawn.parties, (s + 1) * drawn.parties) for s in range(drawn.seats)))]

    def kept_together(some: Collection[Demand]) -> bool:
        return any(not any(short(demand, chosen) for demand in some) for chosen in every)

    for engine in (CpSat(system), CpSat(system, alone=True), ByFlow(system)):
        outcome = Keeper(system, engine).ask(range(len(demands)), FOREVER)
        assert isinstance(outcome, Choice) == kept_together(demands)
        if isinstance(outcome, Choice):
            chosen = tuple(np.flatnonzero(outcome.chosen).tolist())
            assert not any(short(demand, chosen) for demand in demands)
        else:
            assert isinstance(outcome, Core)
            assert not kept_together([demands[one] for one in outcome.demands])


@st.composite
def pins(draw: st.DrawFn, drawn: Counts) -> tuple[Demand, ...]:
    """No seat pinned, or all of them, some perhaps to two parties."""
    if draw(st.booleans()):
        return ()
    width = drawn.parties
    return tuple(at_least((s * width + draw(st.integers(0, width - 1)),), 1) for s in (*range(drawn.seats), 0))


def _minimum(seats: range, party: int, number: int) -> Demand:
    return at_least(tuple(seat * 2 + party for seat in seats), number)


def test_counts_that_nest_are_answered_by_the_network_alone() -> None:
    demands = (_minimum(range(6), 0, 2), _minimum(range(3), 0, 1), _minimum(range(6), 1, 5))
    keeper = Keeper(system := System(6, 2, demands), CpSat(system))
    assert isinstance(keeper.ask((0, 1), FOREVER), Choice)
    assert keeper.ask((0, 1, 2), FOREVER) == Core((0, 2), frozenset({0, 2}))
    assert set(keeper.calls) == {"network"}


def _halves() -> Keeper:
    """Of each two of three seats exactly one is for A: a half of each would do."""
    pairs = [(first * 2, second * 2) for first, second in ((0, 1), (1, 2), (0, 2))]
    system = System(3, 2, (*(at_most(pair, 1) for pair in pairs), *(at_least(pair, 1) for pair in pairs)))
    return Keeper(system, CpSat(system))


def test_counts_that_clash_in_whole_numbers_only_are_refuted_by_search() -> None:
    keeper = _halves()
    assert keeper.ask(range(6), FOREVER) == Core((0, 1, 2, 3, 4, 5))
    assert keeper.refutation(range(6), FOREVER) is None
    assert isinstance(keeper.ask(range(5), FOREVER), Choice)


def test_no_answer_of_the_engine_is_no_answer_of_the_keeper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CpSat, "ask", lambda *_: Unknown())
    monkeypatch.setattr(Clauses, "ask", lambda *_: None)
    assert _halves().ask(range(6), FOREVER) == Unknown()
    assert _halves().least(0, (1, 2, 3, 4, 5), FOREVER) is None


@pytest.mark.parametrize("party", [0, 1])
def test_a_demand_that_is_more_than_counts_is_kept_too(party: int) -> None:
    weighed = Demand(rows=(Row(Linear((party, 2 + party), (1, 2)), low=3),))
    keeper = Keeper(system := System(2, 2, (weighed, _minimum(range(2), 1 - party, 1))), CpSat(system))
    choice = keeper.ask((0,), FOREVER)
    assert isinstance(choice, Choice)
    assert choice.chosen[[party, 2 + party]].tolist() == [1, 1]
    outcome = keeper.ask((0, 1), FOREVER)
    assert isinstance(outcome, Core)
    assert set(outcome.demands) == {0, 1}


def test_once_time_is_up_no_number_is_worked_out() -> None:
    keeper = Keeper(system := System(6, 2, (_minimum(range(6), 0, 2), _minimum(range(6), 1, 5))), CpSat(system))
    assert keeper.least(0, (1,), FOREVER) == 1
    assert keeper.least(0, (1,), Deadline(0)) is None


def test_nothing_is_called_needed_where_some_demands_were_not_looked_at() -> None:
    follows = {"id": "f", "kind": "follows", "method": "quota", "over": ["A", "B"], "must": True}
    form: Form = {
        "parties": [{"id": party} for party in "ABCD"],
        "seats": [{"id": f"s{number}"} for number in range(3)],
        "rules": [
            {**follows, "entitlement": {"weights": {"A": 1, "B": 0}}},
            *({"id": f"one-{party}", "kind": "at_least", "party": party, "seats": 1} for party in "ABCD"),
        ],
    }
    posed = Posed(scenario_of(form).what_if())
    outcome = Keeper(posed.system, CpSat(posed.system)).ask(range(5), FOREVER)
    assert isinstance(outcome, Core)
    assert not outcome.needed  # four parties want one of three seats each; but B may have none at all
