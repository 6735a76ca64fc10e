"""How is the best split found with two questions to CP-SAT instead of one a stage?

All stages are put as one sum, each weighted so that the stages after it cannot make up for one unit of it. The best
split by that sum is best stage by stage; whether it is the only one is asked next, and only if not, which comes first.
Where the sum would be too large, or is not proved with little work, the stages are settled one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

from solver.answers import StageValue
from solver.engine import Ask, Deadline, EngineError, Found, Impossible, System, Unknown
from solver.engine.cpsat import CpSat
from solver.posed import Posed
from solver.questions.best_split import Best, best_split
from solver.questions.tie_break import first_in_order
from solver.rows import Linear, Row

AT_ONCE = 1.0
"""Most work on all stages in one, in CP-SAT's deterministic seconds: a sum with goals of many helpers can be hard."""

LARGEST = 1 << 45
"""Largest weight of a stage in the sum; beyond, the relaxation that proves most sums loses too many digits."""


def best_at_once(posed: Posed, engine: CpSat, time_limit: float | None) -> Best | Impossible | Unknown:
    """As `best_split`, but without the faces of an answer; a limit may be used up twice.

    Raises:
        EngineError: as `best_split`.
    """
    deadline = Deadline(time_limit)
    stages = [*posed.costs, *(goal.times(-1) for _, goal in posed.goals)]
    total = combined(stages, posed.system)
    musts = posed.system.kept(posed.musts)
    outcome = Unknown() if total is None else engine.ask(Ask(musts, minimise=total, effort=AT_ONCE), deadline)
    if isinstance(outcome, Impossible):
        return outcome
    if not isinstance(outcome, Found) or not outcome.proved:
        return best_split(posed, engine, Deadline(time_limit))
    values = [stage.value(outcome.values) for stage in stages]
    face = (*musts, *(Row(stage, high=value) for stage, value in zip(stages, values, strict=True)))
    found = outcome.values
    if not _alone(engine, Ask(face), stages, found, deadline):
        found, proved = first_in_order(engine, Ask(face), found, deadline)
        if not proved:
            return best_split(posed, engine, Deadline(time_limit))
    return _best(posed, found, values)


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


def _alone(engine: CpSat, ask: Ask, stages: Sequence[Linear], values: tuple[int, ...], deadline: Deadline) -> bool:
    """True where it is proved that no other split is as good: the best other one is worse by the last stage."""
    if not stages:
        return False
    chosen = [cell for cell in range(engine.system.cells) if values[cell]]
    other = Row(Linear.sum(chosen), high=len(chosen) - 1)
    least = stages[-1].value(values)
    outcome = engine.ask(Ask((*ask.rows[:-1], other), minimise=stages[-1], effort=AT_ONCE), deadline)
    if isinstance(outcome, Found):
        return outcome.bound > least
    return isinstance(outcome, Impossible)


def _best(posed: Posed, values: tuple[int, ...], stages: Sequence[int]) -> Best:
    split = posed.split(values)
    short = posed.shortfalls(split)
    cost = posed.cost(short)
    if any(short[index] for index in posed.musts) or list(cost) != list(stages[: len(cost)]):
        raise EngineError(f"the engine proved costs {list(stages)}, the rules' checkers find {cost}")
    return Best(
        split=split,
        cost=tuple(StageValue(priority, value, value) for priority, value in zip(posed.priorities, cost, strict=True)),
        goals=tuple(
            StageValue(kind, -value, -value) for (kind, _), value in zip(posed.goals, stages[len(cost) :], strict=True)
        ),
        proved=True,
        least_cost=None,
        best_goals=None,
    )
