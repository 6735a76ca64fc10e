"""Does what an answer says was asked for fit what it tells?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from solver.verify.case import Case
from solver.verify.checks import Check, Claim
from solver.verify.stored import Clashes, Listing

CONFLICTS = ("how", "by_seat", "prefer", "involving", "limit")
CONCESSIONS = ("most", "who", "even")

HOW = ("facts", "each", "smallest")


def asked_checks(case: Case, listing: Listing, clashes: Clashes | None, packages: int | None) -> Iterator[Check]:
    """One check for each option that cannot be so; `packages`: how many are told, where they were asked for."""
    asked = listing.asked
    names = CONFLICTS if packages is None else CONCESSIONS
    wrong = dict(_of_conflicts(case, asked, clashes) if packages is None else _of_packages(case, asked, packages))
    for name in names:
        if name not in asked:
            wrong[name] = "it is missing"
    number = "limit" if packages is None else "most"
    if number not in wrong and _cut_short(case, listing, clashes, packages):
        wrong[number] = "more was asked for, and only the time limit, or an interruption, leaves it at that"
    for name in names:
        if name in wrong:
            yield Claim("answer", f"$.asked.{name}", f"asked for: {name}").refused(wrong[name])
    for name in asked:
        if name not in names:
            yield Claim("other", f"$.asked.{name}", f"asked.{name}").unchecked("no check knows this key")


def _of_conflicts(case: Case, asked: dict[str, Any], clashes: Clashes | None) -> Iterator[tuple[str, str]]:
    found = () if clashes is None else clashes.found
    how, prefer, limit = asked.get("how"), asked.get("prefer"), asked.get("limit")
    if how not in HOW:
        yield "how", f"it is one of {', '.join(HOW)}"
    elif how != "facts" and any(conflict.family is not None for conflict in found):
        yield "how", "families are told only where facts were asked for"
    if not isinstance(asked.get("by_seat"), bool):
        yield "by_seat", "it is true or false"
    known = {*case.numbers, *(rule.id for rule in case.what_if.rules)}
    if not isinstance(prefer, list) or any(not isinstance(one, str) or one not in known for one in prefer):
        yield "prefer", "they are rules of this what-if"
    if limit is not None and (not _whole(limit) or limit < max(1, len(found))):
        yield "limit", "more are told than were asked for, or none was"


def _of_packages(case: Case, asked: dict[str, Any], packages: int) -> Iterator[tuple[str, str]]:
    most, who = asked.get("most", 0), asked.get("who")
    if not _whole(most) or most < max(1, packages):
        yield "most", "more are told than were asked for, or none was"
    known = {party.id for party in case.what_if.facts.parties} | {rule.borne_by for rule in case.what_if.rules}
    if who is not None and (not isinstance(who, str) or who not in known):
        yield "who", "nobody of that name bears a demand"
    if not isinstance(asked.get("even"), bool):
        yield "even", "it is true or false"


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _cut_short(case: Case, listing: Listing, clashes: Clashes | None, packages: int | None) -> bool:
    """Is less told than was asked for, though nothing cut the search short?"""
    if case.stored.about.limited or listing.interrupted:
        return False
    if packages is None:
        limit, told = listing.asked["limit"], 0 if clashes is None else len(clashes.found)
        return not (clashes is not None and clashes.complete) and (limit is None or told < limit)
    ways = case.stored.ways
    known = ways is not None and (ways.complete or listing.status == "infeasible")
    return not known and packages < listing.asked["most"]
