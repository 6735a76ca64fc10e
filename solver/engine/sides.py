"""What do demands ask of classes of like seats: at least and at most how many, of which sums?

Seats that no count tells apart are one class; a whole number says how many of a class go to a party. A count is then a
bound from below and from above on such a number, or on a sum of them, and so two *sides*, each an amount that must at
least be reached: a bound from above is one from below on the negative. Sides, each times a whole number, add up to no
more than the classes allow, which is easily counted; demands that ask for more cannot all be kept. That is what every
proof here is: J. Farkas, "Theorie der einfachen Ungleichungen", J. reine angew. Math. 124 (1902) 1-27.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from solver.engine.counted import Counted
from solver.engine.flows import Whole
from solver.engine.folded import Count

NOBODY = -1
"""Asks for a side in place of a demand: what holds of every split."""


@dataclass(frozen=True)
class Sum:
    """No split brings these sides, each so many times, to more than `most`."""

    times: tuple[tuple[int, int], ...]
    most: int


class Sides:
    """The sides of all demands; side 2q bounds quantity q from below, side 2q + 1 from above.

    The first quantities are the numbers of seats by class and party, the others sums of them.
    """

    def __init__(self, counted: Counted) -> None:
        self._network = network = counted.network
        self.parties = network.parties
        self.classes = _classes(counted)
        self.sizes: Whole = np.array([len(one) for one in self.classes], dtype=np.int64)
        self.numbers = len(self.classes) * self.parties
        self._seats = np.concatenate([*self.classes, np.zeros(0, dtype=np.int64)])
        self._class_of = np.zeros(network.seats, dtype=np.int64)
        for index, seats in enumerate(self.classes):
            self._class_of[seats] = index
        self._sums: list[Whole] = []
        self._places: dict[int, int] = {}
        asked = [
            (side, bound, counted.owner(number))
            for number in range(len(network.counts))
            for side, bound in self._asked(number, network.counts[number])
        ]
        self.rows: Whole = np.array([*np.eye(self.numbers, dtype=np.int64), *self._sums], dtype=np.int64)
        self.reach: Whole = self.rows @ np.repeat(self.sizes, self.parties)
        self._fill(asked, len(counted.system.demands))

    @property
    def quantities(self) -> int:
        """How many quantities there are."""
        return len(self.rows)

    def _fill(self, asked: list[tuple[int, int, int]], demands: int) -> None:
        """Sort what is asked of each side: most first, then in order of the demands, last what always holds."""
        always = [0 if side % 2 == 0 else -int(self.reach[side // 2]) for side in range(2 * self.quantities)]
        self._by_side: list[list[tuple[int, int]]] = [[] for _ in always]
        for side, bound, demand in asked:
            if bound > always[side]:
                self._by_side[side].append((bound, demand))
        for side, bound in enumerate(always):
            self._by_side[side].sort(key=lambda one: (-one[0], one[1]))
            self._by_side[side].append((bound, NOBODY))
        self._bounds = np.array([bound for one in self._by_side for bound, _ in one], dtype=np.int64)
        self._owners = np.array([owner for one in self._by_side for _, owner in one], dtype=np.int64)
        self._always = np.repeat(np.array(always, dtype=np.int64), [len(one) for one in self._by_side])
        self._starts = np.cumsum([0, *(len(one) for one in self._by_side)])[:-1]
        self._active = np.zeros(demands + 1, dtype=np.bool_)  # the last stands for nobody

    def _asked(self, number: int, count: Count) -> Iterator[tuple[int, int]]:
        """(side, amount) of a count; of one that takes all or none of its cells, by class and party."""
        cells = self._network.cells[number]
        seats, parties = np.divmod(cells, self.parties)
        inside = np.unique(self._class_of[seats] * self.parties + parties).tolist()
        if not count.impossible and (count.high == 0 or count.low == len(cells)):
            for one in inside:
                size = int(self.sizes[one // self.parties])
                yield (2 * one + 1, 0) if count.high == 0 else (2 * one, size)
            return
        quantity = inside[0] if len(inside) == 1 else self._sum_of(self._network.place[number], inside)
        yield 2 * quantity, count.low
        yield 2 * quantity + 1, -count.high

    def _sum_of(self, place: int, inside: list[int]) -> int:
        if place not in self._places:
            self._places[place] = self.numbers + len(self._sums)
            row = np.zeros(self.numbers, dtype=np.int64)
            row[inside] = 1
            self._sums.append(row)
        return self._places[place]

    def asked(self, demands: Iterable[int]) -> Whole:
        """By side: the most that one of these demands asks for, or what always holds."""
        self._active[:] = False
        self._active[list(demands)] = True
        self._active[NOBODY] = True
        most: Whole = np.maximum.reduceat(
            np.where(self._active[self._owners], self._bounds, self._always), self._starts
        )
        return most

    def added(self, times: Mapping[int, int]) -> Sum:
        """What sides, each so many times, come to at most: in each class, the party that they count most for."""
        weights = np.zeros(2 * self.quantities, dtype=np.int64)
        weights[list(times)] = list(times.values())
        each = (weights[::2] - weights[1::2]) @ self.rows
        most = int(each.reshape(len(self.sizes), self.parties).max(axis=1) @ self.sizes) if self.numbers else 0
        return Sum(tuple(sorted((side, by) for side, by in times.items() if by)), most)

    def few(self, proof: Sum, demands: Collection[int]) -> tuple[int, ...] | None:
        """Few of these demands that a sum refutes, the last in order left out first; None where it does not refute all.

        No more of them can be left out without taking another sum.
        """
        wanted = {*demands, NOBODY}
        asked = [[one for one in self._by_side[side] if one[1] in wanted] for side, _ in proof.times]
        most = [chain[0] for chain in asked]
        spare = sum(by * bound for (_, by), (bound, _) in zip(proof.times, most, strict=True)) - proof.most
        if spare <= 0:
            return None
        left = {owner for _, owner in most} | {NOBODY}
        of: dict[int, list[int]] = {owner: [] for owner in left}
        for place, (_, owner) in enumerate(most):
            of[owner].append(place)
        for demand in reversed([demand for demand in demands if demand in left]):
            left.discard(demand)
            then = {place: next(one for one in asked[place] if one[1] in left) for place in of[demand]}
            loss = sum(proof.times[place][1] * (most[place][0] - one[0]) for place, one in then.items())
            if loss >= spare:
                left.add(demand)
                continue
            spare -= loss
            for place, one in then.items():
                most[place] = one
                of[one[1]].append(place)
        return tuple(sorted(left - {NOBODY}))

    def behind(self, proof: Sum, asked: Whole, demands: Collection[int]) -> frozenset[int]:
        """The demands behind what a sum takes of each side, but for sides of which so much was only tried."""
        wanted = set(demands)
        first = ((self._first(side, wanted), int(asked[side])) for side, _ in proof.times)
        return frozenset(owner for (bound, owner), amount in first if bound >= amount) - {NOBODY}

    def _first(self, side: int, demands: Collection[int]) -> tuple[int, int]:
        """The most that one of these demands asks of a side, and which one does."""
        return next(one for one in self._by_side[side] if one[1] in demands or one[1] == NOBODY)

    def dealt(self, held: Whole) -> Whole:
        """A split in which each party holds so many seats of each class: 1 for each cell chosen."""
        parties = np.repeat(np.tile(np.arange(self.parties), len(self.sizes)), held)
        chosen = np.zeros(len(self._seats) * self.parties, dtype=np.int64)
        chosen[self._seats * self.parties + parties] = 1
        return chosen


def _classes(counted: Counted) -> list[Whole]:
    """Seats whose cells lie in the same counts, in order of their first seats."""
    network = counted.network
    inside = np.zeros((network.seats * network.parties, max(network.place, default=-1) + 1), dtype=np.bool_)
    for place, cells in zip(network.place, network.cells, strict=True):
        inside[cells, place] = True
    marks = np.packbits(inside.reshape(network.seats, -1), axis=1)
    groups: dict[bytes, list[int]] = {}
    for seat in range(network.seats):
        groups.setdefault(marks[seat].tobytes(), []).append(seat)
    return [np.array(group, dtype=np.int64) for group in groups.values()]
