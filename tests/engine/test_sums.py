"""Do sums on classes of like seats answer as looking at every split does, asked once and asked again?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.engine import Deadline, System, sums
from solver.engine.counted import Counted
from solver.engine.cpsat import CpSat
from solver.engine.kept import Choice, Core, Keeper
from solver.engine.sides import Sides
from solver.engine.simplex import Simplex, whole
from solver.engine.sums import Sums
from solver.posed import Posed
from solver.rows import Demand, Linear, Row
from solver.scenario import Scenario
from tests.oracle import Oracle
from tests.strategies import Size, scenarios, seats_alike

SMALL = Size(seats=(1, 5), contesting=(1, 3), rules=(2, 8), splits=250)


def _count(cells: list[int], low: int | None = None, high: int | None = None) -> Demand:
    return Demand(rows=(Row(Linear.sum(cells), low, high),))


def _sums(system: System) -> Sums:
    return Sums(Sides(Counted(system)))


@settings(max_examples=40)
@given(scenarios(SMALL) | seats_alike(), st.data())
def test_every_answer_is_a_split_or_demands_that_none_keeps(scenario: Scenario, data: st.DataObject) -> None:
    posed = Posed(scenario.what_if())
    keeper, oracle = Keeper(posed.system, CpSat(posed.system)), Oracle(posed.what_if)
    keeper.expect_many()
    every = range(len(posed.rules))
    for _ in range(4):
        some = tuple(sorted(data.draw(st.sets(st.sampled_from(every))))) if every else ()
        known = keeper.known(some)
        outcome = keeper.ask(some, Deadline(None))
        assert known is None or isinstance(outcome, Core)
        for core in (known, outcome.demands if isinstance(outcome, Core) else None):
            assert core is None or (set(core) <= set(some) and not oracle.keeping(core))
        if isinstance(outcome, Choice):
            split = posed.split(tuple(outcome.chosen.tolist()))
            assert split in [one.split for one in oracle.keeping(some)]


def test_a_sum_that_proved_a_clash_proves_others_without_a_question() -> None:
    """Four seats, two parties: at least 3 and at least 2 for each do not go together, nor do 3 and 3."""
    first, second = [0, 2, 4, 6], [1, 3, 5, 7]
    demands = (_count(first, 3), _count(second, 2), _count(second, 3), _count(second, 1), _count(first, 4))
    asked = _sums(System(4, 2, demands))
    assert asked.known((0, 2)) is None
    assert asked.ask((0, 1, 3)) == (0, 1)
    assert asked.known((0, 2)) == (0, 2)
    assert asked.known((3, 4)) == (3, 4)
    assert asked.known((0, 3)) is None
    assert asked.known((0, 1, 2, 3, 4)) == (2, 4)  # those that ask for most


def _triangles() -> System:
    """Two times three seats, of any two of which party 0 gets one at most, and 3 in all: half of each, in fractions."""
    pairs = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)]
    limits = [_count([2 * one, 2 * other], high=1) for one, other in pairs]
    return System(6, 2, (*limits, _count([2 * seat for seat in range(6)], 3)))


def test_what_only_fractions_keep_is_refuted_by_trying_both_sides_of_one() -> None:
    assert _sums(_triangles()).ask(range(7)) == tuple(range(7))


def test_too_many_fractions_are_left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sums, "BRANCHES", 0)
    assert _sums(_triangles()).ask(range(7)) is None


def test_a_clash_that_does_not_add_up_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _sums(_triangles())
    monkeypatch.setattr(Simplex, "solve", lambda *_: {0: 1.0})
    assert asked.ask((0,)) is None


def test_multipliers_become_whole_in_the_same_proportions() -> None:
    assert whole({0: 1.0, 3: 0.5, 4: 1 / 3}) == {0: 6, 3: 3, 4: 2}
