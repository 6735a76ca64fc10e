"""The split in which seats go where the claim, by past results and legislators, is strongest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from solver.facts import Facts
from solver.goals.base import Goal, Stage, sum_of_cells
from solver.lookups.strength import ClaimWeights, never_contested
from solver.rows import Grid
from solver.rules import Rule
from solver.split import Split
from solver.words import amount

MOST_NAMED = 5
"""Partners named in a notice before the rest is counted."""


class Strength(ClaimWeights, Goal):
    """Maximise the sum of claim scores (see `solver.lookups.strength`), in basis points per seat."""

    kind: Literal["strength"] = Field("strength", description="Maximise claim scores from results and legislators.")

    def stages(self, facts: Facts, grid: Grid, wishes: Sequence[Rule] = ()) -> tuple[Stage, ...]:
        """One stage: the plain sum."""
        return (Stage(sum_of_cells(grid, self.scores(facts))),)

    def worth(self, split: Split, facts: Facts, wishes: Sequence[Rule] = ()) -> tuple[int, ...]:
        """The sum over the split's cells."""
        scores = self.scores(facts)
        return (sum(scores[cell] for cell in split.items()),)

    def sentence(self, facts: Facts) -> str:
        """'the greatest total claim score (vote share 2019 x3, 2014 x2; legislators x2)'."""
        return f"the greatest total claim score ({self.phrase()})"

    def notices(self, facts: Facts) -> Iterator[str]:
        """Parties scored without results where they never stood; an assembly election weighed by votes and members."""
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
        seated = {row.date for row in facts.legislators if row.date is not None} if self.legislators else set()
        for election in facts.segment_returns:
            if self.elections.get(election) and facts.election[election].date in seated:
                yield f"claim score: {election} is weighed by its votes and by the legislators elected the same day"
