"""What is an engine asked, and what can it answer?"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from solver.rows import Demand, Linear, Row

Bounds = Mapping[int, tuple[int, int]]
"""Narrower least and greatest values, by variable."""


class EngineError(RuntimeError):
    """The engine refused a model, or an answer of it failed a check: a fault of the program, not of the user."""


@dataclass(frozen=True)
class System:
    """Every seat goes to exactly one party, and what the demands say holds with some shortfall each.

    Variables: the cells, `seats * parties` of them, then the helpers of each demand in turn.
    """

    seats: int
    parties: int
    demands: tuple[Demand, ...] = ()

    @cached_property
    def cells(self) -> int:
        """How many variables are cells."""
        return self.seats * self.parties

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Number of each demand's first helper."""
        offsets, next_free = [], self.cells
        for demand in self.demands:
            offsets.append(next_free)
            next_free += len(demand.helpers)
        return tuple(offsets)

    @cached_property
    def domains(self) -> tuple[tuple[int, int], ...]:
        """Least and greatest value of every variable."""
        return ((0, 1),) * self.cells + tuple(bounds for demand in self.demands for bounds in demand.helpers)

    @cached_property
    def seat_rows(self) -> tuple[Row, ...]:
        """One row a seat: exactly one of its cells is chosen."""
        width = self.parties
        return tuple(Row(Linear.sum(range(s * width, (s + 1) * width)), 1, 1) for s in range(self.seats))

    @cached_property
    def demand_rows(self) -> tuple[tuple[Row, ...], ...]:
        """The rows of each demand; variables numbered throughout."""
        return tuple(tuple(self.placed(row, d) for row in demand.rows) for d, demand in enumerate(self.demands))

    @cached_property
    def shortfalls(self) -> tuple[Linear, ...]:
        """The shortfall of each demand."""
        return tuple(self.linear(demand.shortfall, d) for d, demand in enumerate(self.demands))

    def linear(self, terms: Linear, demand: int) -> Linear:
        """A demand's own expression with its helpers numbered throughout."""
        first = self.offsets[demand] - 1
        variables = tuple(first - v if v < 0 else v for v in terms.variables)
        return Linear(variables, terms.coefficients, terms.constant)

    def placed(self, row: Row, demand: int) -> Row:
        """A demand's own row with its helpers numbered throughout."""
        only_if = row.only_if
        if only_if is not None and only_if < 0:
            only_if = self.offsets[demand] - 1 - only_if
        return Row(self.linear(row.terms, demand), row.low, row.high, only_if)

    def kept(self, demands: Iterable[int]) -> tuple[Row, ...]:
        """Rows that say: these demands fall short by nothing."""
        return tuple(Row(self.shortfalls[d], high=0) for d in demands)


@dataclass(frozen=True)
class Ask:
    """One question about a system.

    `rows` are added; `helpers` are further variables, numbered after the system's. Either `minimise` is given, or
    `prefer`: variables to be 1 in lexicographic order (the answer is then the one first solution in that order), or
    neither, and any solution will do. With `only`, the rows of all other demands are left out. `effort`
    limits the search in the engine's own deterministic units, so that the same ask ends in the same place.
    """

    rows: tuple[Row, ...] = ()
    helpers: tuple[tuple[int, int], ...] = ()
    minimise: Linear | None = None
    prefer: tuple[int, ...] = ()
    bounds: Bounds = field(default_factory=dict)
    hint: tuple[int, ...] = ()
    only: tuple[int, ...] | None = None
    effort: float | None = None


@dataclass(frozen=True)
class Found:
    """A solution: value of every variable, objective and proved bound of it (equal when `proved`)."""

    values: tuple[int, ...]
    objective: int
    bound: int
    proved: bool


@dataclass(frozen=True)
class Impossible:
    """Proved: there is no solution."""


@dataclass(frozen=True)
class Unknown:
    """The limit was reached first. Never to be read as impossible."""


Outcome = Found | Impossible | Unknown


class Deadline:
    """The moment at which an engine must have answered; `seconds` None means never."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds

    def left(self) -> float | None:
        """Seconds left, never below 0; None without a limit."""
        return None if self._end is None else max(0.0, self._end - time.monotonic())

    @property
    def passed(self) -> bool:
        """True once no time is left."""
        return self._end is not None and time.monotonic() >= self._end


def rows_of(system: System, ask: Ask) -> tuple[Row, ...]:
    """The rows of the demands that count in an ask, then the ask's own; not the rows of the seats."""
    chosen = range(len(system.demands)) if ask.only is None else ask.only
    return tuple(row for demand in chosen for row in system.demand_rows[demand]) + ask.rows


def combined(terms: Linear) -> dict[int, int]:
    """Coefficient by variable, equal variables added up, zeros left out."""
    total: dict[int, int] = {}
    for variable, coefficient in zip(terms.variables, terms.coefficients, strict=True):
        total[variable] = total.get(variable, 0) + coefficient
    return {variable: coefficient for variable, coefficient in total.items() if coefficient}
