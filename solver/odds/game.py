"""What does each partner win alone, what does each sub-pact win, and what is each partner's part in that?

A sub-pact stands in every seat with whichever member has the best odds there; everybody else stands alone. That makes
a game of expected wins. Its Shapley value is each partner's mean contribution over all orders of joining (L. S.
Shapley, "A value for n-person games", Contributions to the Theory of Games II, 1953, 307-317). It treats seats won as
something that partners could pass on to one another, which seats are not; as an entitlement it says who brings what.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import factorial
from typing import TYPE_CHECKING

from solver.assumptions import Assumptions
from solver.facts import Facts
from solver.memory import remembered
from solver.odds.chances import likely, sub_pact_leads
from solver.odds.leans import leans
from solver.problems import Path, Problem

if TYPE_CHECKING:
    from solver.odds.returns import Array

MOST_PARTNERS = 10
"""Most partners of whom all sub-pacts are looked at: 1,024."""

_CELLS = 2_000_000
"""Odds worked out at a time, so that memory stays small."""


@dataclass(frozen=True, eq=False)
class Game:
    """Expected wins of every sub-pact, by the set of its members as bits: bit i is partner i."""

    partners: tuple[str, ...]
    wins: tuple[float, ...]

    def members(self, pact: int) -> tuple[str, ...]:
        """Who is in a sub-pact."""
        return tuple(party for index, party in enumerate(self.partners) if pact >> index & 1)

    @property
    def alone(self) -> dict[str, float]:
        """What each partner wins if everybody stands alone."""
        return {party: self.wins[1 << index] for index, party in enumerate(self.partners)}

    @property
    def brings(self) -> dict[str, float]:
        """What all together win less what the others win without this partner, who then stands alone."""
        whole = len(self.wins) - 1
        return {party: self.wins[whole] - self.wins[whole ^ 1 << i] for i, party in enumerate(self.partners)}

    @cached_property
    def shapley(self) -> dict[str, float]:
        """Shapley value by partner; the values add up to what all together win."""
        number = len(self.partners)
        part = [factorial(size) * factorial(number - size - 1) / factorial(number) for size in range(number)]
        return {
            party: sum(
                part[pact.bit_count()] * (self.wins[pact | 1 << index] - wins)
                for pact, wins in enumerate(self.wins)
                if not pact >> index & 1
            )
            for index, party in enumerate(self.partners)
        }


def game(facts: Facts, assumed: Assumptions, partners: Iterable[str] | None = None) -> Game:
    """The game among the partners (all contesting parties if not given).

    Raises:
        ValueError: for more than `MOST_PARTNERS`, and as `chances`.
    """
    names = facts.contesting if partners is None else tuple(partners)
    if len(names) > MOST_PARTNERS:
        raise ValueError(f"{len(names)} partners have too many sub-pacts to look at; {MOST_PARTNERS} are the most")
    return Game(names, tuple(sub_pact_wins(facts, assumed, names, range(1 << len(names)))))


@remembered
def _game_of_facts(facts: Facts) -> Game:
    if facts.odds is None:
        raise ValueError("the scenario has no section 'odds', so there is no game of expected wins")
    return game(facts, facts.odds)


def game_of(facts: Facts) -> Game:
    """The game among all contesting parties, by what the scenario assumes.

    Raises:
        ValueError: as `game`, and where nothing is assumed about votes.
    """
    return _game_of_facts(facts)


def sub_pact_wins(facts: Facts, assumed: Assumptions, partners: Sequence[str], pacts: Sequence[int]) -> list[float]:
    """Expected wins of sub-pacts given as bits, each with its best candidate in every seat; nobody wins nothing."""
    import numpy as np

    found = leans(facts, assumed)
    inside = np.array([[pact >> index & 1 for index in range(len(partners))] for pact in pacts], dtype=bool)
    chunk = max(1, _CELLS // max(1, len(facts.seats) * len(partners)))
    wins: list[float] = []
    for start in range(0, len(inside), chunk):
        part = inside[start : start + chunk]
        lead = sub_pact_leads(found, assumed, partners, part)
        wins += _best(lead, part, assumed).tolist()
    return wins


def _best(lead: Array, inside: Array, assumed: Assumptions) -> Array:
    """Expected wins by pact: only the best margin in each seat is turned into odds, because odds rise with it."""
    import numpy as np

    best = np.where(inside[:, None, :], lead, -np.inf).max(axis=2, initial=-np.inf)
    wins: Array = likely(best, assumed).sum(axis=1)
    return wins


def needs_game(facts: Facts, path: Path = ()) -> Iterable[Problem]:
    """The problem of a rule or goal that asks for the Shapley value where there are too many partners."""
    if len(facts.contesting) > MOST_PARTNERS:
        message = f"looks at all sub-pacts, which {len(facts.contesting)} partners have too many of"
        yield Problem(path, message, f"{MOST_PARTNERS} partners are the most", derived=True)
