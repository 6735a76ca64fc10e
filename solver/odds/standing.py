"""What does each partner expect to win by a split, and does it do better alone?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from solver.facts import Facts
from solver.memory import remembered
from solver.odds.chances import MILLION, chances, millionths
from solver.odds.simulate import LEVEL, simulate


@dataclass(frozen=True)
class Expected:
    """Expected wins, in millionths of a seat, and the least and most in 9 of 10 simulated elections."""

    millionths: int
    low: int
    high: int

    @property
    def wins(self) -> float:
        """In seats, to hundredths."""
        return round(self.millionths / MILLION, 2)

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {"expected": self.wins, "interval": [self.low, self.high]}


@dataclass(frozen=True)
class Prospects:
    """Expected wins by a split: of each partner and of the pact, and what each partner would win alone.

    `alone` is in millionths of a seat, if every partner stood alone everywhere.
    """

    parties: dict[str, Expected]
    pact: Expected
    alone: dict[str, int]
    basis: str
    """What it rests on, in words."""

    @property
    def would_walk_away(self) -> tuple[str, ...]:
        """Partners that expect less by the split than alone."""
        return tuple(party for party, one in self.parties.items() if one.millionths < self.alone[party])

    def notices(self) -> Iterator[str]:
        """Who would walk away."""
        for party in self.would_walk_away:
            yield (
                f"{party} would walk away: it expects to win {self.parties[party].wins:g} seats by this split, and "
                f"{self.alone_wins(party):g} alone"
            )

    def alone_wins(self, party: str) -> float:
        """In seats, to hundredths."""
        return round(self.alone[party] / MILLION, 2)

    def to_dict(self) -> dict[str, Any]:
        """The part `wins` of an answer."""
        return {
            "basis": self.basis,
            "level": LEVEL,
            "pact": self.pact.to_dict(),
            "parties": {
                party: one.to_dict() | {"alone": self.alone_wins(party)} for party, one in self.parties.items()
            },
            "would_walk_away": list(self.would_walk_away),
        }


def prospects(facts: Facts, split: Mapping[str, str]) -> Prospects | None:
    """What a split promises; None where the scenario assumes nothing about votes."""
    if facts.odds is None:
        return None
    parties, pact = expected(facts, split)
    return Prospects(parties, pact, dict(alone(facts)), facts.odds.phrase())


def expected(facts: Facts, split: Mapping[str, str]) -> tuple[dict[str, Expected], Expected]:
    """What each partner, and the pact, expects by a split.

    Raises:
        ValueError: if the scenario assumes nothing about votes.
    """
    odds, sums = millionths(facts), dict.fromkeys(facts.contesting, 0)
    for seat, party in split.items():
        sums[party] += odds[seat, party]
    assert facts.odds is not None
    drawn = simulate(facts, facts.odds, split)
    parties = {party: Expected(wins, *drawn.interval(party)) for party, wins in sums.items()}
    return parties, Expected(sum(sums.values()), *drawn.interval())


def alone(facts: Facts) -> Mapping[str, int]:
    """What each contesting party wins if everybody stands alone, in millionths of a seat, rounded seat by seat.

    Raises:
        ValueError: if the scenario assumes nothing about votes.
    """
    return _alone(facts)


@remembered
def _alone(facts: Facts) -> Mapping[str, int]:
    if facts.odds is None:
        raise ValueError("the scenario has no section 'odds'")
    singles = {party: chances(facts, facts.odds, (party,))[:, 0].tolist() for party in facts.contesting}
    return {party: sum(round(MILLION * one) for one in odds) for party, odds in singles.items()}
