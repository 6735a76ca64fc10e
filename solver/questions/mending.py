"""What could two parties exchange so that a rule that one of them sees broken is mended, or comes nearer to it?"""

from __future__ import annotations

from collections.abc import Iterator

from solver.answers import Finding, Mend
from solver.breach import Breach
from solver.engine.asks import Deadline
from solver.posed import Posed
from solver.rules import Rule
from solver.split import Split

MOST_TRIED = 4_000
"""Most exchanges of one pair that are tried; where there are more, single seats only, and the answer says so."""

MOST_WEIGHED = 50
"""Of the changes that mend equally well, how many are held against the other rules; the first by file order."""

Change = dict[str, str]
"""New holder by seat."""


def finding(posed: Posed, rule: Rule, split: Split, deadline: Deadline) -> Finding:
    """Where a split breaks a rule, and what the pair could do about it; nothing where it keeps the rule."""
    breach = rule.witness(split, posed.what_if.facts)
    if breach is None or breach.party is None or breach.against is None:
        return Finding(breach)
    tried, complete = _try_all(posed, rule, split, breach, deadline)
    least = min((one[:2] for one in tried), default=None)
    best = [change for *much, change in tried if tuple(much) == least]
    if not best:
        return Finding(breach, None, complete)
    before = posed.shortfalls(split)
    weighed = ((_worse(posed, before, split, one), one) for one in best[:MOST_WEIGHED])
    worse, change = min(weighed, key=lambda told: _harm(posed, told[0]))
    moves = tuple((seat, split[seat], party) for seat, party in change.items())
    short = rule.shortfall(split.changed(change), posed.what_if.facts)
    told = {posed.rules[index].id: both for index, both in worse.items()}
    return Finding(breach, Mend(moves, short, told), complete)


def _try_all(
    posed: Posed, rule: Rule, split: Split, breach: Breach, deadline: Deadline
) -> tuple[list[tuple[int, int, Change]], bool]:
    """(what is left, seats that move, change) of each change of the pair that helps; True if all were tried."""
    facts = posed.what_if.facts
    now = rule.shortfall(split, facts)
    changes, complete = _changes(split, breach)
    helping: list[tuple[int, int, Change]] = []
    for change in changes:
        if deadline.passed:
            return helping, False
        short = rule.shortfall(split.changed(change), facts)
        if short < now:
            helping.append((short, len(change), change))
    return helping, complete


def _changes(split: Split, breach: Breach) -> tuple[Iterator[Change], bool]:
    """Every seat that could go to the party, and every exchange of two; False where these are too many to try."""
    party, against = breach.party or "", breach.against or ""
    mine, theirs = split.held(party), split.held(against)
    few = len(mine) * len(theirs) <= MOST_TRIED

    def each() -> Iterator[Change]:
        yield from ({seat: party} for seat in theirs)
        if few:
            yield from ({one: party, other: against} for one in theirs for other in mine)

    return each(), few


def _worse(posed: Posed, before: dict[int, int], split: Split, change: Change) -> dict[int, tuple[int, int]]:
    """(shortfall before, after) by rule that is kept less well after a change."""
    after = posed.shortfalls(split.changed(change))
    return {index: (before[index], short) for index, short in after.items() if short > before[index]}


def _harm(posed: Posed, worse: dict[int, tuple[int, int]]) -> tuple[int, ...]:
    """What the rules lose, to compare: red lines first, then priority by priority, by weight."""
    lost = dict.fromkeys(range(len(posed.rules)), 0)
    lost |= {index: after - before for index, (before, after) in worse.items()}
    return (sum(lost[index] for index in posed.musts), *posed.cost(lost))
