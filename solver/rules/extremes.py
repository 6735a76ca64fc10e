"""How do rows speak of the best, or the worst, of the seats that somebody holds?

By levels of value, with one 0/1 helper a level, each in a short row with the one before it: as many rows as values,
where a helper for each seat would need as many again to choose the seat.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from solver.rows import Draft, Linear


def at_most_greatest(draft: Draft, worth: Mapping[str, int], held: Mapping[str, Linear]) -> Linear:
    """An expression that can be as great as the greatest value held, and no greater.

    `worth` is above 0; `held` is, by seat, an expression that is 1 where the seat is held, else 0. Where nothing is
    held the expression is the least value of all: no row may then depend on it.
    """
    by_level = _by_level(worth)
    levels = sorted(by_level, reverse=True)
    reached: list[int] = []
    for level, _ in pairwise(levels):
        reached.append(draft.helper(0, 1))
        terms = Linear.sum(reached[-2:-1]) + Linear.sum(reached[-1:], -1)
        for seat in by_level[level]:
            terms += held[seat]
        draft.row(terms, low=0)
    steps = tuple(level - lower for level, lower in pairwise(levels))
    return Linear(tuple(reached), steps, levels[-1])


def at_most_least(draft: Draft, worth: Mapping[str, int], held: Mapping[str, Linear]) -> Linear:
    """An expression that can be as great as the least value held, and no greater.

    As `at_most_greatest`, but values may be 0, and where nothing is held it can be the greatest value of all.
    """
    by_level = _by_level(worth)
    levels = sorted(by_level)
    passed: list[int] = []
    for level, _ in pairwise(levels):
        passed.append(draft.helper(0, 1))
        for before in passed[-2:-1]:
            draft.row(Linear((passed[-1], before), (1, -1)), high=0)
        for seat in by_level[level]:
            draft.row(held[seat] + Linear.sum(passed[-1:]), high=1)
    steps = tuple(higher - level for level, higher in pairwise(levels))
    return Linear(tuple(passed), steps, levels[0])


def _by_level(worth: Mapping[str, int]) -> dict[int, list[str]]:
    """Seats by value."""
    by_level: dict[int, list[str]] = {}
    for seat, value in worth.items():
        by_level.setdefault(value, []).append(seat)
    return by_level
