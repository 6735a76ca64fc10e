"""What would a user write with `cp_model`: the same model, by hand, one solve a stage, defaults everywhere?

Run as a script on a scenario file for the cold comparison: `python -m benchmarks.plain FILE`.
"""

from __future__ import annotations

import sys

from ortools.sat.python import cp_model

from solver import load
from solver.posed import Posed
from solver.rows import Linear, Row
from solver.scenario import Scenario


def stages(scenario: Scenario, *, workers: int = 1, seconds: float = 60.0) -> list[int] | None:
    """Optimal value of each stage, by CP-SAT at its defaults; None where a stage was not proved in time."""
    posed = Posed(scenario.what_if())
    model = cp_model.CpModel()
    variables = [model.new_int_var(low, high, "") for low, high in posed.system.domains]
    for row in posed.system.seat_rows:
        model.add_exactly_one(variables[v] for v in row.terms.variables)
    for rows in posed.system.demand_rows:
        for row in rows:
            add(model, row, variables)
    values = []
    for stage in [*posed.costs, *(goal.times(-1) for _, goal in posed.goals)]:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.max_time_in_seconds = seconds
        model.minimize(total(stage, variables))
        if solver.solve(model) != cp_model.OPTIMAL:
            return None
        values.append(round(solver.objective_value))
        model.add(total(stage, variables) <= values[-1])
    return values


def total(terms: Linear, variables: list[cp_model.IntVar]) -> cp_model.LinearExprT:
    """An expression in the solver's variables."""
    chosen = [variables[v] for v in terms.variables]
    return cp_model.LinearExpr.weighted_sum(chosen, terms.coefficients) + terms.constant


def add(model: cp_model.CpModel, row: Row, variables: list[cp_model.IntVar]) -> None:
    """Add a row to a model."""
    low = cp_model.INT_MIN if row.low is None else row.low
    high = cp_model.INT_MAX if row.high is None else row.high
    model.add_linear_constraint(total(row.terms, variables), low, high)


if __name__ == "__main__":
    print(stages(load(sys.argv[1])))
