"""The split with which the pact expects to win most seats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from solver.facts import Facts
from solver.goals.base import Goal, Stage, sum_of_cells
from solver.odds import MILLION, needs_odds
from solver.odds.chances import millionths
from solver.problems import Problem
from solver.rows import Grid
from solver.rules import Rule
from solver.split import Split


class Wins(Goal):
    """Maximise the sum of the chances (see `solver.odds`) of the seats, in whole millionths of a seat."""

    kind: Literal["wins"] = Field("wins", description="Maximise the seats that the pact expects to win.")

    def counted(self, facts: Facts) -> dict[tuple[str, str], int]:
        """Chance by (seat, party) that counts, in millionths."""
        return dict(millionths(facts))

    def stages(self, facts: Facts, grid: Grid, wishes: Sequence[Rule] = ()) -> tuple[Stage, ...]:
        """One stage: the plain sum."""
        return (Stage(sum_of_cells(grid, self.counted(facts))),)

    def worth(self, split: Split, facts: Facts, wishes: Sequence[Rule] = ()) -> tuple[int, ...]:
        """The sum over the split's cells."""
        counted = self.counted(facts)
        return (sum(counted.get(cell, 0) for cell in split.items()),)

    def sentence(self, facts: Facts) -> str:
        """'the most seats that the pact expects to win (in millionths)'."""
        return f"the most seats that the pact expects to win (counted in 1/{MILLION:,})"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Nothing assumed about votes."""
        yield from needs_odds(facts)
