"""How does SCIP explain: an irreducible infeasible system, and the cheapest relaxation as an integer program?

`python -m benchmarks.peers.scip_iis TASK`. Tasks: first, cheapest. As in HiGHS, the seats' rows count like the wishes',
so that the wishes of an irreducible system need not be a minimal conflict.
"""

from __future__ import annotations

from typing import Any

from benchmarks.peers.rows import Instance, Teller, Terms, contestant


def run(task: str, instance: Instance, teller: Teller) -> None:
    """One task."""
    import pyscipopt

    model = pyscipopt.Model()
    model.hideOutput()
    model.setParam("iis/silent", True)
    cells = [model.addVar(vtype="I", lb=low, ub=high) for low, high in instance.domains]
    for seat in instance.seat_rows():
        _add(model, cells, (seat, [1] * len(seat), 1, 1), "")
    (_first if task == "first" else _cheapest)(model, cells, instance, teller)
    teller.done()


def _add(model: Any, cells: list[Any], terms: Terms, name: str) -> None:
    import pyscipopt

    variables, coefficients, low, high = terms
    total = pyscipopt.quicksum(c * cells[v] for v, c in zip(variables, coefficients, strict=True))
    if low is not None:
        model.addCons(total >= low, name=name)
    if high is not None:
        model.addCons(total <= high, name=name)


def _first(model: Any, cells: list[Any], instance: Instance, teller: Teller) -> None:
    for number, wish in enumerate(instance.wishes):
        for row in instance.kept(wish):
            _add(model, cells, row, f"w{number}")
    teller.built()
    iis = model.generateIIS()
    left = {constraint.name for constraint in iis.getSubscip().getConss()}
    wishes = {int(name[1:]) for name in left if name.startswith("w")}
    if wishes and iis.isSubscipInfeasible():
        teller.conflict(wishes)
    else:
        teller.gap("found no infeasible system")


def _cheapest(model: Any, cells: list[Any], instance: Instance, teller: Teller) -> None:
    import pyscipopt

    for wish in instance.wishes:
        for row in wish.rows:
            _add(model, cells, row, "")
    model.setObjective(pyscipopt.quicksum(cells[wish.short] for wish in instance.wishes), "minimize")
    teller.built()
    teller.calls += 1
    model.optimize()
    if model.getStatus() == "optimal":
        teller.cost(round(model.getObjVal()))


if __name__ == "__main__":
    contestant(run)
