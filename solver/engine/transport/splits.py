"""What can be said of all splits that are best by the first stages of a network, without listing them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from solver.engine.flows import Flags, Whole
from solver.engine.transport.parts import Part
from solver.engine.transport.room import FAR, Costs, Room, cheapest, face, potentials
from solver.engine.transport.template import Asked, Optimum
from solver.engine.transport.ties import first, reachable, without_costs
from solver.system import EngineError


@dataclass(frozen=True, eq=False)
class Splits:
    """The splits that are best by the first `stages` stages; there is one."""

    asked: Asked
    stages: int
    known: Optimum | None = None
    """Their optimum, where it was worked out before."""

    @cached_property
    def _optimum(self) -> Optimum:
        optimum = self.known or self.asked.optimum(self.stages)
        if optimum is None:
            raise EngineError("the splits of least cost were lost")
        return optimum

    @property
    def _room(self) -> Room:
        return self._optimum.face

    def ends(self, cells: Sequence[int]) -> tuple[int, int]:
        """The fewest and the most of these cells that one of the splits chooses."""
        costs = _marked(self._room, cells)
        fewest = self._total(costs)
        return fewest, -self._total(replace(costs, cells=-costs.cells))

    def _total(self, costs: Costs) -> int:
        return int(costs.cells[_some(self._room, costs)].sum())

    def free(self) -> Flags:
        """By cell: does one of the splits choose it?"""
        return reachable(self._room, self._optimum.chosen)

    def only_one(self) -> bool:
        """Is there one split only?"""
        return int(self.free().sum()) == self._room.seats

    def span(self, part: Part) -> tuple[int, int]:
        """No more than the least, and no less than the greatest, that a part costs in one of the splits."""
        room = self._room
        worth = np.zeros(len(room.open), dtype=np.int64)
        np.add.at(worth, part.cells, part.worth)
        ends = []
        for sign in (1, -1):
            cheap = np.where(room.open, sign * worth, FAR).reshape(room.seats, room.parties).min(axis=1)
            ends.append(part.constant + sign * int(cheap.sum()))
        low, high = ends
        for bend in part.bends:
            node = room.tree.place[bend.pool.key]
            costs = [bend.cost(int(flow)) for flow in (room.low[node], room.high[node])]
            low, high = low + min(costs), high + max(costs)
        return low, high

    def least(self, part: Part) -> Whole:
        """The cells of a split in which a part costs as little as it does in any of them."""
        room = self._room
        cells = np.zeros(len(room.open), dtype=np.int64)
        np.add.at(cells, part.cells, part.worth)
        bends = [(room.tree.place[one.pool.key], one.base, one.sign, one.times) for one in part.bends]
        node, base, sign, times = np.array(bends, dtype=np.int64).reshape(-1, 4).T
        return _some(room, Costs(cells, node, base, sign, times))

    def closed(self) -> Whole:
        """Cells that none of the splits chooses."""
        return np.flatnonzero(~self._room.open)

    def farthest(self, cells: Sequence[int]) -> Whole:
        """The cells of the split that chooses the fewest of these, the first in order among equals."""
        costs = _marked(self._room, cells)
        chosen = _some(self._room, costs)
        price = potentials(self._room, costs, chosen, self._room.tree.flows(chosen))
        return first(face(self._room, costs, chosen, price), chosen)


def _marked(room: Room, cells: Sequence[int]) -> Costs:
    """1 for each of these cells."""
    marks = np.zeros(len(room.open), dtype=np.int64)
    marks[np.array(cells, dtype=np.int64)] = 1
    return replace(without_costs(room), cells=marks)


def _some(room: Room, costs: Costs) -> Whole:
    chosen = cheapest(room, costs)
    if chosen is None:
        raise EngineError("the splits of least cost were lost")
    return chosen
