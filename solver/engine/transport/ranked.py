"""Which splits are best, second best, third best, in order, as many as are wanted?

The next split is the best of all not told. These fall into parts: as one that is told up to some seat, and there
another way. Each part's best differs by one shortest cycle of the residual network in which the seats before stay, so
its cost is known at once; which split it is, only where its turn comes.
Sources: E. Lawler, "A procedure for computing the K best solutions to discrete optimization problems", Management
Science 18 (1972) 401-405, for the parts; R. Ahuja, T. Magnanti, J. Orlin, Network Flows (1993), for cycles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cmp_to_key
from heapq import heappop, heappush

import numpy as np

from solver.engine.flows import Flags, Whole
from solver.engine.transport.room import Costs, Room, cheapest, exchanges, face, potentials
from solver.engine.transport.ties import first
from solver.system import EngineError

FAR = 1 << 60
"""Stands for 'no way'; sums of two, and of one and some costs, stay apart from real costs and below 2^62."""

LARGEST = 2_000
"""Most nodes of which a table of ways is kept."""


@dataclass(frozen=True)
class _Part:
    """The splits as one that is told up to `seat`, which goes to none of `shut`; no split comes before cell `start`."""

    cost: int
    seat: int
    start: int
    shut: frozenset[int]


@dataclass(frozen=True, eq=False)
class _Told:
    """A split that is told, and the parts left beside it, the one that can come next last."""

    split: Whole
    parts: list[_Part]


def ranked(room: Room, costs: Costs, best: Whole) -> Iterator[Whole]:
    """All splits of a room in order of cost, equal ones by seats, then by parties; as cells by seat.

    Args:
        room: all splits there are; no more than `LARGEST` nodes.
        costs: what each costs, all stages in one.
        best: the first of them.
    """
    return _Search(room, costs).run(best)


class _Search:
    """Parts that wait for their turn: of each split told, the one that can come next."""

    def __init__(self, room: Room, costs: Costs) -> None:
        self.room, self.costs = room, costs
        width = room.parties
        opened = [np.flatnonzero(row) + seat * width for seat, row in enumerate(room.open.reshape(-1, width))]
        self.cells = [cells.tolist() for cells in opened]
        self.leaves = [room.tree.leaf[cells] for cells in opened]
        self.prices = [costs.cells[cells] for cells in opened]
        self.waiting: list[tuple[int, tuple[int, ...], int, int, _Told, _Part]] = []
        """(cost, cells that it comes not before, 0 where it is a part and 1 where a split, number, ..., its part)."""
        self.number = 0

    def run(self, best: Whole) -> Iterator[Whole]:
        yield best
        self._divide(best, 0, frozenset((int(best[0]),)))
        while self.waiting:
            cost, _, found, _, told, part = heappop(self.waiting)
            if found:
                yield told.split
                self._divide(told.split, part.seat, part.shut | {int(told.split[part.seat])})
                continue
            split = self._best_of(told.split, part)
            self._push(cost, tuple(split.tolist()), 1, _Told(split, []), part)
            self._next_of(told)

    def _push(self, cost: int, cells: tuple[int, ...], found: int, told: _Told, part: _Part) -> None:
        self.number += 1
        heappush(self.waiting, (cost, cells, found, self.number, told, part))

    def _next_of(self, told: _Told) -> None:
        if told.parts:
            part = told.parts.pop()
            self._push(part.cost, (*told.split[: part.seat].tolist(), part.start), 0, told, part)

    def _divide(self, split: Whole, seat: int, shut: frozenset[int]) -> None:
        """What is left of the splits that are the same before a seat, and there go to no cell in `shut`."""
        cells = split.tolist()
        total = self.costs.total(split, self.room.tree.flows(split))
        parts = []
        for at, more in self._detours(split, seat, shut):
            closed = shut if at == seat else frozenset((cells[at],))
            after = cells[at] if more == 0 else -1  # what is as good comes later
            start = next(cell for cell in self.cells[at] if cell > after and cell not in closed)
            parts.append(_Part(total + more, at, start, closed))
        parts.sort(key=cmp_to_key(lambda one, other: _before(one, other, cells)), reverse=True)
        self._next_of(_Told(split, parts))

    def _best_of(self, like: Whole, part: _Part) -> Whole:
        """The first of the best splits of a part."""
        allowed = self.room.open.copy()
        allowed[: part.seat * self.room.parties] = False
        allowed[like[: part.seat]] = True
        allowed[list(part.shut)] = False
        room = replace(self.room, open=allowed)
        chosen = cheapest(room, self.costs)
        flows = room.tree.flows(like if chosen is None else chosen)
        if chosen is None or self.costs.total(chosen, flows) != part.cost:
            raise EngineError("a detour was found that no split takes")
        return first(face(room, self.costs, chosen, potentials(room, self.costs, chosen, flows)), chosen, part.seat)

    def _detours(self, split: Whole, start: int, shut: frozenset[int]) -> Iterator[tuple[int, int]]:
        """(seat, least extra cost of a split that is the same before it, and there goes elsewhere), the last first.

        `split` must be of least cost among those that are the same before `start`, and there go to none of the others
        in `shut`. A seat's surplus goes to one of its other nodes, and the shortest way back from there.
        """
        way = self._ways(split)
        own, home = split.tolist(), self.room.tree.leaf[split].tolist()
        for seat in range(self.room.seats - 1, start - 1, -1):
            cells = self.cells[seat]
            if len(cells) < 2:
                continue
            onward = way[self.leaves[seat]] + (self.prices[seat] - self.costs.cells[own[seat]])[:, None]
            back = onward[:, home[seat]].tolist()
            closed = shut if seat == start else (own[seat],)
            more = min((extra for cell, extra in zip(cells, back, strict=True) if cell not in closed), default=FAR)
            if more < FAR >> 1:
                yield seat, more
            np.minimum(way, way[:, home[seat], None] + onward.min(axis=0), out=way)

    def _ways(self, split: Whole) -> Whole:
        """By two nodes, the least cost of passing a surplus on from one to the other while no seat moves."""
        nodes = self.room.tree.root + 1
        fixed: Flags = np.zeros(len(self.room.open), dtype=np.bool_)
        fixed[split] = True
        residual = exchanges(replace(self.room, open=fixed), self.costs, split, self.room.tree.flows(split))
        way = np.full((nodes, nodes), FAR, dtype=np.int64)
        way[residual.tail, residual.head] = residual.cost
        np.fill_diagonal(way, 0)
        for node in range(nodes):
            np.minimum(way, way[:, node, None] + way[node], out=way)
        return way


def _before(one: _Part, other: _Part, cells: list[int]) -> int:
    """Below 0 where the first part can come before the other, both being beside the same split."""
    if one.cost != other.cost:
        return one.cost - other.cost
    if one.seat > other.seat:
        return -_before(other, one, cells)
    return -1 if one.seat == other.seat or one.start < cells[one.seat] else 1
