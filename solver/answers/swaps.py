"""Which exchanges of seats help every partner in them, and leave all demands as well kept?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from solver.answers.asked import About, Moves, moves_to_list
from solver.split import Split

SWAPS_SCHEMA = "seatpact/swaps@1"

SWAP_COLUMNS = ("swap", "seat", "name", "from", "to")

Basis = Literal["goals", "claims"]
"""What a seat is worth to a party: what the goals say of it, or, where they say nothing of single seats, how many rules
claim it for the party."""


@dataclass(frozen=True)
class Swap:
    """An exchange: each party in it gives one seat and gets one."""

    moves: Moves
    gains: dict[str, tuple[int, ...]]
    """What each party in it gains: a number a goal, or one number of claims; the first that is not 0 is above 0."""
    better: dict[str, tuple[int, int]]
    """(shortfall before, after) by rule that is better kept."""
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        """The swap's entry in the answer."""
        return {
            "moves": moves_to_list(self.moves),
            "gains": {party: list(gains) for party, gains in self.gains.items()},
            "better": {rule: list(both) for rule, both in self.better.items()},
            "sentence": self.sentence,
        }


@dataclass(frozen=True)
class Swaps:
    """The best exchanges, the one first that the scenario's own order of splits likes best."""

    about: About
    split: Split
    basis: Basis
    swaps: tuple[Swap, ...]
    pairs: int
    """How many exchanges between two partners help both."""
    pairs_complete: bool
    """True where every pair of seats was tried."""
    circles: int
    """How many exchanges around three partners help all three."""
    circles_complete: bool
    """True where every three seats were tried."""
    interrupted: bool = False
    most: int = 10
    """How many were to be listed."""

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the form `seatpact swaps --format json` prints."""
        return {
            **self.about.to_dict(SWAPS_SCHEMA),
            "split": dict(self.split),
            "rules": [rule.to_dict() for rule in self.about.rules],
            "basis": self.basis,
            "most": self.most,
            "swaps": [swap.to_dict() for swap in self.swaps],
            "pairs": self.pairs,
            "pairs_complete": self.pairs_complete,
            "circles": self.circles,
            "circles_complete": self.circles_complete,
            "interrupted": self.interrupted,
        }

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """The swaps as rows of `SWAP_COLUMNS`, a row a seat; swaps are numbered from 1."""
        return [
            (str(number), seat, self.about.seat_name(seat), one, other)
            for number, swap in enumerate(self.swaps, 1)
            for seat, one, other in swap.moves
        ]
