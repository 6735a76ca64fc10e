"""Does what a scenario assumes about votes fit its facts?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

from solver.assumptions import PARTNERS, RIVALS, Assumptions
from solver.facts import Facts
from solver.problems import Path, Problem, check_known


def problems_of_odds(assumed: Assumptions, facts: Facts) -> Iterator[Problem]:
    """What is wrong with the section, by path within it."""
    yield from _elections(assumed, facts)
    for election, groups in assumed.alliances.items():
        yield from _keys(("alliances",), "election", (election,), facts.election)
        yield from _groups(("alliances", election), groups, facts)
    yield from _blocs(assumed, facts)
    yield from check_known(("cadre",), "party", assumed.cadre, facts.party)
    yield from _transfers(assumed, facts)
    yield from _keys(("swing",), "party", assumed.swing, facts.party)
    for region, parties in assumed.regional_swing.items():
        yield from _keys(("regional_swing",), "region", (region,), facts.regions)
        yield from _keys(("regional_swing", region), "party", parties, facts.party)
    if not assumed.sigma.total:
        message = "all errors are 0, so every seat would be certain"
        yield Problem(("sigma",), message, "give seat or state an error above 0", derived=True)


def needs_odds(facts: Facts, path: Path = ()) -> Iterator[Problem]:
    """The problem of a rule or goal that asks for odds where nothing is assumed about votes."""
    if facts.odds is None:
        message = "needs odds, and the scenario has no section 'odds'"
        yield Problem(path, message, "add one, such as 'odds: {elections: {2019: 1}}'", kind="odds")


def _keys(path: Path, kind: str, names: Iterable[str], known: Mapping[str, Any] | Iterable[str]) -> Iterator[Problem]:
    """Unknown names among the keys of a mapping."""
    for name in names:
        for problem in check_known((*path, name), kind, (name,), known):
            yield replace(problem, at_key=True)


def _elections(assumed: Assumptions, facts: Facts) -> Iterator[Problem]:
    yield from _keys(("elections",), "election", assumed.elections, facts.election)
    if not assumed.elections:
        yield Problem(("elections",), "no election is named, so nothing shows how strong parties are", derived=True)
    for election in assumed.elections:
        rows = facts.returns.get(election, {}).values()
        if election in facts.election and not any(row.votes for seat in rows for row in seat):
            message = f"no votes of {election} are on record, so it shows nothing"
            yield Problem(("elections", election), message, at_key=True, derived=True)


def _groups(path: Path, groups: Iterable[tuple[str, ...]], facts: Facts) -> Iterator[Problem]:
    """Lists of parties that go together: known, two or more, and nobody in two of them."""
    groups = tuple(groups)
    for index, group in enumerate(groups):
        yield from check_known((*path, index), "party", group, facts.party)
        if len(group) < 2:
            yield Problem((*path, index), "one party alone goes with nobody", "name two or more", derived=True)
    for (_, one), (index, other) in combinations(enumerate(groups), 2):
        for party in set(one) & set(other):
            yield Problem((*path, index), f"{party} stands in two of these lists", "join them", name=party)


def _blocs(assumed: Assumptions, facts: Facts) -> Iterator[Problem]:
    yield from _groups(("blocs",), assumed.blocs, facts)
    for index, bloc in enumerate(assumed.blocs):
        for party in bloc:
            if party in facts.party and facts.party[party].contests:
                message = f"{party} contests the pact, so it is no rival"
                yield Problem(("blocs", index), message, "name parties with contests: false", name=party)


def _transfers(assumed: Assumptions, facts: Facts) -> Iterator[Problem]:
    for giver, takers in assumed.transfer.items():
        yield from _keys(("transfer",), "party", (giver,), facts.party)
        known = (*facts.party, PARTNERS, RIVALS)
        yield from _keys(("transfer", giver), "party", takers, known)
        if giver in takers:
            message = f"{giver} does not stand down for itself"
            yield Problem(("transfer", giver, giver), message, "leave it out", at_key=True)
    for word in (PARTNERS, RIVALS):
        if assumed.transfer and word in facts.party:
            yield Problem(("transfer",), f"'{word}' is a party here, and means a group in this list", derived=True)
