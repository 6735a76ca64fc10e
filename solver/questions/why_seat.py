"""Why did a seat go where it went, and not to another party?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from solver.answers import Contrast, WhySeat
from solver.engine.choice import Choice
from solver.more import seat_to
from solver.questions.asked import TIME_LIMIT, Progress, quiet
from solver.questions.best_split import Best, Face
from solver.questions.case import Case, case_of
from solver.questions.contrast import contrast, explained
from solver.questions.interruption import Interruption
from solver.scenario import Scenario
from solver.scenario.naming import find_party, find_seat


def why_seat(
    scenario: Scenario,
    seat: str,
    party: str | None = None,
    settings: Mapping[str, str] | None = None,
    *,
    drop: Iterable[str] = (),
    time_limit: float | None = TIME_LIMIT,
    seed: int = 0,
    progress: Progress = quiet,
    engine: Choice = "auto",
    proofs: bool = False,
) -> WhySeat:
    """What giving a seat to another party would take.

    Args:
        scenario: a loaded scenario.
        seat: the seat, by id or name.
        party: the other party; where there is none, or it has the seat, every other one in turn.
        settings: option by switch, or value by 'rule.field'.
        drop: ids of rules to leave out.
        time_limit: seconds for everything together; None for no limit.
        seed: seed of the engine; a proved answer does not depend on it.
        progress: called with the name of each step before it starts.
        engine: 'auto', 'cp-sat' or 'flow'; see `solver.engine.choice`.
        proofs: add proofs that anyone can check: multipliers, and a split for each member of what is in the way.

    Raises:
        ValueError: for a seed or a time limit out of range.
        SettingError: for a seat or party that is not known, settings or drops that do not fit.
        EngineError: if the engine refuses the model, or its answer fails a check.
    """
    what_if = scenario.what_if(settings, drop)
    seat = find_seat(what_if.facts, seat)
    wanted = None if party is None else find_party(what_if.facts, party)
    interruption = Interruption()
    case = case_of(what_if, settings, drop, time_limit, seed, progress, engine, interruption, proofs=proofs)
    best = case.found
    holder = None if best is None else best.split[seat]
    others = [one for one in what_if.facts.contesting if one != holder]
    told: dict[str, Contrast] = {}
    with interruption:
        if best is not None and not interruption.came:
            _weigh(case, best, seat, [wanted] if wanted in others else others, told, progress)
            case = case.proved(progress)
    return WhySeat(case.asked, seat, holder, told, interruption.came, wanted)


def _weigh(
    case: Case, best: Best, seat: str, parties: Iterable[str], told: dict[str, Contrast], progress: Progress
) -> None:
    """Tell what each party would take, in `told`; what is in the way comes after all verdicts: it may take longer."""
    demands = {party: seat_to(case.posed, seat, party) for party in parties}
    for party, more in demands.items():
        progress(more.doing)
        (cell,) = case.posed.grid.cells(party, (seat,))
        there = Face(bounds={cell: (1, 1)}, only=())
        told[party] = contrast(case.posed, case.explainer, best, more, case.deadline, within=there)
    for party, more in demands.items():
        progress(f"what is in the way: {more.holds}")
        given = case.posed, case.explainer, best, more, told[party], case.deadline
        told[party] = explained(*given, proofs=case.proofs)
