"""Who picks when, if parties pick seats in turn by entitlement, and what does each get?

Picking sequences from methods of apportionment: M. Chakraborty, U. Schmidt-Kraepelin and W. Suksompong, "Picking
Sequences and Monotonicity in Weighted Fair Division", arXiv:2104.14347.
"""

from __future__ import annotations

from collections.abc import Sequence

from solver.lookups.apportionment import Method, admissible_to


def picking_sequence(method: Method, weights: Sequence[int], seats: int) -> tuple[int, ...]:
    """Who picks first, second, ...: whoever gains a seat as the house grows by one; ties go to the first party.

    Only for methods in which nobody loses a seat when the house grows: all but largest remainder.

    Raises:
        ValueError: for largest remainder, and as `admissible`.
        TooManyTiesError: as `admissible`.
    """
    if method == "largest_remainder":
        raise ValueError("under largest remainder a party may lose a seat when the house grows, so nobody's turn it is")
    held = (0,) * len(weights)
    turns = []
    for sets in admissible_to(method, weights, seats)[1:]:
        nexts = {one for outcome in sets for one in outcome.each() if sum(map(abs, _steps(held, one))) == 1}
        held, before = max(nexts), held
        turns.append(_steps(before, held).index(1))
    return tuple(turns)


def _steps(before: Sequence[int], after: Sequence[int]) -> list[int]:
    return [new - old for old, new in zip(before, after, strict=True)]


def picked(sequence: Sequence[int], worth: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The holder of each seat if everybody in turn picks what it values most of what is left; ties: the first seat."""
    holders = [-1] * len(worth[0])
    for party in sequence:
        left = [seat for seat, holder in enumerate(holders) if holder < 0]
        holders[max(left, key=lambda seat: (worth[party][seat], -seat))] = party
    return tuple(holders)
