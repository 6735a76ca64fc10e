"""Which one sum is least where all stages are, one after the other; and is a split the only one as good?

Each stage is weighted so that the stages after it cannot make up for one unit of it: the best split by that sum is best
stage by stage. It takes two questions to CP-SAT instead of one a stage and a search in order: on small systems, where a
question costs more than its search, half the time (80x4: 31 ms for 103).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from solver.engine import Ask, Deadline, Found, Impossible, System
from solver.engine.cpsat import CpSat
from solver.rows import Linear, Row

AT_ONCE = 1.0
"""Most work on all stages in one, in CP-SAT's deterministic seconds: a sum with goals of many helpers can be hard."""

LARGEST = 1 << 45
"""Largest weight of a stage in the sum; beyond, the relaxation that proves most sums loses too many digits."""


def combined(stages: Sequence[Linear], system: System) -> Linear | None:
    """One sum whose least value is least stage by stage; None where it could come near the engine's limit."""
    total, weight = Linear(), 1
    for stage in reversed(stages):
        total += stage.times(weight)
        weight *= 1 + _span(stage, system)
        if weight > LARGEST:
            return None
    return total


def _span(stage: Linear, system: System) -> int:
    """No less than the difference between the most and the least that a stage can come to."""
    ends: dict[int, list[int]] = {}
    helpers = 0
    for variable, coefficient in stage.combined().items():
        if variable < system.cells:
            ends.setdefault(variable // system.parties, [0, 0]).append(coefficient)
        else:
            low, high = system.domains[variable]
            helpers += abs(coefficient) * (high - low)
    return helpers + sum(max(one) - min(one) for one in ends.values())


def alone(engine: CpSat, ask: Ask, last: Linear, values: tuple[int, ...], deadline: Deadline) -> bool:
    """True where it is proved that no other split is as good: the best other one is worse by the last stage.

    `ask`: what is best by the stages before the last one, of which `values` are best by that too.
    """
    chosen = [cell for cell in range(engine.system.cells) if values[cell]]
    other = Row(Linear.sum(chosen), high=len(chosen) - 1)
    outcome = engine.ask(replace(ask, rows=(*ask.rows, other), minimise=last, effort=AT_ONCE), deadline)
    if isinstance(outcome, Found):
        return outcome.bound > last.value(values)
    return isinstance(outcome, Impossible)
