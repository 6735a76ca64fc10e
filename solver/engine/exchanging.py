"""Which split brings each party's sum into its band? Exchanges between two parties at a time, the last two exactly.

Parties are settled one after the other: some seats of one go to another that is not settled yet and some come back, so
that the sum of the one lies in its band. There are far more such exchanges than numbers that a sum can come to, so one
that is just right is hardly ever missing, also where a band is a single number. Who is not settled yet is kept a little
above its band, since an exchange loses: a seat is mostly held by who values it. Of the last two both sums must be right
at once: sets of seats of the one and of the other are joined by what they change, as where E. Horowitz and S. Sahni
meet in the middle ("Computing partitions with applications to the knapsack problem", Journal of the ACM 21 (1974)
277-292). What is found is counted by who asked; that nothing is found proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice, product
from math import comb

import numpy as np

from solver.engine.asks import Deadline
from solver.engine.flows import Flags, Whole

FEW = 700
"""Most sets of a party's seats of which each is tried with each of another's: all of two seats, of 36."""

MORE = 2_000
"""The same where none of these will do: all of three seats, of 22."""

AGAIN = 200
"""How many exchanges with each other party are tried where the last two do not come right."""

JOINED = 10_000_000
"""Most sets that are joined before the search is given up: a few seconds."""

MANY = 40_000
"""Most sets of a party's seats that are joined with another's: all of five seats, of 21."""


@dataclass(frozen=True)
class Bands:
    """What each seat is worth to each party (a row a party), to whom it may go, and the ends of each party's sum."""

    worth: Whole
    open: Flags
    low: Whole
    high: Whole

    def sums(self, holder: Whole) -> Whole:
        """What the seats of each party are worth to it."""
        held = self.worth[holder, np.arange(len(holder))]
        return np.bincount(holder, held, len(self.low)).astype(np.int64)

    def kept(self, holder: Whole) -> bool:
        """Does each sum lie in its band?"""
        sums = self.sums(holder)
        return bool(((self.low <= sums) & (sums <= self.high)).all())


@dataclass(frozen=True)
class _Sets:
    """Sets of seats of one party, as rows padded with -1, and what each is worth to it and to another."""

    seats: Whole
    own: Whole
    other: Whole


@dataclass(frozen=True)
class _Exchange:
    one: int
    other: int
    given: Whole
    taken: Whole


def exchanged(bands: Bands, holder: Whole, above: int, deadline: Deadline) -> Whole | None:
    """A split within all bands, reached from `holder`; None where the search does not come upon one.

    `above`: how far above its low end the sum of each party in `holder` should be, and is.
    """
    search = _Search(bands, holder, above, deadline)
    return search.holder if search.run() else None


