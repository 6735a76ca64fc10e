"""Seats that a party has won again and again go to it.

That sitting and oft-won seats come first is the usual ground of Indian seat sharing: E. Sridharan, "Electoral
Coalitions in 2004 General Elections: Theory and Evidence", Economic and Political Weekly 39 (51), 2004, 5418-5425.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from solver.facts import Facts
from solver.fields import Whole
from solver.lookups.selectors import standings
from solver.problems import Problem
from solver.rules.due import SeatRule
from solver.words import amount, either


class Strongholds(SeatRule):
    """A seat that a party of `over` won at `wins` of the elections or more goes to it, or to one of several such."""

    kind: Literal["strongholds"] = Field("strongholds", description="Seats won again and again go to their winner.")
    wins: Annotated[Whole, Field(ge=1)] | None = Field(None, description="At how many of the elections; default: all.")

    @property
    def needed(self) -> int:
        """Wins that make a stronghold."""
        return len(self.elections) if self.wins is None else self.wins

    def owners(self, facts: Facts, seat: str) -> tuple[str, ...]:
        """The parties whose stronghold it is."""
        winners = [found.winner for found in standings(facts, self.elections, seat)]
        return tuple(party for party in self.parties(facts) if winners.count(party) >= self.needed)

    def sentence(self, facts: Facts) -> str:
        """'each partner keeps its strongholds (12 seats won at 2 or more of 2009, 2014, 2019)'."""
        several = f"at {self.needed} or more of {', '.join(self.elections)}"
        where = several if len(self.elections) > 1 else f"in {self.elections[0]}"
        return f"each partner keeps its strongholds ({amount(len(self.due(facts)))} won {where}){self.slack(facts)}"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Adds: no more wins are asked for than there are elections."""
        if self.needed > len(self.elections):
            told = f"{self.needed} wins are asked for, and {either(self.elections)} can give only {len(self.elections)}"
            yield Problem(("wins",), told)
            return
        yield from super().problems(facts)
