"""The split with the greatest total of given values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from solver.facts import Facts
from solver.fields import Id, Record, Whole
from solver.goals.base import Goal, Stage, sum_of_cells
from solver.problems import Problem, check_known
from solver.rows import Grid


class Cell(Record):
    """The value of one seat in one party's hands."""

    seat: Id = Field(description="Id of the seat.")
    party: Id = Field(description="Id of a contesting party.")
    value: Annotated[Whole, Field(ge=-1_000_000_000, le=1_000_000_000)] = Field(description="Points, whole number.")


class Value(Goal):
    """Maximise the sum of the values of the (seat, party) pairs in the split; pairs not listed count 0."""

    kind: Literal["value"] = Field("value", description="Maximise the sum of given values.")
    cells: tuple[Cell, ...] = Field(description="Values by seat and party.", json_schema_extra={"table": True})

    def stages(self, facts: Facts, grid: Grid) -> tuple[Stage, ...]:
        """One stage: the plain sum."""
        return (Stage(sum_of_cells(grid, {(cell.seat, cell.party): cell.value for cell in self.cells})),)

    def sentence(self, facts: Facts) -> str:
        """'the greatest total of the given values'."""
        return "the greatest total of the given values"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Unknown seats and parties, parties that do not contest, pairs valued twice."""
        for index, cell in enumerate(self.cells):
            yield from check_known(("cells", index, "seat"), "seat", (cell.seat,), facts.seat)
            yield from check_known(("cells", index, "party"), "party", (cell.party,), facts.party)
            if cell.party in facts.party and not facts.party[cell.party].contests:
                yield Problem(
                    ("cells", index, "party"),
                    f"{cell.party} does not contest, so it can hold no seat",
                )
        seen: Counter[tuple[str, str]] = Counter()
        for index, cell in enumerate(self.cells):
            seen[cell.seat, cell.party] += 1
            if seen[cell.seat, cell.party] == 2:
                yield Problem(("cells", index), f"{cell.seat} in {cell.party}'s hands is valued twice")
