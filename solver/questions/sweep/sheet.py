"""Which what-ifs of a grid differ in numbers alone, and what does each of them ask of which rule?

Axes that change what the pact is, or what seats are worth (switches, parties, odds, most fields), are *coarse*: each of
their choices is a sheet. The others are *fine*: a field of which each step is one unit (`Rule.graded`), a weight, a
rule that is there or not. Within a sheet a what-if is a row of whole numbers: what it asks of each rule that a fine
axis is about, its ask, and that rule's weight. For every split there is a number by rule, its gap, so that the
shortfall is max(0, gap + ask).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from solver.questions.sweep import meaning
from solver.questions.sweep.plan import Plan
from solver.rules import Rule
from solver.scenario import SettingError, WhatIf
from solver.scenario.settings import changed
from solver.scenario.vary import WITHOUT, Varied, VaryField, VaryPresence
from solver.split import Split

Whole = NDArray[np.int64]

ABSENT = -(1 << 60)
"""The ask of a rule that is not there: every split keeps it."""


def fine(axis: Varied, rules: dict[str, Rule]) -> str | None:
    """The rule that an axis varies by numbers alone; None where the axis is coarse."""
    vary = axis.vary
    if isinstance(vary, VaryPresence):
        return vary.name
    if isinstance(vary, VaryField) and (vary.field == "weight" or vary.field in rules[vary.rule].graded):
        return vary.rule
    return None


@dataclass(frozen=True)
class Variant:
    """A rule as it is for some values of its axes: None where it is absent, or where `wrong` says why it cannot be."""

    rule: Rule | None
    ask: int
    weight: int
    key: bytes
    wrong: str | None = None


@dataclass(frozen=True)
class Column:
    """A rule that fine axes are about: its place among the sheet's rules, and a variant for each choice of values."""

    place: int
    rule: Rule
    graded: str | None
    """The field that is varied, if one is."""
    axes: tuple[int, ...]
    sizes: tuple[int, ...]
    variants: tuple[Variant, ...]

    @cached_property
    def asks(self) -> Whole:
        """What each variant asks."""
        return np.array([variant.ask for variant in self.variants], dtype=np.int64)

    @cached_property
    def weights(self) -> Whole:
        """What a unit of shortfall costs in each variant; 0 where it is absent, or a red line."""
        return np.array([variant.weight for variant in self.variants], dtype=np.int64)

    @cached_property
    def wrong(self) -> NDArray[np.bool_]:
        """Which variants cannot be."""
        return np.array([variant.wrong is not None for variant in self.variants], dtype=np.bool_)

    def gap(self, split: Split, what_if: WhatIf) -> int:
        """What a split says of the rule, whatever is asked."""
        if self.graded is None:
            return self.rule.shortfall(split, what_if.facts)
        return self.rule.gap(self.graded, split, what_if.facts)


class Sheet:
    """The what-ifs that have these values on the coarse axes (others are given as -1)."""

    def __init__(self, plan: Plan, coarse: tuple[int, ...]) -> None:
        self.plan = plan
        settings, drop = dict(plan.settings), list(plan.drop)
        for axis, index in zip(plan.lattice.axes, coarse, strict=True):
            if index >= 0:
                change = axis.vary.change(axis.values[index])
                settings.update(change.settings)
                drop += [rule for rule in change.drop if rule not in drop]
        self.what_if = plan.settled(plan.scenario.what_if(settings, drop))
        self.rules = self.what_if.rules

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The rules that are varied and apply here, in file order."""
        known = {rule.id: rule for rule in self.plan.scenario.rules}
        by_rule: dict[str, list[int]] = {}
        for index, axis in enumerate(self.plan.lattice.axes):
            rule = fine(axis, known)
            if rule is not None:
                by_rule.setdefault(rule, []).append(index)
        return tuple(
            self._column(place, rule, by_rule[rule.id]) for place, rule in enumerate(self.rules) if rule.id in by_rule
        )

    def _column(self, place: int, rule: Rule, axes: Sequence[int]) -> Column:
        sizes = tuple(self.plan.lattice.shape[axis] for axis in axes)
        varied = [self.plan.lattice.axes[axis] for axis in axes]
        fields = [axis.vary.field for axis in varied if isinstance(axis.vary, VaryField)]
        graded = next((field for field in fields if field in rule.graded), None)
        choices = (tuple(v.values[i] for v, i in zip(varied, at, strict=True)) for at in np.ndindex(*sizes))
        variants = tuple(self._variant(rule, varied, values, graded) for values in choices)
        return Column(place, rule, graded, tuple(axes), sizes, variants)

    def _variant(self, rule: Rule, varied: Sequence[Varied], values: Sequence[str], graded: str | None) -> Variant:
        settings: dict[str, str] = {}
        for axis, value in zip(varied, values, strict=True):
            if isinstance(axis.vary, VaryPresence) and value == WITHOUT:
                return Variant(None, ABSENT, 0, b"")
            settings.update(axis.vary.change(value).settings)
        try:
            (new,) = changed((rule,), settings, self.plan.scenario.facts, ())
        except SettingError as error:
            return Variant(None, ABSENT, 0, b"", str(error))
        ask = 0 if graded is None else rule.graded[graded] * int(getattr(new, graded))
        return Variant(new, ask, 0 if rule.must else new.weight, meaning.rule_key(new))

    def chosen(self, places: Whole) -> Whole:
        """Which variant of each column each what-if has; `places` are positions on the axes, a row a what-if."""
        chosen = np.zeros((len(places), len(self.columns)), dtype=np.int64)
        for index, column in enumerate(self.columns):
            at = tuple(places[:, axis] for axis in column.axes)
            chosen[:, index] = np.ravel_multi_index(at, column.sizes)
        return chosen

    def at(self, chosen: Sequence[int]) -> WhatIf:
        """The what-if with this variant of each column."""
        rules: list[Rule | None] = list(self.rules)
        for column, index in zip(self.columns, chosen, strict=True):
            rules[column.place] = column.variants[index].rule
        return replace(self.what_if, rules=tuple(rule for rule in rules if rule is not None))

    @cached_property
    def _segments(self) -> list[bytes]:
        """What the keys say between the columns."""
        keys = [meaning.rule_key(rule) for rule in self.rules]
        cuts = [-1, *(column.place for column in self.columns), len(keys)]
        parts = [b"".join(keys[a + 1 : b]) for a, b in pairwise(cuts)]
        parts[0] = meaning.opening(self.plan.frame, self.what_if.facts) + parts[0]
        return parts

    def key(self, chosen: Sequence[int]) -> str:
        """The key of a what-if, the same as by `what_if_key`."""
        parts = [self._segments[0]]
        for column, index, after in zip(self.columns, chosen, self._segments[1:], strict=True):
            parts += (column.variants[index].key, after)
        return blake2b(b"".join(parts), digest_size=meaning.SIZE).hexdigest()
