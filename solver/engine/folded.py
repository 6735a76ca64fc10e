"""What does keeping a demand say about cells alone: which are fixed, and how many of which are counted?

A demand that falls short by nothing often leaves its helpers no choice. Then its rows are counts of cells, `low <=
chosen cells <= high`; a count that takes all or none of its cells fixes them. Counts are what a network can carry.
Where helpers keep a choice, a row still bounds its cells by the most and the least that they can add: such counts hold
wherever the demand is kept, and prove that it clashes with others, but do not say all that it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


@dataclass(frozen=True)
class Folded:
    """Counts that hold wherever a demand is kept; `exact`: and the other way round."""

    counts: tuple[Count, ...]
    exact: bool


def folded(system: System, demand: int, helpers: Sequence[int] | None = None) -> Folded:
    """What keeping a demand in full says in counts of cells; with `helpers`, where these have just these values."""
    first = system.offsets[demand]
    domains = system.demands[demand].helpers if helpers is None else [(value, value) for value in helpers]
    bounds = {first + i: domain for i, domain in enumerate(domains)}
    every = [row for row in (*system.kept((demand,)), *system.demand_rows[demand]) if _may_hold(row, bounds)]
    rows = [row for row in every if row.only_if is None or bounds.get(row.only_if, (0, 1))[0] > 0]
    sums = [_sum(row, bounds) for row in rows]
    for _ in range(ROUNDS):
        moved = [_tightened(one, bounds) for one in sums]
        if not any(moved):
            break
    found = [_folded(one, bounds) for one in sums]
    counts = tuple(_binding(count for one in found for count in one.counts))
    return Folded(counts, len(rows) == len(every) and all(one.exact for one in found))


def _may_hold(row: Row, bounds: Bounds) -> bool:
    """Is it not switched off for certain?"""
    return row.only_if is None or bounds.get(row.only_if, (0, 1))[1] > 0


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


def _folded(row: _Sum, bounds: Bounds) -> Folded:
    """The row as a count of cells, exact where the helpers have no choice; none where cells count differently."""
    least, most = _reach(row, bounds)
    if row.low <= least and most <= row.high:
        return Folded((), exact=True)
    weights = set(row.cells.values())
    if len(weights) > 1:
        return Folded((), exact=False)
    weight = weights.pop() if weights else 1
    low, high = row.low - (most - row.most), row.high - (least - row.least)
    if weight < 0:
        low, high = -high, -low
    low, high = -(-low // abs(weight)), high // abs(weight)
    count = Count(tuple(sorted(row.cells)), max(0, low), min(len(row.cells), high))
    return Folded((count,), all(bounds[helper][0] == bounds[helper][1] for helper in row.helpers))
