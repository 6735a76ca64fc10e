"""Which pacts are there, up to symmetry, where every seat is worth 1 or 0 to each party?

A seat is told by its *type*, the set of parties to which it is worth 1, and by the party it is locked to, if it is. So
a pact is a multiset of types, and one of locked types. Parties of equal entitlement may change places; of all pacts
that come of one another that way, the first is looked at. Types are numbered so that the set of all parties is 0 and
the empty set is last: the pacts in which seats are alike come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement, pairwise, permutations, product
from math import gcd

import numpy as np
from numpy.typing import NDArray

from solver.answers.impossible import Size

Weights = tuple[int, ...]
Types = NDArray[np.int64]
Change = tuple[int, ...]
"""Where each party goes, of those of equal entitlement."""


@dataclass(frozen=True)
class Pact:
    """Entitlements, and seats: the type of each free one; type and holder of each that is locked."""

    weights: Weights
    free: tuple[int, ...]
    locked: tuple[tuple[int, int], ...] = ()

    @property
    def size(self) -> Size:
        return Size(len(self.free) + len(self.locked), len(self.weights), len(self.locked))

    @property
    def types(self) -> tuple[int, ...]:
        """The type of each seat, free ones first."""
        return (*self.free, *(kind for kind, _ in self.locked))

    def worth(self) -> tuple[tuple[int, ...], ...]:
        """The value of each seat, by party, free seats first."""
        rows = subsets(len(self.weights))
        return tuple(tuple(rows[kind][party] for kind in self.types) for party in range(len(self.weights)))


def entitlements(parties: int, most: int) -> Iterator[Weights]:
    """Every vector of whole numbers from 1 to `most` without a common factor, the greatest first; small sums first."""
    every = combinations_with_replacement(range(most, 0, -1), parties)
    yield from sorted((one for one in every if gcd(*one) == 1), key=lambda one: (sum(one), one))


@lru_cache(maxsize=8)
def subsets(parties: int) -> tuple[tuple[int, ...], ...]:
    """By type, 1 for each party that it is worth something to; large sets first."""
    return tuple(sorted(product((1, 0), repeat=parties), key=lambda row: (-sum(row), tuple(-one for one in row))))


@dataclass(frozen=True)
class Pacts:
    """Pacts with as many free seats of each type as `blocks` says: of types that differ from block to block.

    A row a pact: `types` has a column a block, `locked` a column a locked seat, with type x parties + holder.
    """

    weights: Weights
    blocks: tuple[int, ...]
    types: Types
    locked: Types

    def __getitem__(self, rows: slice) -> Pacts:
        """Some of them."""
        return Pacts(self.weights, self.blocks, self.types[rows], self.locked[rows])

    def pact(self, row: int) -> Pact:
        """One of them."""
        free = [kind for kind, times in zip(self.types[row].tolist(), self.blocks, strict=True) for _ in range(times)]
        locked = tuple(divmod(kind, len(self.weights)) for kind in self.locked[row].tolist())
        return Pact(self.weights, tuple(free), locked)


def pacts(weights: Weights, size: Size) -> Iterator[Pacts]:
    """Every pact of a size with these entitlements, each once up to parties of equal entitlement."""
    found: dict[tuple[int, ...], list[tuple[Types, Types]]] = {}
    for locked, keeping in _locked(weights, size):
        for blocks, types in _free(size.parties, size.seats - size.locked, keeping):
            rows = np.tile(np.array(locked, dtype=np.int64), (len(types), 1))
            found.setdefault(blocks, []).append((types, rows))
    for blocks, parts in found.items():
        yield Pacts(
            weights, blocks, np.concatenate([one for one, _ in parts]), np.concatenate([two for _, two in parts])
        )


def _locked(weights: Weights, size: Size) -> Iterator[tuple[tuple[int, ...], tuple[Change, ...]]]:
    """Every multiset of locked seats, the first of those that come of one another; and the changes that keep it."""
    changes = _changes(weights)
    for chosen in combinations_with_replacement(range((1 << size.parties) * size.parties), size.locked):
        images = [_moved(chosen, change) for change in changes]
        if chosen == min(images):
            yield chosen, tuple(change for image, change in zip(images, changes, strict=True) if image == chosen)


def _changes(weights: Weights) -> tuple[Change, ...]:
    every = permutations(range(len(weights)))
    return tuple(one for one in every if all(weights[to] == weight for to, weight in zip(one, weights, strict=True)))


def _moved(locked: tuple[int, ...], change: Change) -> tuple[int, ...]:
    renamed, parties = _renamed(change), len(change)
    return tuple(sorted(renamed[kind // parties] * parties + change[kind % parties] for kind in locked))


@lru_cache(maxsize=64)
def _renamed(change: Change) -> tuple[int, ...]:
    """By type, the type that it becomes where parties change places."""
    rows = subsets(len(change))
    number = {row: kind for kind, row in enumerate(rows)}
    back = [change.index(party) for party in range(len(change))]
    return tuple(number[tuple(row[party] for party in back)] for row in rows)


@lru_cache(maxsize=64)
def _free(parties: int, seats: int, changes: tuple[Change, ...]) -> tuple[tuple[tuple[int, ...], Types], ...]:
    """Every multiset of types, the first of those that come of one another by the changes; by how often types recur."""
    every = list(combinations_with_replacement(range(1 << parties), seats))
    rows = np.array(every, dtype=np.int64).reshape(len(every), seats)
    code = _code(rows, parties)
    first = np.ones(len(rows), dtype=bool)
    for change in changes:
        image = np.sort(np.array(_renamed(change))[rows], axis=1)
        first &= code <= _code(image, parties)
    rows = rows[first]
    turns = rows[:, 1:] != rows[:, :-1]
    found = []
    for pattern in sorted(product((False, True), repeat=max(0, seats - 1))):
        chosen = rows[(turns == np.array(pattern, dtype=bool)).all(axis=1)]
        starts = [0, *(place for place, turn in enumerate(pattern, 1) if turn)][: max(0, seats)]
        blocks = tuple(end - start for start, end in pairwise([*starts, seats]))
        if len(chosen):
            found.append((blocks, chosen[:, starts]))
    return tuple(found)


def _code(rows: Types, parties: int) -> Types:
    """One number a row, in the order of rows."""
    code = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:
        code = code * (1 << parties) + column
    return code
