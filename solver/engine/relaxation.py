"""Which variables does the linear relaxation already settle, once an optimum is known?

Reduced-cost fixing: with multipliers y on the rows, c x >= bound(y) + (reduced costs) x for every solution, so where
the optimum is known a variable whose reduced cost exceeds the gap keeps its bound in *every* optimal solution.
GLOP proposes y in floating point; bound and reduced costs are then computed from y rounded to fractions, in whole
numbers, so nothing rests on the rounding: a poor y only settles less.
Source: M. Padberg and G. Rinaldi, SIAM Review 33 (1991) 60-100, section 4.3 (fixing by reduced costs).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from ortools.linear_solver.python import model_builder_helper as mb

from solver.engine.system import Ask, Bounds, Deadline, System, combined, rows_of
from solver.rows import Linear, Row

_DENOMINATORS = (1, 2, 3, 4, 6, 12, 60, 10_000)


def settled(
    system: System, rows: Sequence[Row], bounds: Bounds, minimise: Linear, optimum: int, deadline: Deadline
) -> dict[int, tuple[int, int]]:
    """Least and greatest value of variables in every solution of `rows` and `bounds` that reaches `optimum`.

    The returned bounds contain the given ones, and hold for the problem's solutions only while `optimum` is its
    proved least value. Nothing new is returned where the relaxation is not solved in time.
    """
    domains = [bounds.get(variable, domain) for variable, domain in enumerate(system.domains)]
    every = [row for row in (*system.seat_rows, *rows_of(system, Ask(tuple(rows)))) if row.only_if is None]
    matrix = [combined(row.terms) for row in every]
    costs = combined(minimise)
    multipliers = _multipliers(domains, every, matrix, costs, deadline)
    narrowed = dict(bounds)
    if multipliers is not None:
        narrowed.update(_fixed(domains, every, matrix, costs, multipliers, optimum - minimise.constant))
    return narrowed


def _multipliers(
    domains: Sequence[tuple[int, int]],
    rows: Sequence[Row],
    matrix: Sequence[dict[int, int]],
    costs: dict[int, int],
    deadline: Deadline,
) -> list[float] | None:
    """Dual values of the relaxation, one a row; None where GLOP did not finish."""
    model = mb.ModelBuilderHelper()
    for variable, (low, high) in enumerate(domains):
        index = model.add_var()
        model.set_var_lower_bound(index, low)
        model.set_var_upper_bound(index, high)
        model.set_var_objective_coefficient(index, costs.get(variable, 0))
    for row, terms in zip(rows, matrix, strict=True):
        index = model.add_linear_constraint()
        model.set_constraint_lower_bound(index, -inf if row.low is None else row.low - row.terms.constant)
        model.set_constraint_upper_bound(index, inf if row.high is None else row.high - row.terms.constant)
        for variable, coefficient in terms.items():
            model.add_term_to_constraint(index, variable, coefficient)
    solver = mb.ModelSolverHelper("GLOP")
    left = deadline.left()
    if left is not None:
        solver.set_time_limit_in_seconds(left)
    solver.solve(model)
    if solver.status() != mb.SolveStatus.OPTIMAL:
        return None
    return [float(value) for value in solver.dual_values()]


def _rounded(multipliers: Sequence[float]) -> tuple[list[int], int]:
    """Whole numbers and one denominator near the multipliers; exact where these are simple fractions."""
    for denominator in _DENOMINATORS:
        scaled = [value * denominator for value in multipliers]
        if all(abs(value - round(value)) < 1e-6 for value in scaled):
            break
    return [round(value) for value in scaled], denominator


def _fixed(
    domains: Sequence[tuple[int, int]],
    rows: Sequence[Row],
    matrix: Sequence[dict[int, int]],
    costs: dict[int, int],
    multipliers: Sequence[float],
    optimum: int,
) -> dict[int, tuple[int, int]]:
    """Bounds that every solution of value `optimum` obeys, by variable, where they are narrower than `domains`."""
    whole, denominator = _rounded(multipliers)
    reduced = {variable: cost * denominator for variable, cost in costs.items()}
    bound = 0
    for row, terms, multiplier in zip(rows, matrix, whole, strict=True):
        side = row.low if multiplier > 0 else row.high
        if multiplier == 0 or side is None:
            continue
        bound += multiplier * (side - row.terms.constant)
        for variable, coefficient in terms.items():
            reduced[variable] = reduced.get(variable, 0) - multiplier * coefficient
    bound += sum(cost * domains[variable][0 if cost > 0 else 1] for variable, cost in reduced.items())
    gap = optimum * denominator - bound
    narrowed = {}
    for variable, cost in reduced.items():
        low, high = domains[variable]
        if cost > 0 and low + gap // cost < high:
            narrowed[variable] = (low, low + gap // cost)
        elif cost < 0 and high - gap // -cost > low:
            narrowed[variable] = (high - gap // -cost, high)
    return narrowed
