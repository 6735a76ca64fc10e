"""Which multipliers on rows prove that some demands cannot all be kept, with few demands taking part?

The linear relaxation of 'all shortfalls together as small as possible' gives the multipliers (G. Farkas, J. reine
angew. Math. 124 (1902) 1-27). Given those of the demands, the best multiplier of a seat can be read off: the least
reduced cost among its cells. So leaving a demand out costs a look at the seats it touches, and every demand without
which the sum still contradicts itself goes, those with the most terms first: small clashes are the ones worth telling.
What is left goes through the same once more, until nothing is left out any more.
Related: J. Gleeson and J. Ryan, ORSA Journal on Computing 2 (1990) 61-63 (supports of such multipliers are conflicts).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import gcd

from solver.certificate import Certificate, refuted, weak_dual
from solver.engine.asks import Deadline
from solver.engine.relaxation import rounded, row_duals
from solver.rows import Linear, Row
from solver.system import EngineError, System

RowKey = tuple[int, int]
"""A demand, and the number of its row."""


def refutation(system: System, demands: Iterable[int], deadline: Deadline) -> Certificate | None:
    """A proof by adding rows up that these demands cannot all be kept; `Certificate.demands()` are those it takes.

    None where the relaxation proves nothing: they can be kept in fractions at least, or time ran out.

    Raises:
        EngineError: if the proof found does not prove it.
    """
    chosen = sorted(set(demands))
    found: _Sum | None = None
    while (parts := _parts(system, chosen, deadline)) is not None:
        smaller = _Sum(system, parts)
        if smaller.bound <= 0:
            break
        smaller.shrink()
        if found is not None and len(smaller.parts) >= len(found.parts):
            break
        found, chosen = smaller, sorted(smaller.parts)
    return None if found is None else found.certificate()


@dataclass(frozen=True)
class _Part:
    """What one demand brings to the sum: multipliers of its rows and of 'kept', their worth, what they do to cells."""

    rows: Mapping[RowKey, int]
    kept: int
    bound: int
    cells: Mapping[int, int]


def _parts(system: System, chosen: list[int], deadline: Deadline) -> dict[int, _Part] | None:
    """By demand, what the relaxation proposes, those that bring nothing left out; None without a proposal."""
    keys = system.lasting_rows(chosen)
    rows = [system.demand_rows[demand][index] for demand, index in keys]
    together = sum((system.shortfalls[demand] for demand in chosen), Linear())
    duals = row_duals(system, rows, together, deadline)
    if duals is None:
        return None
    whole, denominator = rounded(duals)
    used: dict[int, dict[RowKey, int]] = {demand: {} for demand in chosen}
    for key, times in zip(keys, whole, strict=True):
        row = system.demand_rows[key[0]][key[1]]
        if times and (row.low if times > 0 else row.high) is not None:
            used[key[0]][key] = times
    parts = {demand: _part(system, demand, rows, -denominator) for demand, rows in used.items()}
    return {demand: part for demand, part in parts.items() if part.rows or part.bound or part.cells}


def _part(system: System, demand: int, rows: Mapping[RowKey, int], kept: int) -> _Part:
    """The worth of a demand's rows, its own helpers at their better ends; cells are left to the whole sum."""
    weighted = [(system.demand_rows[demand][index], times) for (_, index), times in rows.items()]
    weighted.append((Row(system.shortfalls[demand], high=0), kept))
    bound, reduced = weak_dual(system.domains, weighted, {}, 1)
    cells = {variable: cost for variable, cost in reduced.items() if variable < system.cells and cost}
    return _Part(rows, kept, bound - sum(min(0, cost) for cost in cells.values()), cells)


class _Sum:
    """The sum of all parts; above 0 it is a contradiction."""

    def __init__(self, system: System, parts: dict[int, _Part]) -> None:
        self.system = system
        self.parts = parts
        self.reduced = [[0] * system.parties for _ in range(system.seats)]
        for part in parts.values():
            self._add(part, 1)
        self.seats = {seat: min(costs) for seat, costs in enumerate(self.reduced)}
        """What each seat adds: exactly one of its cells is chosen, at best the one of least reduced cost."""
        self.bound = sum(part.bound for part in parts.values()) + sum(self.seats.values())

    def shrink(self) -> None:
        """Leave out every demand that the contradiction can do without, those with the most terms first."""
        for demand in sorted(self.parts, key=lambda d: (-len(self.parts[d].cells), -d)):
            self._leave_out(demand)

    def _leave_out(self, demand: int) -> None:
        part = self.parts[demand]
        self._add(part, -1)
        touched = {cell // self.system.parties for cell in part.cells}
        now = {seat: min(self.reduced[seat]) for seat in touched}
        bound = self.bound - part.bound + sum(now[seat] - self.seats[seat] for seat in touched)
        if bound > 0:
            self.bound = bound
            self.seats |= now
            del self.parts[demand]
        else:
            self._add(part, 1)

    def _add(self, part: _Part, sign: int) -> None:
        for cell, cost in part.cells.items():
            self.reduced[cell // self.system.parties][cell % self.system.parties] += sign * cost

    def certificate(self) -> Certificate:
        """The multipliers, divided by what they have in common.

        Raises:
            EngineError: if they prove nothing.
        """
        seats = {seat: times for seat, times in self.seats.items() if times}
        rows = {key: times for part in self.parts.values() for key, times in part.rows.items()}
        kept = {demand: part.kept for demand, part in self.parts.items()}
        common = gcd(*seats.values(), *rows.values(), *kept.values())
        certificate = Certificate(
            seats={seat: times // common for seat, times in seats.items()},
            rows={key: times // common for key, times in rows.items()},
            kept={demand: times // common for demand, times in kept.items()},
        )
        if not refuted(self.system, certificate):
            raise EngineError("the multipliers found do not prove that the demands clash")
        return certificate
