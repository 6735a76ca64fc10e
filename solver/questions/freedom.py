"""To which parties can each seat go, among equally good splits?

Every split found shows where its seats can go; the engine is asked for one that gives some seat to a party not yet seen
there, until that is proved impossible. This is how the backbone of a formula is found: M. Janota, I. Lynce,
J. Marques-Silva, "Algorithms for computing backbones of propositional formulae", AI Communications 28 (2015) 161-177.
"""

from __future__ import annotations

from dataclasses import replace

from solver.answers import Freedom
from solver.engine import Deadline, Found, Impossible, Outcome
from solver.engine.cpsat import CpSat
from solver.engine.optimise import minimise
from solver.posed import Posed
from solver.questions.best_split import Face
from solver.rows import Linear, Row
from solver.split import Split

EFFORT = 1.0
"""Most work on a split that shows much at once, in CP-SAT's deterministic seconds; it only saves questions."""


def freedom(posed: Posed, engine: CpSat, face: Face, split: Split, deadline: Deadline) -> Freedom:
    """Where each seat goes in some split of a face; `split` is one of them."""
    seen = set(posed.cells_of(split))
    if face.splits is not None and not deadline.passed:
        seen.update(face.splits.free().nonzero()[0].tolist())
        return Freedom({seat: _parties(posed, seat, seen) for seat in posed.grid.seats}, complete=True)
    outcome: Outcome | None = None
    while len(seen) < posed.system.cells:
        unseen = [cell for cell in range(posed.system.cells) if cell not in seen]
        outcome = _showing_most(engine, face, Linear.sum(unseen), deadline)
        if not isinstance(outcome, Found):
            break
        seen.update(posed.cells_of(posed.split(outcome.values)))
    complete = len(seen) == posed.system.cells or isinstance(outcome, Impossible)
    return Freedom({seat: _parties(posed, seat, seen) for seat in posed.grid.seats}, complete)


def _showing_most(engine: CpSat, face: Face, unseen: Linear, deadline: Deadline) -> Outcome:
    """A split with some cell not seen yet, with many where that is easy."""
    some = face.ask(Row(unseen, low=1))
    outcome, _ = minimise(engine, replace(some, minimise=unseen.times(-1), effort=EFFORT), deadline)
    return outcome if isinstance(outcome, Found | Impossible) else engine.ask(some, deadline)


def _parties(posed: Posed, seat: str, seen: set[int]) -> tuple[str, ...]:
    return tuple(party for party in posed.grid.parties if not seen.isdisjoint(posed.grid.cells(party, (seat,))))
