"""What does HiGHS, a solver that shares no code with CP-SAT, say of the same rows?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from solver.posed import Posed
from solver.rows import Linear, Row

Domains = Sequence[tuple[int, int]]

OPTIMAL, INFEASIBLE = 0, 2
"""Status of `scipy.optimize.milp`."""


def rows_of(posed: Posed) -> list[Row]:
    """Everything that always holds: one party a seat, the rows of every demand, the musts."""
    system = posed.system
    demands = (row for rows in system.demand_rows for row in rows)
    return [*system.seat_rows, *demands, *system.kept(posed.musts)]


def least(domains: Domains, rows: Sequence[Row], minimise: Linear) -> int | None:
    """The least value of an objective in whole numbers; None where the rows cannot be satisfied."""
    objective = np.zeros(len(domains))
    for variable, coefficient in zip(minimise.variables, minimise.coefficients, strict=True):
        objective[variable] += coefficient
    low, high = (np.array(side, dtype=float) for side in zip(*domains, strict=True))
    result = milp(
        objective,
        integrality=np.ones(len(domains)),
        bounds=Bounds(low, high),
        constraints=_constraints(domains, rows) if rows else None,
        options={"mip_rel_gap": 0},
    )
    assert result.status in (OPTIMAL, INFEASIBLE), result.message
    return None if result.status == INFEASIBLE else round(result.fun) + minimise.constant


def optima(posed: Posed) -> list[int] | None:
    """Cost of each priority, then value of each goal; None where the musts clash."""
    rows = rows_of(posed)
    found: list[int] = []
    stages = [*((cost, 1) for cost in posed.costs), *((goal, -1) for _, goal in posed.goals)]
    if not stages:
        return None if least(posed.system.domains, rows, Linear()) is None else []
    for stage, sign in stages:
        value = least(posed.system.domains, rows, stage.times(sign))
        if value is None:
            assert not found, "a later stage cannot be impossible"
            return None
        rows.append(Row(stage.times(sign), high=value))
        found.append(sign * value)
    return found


def _constraints(domains: Domains, rows: Sequence[Row]) -> LinearConstraint:
    """A row that depends on a literal is relaxed where that is 0, as far as its terms can reach."""
    entries: list[tuple[int, int, float]] = []
    lows: list[float] = []
    highs: list[float] = []
    for row in rows:
        for side, bound in ((1, row.low), (-1, row.high)):
            if bound is None:
                continue
            index, terms = len(lows), row.terms.times(side)
            needed = side * bound - terms.constant
            entries += [(index, v, c) for v, c in zip(terms.variables, terms.coefficients, strict=True)]
            if row.only_if is not None:
                slack = max(0, needed - _least_reach(domains, terms))
                entries.append((index, row.only_if, -slack))
                needed -= slack
            lows.append(needed)
            highs.append(np.inf)
    at, variables, coefficients = zip(*entries, strict=True) if entries else ((), (), ())
    shape = (len(lows), len(domains))
    return LinearConstraint(csr_array((coefficients, (at, variables)), shape=shape), lows, highs)


def _least_reach(domains: Domains, terms: Linear) -> int:
    return sum(
        min(coefficient * domains[variable][0], coefficient * domains[variable][1])
        for variable, coefficient in zip(terms.variables, terms.coefficients, strict=True)
    )
