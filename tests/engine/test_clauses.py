"""Does the SAT solver on counts answer as looking at every split does, however often it is asked?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.engine import clauses
from solver.engine.clauses import Clauses
from solver.engine.folded import Count
from solver.engine.network import Network
from tests.engine.test_network import column, networks, possible


@given(networks(), st.data())
def test_every_answer_is_a_split_or_counts_that_none_keeps(network: Network, data: st.DataObject) -> None:
    solver, numbers = Clauses(network), range(len(network.counts))
    for _ in range(4):
        asked = data.draw(st.lists(st.sampled_from(numbers), unique=True)) if numbers else []
        outcome = solver.ask(asked)
        assert outcome is not None
        if isinstance(outcome, tuple):
            assert set(outcome) <= set(asked)
            assert not possible(network.seats, network.parties, [network.counts[number] for number in outcome])
        else:
            assert (outcome.reshape(network.seats, network.parties).sum(axis=1) == 1).all()
            assert network.holds(outcome)[asked].all()


def pigeons(number: int) -> Clauses:
    """So many parties ask for a seat each, and there is one seat too few: hard for clauses alone."""
    counts = [Count(column(range(number - 1), number, party), 1, number - 1) for party in range(number)]
    return Clauses(Network(number - 1, number, counts))


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pigeons(6).ask(range(6)) == tuple(range(6))
    monkeypatch.setattr(clauses, "CLASHES", 1)
    assert pigeons(10).ask(range(10)) is None


def test_a_count_of_too_many_clauses_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clauses, "LARGEST", 5)
    assert pigeons(7).ask(()) is not None
    assert pigeons(7).ask((0,)) is None
