"""The split in which seats go where the claim, by past results and legislators, is strongest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pydantic import Field, model_validator

from solver.facts import Facts
from solver.fields import Count, Id, expected
from solver.goals.base import Goal, Stage, sum_of_cells
from solver.lookups.strength import claim_scores, never_contested
from solver.problems import Problem, unknown
from solver.rows import Grid
from solver.words import amount

MOST_NAMED = 5
"""Partners named in a notice before the rest is counted."""


class Strength(Goal):
    """Maximise the sum of claim scores (see `solver.lookups.strength`), in basis points per seat."""

    kind: Literal["strength"] = Field("strength", description="Maximise claim scores from results and legislators.")
    elections: dict[Id, Count] = Field(
        default_factory=dict,
        description="Weight of each election's vote share, such as {2019: 3, 2014: 2}.",
    )
    legislators: Count = Field(0, description="Weight of the party's share of the seat's legislators.")

    @model_validator(mode="after")
    def _some_weight(self) -> Strength:
        if not any((*self.elections.values(), self.legislators)):
            raise expected("a weight above 0 for an election or for legislators", None)
        return self

    def stages(self, facts: Facts, grid: Grid) -> tuple[Stage, ...]:
        """One stage: the plain sum."""
        return (Stage(sum_of_cells(grid, claim_scores(facts, self.elections, self.legislators))),)

    def sentence(self, facts: Facts) -> str:
        """'the greatest total claim score (vote share 2019 x3, 2014 x2; legislators x2)'."""
        shares = ", ".join(f"{election} x{weight}" for election, weight in self.elections.items())
        parts = [f"vote share {shares}"] if shares else []
        parts += [f"legislators x{self.legislators}"] if self.legislators else []
        return f"the greatest total claim score ({'; '.join(parts)})"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Unknown elections, and legislators weighted where none are on record."""
        for election in self.elections:
            if election not in facts.election:
                yield replace(unknown(("elections", election), "election", election, facts.election), at_key=True)
        if self.legislators and not facts.legislators:
            yield Problem(("legislators",), "are weighted, but the scenario lists none", derived=True)

    def notices(self, facts: Facts) -> Iterator[str]:
        """Parties scored without results where they never stood."""
        absent = {party: len(never_contested(facts, party)) for party in facts.contesting}
        told = [f"{party} {number}" for party, number in absent.items() if number]
        if len(told) > MOST_NAMED:
            told = [*told[:MOST_NAMED], f"and {len(told) - MOST_NAMED} more partners,"]
        if told:
            rests = "rests on legislators alone" if self.legislators else "is 0"
            yield (
                f"claim score: without votes on record ({', '.join(told)} of {amount(len(facts.seats))}) "
                f"a party's score in a seat {rests}"
            )
