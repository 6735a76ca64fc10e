"""What does keeping a demand say about cells alone: which are fixed, and how many of which are counted?

A demand that falls short by nothing often leaves its helpers no choice. Then its rows are counts of cells, `low <=
chosen cells <= high`; a count that takes all or none of its cells fixes them. Counts are what a network can carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from solver.rows import Row
from solver.system import System

FAR = 1 << 60
"""Stands for 'no bound' while bounds are tightened."""

ROUNDS = 10
"""Most passes over the rows of a demand; what is not settled by then is left to the other engines."""

Bounds = dict[int, tuple[int, int]]
"""Least and greatest value of helpers, narrowed as rows are looked at."""


@dataclass(frozen=True)
class Count:
    """`low <= chosen cells <= high`, with 0 <= low and high <= number of cells unless it is impossible."""

    cells: tuple[int, ...]
    low: int
    high: int

    @property
    def impossible(self) -> bool:
        """No choice of cells will do."""
        return self.low > self.high or self.low > len(self.cells) or self.high < 0


def folded(system: System, demand: int) -> tuple[Count, ...] | None:
    """The demand, kept in full, as counts of cells; None where it is more than that."""
    rows = (*system.kept((demand,)), *system.demand_rows[demand])
    if any(row.only_if is not None for row in rows):
        return None
    first = system.offsets[demand]
    bounds = {first + i: domain for i, domain in enumerate(system.demands[demand].helpers)}
    sums = [_sum(row, bounds) for row in rows]
    for _ in range(ROUNDS):
        moved = [_tightened(one, bounds) for one in sums]
        if not any(moved):
            break
    counts = [_count(one, bounds) for one in sums]
    return None if None in counts else tuple(_binding(count for count in counts if count is not None))


@dataclass(frozen=True)
class _Sum:
    """A row: coefficients of cells and of helpers apart, bounds without the constant, and what the cells can reach."""

    cells: dict[int, int]
    helpers: dict[int, int]
    low: int
    high: int
    least: int
    most: int


def _sum(row: Row, bounds: Bounds) -> _Sum:
    terms = row.terms.combined()
    cells = {variable: coefficient for variable, coefficient in terms.items() if variable not in bounds}
    return _Sum(
        cells,
        {variable: coefficient for variable, coefficient in terms.items() if variable in bounds},
        (-FAR if row.low is None else row.low) - row.terms.constant,
        (FAR if row.high is None else row.high) - row.terms.constant,
        sum(min(0, coefficient) for coefficient in cells.values()),
        sum(max(0, coefficient) for coefficient in cells.values()),
    )


def _binding(counts: Iterable[Count]) -> Iterator[Count]:
    """The counts that say something: merged where they count the same cells, left out where they bind nobody."""
    merged: dict[tuple[int, ...], Count] = {}
    for count in counts:
        known = merged.get(count.cells, count)
        merged[count.cells] = Count(count.cells, max(count.low, known.low), min(count.high, known.high))
    return (count for count in merged.values() if count.low > 0 or count.high < len(count.cells))


def _tightened(row: _Sum, bounds: Bounds) -> bool:
    """Tighten the bounds of the helpers in a row by what the other terms can reach; True where one moved."""
    least, most = _reach(row, bounds)
    moved = False
    for variable, coefficient in row.helpers.items():
        bottom, top = bounds[variable]
        ends = sorted((coefficient * bottom, coefficient * top))
        floor, ceiling = row.low - (most - ends[1]), row.high - (least - ends[0])
        if coefficient < 0:
            floor, ceiling = -ceiling, -floor
        narrowed = max(bottom, -(-floor // abs(coefficient))), min(top, ceiling // abs(coefficient))
        if narrowed != (bottom, top) and narrowed[0] <= narrowed[1]:  # a row that cannot hold shows it as a count
            bounds[variable] = narrowed
            least, most = _reach(row, bounds)
            moved = True
    return moved


def _reach(row: _Sum, bounds: Bounds) -> tuple[int, int]:
    """Least and greatest value of a sum; a cell goes from 0 to 1."""
    least, most = row.least, row.most
    for variable, coefficient in row.helpers.items():
        bottom, top = bounds[variable]
        least += min(coefficient * bottom, coefficient * top)
        most += max(coefficient * bottom, coefficient * top)
    return least, most


def _count(row: _Sum, bounds: Bounds) -> Count | None:
    """The row as a count of cells; None where a helper is open, or cells count differently."""
    least, most = _reach(row, bounds)
    if row.low <= least and most <= row.high:
        return Count((), 0, 0)
    if any(bounds[helper][0] != bounds[helper][1] for helper in row.helpers):
        return None
    weights = set(row.cells.values())
    if len(weights) > 1:
        return None
    weight = weights.pop() if weights else 1
    settled = sum(coefficient * bounds[helper][0] for helper, coefficient in row.helpers.items())
    low, high = row.low - settled, row.high - settled
    if weight < 0:
        low, high = -high, -low
    low, high = -(-low // abs(weight)), high // abs(weight)
    return Count(tuple(sorted(row.cells)), max(0, low), min(len(row.cells), high))
