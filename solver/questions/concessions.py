"""What must give way, at least cost, so that all the rest holds?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from solver.answers import Concession
from solver.engine import Deadline, Found, Impossible
from solver.engine.cpsat import CpSat
from solver.posed import Posed
from solver.questions.best_split import Best
from solver.rows import Linear, Row

LIMIT = 10
"""Most concessions listed."""


@dataclass(frozen=True)
class Concessions:
    """Concessions of least cost. `complete`: there are no others of that cost; `more`: there are others."""

    found: tuple[Concession, ...]
    complete: bool
    more: bool = False


def concessions(posed: Posed, engine: CpSat, best: Best, deadline: Deadline) -> Concessions:
    """All ways of giving way that cost the least, the one of the best split first, the others by rule.

    No two of them can be compared: they cost the same, so none gives way less than another everywhere.
    """
    found = [posed.shortfalls(best.split, posed.wishes)]
    complete = not any(found[0].values())
    while not complete and best.least_cost is not None and len(found) <= LIMIT:
        helpers, rows = _other_than(posed, found)
        outcome = engine.ask(replace(best.least_cost.ask(*rows), helpers=helpers), deadline)
        if isinstance(outcome, Found):
            found.append(posed.shortfalls(posed.split(outcome.values), posed.wishes))
            continue
        complete = isinstance(outcome, Impossible)
        break
    first, *rest = found[:LIMIT]
    rest.sort(key=lambda shortfalls: [-shortfalls[index] for index in posed.wishes])
    told = tuple(_of(posed, shortfalls) for shortfalls in (first, *rest))
    return Concessions(told if posed.wishes else (), complete, more=len(found) > LIMIT)


def _of(posed: Posed, shortfalls: dict[int, int]) -> Concession:
    loosen = {posed.rules[index].id: by for index, by in shortfalls.items() if by}
    return Concession(posed.cost(shortfalls), loosen)


def _other_than(posed: Posed, found: list[dict[int, int]]) -> tuple[tuple[tuple[int, int], ...], tuple[Row, ...]]:
    """Helpers and rows that ask for shortfalls above each one found somewhere.

    At equal cost, to differ is to be greater somewhere.
    """
    helpers: list[tuple[int, int]] = []
    rows: list[Row] = []
    first = len(posed.system.domains)
    for shortfalls in found:
        more = []
        for index in posed.wishes:
            terms = posed.system.shortfalls[index]
            if terms.variables:
                literal = first + len(helpers)
                helpers.append((0, 1))
                more.append(literal)
                rows.append(Row(terms, low=shortfalls[index] + 1, only_if=literal))
        rows.append(Row(Linear.sum(more), low=1))
    return tuple(helpers), tuple(rows)
