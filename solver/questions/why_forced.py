"""Do the demands by themselves make something so, and which few of them do?

A minimal set of demands that no split meets together with the contrary. With axioms for demands this is what A. Boixel
and U. Endriss, "Automated Justification of Collective Decisions via Constraint Solving", AAMAS 2020, call a
justification of an outcome: a minimal set of instances of axioms that leaves no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from solver.answers import Clash, WhyForced
from solver.claims import read_claims
from solver.engine.choice import Choice
from solver.more import denied
from solver.posed import Posed
from solver.questions.asked import TIME_LIMIT, Progress, quiet
from solver.questions.case import Case, case_of
from solver.questions.clash import clash_or_split
from solver.questions.interruption import Interruption
from solver.rules import Rule
from solver.scenario import Scenario
from solver.split import Split


def why_forced(
    scenario: Scenario,
    claim: str | Sequence[str],
    settings: Mapping[str, str] | None = None,
    *,
    drop: Iterable[str] = (),
    time_limit: float | None = TIME_LIMIT,
    seed: int = 0,
    progress: Progress = quiet,
    engine: Choice = "auto",
    proofs: bool = False,
) -> WhyForced:
    """Whether the demands, each as well kept as in the best split, force a claim; and a minimal set that does.

    Args:
        scenario: a loaded scenario.
        claim: 'SEAT=PARTY', 'PARTY>=NUMBER' or 'PARTY<=NUMBER'; seats and parties by id or name. Of several claims it
            is asked whether all of them hold together.
        settings: option by switch, or value by 'rule.field'.
        drop: ids of rules to leave out.
        time_limit: seconds for everything together; None for no limit.
        seed: seed of the engine; a proved answer does not depend on it.
        progress: called with the name of each step before it starts.
        engine: 'auto', 'cp-sat' or 'flow'; see `solver.engine.choice`.
        proofs: add proofs that anyone can check: multipliers, and a split for each member of what is in the way.

    Raises:
        ValueError: for a seed or a time limit out of range.
        SettingError: for a claim that cannot be read, settings or drops that do not fit.
        EngineError: if the engine refuses the model, or its answer fails a check.
    """
    what_if = scenario.what_if(settings, drop)
    claims = tuple(dict.fromkeys((claim,) if isinstance(claim, str) else claim))
    claimed = read_claims(what_if.facts, claims)
    case = case_of(what_if, settings, drop, time_limit, seed, progress, engine, proofs=proofs)
    progress("whether it is forced")
    found: Clash | Split | None = None
    with Interruption() as interruption:
        found = _settled(case, claimed.holds, claimed.contrary)
        case = case.proved(progress)
    if isinstance(found, Split):
        return WhyForced(case.asked, claimed.told, "open", split=found, claims=claims)
    verdict: Literal["forced", "unknown"] = "unknown" if found is None else "forced"
    return WhyForced(case.asked, claimed.told, verdict, found, interrupted=interruption.came, claims=claims)


def _settled(case: Case, holds: Rule, contrary: Rule) -> Clash | Split | None:
    """Demands that force it, or a split that keeps all as well and denies it."""
    best = case.found
    if best is None:
        return None
    posed: Posed = case.posed
    if holds.shortfall(best.split, posed.what_if.facts):
        return best.split
    more, most = denied(posed, contrary), posed.shortfalls(best.split, posed.wishes)
    return clash_or_split(posed, case.explainer, more, most, case.deadline, proofs=case.proofs)
