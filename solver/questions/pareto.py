"""Is there a split that is better for some party and worse for none?

Asked of the engine as the greatest total of values in which no party has less than now: where that is no more than
now, the split is Pareto optimal; else what is found dominates it, and is itself optimal where the total is proved.
"""

from __future__ import annotations

from collections.abc import Mapping

from solver.answers import Pareto
from solver.engine import Ask, Deadline, EngineError, Found
from solver.engine.cpsat import CpSat
from solver.lookups.values import Values
from solver.posed import Posed
from solver.rows import Linear, Row
from solver.split import Split


def pareto(posed: Posed, engine: CpSat, split: Split, values: Values, deadline: Deadline) -> Pareto:
    """Certify a split, or find one that dominates it and keeps every red line as well as it does."""
    worth = values.of(posed.what_if.facts)
    held = {party: Linear(posed.grid.cells(party, worth[party]), tuple(worth[party].values())) for party in worth}
    now = {party: _value(worth[party], split, party) for party in worth}
    rows = [Row(held[party], low=now[party]) for party in worth]
    short = posed.shortfalls(split, posed.musts)
    rows += [Row(posed.system.shortfalls[must], high=short[must]) for must in posed.musts]
    total = Linear()
    for terms in held.values():
        total += terms.times(-1)
    outcome = engine.ask(Ask(tuple(rows), minimise=total, only=posed.musts, hint=_cells(posed, split)), deadline)
    if not isinstance(outcome, Found):
        return Pareto(values.phrase(), "unknown")
    better = posed.split(outcome.values)
    gains = {party: _value(worth[party], better, party) - now[party] for party in worth}
    if any(gain < 0 for gain in gains.values()):
        raise EngineError("a split that dominates makes a party worse off")
    if not any(gains.values()):
        return Pareto(values.phrase(), "optimal" if outcome.proved else "unknown")
    moves, worse = split.moved(better), _worse(posed, split, better)
    return Pareto(values.phrase(), "dominated", better, moves, gains, outcome.proved, worse)


def _worse(posed: Posed, split: Split, better: Split) -> dict[str, tuple[int, int]]:
    """(shortfall before, after) by rule that the better split keeps less well."""
    before, after = posed.shortfalls(split), posed.shortfalls(better)
    return {posed.rules[rule].id: (before[rule], short) for rule, short in after.items() if short > before[rule]}


def _value(worth: Mapping[str, int], split: Split, party: str) -> int:
    return sum(value for seat, value in worth.items() if split[seat] == party)


def _cells(posed: Posed, split: Split) -> tuple[int, ...]:
    """The split as values of the cells."""
    chosen = set(posed.cells_of(split))
    return tuple(int(cell in chosen) for cell in range(posed.system.cells))
