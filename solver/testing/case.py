"""A pact to be divided, as matrices: who is entitled to how much, and what is each seat worth to each party?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from solver.facts import Facts, Party, Seat
from solver.lookups.entitlements import Entitlement
from solver.lookups.values import Cell, Values
from solver.split import Split

Row = tuple[int, ...]
Holders = tuple[int, ...]
"""The number of the party that holds each seat."""

NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Case:
    """Any seat may go to any party. `worth[party][seat]` is what a seat is worth to a party, 0 or more.

    Parties and seats keep their names when others go, so that two cases can be told side by side.
    """

    weights: Row
    worth: tuple[Row, ...]
    parties: tuple[str, ...]
    seats: tuple[str, ...]

    @classmethod
    def of(cls, weights: Sequence[int], worth: Sequence[Sequence[int]]) -> Case:
        """Parties A, B, ... and seats s1, s2, ..."""
        rows = tuple(map(tuple, worth))
        return cls(tuple(weights), rows, tuple(NAMES[: len(rows)]), tuple(f"s{g + 1}" for g in range(len(rows[0]))))

    def facts(self) -> Facts:
        """Nothing is known but parties and seats."""
        return _facts(self.parties, self.seats)

    def entitlement(self) -> Entitlement:
        """The entitlements as given weights."""
        return _entitlement(self.parties, self.weights)

    def values(self) -> Values:
        """The values as given cells; where no seat is worth anything to anybody, none."""
        return _values(self)

    def split(self, holders: Holders) -> Split:
        """The split in which these parties hold the seats."""
        return Split.of((seat, self.parties[holder]) for seat, holder in zip(self.seats, holders, strict=True))

    def held(self, holders: Holders) -> Row:
        """What the seats that each party holds are worth to it."""
        sums = [0] * len(self.parties)
        for seat, holder in enumerate(holders):
            sums[holder] += self.worth[holder][seat]
        return tuple(sums)

    def without_party(self, party: int, seats: Sequence[int] = ()) -> Case:
        """The others by themselves; with it go these seats."""
        kept = [seat for seat in range(len(self.seats)) if seat not in seats]
        others = [one for one in range(len(self.parties)) if one != party]
        return self.part(others, kept)

    def part(self, parties: Sequence[int], seats: Sequence[int]) -> Case:
        """These parties and seats only, in this order."""
        return Case(
            tuple(self.weights[party] for party in parties),
            tuple(tuple(self.worth[party][seat] for seat in seats) for party in parties),
            tuple(self.parties[party] for party in parties),
            tuple(self.seats[seat] for seat in seats),
        )

    def entitled(self, weights: Sequence[int]) -> Case:
        """The same at other entitlements."""
        return Case(tuple(weights), self.worth, self.parties, self.seats)

    def valued(self, party: int, row: Sequence[int]) -> Case:
        """The same, but one party values the seats like this."""
        rows = tuple(tuple(row) if one == party else old for one, old in enumerate(self.worth))
        return Case(self.weights, rows, self.parties, self.seats)


@lru_cache(maxsize=256)
def _facts(parties: tuple[str, ...], seats: tuple[str, ...]) -> Facts:
    return Facts(tuple(Party(id=name) for name in parties), tuple(Seat(id=name) for name in seats))


@lru_cache(maxsize=256)
def _entitlement(parties: tuple[str, ...], weights: Row) -> Entitlement:
    return Entitlement(weights=dict(zip(parties, weights, strict=True)))


@lru_cache(maxsize=256)
def _values(case: Case) -> Values:
    cells = [
        Cell(seat=seat, party=party, value=value)
        for party, row in zip(case.parties, case.worth, strict=True)
        for seat, value in zip(case.seats, row, strict=True)
    ]
    return Values(cells=tuple(cells))
