"""How free is the choice: each party's least and most seats among the splits of least cost, and what decided it?"""

from __future__ import annotations

from solver.answers import DecidedBy
from solver.engine import Deadline, Found, Impossible
from solver.engine.cpsat import CpSat
from solver.engine.optimise import minimise
from solver.posed import Posed
from solver.questions.best_split import Best, Face
from solver.rows import Linear, Row

Ranges = dict[str, tuple[int, int] | None]


def ranges(posed: Posed, engine: CpSat, best: Best, deadline: Deadline) -> Ranges:
    """(least, most) seats by party over all splits of least cost; None where that could not be proved in time."""
    if best.least_cost is None:
        return dict.fromkeys(posed.grid.parties)
    face = best.least_cost
    return {party: _range(posed, engine, face, party, deadline) for party in posed.grid.parties}


def _range(posed: Posed, engine: CpSat, face: Face, party: str, deadline: Deadline) -> tuple[int, int] | None:
    if face.splits is not None and not deadline.passed:
        return face.splits.ends(posed.grid.cells(party))
    total = Linear.sum(posed.grid.cells(party))
    ends = []
    for sign in (1, -1):
        outcome, _ = minimise(engine, face.ask(minimise=total.times(sign)), deadline)
        if not isinstance(outcome, Found) or not outcome.proved:
            return None
        ends.append(sign * outcome.objective)
    return ends[0], ends[1]


def decided_by(posed: Posed, engine: CpSat, best: Best, spans: Ranges, deadline: Deadline) -> DecidedBy | None:
    """The last stage that narrowed the choice; None where that could not be proved in time.

    `spans` are the ranges: where one is open, there are several splits of least cost, and nobody is asked.
    """
    if best.least_cost is None or best.best_goals is None:
        return None
    alone = _alone(posed, engine, best, best.best_goals, deadline)
    if alone is not True:
        return None if alone is None else "tie-break"
    if not posed.goals:
        return "demands"
    if any(span is not None and span[0] < span[1] for span in spans.values()):
        return "goal"
    alone = _alone(posed, engine, best, best.least_cost, deadline)
    return None if alone is None else "demands" if alone else "goal"


def _alone(posed: Posed, engine: CpSat, best: Best, face: Face, deadline: Deadline) -> bool | None:
    """Is the best split the only one of the face? None = not known in time."""
    if face.splits is not None and not deadline.passed:
        return face.splits.only_one()
    cells = posed.cells_of(best.split)
    other = Row(Linear.sum(cells), high=len(cells) - 1)
    outcome = engine.ask(face.ask(other), deadline)
    return True if isinstance(outcome, Impossible) else False if isinstance(outcome, Found) else None
