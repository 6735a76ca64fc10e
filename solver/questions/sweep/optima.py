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
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from solver.answers import StageValue
from solver.answers.asked import Moves
from solver.answers.swept import SweptWins
from solver.engine import EngineError
from solver.questions.sweep.sheet import ABSENT, Sheet, Whole
from solver.rules import Rule
from solver.split import Split

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
    keeps: int
    """The rules that do not vary and that it keeps, by place, as the bits of a number."""
    seats: dict[str, int]
    goals: tuple[StageValue, ...]
    moved: Moves | None
    wins: SweptWins | None
    code: str
    """The split as `Plan.code` writes it."""
    asks: Whole
    weights: Whole

    @cached_property
    def gaps_list(self) -> list[int]:
        """The gaps as plain numbers."""
        found: list[int] = self.gaps.tolist()
        return found

    @cached_property
    def short(self) -> bool:
        """Does it fall short of a rule that does not vary?"""
        return any(self.fixed.values())

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


class Assessor:
    """Works out what splits say of the what-ifs of one sheet."""

    def __init__(self, sheet: Sheet, priorities: tuple[int, ...]) -> None:
        self.sheet = sheet
        self.facts = sheet.what_if.facts
        self.columns = {column.place for column in sheet.columns}
        self.wishes = [
            [
                rule
                for place, rule in enumerate(sheet.rules)
                if place not in self.columns and self._costs(rule, priority)
            ]
            for priority in priorities
        ]
        self._kept = {rule.id: 1 << place for place, rule in enumerate(sheet.rules) if place not in self.columns}

    @staticmethod
    def _costs(rule: Rule, priority: int) -> bool:
        return not rule.must and rule.priority == priority

    def optimum(self, split: Split, goals: tuple[StageValue, ...], asks: Whole, weights: Whole) -> Optimum:
        """What a best split says, found for the what-if with these asks and weights.

        Raises:
            EngineError: where it breaks a red line.
        """
        sheet = self.sheet
        fixed = {
            rule.id: 0 if place in self.columns else rule.shortfall(split, self.facts)
            for place, rule in enumerate(sheet.rules)
        }
        gaps = np.array([column.gap(split, sheet.what_if) for column in sheet.columns], dtype=np.int64)
        short = shortfalls(gaps, asks).tolist()
        broken = [column.rule.id for column, by in zip(sheet.columns, short, strict=True) if column.rule.must and by]
        broken += [rule.id for rule in sheet.rules if rule.must and fixed[rule.id]]
        if broken:
            raise EngineError(f"the engine's split breaks {', '.join(broken)}, which must hold")
        base = sheet.plan.base
        return Optimum(
            gaps=gaps,
            fixed=fixed,
            fixed_cost=tuple(sum(rule.weight * fixed[rule.id] for rule in rules) for rules in self.wishes),
            keeps=sum(bit for rule, bit in self._kept.items() if not fixed[rule]),
            seats=split.totals(self.facts.contesting),
            goals=goals,
            moved=None if base is None else base.moved(split),
            wins=SweptWins.of(self.facts, split),
            code=sheet.plan.code(split),
            asks=asks,
            weights=weights,
        )


def shortfalls(gaps: Whole, asks: Whole) -> Whole:
    """Shortfall of each column in each what-if; 0 where the rule is absent."""
    short: Whole = np.where(asks == ABSENT, 0, np.maximum(0, gaps + asks))
    return short
