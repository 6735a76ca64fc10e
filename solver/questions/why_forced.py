"""Do the demands by themselves make something so, and which few of them do?

A minimal set of demands that no split meets together with the contrary. With axioms for demands this is what A. Boixel
and U. Endriss, "Automated Justification of Collective Decisions via Constraint Solving", AAMAS 2020, call a
justification of an outcome: a minimal set of instances of axioms that leaves no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, Self

from solver.answers import Clash, WhyForced
from solver.engine.choice import Choice
from solver.facts import Facts
from solver.lookups.selectors import Selector
from solver.more import More
from solver.posed import Posed
from solver.questions.asked import TIME_LIMIT, Progress, quiet
from solver.questions.case import Case, case_of
from solver.questions.clash import clash_or_split
from solver.questions.interruption import Interruption
from solver.rows import Demand, Draft, Grid, Linear
from solver.rules import AtLeast, AtMost, Keeps, Rule
from solver.scenario import Scenario, SettingError
from solver.scenario.naming import find_party, find_seat
from solver.split import Split

FORM = "expected SEAT=PARTY, PARTY>=NUMBER or PARTY<=NUMBER"
NAME = "the contrary"

Claim = Keeps | AtLeast | AtMost
Contrary = AtLeast | AtMost


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
    if not claims:
        raise SettingError(f"nothing is claimed: {FORM}")
    each = [_read(what_if.facts, one) for one in claims]
    told = " and ".join(_told(holds, what_if.facts) for holds, _ in each)
    holds, contrary = each[0] if len(each) == 1 else _together(each)
    case = case_of(what_if, settings, drop, time_limit, seed, progress, engine, proofs=proofs)
    progress("whether it is forced")
    found: Clash | Split | None = None
    with Interruption() as interruption:
        found = _settled(case, holds, contrary)
        case = case.proved(progress)
    if isinstance(found, Split):
        return WhyForced(case.asked, told, "open", split=found)
    verdict: Literal["forced", "unknown"] = "unknown" if found is None else "forced"
    return WhyForced(case.asked, told, verdict, because=found, interrupted=interruption.came)


def _read(facts: Facts, claim: str) -> tuple[Claim, Contrary]:
    """What is claimed, and the contrary."""
    read = re.fullmatch(r"(.+?)\s*(>=|<=|=)\s*(.+)", claim.strip())
    if read is None:
        raise SettingError(f"'{claim}': {FORM}")
    left, sign, right = read.groups()
    if re.search(r"[,;].*=", right):
        raise SettingError(f"'{claim}': one claim at a time, {FORM}; give --forced again for each further one")
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


class NotAll(Rule):
    """Of several claims one at least does not hold; or, where `deny` is false, all of them do."""

    kind: str = "not_all"
    holds: tuple[Keeps | AtLeast | AtMost, ...]
    contraries: tuple[AtLeast | AtMost, ...]
    deny: bool = True
    spared: int = 0

    def sentence(self, facts: Facts) -> str:
        """'not both of: ...'."""
        return f"not all of: {'; '.join(_told(one, facts) for one in self.holds)}"

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """A 0/1 helper a claim, which can be 1 where the contrary holds; one of them is 1, or it is short by 1."""
        draft = Draft()
        short = draft.helper(0, 1)
        denied = []
        for one in self.contraries:
            denied.append(draft.helper(0, 1))
            lack = draft.take(one.demand(facts, grid))
            most = draft.greatest(lack)
            draft.row(lack + Linear((denied[-1],), (most,)), high=most)
        draft.row(Linear.sum((*denied, short)), low=1 - self.spared)
        return draft.demand(Linear((short,), (1,)))

    def shortfall(self, split: Split, facts: Facts) -> int:
        """1 where all of them hold; to claim them all, where not all do."""
        every = not any(one.shortfall(split, facts) for one in self.holds)
        return max(0, int(every == self.deny) - self.spared)

    def loosened(self, by: int) -> Self:
        """With `by` more that may stay denied, or not be."""
        return self.model_copy(update={"spared": self.spared + by})


def _together(each: Sequence[tuple[Claim, Contrary]]) -> tuple[Rule, Rule]:
    """That all hold, and the contrary."""
    holds, contraries = tuple(one for one, _ in each), tuple(one for _, one in each)
    contrary = NotAll(id=NAME, holds=holds, contraries=contraries, must=True)
    return contrary.model_copy(update={"deny": False}), contrary


def _at_least(party: str, seats: int) -> AtLeast:
    return AtLeast(id=NAME, party=party, seats=seats, must=True)


def _at_most(party: str, seats: int) -> AtMost:
    return AtMost(id=NAME, party=party, seats=seats, must=True)


def _told(holds: Claim, facts: Facts) -> str:
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
    more, most = More(rule=contrary, holds=asked, doing=asked), posed.shortfalls(best.split, posed.wishes)
    return clash_or_split(posed, case.explainer, more, most, case.deadline, proofs=case.proofs)
