"""What does a plain loop around CP-SAT explain: a core of assumptions shrunk by deletion, and the cheapest relaxation?

`python -m benchmarks.peers.cpsat_loop TASK`. Tasks: first, cheapest. `cp_model` as its manual shows it: one Boolean a
wish, defaults everywhere, one worker.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from benchmarks.peers.rows import Instance, Teller, Terms, contestant


def run(task: str, instance: Instance, teller: Teller) -> None:
    """One task."""
    model = cp_model.CpModel()
    cells = [model.new_int_var(low, high, "") for low, high in instance.domains]
    for seat in instance.seat_rows():
        model.add_exactly_one(cells[cell] for cell in seat)
    (_first if task == "first" else _cheapest)(model, cells, instance, teller)
    teller.done()


def _add(model: cp_model.CpModel, cells: list[cp_model.IntVar], terms: Terms) -> cp_model.Constraint:
    variables, coefficients, low, high = terms
    total = cp_model.LinearExpr.weighted_sum([cells[v] for v in variables], coefficients)
    low, high = (cp_model.INT_MIN if low is None else low), (cp_model.INT_MAX if high is None else high)
    return model.add_linear_constraint(total, low, high)


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver


def _first(model: cp_model.CpModel, cells: list[cp_model.IntVar], instance: Instance, teller: Teller) -> None:
    switches = [model.new_bool_var("") for _ in instance.wishes]
    for wish, switch in zip(instance.wishes, switches, strict=True):
        for row in instance.kept(wish):
            _add(model, cells, row).only_enforce_if(switch)
    number = {switch.index: position for position, switch in enumerate(switches)}
    teller.built()

    def core(of: list[int]) -> list[int] | None:
        teller.calls += 1
        model.clear_assumptions()
        model.add_assumptions([switches[position] for position in of])
        solver = _solver()
        if solver.solve(model) != cp_model.INFEASIBLE:
            return None
        return [number[index] for index in solver.sufficient_assumptions_for_infeasibility()]

    left = core(list(range(len(switches)))) or []
    for position in list(left):
        if position in left:
            fewer = core([other for other in left if other != position])
            left = left if fewer is None else fewer
    teller.conflict(left)


def _cheapest(model: cp_model.CpModel, cells: list[cp_model.IntVar], instance: Instance, teller: Teller) -> None:
    for wish in instance.wishes:
        for row in wish.rows:
            _add(model, cells, row)
    model.minimize(cp_model.LinearExpr.sum([cells[wish.short] for wish in instance.wishes]))
    teller.built()
    teller.calls += 1
    solver = _solver()
    if solver.solve(model) == cp_model.OPTIMAL:
        teller.cost(round(solver.objective_value))


if __name__ == "__main__":
    contestant(run)
