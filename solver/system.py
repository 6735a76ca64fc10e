"""Which rows make up a whole what-if, every variable numbered throughout?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from solver.rows import Demand, Linear, Row


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
    def choices(self) -> int:
        """How many variables say who gets what: the cells; where seats are merged, all, since numbers are helpers."""
        return self.cells or len(self.domains)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Number of each demand's first helper."""
        offsets, next_free = [], self.cells
        for demand in self.demands:
            offsets.append(next_free)
            next_free += len(demand.helpers)
        return tuple(offsets)

    def owner(self, variable: int) -> int:
        """The demand that a helper belongs to."""
        return bisect_right(self.offsets, variable) - 1

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

    def lasting_rows(self, demands: Iterable[int]) -> list[tuple[int, int]]:
        """(demand, number of its row) for the rows of these demands that hold always, not only sometimes."""
        return [(d, index) for d in demands for index, row in enumerate(self.demand_rows[d]) if row.only_if is None]

    def kept(self, demands: Iterable[int]) -> tuple[Row, ...]:
        """Rows that say: these demands fall short by nothing."""
        return tuple(Row(self.shortfalls[d], high=0) for d in demands)
