"""What does each partner win alone and in each sub-pact, what does it gain by the pact, and what does it bring?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from solver.answers.answer import Status
from solver.answers.asked import About
from solver.odds.standing import Prospects
from solver.split import Split

INTEREST_SCHEMA = "seatpact/interest@1"

INTEREST_COLUMNS = ("party", "contests", "alone", "expected", "low", "high", "gain", "shapley", "brings")


@dataclass(frozen=True)
class SubPact:
    """Expected wins of some partners who stand together, with the best of them in each seat; others stand alone."""

    parties: tuple[str, ...]
    wins: float

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {"parties": list(self.parties), "wins": self.wins}


@dataclass(frozen=True)
class Interest:
    """Who has what interest in the pact. Wins are expected seats, to hundredths.

    `shapley`, `brings` and `sub_pacts` are None where there are too many partners to look at all sub-pacts.
    """

    about: About
    given: bool
    """True where the split was given, false where it is the scenario's own best."""
    status: Status | None
    """Of the search for the scenario's own best split; None where the split was given."""
    split: Split | None
    seats: dict[str, int] | None
    wins: Prospects | None
    """What the split promises; None where there is no split."""
    alone: dict[str, float]
    """By partner, if everybody stands alone everywhere."""
    shapley: dict[str, float] | None
    brings: dict[str, float] | None
    """What all together could win, with the best of them in each seat, less what the others could without it."""
    sub_pacts: tuple[SubPact, ...] | None
    """All of two or more, smallest first, then in file order."""

    @property
    def gains(self) -> dict[str, float] | None:
        """What each partner expects by the split above what it wins alone."""
        if self.wins is None:
            return None
        return {party: round(one.wins - self.alone[party], 2) for party, one in self.wins.parties.items()}

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the form `seatpact interest --format json` prints."""
        return {
            **self.about.to_dict(INTEREST_SCHEMA),
            "split_from": "given" if self.given else "solve",
            "status": self.status,
            "split": None if self.split is None else dict(self.split),
            "seats": None if self.seats is None else dict(self.seats),
            "wins": None if self.wins is None else self.wins.to_dict(),
            "alone": dict(self.alone),
            "gains": self.gains,
            "shapley": None if self.shapley is None else dict(self.shapley),
            "brings": None if self.brings is None else dict(self.brings),
            "sub_pacts": None if self.sub_pacts is None else [one.to_dict() for one in self.sub_pacts],
        }

    def rows(self) -> list[tuple[object, ...]]:
        """One row of `INTEREST_COLUMNS` a partner; blank where nothing is known."""
        return [
            (party, (self.seats or {}).get(party, ""), alone, *self._promised(party), *self._game(party))
            for party, alone in self.alone.items()
        ]

    def _promised(self, party: str) -> tuple[object, ...]:
        if self.wins is None or self.gains is None:
            return ("", "", "", "")
        one = self.wins.parties[party]
        return (one.wins, one.low, one.high, self.gains[party])

    def _game(self, party: str) -> tuple[object, ...]:
        return tuple("" if values is None else values[party] for values in (self.shapley, self.brings))
