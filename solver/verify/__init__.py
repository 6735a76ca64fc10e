"""Does a stored answer hold? Checked without any engine, by adding up and counting; the rest by a second solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from solver.lookups.apportionment import TooManyTiesError
from solver.posed import Posed
from solver.scenario import Scenario, SettingError, WhatIf
from solver.verify.bounds import stage_checks
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Result, Verdict, close
from solver.verify.clashes import clash_checks
from solver.verify.document import AnswerError, parse
from solver.verify.freedom import freedom_checks
from solver.verify.listing import listing_checks
from solver.verify.second import Second
from solver.verify.standing import emptiness_checks, scenario_checks, status_checks
from solver.verify.stored import Stored
from solver.verify.swapped import swap_checks
from solver.verify.told import ToldSwaps, read
from solver.verify.totals import split_check, total_checks
from solver.verify.uniqueness import unique_checks
from solver.verify.ways import way_checks
from solver.verify.whys import why_checks

__all__ = ["AnswerError", "Check", "Verdict", "Verified", "verify"]

SCHEMA = "seatpact/verify@1"

TIME_LIMIT = 60.0
"""Seconds that the second solver may take for everything together unless it is told otherwise."""


@dataclass(frozen=True)
class Verified:
    """What became of every claim of an answer."""

    title: str
    checks: tuple[Check, ...]
    interrupted: bool = False
    """Ctrl-C came before everything was looked at."""

    @property
    def verdict(self) -> Verdict:
        """The worst that became of any claim: refused, not checked, corroborated; else proved."""
        order: tuple[Verdict, ...] = ("refused", "not checked", "corroborated")
        found = {check.verdict for check in self.checks}
        return next((verdict for verdict in order if verdict in found), "proved")

    def to_dict(self) -> dict[str, Any]:
        """The form that `seatpact verify --format json` prints."""
        return {
            "schema": SCHEMA,
            "title": self.title,
            "verdict": self.verdict,
            "checks": [check.to_dict() for check in self.checks],
            "interrupted": self.interrupted,
        }


def verify(answer: str, scenario: Scenario, time_limit: float | None = TIME_LIMIT) -> Verified:
    """Check a stored answer against the scenario that it is about; Ctrl-C keeps what was checked by then.

    Args:
        answer: its JSON.
        scenario: the file, loaded.
        time_limit: seconds for the second solver; None for no limit.

    Raises:
        AnswerError: if it is not of the form of an answer.
    """
    stored = read(parse(answer))
    return Verified(scenario.title, *close(_results(stored, scenario, time_limit)))


def _results(stored: Stored, scenario: Scenario, time_limit: float | None) -> Iterator[Result]:
    about = stored.about
    belongs = Claim("scenario", "$.scenario", "the answer is about this file, with these switches")
    try:
        what_if = scenario.what_if({**about.settings, **about.switches}, about.dropped)
        posed = _posed(what_if, stored)
        second = Second(posed.system, time_limit)
    except (SettingError, TooManyTiesError) as error:
        yield belongs.refused(str(error))
        return
    if what_if.digest != about.digest:
        yield belongs.refused("the digests differ: facts, rules or goals have changed")
        return
    yield belongs.proved("by digest")
    yield from scenario_checks(what_if, stored)
    yield from _claims(Case(posed, stored, second, what_if))
    for path in stored.strange:
        yield Claim("other", path, path.removeprefix("$.")).unchecked("no check knows this key")


def _posed(what_if: WhatIf, stored: Stored) -> Posed:
    """The what-if as it was asked about: with rules opened by seat where that was wanted."""
    asked = {} if stored.listing is None else stored.listing.asked
    if not asked.get("by_seat"):
        return Posed(what_if)
    involving = asked.get("involving")
    return Posed(what_if.opened(whole=() if involving is None else (str(involving),)))


def _claims(case: Case) -> Iterator[Result]:
    best, clashes, ways = case.stored.best, case.stored.clashes, case.stored.ways
    if isinstance(case.stored.why, ToldSwaps):
        yield from swap_checks(case, case.stored.why)
        return
    if best is None:
        yield from listing_checks(case)
        return
    case.remember()
    if case.stored.why is not None:
        yield from why_checks(case, best, case.stored.why)
        return
    if case.stored.unique is not None:
        yield from unique_checks(case, best, case.stored.unique)
        return
    among_musts = best.status == "infeasible"
    yield from status_checks(case, best)
    if best.split is None:
        yield from emptiness_checks(case, best, ways, clashes)
        yield from total_checks(case, best)
        if clashes is not None:
            yield from clash_checks(case, clashes, among_musts=among_musts, whole=among_musts)
        return
    sound = split_check(case, best.split)
    yield sound
    if sound.verdict == "refused":
        return
    yield from total_checks(case, best)
    yield from stage_checks(case, best, best.split)
    if len(best.cost) == len(case.posed.costs) and len(best.goals) == len(case.posed.goals):
        yield from freedom_checks(case, best, best.split)
    if clashes is not None:
        yield from clash_checks(case, clashes, among_musts=False, whole=True)
    if ways is not None and len(best.cost) == len(case.posed.costs):
        yield from way_checks(case, ways, best, best.split)
