"""How many different sets of rules do several sums refute together? Their families overlap, so numbers do not add up.

Rules that play the same part in each family are of one sort, and a set is told by how many of each sort it holds; what
is counted is how many sets there are of each such kind that some family stands for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product
from math import comb, prod

from solver.cover import Cover

MOST_KINDS = 50_000
"""Most kinds of sets that are looked at; beyond it the number is not told."""

ALWAYS = -1
"""The part of a rule that every set of a family holds."""

Sort = tuple[int, tuple[int, ...]]
"""(rules of which only one is taken, the part they bring to each family: 0 where they are none of its rules)."""


def different(members: Sequence[int], covers: Sequence[Cover | None]) -> int | None:
    """How many different sets some conflicts stand for: themselves, or their families; None where that is too hard.

    Args:
        members: each conflict, as a set of candidates.
        covers: the family it stands for, if it does.
    """
    families = [cover for cover in covers if cover is not None]
    alone = [one for one, cover in zip(members, covers, strict=True) if cover is None]
    together = union(families)
    if together is None:
        return None
    return together + sum(not any(cover.is_one(one) for cover in families) for one in set(alone))


def union(covers: Sequence[Cover]) -> int | None:
    """How many different sets these stand for; None where a rule has different fellows, or there are too many sorts."""
    sorts = _sorts(covers)
    if sorts is None or prod(number + 1 for number in sorts.values()) > MOST_KINDS:
        return None
    total = 0
    for taken in product(*(range(number + 1) for number in sorts.values())):
        kind = [(sort, number, most) for (sort, most), number in zip(sorts.items(), taken, strict=True)]
        if any(_stands_for(kind, index, cover.more_than) for index, cover in enumerate(covers)):
            total += prod(comb(most, number) * fellows**number for (fellows, _), number, most in kind)
    return total


def _sorts(covers: Sequence[Cover]) -> Counter[Sort] | None:
    """How many there are of each sort; None where a rule is in one group here, and in another one there."""
    parts: dict[int, list[int]] = {}
    for index, cover in enumerate(covers):
        own = [(1 << position, ALWAYS) for position in range(cover.always.bit_length()) if cover.always >> position & 1]
        for group, part in [*own, *((group, part) for part, group in cover.groups)]:
            parts.setdefault(group, [0] * len(covers))[index] = part
    seen = 0
    for group in parts:
        if seen & group:
            return None
        seen |= group
    return Counter((group.bit_count(), tuple(brought)) for group, brought in parts.items())


def _stands_for(kind: Sequence[tuple[Sort, int, int]], index: int, more_than: int) -> bool:
    """Is a set that holds so many of each sort one of a family's?"""
    brought = [0]
    for (_, parts), number, most in kind:
        part = parts[index]
        if part == ALWAYS and number < most:
            return False
        if number and part == 0:
            return False
        brought += [part] * number if part > 0 else []
    total, least = sum(brought), min(brought[1:], default=0)
    return total > more_than and total - least <= more_than
