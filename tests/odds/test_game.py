"""Are wins alone, of sub-pacts, and the Shapley value what adding up says?"""

from __future__ import annotations

import sys
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings

from solver.facts import Facts
from solver.odds import Game, alone, chances, game, game_of
from solver.odds.game import MOST_PARTNERS
from tests.odds.facts import made, voted


def test_the_shapley_value_of_a_game_worked_by_hand() -> None:
    # The glove game: A has a left glove, B and C a right one each; a pair is worth 1.
    gloves = Game(("A", "B", "C"), (0, 0, 0, 1, 0, 1, 0, 1))
    assert gloves.shapley == pytest.approx({"A": 2 / 3, "B": 1 / 6, "C": 1 / 6})
    assert gloves.brings == {"A": 1, "B": 0, "C": 0}


@settings(max_examples=15)
@given(voted())
def test_the_shapley_value_is_the_mean_contribution_over_all_orders(facts: Facts) -> None:
    found = game_of(facts)
    sums = dict.fromkeys("ABC", 0.0)
    for order in permutations(range(3)):
        inside = 0
        for index in order:
            sums["ABC"[index]] += found.wins[inside | 1 << index] - found.wins[inside]
            inside |= 1 << index
    assert found.shapley == pytest.approx({party: total / 6 for party, total in sums.items()}, abs=1e-9)
    assert sum(found.shapley.values()) == pytest.approx(found.wins[-1])


@settings(max_examples=15)
@given(voted())
def test_a_sub_pact_wins_what_its_best_candidates_win_with_the_others_as_rivals(facts: Facts) -> None:
    found = game_of(facts)
    assert facts.odds is not None
    for pact in range(1, 8):
        members = found.members(pact)
        assert found.wins[pact] == pytest.approx(chances(facts, facts.odds, members).max(axis=1).sum())
    assert alone(facts) == pytest.approx({party: 1e6 * wins for party, wins in found.alone.items()}, abs=3)


def test_partners_that_are_out_are_not_in_the_game() -> None:
    facts = made({"2019": {"s": {"A": 30, "B": 30, "X": 40}}}, partners="AB").without("B")
    assert game_of(facts).partners == ("A",)


def test_more_partners_than_can_be_looked_at_are_refused() -> None:
    names = "ABCDEFGHIJK"
    facts = made({"2019": {"s": dict.fromkeys(names, 10)}}, partners=names)
    assert len(names) == MOST_PARTNERS + 1
    with pytest.raises(ValueError, match="too many sub-pacts"):
        game_of(facts)


def test_working_in_parts_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = made({"2019": {"s": {"A": 30, "B": 20, "C": 10, "X": 40}, "t": {"A": 1, "X": 1}}})
    assert facts.odds is not None
    whole = game(facts, facts.odds).wins
    monkeypatch.setattr(sys.modules["solver.odds.game"], "_CELLS", 1)  # the package has a function of that name
    assert np.allclose(game(facts, facts.odds).wins, whole)
