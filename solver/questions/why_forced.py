"""Do the demands by themselves make something so, and which few of them do?

A minimal set of demands that no split meets together with the contrary. With axioms for demands this is what A. Boixel
and U. Endriss, "Automated Justification of Collective Decisions via Constraint Solving", AAMAS 2020, call a
justification of an outcome: a minimal set of instances of axioms that leaves no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from solver.answers import Clash, WhyForced
from solver.engine.choice import Choice
from solver.facts import Facts
from solver.lookups.selectors import Selector
from solver.posed import Posed
from solver.questions.asked import TIME_LIMIT, Progress, quiet
from solver.questions.best_split import EVERYWHERE
from solver.questions.case import Case, case_of
from solver.questions.clash import More, clash_or_split
from solver.questions.interruption import Interruption
from solver.rules import AtLeast, AtMost, Keeps, Rule
from solver.scenario import Scenario, SettingError
from solver.scenario.naming import find_party, find_seat
from solver.split import Split

FORM = "expected SEAT=PARTY, PARTY>=NUMBER or PARTY<=NUMBER"
NAME = "the contrary"


def why_forced(
    scenario: Scenario,
    claim: str,
    settings: Mapping[str, str] | None = None,
    *,
    drop: Iterable[str] = (),
    time_limit: float | None = TIME_LIMIT,
    seed: int = 0,
    progress: Progress = quiet,
    engine: Choice = "auto",
) -> WhyForced:
    """Whether the demands, each as well kept as in the best split, force a claim; and a minimal set that does.

    Args:
        scenario: a loaded scenario.
        claim: 'SEAT=PARTY', 'PARTY>=NUMBER' or 'PARTY<=NUMBER'; seats and parties by id or name.
        settings: option by switch, or value by 'rule.field'.
        drop: ids of rules to leave out.
        time_limit: seconds for everything together; None for no limit.
        seed: seed of the engine; a proved answer does not depend on it.
        progress: called with the name of each step before it starts.
        engine: 'auto', 'cp-sat' or 'flow'; see `solver.engine.choice`.

    Raises:
        ValueError: for a seed or a time limit out of range.
        SettingError: for a claim that cannot be read, settings or drops that do not fit.
        EngineError: if the engine refuses the model, or its answer fails a check.
    """
    what_if = scenario.what_if(settings, drop)
    holds, contrary = _read(what_if.facts, claim)
    told = _told(holds, what_if.facts)
    case = case_of(what_if, settings, drop, time_limit, seed, progress, engine)
    progress("whether it is forced")
    found: Clash | Split | None = None
    with Interruption() as interruption:
        found = _settled(case, holds, contrary)
    if isinstance(found, Split):
        return WhyForced(case.asked, told, "open", split=found)
    verdict: Literal["forced", "unknown"] = "unknown" if found is None else "forced"
    return WhyForced(case.asked, told, verdict, because=found, interrupted=interruption.came)


def _read(facts: Facts, claim: str) -> tuple[Rule, Rule]:
    """What is claimed, and the contrary."""
    read = re.fullmatch(r"(.+?)\s*(>=|<=|=)\s*(.+)", claim.strip())
    if read is None:
        raise SettingError(f"'{claim}': {FORM}")
    left, sign, right = read.groups()
    if sign == "=":
        seat, party = Selector(seats=(find_seat(facts, left),)), find_party(facts, right)
        holds = Keeps(id=NAME, party=party, where=seat, must=True)
        return holds, AtMost(id=NAME, party=party, seats=0, where=seat, must=True)
    party, whole = find_party(facts, left), len(facts.seats)
    if not re.fullmatch(r"\d{1,9}", right):
        raise SettingError(f"'{claim}': {FORM}")
    number = int(right)
    if (sign == ">=" and not 1 <= number <= whole) or (sign == "<=" and not number < whole):
        raise SettingError(f"'{claim}' says nothing, or what cannot be: there are {whole} seats")
    if sign == ">=":
        return _at_least(party, number), _at_most(party, number - 1)
    return _at_most(party, number), _at_least(party, number + 1)


def _at_least(party: str, seats: int) -> AtLeast:
    return AtLeast(id=NAME, party=party, seats=seats, must=True)


def _at_most(party: str, seats: int) -> AtMost:
    return AtMost(id=NAME, party=party, seats=seats, must=True)


def _told(holds: Rule, facts: Facts) -> str:
    """'Amethi goes to INC', 'A contests at least 2 seats'."""
    if isinstance(holds, Keeps):
        return f"{facts.seat_name(holds.pool(facts)[0])} goes to {holds.party}"
    return holds.sentence(facts)


def _settled(case: Case, holds: Rule, contrary: Rule) -> Clash | Split | None:
    """Demands that force it, or a split that keeps all as well and denies it."""
    best = case.found
    if best is None:
        return None
    posed: Posed = case.posed
    if holds.shortfall(best.split, posed.what_if.facts):
        return best.split
    asked = contrary.sentence(posed.what_if.facts)
    more = More(within=EVERYWHERE, rule=contrary, holds=asked, doing=asked)
    return clash_or_split(posed, case.explainer, more, posed.shortfalls(best.split, posed.wishes), case.deadline)
