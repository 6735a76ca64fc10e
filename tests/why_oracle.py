"""Why is the answer to a small scenario what it is, found by looking at every split?

Plain Python over the list of all splits, like the oracle it builds on: no rows, no engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, permutations
from typing import NamedTuple

from solver.goals import Strength, Value
from solver.lookups.strength import claim_scores
from solver.split import Split
from tests.oracle import Looked, Oracle

Holds = Callable[[Looked], bool]


class Told(NamedTuple):
    """What one more demand takes."""

    verdict: str
    priority: int | None
    goal: int | None
    by: int | None
    split: Split | None


def score(oracle: Oracle, one: Looked) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What splits are ordered by, least first: cost by priority, then goals."""
    return oracle.cost(one.shortfalls), tuple(-value for value in one.goals)


def best_of(oracle: Oracle, splits: Iterable[Looked]) -> list[Looked]:
    """The best of these splits, in the fixed order."""
    splits = list(splits)
    least = min((score(oracle, one) for one in splits), default=None)
    return [one for one in splits if score(oracle, one) == least]


def nearest(oracle: Oracle, splits: Iterable[Looked], base: Split) -> Looked:
    """Of the best of these, the first that moves the fewest seats."""
    return min(best_of(oracle, splits), key=lambda one: len(base.moved(one.split)))


def contrast(oracle: Oracle, holds: Holds) -> Told:
    """What one more demand takes."""
    base = oracle.best[0]
    splits = [one for one in oracle.allowed if holds(one)]
    if not splits:
        return Told("forbidden", None, None, None, None)
    other = nearest(oracle, splits, base.split)
    cost, goals = score(oracle, other)
    for priority, was, now in zip(oracle.priorities, oracle.cost(base.shortfalls), cost, strict=True):
        if was != now:
            return Told("cost", priority, None, now - was, other.split)
    for number, (was, now) in enumerate(zip(base.goals, goals, strict=True), 1):
        if was != -now:
            return Told("goal", None, number, was + now, other.split)
    return Told("tie", None, None, None, other.split)


def is_minimal_clash(oracle: Oracle, holds: Holds, most: Mapping[int, int]) -> bool:
    """Does no split that holds keep all of these rules so well, though one does without any of them?"""

    def possible(indices: Iterable[int]) -> bool:
        kept = list(indices)
        return any(holds(one) and all(one.shortfalls[i] <= most[i] for i in kept) for one in oracle.every)

    return not possible(most) and all(possible(other for other in most if other != one) for one in most)


def can_go(oracle: Oracle, splits: Sequence[Looked]) -> dict[str, tuple[str, ...]]:
    """To which parties each seat goes in some of these splits."""
    facts = oracle.what_if.facts
    return {
        seat: tuple(party for party in facts.contesting if any(one.split[seat] == party for one in splits))
        for seat in facts.seat_ids
    }


def in_order(oracle: Oracle) -> list[Looked]:
    """All splits that keep the musts, the best first; equally good ones in the fixed order."""
    return sorted(oracle.allowed, key=lambda one: score(oracle, one))


def farthest(splits: Sequence[Looked], base: Split) -> Split:
    """The first of these splits that moves the most seats."""
    return max(splits, key=lambda one: len(base.moved(one.split))).split


# --- swaps -----------------------------------------------------------------------------------


def values(oracle: Oracle) -> list[dict[tuple[str, str], int]]:
    """What each seat is worth to each party: goal by goal, or by the number of rules that claim it."""
    facts = oracle.what_if.facts
    found: list[dict[tuple[str, str], int]] = []
    for goal in oracle.what_if.goals:
        if isinstance(goal, Value):
            found.append({(cell.seat, cell.party): cell.value for cell in goal.cells})
        elif isinstance(goal, Strength):
            found.append(dict(claim_scores(facts, goal.elections, goal.legislators)))
    found = [{cell: one for cell, one in goal.items() if cell[1] in facts.contesting and one} for goal in found]
    found = [goal for goal in found if goal]
    if found:
        return found
    claims: dict[tuple[str, str], int] = {}
    for rule in oracle.rules:
        party, seats = rule.claimed(facts) or ("", ())
        for seat in seats:
            claims[seat, party] = claims.get((seat, party), 0) + 1
    return [claims]


def exchanges(oracle: Oracle, start: Split) -> Iterator[tuple[tuple[object, ...], dict[str, str]]]:
    """(order, seats taken) of each exchange of two or three seats that helps everybody in it."""
    worth = values(oracle)
    by_split = {one.split: one for one in oracle.every}
    before = by_split[start]
    for size in (2, 3):
        for seats in combinations(start, size):
            for getting in permutations(seats):
                holders = [start[seat] for seat in seats]
                if len(set(holders)) < size or any(one == other for one, other in zip(seats, getting, strict=True)):
                    continue
                gains = [
                    tuple(goal.get((got, party), 0) - goal.get((given, party), 0) for goal in worth)
                    for given, got, party in zip(seats, getting, holders, strict=True)
                ]
                taken = dict(zip(getting, holders, strict=True))
                after = by_split[Split.of({**start, **taken})]
                worse = any(new > old for new, old in zip(after.shortfalls, before.shortfalls, strict=True))
                if not worse and all(gain > (0,) * len(gain) for gain in gains):
                    cost = oracle.cost(after.shortfalls)
                    yield (cost, tuple(-sum(goal) for goal in zip(*gains, strict=True)), size), taken
