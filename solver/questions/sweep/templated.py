"""How is the best split found again and again for one sheet, where its what-ifs are networks?

What each variant of each rule brings to the network is worked out once; a what-if is then one minimum-cost flow, with
no model built for it. *Condition:* every rule, in every variant, and every goal is a sum of costs and bounds of counts
that form one tree; the template is certified by building that tree, else CP-SAT answers. Each split is counted by the
rules' own checkers, and their cost must be what the flow says it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solver.answers import StageValue
from solver.engine import Impossible
from solver.engine.transport.parts import Part, kept, minimised, wished
from solver.engine.transport.room import TooLargeError
from solver.engine.transport.template import Template
from solver.posed import Posed
from solver.questions.sweep.sheet import Sheet
from solver.rules import Rule
from solver.split import Split


@dataclass(frozen=True)
class Flowed:
    """A best split as the network found it: what it costs by priority of the sheet, and its goals."""

    split: Split
    cost: tuple[int, ...]
    goals: tuple[StageValue, ...]


class Templated:
    """The what-ifs of a sheet as networks of one shape."""

    def __init__(self, sheet: Sheet, posed: Posed, fixed: list[Part], variants: list[list[Part | None]]) -> None:
        self.sheet = sheet
        self.posed = posed
        self._variants = variants
        possible = [part for column in variants for part in column if part is not None]
        self._stages = len(posed.priorities) + len(posed.goals)
        self._template = Template.of(len(posed.grid.seats), len(posed.grid.parties), fixed, possible, self._stages)

    @classmethod
    def of(cls, sheet: Sheet, posed: Posed) -> Templated | None:
        """The template of a sheet; None where it has none."""
        if any(goal.of_wishes for goal in sheet.what_if.goals):
            return None
        parts = _Parts(posed)
        columns = {column.place for column in sheet.columns}
        fixed = [parts.rule(rule) for place, rule in enumerate(sheet.rules) if place not in columns]
        fixed += [parts.goal(number) for number in range(len(posed.goals))]
        varied = [
            [None if variant.rule is None else parts.rule(variant.rule) for variant in column.variants]
            for column in sheet.columns
        ]
        if parts.lacking:
            return None
        found = cls(sheet, posed, [part for part in fixed if part is not None], varied)
        return found if isinstance(found._template, Template) else None

    def solve(self, chosen: Sequence[int]) -> Flowed | Impossible | None:
        """The best split with this variant of each column; None where the costs are too large for the flow solver.

        Raises:
            EngineError: if it fails.
        """
        assert isinstance(self._template, Template)
        parts = [column[index] for column, index in zip(self._variants, chosen, strict=True)]
        try:
            optimum = self._template.solve([part for part in parts if part is not None])
        except TooLargeError:
            return None
        if optimum is None:
            return Impossible()
        grid, costs, values = self.posed.grid, len(self.posed.priorities), optimum.values
        holders = (optimum.first() % len(grid.parties)).tolist()
        goals = zip(self.posed.goals, values[costs:], strict=True)
        return Flowed(
            Split(tuple(zip(grid.seats, [grid.parties[holder] for holder in holders], strict=True))),
            values[:costs],
            tuple(StageValue(kind, -value, -value) for (kind, _), value in goals),
        )


class _Parts:
    """What rules and goals bring to the network."""

    def __init__(self, posed: Posed) -> None:
        self.posed = posed
        self.size = len(posed.grid.seats), len(posed.grid.parties)
        self.stage = {priority: number for number, priority in enumerate(posed.priorities)}
        self.lacking = False
        """Was there something that is no sum of counts?"""

    def rule(self, rule: Rule) -> Part | None:
        """A rule's part."""
        demand = rule.demand(self.posed.what_if.facts, self.posed.grid)
        if rule.must:
            return self._noted(kept(demand, *self.size))
        return self._noted(wished(demand, *self.size, self.stage[rule.priority], rule.weight))

    def goal(self, number: int) -> Part | None:
        """A goal's part: what is maximised, with the sign turned."""
        objective = self.posed.goals[number][1].times(-1)
        return self._noted(minimised(objective, self.size[0] * self.size[1], len(self.stage) + number))

    def _noted(self, part: Part | None) -> Part | None:
        self.lacking |= part is None
        return part
