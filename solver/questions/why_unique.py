"""Is the best split the only one, which seats are settled, and what comes next?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from solver.answers import WhyUnique
from solver.engine.choice import Choice
from solver.questions.asked import TIME_LIMIT, Progress, quiet
from solver.questions.best_split import Best
from solver.questions.case import Case, case_of
from solver.questions.freedom import freedom
from solver.questions.interruption import Interruption
from solver.questions.ranked import best_splits, farthest, ranked
from solver.scenario import Scenario


def why_unique(
    scenario: Scenario,
    settings: Mapping[str, str] | None = None,
    *,
    most: int = 1,
    drop: Iterable[str] = (),
    time_limit: float | None = TIME_LIMIT,
    seed: int = 0,
    progress: Progress = quiet,
    engine: Choice = "auto",
    proofs: bool = False,
) -> WhyUnique:
    """How free the choice is, and which splits come next.

    Args:
        scenario: a loaded scenario.
        settings: option by switch, or value by 'rule.field'.
        most: how many splits to rank, the best one among them.
        drop: ids of rules to leave out.
        time_limit: seconds for everything together; None for no limit.
        seed: seed of the engine; a proved answer does not depend on it.
        progress: called with the name of each step before it starts.
        engine: 'auto', 'cp-sat' or 'flow'; see `solver.engine.choice`.
        proofs: add proofs that anyone can check: multipliers for bounds, and for red lines that clash.

    Raises:
        ValueError: for a number of splits below 1, a seed or a time limit out of range.
        SettingError: for an engine that cannot answer, settings or drops that do not fit.
        EngineError: if the engine refuses the model, or its answer fails a check.
    """
    if most < 1:
        raise ValueError("at least one split is ranked: the best one")
    interruption = Interruption()
    what_if = scenario.what_if(settings, drop)
    case = case_of(what_if, settings, drop, time_limit, seed, progress, engine, interruption, proofs=proofs)
    answer = WhyUnique(case.asked, None, None, most=most)
    steps = () if case.found is None or interruption.came else _steps(case, case.found, most, progress)
    with interruption:
        for step in steps:
            answer = replace(answer, **step)
        case = case.proved(progress)
    return replace(answer, asked=case.asked, interrupted=interruption.came)


def _steps(case: Case, best: Best, most: int, progress: Progress) -> Iterator[dict[str, Any]]:
    """The parts of the answer, each as soon as it is known."""
    given = case.posed, case.explainer
    if best.best_goals is not None:
        progress("which seats are settled")
        yield {"optimal": freedom(*given, best.best_goals, best.split, case.deadline)}
        yield {"most_different": farthest(*given, best.best_goals, best.split, case.deadline)}
    if best.least_cost is not None:
        progress("which seats the demands settle")
        yield {"least_cost": freedom(*given, best.least_cost, best.split, case.deadline)}
        yield {"most_different_least_cost": farthest(*given, best.least_cost, best.split, case.deadline)}
    yield from _ranking(case, best, most, progress)


def _ranking(case: Case, best: Best, most: int, progress: Progress) -> Iterator[dict[str, Any]]:
    """The list of splits, longer by one each time; then whether it is complete."""
    found: list[Best] = []
    for one in best_splits(case.posed, case.lister, best, case.deadline):
        if one is None:
            return
        found.append(one)
        if one.at_once is not None and best.at_once is None:
            case.used["ranking"] = case.lister.name
        yield {"ranked": ranked(best, found)}
        if len(found) == most:
            break
        progress(f"split {len(found) + 1} of {most}")
    yield {"ranked_complete": True}
