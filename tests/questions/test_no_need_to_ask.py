"""Where the split itself is the proof, is nobody asked; and where nobody knows, is nothing said?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from solver import loads
from solver.engine import Ask, Deadline, System, Unknown
from solver.engine.cpsat import CpSat
from solver.posed import Posed
from solver.questions.best_split import Best, best_split
from solver.questions.concessions import concessions
from solver.questions.conflicts import conflicts
from solver.questions.ranges import decided_by

EASY = "parties: [{id: A}, {id: B}]\nseats: [{id: s}, {id: t}]\nrules: [{id: r, kind: at_least, party: B, seats: 1}]"


@dataclass
class Silent(CpSat):
    """An engine that must not be asked."""

    system: System
    seed: int = 0

    def ask(self, ask: Ask, deadline: Deadline) -> Any:
        pytest.fail(f"asked {ask} with {deadline.left()} seconds left")


@pytest.fixture
def kept() -> tuple[Posed, Best]:
    posed = Posed(loads(EASY).what_if())
    best = best_split(posed, CpSat(posed.system), Deadline(None))
    assert isinstance(best, Best)
    return posed, best


def test_a_split_that_keeps_every_wish_proves_that_there_is_no_conflict(kept: tuple[Posed, Best]) -> None:
    posed, best = kept
    found = conflicts(posed, Silent(posed.system), Deadline(0), among_musts=False, kept=best.split)
    assert (found.found, found.complete) == ((), True)


def test_a_split_that_keeps_every_wish_proves_that_nothing_need_give_way(kept: tuple[Posed, Best]) -> None:
    posed, best = kept
    ways = concessions(posed, Silent(posed.system), best, Deadline(0))
    assert [way.loosen for way in ways.found] == [{}]
    assert (ways.complete, ways.more) == (True, False)


class Mute(Silent):
    """An engine that never knows."""

    def ask(self, ask: Ask, deadline: Deadline) -> Unknown:  # noqa: ARG002  # the engine's interface
        return Unknown()


def test_where_the_engine_does_not_know_nothing_is_said_to_have_decided(kept: tuple[Posed, Best]) -> None:
    posed, best = kept
    assert decided_by(posed, Mute(posed.system), best, {}, Deadline(None)) is None


class Listening(Silent):
    """An engine that answers, and counts how often."""

    asked = 0

    def ask(self, ask: Ask, deadline: Deadline) -> Any:
        self.asked += 1
        return CpSat(self.system).ask(ask, deadline)


GOAL = "\ngoals: [{kind: value, cells: [{seat: s, party: B, value: 5}, {seat: t, party: A, value: 3}]}]"


def test_where_totals_are_open_the_goal_decided_and_one_question_is_enough() -> None:
    posed = Posed(loads(EASY + GOAL).what_if())
    best = best_split(posed, CpSat(posed.system), Deadline(None))
    assert isinstance(best, Best)
    engine = Listening(posed.system)
    assert decided_by(posed, engine, best, {"A": (0, 1), "B": (1, 2)}, Deadline(None)) == "goal"
    assert engine.asked == 1


def test_where_totals_are_settled_the_engine_says_whether_demands_left_a_choice() -> None:
    posed = Posed(loads(EASY.replace("seats: 1", "seats: 2") + GOAL).what_if())
    best = best_split(posed, CpSat(posed.system), Deadline(None))
    assert isinstance(best, Best)
    assert decided_by(posed, CpSat(posed.system), best, {"A": (0, 0), "B": (2, 2)}, Deadline(None)) == "demands"


def test_where_the_engine_does_not_know_other_ways_out_are_neither_claimed_nor_denied() -> None:
    posed = Posed(loads(EASY.replace("seats: 1", "seats: 3")).what_if())
    best = best_split(posed, CpSat(posed.system), Deadline(None))
    assert isinstance(best, Best)
    ways = concessions(posed, Mute(posed.system), best, Deadline(None))
    assert [way.loosen for way in ways.found] == [{"r": 1}]
    assert (ways.complete, ways.more) == (False, None)
