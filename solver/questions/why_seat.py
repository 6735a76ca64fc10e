"""Why did a seat go where it went, and not to another party?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from solver.answers import Contrast, WhySeat
from solver.engine.choice import Choice
from solver.lookups.selectors import Selector
from solver.posed import Posed
from solver.questions.asked import TIME_LIMIT, Progress, quiet
from solver.questions.best_split import Best, Face
from solver.questions.case import Case, case_of
from solver.questions.clash import More
from solver.questions.contrast import contrast, explained
from solver.questions.interruption import Interruption
from solver.rules import Keeps
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

    Raises:
        ValueError: for a seed or a time limit out of range.
        SettingError: for a seat or party that is not known, settings or drops that do not fit.
        EngineError: if the engine refuses the model, or its answer fails a check.
    """
    what_if = scenario.what_if(settings, drop)
    seat = find_seat(what_if.facts, seat)
    wanted = None if party is None else find_party(what_if.facts, party)
    interruption = Interruption()
    case = case_of(what_if, settings, drop, time_limit, seed, progress, engine, interruption)
    best = case.found
    holder = None if best is None else best.split[seat]
    others = [one for one in what_if.facts.contesting if one != holder]
    told: dict[str, Contrast] = {}
    with interruption:
        if best is not None and not interruption.came:
            _weigh(case, best, seat, [wanted] if wanted in others else others, told, progress)
    return WhySeat(case.asked, seat, holder, told, interruption.came, wanted)


def _weigh(
    case: Case, best: Best, seat: str, parties: Iterable[str], told: dict[str, Contrast], progress: Progress
) -> None:
    """Tell what each party would take, in `told`; what is in the way comes after all verdicts: it may take longer."""
    demands = {party: seat_to(case.posed, seat, party) for party in parties}
    for party, more in demands.items():
        progress(more.doing)
        told[party] = contrast(case.posed, case.explainer, best, more, case.deadline)
    for party, more in demands.items():
        progress(f"what is in the way: {more.holds}")
        told[party] = explained(case.posed, case.explainer, best, more, told[party], case.deadline)


def seat_to(posed: Posed, seat: str, party: str) -> More:
    """The demand that a seat goes to a party."""
    (cell,) = posed.grid.cells(party, (seat,))
    name = posed.what_if.facts.seat_name(seat)
    return More(
        within=Face(bounds={cell: (1, 1)}, only=()),
        rule=Keeps(id=f"{seat}-to-{party}", party=party, where=Selector(seats=(seat,)), must=True),
        holds=f"{name} goes to {party}",
        doing=f"Giving {name} to {party}",
        seat=seat,
    )
