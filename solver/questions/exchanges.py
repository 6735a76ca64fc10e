"""Which exchanges of seats improve everybody in them, and leave every demand as well kept?

Every pair of seats is tried, then every circle of three: the first partner's seat goes to the second, the second's to
the third, the third's to the first. An exchange that improves everybody in it is a cycle in the graph of who would
rather have which seat: L. Shapley and H. Scarf, "On cores and indivisibility", Journal of Mathematical Economics 1
(1974) 23-37.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from solver.answers import Moves
from solver.engine.asks import Deadline
from solver.posed import Posed
from solver.split import Split
from solver.worth import Gain, Worth

Ring = tuple[int, ...]
"""Numbers of seats: the holder of each one gets the next one, the holder of the last one the first."""


@dataclass(frozen=True, order=True)
class Exchange:
    """An exchange; in order of what the scenario likes best: demands by priority, then worth, then few seats."""

    cost: tuple[int, ...]
    """What it adds to the cost of each priority; never above 0."""
    less: Gain
    """What all partners together gain, by goal, with the sign turned."""
    size: int
    moves: Moves
    gains: tuple[tuple[str, Gain], ...]
    better: tuple[tuple[str, tuple[int, int]], ...]


class Exchanges:
    """Tries exchanges on one split, and keeps the best."""

    def __init__(self, posed: Posed, split: Split, worth: Worth, most: int) -> None:
        self.posed = posed
        self.split = split
        self.worth = worth
        self.most = most
        self.best: list[Exchange] = []
        self.number: Counter[int] = Counter()
        self.width = len(posed.grid.parties)
        self.holder = [posed.grid.parties.index(party) for _, party in split.items()]
        self.short = posed.shortfalls(split)

    def try_all(self, size: int, deadline: Deadline) -> bool:
        """Try every exchange of two or three seats; False where the deadline came first."""
        rings = self._pairs() if size == 2 else self._circles()
        for ring in rings:
            if deadline.passed:
                return False
            exchange = self._exchange(ring)
            if exchange is not None:
                self.number[size] += 1
                insort(self.best, exchange)
                del self.best[self.most :]
        return not deadline.passed

    # --- who would rather have which seat ----------------------------------------------------

    def _cell(self, seat: int, party: int) -> int:
        return seat * self.width + party

    def _gain(self, seat: int, other: int) -> Gain:
        """What the holder of a seat gains by getting another one for it."""
        party = self.holder[seat]
        one, two = self.worth[self._cell(seat, party)], self.worth[self._cell(other, party)]
        return tuple(after - before for before, after in zip(one, two, strict=True))

    @cached_property
    def _wanted(self) -> tuple[int, ...]:
        """By seat, the seats of others that its holder would rather have, as the bits of a number."""
        seats = range(len(self.holder))
        return tuple(sum(1 << other for other in seats if self._rather(seat, other)) for seat in seats)

    def _rather(self, seat: int, other: int) -> bool:
        gain = self._gain(seat, other) if self.holder[seat] != self.holder[other] else ()
        return gain > (0,) * len(gain)

    @cached_property
    def _wanting(self) -> tuple[int, ...]:
        """By seat, the seats whose holders would rather have it."""
        seats = range(len(self.holder))
        return tuple(sum(1 << other for other in seats if self._wanted[other] >> seat & 1) for seat in seats)

    def _pairs(self) -> Iterator[Ring]:
        for first in range(len(self.holder)):
            for second in _bits(self._wanted[first] & self._wanting[first], first):
                yield first, second

    def _circles(self) -> Iterator[Ring]:
        """Circles of three partners, from the first of the three seats; nobody wants a seat of his own."""
        for first in range(len(self.holder)):
            for second in _bits(self._wanted[first], first):
                for third in _bits(self._wanted[second] & self._wanting[first], first):
                    yield first, second, third

    # --- what it does to the demands ---------------------------------------------------------

    def _exchange(self, ring: Ring) -> Exchange | None:
        """The exchange; None where a demand would be kept less well."""
        receivers = self._receivers(ring)
        seats = self.posed.grid.seats
        taking = {seats[seat]: self.posed.grid.parties[party] for seat, party in receivers.items()}
        changes = self._changes(receivers, taking)
        if changes is None:
            return None
        gains = [self._gain(seat, other) for seat, other in _steps(ring)]
        return Exchange(
            cost=self.posed.cost({i: changes.get(i, 0) for i in self.posed.wishes}),
            less=tuple(-sum(goal) for goal in zip(*gains, strict=True)),
            size=len(ring),
            moves=tuple((seats[seat], self.split[seats[seat]], taking[seats[seat]]) for seat in sorted(ring)),
            gains=tuple((self.split[seats[seat]], gain) for seat, gain in zip(ring, gains, strict=True)),
            better=tuple(
                (self.posed.rules[i].id, (self.short[i], self.short[i] + by)) for i, by in sorted(changes.items()) if by
            ),
        )

    def _receivers(self, ring: Ring) -> dict[int, int]:
        """Who gets each seat."""
        return {other: self.holder[seat] for seat, other in _steps(ring)}

    def _changes(self, receivers: dict[int, int], taking: dict[str, str]) -> dict[int, int] | None:
        """Change of the shortfall by rule that the exchange touches; None where one grows."""
        touched = self._touched(receivers)
        if not touched:
            return {}
        after = self.split.changed(taking)
        changes = {}
        for index in touched:
            by = self.posed.rules[index].shortfall(after, self.posed.what_if.facts) - self.short[index]
            if by > 0:
                return None
            changes[index] = by
        return changes

    def _touched(self, receivers: dict[int, int]) -> list[int]:
        """Rules of which some row changes its sum; the others fall short as before."""
        sums: Counter[tuple[int, int]] = Counter()
        for seat, party in receivers.items():
            sums.update(self._entries[self._cell(seat, party)])
            sums.subtract(self._entries[self._cell(seat, self.holder[seat])])
        return sorted({rule for (rule, _), change in sums.items() if change})

    @cached_property
    def _entries(self) -> list[dict[tuple[int, int], int]]:
        """By cell, its coefficient by (rule, row); the shortfall and the conditions of rows count as further rows."""
        entries: list[dict[tuple[int, int], int]] = [{} for _ in range(self.posed.system.cells)]
        for rule, rows in enumerate(self.posed.system.demand_rows[: len(self.posed.rules)]):
            sums = [row.terms.combined() for row in rows] + [self.posed.system.shortfalls[rule].combined()]
            sums += [{row.only_if: 1} for row in rows if row.only_if is not None]
            for number, terms in enumerate(sums):
                for variable, coefficient in terms.items():
                    if variable < self.posed.system.cells:
                        entries[variable][rule, number] = coefficient
        return entries


def _steps(ring: Ring) -> Iterator[tuple[int, int]]:
    """(seat given, seat got) by partner."""
    return zip(ring, (*ring[1:], ring[0]), strict=True)


def _bits(number: int, above: int) -> Iterator[int]:
    """The places of the ones in a number, those above a place."""
    rest = number >> (above + 1)
    place = above + 1
    while rest:
        skip = (rest & -rest).bit_length()
        place += skip
        yield place - 1
        rest >>= skip
