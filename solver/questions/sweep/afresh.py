"""How does one what-if come out, by itself? The plain way, which every shortcut is held to in the tests."""

from __future__ import annotations

from solver.answers import SweptRow
from solver.answers.swept import SweptWins
from solver.engine import Deadline, Impossible, Unknown
from solver.engine.cpsat import CpSat
from solver.engine.kept import Keeper
from solver.posed import Posed
from solver.questions.asked import engine_of
from solver.questions.best_split import Best, best_split
from solver.questions.case import status
from solver.questions.conflicts.smallest import smallest_first
from solver.questions.conflicts.together import Together, UndecidedError
from solver.questions.conflicts.told import Teller
from solver.questions.sweep.meaning import rule_key, what_if_key
from solver.questions.sweep.plan import Plan
from solver.split import Split

Clash = tuple[tuple[str, ...], tuple[str, ...]]
"""(wishes, red lines) of a minimal conflict; both empty where none is known."""

NONE: Clash = ((), ())


def row_afresh(plan: Plan, number: int) -> tuple[SweptRow, Split | None, frozenset[str]]:
    """The row of a what-if with its split and what answered, nothing taken from any other.

    Raises:
        SettingError: where its changes do not go together.
        EngineError: if an engine fails.
    """
    posed = Posed(plan.what_if(number))
    engine = engine_of(posed, plan.seed, plan.engine)
    best = best_split(posed, engine, Deadline(plan.time_limit))
    row = row_of(plan, posed, best, plan.lattice.at(number))
    return row, best.split if isinstance(best, Best) else None, frozenset(engine.answered)


def row_of(plan: Plan, posed: Posed, best: Best | Impossible | Unknown, at: tuple[str, ...]) -> SweptRow:
    """The row of a what-if whose best split is known."""
    what_if = posed.what_if
    key = what_if_key(plan.frame, what_if.facts, (rule_key(rule) for rule in what_if.rules))
    if not isinstance(best, Best):
        impossible = isinstance(best, Impossible)
        conflict, musts = _clash(plan, posed, None) if impossible else NONE
        return SweptRow(at, key, status(best), conflict=conflict, musts=musts, clash=True if impossible else None)
    short = posed.shortfalls(best.split)
    clash = any(short.values()) if best.proved or not any(short.values()) else None
    conflict, musts = _clash(plan, posed, best.split) if clash else NONE
    return SweptRow(
        at,
        key,
        status(best),
        seats=best.split.totals(posed.grid.parties),
        cost=best.cost,
        goals=best.goals,
        shortfalls={rule.id: short[index] for index, rule in enumerate(posed.rules)},
        moved=None if plan.base is None else plan.base.moved(best.split),
        conflict=conflict,
        musts=musts,
        clash=clash,
        wins=SweptWins.of(what_if.facts, best.split),
    )


def _clash(plan: Plan, posed: Posed, split: Split | None) -> Clash:
    """Of wishes where there is a split, else of red lines."""
    return smallest_clash(posed, split, plan.time_limit, infeasible=split is None, alone=plan.engine == "cp-sat")


def smallest_clash(
    posed: Posed, kept: Split | None, time_limit: float | None, *, infeasible: bool, alone: bool
) -> Clash:
    """The smallest conflict, the first by rules among equals: of wishes, or of red lines where these clash.

    `kept` is a split that keeps the red lines, where one is known; with it fewer questions have to be asked.
    `alone`: they are all for CP-SAT.
    """
    keeper = Keeper(posed.system, CpSat(posed.system, alone=alone))
    candidates, always = (posed.musts, ()) if infeasible else (posed.wishes, posed.musts)
    together = Together(posed, keeper, Deadline(time_limit), candidates, always)
    if kept is not None:
        together.learn(kept)
    try:
        members = next(smallest_first(together), None)
        if members is None:
            return NONE
        found = together.rules(members)
        beside = Teller(together, proofs=False).musts_taking_part(found)
    except UndecidedError:
        return NONE
    ids = tuple(posed.rules[index].id for index in found)
    return ((), ids) if infeasible else (ids, tuple(posed.rules[index].id for index in beside))
