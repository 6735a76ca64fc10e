"""Which seats does no row tell apart, so that they can be merged?

Looked at in plain Python: most systems have too few such seats, and none of them then loads numpy for it.
"""

from __future__ import annotations

from random import Random

from solver.rows import Row
from solver.system import System

MERGE_FROM = 60
"""Cells from which it pays to look for seats that are alike."""


def same_seats(system: System) -> list[list[int]] | None:
    """Groups of seats that have the same mark; None where the system is small, or more than half as many as seats.

    A cell's mark is the sum of a number drawn for each row, times the row's coefficient: different rows can, with a
    chance of about 2^-63, give the same.
    """
    if system.cells < MERGE_FROM or not system.seats:
        return None
    marks, width = _marks(system), system.parties
    groups: dict[tuple[int, ...], list[int]] = {}
    for seat in range(system.seats):
        groups.setdefault(tuple(marks[seat * width : (seat + 1) * width]), []).append(seat)
    return list(groups.values()) if 2 * len(groups) <= system.seats else None


def _marks(system: System) -> list[int]:
    draw = Random(0)  # marks, no secrets
    marks = [0] * system.cells
    for demand in system.demands:
        for row in (*demand.rows, Row(demand.shortfall)):
            mark = draw.getrandbits(63)
            for variable, coefficient in zip(row.terms.variables, row.terms.coefficients, strict=True):
                if variable >= 0:
                    marks[variable] += coefficient * mark
    return marks
