"""Which splits come next, from the best on, and which as good a split differs most from the best?

The next one is the best of all that are not among those found: one row a split found says so. Lawler's partition
("A procedure for computing the K best solutions to discrete optimization problems", Management Science 18 (1972)
401-405) would ask more, smaller questions; what costs the time here is the proof of each stage, which one question
needs but once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from solver.answers import Farthest, Ranked, StageValue
from solver.engine import Deadline, EngineError, Found, Impossible, Unknown
from solver.engine.cpsat import CpSat
from solver.engine.optimise import minimise
from solver.posed import Posed
from solver.questions.best_split import Best, Face, best_split, staged
from solver.questions.tie_break import first_in_order
from solver.rows import Linear, Row
from solver.split import Split

if TYPE_CHECKING:
    from solver.engine.flows import Whole


def best_splits(posed: Posed, engine: CpSat, best: Best, deadline: Deadline) -> Iterator[Best | None]:
    """All splits that keep the musts, the best first, equally good ones in the fixed order.

    Each one is proved; where the limit comes first, the last thing is None.
    """
    if not best.proved:
        yield None
        return
    yield best
    yield from _listed(posed, engine, best, deadline) or _one_by_one(posed, engine, best, deadline)


def _one_by_one(posed: Posed, engine: CpSat, best: Best, deadline: Deadline) -> Iterator[Best | None]:
    """The splits after the best, each one the best of those not found."""
    found: list[Row] = []
    current = best
    while True:
        found.append(_another(posed, current.split))
        after = _next(posed, engine, current, tuple(found), deadline)
        if isinstance(after, Impossible):
            return
        yield after
        if after is None:
            return
        current = after


def _listed(posed: Posed, engine: CpSat, best: Best, deadline: Deadline) -> Iterator[Best | None] | None:
    """The same where the engine can list all splits in order; None where it cannot."""
    answer = best.at_once or engine.at_once(staged(posed), deadline)
    if answer is None or isinstance(answer, Impossible | Unknown):
        return None
    in_order = answer.in_order()
    return None if in_order is None else _counted(posed, in_order, replace(best, at_once=answer), deadline)


def _counted(posed: Posed, in_order: Iterator[Whole], best: Best, deadline: Deadline) -> Iterator[Best | None]:
    """The splits after the best as the engine lists them, what they cost counted by the rules' own checkers."""
    goals = [(kind, terms.combined(), terms.constant) for kind, terms in posed.goals]
    if posed.split_of(next(in_order).tolist()) != best.split:
        raise EngineError("the engine's list of splits begins with another one than the best")
    before = _worth(best)
    for chosen in in_order:
        if deadline.passed:
            yield None
            return
        split, cells = posed.split_of(chosen.tolist()), set(chosen.tolist())
        cost = zip(posed.priorities, posed.cost(posed.shortfalls(split)), strict=True)
        worths = ((kind, constant + sum(c for v, c in terms.items() if v in cells)) for kind, terms, constant in goals)
        one = replace(
            best,
            split=split,
            cost=tuple(StageValue(priority, value, value) for priority, value in cost),
            goals=tuple(StageValue(kind, value, value) for kind, value in worths),
        )
        if _worth(one) < before:
            raise EngineError("the engine listed the splits in the wrong order")
        before = _worth(one)
        yield one


def _worth(best: Best) -> tuple[int, ...]:
    """What is to be least, stage after stage."""
    return (*(stage.value for stage in best.cost), *(-stage.value for stage in best.goals))


def _another(posed: Posed, split: Split) -> Row:
    cells = posed.cells_of(split)
    return Row(Linear.sum(cells), high=len(cells) - 1)


def _next(
    posed: Posed, engine: CpSat, last: Best, found: tuple[Row, ...], deadline: Deadline
) -> Best | Impossible | None:
    """The best split of those not found; first among those as good as the last one, which takes no stages."""
    if last.best_goals is not None:
        ask = last.best_goals.ask(*found)
        outcome = engine.ask(ask, deadline)
        if isinstance(outcome, Found):
            values, proved = first_in_order(engine, ask, outcome.values, deadline)
            return replace(last, split=posed.split(values)) if proved else None
        if not isinstance(outcome, Impossible):
            return None
    after = best_split(posed, engine, deadline, within=Face(rows=found, only=()))
    if isinstance(after, Impossible):
        return after
    return after if isinstance(after, Best) and after.proved else None


def ranked(best: Best, splits: list[Best]) -> tuple[Ranked, ...]:
    """The splits with their ranks: equal cost and goals give an equal rank."""
    told: list[Ranked] = []
    for number, one in enumerate(splits, 1):
        cost, goals = tuple(s.value for s in one.cost), tuple(s.value for s in one.goals)
        tie = bool(told) and (told[-1].cost, told[-1].goals) == (cost, goals)
        rank = told[-1].rank if tie else number
        told.append(Ranked(rank, tie, one.split, cost, goals, best.split.moved(one.split)))
    return tuple(told)


def farthest(posed: Posed, engine: CpSat, face: Face, base: Split, deadline: Deadline) -> Farthest | None:
    """The split of a face that differs from a split in as many seats as can be, then the first in order.

    None where the limit came before any split of the face was found.
    """
    if face.splits is not None and not deadline.passed:
        split = posed.split_of(face.splits.farthest(posed.cells_of(base)).tolist())
        return Farthest(split, base.moved(split), proved=True)
    alike = Linear.sum(posed.cells_of(base))
    outcome, bounds = minimise(engine, face.ask(minimise=alike), deadline)
    if not isinstance(outcome, Found):
        return None
    values, proved = outcome.values, outcome.proved
    if proved:
        narrowed = replace(face, bounds=bounds).ask(Row(alike, high=outcome.objective))
        values, proved = first_in_order(engine, narrowed, values, deadline)
    split = posed.split(values)
    return Farthest(split, base.moved(split), proved)
