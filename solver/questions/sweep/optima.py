"""Which what-ifs does a best split answer besides the one it was found for?

*A proved best split stays the best for every ask between what was asked and what it delivers.* Let F be what is
minimised, in lexicographic order: the cost of each priority, the goals, and last the place in the fixed order of
splits, so that no two splits have the same F. A rule's part in a cost is weight x max(0, gap + ask). Where the best
split x keeps the rule, it delivers more than was asked: as the ask rises to what it delivers, -gap(x), no split's F
goes down, and F(x) stays. Where x falls short, the ask sinks to what x delivers: no split's F goes down by more than
the weight for each unit, and F(x) goes down by just that. Either way the change of F is least for x, component by
component, so x stays the one least split. The same goes for several rules at once, whose changes add up; for a rule
that is added or becomes weightier, if x keeps it; and for a red line, which x keeps, and which leaves fewer splits as
its ask rises.

*Condition:* the split is proved best, the what-ifs differ in fine axes alone (sheet.py), and no goal depends on the
wishes; where one does, only the first half holds, since what is kept in full adds nothing to any measure of shortfalls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from solver.answers import StageValue
from solver.answers.asked import Moves
from solver.questions.best_split import Best
from solver.questions.sweep.sheet import ABSENT, Sheet, Whole

if TYPE_CHECKING:
    from solver.rules import Rule

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Optimum:
    """A best split, and what it says of every what-if of its sheet."""

    gaps: Whole
    """By column."""
    fixed: dict[str, int]
    """Shortfall by rule, in file order; those of columns are filled in for each what-if."""
    fixed_cost: tuple[int, ...]
    """By priority of the sheet, from the rules that do not vary."""
    seats: dict[str, int]
    goals: tuple[StageValue, ...]
    moved: Moves | None
    code: str
    """The split as `Plan.code` writes it."""
    asks: Whole
    weights: Whole

    def covers(self, asks: Whole, weights: Whole, *, of_wishes: bool) -> Mask:
        """Which of these what-ifs (a row each, a number a column) it is the best split of."""
        delivered = -self.gaps
        low, high = np.minimum(self.asks, delivered), np.maximum(self.asks, delivered)
        if of_wishes:
            short = self.asks > delivered
            low, high = np.where(short, self.asks, low), np.where(short, self.asks, high)
        within = (asks >= low) & (asks <= high)
        as_heavy = (weights == self.weights) | ((weights > self.weights) & (asks <= delivered))
        covered: Mask = (within & as_heavy).all(axis=1)
        return covered


def optimum(sheet: Sheet, priorities: tuple[int, ...], best: Best, asks: Whole, weights: Whole) -> Optimum:
    """What a proved best split says, found for the what-if with these asks and weights."""
    what_if, split = sheet.what_if, best.split
    varied = {column.place for column in sheet.columns}
    fixed = {
        rule.id: 0 if place in varied else rule.shortfall(split, what_if.facts)
        for place, rule in enumerate(sheet.rules)
    }
    base = sheet.plan.base
    return Optimum(
        gaps=np.array([column.gap(split, what_if) for column in sheet.columns], dtype=np.int64),
        fixed=fixed,
        fixed_cost=tuple(_cost(priority, sheet.rules, fixed) for priority in priorities),
        seats=split.totals(what_if.facts.contesting),
        goals=best.goals,
        moved=None if base is None else base.moved(split),
        code=sheet.plan.code(split),
        asks=asks,
        weights=weights,
    )


def _cost(priority: int, rules: tuple[Rule, ...], short: dict[str, int]) -> int:
    return sum(rule.weight * short[rule.id] for rule in rules if not rule.must and rule.priority == priority)


def shortfalls(gaps: Whole, asks: Whole) -> Whole:
    """Shortfall of each column in each what-if; 0 where the rule is absent."""
    short: Whole = np.where(asks == ABSENT, 0, np.maximum(0, gaps + asks))
    return short
