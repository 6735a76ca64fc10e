"""What would a user write for a sweep: for each what-if, build the model with `cp_model` and solve it?

All stages are one sum, so it is one solve each, with defaults and one worker; no tie is broken, and no conflict told.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from benchmarks.plain import add, total
from solver.posed import Posed
from solver.questions.one_sum import combined


def plain(posed: Posed) -> tuple[int, ...] | None:
    """The value of each stage of the best split; None where the red lines clash."""
    model = cp_model.CpModel()
    system = posed.system
    variables = [model.new_int_var(low, high, "") for low, high in system.domains]
    for seat in system.seat_rows:
        model.add_exactly_one(variables[cell] for cell in seat.terms.variables)
    rows = [*system.kept(posed.musts), *(row for rows in system.demand_rows for row in rows)]
    for row in rows:
        add(model, row, variables)
    stages = [*posed.costs, *(goal.times(-1) for _, goal in posed.goals)]
    objective = combined(stages, system)
    if objective is None:
        raise ValueError("the stages are too large for one sum")
    model.minimize(total(objective, variables))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    values = tuple(solver.value(variable) for variable in variables)
    return tuple(stage.value(values) for stage in stages)
