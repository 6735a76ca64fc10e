"""How does CPMpy explain: `mus`, `marco` and `mcs` of its `tools.explain`, on OR-Tools or on Exact?

`python -m benchmarks.peers.cpmpy_explain TASK:SOLVER`. Tasks: first, all, drops, cheapest.
"""

from __future__ import annotations

import sys
from typing import Any

from benchmarks.peers.rows import Instance, Teller, Terms, contestant


def run(task: str, instance: Instance, teller: Teller) -> None:
    """One task on one solver."""
    # CPMpy loads every solver it can find, and HiGHS 1.15 cannot be loaded beside OR-Tools.
    sys.modules["highspy"] = None  # type: ignore[assignment]
    import cpmpy

    task, solver = task.split(":")
    kind: Any = cpmpy.SolverLookup.lookup(solver)
    if not kind.supported():
        raise ModuleNotFoundError(name=solver)
    cells = [cpmpy.intvar(low, high) if (low, high) != (0, 1) else cpmpy.boolvar() for low, high in instance.domains]
    hard = [cpmpy.sum([cells[cell] for cell in seat]) == 1 for seat in instance.seat_rows()]
    _count(kind, teller)
    if task == "cheapest":
        _cheapest(cells, hard, instance, solver, teller)
    else:
        soft = [_all([_row(cells, row) for row in instance.kept(wish)]) for wish in instance.wishes]
        index = {id(constraint): number for number, constraint in enumerate(soft)}
        _TASKS[task](soft, hard, solver, index, teller)
    teller.done()


def _all(parts: list[Any]) -> Any:
    import cpmpy

    return parts[0] if len(parts) == 1 else cpmpy.all(parts)


def _row(cells: list[Any], terms: Terms) -> Any:
    import cpmpy

    variables, coefficients, low, high = terms
    total = cpmpy.sum([c * cells[v] if c != 1 else cells[v] for v, c in zip(variables, coefficients, strict=True)])
    return _all(([total >= low] if low is not None else []) + ([total <= high] if high is not None else []))


def _count(kind: Any, teller: Teller) -> None:
    """Have the model called built at the first call of the solver, and every call about rules counted."""
    solve = kind.solve
    started: list[bool] = []

    def counted(self: Any, *arguments: Any, **options: Any) -> Any:
        if not started:
            teller.built()
            started.append(True)
        teller.calls += "assumptions" in options
        return solve(self, *arguments, **options)

    kind.solve = counted


def _first(soft: list[Any], hard: list[Any], solver: str, index: dict[int, int], teller: Teller) -> None:
    from cpmpy.tools.explain import mus

    teller.conflict(index[id(one)] for one in mus(soft, hard, solver=solver))


def _marco(soft: list[Any], hard: list[Any], solver: str, index: dict[int, int], teller: Teller) -> None:
    from cpmpy.tools.explain import marco

    for kind, members in marco(soft, hard, solver=solver, map_solver=solver):
        (teller.conflict if kind == "MUS" else teller.drops)(index[id(one)] for one in members)


def _drops(soft: list[Any], hard: list[Any], solver: str, index: dict[int, int], teller: Teller) -> None:
    from cpmpy.tools.explain import mcs

    teller.drops(index[id(one)] for one in mcs(soft, hard, solver=solver))


def _cheapest(cells: list[Any], hard: list[Any], instance: Instance, solver: str, teller: Teller) -> None:
    import cpmpy

    loose = [_row(cells, row) for wish in instance.wishes for row in wish.rows]
    cost = cpmpy.sum([cells[wish.short] for wish in instance.wishes])
    posted = cpmpy.SolverLookup.get(solver, cpmpy.Model(hard + loose, minimize=cost))
    if posted.solve() and posted.status().exitstatus.name == "OPTIMAL":
        teller.cost(posted.objective_value())


_TASKS = {"first": _first, "all": _marco, "drops": _drops}

if __name__ == "__main__":
    contestant(run)
