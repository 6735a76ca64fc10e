"""What does one demand, or one goal, bring to a network: bounds of counts, closed cells, costs of cells and of counts?

A count is looked at modulo the seats' own rows: a seat that lies in it whole is a constant, and what is left takes at
most one of each seat. So a penalty that bends nowhere within reach is a cost of cells, which fits however counts cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from solver.engine.flows import Whole
from solver.engine.folded import Count, folded
from solver.engine.transport.hinges import Hinge, hinges
from solver.rows import Demand, Linear
from solver.system import System


def _nothing() -> Whole:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Pool:
    """Cells that are counted together, in order, no seat's all; `most`: how many seats they are of."""

    cells: Whole
    most: int
    key: bytes


@dataclass(frozen=True)
class Held:
    """`low <= chosen cells of the pool <= high`, always."""

    pool: Pool
    low: int
    high: int


@dataclass(frozen=True)
class Bend:
    """A cost of `times x max(0, base + sign x chosen cells of the pool)` that bends within reach."""

    pool: Pool
    base: int
    sign: int
    times: int

    def cost(self, flow: int) -> int:
        """What it costs where so many cells are chosen."""
        return self.times * max(0, self.base + self.sign * flow)


@dataclass(frozen=True, eq=False)
class Part:
    """What a demand or a goal brings. `stage` is the number of the objective that its costs add to; -1: none."""

    held: tuple[Held, ...] = ()
    closed: Whole = field(default_factory=_nothing)
    bends: tuple[Bend, ...] = ()
    cells: Whole = field(default_factory=_nothing)
    worth: Whole = field(default_factory=_nothing)
    """What choosing each of `cells` costs."""
    constant: int = 0
    stage: int = -1
    impossible: bool = False

    @property
    def pools(self) -> tuple[Pool, ...]:
        """The pools that must be nodes of the network."""
        return (*(one.pool for one in self.held), *(one.pool for one in self.bends))


def kept(demand: Demand, seats: int, parties: int) -> Part | None:
    """A demand that must be kept; None where it is more than counts of cells."""
    found = folded(System(seats, parties, (demand,)), 0)
    return counting(found.counts, parties) if found.exact else None


def counting(counts: Sequence[Count], parties: int) -> Part:
    """Counts of cells that must hold."""
    held: list[Held] = []
    closed: list[Whole] = []
    impossible = any(count.impossible for count in counts)
    for count in () if impossible else counts:
        pool, whole = _pool(count.cells, parties)
        low, high = count.low - whole, count.high - whole
        impossible = impossible or low > pool.most or high < 0 or low > high
        if high <= 0:
            closed.append(pool.cells)
        elif low >= pool.most:
            closed.append(_others(pool, parties))
        elif low > 0 or high < pool.most:
            held.append(Held(pool, max(0, low), min(high, pool.most)))
    shut = np.concatenate(closed) if closed else _nothing()
    return Part(tuple(held), shut, impossible=impossible)


def wished(demand: Demand, seats: int, parties: int, stage: int, weight: int = 1) -> Part | None:
    """A demand whose shortfall costs `weight` a unit; None where that is no sum of penalties on counts."""
    found = hinges(demand, seats, parties)
    if found is None:
        return None
    bends: list[Bend] = []
    cells, worth, constant = [_nothing()], [_nothing()], 0
    for one in found:
        pool, base = _normal(one, parties)
        times = one.times * weight
        ends = base, base + one.sign * pool.most
        if max(ends) <= 0:
            continue
        if min(ends) >= 0:
            constant += times * base
            cells.append(pool.cells)
            worth.append(np.full(len(pool.cells), one.sign * times, dtype=np.int64))
        else:
            bends.append(Bend(pool, base, one.sign, times))
    return Part((), _nothing(), tuple(bends), np.concatenate(cells), np.concatenate(worth), constant, stage)


def minimised(objective: Linear, cells: int, stage: int) -> Part | None:
    """A linear objective to be minimised; None where it is about more than cells."""
    at, worth = np.array(objective.variables, dtype=np.int64), np.array(objective.coefficients, dtype=np.int64)
    if len(at) and (at.min() < 0 or at.max() >= cells):
        return None
    return Part((), _nothing(), (), at, worth, objective.constant, stage)


def _normal(hinge: Hinge, parties: int) -> tuple[Pool, int]:
    pool, whole = _pool(hinge.cells, parties)
    return pool, hinge.base + hinge.sign * whole


def _pool(cells: Sequence[int] | Whole, parties: int) -> tuple[Pool, int]:
    """The cells without the seats that lie in them whole, and how many these are."""
    array = np.asarray(cells, dtype=np.int64)
    if parties == 1:
        return Pool(_nothing(), 0, b""), len(array)
    seats = array // parties
    if (seats[1:] > seats[:-1]).all():  # no seat twice: the usual case
        return Pool(array, len(array), array.tobytes()), 0
    touched, sizes = np.unique(seats, return_counts=True)
    whole = int((sizes == parties).sum())
    if whole:
        array = array[~np.isin(seats, touched[sizes == parties])]
    return Pool(array, len(touched) - whole, array.tobytes()), whole


def _others(pool: Pool, parties: int) -> Whole:
    """The other cells of the seats that a pool's cells are of."""
    seats = np.unique(pool.cells // parties)
    every = (seats[:, None] * parties + np.arange(parties)).ravel()
    return np.setdiff1d(every, pool.cells, assume_unique=True)
