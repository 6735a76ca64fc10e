"""Who picks when, if parties pick seats in turn by entitlement, and what does each get?

Picking sequences from methods of apportionment: M. Chakraborty, U. Schmidt-Kraepelin and W. Suksompong, "Picking
Sequences and Monotonicity in Weighted Fair Division", arXiv:2104.14347.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from solver.lookups.apportionment import Method, admissible_to


def picking_sequence(method: Method, weights: Sequence[int], seats: int) -> tuple[int, ...]:
    """Who picks first, second, ...: whoever gains a seat as the house grows by one; ties go to the first party.

    Only for methods in which nobody loses a seat when the house grows: all but largest remainder.

    Raises:
        ValueError: for largest remainder, and as `admissible`.
        TooManyTiesError: as `admissible`.
    """
    held = (0,) * len(weights)
    turns = []
    for totals in _totals(method, tuple(weights), seats)[1:]:
        party = _nexts(held, totals)[0]
        held = _raised(held, party)
        turns.append(party)
    return tuple(turns)


@lru_cache(maxsize=1_024)
def _totals(method: Method, weights: tuple[int, ...], seats: int) -> tuple[frozenset[tuple[int, ...]], ...]:
    """What the method admits, for every number of seats from 0."""
    if method == "largest_remainder":
        raise ValueError("under largest remainder a party may lose a seat when the house grows, so nobody's turn it is")
    return tuple(
        frozenset(one for outcome in sets for one in outcome.each()) for sets in admissible_to(method, weights, seats)
    )


def _nexts(held: tuple[int, ...], totals: Collection[tuple[int, ...]]) -> list[int]:
    """The parties that may get the next seat."""
    return [party for party in range(len(held)) if _raised(held, party) in totals]


def _raised(held: tuple[int, ...], party: int) -> tuple[int, ...]:
    return (*held[:party], held[party] + 1, *held[party + 1 :])


def picked(sequence: Sequence[int], worth: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The holder of each seat if everybody in turn picks what it values most of what is left; ties: the first seat."""
    holders = [-1] * len(worth[0])
    for party in sequence:
        left = [seat for seat, holder in enumerate(holders) if holder < 0]
        holders[max(left, key=lambda seat: (worth[party][seat], -seat))] = party
    return tuple(holders)


def all_picked(method: Method, weights: Sequence[int], worth: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """The holder of each seat, for every way of breaking ties: between parties, and between seats worth the same.

    The first is what `picked` gives for `picking_sequence`. For few seats: there may be very many.

    Raises:
        ValueError, TooManyTiesError: as `picking_sequence`.
    """
    seats = len(worth[0])
    states: dict[tuple[int, ...], None] = {(-1,) * seats: None}
    for totals in _totals(method, tuple(weights), seats)[1:]:
        states = {
            (*holders[:seat], party, *holders[seat + 1 :]): None
            for holders in states
            for party in _nexts(tuple(map(holders.count, range(len(weights)))), totals)
            for seat in _best_left(holders, worth[party])
        }
    return tuple(states)


def _best_left(holders: Sequence[int], worth: Sequence[int]) -> list[int]:
    """The seats left that are worth most."""
    left = [seat for seat, holder in enumerate(holders) if holder < 0]
    most = max(worth[seat] for seat in left)
    return [seat for seat in left if worth[seat] == most]
