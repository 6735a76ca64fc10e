"""Does an answer of `conflicts` or `concessions` hold?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from solver.posed import Posed
from solver.split import Split
from solver.verify.asked import asked_checks
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
    yield from asked_checks(case, listing, clashes, None if packages is None else len(packages.found))
    if packages is not None and case.stored.ways is not None:
        yield from package_checks(case, listing, case.stored.ways, packages)
        if clashes is not None:
            yield from _why_nothing(case, listing, clashes)
        return
    if clashes is not None:
        yield _musts(case, listing)
        yield from _clashes(case, listing, clashes)


def _why_nothing(case: Case, listing: Listing, clashes: Clashes) -> Iterator[Result]:
    """The conflicts among what may not give way, where nothing is a way out: all of it is then as good as a must."""
    claim = Claim("conflicts", "$.conflicts", "why nothing is a way out")
    if listing.status != "infeasible":
        yield claim.refused("there are ways out, or nothing is known")
        return
    who = listing.asked.get("who")
    rules = {rule.id: rule for rule in case.posed.rules}
    known = [rules[name] for one in clashes.found for name in one.rules if name in rules]
    given = [rules[name] for one in clashes.found for name in one.musts if name in rules]
    if any(rule.must or who is None or rule.borne_by == who for rule in known) or not all(rule.must for rule in given):
        yield claim.refused("red lines and what others ask are told as what they are not")
        return
    free = {rule.id for rule in case.posed.rules if who is None or rule.borne_by == who}
    held = (rule if rule.id in free else rule.model_copy(update={"must": True}) for rule in case.posed.rules)
    what_if = replace(case.what_if, rules=tuple(held))
    among = Case(Posed(what_if), case.stored, case.second, case.what_if)
    among.remember()
    order = case.numbers
    found = (
        replace(one, rules=(), musts=tuple(sorted((*one.rules, *one.musts), key=lambda name: order.get(name, 0))))
        for one in clashes.found
    )
    yield from clash_checks(among, replace(clashes, found=tuple(found)), among_musts=True, whole=True)


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
