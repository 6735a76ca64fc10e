"""What does HiGHS, a solver that shares no code with CP-SAT, say of the same rows?"""

from __future__ import annotations

from solver.posed import Posed
from solver.rows import Linear, Row
from solver.verify.second import NoSolution, Second, Solution


def least(posed: Posed, rows: list[Row], minimise: Linear) -> int | None:
    """The least value of an objective in whole numbers; None where the rows cannot be satisfied."""
    opinion = Second(posed.system).ask(rows, minimise=minimise)
    assert isinstance(opinion, Solution | NoSolution)
    return opinion.objective if isinstance(opinion, Solution) else None


def optima(posed: Posed) -> list[int] | None:
    """Cost of each priority, then value of each goal; None where the musts clash."""
    rows = list(posed.system.kept(posed.musts))
    found: list[int] = []
    stages = [*((cost, 1) for cost in posed.costs), *((goal, -1) for _, goal in posed.goals)]
    if not stages:
        return None if least(posed, rows, Linear()) is None else []
    for stage, sign in stages:
        value = least(posed, rows, stage.times(sign))
        if value is None:
            assert not found, "a later stage cannot be impossible"
            return None
        rows.append(Row(stage.times(sign), high=value))
        found.append(sign * value)
    return found
