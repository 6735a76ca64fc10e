"""Which seats does no row tell apart, so that they can be merged?

Looked at in plain Python: most systems have too few such seats, and none of them then loads numpy for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from random import Random

from solver.rows import Linear
from solver.system import System

MERGE_FROM = 60
"""Cells from which it pays to look for seats that are alike."""


def same_seats(system: System) -> list[list[int]] | None:
    """Groups of seats whose cells have the same marks; None where there are more than half as many groups as seats.

    None too where the system is small.
    """
    if system.cells < MERGE_FROM or not system.seats:
        return None
    every = ((*(row.terms for row in demand.rows), demand.shortfall) for demand in system.demands)
    marked, width = marks(system.cells, chain.from_iterable(every)), system.parties
    groups: dict[tuple[int, ...], list[int]] = {}
    for seat in range(system.seats):
        groups.setdefault(tuple(marked[seat * width : (seat + 1) * width]), []).append(seat)
    return list(groups.values()) if 2 * len(groups) <= system.seats else None


def marks(cells: int, sums: Iterable[Linear]) -> list[int]:
    """A number for each cell; the same for cells that stand in the same of these sums with the same coefficients.

    It adds up a number drawn for each sum, times the cell's coefficient: different cells can, with a chance of about
    2^-63, have the same.
    """
    draw = Random(0)  # marks, no secrets
    drawn: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    for terms in sums:
        same = (terms.variables, terms.coefficients)
        drawn[same] = drawn.get(same, 0) + draw.getrandbits(63)
    marked = [0] * cells
    for (variables, coefficients), mark in drawn.items():
        for variable, coefficient in zip(variables, coefficients, strict=True):
            if 0 <= variable < cells:
                marked[variable] += coefficient * mark
    return marked
