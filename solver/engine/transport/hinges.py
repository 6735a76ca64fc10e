"""How far does a demand fall short, as what counts of cells lack or have too much? What is more than that is refused.

Helpers are put in one after the other: one that is to be small lies at the greatest of its lower bounds. What is left
are terms `times x max(0, base + sign x chosen cells)`, convex in each count, so a network can carry them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from solver.engine.flows import Whole
from solver.rows import Demand, Linear, Row


@dataclass(frozen=True, eq=False)
class Hinge:
    """`times x max(0, base + sign x chosen cells)`: what is missing (sign -1), or beyond (sign 1); cells in order."""

    cells: Whole
    base: int
    sign: int
    times: int = 1


@dataclass(frozen=True)
class _Form:
    """A constant plus weighted cells plus weighted helpers (below 0, as in a demand)."""

    constant: int
    cells: dict[int, int]
    helpers: dict[int, int]

    @classmethod
    def of(cls, terms: Linear, times: int = 1) -> _Form:
        combined = terms.combined()
        return cls(
            terms.constant * times,
            {variable: c * times for variable, c in combined.items() if variable >= 0},
            {variable: c * times for variable, c in combined.items() if variable < 0},
        )

    def without(self, helper: int) -> _Form:
        return _Form(self.constant, self.cells, {h: c for h, c in self.helpers.items() if h != helper})


class _RefusedError(Exception):
    """The demand is more than hinges."""


def hinges(demand: Demand, seats: int, parties: int) -> tuple[Hinge, ...] | None:
    """The least shortfall of a demand as a sum of hinges, each seat going to one party; None where it is no such sum.

    Rests on what `Demand` promises: for every split some values of the helpers satisfy the rows.
    """
    simple = _simple(demand)
    if simple is not None:
        return (simple,)
    try:
        return _Elimination(demand, seats, parties).run()
    except _RefusedError:
        return None


def _simple(demand: Demand) -> Hinge | None:
    """The one hinge of a demand as `at_least` and `at_most` of `solver.rows` make it: most are, and this is quick."""
    if (len(demand.helpers), len(demand.rows), demand.shortfall) != (1, 1, Linear((-1,), (1,))):
        return None
    (row,), low = demand.rows, demand.helpers[0][0]
    *_, last = row.terms.coefficients or (0,)
    cells = np.array(row.terms.variables[:-1], dtype=np.int64)
    plain = row.only_if is None and low == 0 and row.terms.variables[-1:] == (-1,)
    ones = row.terms.coefficients[:-1].count(1) == len(cells)
    if not (plain and ones and len(cells) and cells[0] >= 0 and (cells[1:] > cells[:-1]).all()):
        return None
    if row.low is not None and row.high is None and last == 1:
        return Hinge(cells, row.low - row.terms.constant, -1)
    if row.high is not None and row.low is None and last == -1:
        return Hinge(cells, row.terms.constant - row.high, 1)
    return None


class _Elimination:
    def __init__(self, demand: Demand, seats: int, parties: int) -> None:
        self.domains = {-1 - index: domain for index, domain in enumerate(demand.helpers)}
        self.seats, self.parties = seats, parties
        if any(row.only_if is not None for row in demand.rows):
            raise _RefusedError
        self.rows = [part for row in demand.rows for part in _one_sided(row)]
        self.aim = _Form.of(demand.shortfall)

    def run(self) -> tuple[Hinge, ...]:
        """Put in all helpers that the shortfall is made of; every row must have served for that."""
        if self.aim.constant or self.aim.cells:
            raise _RefusedError
        found: list[Hinge] = []
        waiting = dict(self.aim.helpers)
        while waiting:
            helper, times = waiting.popitem()
            if times < 0:
                raise _RefusedError
            bound = self._bound(helper)
            if bound is None:
                if self.domains[helper][0]:
                    raise _RefusedError
            elif bound.helpers:
                self._check_attained(helper, bound)
                for other, c in bound.helpers.items():
                    waiting[other] = waiting.get(other, 0) + times * c
            else:
                found.append(self._hinge(helper, bound, times))
        if self.rows:
            raise _RefusedError
        return tuple(reversed(found))

    def _bounds(self, helper: int) -> list[_Form]:
        """What a helper is no less than, by the rows that have not served yet."""
        bounds = []
        for row in self.rows:
            c = row.helpers.get(helper, 0)
            if not c:
                continue
            if c != 1:  # a bound from above, or in parts of a whole
                raise _RefusedError
            rest = row.without(helper)
            bounds.append(
                _Form(
                    -rest.constant,
                    {cell: -c for cell, c in rest.cells.items()},
                    {other: -c for other, c in rest.helpers.items()},
                )
            )
        return bounds

    def _bound(self, helper: int) -> _Form | None:
        """The one lower bound of a helper that is always the greatest; its rows have served then."""
        bounds = self._bounds(helper)
        self.rows = [row for row in self.rows if helper not in row.helpers]
        if len(bounds) < 2:
            return bounds[0] if bounds else None
        main = max(bounds, key=lambda bound: len(bound.helpers))
        if not self._dominates(main, [bound for bound in bounds if bound is not main]):
            raise _RefusedError
        return main

    def _check_attained(self, helper: int, bound: _Form) -> None:
        """A bound made of helpers must never lie below the helper's own least value."""
        if any(c < 0 for c in bound.helpers.values()) or any(bound.cells.values()):
            raise _RefusedError
        least = bound.constant + sum(c * self.domains[other][0] for other, c in bound.helpers.items())
        if least < self.domains[helper][0]:
            raise _RefusedError

    def _hinge(self, helper: int, bound: _Form, times: int) -> Hinge:
        weights = set(bound.cells.values())
        if self.domains[helper][0] != 0 or len(weights) > 1 or not weights <= {1, -1}:
            raise _RefusedError
        sign = weights.pop() if weights else 1
        return Hinge(np.array(sorted(bound.cells), dtype=np.int64), bound.constant, sign, times)

    def _dominates(self, main: _Form, others: Sequence[_Form]) -> bool:
        """Is `main` at least each of the others in every split?

        Each helper in it is at least its own bound, and at least its least value; the bound is taken where it speaks of
        other cells than the other form, so that what all parties lack outweighs what one has too much.
        """
        if main.cells or any(c < 0 for c in main.helpers.values()) or any(one.helpers for one in others):
            return False
        own: dict[int, _Form] = {}
        for helper in main.helpers:
            bounds = self._bounds(helper)
            if len(bounds) != 1 or bounds[0].helpers:
                return False
            own[helper] = bounds[0]
        every = self._dense((own[helper], c) for helper, c in main.helpers.items())
        constant = main.constant + sum(c * own[helper].constant for helper, c in main.helpers.items())
        for other in others:
            shared = [(h, c) for h, c in main.helpers.items() if not own[h].cells.keys().isdisjoint(other.cells)]
            base = constant - other.constant
            base += sum(c * (self.domains[h][0] - own[h].constant) for h, c in shared)
            slack = every + self._dense([*((own[h], -c) for h, c in shared), (other, -1)])
            if base + int(slack.reshape(self.seats, self.parties).min(axis=1).sum()) < 0:
                return False
        return True

    def _dense(self, forms: Iterable[tuple[_Form, int]]) -> Whole:
        total = np.zeros(self.seats * self.parties, dtype=np.int64)
        for form, times in forms:
            at = np.fromiter(form.cells, dtype=np.int64, count=len(form.cells))
            total[at] += times * np.fromiter(form.cells.values(), dtype=np.int64, count=len(form.cells))
        return total


def _one_sided(row: Row) -> list[_Form]:
    """The row as forms that are at least 0, without common factors."""
    sides = []
    if row.low is not None:
        sides.append(_Form.of(row.terms + Linear(constant=-row.low)))
    if row.high is not None:
        sides.append(_Form.of((row.terms + Linear(constant=-row.high)).times(-1)))
    return [_reduced(side) for side in sides]


def _reduced(form: _Form) -> _Form:
    common = gcd(*form.cells.values(), *form.helpers.values())
    if common < 2:
        return form
    return _Form(
        form.constant // common,  # rounded down: what is a whole number and at least a part of one is at least 0
        {cell: c // common for cell, c in form.cells.items()},
        {helper: c // common for helper, c in form.helpers.items()},
    )
