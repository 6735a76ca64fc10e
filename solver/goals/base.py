"""What must every goal bring: fields, checks, a sentence, and one or more stages to maximise in order?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from solver.facts import Facts
from solver.fields import Record
from solver.problems import Problem
from solver.rows import Demand, Grid, Linear
from solver.rules import Rule
from solver.split import Split


@dataclass(frozen=True)
class Stage:
    """One objective to maximise; `demand` brings the helpers and rows that it needs, if any."""

    maximise: Linear
    demand: Demand = field(default_factory=Demand)


class Goal(Record, ABC):
    """Something to maximise once the demands are met as well as they can be."""

    kind: str
    of_wishes: ClassVar[bool] = False
    """True where a split's worth depends on what the wishes ask for, not on the split and the facts alone."""

    @abstractmethod
    def stages(self, facts: Facts, grid: Grid, wishes: Sequence[Rule] = ()) -> tuple[Stage, ...]:
        """Objectives to maximise one after the other; `wishes` are the rules that may give way."""

    @abstractmethod
    def worth(self, split: Split, facts: Facts, wishes: Sequence[Rule] = ()) -> tuple[int, ...]:
        """What a split is worth, a number a stage. Counts on the split, not on the rows."""

    @abstractmethod
    def sentence(self, facts: Facts) -> str:
        """The goal as a negotiator would say it, with no full stop."""

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """What is wrong with the goal's fields, given the facts; paths are relative to the goal."""
        yield from ()

    def notices(self, facts: Facts) -> Iterator[str]:
        """What a reader of the answer should know about the goal's figures."""
        yield from ()


def sum_of_cells(grid: Grid, values: Mapping[tuple[str, str], int]) -> Linear:
    """The total value of the chosen cells; cells of parties that are out count for nothing."""
    terms = [(cell, value) for (seat, party), value in values.items() if value for cell in grid.cells(party, (seat,))]
    return Linear(tuple(cell for cell, _ in terms), tuple(value for _, value in terms))
