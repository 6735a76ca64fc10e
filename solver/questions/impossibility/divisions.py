"""What does each party hold, in everybody's eyes, in every split of many pacts at once?

Seats of one type need not be told apart, so a split is a number of seats for each block of equal seats and each party.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from solver.questions.impossibility.instances import Pacts, Weights, subsets

Numbers = NDArray[np.int16]
Flags = NDArray[np.bool_]

AT_ONCE = 1 << 16
"""About how many (pact, split) pairs are looked at together: what fits into a processor's cache."""


@dataclass(frozen=True)
class Divisions:
    """All splits of some pacts: arrays of a row a pact and a column a split.

    `value[i][j]` is what the seats of party j are worth to party i, `held[j]` the number of them (one row only, where
    it is the same for all pacts); `whole[i]`, what all seats are worth to party i, has one column for all splits.
    """

    weights: Weights
    seats: int
    value: tuple[tuple[Numbers, ...], ...]
    held: tuple[Numbers, ...]
    whole: tuple[Numbers, ...]

    @property
    def parties(self) -> range:
        return range(len(self.weights))


def divisions(pacts: Pacts) -> Iterator[tuple[Pacts, Divisions]]:
    """Some of the pacts, and all splits of each of them; until all have been seen."""
    splits = _splits(pacts.blocks, len(pacts.weights))
    step = max(1, AT_ONCE // len(splits))
    for start in range(0, len(pacts.types), step):
        some = pacts[start : start + step]
        yield some, _divided(some, splits)


def _divided(pacts: Pacts, splits: NDArray[np.float32]) -> Divisions:
    parties = range(len(pacts.weights))
    rows = np.array(subsets(len(pacts.weights)), dtype=np.float32)
    wanted = rows[pacts.types]  # by pact, block, party
    kinds, holders = np.divmod(pacts.locked, len(pacts.weights))
    pinned = [holders == j for j in parties]  # by pact, locked seat
    locked = rows[kinds]  # by pact, locked seat, party
    value = tuple(
        tuple(
            (wanted[:, :, i] @ splits[:, :, j].T + (locked[:, :, i] * pinned[j]).sum(axis=1)[:, None]).astype(np.int16)
            for j in parties
        )
        for i in parties
    )
    held = tuple(splits[:, :, j].sum(axis=1)[None, :] + _one_row(pinned[j].sum(axis=1)) for j in parties)
    whole = tuple(
        (wanted[:, :, i] @ np.array(pacts.blocks, dtype=np.float32) + locked[:, :, i].sum(axis=1))[:, None]
        for i in parties
    )
    return Divisions(
        pacts.weights,
        sum(pacts.blocks) + pacts.locked.shape[1],
        value,
        tuple(one.astype(np.int16) for one in held),
        tuple(one.astype(np.int16) for one in whole),
    )


def _one_row(pinned: NDArray[np.int64]) -> NDArray[np.int64]:
    """A column; of one row where all are the same."""
    return pinned[:1, None] if (pinned == pinned[:1]).all() else pinned[:, None]


@lru_cache(maxsize=256)
def _splits(blocks: tuple[int, ...], parties: int) -> NDArray[np.float32]:
    """Every way to divide blocks of equal seats: by split, block and party."""
    found = np.zeros((1, 0, parties), dtype=np.float32)
    for seats in blocks:
        shares = np.array(list(_shares(seats, parties)), dtype=np.float32)
        before = np.repeat(found, len(shares), axis=0)
        found = np.concatenate([before, np.tile(shares, (len(found), 1))[:, None, :]], axis=1)
    return found


def _shares(seats: int, parties: int) -> Iterator[list[int]]:
    """Every way to write a number as so many summands, 0 among them."""
    for bars in combinations(range(seats + parties - 1), parties - 1):
        ends = [-1, *bars, seats + parties - 1]
        yield [right - left - 1 for left, right in pairwise(ends)]
