"""How does HiGHS explain: an irreducible infeasible system of the linear relaxation, and the cheapest relaxation?

`python -m benchmarks.peers.highs_iis TASK`. Tasks: first, cheapest. The seats' rows cannot be told apart from the
wishes' for HiGHS: it returns a system irreducible in all rows and bounds, whose wishes need not be a minimal conflict.
"""

from __future__ import annotations

from typing import Any

from benchmarks.peers.rows import Instance, Teller, Terms, contestant

STRATEGY = 2 + 4 + 16
"""From the whole program, made irreducible, of the relaxation: the one way that is not said to be very expensive."""


def run(task: str, instance: Instance, teller: Teller) -> None:
    """One task."""
    import highspy

    model = highspy.Highs()
    model.silent()
    for low, high in instance.domains:
        model.addVar(low, high)
    for seat in instance.seat_rows():
        _add(model, (seat, [1] * len(seat), 1, 1))
    (_first if task == "first" else _cheapest)(model, instance, teller)
    teller.done()


def _add(model: Any, terms: Terms) -> None:
    import highspy
    import numpy as np

    variables, coefficients, low, high = terms
    model.addRow(
        -highspy.kHighsInf if low is None else low,
        highspy.kHighsInf if high is None else high,
        len(variables),
        np.array(variables, dtype=np.int32),
        np.array(coefficients, dtype=np.float64),
    )


def _first(model: Any, instance: Instance, teller: Teller) -> None:
    owner: dict[int, int] = {}
    for number, wish in enumerate(instance.wishes):
        for row in instance.kept(wish):
            owner[model.getNumRow()] = number
            _add(model, row)
    model.setOptionValue("iis_strategy", STRATEGY)
    teller.built()
    _, iis = model.getIis()
    wishes = {owner[row] for row in iis.row_index_ if row in owner}
    if iis.valid_ and wishes:
        teller.conflict(wishes)
    else:
        teller.gap("found no infeasible system: the relaxation is feasible, or it gave up")


def _cheapest(model: Any, instance: Instance, teller: Teller) -> None:
    import highspy

    for wish in instance.wishes:
        for row in wish.rows:
            _add(model, row)
        model.changeColCost(wish.short, 1)
    for variable in range(len(instance.domains)):
        model.changeColIntegrality(variable, highspy.HighsVarType.kInteger)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("threads", 1)
    teller.built()
    teller.calls += 1
    model.run()
    if model.getModelStatus() == highspy.HighsModelStatus.kOptimal:
        teller.cost(round(model.getInfo().objective_function_value))


if __name__ == "__main__":
    contestant(run)
