"""Which counts of cells do demands come to when kept, and which counts of one network belong to which of them?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from solver.engine.flows import Cut, Whole
from solver.engine.folded import Count, Folded, folded
from solver.engine.network import Network
from solver.rows import Demand, Linear
from solver.system import System


class Counted:
    """The demands of a system as counts, and all of these as one network."""

    def __init__(self, system: System) -> None:
        self.system = system

    @cached_property
    def _folded(self) -> list[Folded]:
        return [folded(self.system, demand) for demand in range(len(self.system.demands))]

    def counts(self, demand: int) -> tuple[Count, ...]:
        """Counts that hold wherever the demand is kept."""
        return self._folded[demand].counts

    def exact(self, demand: int) -> bool:
        """Is the demand, when kept, just its counts?"""
        return self._folded[demand].exact

    @cached_property
    def numbers(self) -> list[range]:
        """By demand: the numbers of its counts among all."""
        ends = np.cumsum([len(one.counts) for one in self._folded]).tolist()
        return [range(start, end) for start, end in zip([0, *ends], ends, strict=False)]

    @cached_property
    def _owner(self) -> Whole:
        """By count: the demand that it belongs to."""
        return np.array([demand for demand, numbers in enumerate(self.numbers) for _ in numbers], dtype=np.int64)

    @cached_property
    def network(self) -> Network:
        """All counts of all demands."""
        every = [count for one in self._folded for count in one.counts]
        return Network(self.system.seats, self.system.parties, every)

    def single(self, demand: int) -> bool:
        """Is it one count, of one row that loosens seat by seat?"""
        if demand not in self._singles:  # long rows are long to look at, and few are asked about
            folded = self._folded[demand]
            self._singles[demand] = len(folded.counts) == 1 and folded.exact and _plain(self.system.demands[demand])
        return self._singles[demand]

    @cached_property
    def _singles(self) -> dict[int, bool]:
        return {}

    def number(self, demand: int) -> int:
        """The number of a demand's first count in the network."""
        return self.numbers[demand].start

    def numbers_of(self, demands: Iterable[int]) -> list[int]:
        """The numbers of all counts of these demands."""
        return [number for demand in demands for number in self.numbers[demand]]

    def breaks(self, chosen: Whole) -> Whole:
        """The demands of which a split breaks a count; one may come up several times."""
        return self._owner[~self.network.holds(chosen)]

    def owner(self, number: int) -> int:
        """The demand that a count belongs to."""
        return int(self._owner[number])

    def behind(self, cut: Cut) -> tuple[int, ...]:
        """The demands that a cut takes, in order."""
        return tuple(sorted({int(self._owner[number]) for number in cut.counts}))


def _plain(demand: Demand) -> bool:
    """One row, and one helper that makes up for one cell, is the shortfall: each unit loosens the count by one."""
    ones = len(demand.rows) == 1 and {abs(c) for c in demand.rows[0].terms.coefficients} == {1}
    return ones and demand.shortfall == Linear((-1,), (1,))
