"""Which demands can stand for each other, since swapping two seats swaps them and changes nothing else?

Two seats are alike where each row of the demands that concern more than one seat counts their cells the same, party by
party, and where the demands that concern one of them alone are of the same kinds. What holds of a set of demands then
holds of the set in which those of one seat are exchanged for those of the other.
Source: F. Margot, "Symmetry in integer linear programming", 50 Years of Integer Programming (2010) 647-686, section 2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from solver.engine.counted import Counted
from solver.rows import Row

Mark = tuple[object, ...]


def alike(counted: Counted, candidates: Sequence[int], always: Collection[int]) -> list[tuple[int, ...]]:
    """Groups of candidates, each the only one of its seat alone, whose seats are alike as far as all these go."""
    own = {demand: _own_cell(counted, demand) for demand in (*candidates, *always)}
    wanted = {demand for demand in candidates if own[demand] is not None}
    if len(wanted) < 2:
        return []
    width = counted.system.parties
    marks: list[list[Mark]] = [[] for _ in range(counted.system.seats)]
    here: dict[int, list[int]] = {}
    for demand, cell in own.items():
        if cell is None:
            for variable, mark in _marks(counted, demand):
                marks[variable // width].append((variable % width, *mark))
        else:
            (count,) = counted.counts(demand)
            marks[cell // width].append((cell % width, -1, count.low, count.high, demand in wanted))
            if demand in wanted:
                here.setdefault(cell // width, []).append(demand)
    groups: dict[tuple[Mark, ...], list[int]] = {}
    for seat, (first, *more) in here.items():
        if not more:
            groups.setdefault(tuple(sorted(marks[seat], key=repr)), []).append(first)
    return [tuple(sorted(group)) for group in groups.values() if len(group) > 1]


def _own_cell(counted: Counted, demand: int) -> int | None:
    """The cell that a demand speaks of, where it is one, and the demand is one count of it."""
    count = counted.counts(demand)[0] if counted.single(demand) else None
    return count.cells[0] if count is not None and len(count.cells) == 1 and not count.impossible else None


def _marks(counted: Counted, demand: int) -> Iterator[tuple[int, Mark]]:
    """By cell: how the rows of a demand count it."""
    system = counted.system
    rows: Sequence[Row] = (*system.demand_rows[demand], *system.kept((demand,)))
    for number, row in enumerate(rows):
        for variable, coefficient in row.terms.combined().items():
            if variable < system.cells:
                yield variable, (demand, number, coefficient)
        if row.only_if is not None and row.only_if < system.cells:
            yield row.only_if, (demand, number, "only if")
