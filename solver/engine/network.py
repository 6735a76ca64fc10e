"""Can these counts hold together? Where they form a network, one maximum flow answers, and its cut says why not.

Every seat sends one unit to the cell it goes to. Counts that nest or keep apart form a tree of nodes, each with a least
and a greatest flow to the count around it; a count that takes all or none of its cells opens and closes arcs instead.
There is a flow exactly if there is a split, and if there is none, a minimum cut names the counts that clash:
A. Hoffman, "Some recent applications of the theory of linear inequalities to extremal combinatorial analysis", Proc.
Symp. Appl. Math. 10 (1960) 113-127. The tree is certified by building it. Where counts cross, some are left out: a
cut is still a proof, a flow only a proposal.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np

from solver.engine.circulation import Circulation
from solver.engine.flows import Cut, Flags, Flow, Whole
from solver.engine.folded import Count

AT_ONCE = 256
"""Sets that are held against all others at a time."""


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
        places: dict[tuple[int, ...], int] = {}
        self.place = [places.setdefault(count.cells, len(places)) for count in counts]
        """By count: a number that it shares with those that count the same cells."""
        self.tight = [_tightness(count) for count in counts]

    def ask(self, asked: Sequence[int], first: Collection[int] = ()) -> Flow | Cut:
        """A split in which these counts hold, or the reason why there is none.

        Of counts that cross, those of `first` are heeded before others, then those that ask for most of their cells.
        """
        return Circulation(self, asked, first).answer()

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
    def crossing(self) -> Mapping[int, int]:
        """By place of a count that asks for some of its cells: the places that it crosses, as the bits of a number."""
        some = {self.place[index]: index for index, count in enumerate(self.counts) if self._some(index, count)}
        places, numbers = list(some), list(some.values())
        rows, columns, shared = self._sharing([self.cells[index] for index in numbers])
        sizes = self._sizes[numbers]
        crosses = np.zeros((len(places), max(self.place, default=0) + 1), dtype=np.bool_)
        crosses[rows, np.array(places, dtype=np.int64)[columns]] = shared < np.minimum(sizes[rows], sizes[columns])
        packed = np.packbits(crosses, axis=1, bitorder="little")
        return {place: int.from_bytes(row.tobytes(), "little") for place, row in zip(places, packed, strict=True)}

    def _some(self, index: int, count: Count) -> bool:
        """Is it neither impossible, nor true of all or none of its cells?"""
        return not count.impossible and count.high > 0 and count.low < self.sizes[index]

    def _sharing(self, every: Sequence[Whole]) -> tuple[Whole, Whole, Whole]:
        """Pairs (one, other) of these sets that share cells, and how many; party by party, as most are of one party."""
        shared = np.zeros((len(every), len(every)), dtype=np.int32)
        cells = np.concatenate([*every, np.zeros(0, dtype=np.int64)])
        numbers = np.repeat(np.arange(len(every)), [len(one) for one in every])
        for party in range(self.parties):
            own = cells % self.parties == party
            members, rows = np.unique(numbers[own], return_inverse=True)
            inside = np.zeros((len(members), -(-self.seats // 64) * 64), dtype=np.bool_)
            inside[rows, cells[own] // self.parties] = True
            shared[np.ix_(members, members)] += _in_common(np.packbits(inside, axis=1).view(np.uint64))
        one, other = np.nonzero(shared)
        return one, other, shared[one, other].astype(np.int64)


def _in_common(sets: np.ndarray) -> Whole:
    """How many elements each two of these sets share, a set a row of bits.

    Counted bit by bit and not as a product of matrices: BLAS would use all cores, and waits where others are busy (0.3
    ms for 200 sets then take 24). As many rows at a time as stay in the cache.
    """
    common: Whole = np.zeros((len(sets), len(sets)), dtype=np.int32)
    words = np.ascontiguousarray(sets.T)
    for first in range(0, len(sets), AT_ONCE):
        part = common[first : first + AT_ONCE]
        for word in words:
            part += np.bitwise_count(word[first : first + AT_ONCE, np.newaxis] & word)
    return common


def _tightness(count: Count) -> float:
    """How much of its cells a count asks for, or leaves out."""
    size = max(1, len(count.cells))
    return max(count.low, size - count.high) / size
