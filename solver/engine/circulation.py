"""How is one question to a network put as a maximum flow, and how does its cut read as multipliers?

Flows with least amounts as a maximum flow: L. Ford and D. Fulkerson, Flows in Networks, Princeton 1962. OR-Tools finds
it by pushing and relabelling: A. Goldberg and R. Tarjan, "A new approach to the maximum-flow problem", J. ACM 35 (1988)
921-940.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.graph.python import max_flow

from solver.engine.flows import Cut, Flags, Flow, Whole
from solver.system import EngineError

if TYPE_CHECKING:
    from solver.engine.network import Network

_SOURCE, _SINK, _ROOT, _FIRST = 0, 1, 2, 3


@dataclass(frozen=True)
class _Node:
    """Counts of the same cells as one: which of them says the most from below, and from above."""

    counts: tuple[int, ...]
    low_by: int
    high_by: int
    low: int
    high: int


class Circulation:
    """One question to a network: arcs with least and greatest flows."""

    def __init__(self, network: Network, asked: Sequence[int], first: Collection[int]) -> None:
        self.network = network
        self.asked = asked
        self.first = first
        cells = network.seats * network.parties
        self.open: Flags = np.ones(cells, dtype=np.bool_)
        self.closed_by: Whole = np.full(cells, -1, dtype=np.int64)
        self.bans: Whole = np.zeros(cells, dtype=np.int64)
        """How many counts close each cell, and how many give each seat away."""
        self.pin: Whole = np.full(network.seats, -1, dtype=np.int64)
        self.pinned_by: Whole = np.full(network.seats, -1, dtype=np.int64)
        self.pins: Whole = np.zeros(network.seats, dtype=np.int64)
        self.leaf: Whole = np.full(cells, _ROOT, dtype=np.int64)
        self.potential: Whole = np.zeros(0, dtype=np.int64)
        """By node, once there is a cut: 1 where the missing unit can get to."""
        self.tree: list[tuple[_Node, int]] = []
        """(counts, number of the node around them), for the nodes from `_FIRST` on."""

    def answer(self) -> Flow | Cut:
        """A split, or a cut."""
        counts, sizes = self.network.counts, self.network.sizes
        inner: dict[int, list[int]] = {}
        for index in self.asked:
            count = counts[index]
            if count.impossible:
                return self._alone(index)
            if count.high == 0:
                self._ban(index)
            elif count.low == sizes[index]:
                clash = self._pin(index)
                if clash is not None:
                    return clash
            else:
                inner.setdefault(self.network.place[index], []).append(index)
        nodes = [self._merged(alike) for alike in inner.values()]
        for node in nodes:
            if node.low > node.high:
                return Cut({node.low_by: 1, node.high_by: -1}, {})
        clash = self._banned_pin()
        return clash or self._nested(nodes)

    def _merged(self, alike: Sequence[int]) -> _Node:
        counts = self.network.counts
        low_by = max(alike, key=lambda index: counts[index].low)
        high_by = min(alike, key=lambda index: counts[index].high)
        return _Node(tuple(alike), low_by, high_by, counts[low_by].low, counts[high_by].high)

    def _nested(self, nodes: Sequence[_Node]) -> Flow | Cut:
        heeded = self._heeded(nodes)
        sizes = self.network.sizes
        self._nest(sorted(heeded, key=lambda node: -sizes[node.low_by]))
        kept = {node.low_by for node in heeded}
        return self._flow(tuple(index for node in nodes if node.low_by not in kept for index in node.counts))

    def _alone(self, index: int) -> Cut:
        count = self.network.counts[index]
        if count.low > len(count.cells):
            return Cut({index: 1}, {})
        return Cut({index: -1}, {}) if count.high < 0 else Cut({index: 0}, {})

    def _ban(self, index: int) -> None:
        cells = self.network.cells[index]
        self.open[cells] = False
        self.closed_by[cells] = index
        self.bans[cells] += 1

    def _pin(self, index: int) -> Cut | None:
        """Give seats away for good; a seat given away twice is a conflict of two."""
        cells = self.network.cells[index]
        seats = cells // self.network.parties
        twice = (self.pin[seats] >= 0) & (self.pin[seats] != cells)
        if twice.any():
            seat = int(seats[twice][0])
            return Cut({int(self.pinned_by[seat]): 1, index: 1}, {seat: -1})
        if len(cells) > 1 and (seats[1:] == seats[:-1]).any():  # two cells of one seat in the same count
            seat = int(seats[1:][seats[1:] == seats[:-1]][0])
            return Cut({index: 1}, {seat: -1})
        self.pin[seats] = cells
        self.pinned_by[seats] = index
        self.pins[seats] += 1
        return None

    def _banned_pin(self) -> Cut | None:
        seats = np.flatnonzero(self.pin >= 0)
        if not len(seats):
            return None
        cells = self.pin[seats]
        shut = ~self.open[cells]
        if shut.any():
            cell = int(cells[shut][0])
            seat = cell // self.network.parties
            return Cut({int(self.pinned_by[seat]): 1, int(self.closed_by[cell]): -1}, {})
        others = np.isin(self.network.seat_of, seats)
        others[cells] = False
        self.open[others] = False
        return None

    def _heeded(self, nodes: Sequence[_Node]) -> list[_Node]:
        """Counts no two of which cross: first those wanted first, then those that ask for most of their cells."""
        if len(nodes) < 2:
            return list(nodes)
        crossing, tight = self.network.crossing, self.network.tight
        ranked = sorted(
            nodes,
            key=lambda node: (
                all(index not in self.first for index in node.counts),
                -max(tight[node.low_by], tight[node.high_by]),
            ),
        )
        chosen, mask = [], 0
        for node in ranked:
            place = self.network.place[node.low_by]
            if not crossing[place] & mask:
                chosen.append(node)
                mask |= 1 << place
        return chosen

    def _nest(self, nodes: Sequence[_Node]) -> None:
        """Build the tree from the outside in: all cells of a count must lie in the same node before it."""
        for number, node in enumerate(nodes, _FIRST):
            cells = self.network.cells[node.low_by]
            around = self.leaf[cells]
            if (around != around[0]).any():
                raise EngineError("counts that cross were taken for a network")
            self.tree.append((node, int(around[0])))
            self.leaf[cells] = number

    def _flow(self, left_out: tuple[int, ...]) -> Flow | Cut:
        """A circulation with least flows, as a maximum flow from what must go out to what must come in."""
        seats = self.network.seats
        tails, heads, capacities = self._arcs()
        solver: Any = max_flow.SimpleMaxFlow()
        solver.add_arcs_with_capacity(
            np.append(tails, _ROOT).astype(np.int32),
            np.append(heads, _SINK).astype(np.int32),
            np.append(capacities, seats),
        )
        if solver.solve(_SOURCE, _SINK) != solver.OPTIMAL:
            raise EngineError("the maximum flow was not found")
        missing = self._supply - solver.optimal_flow()
        if missing:
            potential = np.zeros(self.first_seat + seats, dtype=np.int64)
            potential[np.asarray(solver.get_source_side_min_cut(), dtype=np.int64)] = 1
            cut = self._cut(potential)
            if missing > 1 or left_out:
                return cut
            return replace(cut, needed=self._needed(cut, solver.get_sink_side_min_cut(), self.first_seat))
        chosen = np.zeros(seats * self.network.parties, dtype=np.int64)
        cells = np.flatnonzero(self.open)
        chosen[cells] = solver.flows(np.arange(seats, seats + len(cells)))
        return Flow(chosen, left_out)

    @property
    def first_seat(self) -> int:
        """Number of the first seat's node, once the tree is built."""
        return _FIRST + len(self.tree)

    @property
    def _supply(self) -> int:
        """What has to get to the sink: a unit a seat, and every least flow."""
        return self.network.seats + sum(node.low for node, _ in self.tree)

    def _arcs(self) -> tuple[Whole, Whole, Whole]:
        """Tails, heads and capacities: one arc a seat, then one an open cell, then those of the tree."""
        seats = self.network.seats
        first_seat = self.first_seat
        cells = np.flatnonzero(self.open)
        nodes = range(_FIRST, first_seat)
        lows = [node.low for node, _ in self.tree]
        around = [parent for _, parent in self.tree]
        tails = np.concatenate(
            [
                np.full(seats, _SOURCE),
                self.network.seat_of[cells] + first_seat,
                np.array([*nodes, *nodes, *([_SOURCE] * len(lows))], dtype=np.int64),
            ]
        )
        heads = np.concatenate(
            [
                np.arange(first_seat, first_seat + seats),
                self.leaf[cells],
                np.array([*around, *([_SINK] * len(lows)), *around], dtype=np.int64),
            ]
        )
        spare = [node.high - node.low for node, _ in self.tree]
        capacities = np.concatenate(
            [np.ones(seats + len(cells), dtype=np.int64), np.array([*spare, *lows, *lows], dtype=np.int64)]
        )
        return tails, heads, capacities

    def _cut(self, potential: Whole) -> Cut:
        """Multipliers from potentials: 1 on the source's side of the cut, 0 beyond it.

        A pinned seat gets potential 0, so that its pin alone speaks for it.
        """
        network = self.network
        self.potential = potential
        root = int(potential[_ROOT])
        seats = potential[self.first_seat : self.first_seat + network.seats].copy()
        seats[self.pin >= 0] = 0
        multipliers: dict[int, int] = {}
        for number, (node, parent) in enumerate(self.tree, _FIRST):
            times = int(potential[parent] - potential[number])
            if times:
                multipliers[node.low_by if times > 0 else node.high_by] = times
        gain = potential[self.leaf] - seats[network.seat_of]
        multipliers |= dict.fromkeys(self.closed_by[(self.closed_by >= 0) & (gain < 0)].tolist(), -1)
        held = np.flatnonzero(self.pin >= 0)
        multipliers |= dict.fromkeys(self.pinned_by[held[gain[self.pin[held]] > 0]].tolist(), 1)
        own = seats - root
        return Cut(multipliers, {int(seat): int(own[seat]) for seat in np.flatnonzero(own)})

    def _needed(self, cut: Cut, side: Sequence[int], first_seat: int) -> frozenset[int]:
        """Counts in a cut that one unit is missing from, of which any one alone, let off one unit, lets it through.

        All nodes on the source's side of the cut can be reached by the missing unit, and those of `side` can pass it
        on: what joins the two needs only to let it pass. Other counts of the same cells must not stand in the way.
        """
        passes = np.zeros(first_seat + self.network.seats, dtype=np.bool_)
        passes[np.asarray(side, dtype=np.int64)] = True
        needed, counts = set(), self.network.counts
        for number, (node, parent) in enumerate(self.tree, _FIRST):
            if cut.counts.get(node.low_by, 0) > 0 and passes[number]:
                needed |= self._only_one([counts[other].low for other in node.counts], node.low, node.low_by)
            if cut.counts.get(node.high_by, 0) < 0 and passes[parent]:
                needed |= self._only_one([counts[other].high for other in node.counts], node.high, node.high_by)
        onward = passes[self.leaf]
        reached = self.potential[first_seat:][self.network.seat_of] == 1
        single = (self.bans == 1) & onward & reached & (self.pin[self.network.seat_of] < 0)
        shut = {index for index in self.closed_by[single].tolist() if cut.counts.get(index, 0) < 0}
        return frozenset(needed | shut | self._pins_needed(cut, onward))

    @staticmethod
    def _only_one(bounds: Sequence[int], bound: int, index: int) -> set[int]:
        """The count, if no other of the same cells says as much."""
        return {index} if bounds.count(bound) == 1 else set()

    def _pins_needed(self, cut: Cut, onward: Flags) -> set[int]:
        """Pins of which one seat alone, let go, could take the missing unit to another of its cells."""
        needed = set()
        for seat in np.flatnonzero(self.pins == 1).tolist():
            index = int(self.pinned_by[seat])
            if cut.counts.get(index, 0) > 0 and index not in needed:
                cells = slice(seat * self.network.parties, (seat + 1) * self.network.parties)
                ways = onward[cells] & (self.bans[cells] == 0)
                ways[int(self.pin[seat]) % self.network.parties] = False
                if ways.any() and self.potential[self.leaf[self.pin[seat]]] == 1:
                    needed.add(index)
        return needed
