"""The one language between rules and solvers: integer rows over cells and helper variables.

A *cell* is a pair (seat, contesting party), a 0/1 variable numbered from 0 as `seat * parties + party`. A rule that
needs more brings helper variables, numbered -1, -2, ... within its own demand. A row bounds a weighted sum of them,
always or only where one 0/1 variable is 1. Everything is a whole number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import mul


@dataclass(frozen=True)
class Linear:
    """A weighted sum of variables plus a constant."""

    variables: tuple[int, ...] = ()
    coefficients: tuple[int, ...] = ()
    constant: int = 0

    @classmethod
    def sum(cls, variables: Iterable[int], coefficient: int = 1) -> Linear:
        """The plain sum of these variables, each times `coefficient`."""
        variables = tuple(variables)
        return cls(variables, (coefficient,) * len(variables))

    def __add__(self, other: Linear) -> Linear:
        return Linear(
            self.variables + other.variables,
            self.coefficients + other.coefficients,
            self.constant + other.constant,
        )

    def times(self, factor: int) -> Linear:
        """Every coefficient and the constant times `factor`."""
        return Linear(self.variables, tuple(c * factor for c in self.coefficients), self.constant * factor)

    def combined(self) -> dict[int, int]:
        """Coefficient by variable, equal variables added up, zeros left out."""
        total = dict(zip(self.variables, self.coefficients, strict=True))
        if len(total) == len(self.variables) and all(self.coefficients):
            return total
        total.clear()
        for variable, coefficient in zip(self.variables, self.coefficients, strict=True):
            total[variable] = total.get(variable, 0) + coefficient
        return {variable: coefficient for variable, coefficient in total.items() if coefficient}

    def value(self, values: Sequence[int]) -> int:
        """The sum under an assignment indexed by variable."""
        products: Iterable[int] = map(mul, self.coefficients, map(values.__getitem__, self.variables))
        return self.constant + sum(products)


@dataclass(frozen=True)
class Row:
    """`low <= terms <= high`, a bound that is `None` being absent; holds only where `only_if` is 1, if given."""

    terms: Linear
    low: int | None = None
    high: int | None = None
    only_if: int | None = None


@dataclass(frozen=True)
class Demand:
    """What a rule asks, as rows.

    For a fixed split the least value of `shortfall` over the helpers that satisfy `rows` is the rule's shortfall,
    in the rule's unit; the rows can always be satisfied by some values of the helpers.
    `helpers` holds the least and greatest value of helper -1, -2, ...
    """

    helpers: tuple[tuple[int, int], ...] = ()
    rows: tuple[Row, ...] = ()
    shortfall: Linear = Linear()


@dataclass(frozen=True)
class Grid:
    """Which variable stands for which (seat, party): all seats by all contesting parties, in file order."""

    seats: tuple[str, ...]
    parties: tuple[str, ...]

    @cached_property
    def _seat(self) -> dict[str, int]:
        return {seat: index for index, seat in enumerate(self.seats)}

    @cached_property
    def _party(self) -> dict[str, int]:
        return {party: index for index, party in enumerate(self.parties)}

    def cells(self, party: str, seats: Iterable[str] | None = None) -> tuple[int, ...]:
        """The cells of a party in these seats (default: all); none where the party is out of the pact."""
        column = self._party.get(party)
        if column is None:
            return ()
        width = len(self.parties)
        if seats is None:
            return tuple(range(column, len(self.seats) * width, width))
        return tuple(self._seat[seat] * width + column for seat in seats)


def at_least(cells: tuple[int, ...], low: int) -> Demand:
    """Shortfall = how many fewer than `low` of the cells are chosen."""
    if low <= 0:
        return Demand()
    return Demand(((0, low),), (Row(Linear.sum((*cells, -1)), low=low),), Linear((-1,), (1,)))


def at_most(cells: tuple[int, ...], high: int) -> Demand:
    """Shortfall = how many more than `high` of the cells are chosen."""
    if high >= len(cells):
        return Demand()
    excess = Linear.sum(cells) + Linear((-1,), (-1,))
    return Demand(((0, len(cells) - high),), (Row(excess, high=high),), Linear((-1,), (1,)))


class Draft:
    """A demand in the making: helpers and rows, collected one by one."""

    def __init__(self) -> None:
        self.helpers: list[tuple[int, int]] = []
        self.rows: list[Row] = []

    def helper(self, low: int, high: int) -> int:
        """A new helper variable, by its number in the demand."""
        self.helpers.append((low, high))
        return -len(self.helpers)

    def row(self, terms: Linear, low: int | None = None, high: int | None = None) -> None:
        """One more row."""
        self.rows.append(Row(terms, low, high))

    def take(self, demand: Demand) -> Linear:
        """Take over the helpers and rows of another demand; its shortfall, in the numbers of this one."""
        before = len(self.helpers)

        def moved(variable: int) -> int:
            return variable - before if variable < 0 else variable

        def placed(terms: Linear) -> Linear:
            return Linear(tuple(map(moved, terms.variables)), terms.coefficients, terms.constant)

        self.helpers += demand.helpers
        for row in demand.rows:
            only_if = None if row.only_if is None else moved(row.only_if)
            self.rows.append(Row(placed(row.terms), row.low, row.high, only_if))
        return placed(demand.shortfall)

    def greatest(self, terms: Linear) -> int:
        """The greatest value of terms over helpers, each as great or as small as it can be."""
        both = zip(terms.variables, terms.coefficients, strict=True)
        return terms.constant + sum(max(c * end for end in self.helpers[-1 - v]) for v, c in both)

    def demand(self, shortfall: Linear) -> Demand:
        """The demand, complete."""
        return Demand(tuple(self.helpers), tuple(self.rows), shortfall)
