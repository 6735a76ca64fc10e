"""Which what-if is an answer about, and what is its best split?"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from solver.answers.answer import Status
from solver.answers.explained import Conflict
from solver.answers.states import PartyInfo, RuleState, SeatInfo, StageValue
from solver.split import Split


@dataclass(frozen=True)
class About:
    """The what-if that an answer is about."""

    title: str
    digest: str
    switches: dict[str, str]
    settings: dict[str, str]
    dropped: tuple[str, ...]
    engine: dict[str, Any]
    """What computed the answer; with `time_limit` (and `seed`) where the limit came before all was worked out."""
    rules: tuple[RuleState, ...]
    """How every rule stands in the split that the answer starts from."""
    goal_sentences: tuple[str, ...]
    notices: tuple[str, ...]
    seat_info: tuple[SeatInfo, ...] = field(repr=False)
    party_info: tuple[PartyInfo, ...] = field(repr=False)

    def to_dict(self, schema: str) -> dict[str, Any]:
        """The beginning of an answer in JSON."""
        return {
            "schema": schema,
            "engine": dict(self.engine),
            "scenario": {
                "title": self.title,
                "digest": self.digest,
                "switches": dict(self.switches),
                "set": dict(self.settings),
                "dropped": list(self.dropped),
            },
            "notices": list(self.notices),
        }

    def seat_name(self, seat: str) -> str:
        """The seat's name for a reader."""
        return self._names[seat]

    @cached_property
    def _names(self) -> dict[str, str]:
        return {one.id: one.name for one in self.seat_info}


@dataclass(frozen=True)
class Asked(About):
    """A what-if and its best split: what every answer about that split begins with."""

    status: Status
    split: Split | None
    cost: tuple[StageValue, ...]
    goals: tuple[StageValue, ...]
    conflicts: tuple[Conflict, ...] = ()
    """Where the musts alone clash: minimal sets of them that do."""
    conflicts_complete: bool = False

    def to_dict(self, schema: str) -> dict[str, Any]:
        """The beginning of an answer in JSON."""
        data = {
            **super().to_dict(schema),
            "status": self.status,
            "split": None if self.split is None else dict(self.split),
            "cost": [one.to_dict("priority") for one in self.cost],
            "goals": [one.to_dict("kind") for one in self.goals],
        }
        if self.status == "infeasible":
            data["conflicts"] = [conflict.to_dict() for conflict in self.conflicts]
            data["conflicts_complete"] = self.conflicts_complete
        return data


Moves = tuple[tuple[str, str, str], ...]
"""Seats that change hands: (seat, from, to), in file order."""


def moves_to_list(moves: Moves) -> list[dict[str, str]]:
    """Moves as they stand in JSON."""
    return [{"seat": seat, "from": one, "to": other} for seat, one, other in moves]
