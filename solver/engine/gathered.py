"""Which system with far shorter rows asks the same, where many long rows count the same cells?

Cells that no long row tells apart are counted once: a helper says how many of them are chosen, and long rows add up
these counts. Seats need not be alike for that, as they must be to be merged: who claims which seat is said in short
rows, and those stay as they are. All other variables keep their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from solver.engine.asks import Ask, Bounds, Found, Outcome
from solver.engine.merged import ApartError, together
from solver.engine.same_seats import marks
from solver.rows import Demand, Linear, Row
from solver.system import System

LONG = 12
"""Variables from which a row is long. With 2,000 mixed demands on 543 seats 416,000 coefficients become 32,000."""

SHORTER = 4
"""How many times shorter the long rows must become, with the counts, for it to pay."""


def gathered(system: System) -> Gathered | None:
    """The system with its long rows shortened; None where they would hardly be shorter."""
    classes: dict[int, list[int]] = {}
    for cell, mark in enumerate(marks(system.cells, _long(system))):
        classes.setdefault(mark, []).append(cell)
    classes.pop(0, None)  # in no long row
    found = [cells for cells in classes.values() if len(cells) > 1]
    if not found:
        return None
    try:
        smaller = Gathered(system, found)
    except ApartError:  # two marks that were taken for one
        return None
    return smaller if SHORTER * _length(smaller.system) <= _length(system) else None


def _long(system: System) -> Iterator[Linear]:
    return (row.terms for demand in system.demands for row in demand.rows if len(row.terms.variables) >= LONG)


def _length(system: System) -> int:
    return sum(len(row.terms.variables) for demand in system.demands for row in demand.rows)


class Gathered:
    """The counts, and how asks and answers read with them; the last demand is that they are counts."""

    def __init__(self, whole: System, classes: Sequence[Sequence[int]]) -> None:
        self.first = len(whole.domains)
        """Number of the first count."""
        self.counts = len(classes)
        self._sizes = {self.first + index: len(cells) for index, cells in enumerate(classes)}
        self._numbers = {cell: self.first + index for index, cells in enumerate(classes) for cell in cells}
        demands = (replace(one, rows=tuple(map(self._row, one.rows))) for one in whole.demands)
        self.system = System(whole.seats, whole.parties, (*demands, _counting(classes)))

    def _row(self, row: Row) -> Row:
        """A demand's row, over counts where it is long."""
        if len(row.terms.variables) < LONG:
            return row
        shorter = together(row.terms, self._numbers, self._sizes)
        return replace(row, terms=Linear(tuple(shorter), tuple(shorter.values()), row.terms.constant))

    def ask(self, ask: Ask) -> Ask:
        """The same ask; its own helpers come after the counts."""
        return replace(
            ask,
            rows=tuple(self._moved(row) for row in ask.rows),
            minimise=None if ask.minimise is None else self._terms(ask.minimise),
            prefer=tuple(map(self._place, ask.prefer)),
            bounds={self._place(variable): ends for variable, ends in ask.bounds.items()},
            only=None if ask.only is None else (*ask.only, len(self.system.demands) - 1),
            hint=ask.hint[: self.system.cells],
        )

    def _place(self, variable: int) -> int:
        return variable if variable < self.first else variable + self.counts

    def _terms(self, terms: Linear) -> Linear:
        return replace(terms, variables=tuple(map(self._place, terms.variables)))

    def _moved(self, row: Row) -> Row:
        only_if = None if row.only_if is None else self._place(row.only_if)
        return replace(row, terms=self._terms(row.terms), only_if=only_if)

    def outcome(self, outcome: Outcome) -> Outcome:
        """An answer without the counts."""
        if not isinstance(outcome, Found):
            return outcome
        after = self.first + self.counts
        return replace(outcome, values=(*outcome.values[: self.first], *outcome.values[after:]))

    def bounds(self, bounds: Bounds) -> Bounds:
        """Bounds without those of the counts."""
        after = self.first + self.counts
        kept = chain(
            ((one, ends) for one, ends in bounds.items() if one < self.first),
            ((one - self.counts, ends) for one, ends in bounds.items() if one >= after),
        )
        return dict(kept)


def _counting(classes: Sequence[Sequence[int]]) -> Demand:
    """Each count is that of its cells."""
    rows = (Row(Linear.sum(cells) + Linear((-1 - index,), (-1,)), low=0, high=0) for index, cells in enumerate(classes))
    return Demand(tuple((0, len(cells)) for cells in classes), tuple(rows))
