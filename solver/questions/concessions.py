"""What must give way, at least cost, so that all the rest holds?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from solver.answers import Concession
from solver.engine import Deadline, Found, Impossible
from solver.engine.cpsat import CpSat
from solver.questions.best_split import Best
from solver.questions.posed import Posed
from solver.rows import Linear, Row
from solver.split import Split

LIMIT = 10
"""Most concessions listed."""


@dataclass(frozen=True)
class Concessions:
    """Concessions of least cost; `complete` where there are no others of that cost."""

    found: tuple[Concession, ...]
    complete: bool


def concessions(posed: Posed, engine: CpSat, best: Best, deadline: Deadline) -> Concessions:
    """All ways of giving way that cost the least, the one of the best split first, the others by rule.

    No two of them can be compared: they cost the same, so none gives way less than another everywhere.
    """
    if best.least_cost is None or not posed.wishes:
        return Concessions((_concession(posed, best.split),) if posed.wishes else (), complete=not posed.wishes)
    found = [posed.shortfalls(best.split, posed.wishes)]
    complete = False
    while len(found) < LIMIT + 1:
        blocks = _other_than(posed, found)
        if blocks is None:
            complete = True
            break
        helpers, rows = blocks
        outcome = engine.ask(replace(best.least_cost.ask(*rows), helpers=helpers), deadline)
        if isinstance(outcome, Impossible):
            complete = True
            break
        if not isinstance(outcome, Found):
            break
        found.append(posed.shortfalls(posed.split(outcome.values), posed.wishes))
    first, *rest = found[:LIMIT]
    rest.sort(key=lambda shortfalls: [-shortfalls[index] for index in posed.wishes])
    return Concessions(tuple(_of(posed, shortfalls) for shortfalls in (first, *rest)), complete)


def _concession(posed: Posed, split: Split) -> Concession:
    return _of(posed, posed.shortfalls(split, posed.wishes))


def _of(posed: Posed, shortfalls: dict[int, int]) -> Concession:
    loosen = {posed.rules[index].id: by for index, by in shortfalls.items() if by}
    return Concession(posed.cost(shortfalls), loosen)


def _other_than(
    posed: Posed, found: list[dict[int, int]]
) -> tuple[tuple[tuple[int, int], ...], tuple[Row, ...]] | None:
    """Helpers and rows that ask for shortfalls above each one found somewhere; None where no rule can be.

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
        if not more:
            return None
        rows.append(Row(Linear.sum(more), low=1))
    return tuple(helpers), tuple(rows)
