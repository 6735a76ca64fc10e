"""What does a rule cost: what do others gain without it, what would keeping it take, and what does it clash with?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from solver.answers import Contrast, Price, WhyRule
from solver.engine.choice import Choice
from solver.more import kept_in_full
from solver.posed import Posed
from solver.questions.asked import TIME_LIMIT, Progress, engine_of, quiet
from solver.questions.best_split import Best, best_split
from solver.questions.case import Case, case_of, status
from solver.questions.conflicts import Wanted, find_conflicts
from solver.questions.contrast import contrast, explained
from solver.questions.interruption import Interruption
from solver.scenario import Scenario, WhatIf
from solver.scenario.naming import find_rule
from solver.split import Split
from solver.telling import changed_shortfalls, price_sentence

FEW = 5
"""Conflicts told, or facts that stand for several."""


def why_rule(
    scenario: Scenario,
    rule: str,
    settings: Mapping[str, str] | None = None,
    *,
    drop: Iterable[str] = (),
    time_limit: float | None = TIME_LIMIT,
    seed: int = 0,
    progress: Progress = quiet,
    engine: Choice = "auto",
    proofs: bool = False,
) -> WhyRule:
    """The price of a rule, wish or must, and the conflicts that it takes part in.

    Args:
        scenario: a loaded scenario.
        rule: id of a rule that applies.
        settings: option by switch, or value by 'rule.field'.
        drop: ids of rules to leave out.
        time_limit: seconds for everything together; None for no limit.
        seed: seed of the engine; a proved answer does not depend on it.
        progress: called with the name of each step before it starts.
        engine: 'auto', 'cp-sat' or 'flow'; see `solver.engine.choice`.
        proofs: add proofs that anyone can check: multipliers, and a split for each member of what is in the way.

    Raises:
        ValueError, SettingError, EngineError: as `why_seat`.
    """
    drop = (drop,) if isinstance(drop, str) else tuple(drop)
    what_if = scenario.what_if(settings, drop)
    index = find_rule(what_if, rule)
    interruption = Interruption()
    case = case_of(what_if, settings, drop, time_limit, seed, progress, engine, interruption, proofs=proofs)
    best, price, in_full, clashes = case.found, None, None, None
    with interruption:
        if interruption.came:
            raise KeyboardInterrupt
        progress(f"without {rule}")
        price = _without(case, index, lambda: scenario.what_if(settings, (*drop, rule)))
        if best is not None and case.posed.shortfalls(best.split, (index,))[index]:
            progress(f"{rule} in full")
            in_full = _in_full(case, best, index)
        progress(f"conflicts with {rule}")
        wanted = Wanted(involving=rule, limit=FEW, proofs=proofs)
        if not case.deadline.passed:  # a model takes longer to build than a short limit leaves
            left = case.deadline.left()
            clashes = find_conflicts(scenario, settings, drop=drop, wanted=wanted, time_limit=left, engine=engine)
        case = case.proved(progress)
    interrupted = interruption.came or (clashes is not None and clashes.interrupted)
    return WhyRule(case.asked, rule, price, in_full, clashes, interrupted)


def _in_full(case: Case, best: Best, index: int) -> Contrast:
    """What it takes to keep a rule that gives way."""
    more = kept_in_full(case.posed, index)
    told = contrast(case.posed, case.explainer, best, more, case.deadline)
    return explained(case.posed, case.explainer, best, more, told, case.deadline, proofs=case.proofs)


def _without(case: Case, index: int, other_what_if: Callable[[], WhatIf]) -> Price:
    """The best split without a rule, the nearest such to the best split with it, and what the others gain by it."""
    rule, best = case.posed.rules[index], case.found
    if case.deadline.passed:
        return Price("unknown", price_sentence(case.posed, rule.id, case.status, Price("unknown")))
    posed = Posed(other_what_if())
    other = best_split(
        posed, engine_of(posed, choice=case.choice), case.deadline, near=best.split if best is not None else None
    )
    price = Price(status(other))
    if isinstance(other, Best):
        other = case.with_proofs(posed, other)
        price = _gained(case, best, posed, other, index) if best is not None and best.proved and other.proved else price
        price = replace(price, split=other.split, stages=(other.cost, other.goals))
    return replace(price, sentence=price_sentence(posed, rule.id, case.status, price))


def _gained(case: Case, best: Best, posed: Posed, other: Best, index: int) -> Price:
    """What the others gain, both splits being proved."""
    cost = _cost_of_others(case.posed, best.split, case.posed.rules[index].id)
    without = _cost_of_others(posed, other.split, None)
    counts = [split.totals(posed.grid.parties) for split in (best.split, other.split)]
    return Price(
        status="optimal",
        cost={priority: (cost[priority], without.get(priority, 0)) for priority in cost},
        goals=tuple((str(a.label), a.value, b.value) for a, b in zip(best.goals, other.goals, strict=True)),
        seats={party: counts[1][party] - counts[0][party] for party in posed.grid.parties},
        shortfalls=changed_shortfalls(posed, best.split, other.split),
        moves=best.split.moved(other.split),
    )


def _cost_of_others(posed: Posed, split: Split, rule: str | None) -> dict[int, int]:
    """By priority, what the wishes but one cost in a split."""
    short = posed.shortfalls(split, posed.wishes)
    counted = {index: 0 if posed.rules[index].id == rule else by for index, by in short.items()}
    return dict(zip(posed.priorities, posed.cost(counted), strict=True))
