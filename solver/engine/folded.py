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
    rows = (*system.kept((demand,)), *system.demand_rows[demand])  # so that what asks too much is seen to be a count
    if any(row.only_if is not None for row in rows):
        return None
    first = system.offsets[demand]
    bounds = {first + i: domain for i, domain in enumerate(system.demands[demand].helpers)}
    terms = [row.terms.combined() for row in rows]
    for _ in range(ROUNDS):
        moved = [_tightened(row, one, bounds) for row, one in zip(rows, terms, strict=True)]
        if not any(moved):
            break
    counts = [_count(row, one, bounds) for row, one in zip(rows, terms, strict=True)]
    return None if None in counts else tuple(_binding(count for count in counts if count is not None))


def _binding(counts: Iterable[Count]) -> Iterator[Count]:
    """The counts that say something: merged where they count the same cells, left out where they bind nobody."""
    merged: dict[tuple[int, ...], Count] = {}
    for count in counts:
        known = merged.get(count.cells, count)
        merged[count.cells] = Count(count.cells, max(count.low, known.low), min(count.high, known.high))
    return (count for count in merged.values() if count.low > 0 or count.high < len(count.cells))


def _tightened(row: Row, terms: dict[int, int], bounds: dict[int, tuple[int, int]]) -> bool:
    """Tighten the bounds of the helpers in a row by what the other terms can reach; True where one moved."""
    least, most = _reach(terms, bounds)
    low = (-FAR if row.low is None else row.low) - row.terms.constant
    high = (FAR if row.high is None else row.high) - row.terms.constant
    moved = False
    for variable, coefficient in terms.items():
        if variable not in bounds:
            continue
        bottom, top = bounds[variable]
        ends = sorted((coefficient * bottom, coefficient * top))
        floor, ceiling = low - (most - ends[1]), high - (least - ends[0])
        if coefficient < 0:
            floor, ceiling = -ceiling, -floor
        narrowed = max(bottom, -(-floor // abs(coefficient))), min(top, ceiling // abs(coefficient))
        if narrowed != (bottom, top) and narrowed[0] <= narrowed[1]:
            bounds[variable] = narrowed
            least, most = _reach(terms, bounds)
            moved = True
    return moved


def _reach(terms: dict[int, int], bounds: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Least and greatest value of a sum; a cell goes from 0 to 1."""
    least = most = 0
    for variable, coefficient in terms.items():
        bottom, top = bounds.get(variable, (0, 1))
        least += min(coefficient * bottom, coefficient * top)
        most += max(coefficient * bottom, coefficient * top)
    return least, most


def _count(row: Row, terms: dict[int, int], bounds: dict[int, tuple[int, int]]) -> Count | None:
    """The row as a count of cells; None where a helper is open, or cells count differently."""
    least, most = _reach(terms, bounds)
    low = (-FAR if row.low is None else row.low) - row.terms.constant
    high = (FAR if row.high is None else row.high) - row.terms.constant
    if low <= least and most <= high:
        return Count((), 0, 0)
    cells = tuple(sorted(variable for variable in terms if variable not in bounds))
    settled = 0
    for helper in terms.keys() - set(cells):
        bottom, top = bounds[helper]
        if bottom != top:
            return None
        settled += terms[helper] * bottom
    weights = {terms[cell] for cell in cells}
    if len(weights) > 1:
        return None
    weight = weights.pop() if weights else 1
    low, high = low - settled, high - settled
    if weight < 0:
        low, high, weight = -high, -low, -weight
    return Count(cells, max(0, -(-low // weight)), min(len(cells), high // weight))
