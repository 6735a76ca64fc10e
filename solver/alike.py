"""Which demands can stand for each other, since swapping two seats swaps them and changes nothing else?

Two seats are alike where each row of the demands that concern more than one seat counts their cells the same, party by
party, and where the demands that concern one of them alone are of the same kinds. What holds of a set of demands then
holds of the set in which those of one seat are exchanged for those of the other.
Source: F. Margot, "Symmetry in integer linear programming", 50 Years of Integer Programming (2010) 647-686, section 2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from solver.cover import bits
from solver.rows import Linear, Row
from solver.system import System

Mark = tuple[object, ...]


def alike(system: System, candidates: Sequence[int], always: Collection[int]) -> list[tuple[int, ...]]:
    """Groups of candidates, each the only one of its seat alone, whose seats are alike as far as all these go."""
    own = {demand: _own(system, demand) for demand in (*candidates, *always)}
    wanted = {demand for demand in candidates if own[demand] is not None}
    if len(wanted) < 2:
        return []
    width = system.parties
    marks: list[list[Mark]] = [[] for _ in range(system.seats)]
    here: dict[int, list[int]] = {}
    for demand, single in own.items():
        if single is None:
            for variable, mark in _marks(system, demand):
                marks[variable // width].append((variable % width, *mark))
        else:
            cell, kind = single
            marks[cell // width].append((cell % width, -1, *kind, demand in wanted))
            if demand in wanted:
                here.setdefault(cell // width, []).append(demand)
    groups: dict[tuple[Mark, ...], list[int]] = {}
    for seat, (first, *more) in here.items():
        if not more:
            groups.setdefault(tuple(sorted(marks[seat], key=repr)), []).append(first)
    return [tuple(sorted(group)) for group in groups.values() if len(group) > 1]


def _own(system: System, demand: int) -> tuple[int, Mark] | None:
    """The cell that a demand speaks of, where it is one, and what it says of it; None where it is more than that."""
    asked = system.demands[demand]
    if len(asked.rows) != 1 or asked.rows[0].only_if is not None or asked.shortfall != Linear((-1,), (1,)):
        return None
    row = asked.rows[0]
    terms = row.terms.combined()
    cells = [variable for variable in terms if variable >= 0]
    if len(cells) != 1:
        return None
    kind = (terms[cells[0]], terms.get(-1, 0), row.terms.constant, row.low, row.high, asked.helpers)
    return cells[0], kind


def _marks(system: System, demand: int) -> Iterator[tuple[int, Mark]]:
    """By cell: how the rows of a demand count it."""
    rows: Sequence[Row] = (*system.demand_rows[demand], *system.kept((demand,)))
    for number, row in enumerate(rows):
        for variable, coefficient in row.terms.combined().items():
            if variable < system.cells:
                yield variable, (demand, number, coefficient)
        if row.only_if is not None and row.only_if < system.cells:
            yield row.only_if, (demand, number, "only if")


def first_of(groups: Sequence[int], chosen: int) -> int:
    """The same set with, of each group of those that are alike, the first so many."""
    for group in groups:
        inside = chosen & group
        if inside and inside != group:
            chosen = chosen & ~group | sum(1 << position for position in islice(bits(group), inside.bit_count()))
    return chosen
