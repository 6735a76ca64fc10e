"""Does a guess of helpers only ever answer with splits that keep what was asked?"""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.engine import Ask, Deadline, Found, System
from solver.engine.counted import Counted
from solver.engine.cpsat import CpSat
from solver.engine.guesses import Guesses
from solver.posed import Posed
from solver.rows import Demand, Linear, Row
from solver.scenario import Scenario
from tests.engine.test_lifted_rows import FIVE_TO_ONE
from tests.engine.test_lifting import demands_of
from tests.strategies import scenario_of, scenarios, seats_alike

FOREVER = Deadline(None)


@settings(max_examples=30)
@given(seats_alike() | scenarios(), st.data())
def test_a_guess_that_comes_true_keeps_all_that_was_asked(scenario: Scenario, data: st.DataObject) -> None:
    posed = Posed(scenario.what_if())
    guesses = Guesses(Counted(posed.system))
    engine = CpSat(posed.system)
    for _ in range(3):
        asked = [index for index in range(len(posed.rules)) if data.draw(st.booleans())]
        outcome = engine.ask(Ask(posed.system.kept(asked), only=tuple(asked)), FOREVER)
        if isinstance(outcome, Found):
            guesses.learn(asked, outcome.values)
        chosen = guesses.ask(asked)
        if chosen is not None:
            split = posed.split(tuple(chosen.tolist()))
            assert not any(posed.shortfalls(split, asked).values())


EVEN = Demand(((0, 2),), (Row(Linear((0, 3, 6, 9, -1), (1, 1, 1, 1, -2)), 0, 0),))
"""The first of three parties holds none of four seats, or two, or all."""


@settings(max_examples=30)
@given(st.lists(demands_of(4, 3), min_size=2, max_size=5), st.data())
def test_counts_that_cross_are_kept_by_a_guess_too(others: list[Demand], data: st.DataObject) -> None:
    system = System(4, 3, (EVEN, *others))
    counted, engine = Counted(system), CpSat(system)
    guesses = Guesses(counted)
    for _ in range(3):
        asked = [0, *(index for index in range(1, len(others) + 1) if data.draw(st.booleans()))]
        outcome = engine.ask(Ask(system.kept(asked), only=tuple(asked)), FOREVER)
        chosen = guesses.ask(asked)
        if chosen is not None:
            assert isinstance(outcome, Found), "a guess for what cannot be kept"
            assert counted.network.holds(chosen)[counted.numbers_of(asked)].all()
            assert chosen[[0, 3, 6, 9]].sum() % 2 == 0
        if isinstance(outcome, Found):
            guesses.learn(asked, outcome.values)


def test_what_was_never_seen_is_not_guessed_and_what_was_is() -> None:
    posed = Posed(scenario_of(FIVE_TO_ONE).what_if())
    guesses = Guesses(Counted(posed.system))
    assert guesses.ask((0, 2)) is None
    outcome = CpSat(posed.system).ask(Ask(posed.system.kept((0, 2)), only=(0, 2)), FOREVER)
    assert isinstance(outcome, Found)
    guesses.learn((0, 2), outcome.values)
    for claim in (2, 3, 4):
        chosen = guesses.ask((0, claim))
        assert chosen is not None
        split = posed.split(tuple(np.asarray(chosen).tolist()))
        assert not any(posed.shortfalls(split, (0, claim)).values())
    assert guesses.ask((0, 1, 2)) is None
