"""Is what a contestant claims true? Asked of HiGHS (by way of scipy), and by comparing those that finished.

A conflict is checked on its own rows alone: impossible as a whole, and possible without any one member.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from benchmarks.peers.rows import Instance, Terms

POSSIBLE, IMPOSSIBLE = 0, 2
"""Status of `scipy.optimize.milp`."""

SECONDS = 5.0
"""Most time spent on one conflict; what takes longer is told as unchecked."""


def verdict(instance: Instance, conflict: Collection[int]) -> str:
    """'minimal', 'a clash, but not minimal', 'wrong: they can all be kept', or 'unchecked'."""
    end = time.monotonic() + SECONDS
    members = sorted(conflict)
    together = _possible(instance, members, end)
    if together is not False:
        return "unchecked" if together is None else "wrong: they can all be kept"
    without = [_possible(instance, [other for other in members if other != one], end) for one in members]
    if False in without:
        return "a clash, but not minimal"
    return "unchecked" if None in without else "minimal"


def _possible(instance: Instance, wishes: Sequence[int], end: float) -> bool | None:
    """Can these wishes be kept together? None where that takes too long."""
    left = end - time.monotonic()
    if left <= 0:
        return None
    rows: list[Terms] = [(seat, [1] * len(seat), 1, 1) for seat in instance.seat_rows()]
    rows += [row for wish in wishes for row in instance.kept(instance.wishes[wish])]
    low, high = np.array(instance.domains, dtype=float).T
    result = milp(
        np.zeros(len(instance.domains)),
        integrality=np.ones(len(instance.domains)),
        bounds=Bounds(low, high),
        constraints=_constraint(rows, len(instance.domains)),
        options={"time_limit": left},
    )
    return {POSSIBLE: True, IMPOSSIBLE: False}.get(result.status)


def _constraint(rows: Sequence[Terms], width: int) -> LinearConstraint:
    sizes = [len(variables) for variables, *_ in rows]
    at = np.repeat(np.arange(len(rows)), sizes)
    variables = np.concatenate([np.array(row[0], dtype=int) for row in rows])
    coefficients = np.concatenate([np.array(row[1], dtype=float) for row in rows])
    low = [-np.inf if row[2] is None else row[2] for row in rows]
    high = [np.inf if row[3] is None else row[3] for row in rows]
    matrix = csr_array((coefficients, (at, variables)), shape=(len(rows), width))
    return LinearConstraint(matrix, low, high)
