"""How many seats can groups of parties have together at most, where demands are kept? One maximum flow a set of groups.

The network of `circulation.py`, its counts gathered by group of parties: only the groups asked about let seats through
to the sink, so what gets there is their greatest total, and a minimum cut adds up to a proof that it is no greater.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from ortools.graph.python import max_flow

from solver.engine.circulation import _FIRST, _ROOT, _SINK, _SOURCE, Circulation
from solver.engine.counted import Counted
from solver.engine.flows import Cut, Flow, Whole
from solver.engine.folded import Count
from solver.engine.network import Network
from solver.system import EngineError


@dataclass(frozen=True)
class Most:
    """The greatest total of some groups, and the demands of a minimum cut, with multipliers by count of each."""

    total: int
    counts: dict[int, dict[int, int]]


class Totals:
    """Which totals of groups of parties are possible where demands are kept, as far as these are a network.

    `left_out` says of demands that are not heeded, or not in full, why: 'not counts' or 'crossing'.

    Args:
        counted: all demands of a system.
        demands: those that are kept.
        groups: by party, the number of its group, from 0 on.
    """

    def __init__(self, counted: Counted, demands: Iterable[int], groups: Sequence[int]) -> None:
        self.counted = counted
        self.demands = tuple(demands)
        self.groups = np.array(groups, dtype=np.int64)
        self.left_out: dict[int, str] = {}
        self._counts: list[Count] = []
        self._origin: list[tuple[int, int]] = []
        """By count of the network: the count of the system that it is, and 1; or that it is the rest of, and -1."""
        for demand in self.demands:
            self._take(demand)
        self._sums = _Sums(self._network(), range(len(self._counts)), self.groups)
        for number in self._sums.left_out:
            self.left_out.setdefault(counted.owner(self._origin[number][0]), "crossing")

    def _take(self, demand: int) -> None:
        if not self.counted.exact(demand):
            self.left_out[demand] = "not counts"
            return
        for number in self.counted.numbers[demand]:
            put = self._put(self.counted.network.counts[number])
            if put is None:
                self.left_out[demand] = "crossing"
            else:
                self._counts.append(put[0])
                self._origin.append((number, put[1]))

    def _put(self, count: Count) -> tuple[Count, int] | None:
        """The count as one of cells of one group: the same (1), or what it leaves of the seats that it touches (-1)."""
        if count.impossible or count.high == 0 or count.low == len(count.cells):
            return count, 1
        width = self.counted.system.parties
        cells = np.array(count.cells, dtype=np.int64)
        if len(set(self.groups[cells % width].tolist())) <= 1:
            return count, 1
        seats = np.unique(cells // width)
        every = (seats[:, None] * width + np.arange(width)).ravel()
        rest = np.setdiff1d(every, cells)
        if len(set(self.groups[rest % width].tolist())) > 1:
            return None
        asked = len(seats)
        return Count(tuple(rest.tolist()), max(0, asked - count.high), min(len(rest), asked - count.low)), -1

    def _network(self, more: Sequence[Count] = ()) -> Network:
        return Network(self.counted.system.seats, self.counted.system.parties, [*self._counts, *more])

    @property
    def clash(self) -> bool:
        """Can the demands not all be kept, by these counts alone?"""
        return self._sums.clash

    def most(self, groups: int) -> Most:
        """The greatest total of a set of groups (the bits of a number), and why it is no greater.

        Raises:
            EngineError: where the demands clash.
        """
        total, cut = self._sums.most(groups)
        behind: dict[int, dict[int, int]] = {}
        for number, times in cut.counts.items():
            origin, sign = self._origin[number]
            behind.setdefault(self.counted.owner(origin), {})[origin] = sign * times
        return Most(total, behind)

    def total(self, groups: int) -> int:
        """The greatest total of a set of groups."""
        return self._sums.most(groups)[0]

    def split(self, bounds: Mapping[int, tuple[int, int]]) -> Whole | None:
        """A choice of cells in which all counts that are heeded hold, and sets of groups keep to bounds, if any.

        The sets must nest or keep apart.
        """
        width, rows = self.counted.system.parties, np.arange(self.counted.system.seats)[:, None]
        more = []
        for inside, (low, high) in bounds.items():
            columns = np.flatnonzero(inside >> self.groups & 1)
            cells = (rows * width + columns).ravel()
            more.append(Count(tuple(cells.tolist()), max(0, low), min(len(cells), high)))
        asked = [number for number in range(len(self._counts)) if number not in self._sums.left_out]
        network = self._network(more)
        outcome = network.ask([*asked, *range(len(self._counts), len(network.counts))])
        return outcome.chosen if isinstance(outcome, Flow) else None


class _Sums(Circulation):
    """A circulation whose root is one node a group, so that the total of some groups can be asked for."""

    def __init__(self, network: Network, asked: Sequence[int], groups: Whole) -> None:
        super().__init__(network, asked, ())
        self.left_out: tuple[int, ...] = ()
        self._tops = _FIRST + len(asked) + network.seats  # beyond all other nodes, however many the tree will have
        self._groups = int(groups.max()) + 1
        self.leaf = self._tops + np.tile(groups, network.seats)
        self.clash = isinstance(self.answer(), Cut)

    def _flow(self, left_out: tuple[int, ...]) -> Flow | Cut:
        self.left_out = left_out
        everyone = (1 << self._groups) - 1
        total, cut = self._greatest(everyone)
        return cut if total < self.network.seats else Flow(np.zeros(0, dtype=np.int64), left_out)

    def most(self, groups: int) -> tuple[int, Cut]:
        """The greatest total of some groups, and a minimum cut."""
        if self.clash:
            raise EngineError("demands that clash allow no totals")
        return self._greatest(groups)

    @cached_property
    def _solver(self) -> Any:
        tails, heads, capacities = self._arcs()
        tops = np.arange(self._tops, self._tops + self._groups)
        solver = max_flow.SimpleMaxFlow()
        solver.add_arcs_with_capacity(
            np.concatenate([tails, tops, [_ROOT]]).astype(np.int32),
            np.concatenate([heads, np.full(self._groups, _ROOT), [_SINK]]).astype(np.int32),
            np.concatenate([capacities, np.zeros(self._groups, dtype=np.int64), [self.network.seats]]),
        )
        self._first_top = len(tails)
        return solver

    def _greatest(self, groups: int) -> tuple[int, Cut]:
        """What is missing of all seats and all least flows is what the other groups have at least."""
        solver = self._solver
        for group in range(self._groups):
            allowed = self.network.seats if groups >> group & 1 else 0
            solver.set_arc_capacity(self._first_top + group, allowed)
        if solver.solve(_SOURCE, _SINK) != solver.OPTIMAL:
            raise EngineError("the maximum flow was not found")
        missing = self._supply - solver.optimal_flow()
        if not missing:
            return self.network.seats, Cut({}, {})
        potential = np.ones(self._tops + self._groups, dtype=np.int64)
        potential[np.asarray(solver.get_sink_side_min_cut(), dtype=np.int64)] = 0
        return self.network.seats - missing, self._cut(potential)
