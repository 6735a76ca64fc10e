"""Is a split, of all that are as good, the one with the fewest moves, and of those the first in order?"""

from __future__ import annotations

from collections.abc import Iterator

from solver.split import Split
from solver.verify.bounds import NO_TIME, SECOND
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Open, Result
from solver.verify.freedom import Freedom
from solver.verify.second import Solution
from solver.verify.stored import Best


def nearest_checks(case: Case, told: Best, split: Split, *, nearest: bool, cut: bool) -> Iterator[Result]:
    """Whether no split as good moves fewer seats (from `case.near`, if there is one) or comes earlier in order."""
    claim = Claim("nearest", "$.fewest", "no split as good moves fewer seats")
    proved = all(stage.proved for stage in (*told.cost, *told.goals))
    if not nearest:
        if not cut:
            yield claim.refused("only the time limit leaves that open")
        return
    if not proved:
        yield claim.refused("that no split is better is not proved")
        return
    freedom = Freedom(case, told, split)
    moved = 0 if case.near is None else len(case.near.moved(split))
    at_home = moved == 1 and case.near is not None and case.breaks(case.near, case.musts) is not None
    if case.near is not None:
        yield claim.proved("counted") if at_home or not moved else Open(claim, lambda: _none_nearer(claim, freedom))
    first = Claim("nearest", "$.split", "of all splits as good and as near, the first by seats, then parties")
    yield Open(first, lambda: freedom.first(first))


def _none_nearer(claim: Claim, freedom: Freedom) -> Check:
    case, last = freedom.case, len(freedom.worth) - 1
    opinion = freedom.ask(last, (), case.objectives[last])
    if not isinstance(opinion, Solution):
        return claim.unchecked(NO_TIME)
    if any(freedom.as_good(split, last) and case.worth(split) < freedom.worth for split in list(case.seen)):
        return claim.refused("a split as good moves fewer seats")
    if opinion.objective < freedom.worth[last]:
        return claim.unchecked("the second solver finds a split that does not stand a recount")
    if opinion.objective > freedom.worth[last]:
        return claim.refused(
            f"there is none, says the second solver: {opinion.objective + len(freedom.split)} seats move"
        )
    return claim.corroborated(SECOND)
