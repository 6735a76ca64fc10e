"""Do the rows of an ask keep each party's own sum within a band, and which split is within all of them?

CP-SAT finds none at 543x28 in 20 s where bands are a tenth wide. Best of all is often the split in which each sum is at
the end of its band that the objective wants: where the relaxation proves no less, only such a split will do, and then
each band is narrowed to that one number. The relaxation also says how far above all low ends the sums can be at once;
its solution, rounded, is where the exchanges begin (`exchanging.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from solver.engine.asks import Ask, Deadline, rows_of
from solver.engine.exchanging import Bands, exchanged
from solver.engine.flows import Flags, Whole
from solver.engine.relaxation import lp_optimum, obeyed
from solver.rows import Linear, Row
from solver.system import System

FAR = 1 << 30
"""Stands for 'no end'; greater sums are left to others."""

PARTS = (Fraction(1), Fraction(4, 5), Fraction(1, 2), Fraction(1, 4))
"""At which parts of the greatest distance above all low ends the search begins, one after the other."""


@dataclass(frozen=True)
class _Band:
    terms: Mapping[int, int]
    low: int
    high: int


def within_bands(system: System, ask: Ask, bands: Bands, deadline: Deadline) -> tuple[int, ...] | None:
    """A solution of an ask whose rows are these bands; None where none is found, which proves nothing."""
    for holder, above in _starts(bands, deadline):
        found = exchanged(bands, holder, above, deadline)
        if found is not None:
            return _solution(system, ask, found)
    return None


def _solution(system: System, ask: Ask, holder: Whole) -> tuple[int, ...] | None:
    """The values of all variables; None where some row does not hold after all, counted one by one."""
    cells = np.zeros(system.cells, dtype=np.int64)
    cells[np.arange(system.seats) * system.parties + holder] = 1
    helpers = (low for low, _ in (*system.domains[system.cells :], *ask.helpers))
    values = (*cells.tolist(), *helpers)
    inside = all(low <= values[variable] <= high for variable, (low, high) in ask.bounds.items())
    return values if inside and all(obeyed(row, values) for row in rows_of(system, ask)) else None


def recognised(system: System, ask: Ask, bound: int | None) -> Bands | None:
    """The bands of an ask; None where a row is none, or where a split of objective `bound` is not at their ends.

    None too where none has two ends and seats of unlike worth: CP-SAT finds splits that keep bounds from one side, or
    counts, at once.
    """
    by_party = _by_party(system, rows_of(system, ask))
    if by_party is None:
        return None
    if bound is not None:
        by_party = _at_ends(system, by_party, ask.minimise or Linear(), bound)
        if by_party is None:
            return None
    if not any(_two_sided(band) for band in by_party.values()):
        return None
    worth = np.zeros((system.parties, system.seats), dtype=np.int64)
    low, high = np.zeros(system.parties, dtype=np.int64), np.zeros(system.parties, dtype=np.int64)
    for party, band in by_party.items():
        low[party], high[party] = band.low, band.high
        for variable, coefficient in band.terms.items():
            worth[party, variable // system.parties] = coefficient
    if np.abs(worth).sum(axis=1).max(initial=0) >= FAR or (low > high).any():
        return None
    return Bands(worth, _open(system, ask), low, high)


def _two_sided(band: _Band) -> bool:
    return band.low > -FAR and band.high < FAR and len(set(band.terms.values())) > 1


def _by_party(system: System, rows: Sequence[Row]) -> dict[int, _Band] | None:
    """The band of each party that has one; None where a row counts cells of several, or two rows count differently."""
    bands: dict[int, _Band] = {}
    for row in rows:
        terms = {variable: coefficient for variable, coefficient in row.terms.combined().items() if coefficient}
        parties = {variable % system.parties if variable < system.cells else -1 for variable in terms}
        if row.only_if is not None or len(parties) != 1 or -1 in parties:
            return None
        (party,) = parties
        low = -FAR if row.low is None else row.low - row.terms.constant
        high = FAR if row.high is None else row.high - row.terms.constant
        known = bands.get(party, _Band(terms, -FAR, FAR))
        if known.terms != terms:
            return None
        bands[party] = _Band(terms, max(known.low, low), min(known.high, high))
    return bands


def _at_ends(system: System, bands: Mapping[int, _Band], objective: Linear, bound: int) -> dict[int, _Band] | None:
    """Each band that counts narrowed to the end where the objective is least; None where the bound is not met there.

    A sum that is better small is turned into one that is better great.
    """
    costs: dict[int, dict[int, int]] = {}
    for variable, coefficient in objective.combined().items():
        if coefficient:
            costs.setdefault(variable % system.parties if variable < system.cells else -1, {})[variable] = coefficient
    least = Fraction(objective.constant)
    ends = dict(bands)
    for party, terms in costs.items():
        rate = _rate(terms, bands[party].terms) if party in bands else None
        if rate is None:
            return None
        band = bands[party]
        end = band.high if rate < 0 else band.low
        least += rate * end
        sign = 1 if rate < 0 else -1
        ends[party] = _Band({v: sign * c for v, c in band.terms.items()}, sign * end, sign * end)
    return ends if least == bound else None


def _rate(costs: Mapping[int, int], terms: Mapping[int, int]) -> Fraction | None:
    """By how much the objective goes up with each unit of a party's sum; None where that is not one number."""
    rates = {Fraction(costs.get(variable, 0), coefficient) for variable, coefficient in terms.items()}
    return rates.pop() if len(rates) == 1 and costs.keys() == terms.keys() else None


