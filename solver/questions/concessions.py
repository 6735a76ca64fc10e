"""What must give way, at least cost, so that all the rest holds? As `solve` tells it: ten at most, of least cost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

from solver.answers import Concession
from solver.engine import Deadline
from solver.engine.cpsat import CpSat
from solver.posed import Posed
from solver.questions.best_split import Best
from solver.questions.burdens import Shortfalls, by_cost
from solver.questions.packages import Packages
from solver.split import Split

LIMIT = 10
"""Most concessions listed."""


@dataclass(frozen=True)
class Concessions:
    """Concessions of least cost. `complete`: there are no others of that cost; `more`: are there? None: not known."""

    found: tuple[Concession, ...]
    complete: bool
    more: bool | None = None


def concessions(posed: Posed, engine: CpSat, best: Best, deadline: Deadline, *, splits: bool = False) -> Concessions:
    """The ways of giving way that cost the least: the best split's, then the first others by rule.

    With `splits`, each comes with a split that gives way by just as much.
    """
    if not posed.wishes:
        return Concessions((), complete=True, more=False)
    first = posed.shortfalls(best.split, posed.wishes)
    told = concession(posed, first, best.split if splits else None)
    if not any(first.values()):
        return Concessions((told,), complete=True, more=False)
    if best.least_cost is None:
        return Concessions((told,), complete=False)
    packages = Packages(posed, engine, by_cost(posed), deadline)
    face, easing = best.least_cost, None
    if best.at_once is not None:
        face = replace(face, bounds={**face.bounds, **best.at_once.bounds(len(posed.costs))})
        easing = best.at_once.easing(len(posed.costs))
    found = tuple(islice(packages.others(face, first, easing), LIMIT))
    others = [concession(posed, one.shortfalls, one.split if splits else None) for one in found[: LIMIT - 1]]
    more = True if len(found) == LIMIT else False if packages.complete else None
    return Concessions((told, *others), packages.complete, more)


def concession(posed: Posed, shortfalls: Shortfalls, split: Split | None) -> Concession:
    """What gives way, what that costs, and a split that shows it to be enough."""
    loosen = {posed.rules[index].id: by for index, by in shortfalls.items() if by}
    return Concession(posed.cost(shortfalls), loosen, split)
