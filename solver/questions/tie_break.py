"""Which of equally good splits comes first in the fixed order: by seats, then by parties, in file order?"""

from __future__ import annotations

from dataclasses import replace

from solver.engine import Ask, Deadline, EngineError, Found, Impossible
from solver.engine.cpsat import CpSat
from solver.rows import Linear, Row

AT_ONCE = 0.3
"""Most work on the tie-break, in CP-SAT's deterministic seconds, before it is asked whether there is a tie at all."""

IN_ORDER = 5.0
"""Most work on the tie-break in one search, in the same seconds, before it goes seat by seat."""

Values = tuple[int, ...]
"""The value of every variable in a solution."""


def first_in_order(engine: CpSat, ask: Ask, values: Values, deadline: Deadline) -> tuple[Values, bool]:
    """The first solution of an ask, and True; the best one known by then, and False, where the limit comes first.

    One search in that order nearly always ends at once. Where it does not, there may be no other solution: to search
    in a fixed order is a poor way to prove that (243x6 with envy bounded: 17 s, a free search 0.5 s). Else each seat
    in turn is settled by a search of its own, free in its order.

    Args:
        engine: of the system asked about.
        ask: any solution of it will do but for the order; it has no objective.
        values: a solution of it.
        deadline: what is found by then is returned.

    Raises:
        EngineError: where the engine finds that there is no solution after all.
    """
    for effort in (AT_ONCE, IN_ORDER):
        in_order = replace(ask, prefer=tuple(range(engine.system.cells)), effort=effort)
        outcome = engine.ask(in_order, deadline)
        if isinstance(outcome, Impossible):
            raise EngineError("the optimal split was lost in the tie-break")
        if isinstance(outcome, Found):
            return outcome.values, True
        if effort == AT_ONCE and _only_one(engine, ask, values, deadline):
            return values, True
    return _seat_by_seat(engine, ask, values, deadline)


def _only_one(engine: CpSat, ask: Ask, values: Values, deadline: Deadline) -> bool:
    """True where it is proved, with little work, that no solution has other cells."""
    chosen = [cell for cell in range(engine.system.cells) if values[cell]]
    other = Row(Linear.sum(chosen), high=len(chosen) - 1)
    outcome = engine.ask(replace(ask, rows=(*ask.rows, other), effort=IN_ORDER), deadline)
    return isinstance(outcome, Impossible)


def _seat_by_seat(engine: CpSat, ask: Ask, values: Values, deadline: Deadline) -> tuple[Values, bool]:
    """Give each seat to the first party that it can go to, those before it staying as they are."""
    width = engine.system.parties
    bounds = dict(ask.bounds)
    for first in range(0, engine.system.cells, width):
        cells = tuple(range(first, first + width))
        if not values[first]:
            earlier = replace(ask, minimise=Linear(cells, tuple(range(width))), bounds=bounds)
            outcome = engine.ask(replace(earlier, hint=values[: engine.system.cells]), deadline)
            if not isinstance(outcome, Found) or not outcome.proved:
                return values, False
            values = outcome.values
        bounds |= {cell: (values[cell], values[cell]) for cell in cells}
    return values, True
