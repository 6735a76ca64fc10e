"""How is a what-if put to an engine: which rows, which costs, which goals, in which order?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from solver.goals.base import Stage
from solver.rows import Demand, Grid, Linear
from solver.rules import Rule
from solver.scenario import WhatIf
from solver.split import Split
from solver.system import EngineError, System


@dataclass(frozen=True)
class Posed:
    """A what-if as a system of rows. Demand i of the system is rule i; the goals' own demands follow."""

    what_if: WhatIf

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that apply, in file order."""
        return self.what_if.rules

    @cached_property
    def grid(self) -> Grid:
        """Seats by contesting parties."""
        return Grid(self.what_if.facts.seat_ids, self.what_if.facts.contesting)

    @cached_property
    def _stages(self) -> tuple[tuple[str, Stage], ...]:
        facts = self.what_if.facts
        wishes = self.what_if.wishes
        return tuple((goal.kind, one) for goal in self.what_if.goals for one in goal.stages(facts, self.grid, wishes))

    def beside(self, what_if: WhatIf) -> Posed:
        """Another what-if of the same facts and goals: what the goals say is carried over where it is the same."""
        other = Posed(what_if)
        if not any(goal.of_wishes for goal in what_if.goals):
            other.__dict__["_stages"] = self._stages
        return other

    @cached_property
    def system(self) -> System:
        """Rows of all rules and goals."""
        facts = self.what_if.facts
        demands: tuple[Demand, ...] = tuple(rule.demand(facts, self.grid) for rule in self.rules)
        return System(
            len(self.grid.seats),
            len(self.grid.parties),
            demands + tuple(s.demand for _, s in self._stages),
        )

    @cached_property
    def musts(self) -> tuple[int, ...]:
        """Indices of the rules that always hold."""
        return tuple(index for index, rule in enumerate(self.rules) if rule.must)

    @cached_property
    def wishes(self) -> tuple[int, ...]:
        """Indices of the rules that may give way."""
        return tuple(index for index, rule in enumerate(self.rules) if not rule.must)

    @cached_property
    def priorities(self) -> tuple[int, ...]:
        """Priorities of the wishes, first to be settled first."""
        return tuple(sorted({self.rules[index].priority for index in self.wishes}))

    @cached_property
    def costs(self) -> tuple[Linear, ...]:
        """Weighted shortfall of each priority, to be minimised."""
        costs = dict.fromkeys(self.priorities, Linear())
        for index in self.wishes:
            rule = self.rules[index]
            costs[rule.priority] += self.system.shortfalls[index].times(rule.weight)
        return tuple(costs.values())

    def active(self, stage: int) -> tuple[int, ...]:
        """Demands that count by a stage (its number in priorities, then goals): those after it can always be met."""
        settled = set(self.priorities[: stage + 1])
        rules = [i for i, rule in enumerate(self.rules) if rule.must or rule.priority in settled]
        goals = min(len(self.goals), max(0, stage + 1 - len(self.priorities)))
        return (*rules, *range(len(self.rules), len(self.rules) + goals))

    @cached_property
    def goals(self) -> tuple[tuple[str, Linear], ...]:
        """(kind, objective to be maximised) of each goal stage."""
        first = len(self.rules)
        return tuple((kind, self.system.linear(s.maximise, first + i)) for i, (kind, s) in enumerate(self._stages))

    def split(self, values: tuple[int, ...]) -> Split:
        """The split in a solution."""
        width = len(self.grid.parties)
        pairs = []
        for index, seat in enumerate(self.grid.seats):
            chosen = [p for p in range(width) if values[index * width + p]]
            if len(chosen) != 1:
                raise EngineError(f"the engine gave {seat} to {len(chosen)} parties")
            pairs.append((seat, self.grid.parties[chosen[0]]))
        return Split.of(pairs)

    def split_of(self, cells: Iterable[int]) -> Split:
        """The split that chooses these cells, one a seat, in order."""
        width = len(self.grid.parties)
        return Split.of((self.grid.seats[cell // width], self.grid.parties[cell % width]) for cell in cells)

    def cells_of(self, split: Split) -> tuple[int, ...]:
        """The cells that a split chooses."""
        return tuple(self.grid.cells(party, (seat,))[0] for seat, party in split.items())

    def shortfalls(self, split: Split, indices: Iterable[int] | None = None) -> dict[int, int]:
        """Shortfall of each rule in a split, by the rules' own checkers."""
        chosen = range(len(self.rules)) if indices is None else indices
        return {index: self.rules[index].shortfall(split, self.what_if.facts) for index in chosen}

    def worth(self, split: Split) -> tuple[int, ...]:
        """Value of each goal stage in a split, by the goals' own count."""
        given = self.what_if
        return tuple(value for goal in given.goals for value in goal.worth(split, given.facts, given.wishes))

    def cost(self, shortfalls: dict[int, int]) -> tuple[int, ...]:
        """Cost by priority of given shortfalls."""
        cost = dict.fromkeys(self.priorities, 0)
        for index in self.wishes:
            cost[self.rules[index].priority] += self.rules[index].weight * shortfalls[index]
        return tuple(cost.values())
