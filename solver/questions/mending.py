"""What could two parties exchange so that a rule that one of them sees broken is mended, or comes nearer to it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, permutations

from solver.answers import Finding, Mend
from solver.breach import Breach
from solver.engine.asks import Deadline
from solver.posed import Posed
from solver.rules import Rule
from solver.split import Split

MOST_TRIED = 4_000
"""Most exchanges of two seats that are tried; where there are more, single seats only, and the answer says so."""

MOST_WEIGHED = 50
"""Of the changes that mend equally well, how many are held against the other rules; the first by file order."""

Change = dict[str, str]
"""New holder by seat."""

Tried = tuple[int, int, Change]
"""(what is left, seats that move, the change)."""

Worse = dict[int, tuple[int, int]]
"""(shortfall before, after) by rule that is kept less well."""


def finding(posed: Posed, rule: Rule, split: Split, deadline: Deadline) -> Finding:
    """Where a split breaks a rule, and what two parties could do about it; nothing where it keeps the rule."""
    breach = rule.witness(split, posed.what_if.facts)
    if breach is None:
        return Finding(breach)
    tried, complete = _try_all(posed, rule, split, breach, deadline)
    if not tried:
        return Finding(breach, None, complete)
    before = posed.shortfalls(split)
    best = _nearest(posed, before, split, tried)
    weighed = ((_worse(posed, before, split, one), one) for one in best[:MOST_WEIGHED])
    worse, change = min(weighed, key=lambda told: _harm(posed, told[0]))
    moves = tuple((seat, split[seat], party) for seat, party in change.items())
    short = rule.shortfall(split.changed(change), posed.what_if.facts)
    told = {posed.rules[index].id: both for index, both in worse.items()}
    broken = tuple(posed.rules[index].id for index in worse if posed.rules[index].must)
    return Finding(breach, Mend(moves, short, told, broken), complete)


def _try_all(posed: Posed, rule: Rule, split: Split, breach: Breach, deadline: Deadline) -> tuple[list[Tried], bool]:
    """Each change of two parties that helps; True if all were tried."""
    facts = posed.what_if.facts
    now = rule.shortfall(split, facts)
    changes, complete = _changes(split, [*_pairs(facts.contesting, breach)])
    helping: list[Tried] = []
    for change in changes:
        if deadline.passed:
            return helping, False
        short = rule.shortfall(split.changed(change), facts)
        if short < now:
            helping.append((short, len(change), change))
    return helping, complete


def _pairs(parties: tuple[str, ...], breach: Breach) -> Iterator[tuple[str, str]]:
    """(who gets, who gives): the pair of the witness; where it leaves one of them open, every party in its place."""
    for party, against in permutations(parties, 2):
        if breach.party in (None, party) and breach.against in (None, against):
            yield party, against


def _changes(split: Split, pairs: list[tuple[str, str]]) -> tuple[Iterator[Change], bool]:
    """Every seat that could go to a party, and every exchange of two; False where these are too many to try."""
    exchanged = {frozenset(pair): pair for pair in reversed(pairs)}.values()
    few = sum(len(split.held(party)) * len(split.held(against)) for party, against in exchanged) <= MOST_TRIED
    singly = ({seat: party} for party, against in pairs for seat in split.held(against))
    doubly = (
        {one: party, other: against}
        for party, against in exchanged
        for one in split.held(against)
        for other in split.held(party)
    )
    return (chain(singly, doubly) if few else singly), few


def _nearest(posed: Posed, before: Mapping[int, int], split: Split, tried: list[Tried]) -> list[Change]:
    """The changes that leave least, with fewest seats; of those that break no red line, if there are any."""

    def kept(change: Change) -> bool:
        after = posed.shortfalls(split.changed(change), posed.musts)
        return all(short <= before[must] for must, short in after.items())

    for least in sorted({one[:2] for one in tried}):
        unbroken = [change for *much, change in tried if tuple(much) == least and kept(change)]
        if unbroken:
            return unbroken
    least = min(one[:2] for one in tried)
    return [change for *much, change in tried if tuple(much) == least]


def _worse(posed: Posed, before: dict[int, int], split: Split, change: Change) -> Worse:
    """(shortfall before, after) by rule that is kept less well after a change."""
    after = posed.shortfalls(split.changed(change))
    return {index: (before[index], short) for index, short in after.items() if short > before[index]}


def _harm(posed: Posed, worse: Worse) -> tuple[int, ...]:
    """What the rules lose, to compare: red lines first, then priority by priority, by weight."""
    lost = dict.fromkeys(range(len(posed.rules)), 0)
    lost |= {index: after - before for index, (before, after) in worse.items()}
    return (sum(lost[index] for index in posed.musts), *posed.cost(lost))
