"""Is the answer about this scenario, and does its status fit what it gives?"""

from __future__ import annotations

from collections.abc import Iterator

from solver.scenario import WhatIf
from solver.verify.bounds import NO_TIME, SECOND
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Open, Result
from solver.verify.clashes import clash_checks
from solver.verify.second import NoSolution, Solution
from solver.verify.stored import Best, Clashes, Stored, Ways


def scenario_checks(what_if: WhatIf, stored: Stored) -> Iterator[Check]:
    """Title and switches, which the digest does not hold."""
    about = stored.about
    wrong = None if about.title == what_if.scenario.title else f"it is {what_if.scenario.title!r}"
    yield Claim("scenario", "$.scenario.title", "its title").settled(wrong)
    wrong = None if about.switches == what_if.switches else "it does not say how every switch is set"
    yield Claim("scenario", "$.scenario.switches", "its switches").settled(wrong)
    switches = [name for name in about.settings if name in what_if.switches]
    yield Claim("scenario", "$.scenario.set", "its changed rules").settled(
        f"{switches[0]!r} is a switch" if switches else None
    )


def status_checks(case: Case, best: Best) -> Iterator[Result]:
    """Whether the status may stand there at all; what it claims is checked piece by piece."""
    claim = Claim("answer", "$.status", f"the status is {best.status}")
    engine = case.stored.about.engine
    proved_by = engine if best.status in ("optimal", "infeasible") else None
    if (best.split is None) != (best.status in ("infeasible", "unknown")):
        yield claim.refused("optimal and feasible answers hold a split, others none")
    elif best.status in ("feasible", "unknown") and not case.stored.about.limited:
        yield claim.refused("only the time limit leaves it at that")
    elif best.proved_by != proved_by:
        yield Claim("answer", "$.proved_by", f"proved by {best.proved_by}").refused(f"it should be {proved_by}")
    elif best.status == "infeasible":
        proved = clash_proved(case)
        yield claim.proved("by a conflict") if proved else Open(claim, lambda: musts_clash(case, claim))
    else:
        yield claim.proved("see below" if best.status == "optimal" else "it claims nothing")


def split_status(best: Best, *, cut: bool) -> Check:
    """Whether the status may stand beside a split; `cut`: something ended the search early."""
    claim = Claim("answer", "$.status", f"the status is {best.status}")
    if best.status not in ("optimal", "feasible") or (best.status == "feasible" and not cut):
        return claim.refused("a split is optimal, or the time limit leaves it at that")
    return claim.proved("see below" if best.status == "optimal" else "it claims nothing")


def no_split_checks(case: Case, best: Best, *, empty: bool, cut: bool) -> Iterator[Result]:
    """Whether the status explains that there is no split; `empty`: nothing is said that takes one."""
    claim = Claim("answer", "$.status", f"the status is {best.status}")
    nothing, clashes = empty and not (best.cost or best.goals), case.stored.clashes
    if best.status == "infeasible" and nothing and clashes is not None:
        yield claim.proved("by a conflict") if clash_proved(case) else Open(claim, lambda: musts_clash(case, claim))
        yield from clash_checks(case, clashes, among_musts=True, whole=True)
    elif best.status == "unknown" and nothing and clashes is None and cut:
        yield claim.proved("it claims nothing")
    else:
        yield claim.refused("without a split nothing can be said of others")


def clash_proved(case: Case) -> bool:
    """Is there a conflict among musts with a proof? It is checked with the conflicts."""
    clashes = case.stored.clashes
    return clashes is not None and any(one.proof is not None and not one.rules for one in clashes.found)


def musts_clash(case: Case, claim: Claim) -> Check:
    """Whether the second solver, too, finds no split that keeps all red lines."""
    opinion = case.find(case.posed.musts)
    if isinstance(opinion, NoSolution):
        return claim.corroborated(SECOND)
    if isinstance(opinion, Solution) and case.breaks(case.split(opinion), case.posed.musts) is None:
        return claim.refused("a split keeps all red lines")
    return claim.unchecked(NO_TIME)


def emptiness_checks(case: Case, best: Best, ways: Ways | None, clashes: Clashes | None) -> Iterator[Check]:
    """Without a split nothing is said of its cost, of choice, or of ways out."""
    claim = Claim("answer", "$", "nothing is said of a split, there being none")
    empty = not best.cost and not best.goals and best.decided_by is None and best.seats is None
    ranges = dict.fromkeys(case.posed.grid.parties)
    if not empty or best.ranges != ranges or ways is None or ways.found or ways.complete or ways.more is not None:
        yield claim.refused("cost, goals, ranges and ways out are those of a split")
    elif best.status == "unknown" and clashes is not None and (clashes.found or clashes.complete):
        yield claim.refused("conflicts are listed although nothing is known of the red lines")
    else:
        yield claim.proved()
