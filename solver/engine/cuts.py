"""Which part of a cut is a clash by itself? A cut may add up several that have nothing to do with each other.

That a cut is a clash is A. Hoffman's circulation theorem (1960, see `network`); its parts are the components of what it
touches, each added up by itself.
"""

from __future__ import annotations

import numpy as np

from solver.engine.flows import Cut
from solver.engine.network import Network
from solver.system import EngineError


def smallest_part(network: Network, cut: Cut) -> Cut:
    """The part of fewest counts, of those that share no seat with the rest, that is a contradiction by itself.

    Raises:
        EngineError: if no part is; then the whole is none.
    """
    parts = _parts(network, cut)
    clashing = [part for part in parts if surplus(network, part) > 0]
    if not clashing:
        raise EngineError("a cut does not prove that its counts clash")
    return min(clashing, key=lambda part: len(part.counts))


def surplus(network: Network, cut: Cut) -> int:
    """By how much the rows of a cut contradict each other: above 0, no choice of cells satisfies them."""
    reduced = np.zeros(network.seats * network.parties, dtype=np.int64)
    bound = 0
    for seat, by in cut.seats.items():
        reduced[seat * network.parties : (seat + 1) * network.parties] -= by
        bound += by
    for number, by in cut.counts.items():
        count = network.counts[number]
        bound += by * (count.low if by > 0 else count.high)
        reduced[network.cells[number]] -= by
    return bound + int(np.minimum(reduced, 0).sum())


def _parts(network: Network, cut: Cut) -> list[Cut]:
    """Counts that share a seat, directly or by way of others, with the seats that they touch."""
    touched = {number: set((network.cells[number] // network.parties).tolist()) for number in cut.counts}
    parts: list[tuple[list[int], set[int]]] = []
    for number, seats in touched.items():
        joined = [part for part in parts if not part[1].isdisjoint(seats)]
        parts = [part for part in parts if part[1].isdisjoint(seats)]
        members = [number, *(one for part in joined for one in part[0])]
        parts.append((members, seats.union(*(part[1] for part in joined))))
    return [
        Cut(
            {number: cut.counts[number] for number in members},
            {seat: by for seat, by in cut.seats.items() if seat in seats},
        )
        for members, seats in parts
    ]
