"""Which smaller system asks the same, where many seats are told apart by nothing?

Seats whose cells stand in the same rows with the same coefficients are merged: for each party one whole number says how
many of them it holds. Demands over regions then have a variable for each region and party, not for each seat, and
nothing is left of the choices that are only other names for the same. Any split of these numbers solves the whole.
Source: F. Margot, "Symmetry in integer linear programming", 50 Years of Integer Programming (2010) 647-686.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import repeat

import numpy as np

from solver.engine.asks import Ask, Bounds, Found, Outcome
from solver.rows import Demand, Linear, Row
from solver.system import System


class ApartError(ValueError):
    """A row tells seats apart that were merged."""


def merged(system: System, groups: Sequence[Sequence[int]]) -> Merged | None:
    """The system with the seats of each group merged; None where a row tells them apart after all."""
    try:
        return Merged(system, groups)
    except ApartError:  # two marks that were taken for one
        return None


def together(terms: Linear, numbers: Mapping[int, int], sizes: Mapping[int, int]) -> dict[int, int]:
    """Coefficients of a sum in which cells are counted by their numbers; what has no number stays as it is.

    Args:
        terms: the sum.
        numbers: by cell, the number that it is counted in; no variable of the sum is called like one.
        sizes: by number, how many cells are.

    Raises:
        ApartError: where cells of one number do not all have the same coefficient.
    """
    given = terms.combined()
    found = list(map(numbers.get, given, given))
    each = dict(zip(found, given.values(), strict=True))
    if list(map(each.__getitem__, found)) != list(given.values()):
        raise ApartError("a row counts cells of one group in different ways")
    if sum(map(sizes.get, each, repeat(1))) != len(given):
        raise ApartError("a row counts some cells of a group, and others not")
    return dict(sorted(each.items()))


class Merged:
    """Numbers of seats by group and party, and how asks and answers read in them.

    The first demand of the smaller system is that every seat goes to somebody; those of the whole follow.
    """

    def __init__(self, whole: System, groups: Sequence[Sequence[int]]) -> None:
        self.whole = whole
        self.groups = groups
        self.numbers = len(groups) * whole.parties
        """How many variables stand for cells."""
        self.moved = whole.cells - self.numbers
        self._number = np.zeros(whole.cells, dtype=np.int64)
        self._sizes = np.repeat([len(group) for group in groups], whole.parties)
        parties = np.arange(whole.parties)
        for index, group in enumerate(groups):
            for seat in group:
                self._number[seat * whole.parties + parties] = index * whole.parties + parties
        self._numbers: dict[int, int] = dict(enumerate(self._number.tolist()))
        self._size: dict[int, int] = dict(enumerate(self._sizes.tolist()))
        self._known: dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[Linear, Linear]] = {}
        self.system = System(0, 0, (self._every_seat(), *(self._demand(demand) for demand in whole.demands)))

    def _every_seat(self) -> Demand:
        width = self.whole.parties
        helpers = tuple((0, int(size)) for size in self._sizes)
        rows = (
            Row(Linear.sum(-1 - (index * width + party) for party in range(width)), len(group), len(group))
            for index, group in enumerate(self.groups)
        )
        return Demand(helpers, tuple(rows))

    def _demand(self, demand: Demand) -> Demand:
        rows = tuple(self._row(row, lambda helper: helper) for row in demand.rows)
        return Demand(demand.helpers, rows, self._linear(demand.shortfall, lambda helper: helper))

    def _row(self, row: Row, other: Callable[[int], int]) -> Row:
        if row.only_if is not None and 0 <= row.only_if < self.whole.cells:
            raise ApartError("a row depends on who holds one seat")
        only_if = None if row.only_if is None else other(row.only_if)
        return Row(self._linear(row.terms, other), row.low, row.high, only_if)

    def _linear(self, terms: Linear, other: Callable[[int], int]) -> Linear:
        """The same sum; `other` numbers the variables that are no cells."""
        rule = (terms.variables, terms.coefficients)
        if rule not in self._known:
            self._known[rule] = self._counted(terms)
        numbers, rest = self._known[rule]
        return Linear(
            (*numbers.variables, *map(other, rest.variables)),
            (*numbers.coefficients, *rest.coefficients),
            terms.constant,
        )

    def _counted(self, terms: Linear) -> tuple[Linear, Linear]:
        """The cells of a sum as numbers, at the coefficient that all cells of each have; and the rest of it.

        Raises:
            ApartError: where they do not all have the same.
        """
        each = together(terms, self._numbers, self._size)
        rest = [variable for variable in each if not 0 <= variable < self.numbers]
        others = Linear(tuple(rest), tuple(each.pop(variable) for variable in rest))
        return Linear(tuple(each), tuple(each.values())), others

    # --- asks and answers --------------------------------------------------------------------

    def ask(self, ask: Ask) -> Ask | None:
        """The same ask of the smaller system; None where it tells merged seats apart."""
        if any(variable < self.whole.cells for variable in ask.prefer):
            return None
        try:
            return replace(
                ask,
                rows=tuple(self._row(row, self._other) for row in ask.rows),
                minimise=None if ask.minimise is None else self._linear(ask.minimise, self._other),
                prefer=tuple(map(self._other, ask.prefer)),
                bounds=self._bounds(ask.bounds),
                hint=self._hint(ask.hint),
                only=None if ask.only is None else (0, *(demand + 1 for demand in ask.only)),
            )
        except ApartError:
            return None

    def _other(self, variable: int) -> int:
        return variable - self.moved

    def _bounds(self, bounds: Bounds) -> Bounds:
        found = {self._other(variable): ends for variable, ends in bounds.items() if variable >= self.whole.cells}
        low, high = np.zeros(self.whole.cells, dtype=np.int64), np.ones(self.whole.cells, dtype=np.int64)
        for variable, ends in bounds.items():
            if variable < self.whole.cells:
                low[variable], high[variable] = ends
        for side, default in ((low, 0), (high, 1)):
            total = np.bincount(self._number, weights=side, minlength=self.numbers).astype(np.int64)
            if ((total != 0) & (total != self._sizes)).any():
                raise ApartError("one seat of a group is bound, and another is not")
            for number in np.flatnonzero(total != default * self._sizes).tolist():
                size = int(self._sizes[number])
                found[number] = (size, size) if side is low else (0, 0)
        return found

    def _hint(self, hint: tuple[int, ...]) -> tuple[int, ...]:
        if len(hint) < self.whole.cells:
            return ()
        cells = np.array(hint[: self.whole.cells], dtype=np.int64)
        held = np.bincount(self._number, weights=cells, minlength=self.numbers).astype(np.int64)
        return (*held.tolist(), *hint[self.whole.cells :])

    def outcome(self, outcome: Outcome, *, last_first: bool = False) -> Outcome:
        """An answer in the variables of the whole; the seats of a group are dealt out in order, party by party.

        With `last_first` the last party has the first seats: so does a search in order, which tries 0 before 1 in all
        cells that it has no preference for.
        """
        if not isinstance(outcome, Found):
            return outcome
        step = -1 if last_first else 1
        held = np.array(outcome.values[: self.numbers], dtype=np.int64).reshape(len(self.groups), self.whole.parties)
        cells = np.zeros((self.whole.seats, self.whole.parties), dtype=np.int64)
        for group, numbers in zip(self.groups, held, strict=True):
            cells[np.array(group)[::step], np.repeat(np.arange(self.whole.parties), numbers)] = 1
        return replace(outcome, values=(*cells.ravel().tolist(), *outcome.values[self.numbers :]))

    def bounds(self, bounds: Bounds) -> Mapping[int, tuple[int, int]]:
        """Bounds of the whole that these bounds of the smaller system mean."""
        found = {variable + self.moved: ends for variable, ends in bounds.items() if variable >= self.numbers}
        for number, (low, high) in bounds.items():
            if number < self.numbers and (high == 0 or low == self._sizes[number]):
                value = 0 if high == 0 else 1
                found |= dict.fromkeys(self._cells[number], (value, value))
        return found

    @cached_property
    def _cells(self) -> list[list[int]]:
        """The cells behind each number."""
        cells: list[list[int]] = [[] for _ in range(self.numbers)]
        for cell, number in enumerate(self._number.tolist()):
            cells[number].append(cell)
        return cells

    def demands(self, demands: Iterable[int]) -> tuple[int, ...]:
        """The same demands of the smaller system, and that every seat goes to somebody."""
        return (0, *(demand + 1 for demand in demands))
