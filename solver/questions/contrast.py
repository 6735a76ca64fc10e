"""What would one more demand take: do the red lines forbid it, what does it cost, or is it as good?

The best split that obeys it is found stage by stage, like the best split of all; the first stage that is worse, both
being proved, is what it costs. Among the splits as good as that one, one with the fewest moves is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from solver.answers import Contrast
from solver.engine import Deadline, EngineError, Impossible
from solver.engine.cpsat import CpSat
from solver.more import More, with_more
from solver.posed import Posed
from solver.questions.best_split import Best, Face, best_split
from solver.questions.clash import clash_with
from solver.telling import changed_shortfalls, contrast_sentence


@dataclass(frozen=True)
class Worse:
    """The first stage (priorities, then goals) in which a proved split is worse, and by how much."""

    stage: int
    by: int


def contrast(
    posed: Posed, engine: CpSat, best: Best, more: More, deadline: Deadline, *, within: Face | None = None
) -> Contrast:
    """Hold the best split that meets one more demand against the best of all; `explained` tells what is in the way.

    `within` are the splits that meet it; without, those that keep its rule, which is then one of the what-if.

    Raises:
        EngineError: where it is proved to be better than the best of all.
    """
    other = best_split(posed, engine, deadline, within=within or _keeping(posed, more), near=best.split)
    if isinstance(other, Impossible):
        told = Contrast(more.holds, "forbidden")
    elif isinstance(other, Best):
        told = _held_against(posed, best, other, more)
    else:
        told = Contrast(more.holds, "unknown")
    return replace(told, sentence=contrast_sentence(posed, told, more))


def _keeping(posed: Posed, more: More) -> Face:
    index = posed.rules.index(more.rule)
    return Face(rows=posed.system.kept((index,)), only=(index,))


def explained(
    posed: Posed,
    engine: CpSat,
    best: Best,
    more: More,
    told: Contrast,
    deadline: Deadline,
    *,
    proofs: bool = False,
) -> Contrast:
    """The contrast with the demands that are in its way, where it is forbidden or costs more; on demand with proofs."""
    if proofs and told.split is not None:
        told = _proved(posed, more, told, deadline)
    if told.verdict not in ("forbidden", "cost"):
        return told
    kept = {} if told.priority is None else _as_well_kept(posed, best, told.priority)
    told = replace(told, clash=clash_with(posed, engine, more, kept, deadline, proofs=proofs))
    return replace(told, sentence=contrast_sentence(posed, told, more))


def _proved(posed: Posed, more: More, told: Contrast, deadline: Deadline) -> Contrast:
    from solver.questions.bound_proofs import with_proofs  # loads the LP solver, 0.1 s

    posed, index = with_more(posed, more)
    return with_proofs(posed, told, deadline, (index,))


def _held_against(posed: Posed, best: Best, other: Best, more: More) -> Contrast:
    told = Contrast(
        more.holds,
        "unknown",
        cost=other.cost,
        goals=other.goals,
        shortfalls=changed_shortfalls(posed, best.split, other.split),
        moves=best.split.moved(other.split),
        fewest=other.proved,
        split=other.split,
    )
    worse = first_worse(best, other)
    if worse is None:
        return told
    if worse.by == 0:
        return replace(told, verdict="tie")
    if worse.stage >= len(posed.priorities):
        return replace(told, verdict="goal", goal=worse.stage - len(posed.priorities) + 1, by=worse.by)
    return replace(told, verdict="cost", priority=posed.priorities[worse.stage], by=worse.by)


def first_worse(best: Best, other: Best) -> Worse | None:
    """Where `other` is worse than the best split, by 0 where it is as good; None where that is not proved."""
    stages = list(zip((*best.cost, *best.goals), (*other.cost, *other.goals), strict=True))
    for index, (one, two) in enumerate(stages):
        if not (one.proved and two.proved):
            return None
        if one.value != two.value:
            by = two.value - one.value if index < len(best.cost) else one.value - two.value
            if by < 0:
                raise EngineError("a split that has to meet one more demand was proved better than the best")
            return Worse(index, by)
    return Worse(len(stages), 0)


def _as_well_kept(posed: Posed, best: Best, priority: int) -> dict[int, int]:
    """How far the best split falls short of each wish up to a priority: none of them all can fall short by less."""
    return posed.shortfalls(best.split, [i for i in posed.wishes if posed.rules[i].priority <= priority])
