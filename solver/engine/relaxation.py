"""What does the linear relaxation prove: a bound, and which variables it settles once an optimum is known?

With multipliers y on the rows, c x >= bound(y) + (reduced costs) x for every solution, so where the optimum is known a
variable whose reduced cost exceeds the gap keeps its bound in *every* optimal solution (`solver/certificate.py`).
GLOP proposes y in floating point; bound and reduced costs are then computed from y rounded to fractions, in whole
numbers, so nothing rests on the rounding: a poor y only proves less.

Sources: A. Neumaier and O. Shcherbina, "Safe bounds in linear and mixed-integer linear programming", Mathematical
Programming 99 (2004) 283-296; M. Padberg and G. Rinaldi, SIAM Review 33 (1991) 60-100, section 4.3 (fixing by reduced
costs).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from solver.certificate import narrowed, weak_dual
from solver.engine.asks import Ask, Deadline, rows_of
from solver.engine.interrupt import interruptible
from solver.rows import Linear, Row
from solver.system import System

_TableRow = tuple[Mapping[int, int], int | None, int | None]
"""Coefficient by variable, low, high."""

FINEST = 1_000_000
"""Denominator that is used where no small one will do."""

_DENOMINATORS = (1, 2, 3, 4, 6, 12, 60, 10_000)


@dataclass(frozen=True)
class Relaxation:
    """Proved for an ask: `denominator * objective >= scaled_bound + reduced costs x distance from the bounds`."""

    domains: tuple[tuple[int, int], ...]
    given: dict[int, tuple[int, int]]
    reduced: dict[int, int]
    scaled_bound: int
    denominator: int
    constant: int
    whole: tuple[int, ...] | None = None
    """The LP solver's optimum rounded, where that obeys every row of the ask, also those that hold only sometimes."""

    @property
    def bound(self) -> int:
        """No solution has a smaller objective."""
        return -(-self.scaled_bound // self.denominator) + self.constant

    def settled(self, optimum: int) -> dict[int, tuple[int, int]]:
        """Bounds that every solution of objective at most `optimum` obeys; they contain the given ones."""
        gap = (optimum - self.constant) * self.denominator - self.scaled_bound
        return {**self.given, **narrowed(self.domains, self.reduced, gap)}


def relax(system: System, ask: Ask, deadline: Deadline) -> Relaxation | None:
    """The relaxation of an ask with an objective; None where GLOP finds no optimum in time."""
    if ask.minimise is None:
        raise ValueError("a relaxation needs an objective")
    given = dict(ask.bounds)
    domains = tuple(given.get(v, domain) for v, domain in enumerate(system.domains + ask.helpers))
    rows = [row for row in (*system.seat_rows, *rows_of(system, ask)) if row.only_if is None]
    costs = ask.minimise.combined()
    table = [(row.terms.combined(), *_sides(row)) for row in rows]
    optimum = lp_optimum(domains, table, costs, deadline, dual=len(table) > 2 * system.seats)
    if optimum is None:
        return None
    values, duals = optimum
    multipliers, denominator = rounded(duals)
    bound, reduced = weak_dual(domains, zip(rows, multipliers, strict=True), costs, denominator)
    whole = _solution(system, ask, domains, values)
    return Relaxation(domains, given, reduced, bound, denominator, ask.minimise.constant, whole)


def _solution(
    system: System, ask: Ask, domains: Sequence[tuple[int, int]], values: Sequence[float]
) -> tuple[int, ...] | None:
    """The values rounded, if these are a solution; counted in whole numbers."""
    whole = tuple(map(round, values))
    inside = all(low <= value <= high for value, (low, high) in zip(whole, domains, strict=True))
    rows = (*system.seat_rows, *rows_of(system, ask))
    return whole if inside and all(obeyed(row, whole) for row in rows) else None


def obeyed(row: Row, values: Sequence[int]) -> bool:
    """Does a row hold with these values of the variables?"""
    if row.only_if is not None and not values[row.only_if]:
        return True
    total = row.terms.value(values)
    return (row.low is None or row.low <= total) and (row.high is None or total <= row.high)


def row_duals(system: System, rows: Sequence[Row], objective: Linear, deadline: Deadline) -> list[float] | None:
    """Dual values of these rows, each seat going to one party, in the relaxation that minimises an objective.

    Only variables that occur are put to the LP solver, numbered anew; a seat's other cells are one variable.
    """
    numbers: dict[int, int] = {}
    costs = {numbers.setdefault(v, len(numbers)): c for v, c in objective.combined().items()}
    table: list[_TableRow] = [
        ({numbers.setdefault(v, len(numbers)): c for v, c in row.terms.combined().items()}, *_sides(row))
        for row in rows
    ]
    domains = [system.domains[variable] for variable in numbers]
    seats: dict[int, dict[int, int]] = {}
    for variable, number in numbers.items():
        if variable < system.cells:
            seats.setdefault(variable // system.parties, {})[number] = 1
    for terms in seats.values():
        if len(terms) < system.parties:
            terms[len(domains)] = 1
            domains.append((0, 1))
        table.append((terms, 1, 1))
    optimum = lp_optimum(domains, table, costs, deadline)
    return None if optimum is None else optimum[1][: len(rows)]


def _sides(row: Row) -> tuple[int | None, int | None]:
    constant = row.terms.constant
    return None if row.low is None else row.low - constant, None if row.high is None else row.high - constant


def lp_optimum(
    domains: Sequence[tuple[int, int]],
    rows: Sequence[_TableRow],
    costs: Mapping[int, int],
    deadline: Deadline,
    *,
    dual: bool = False,
) -> tuple[list[float], list[float]] | None:
    """Values of the variables and dual values of the rows of the relaxation; None where GLOP did not finish.

    `dual` asks for the dual simplex: with 2,000 mixed demands on 543 seats it takes 0.4 s where the primal one takes
    1.2, but with ten demands 0.2 s against 0.01.
    """
    import numpy as np
    from ortools.linear_solver.python import model_builder_helper as mb  # 0.05 s to load, and seldom asked

    model: Any = mb.ModelBuilderHelper()
    ends = np.array(domains, dtype=np.float64).reshape(-1, 2)
    model.add_var_array_with_bounds(ends[:, 0].copy(), ends[:, 1].copy(), np.zeros(len(ends), dtype=bool), "")
    for variable, cost in costs.items():
        model.set_var_objective_coefficient(variable, cost)
    add_term = model.add_term_to_constraint
    for terms, least, most in rows:
        index = model.add_linear_constraint()
        model.set_constraint_lower_bound(index, -inf if least is None else least)
        model.set_constraint_upper_bound(index, inf if most is None else most)
        for variable, coefficient in terms.items():
            add_term(index, variable, coefficient)
    solver = mb.ModelSolverHelper("GLOP")
    solver.set_solver_specific_parameters(f"use_dual_simplex: {str(dual).lower()}")
    left = deadline.left()
    if left is not None:
        solver.set_time_limit_in_seconds(left)
    interruptible(lambda: solver.solve(model), solver.interrupt_solve)
    if solver.status() != mb.SolveStatus.OPTIMAL:
        return None
    return list(map(float, solver.variable_values())), list(map(float, solver.dual_values()))


def rounded(duals: Sequence[float]) -> tuple[list[int], int]:
    """Whole numbers and one denominator near dual values; exact where these are simple fractions."""
    fits = (
        denominator
        for denominator in _DENOMINATORS
        if all(abs(value * denominator - round(value * denominator)) < 1e-6 for value in duals)
    )
    denominator = next(fits, _DENOMINATORS[-1])
    return [round(value * denominator) for value in duals], denominator
