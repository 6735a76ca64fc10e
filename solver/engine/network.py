"""Can these counts hold together? Where they form a network, one maximum flow answers, and its cut says why not.

Every seat sends one unit to the cell it goes to. Counts that nest or keep apart form a tree of nodes, each with a least
and a greatest flow to the count around it; a count that takes all or none of its cells opens and closes arcs instead.
There is a flow exactly if there is a split, and if there is none, a minimum cut names the counts that clash:
A. Hoffman, "Some recent applications of the theory of linear inequalities to extremal combinatorial analysis", Proc.
Symp. Appl. Math. 10 (1960) 113-127. The tree is certified by building it. Where counts cross, some are left out: a
cut is still a proof, a flow only a proposal.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow

from solver.engine.folded import Count
from solver.system import EngineError

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Flow:
    """A choice of one cell for every seat, 1 for each cell chosen, that heeds all counts but those left out."""

    chosen: Whole
    left_out: tuple[int, ...]


@dataclass(frozen=True)
class Cut:
    """Counts (by position in what was asked) that cannot hold together, each with its multiplier.

    Times these, the counts and the seats' own rows add up to a contradiction; `seats` are the seats' multipliers.
    """

    counts: dict[int, int]
    seats: dict[int, int]


class Network:
    """Seats by parties, and the counts that may be asked about."""

    def __init__(self, seats: int, parties: int, counts: Sequence[Count]) -> None:
        self.seats, self.parties, self.counts = seats, parties, counts
        self.cells = [np.array(count.cells, dtype=np.int64) for count in counts]
        self.sizes = [len(count.cells) for count in counts]
        self.seat_of = np.repeat(np.arange(seats, dtype=np.int64), parties)
        self._every = np.concatenate([*self.cells, np.zeros(0, dtype=np.int64)])
        self._sizes = np.array(self.sizes, dtype=np.int64)
        self._ends = np.cumsum(self._sizes)
        self.lows = np.array([count.low for count in counts], dtype=np.int64)
        self.highs = np.array([count.high for count in counts], dtype=np.int64)
        self.tight = [_tightness(count) for count in counts]

    def ask(self, asked: Sequence[int], first: Collection[int] = ()) -> Flow | Cut:
        """A split in which these counts hold, or the reason why there is none.

        Of counts that cross, those of `first` are heeded before others, then those that ask for most of their cells.
        """
        return _Asked(self, asked, first).answer()

    def sums(self, cells: Whole) -> Whole:
        """By count: the sum over its cells."""
        upto = np.concatenate([[0], np.cumsum(cells[self._every])])
        total: Whole = upto[self._ends] - upto[self._ends - self._sizes]
        return total

    def holds(self, chosen: Whole) -> Flags:
        """By count: does it hold in a choice of cells?"""
        held = self.sums(chosen)
        return (self.lows <= held) & (held <= self.highs)

    @cached_property
    def crossing(self) -> list[int]:
        """By count, the others that it crosses, as the bits of a number."""
        width, number = self.parties, len(self.counts)
        columns: dict[int, list[int]] = {}
        for index, cells in enumerate(self.cells):
            for column in np.unique(cells % width):
                columns.setdefault(int(column), []).append(index)
        shared = np.zeros((number, number), dtype=np.int64)
        for column, members in columns.items():
            inside = np.zeros((len(members), self.seats), dtype=np.float32)
            for at, index in enumerate(members):
                cells = self.cells[index]
                inside[at, cells[cells % width == column] // width] = 1
            shared[np.ix_(members, members)] += (inside @ inside.T).astype(np.int64)
        sizes = np.array(self.sizes, dtype=np.int64)
        crosses = (shared > 0) & (shared < np.minimum.outer(sizes, sizes))
        packed = np.packbits(crosses, axis=1, bitorder="little")
        return [int.from_bytes(row.tobytes(), "little") for row in packed]


def _tightness(count: Count) -> float:
    """How much of its cells a count asks for, or leaves out."""
    size = max(1, len(count.cells))
    return max(count.low, size - count.high) / size


_SOURCE, _SINK, _ROOT, _FIRST = 0, 1, 2, 3


class _Asked:
    """One question to a network."""

    def __init__(self, network: Network, asked: Sequence[int], first: Collection[int]) -> None:
        self.network = network
        self.asked = asked
        self.first = first
        cells = network.seats * network.parties
        self.open: Flags = np.ones(cells, dtype=np.bool_)
        self.closed_by: Whole = np.full(cells, -1, dtype=np.int64)
        self.pin: Whole = np.full(network.seats, -1, dtype=np.int64)
        self.pinned_by: Whole = np.full(network.seats, -1, dtype=np.int64)
        self.leaf: Whole = np.full(cells, _ROOT, dtype=np.int64)
        self.tree: list[tuple[int, int]] = []
        """(count, node around it), for the nodes from `_FIRST` on."""

    def answer(self) -> Flow | Cut:
        counts, sizes = self.network.counts, self.network.sizes
        inner = []
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
                inner.append(index)
        clash = self._banned_pin()
        if clash is not None:
            return clash
        heeded = self._heeded(inner)
        self._nest(sorted(heeded, key=lambda index: -sizes[index]))
        return self._flow(tuple(index for index in inner if index not in heeded))

    def _alone(self, index: int) -> Cut:
        count = self.network.counts[index]
        if count.low > len(count.cells):
            return Cut({index: 1}, {})
        return Cut({index: -1}, {}) if count.high < 0 else Cut({index: 0}, {})

    def _ban(self, index: int) -> None:
        cells = self.network.cells[index]
        self.open[cells] = False
        self.closed_by[cells] = index

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

    def _heeded(self, inner: Sequence[int]) -> set[int]:
        """Counts no two of which cross."""
        crossing, tight = self.network.crossing, self.network.tight
        chosen, mask = set(), 0
        for index in sorted(inner, key=lambda index: (index not in self.first, -tight[index])):
            if not crossing[index] & mask:
                chosen.add(index)
                mask |= 1 << index
        return chosen

    def _nest(self, inner: Sequence[int]) -> None:
        """Build the tree from the outside in: all cells of a count must lie in the same node before it."""
        for node, index in enumerate(inner, _FIRST):
            cells = self.network.cells[index]
            around = self.leaf[cells]
            if (around != around[0]).any():
                raise EngineError("counts that cross were taken for a network")
            self.tree.append((index, int(around[0])))
            self.leaf[cells] = node

    def _flow(self, left_out: tuple[int, ...]) -> Flow | Cut:
        """A circulation with least flows, as a maximum flow from what must go out to what must come in."""
        counts, seats = self.network.counts, self.network.seats
        first_seat = _FIRST + len(self.tree)
        cells = np.flatnonzero(self.open)
        nodes = range(_FIRST, first_seat)
        lows = [counts[index].low for index, _ in self.tree]
        around = [parent for _, parent in self.tree]
        tails = np.concatenate(
            [
                np.full(seats, _SOURCE),
                self.network.seat_of[cells] + first_seat,
                np.array([*nodes, *nodes, *([_SOURCE] * len(lows)), _ROOT], dtype=np.int64),
            ]
        )
        heads = np.concatenate(
            [
                np.arange(first_seat, first_seat + seats),
                self.leaf[cells],
                np.array([*around, *([_SINK] * len(lows)), *around, _SINK], dtype=np.int64),
            ]
        )
        spare = [counts[index].high - low for (index, _), low in zip(self.tree, lows, strict=True)]
        capacities = np.concatenate(
            [np.ones(seats + len(cells), dtype=np.int64), np.array([*spare, *lows, *lows, seats], dtype=np.int64)]
        )
        solver: Any = max_flow.SimpleMaxFlow()
        solver.add_arcs_with_capacity(tails.astype(np.int32), heads.astype(np.int32), capacities)
        if solver.solve(_SOURCE, _SINK) != solver.OPTIMAL:
            raise EngineError("the maximum flow was not found")
        if solver.optimal_flow() < seats + sum(lows):
            return self._cut(solver.get_source_side_min_cut(), first_seat)
        chosen = np.zeros(seats * self.network.parties, dtype=np.int64)
        chosen[cells] = solver.flows(np.arange(seats, seats + len(cells)))
        return Flow(chosen, left_out)

    def _cut(self, side: Sequence[int], first_seat: int) -> Cut:
        """Multipliers from potentials: 1 on the source's side of the cut, 0 beyond it.

        A pinned seat gets potential 0, so that its pin alone speaks for it.
        """
        network = self.network
        potential = np.zeros(first_seat + network.seats, dtype=np.int64)
        potential[np.asarray(side, dtype=np.int64)] = 1
        root = int(potential[_ROOT])
        seats = potential[first_seat:].copy()
        seats[self.pin >= 0] = 0
        multipliers: dict[int, int] = {}
        for node, (index, parent) in enumerate(self.tree, _FIRST):
            times = int(potential[parent] - potential[node])
            if times:
                multipliers[index] = times
        gain = potential[self.leaf] - seats[network.seat_of]
        shut = np.unique(self.closed_by[(self.closed_by >= 0) & (gain < 0)])
        multipliers |= {int(index): -1 for index in shut}
        held = np.flatnonzero(self.pin >= 0)
        pins = np.unique(self.pinned_by[held[gain[self.pin[held]] > 0]])
        multipliers |= {int(index): 1 for index in pins}
        own = seats - root
        return Cut(multipliers, {int(seat): int(own[seat]) for seat in np.flatnonzero(own)})
