"""The split with the greatest total of given values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from solver.facts import Facts
from solver.goals.base import Goal, Stage, sum_of_cells
from solver.lookups.values import Cell, check_cells
from solver.problems import Problem
from solver.rows import Grid
from solver.rules import Rule
from solver.split import Split


class Value(Goal):
    """Maximise the sum of the values of the (seat, party) pairs in the split; pairs not listed count 0."""

    kind: Literal["value"] = Field("value", description="Maximise the sum of given values.")
    cells: tuple[Cell, ...] = Field(description="Values by seat and party.", json_schema_extra={"table": True})

    def stages(self, facts: Facts, grid: Grid, wishes: Sequence[Rule] = ()) -> tuple[Stage, ...]:
        """One stage: the plain sum."""
        return (Stage(sum_of_cells(grid, {(cell.seat, cell.party): cell.value for cell in self.cells})),)

    def worth(self, split: Split, facts: Facts, wishes: Sequence[Rule] = ()) -> tuple[int, ...]:
        """The sum over the split's cells."""
        return (sum(cell.value for cell in self.cells if split[cell.seat] == cell.party),)

    def sentence(self, facts: Facts) -> str:
        """'the greatest total of the given values'."""
        return "the greatest total of the given values"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Unknown seats and parties, parties that do not contest, pairs valued twice."""
        yield from (problem.under("cells") for problem in check_cells(self.cells, facts))
