"""What would somebody write by hand for just these pacts: one minimum-cost flow, or CP-SAT asked again and again?

Written from the description of `instances.countable`, not from rows: every seat sends one unit to a party's node of its
region, from there to the party's, and on to the sink; soft bounds are arcs with a price. One price adds up all stages.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow
from ortools.sat.python import cp_model

from benchmarks.instances import Countable

_Arcs = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]


def weights(pact: Countable) -> tuple[int, int]:
    """What a seat short of a minimum and a claim given up cost, against one unit of value."""
    value = pact.seats * 99 + 1
    claims = sum(map(len, pact.claims)) + len(pact.limits) * pact.seats + 1
    return value * claims, value


def arcs(pact: Countable) -> tuple[_Arcs, NDArray[np.int64]]:
    """Tails, heads, capacities and prices; and the supplies of the nodes."""
    first, second = weights(pact)
    regions, seats = pact.regions, pact.seats
    inner, outer = seats, seats + pact.parties * regions
    sink = outer + pact.parties
    price = -np.array(pact.values, dtype=np.int64)
    for party, pool in enumerate(pact.claims):
        price[list(pool), party] -= second
    rows: list[tuple[int, int, int, int]] = [
        (seat, inner + party * regions + seat % regions, 1, int(price[seat, party]))
        for seat in range(seats)
        for party in range(pact.parties)
    ]
    for party in range(pact.parties):
        for region in range(regions):
            tail, limit = inner + party * regions + region, pact.limits.get((party, region), seats)
            rows += [(tail, outer + party, limit, 0), (tail, outer + party, seats, second)]
        rows += [(outer + party, sink, pact.minimums[party], -first), (outer + party, sink, seats, 0)]
    table = np.array(rows, dtype=np.int64).T
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:seats], supply[sink] = 1, -seats
    return (table[0].astype(np.int32), table[1].astype(np.int32), table[2], table[3]), supply


def flow(given: tuple[_Arcs, NDArray[np.int64]]) -> int:
    """The least price."""
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(*given[0])
    solver.set_nodes_supplies(np.arange(len(given[1]), dtype=np.int32), given[1])
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("the hand-written flow was not solved")
    return int(solver.optimal_cost())


def constant(pact: Countable) -> int:
    """What the price of a split lacks to be its cost: shortfalls are counted down from all that is asked."""
    first, second = weights(pact)
    return first * sum(pact.minimums) + second * sum(map(len, pact.claims))


def one_after_the_other(pact: Countable, number: int) -> list[int]:
    """The costs of the best splits in order: CP-SAT at its defaults, one worker, each split found being forbidden."""
    first, second = weights(pact)
    model = cp_model.CpModel()
    cells = [[model.new_bool_var("") for _ in range(pact.parties)] for _ in range(pact.seats)]
    for row in cells:
        model.add_exactly_one(row)
    costs: list[cp_model.LinearExprT] = []
    for party, least in enumerate(pact.minimums):
        short = model.new_int_var(0, least, "")
        model.add(sum(row[party] for row in cells) + short >= least)
        costs.append(first * short)
    for (party, region), most in pact.limits.items():
        beyond = model.new_int_var(0, pact.seats, "")
        model.add(sum(row[party] for row in cells[region :: pact.regions]) - beyond <= most)
        costs.append(second * beyond)
    costs += [second * (1 - cells[seat][party]) for party, pool in enumerate(pact.claims) for seat in pool]
    flat = [cell for row in cells for cell in row]
    costs.append(cp_model.LinearExpr.weighted_sum(flat, [-value for row in pact.values for value in row]))
    model.minimize(cp_model.LinearExpr.sum(costs))
    return [_next(model, cells) for _ in range(number)]


def _next(model: cp_model.CpModel, cells: Sequence[Sequence[cp_model.IntVar]]) -> int:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        raise RuntimeError("the next split was not proved")
    model.add_bool_or(cell.negated() for row in cells for cell in row if solver.boolean_value(cell))
    return round(solver.objective_value)