class _Search:
    def __init__(self, bands: Bands, holder: Whole, above: int, deadline: Deadline) -> None:
        self.bands = bands
        self.deadline = deadline
        self._hold(holder)
        self.free = ~bands.worth.any(axis=1)
        """Parties whose seats are worth nothing to them, so that nothing is asked of them."""
        above_low = bands.low + np.where(self.free, 0, above)
        self.aim = above_low, np.maximum(bands.high, above_low)
        self.joined = 0

    def run(self) -> bool:
        """Settle all; where the last two do not come right, others are exchanged with once more."""
        left = set(np.flatnonzero(~self.free).tolist())
        free = np.flatnonzero(self.free).tolist()
        while len(left) > (0 if free else 2):
            one = max(sorted(left), key=lambda party: int(self._off(party, self.sums[party])))
            left.remove(one)
            if self._in_band(one):
                continue
            exchange = next(self._settling(one, sorted(left) + free), None)
            if exchange is None or self.deadline.passed:
                return False
            self._make(exchange)
        last = sorted(left)
        return self._in_band(*last) or (len(last) == 2 and (self._join(*last) or self._again(last)))

    def _again(self, last: list[int]) -> bool:
        """Exchange with one that is settled, so that it stays so, and try once more; undone where that does not do."""
        before = self.holder
        thirds = [third for third in range(len(self.sums)) if third not in last]
        for third, (one, other) in product(thirds, (last, last[::-1])):
            for exchange in islice(self._settling(third, [one]), AGAIN):
                if self.joined > JOINED or self.deadline.passed:
                    return False
                self._make(exchange)
                if self._join(one, other):
                    return True
                self._hold(before)
        return False

    def _in_band(self, *parties: int) -> bool:
        return all(self.bands.low[p] <= self.sums[p] <= self.bands.high[p] for p in parties)

    def _off(self, party: int, total: Whole) -> Whole:
        """How far a sum is from where it should be before its party is settled."""
        off: Whole = np.maximum(np.maximum(self.aim[0][party] - total, total - self.aim[1][party]), 0)
        return off

    def _settling(self, one: int, others: list[int]) -> Iterator[_Exchange]:
        """Exchanges that bring one into its band, first those after which the other is least off."""
        found = [self._right(one, other, FEW) for other in others]
        if not any(len(off) for off, _, _ in found):
            found = [self._right(one, other, MORE) for other in others]
        which = np.repeat(np.arange(len(found)), [len(off) for off, _, _ in found])
        start = np.cumsum([0, *(len(off) for off, _, _ in found)])
        off = np.concatenate([off for off, _, _ in found])
        for at in np.argsort(off, kind="stable").tolist():
            other, place = int(which[at]), at - int(start[which[at]])
            _, given, taken = found[other]
            yield _Exchange(one, others[other], given[place], taken[place])

    def _right(self, one: int, other: int, most: int) -> tuple[Whole, Whole, Whole]:
        """Exchanges that bring one into its band: how far off the other is then, what is given, and what taken."""
        given, taken = self._sets(one, other, most), self._sets(other, one, most)
        total = self.sums[one] - given.own[:, None] + taken.other[None, :]
        a, b = np.nonzero((self.bands.low[one] <= total) & (total <= self.bands.high[one]))
        off = self._off(other, self.sums[other] + given.other[a] - taken.own[b])
        if len(off) > AGAIN:
            least = np.flatnonzero(off <= np.partition(off, AGAIN)[AGAIN])[: AGAIN + 1]
            off, a, b = off[least], a[least], b[least]
        return off, given.seats[a], taken.seats[b]

    def _join(self, one: int, other: int) -> bool:
        """Bring both to the nearest numbers within their bands at once."""
        low, high = self.bands.low, self.bands.high
        missing = (int(np.clip(self.sums[p], low[p], high[p]) - self.sums[p]) for p in (one, other))
        given, taken = self._sets(one, other, MANY), self._sets(other, one, MANY)
        comes, goes = missing
        self.joined += len(given.own) + len(taken.own)
        wanted = _key(given.own + comes, given.other - goes)
        _, a, b = np.intersect1d(wanted, _key(taken.other, taken.own), return_indices=True)
        if not len(a):
            return False
        self._make(_Exchange(one, other, given.seats[a[0]], taken.seats[b[0]]))
        return True

    def _sets(self, one: int, other: int, most: int) -> _Sets:
        """Sets of seats of one party that may go to another, the empty one first."""
        own = np.flatnonzero((self.holder == one) & self.bands.open[other])
        chosen = np.append(own, -1)[subsets(len(own), most)]
        worth = np.append(self.bands.worth, np.zeros((len(self.sums), 1), dtype=np.int64), axis=1)
        return _Sets(chosen, worth[one][chosen].sum(axis=1), worth[other][chosen].sum(axis=1))

    def _make(self, exchange: _Exchange) -> None:
        holder = self.holder.copy()
        holder[exchange.given[exchange.given >= 0]] = exchange.other
        holder[exchange.taken[exchange.taken >= 0]] = exchange.one
        self._hold(holder)

    def _hold(self, holder: Whole) -> None:
        self.holder, self.sums = holder, self.bands.sums(holder)


def _key(one: Whole, other: Whole) -> Whole:
    """Two sums as one number; below 2^31 each, as `Bands` holds no greater ones."""
    return one * (1 << 32) + other


@lru_cache(maxsize=64)
def subsets(number: int, most: int) -> Whole:
    """Subsets of so many things, a row each, padded with `number`: of up to as many as there are at most `most` of."""
    size, total = 0, 1
    while size < number and total + comb(number, size + 1) <= most:
        size += 1
        total += comb(number, size)
    sets = np.full((total, max(size, 1)), number, dtype=np.int64)
    row = 0
    for k in range(size + 1):
        rows = list(combinations(range(number), k))
        if k:
            sets[row : row + len(rows), :k] = rows
        row += len(rows)
    return sets
