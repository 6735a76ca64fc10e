"""Which amounts obey bounds on sums, in fractions; and where none do, which bounds clash?

The simplex method without an objective, as solvers modulo theories use it: from one question to the next the tableau
stays, and only what the changed bounds break is mended, one pivot at a time. A row that cannot be mended names the
bounds that clash. Source: B. Dutertre and L. de Moura, "A fast linear-arithmetic solver for DPLL(T)", CAV 2006. Of the
pivots that mend a row, the one is taken that leaves least broken in all (T. King, C. Barrett, B. Dutertre, "Simplex
with sum of infeasibilities for SMT", FMCAD 2013), and after some of them the first, which ends for certain.

It counts in floating point: what it says is a proposal, and checked in whole numbers by who asks (`sums`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from solver.engine.flows import Whole

Real = NDArray[np.float64]

NEAR = 1e-7
"""What is nearer to a bound than this has reached it."""

GREEDY = 60
"""Pivots in one question after which the first one that mends is taken."""

MOST = 400
"""Most pivots in one question."""

AFRESH = 3_000
"""Pivots after which the tableau is built anew, before rounding adds up."""


class Simplex:
    """Quantities: numbers by class and party, each class adding up to its size; then sums of them, by `rows`."""

    def __init__(self, rows: Whole, sizes: Whole, parties: int) -> None:
        self._rows, self._sizes, self._parties = rows, sizes, parties
        self.pivots = 0
        self._build()

    def _build(self) -> None:
        """All of every class with the first party."""
        numbers = len(self._sizes) * self._parties
        first = np.arange(0, numbers, self._parties)
        others = np.setdiff1d(np.arange(numbers), first)
        self.pivots = 0
        self._basic: Whole = np.concatenate([first, np.arange(numbers, len(self._rows))])
        self._free: Whole = others
        rows = self._rows[self._basic].astype(np.float64)
        self._table: Real = rows[:, others] - rows[:, others // self._parties * self._parties]
        held = np.zeros(numbers)
        held[first] = self._sizes
        self._values: Real = self._rows @ held

    def solve(self, low: Whole, high: Whole) -> Real | dict[int, float] | None:
        """Values of all quantities, or multipliers of sides that clash, or None where it takes too many pivots."""
        if (low > high).any():
            quantity = int(np.argmax(low > high))
            return {2 * quantity: 1.0, 2 * quantity + 1: 1.0}
        if self.pivots > AFRESH:
            self._build()
        self._clamp(low, high)
        for pivot in range(MOST):
            basic, values = self._basic, self._values[self._basic]
            short, long = low[basic] - values, values - high[basic]
            broken = np.maximum(short, long)
            row = int(np.argmax(broken) if pivot < GREEDY else self._first(broken > NEAR, basic))
            if broken[row] <= NEAR:
                return self._values
            up = bool(short[row] > 0)
            along = self._table[row] if up else -self._table[row]
            can = self._can(along, low, high)
            if not len(can):
                return self._why(row, up, along)
            by = broken[row] / along[can]
            best = self._best(can, by, low, high) if pivot < GREEDY else int(np.argmin(self._free[can]))
            self._move(int(can[best]), float(by[best]))
            self._pivot(row, int(can[best]))
        self._build()
        return None

    @staticmethod
    def _first(broken: NDArray[np.bool_], numbers: Whole) -> int:
        return int(np.argmin(np.where(broken, numbers, np.iinfo(np.int64).max)))

    def _clamp(self, low: Whole, high: Whole) -> None:
        """Quantities outside the basis move to the bound that they pass."""
        values = self._values[self._free]
        by = np.clip(values, low[self._free], high[self._free]) - values
        if by.any():
            self._values[self._free] += by
            self._values[self._basic] += self._table @ by

    def _can(self, along: Real, low: Whole, high: Whole) -> Whole:
        """Columns that can move so as to mend a row."""
        values = self._values[self._free]
        rising = (along > NEAR) & (values < high[self._free] - NEAR)
        falling = (along < -NEAR) & (values > low[self._free] + NEAR)
        return np.flatnonzero(rising | falling)

    def _best(self, can: Whole, by: Real, low: Whole, high: Whole) -> int:
        """Of these columns the one after whose move least is broken in all."""
        if len(can) == 1:
            return 0
        basic, moved = self._basic, self._values[self._free[can]] + by
        after = self._values[basic][:, None] + self._table[:, can] * by
        broken = np.maximum(low[basic][:, None] - after, after - high[basic][:, None])
        own = np.maximum(low[self._free[can]] - moved, moved - high[self._free[can]])
        return int(np.argmin(np.maximum(broken, 0).sum(axis=0) + np.maximum(own, 0)))

    def _move(self, column: int, by: float) -> None:
        self._values[self._free[column]] += by
        self._values[self._basic] += self._table[:, column] * by

    def _pivot(self, row: int, column: int) -> None:
        """Exchange a quantity of the basis for one outside."""
        self.pivots += 1
        table = self._table
        along = table[row] / -table[row, column]
        along[column] = 1 / table[row, column]
        down = table[:, column].copy()
        table[:, column] = 0
        table += down[:, None] * along
        table[row] = along
        self._basic[row], self._free[column] = self._free[column], self._basic[row]

    def _why(self, row: int, up: bool, along: Real) -> dict[int, float]:
        """The bound that a row breaks, and those that keep all others from mending it."""
        sides = {2 * int(self._basic[row]) + (not up): 1.0}
        for column in np.flatnonzero(np.abs(along) > NEAR).tolist():
            sides[2 * int(self._free[column]) + bool(along[column] > 0)] = abs(float(along[column]))
        return sides


def whole(times: Mapping[int, float], denominators: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 8, 12, 60)) -> dict[int, int]:
    """Whole multipliers in the same proportions, or near them; who uses them counts what they prove."""
    for denominator in denominators:
        if all(abs(by * denominator - round(by * denominator)) < NEAR for by in times.values()):
            break
    return {side: round(by * denominator) for side, by in times.items()}
