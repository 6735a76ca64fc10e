"""What is the least value of an objective, and where do all optimal solutions lie?

Where many seats are told apart by nothing, a smaller system is asked (`merged.py`).
On large systems the linear relaxation goes first. Counting rows make its optimum whole more often than not, and then
it is the answer. Else its bound is often attained, and then a solution that meets it, looked for among the few
variables it leaves open, is a proof; where all rows are bands, exchanges look for it (`bands.py`). Below, CP-SAT alone
is faster than loading the LP solver.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from solver.engine.asks import Ask, Bounds, Deadline, Found, Outcome
from solver.engine.cpsat import CpSat
from solver.rows import Row
from solver.system import EngineError

if TYPE_CHECKING:
    from solver.engine.merged import Merged

RELAX_FROM = 1_500
"""Cells from which the relaxation pays for loading the LP solver (288x6: 0.35 s for two stages against 0.67)."""

ATTEMPT = 0.3
"""Most work on attaining the relaxation's bound, in CP-SAT's deterministic seconds, before the plain search.

Where it succeeds it takes 0.002 (543 seats and 28 parties) to 0.07 (2,000 quotas); where it did not after 0.3, not
after 3 either, and the plain search was done in 0.7 (2,000 minimums).
"""


def first_solution(engine: CpSat, ask: Ask, deadline: Deadline) -> Outcome:
    """Answer an ask that prefers some variables."""
    found = _smaller(engine, ask)
    if found is None:
        return engine.ask(ask, deadline)
    seats, other, smaller = found
    return seats.outcome(other.ask(smaller, deadline), last_first=True)


def _smaller(engine: CpSat, ask: Ask) -> tuple[Merged, CpSat, Ask] | None:
    """The same ask of a smaller system, where there is one."""
    if engine.merged is None:
        return None
    seats, other = engine.merged
    smaller = seats.ask(ask)
    return None if smaller is None else (seats, other, smaller)


def minimise(engine: CpSat, ask: Ask, deadline: Deadline) -> tuple[Outcome, Bounds]:
    """Answer an ask; with the outcome, bounds that every optimal solution obeys.

    Raises:
        EngineError: where a solution contradicts a proved bound.
    """
    if (found := _smaller(engine, ask)) is not None:
        seats, other, smaller = found
        outcome, bounds = minimise(other, smaller, deadline)
        return seats.outcome(outcome), seats.bounds(bounds)
    if ask.minimise is None:
        return _some(engine, ask, deadline), ask.bounds
    if engine.system.choices < RELAX_FROM:
        return engine.ask(ask, deadline), ask.bounds
    if engine.gathered is None:
        return _relaxed(engine, ask, deadline)
    counts, other = engine.gathered
    outcome, bounds = _relaxed(other, counts.ask(ask), deadline)
    return counts.outcome(outcome), counts.bounds(bounds)


def _relaxed(engine: CpSat, ask: Ask, deadline: Deadline) -> tuple[Outcome, Bounds]:
    """The same, by way of the relaxation."""
    from solver.engine.relaxation import relax  # loads the LP solver, 0.1 s; small systems never need it

    if ask.minimise is None:
        raise ValueError("a relaxation needs an objective")
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
