"""Does an answer of `conflicts` or `concessions` hold?"""

from __future__ import annotations

from collections.abc import Iterator

from solver.split import Split
from solver.verify.bounds import NO_TIME
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Open, Result
from solver.verify.clashes import clash_checks
from solver.verify.packages import package_checks
from solver.verify.second import NoSolution
from solver.verify.standing import clash_proved, musts_clash
from solver.verify.stored import Clashes, Listing
from solver.verify.totals import notice_check, rule_checks


def listing_checks(case: Case) -> Iterator[Result]:
    """What stands around the list, then the list."""
    listing, clashes = case.stored.listing, case.stored.clashes
    if listing is None:
        return
    case.remember()
    packages = case.stored.packages
    yield from rule_checks(case, listing.rules, None, borne=packages is not None)
    yield notice_check(case, listing.notices)
    if packages is not None and case.stored.ways is not None:
        yield from package_checks(case, listing, case.stored.ways, packages)
        if clashes is not None:
            claim = Claim("conflicts", "$.conflicts", "why nothing is a way out")
            yield claim.unchecked("the conflicts that come with packages are not checked")
        return
    if clashes is not None:
        yield _musts(case, listing)
        yield from _clashes(case, listing, clashes)


def _musts(case: Case, listing: Listing) -> Result:
    """Whether the red lines can be kept, which the status of `conflicts` says."""
    claim = Claim("answer", "$.status", f"the status is {listing.status}")
    if listing.status == "infeasible":
        return claim.proved("by a conflict") if clash_proved(case) else Open(claim, lambda: musts_clash(case, claim))
    if listing.status == "feasible":
        return Open(claim, lambda: _musts_kept(case, claim))
    wrong = "it is one of feasible, infeasible, unknown" if listing.status == "optimal" else None
    return claim.settled(wrong, "it claims nothing")


def _musts_kept(case: Case, claim: Claim) -> Check:
    found = case.keeping(case.posed.musts)
    if isinstance(found, Split):
        return claim.proved("a split keeps all red lines, counted")
    return claim.refused("the red lines clash") if isinstance(found, NoSolution) else claim.unchecked(NO_TIME)


def _clashes(case: Case, listing: Listing, clashes: Clashes) -> Iterator[Result]:
    known = listing.status in ("feasible", "infeasible")
    if not known and (clashes.found or clashes.complete):
        yield Claim("conflicts", "$.conflicts", "a list").refused("nothing is known of the red lines")
        return
    name = listing.asked.get("involving")
    if name is not None and (not isinstance(name, str) or name not in case.numbers):
        claim = Claim("conflicts", "$.asked.involving", f"only those of {name} are listed")
        yield claim.refused("there is no such rule in this what-if")
        return
    among_musts, rule = listing.status == "infeasible", None if name is None else case.numbers[name]
    yield from clash_checks(case, clashes, among_musts=among_musts, whole=known, involving=rule)
