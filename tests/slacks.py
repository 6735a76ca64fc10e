"""How far do the rows put many splits from keeping a rule, without a solver? All splits at once, as arrays.

Helpers are settled one after the other: one that every row still open would rather have small takes the least value
that the rows allow whose other helpers are settled, one that all would rather have great the greatest. No other choice
could leave a smaller shortfall, so what is left for the shortfall at the end is what the rows ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from solver.rows import Demand

Numbers = NDArray[np.int32]
SHORT = -1
"""The helper that is the shortfall, in every rule of the catalogue."""


class Bound(NamedTuple):
    """`cells + sum of coefficient x helper >= 0`: a row, or the half of one."""

    cells: Numbers
    helpers: dict[int, int]


def least_slacks(demand: Demand, chosen: NDArray[Any]) -> Numbers:
    """The least shortfall that the rows allow, by split; `chosen` has a row a split, a column a cell, of 0 and 1."""
    if not demand.helpers:
        return np.zeros(len(chosen), dtype=np.int32)
    bounds = _bounds(demand, chosen)
    settled: dict[int, Numbers] = {}
    open_ = [-number for number in range(2, len(demand.helpers) + 1)]
    while open_:
        helper = next((one for one in open_ if _direction(one, bounds, settled)), None)
        assert helper is not None, "no helper can be settled by itself"
        least, most = _range(demand, helper, bounds, settled)
        assert (least <= most).all(), "the rows cannot be satisfied"
        settled[helper] = least if _direction(helper, bounds, settled) < 0 else most
        open_.remove(helper)
    least, most = _range(demand, SHORT, bounds, settled)
    assert (least <= most).all(), "no shortfall satisfies the rows"
    return np.broadcast_to(least, len(chosen))


def _bounds(demand: Demand, chosen: NDArray[Any]) -> list[Bound]:
    """Every row, its cells counted in every split."""
    terms = [row.terms.combined() for row in demand.rows]
    matrix = np.zeros((chosen.shape[1], len(terms)), dtype=np.float32)  # exact to 2^24
    for column, one in enumerate(terms):
        for variable, coefficient in one.items():
            if variable >= 0:
                matrix[variable, column] = coefficient
    assert np.abs(matrix).sum(axis=0).max(initial=0) < 1 << 24
    counted = (matrix.T @ chosen.T).astype(np.int32)
    found = []
    for row, one, cells in zip(demand.rows, terms, counted, strict=True):
        assert row.only_if is None
        helpers = {variable: coefficient for variable, coefficient in one.items() if variable < 0}
        whole = cells + row.terms.constant
        if row.low is not None:
            found.append(Bound(whole - row.low, helpers))
        if row.high is not None:
            found.append(Bound(row.high - whole, {variable: -times for variable, times in helpers.items()}))
    return found


def _direction(helper: int, bounds: Sequence[Bound], settled: dict[int, Numbers]) -> int:
    """1 where all rows with helpers still open would have it great, -1 small; 0 where they do not agree."""
    wanted = {
        1 if one.helpers[helper] > 0 else -1
        for one in bounds
        if helper in one.helpers and any(other != helper and other not in settled for other in one.helpers)
    }
    return wanted.pop() if len(wanted) == 1 else 0


def _range(
    demand: Demand, helper: int, bounds: Sequence[Bound], settled: dict[int, Numbers]
) -> tuple[Numbers, Numbers]:
    """The least and greatest value that the rows allow whose other helpers are settled."""
    tightest: dict[int, Numbers] = {}
    for one in bounds:
        if helper in one.helpers and all(other == helper or other in settled for other in one.helpers):
            rest, times = one.cells, one.helpers[helper]
            for other, factor in one.helpers.items():
                rest = rest if other == helper else rest + factor * settled[other]
            tightest[times] = np.minimum(tightest[times], rest) if times in tightest else rest
    least, most = (np.array([end], dtype=np.int32) for end in demand.helpers[-1 - helper])
    for times, rest in tightest.items():
        if times > 0:
            least = np.maximum(least, -(rest // times))
        else:
            most = np.minimum(most, rest // -times)
    return least, most
