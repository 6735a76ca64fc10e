"""How does Gurobi explain: `computeIIS` with the seats' rows forced in, and the cheapest relaxation?

`python -m benchmarks.peers.gurobi_iis TASK`. Tasks: first, cheapest. The licence that comes with the package ends at
2,000 variables or rows; beyond it, that is what this peer tells.
"""

from __future__ import annotations

from typing import Any

from benchmarks.peers.rows import Instance, Teller, Terms, contestant

TOO_LARGE = 10010
"""Gurobi's error for a model that the licence does not allow."""


def run(task: str, instance: Instance, teller: Teller) -> None:
    """One task."""
    import gurobipy

    try:
        with gurobipy.Env(params={"OutputFlag": 0, "Threads": 1}) as env, gurobipy.Model(env=env) as model:
            cells = [model.addVar(lb=low, ub=high, vtype="I") for low, high in instance.domains]
            for seat in instance.seat_rows():
                _add(model, cells, (seat, [1] * len(seat), 1, 1), "seat")
            (_first if task == "first" else _cheapest)(model, cells, instance, teller)
            teller.done()
    except gurobipy.GurobiError as error:
        if error.errno != TOO_LARGE:
            raise
        teller.gap("its free licence ends at 2,000 variables or rows")


def _add(model: Any, cells: list[Any], terms: Terms, name: str) -> None:
    import gurobipy

    variables, coefficients, low, high = terms
    total = gurobipy.LinExpr(coefficients, [cells[v] for v in variables])
    if low is not None:
        model.addLConstr(total >= low, name=name)
    if high is not None:
        model.addLConstr(total <= high, name=name)


def _first(model: Any, cells: list[Any], instance: Instance, teller: Teller) -> None:
    for number, wish in enumerate(instance.wishes):
        for row in instance.kept(wish):
            _add(model, cells, row, f"w{number}")
    model.update()
    for constraint in model.getConstrs():
        if constraint.ConstrName == "seat":
            constraint.IISConstrForce = 1
    for cell in cells:
        cell.IISLBForce = cell.IISUBForce = 1
    model.update()
    teller.built()
    model.computeIIS()
    names = [constraint.ConstrName for constraint in model.getConstrs() if constraint.IISConstr]
    teller.conflict({int(name[1:]) for name in names if name.startswith("w")})


def _cheapest(model: Any, cells: list[Any], instance: Instance, teller: Teller) -> None:
    import gurobipy

    for wish in instance.wishes:
        for row in wish.rows:
            _add(model, cells, row, "")
    model.setObjective(gurobipy.quicksum(cells[wish.short] for wish in instance.wishes))
    model.Params.MIPGap = 0
    model.update()
    teller.built()
    teller.calls += 1
    model.optimize()
    if model.Status == gurobipy.GRB.OPTIMAL:
        teller.cost(round(model.ObjVal))


if __name__ == "__main__":
    contestant(run)
