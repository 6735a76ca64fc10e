"""What is the least value of an objective, and where do all optimal solutions lie?

Where many seats are told apart by nothing, a smaller system is asked (`merged.py`).
On large systems the linear relaxation goes first. Counting rows make its optimum whole more often than not, and then
it is the answer. Else its bound is often attained, and then a solution that meets it, looked for among the few
variables it leaves open, is a proof; where all rows are bands, exchanges look for it (`bands.py`). Below, CP-SAT alone
is faster than loading the LP solver.
"""

from __future__ import annotations

from dataclasses import replace

from solver.engine.asks import Ask, Bounds, Deadline, Found, Outcome
from solver.engine.cpsat import CpSat
from solver.rows import Row
from solver.system import EngineError

RELAX_FROM = 1_500
"""Cells from which the relaxation pays for loading the LP solver (288x6: 0.35 s for two stages against 0.67)."""

ATTEMPT = 3.0
"""Most work on attaining the relaxation's bound, in CP-SAT's deterministic seconds, before the plain search."""


def minimise(engine: CpSat, ask: Ask, deadline: Deadline) -> tuple[Outcome, Bounds]:
    """Answer an ask; with the outcome, bounds that every optimal solution obeys.

    Raises:
        EngineError: where a solution contradicts a proved bound.
    """
    if ask.minimise is None:
        return _some(engine, ask, deadline), ask.bounds
    smaller = None if engine.merged is None else engine.merged[0].ask(ask)
    if engine.merged is not None and smaller is not None:
        seats, other = engine.merged
        outcome, bounds = minimise(other, smaller, deadline)
        return seats.outcome(outcome), seats.bounds(bounds)
    if engine.system.cells < RELAX_FROM:
        return engine.ask(ask, deadline), ask.bounds
    from solver.engine.relaxation import (
        relax,
    )  # loads numpy and the LP solver, 0.1 s; small systems never need it

    relaxation = relax(engine.system, ask, deadline)
    if relaxation is None:
        return engine.ask(ask, deadline), ask.bounds
    bound = relaxation.bound
    narrowed = relaxation.settled(bound)
    if relaxation.whole is not None and ask.minimise.value(relaxation.whole) == bound:
        engine.answered.add("relaxation")
        return Found(relaxation.whole, bound, bound, proved=True), narrowed
    found = _in_bands(engine, ask, bound, deadline)
    if found is not None:
        engine.answered.add("relaxation")
        return found, narrowed
    at_bound = replace(
        ask,
        minimise=None,
        rows=(*ask.rows, Row(ask.minimise, high=bound)),
        bounds=narrowed,
        effort=ask.effort or ATTEMPT,
    )
    outcome = engine.ask(at_bound, deadline)
    if isinstance(outcome, Found):
        if ask.minimise.value(outcome.values) != bound:
            raise EngineError("a solution lies below the bound that the relaxation proved")
        engine.answered.add("relaxation")
        return Found(outcome.values, bound, bound, proved=True), narrowed
    outcome = engine.ask(ask, deadline)
    if isinstance(outcome, Found) and outcome.proved:
        return outcome, relaxation.settled(outcome.objective)
    return outcome, ask.bounds


def _some(engine: CpSat, ask: Ask, deadline: Deadline) -> Outcome:
    """Any solution."""
    found = None if engine.system.cells < RELAX_FROM else _in_bands(engine, ask, None, deadline)
    return found or engine.ask(ask, deadline)


def _in_bands(engine: CpSat, ask: Ask, bound: int | None, deadline: Deadline) -> Found | None:
    """A solution by exchanges, where all rows are bands: of objective `bound`, where that is given."""
    if engine.alone:
        return None
    from solver.engine.bands import recognised, within_bands  # loads numpy and the LP solver

    bands = recognised(engine.system, ask, bound)
    values = None if bands is None else within_bands(engine.system, ask, bands, deadline)
    if values is None:
        return None
    objective = 0 if ask.minimise is None else ask.minimise.value(values)
    if bound is not None and objective != bound:
        raise EngineError("a split at the ends of all bands has another objective than the bound")
    engine.answered.add("exchanges")
    return Found(values, objective, objective, proved=True)
