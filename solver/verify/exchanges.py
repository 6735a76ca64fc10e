"""Which exchanges of two or three seats help all in them and leave every demand as well kept: all tried once more?

What an exchange does is counted by the rules' own checkers; passed over are only rules that name none of its cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations
from typing import Any

from solver.answers import Swap
from solver.rows import Row
from solver.split import Split
from solver.telling import exchange_sentence
from solver.verify.case import Case
from solver.worth import Gain, worth_of_cells

Rank = tuple[Any, ...]
"""Exchanges are listed by this, the least first: cost added, minus what all gain, number of seats, then the rest."""


@dataclass(frozen=True)
class Tried:
    """An exchange that holds, and its place in the order."""

    rank: Rank
    swap: Swap


class Exchanges:
    """The exchanges of one split."""

    def __init__(self, case: Case, split: Split) -> None:
        self.case = case
        self.split = split
        self.worth, self.basis = worth_of_cells(case.posed)
        self.short = case.shortfalls(split)

    def candidates(self, size: int) -> Iterator[tuple[str, ...]]:
        """Sets of so many seats of as many partners, in file order, in which some would rather have another's."""
        if size == 2:
            yield from (pair for pair in combinations(self.split, 2) if pair[1] in self._wanted[pair[0]])
            return
        for first in self.split:
            later = {seat for seat in self._linked[first] if self.place(seat) > self.place(first)}
            for second in sorted(later, key=self.place):
                both = later & self._linked[second]
                yield from (
                    (first, second, third) for third in sorted(both, key=self.place) if self._after(second, third)
                )

    def _after(self, one: str, other: str) -> bool:
        return self.place(one) < self.place(other)

    def place(self, seat: str) -> int:
        """Its number in the file."""
        return self._places[seat]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {seat: place for place, seat in enumerate(self.split)}

    @cached_property
    def _wanted(self) -> dict[str, set[str]]:
        """By seat, those of others that its holder would rather have."""
        return {seat: {other for other in self.split if self._rather(seat, other)} for seat in self.split}

    @cached_property
    def _linked(self) -> dict[str, set[str]]:
        """By seat, those whose holder would rather have it, or that its holder would rather have."""
        return {
            seat: {other for other in self.split if other in self._wanted[seat] or seat in self._wanted[other]}
            for seat in self.split
        }

    def _rather(self, seat: str, other: str) -> bool:
        gain = self._gain(seat, other)
        return self.split[seat] != self.split[other] and gain > (0,) * len(gain)

    def _gain(self, seat: str, other: str) -> Gain:
        """What the holder of a seat gains by having the other instead."""
        one, two = self.case.posed.grid.cells(self.split[seat], (seat, other))
        return tuple(after - before for before, after in zip(self.worth[one], self.worth[two], strict=True))

    def taking(self, ring: tuple[str, ...]) -> dict[str, str]:
        """Who gets each seat: the holder of each one gets the next, the holder of the last the first."""
        return {other: self.split[seat] for seat, other in zip(ring, (*ring[1:], ring[0]), strict=True)}

    def tried(self, ring: tuple[str, ...]) -> Tried | None:
        """The exchange; None where somebody does not gain, or a demand is kept less well."""
        steps = list(zip(ring, (*ring[1:], ring[0]), strict=True))
        if not all(self._rather(seat, other) for seat, other in steps):
            return None
        taking = self.taking(ring)
        change = self._change(taking)
        if change is None:
            return None
        gains = {self.split[seat]: self._gain(seat, other) for seat, other in steps}
        moves = tuple((seat, self.split[seat], taking[seat]) for seat in sorted(ring, key=self.place))
        better = {self.case.posed.rules[i].id: (self.short[i], self.short[i] + by) for i, by in change.items()}
        sentence = exchange_sentence(self.case.posed, moves, gains, better, self.basis)
        cost = self.case.posed.cost({i: change.get(i, 0) for i in self.case.posed.wishes})
        together = tuple(-sum(goal) for goal in zip(*gains.values(), strict=True))
        rank = (cost, together, len(ring), moves, tuple(gains.items()), tuple(better.items()))
        return Tried(rank, Swap(moves, gains, better, sentence))

    def _change(self, taking: dict[str, str]) -> dict[int, int] | None:
        """By rule that is better kept, the change of its shortfall; None where one is kept less well."""
        grid, after, change = self.case.posed.grid, self.split.changed(taking), {}
        cells = {
            cell for seat, party in taking.items() for p in (party, self.split[seat]) for cell in grid.cells(p, (seat,))
        }
        for number, rule in enumerate(self.case.posed.rules):
            if self._named[number].isdisjoint(cells):
                continue
            by = rule.shortfall(after, self.case.posed.what_if.facts) - self.short[number]
            if by > 0:
                return None
            if by:
                change[number] = by
        return change

    @cached_property
    def _named(self) -> list[set[int]]:
        """By rule, the cells that its rows and its shortfall name."""
        system = self.case.posed.system
        return [
            {variable for row in rows for variable in (*row.terms.variables, *_switch(row))} | set(short.variables)
            for rows, short in zip(system.demand_rows, system.shortfalls, strict=True)
        ]


def rings(seats: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The ways around these seats, from the first."""
    first, *rest = seats
    yield from ((first, *order) for order in permutations(rest))


def _switch(row: Row) -> tuple[int, ...]:
    return () if row.only_if is None else (row.only_if,)