def _open(system: System, ask: Ask) -> Flags:
    """To which party (a row each) which seat may go."""
    least, most = np.zeros(system.cells, dtype=np.int64), np.ones(system.cells, dtype=np.int64)
    for variable, (low, high) in ask.bounds.items():
        if variable < system.cells:
            least[variable], most[variable] = low, high
    forced = least.reshape(system.seats, system.parties)
    allowed = most.reshape(system.seats, system.parties) > 0
    found: Flags = allowed & (forced >= forced.max(axis=1, keepdims=True))
    return found.T.copy()


def _starts(bands: Bands, deadline: Deadline) -> Iterator[tuple[Whole, int]]:
    """Splits near the low ends or above them, and by how much they are meant to be above."""
    seats = bands.worth.shape[1]
    unit = max(1, int(np.abs(bands.low[bands.low > -FAR]).sum()) // seats)
    first = _lifted(bands, unit, deadline)
    if first is None:
        return
    yield first
    for before, part in pairwise((first[1], *(int(first[1] * part) for part in PARTS[1:]))):
        start = _lifted(bands, part, deadline) if part < before else None
        if start is not None:
            yield start


def _lifted(bands: Bands, most: int, deadline: Deadline) -> tuple[Whole, int] | None:
    """The relaxation's split, rounded, with all sums as far above the low ends as can be, but at most so far."""
    parties, seats = bands.worth.shape
    cells = {(p, s): p * seats + s for p in range(parties) for s in range(seats)}
    lift = len(cells)
    domains = [(0, int(one)) for one in bands.open.ravel()] + [(0, most)]
    table: list[tuple[dict[int, int], int | None, int | None]] = [
        ({cells[p, s]: 1 for p in range(parties)}, 1, 1) for s in range(seats)
    ]
    for party in np.flatnonzero(bands.worth.any(axis=1)).tolist():
        terms = {cells[party, seat]: int(bands.worth[party, seat]) for seat in range(seats)}
        low, high = int(bands.low[party]), int(bands.high[party])
        lifted = {lift: -1} if low > -FAR else {}
        table.append(({**terms, **lifted}, low if low > -FAR else None, high if high < FAR else None))
    optimum = lp_optimum(domains, table, {lift: -1}, deadline)
    if optimum is None:
        return None
    values = np.array(optimum[0])
    holder: Whole = values[:lift].reshape(parties, seats).argmax(axis=0)
    return holder, int(values[lift])
