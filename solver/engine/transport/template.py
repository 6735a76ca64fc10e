"""What is the best split, where everything is counts that form a tree: one minimum-cost flow, and asked again quickly?

A `Template` is built once for all demands that may come up; a what-if then names the parts that count, at well under a
millisecond for 80 seats and four parties:

    part = wished(demand, seats, parties, stage=0, weight=2)     # or kept(...), minimised(...); None: no sum of counts
    template = Template.of(seats, parties, fixed, possible)      # a Crossing where the pools are no tree
    optimum = template.solve([part, ...])                        # the fixed parts and these; None: impossible
    optimum.values, optimum.seats(), optimum.first()             # by stage; by party; the canonical split, as cells

Make a part once for each value that a field of a rule can take, list all of them as `possible`, and solve with those of
the what-if at hand. What the fixed parts cost and forbid is added up once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from solver.engine.flows import Flags, Whole
from solver.engine.transport.parts import Part
from solver.engine.transport.room import Costs, Room, TooLargeError, cheapest, face, limit, potentials
from solver.engine.transport.ties import first, reachable
from solver.engine.transport.tree import Crossing, Tree, tree_of

_Placed = tuple[int, int, int, int, int]
"""A bend: number of its node, base, sign, times, stage."""


@dataclass(frozen=True, eq=False)
class _Sum:
    """Parts added up: costs of cells by stage, all bends, and the room that the parts leave."""

    cells: Whole
    constant: Whole
    open: Flags
    low: Whole
    high: Whole
    bends: tuple[_Placed, ...] = ()
    impossible: bool = False

    def plus(self, parts: Iterable[Part], tree: Tree) -> _Sum:
        """The same, with more parts.

        Raises:
            KeyError: for a part of which a pool is not in the tree.
        """
        parts = list(parts)
        cells, constant = self.cells.copy(), self.constant.copy()
        shut, low, high = self.open.copy(), self.low.copy(), self.high.copy()
        bends = []
        for part in parts:
            if len(part.cells):
                np.add.at(cells[part.stage], part.cells, part.worth)
            if part.constant:
                constant[part.stage] += part.constant
            if len(part.closed):
                shut[part.closed] = False
            for held in part.held:
                node = tree.place[held.pool.key]
                low[node], high[node] = max(low[node], held.low), min(high[node], held.high)
            bends += [(tree.place[one.pool.key], one.base, one.sign, one.times, part.stage) for one in part.bends]
        return _Sum(
            cells,
            constant,
            shut,
            low,
            high,
            (*self.bends, *bends),
            self.impossible or any(part.impossible for part in parts),
        )


@dataclass(frozen=True, eq=False)
class Template:
    """A tree of pools, and the sum of the parts that always count."""

    tree: Tree
    seats: int
    parties: int
    stages: int
    fixed: _Sum

    @classmethod
    def of(
        cls, seats: int, parties: int, fixed: Iterable[Part], possible: Iterable[Part] = (), stages: int | None = None
    ) -> Template | Crossing:
        """A template for parts that always count, and for others that may; `Crossing` where they are no tree.

        Args:
            seats: number of seats.
            parties: number of contesting parties; a cell's number is seat x parties + party.
            fixed: parts that count in every what-if.
            possible: all parts that a what-if may add.
            stages: number of objectives, first to be settled first; default: as many as the parts speak of.

        Returns:
            The template; or the numbers of two pools that cross, counted through the parts in order.
        """
        fixed, possible = list(fixed), list(possible)
        tree = tree_of((pool for part in (*fixed, *possible) for pool in part.pools), seats * parties)
        if isinstance(tree, Crossing):
            return tree
        if stages is None:
            stages = 1 + max((part.stage for part in (*fixed, *possible)), default=-1)
        nothing = _Sum(
            np.zeros((stages, seats * parties), dtype=np.int64),
            np.zeros(stages, dtype=np.int64),
            np.ones(seats * parties, dtype=np.bool_),
            np.zeros(tree.root, dtype=np.int64),
            tree.most.copy(),
        )
        return cls(tree, seats, parties, stages, nothing.plus(fixed, tree))

    def solve(self, parts: Sequence[Part] = ()) -> Optimum | None:
        """The best splits with these parts beside the fixed ones; None where there is no split at all.

        Raises:
            KeyError: for a part that was not among the possible ones, and brings a pool that they do not have.
                TooLargeError: for costs that are too large for the flow solver.
            EngineError: if it fails.
        """
        return Asked(self, self.fixed.plus(parts, self.tree) if parts else self.fixed).optimum()


@dataclass(frozen=True, eq=False)
class Asked:
    """One what-if: the room that its parts leave, and its costs stage by stage."""

    template: Template
    sum: _Sum

    @cached_property
    def room(self) -> Room:
        """All splits that keep what must be kept."""
        one = self.sum
        return Room(self.template.tree, self.template.seats, self.template.parties, one.open, one.low, one.high)

    def optimum(self, stages: int | None = None) -> Optimum | None:
        """The best splits by the first so many stages (default: all), in as few flows as the costs allow.

        Raises:
            TooLargeError, EngineError: as `Template.solve`.
        """
        last = self.template.stages if stages is None else stages
        if self.sum.impossible:
            return None
        try:
            return self._optimum(last, limit(self.room))
        except TooLargeError:
            return self._optimum(last, 0)

    def _optimum(self, last: int, most: int) -> Optimum | None:
        """By as few flows as there are sums of stages of at most so much."""
        room, at, chosen, costs = self.room, 0, None, None
        while at < last or chosen is None:
            if chosen is not None and costs is not None:
                room = face(room, costs, chosen, potentials(room, costs, chosen, room.tree.flows(chosen)))
            costs, at = self._combined(at, last, most)
            chosen = cheapest(room, costs)
            if chosen is None:
                return None
        assert costs is not None
        return Optimum(self, room, costs, chosen)

    @cached_property
    def bends(self) -> Whole:
        """One column a bend: number of its node, base, sign, times, stage."""
        table: Whole = np.array(self.sum.bends, dtype=np.int64).reshape(-1, 5).T
        return table

    def costs(self, weights: Sequence[int]) -> Costs:
        """All stages as one, each times its weight."""
        node, base, sign, times, stage = self.bends
        factors = np.array(weights, dtype=np.int64)
        cells = np.zeros(self.sum.cells.shape[1], dtype=np.int64)
        for weight, costs in zip(weights, self._above_least, strict=True):
            if weight:
                cells += weight * costs
        return Costs(cells, node, base, sign, times * factors[stage])

    @cached_property
    def _above_least(self) -> Whole:
        """By stage and cell, what it costs above the cheapest cell of its seat."""
        cells = self.sum.cells.reshape(self.template.stages, self.template.seats, self.template.parties)
        above: Whole = (cells - cells.min(axis=2, keepdims=True)).reshape(self.sum.cells.shape)
        return above

    @cached_property
    def spans(self) -> list[int]:
        """By stage, no less than the difference between the most and the least that a split can cost."""
        shape = self.template.stages, self.template.seats, self.template.parties
        linear = self._above_least.reshape(shape).max(axis=2).sum(axis=1)
        node, base, sign, times, stage = self.bends
        ends = np.maximum(0, base), np.maximum(0, base + sign * self.template.tree.most[node])
        np.add.at(linear, stage, times * np.maximum(*ends))
        return [int(span) for span in linear]

    @property
    def combined(self) -> Costs | None:
        """All stages as one cost; None where that is too large."""
        costs, end = self._combined(0, self.template.stages, limit(self.room))
        return costs if end == self.template.stages else None

    def _combined(self, at: int, last: int, limited: int) -> tuple[Costs, int]:
        """As many stages from `at` on, one at least, as differ by no more than so much, and the number of the next."""
        weights = [0] * self.template.stages
        if at >= last:
            return self.costs(weights), at
        weights[at], most, end = 1, self.spans[at], at + 1
        while end < last and (most + 1) * (self.spans[end] + 1) <= limited:
            weights = [weight * (self.spans[end] + 1) for weight in weights]
            weights[end] = 1
            most = most * (self.spans[end] + 1) + self.spans[end]
            end += 1
        return self.costs(weights), end


@dataclass(frozen=True, eq=False)
class Optimum:
    """The best splits of a what-if: one of them, and what proves it."""

    asked: Asked
    room: Room
    """Splits that are best by the stages before the last flow."""
    costs: Costs
    chosen: Whole
    """By seat, the cell that it goes to in some best split."""

    @cached_property
    def flows(self) -> Whole:
        """By node, how many of its cells are chosen."""
        return self.room.tree.flows(self.chosen)

    @cached_property
    def values(self) -> tuple[int, ...]:
        """What the best splits cost, stage by stage."""
        one = self.asked.sum
        values = one.constant + one.cells[:, self.chosen].sum(axis=1)
        node, base, sign, times, stage = self.asked.bends
        np.add.at(values, stage, times * np.maximum(0, base + sign * self.flows[node]))
        return tuple(values.tolist())

    @cached_property
    def prices(self) -> Whole:
        """Potentials of the nodes that prove the last flow to be of least cost."""
        return potentials(self.room, self.costs, self.chosen, self.flows)

    @cached_property
    def face(self) -> Room:
        """All best splits."""
        return face(self.room, self.costs, self.chosen, self.prices)

    @cached_property
    def free(self) -> Flags:
        """By cell: is it chosen in some best split?"""
        return reachable(self.face, self.chosen)

    def first(self) -> Whole:
        """By seat, the cell that it goes to in the best split that comes first, by seats, then by parties."""
        return first(self.face, self.chosen)

    def seats(self) -> Whole:
        """By party, its seats in the best split that is at hand (not the first one, unless that was put in)."""
        return np.bincount(self.chosen % self.asked.template.parties, minlength=self.asked.template.parties)

    def settled(self) -> Optimum:
        """The same, with the first split in order at hand."""
        return replace(self, chosen=self.first())
