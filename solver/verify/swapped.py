"""Does each exchange of `swaps` help every partner in it and leave all demands as well kept, and are none left out?

Every exchange of two or three seats is tried once more, and what it does is counted by the rules' own checkers, here
without a look at who changes which row: what can be left out is only what names none of the seats' cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise, permutations
from typing import Any

from solver.answers import Swap
from solver.rows import Row
from solver.split import Split
from solver.telling import exchange_sentence
from solver.verify.bounds import NO_TIME
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Result
from solver.verify.told import ToldSwaps
from solver.verify.totals import notice_check, rule_checks, split_check
from solver.words import amount
from solver.worth import Gain, worth_of_cells

Rank = tuple[Any, ...]
"""Exchanges are listed by this, the least first: see `_rank`."""


def swap_checks(case: Case, told: ToldSwaps) -> Iterator[Result]:
    """The split, the rules in it, every exchange listed, and that there are as many as is said, none of them better."""
    yield notice_check(case, told.notices)
    sound = split_check(case, told.split)
    yield sound
    if sound.verdict == "refused":
        return
    yield from rule_checks(case, told.rules, told.split)
    yield from _Swapped(case, told).checks()


@dataclass(frozen=True)
class _Tried:
    """An exchange that holds, and its place in the order."""

    rank: Rank
    swap: Swap


class _Swapped:
    """The exchanges of one split, tried anew."""

    def __init__(self, case: Case, told: ToldSwaps) -> None:
        self.case = case
        self.told = told
        self.split = Split.of((seat, told.split[seat]) for seat in case.posed.grid.seats)
        self.worth, self.basis = worth_of_cells(case.posed)
        self.short = case.shortfalls(self.split)
        self.cut = case.stored.about.limited or told.interrupted

    def checks(self) -> Iterator[Result]:
        claim = self.claim("basis", f"seats are worth what {self.told.basis} say")
        yield claim.settled(None if self.told.basis == self.basis else f"here {self.basis} do")
        ranks: list[Rank] = []
        for index, one in enumerate(self.told.found):
            tried = self._tried_as(one)
            yield self._listed(index, one, tried)
            ranks += [tried.rank] if tried is not None else []
        yield self._order(ranks)
        if len(ranks) == len(self.told.found):
            yield from self._numbers(ranks)

    def claim(self, field: str, text: str) -> Claim:
        return Claim("swaps", f"$.{field}", text)

    # --- those listed ------------------------------------------------------------------------

    def _listed(self, index: int, one: Swap, tried: _Tried | None) -> Check:
        claim = self.claim(f"swaps[{index}]", f"{index + 1}. {one.sentence}")
        if tried is None:
            return claim.refused("it is no exchange that helps all in it and leaves every demand as well kept")
        expected, given = tried.swap.to_dict(), one.to_dict()
        differ = [name for name in expected if given[name] != expected[name]]
        if differ:
            return self.claim(f"swaps[{index}].{differ[0]}", claim.text).refused(f"counted: {expected[differ[0]]}")
        return claim.proved("counted")

    def _tried_as(self, one: Swap) -> _Tried | None:
        """The exchange of these seats, where it goes around the partners as told and holds."""
        seats = [seat for seat, _, _ in one.moves]
        if len(seats) not in (2, 3) or len(set(seats)) < len(seats) or not set(seats) <= set(self.split):
            return None
        for ring in _rings(sorted(seats, key=self._place)):
            if {seat: to for seat, _, to in one.moves} == self._taking(ring):
                return self._tried(ring)
        return None

    def _order(self, ranks: list[Rank]) -> Check:
        claim = self.claim("swaps", "they are listed in order, each once, and no more than were asked for")
        wrong = "the order is another" if ranks != sorted(ranks) else None
        wrong = wrong or ("one comes twice" if any(one == two for one, two in pairwise(ranks)) else None)
        return claim.settled(wrong or ("there are more" if len(ranks) > self.told.most else None), "counted")

    # --- all there are -----------------------------------------------------------------------

    def _numbers(self, listed: list[Rank]) -> Iterator[Check]:
        ranks: list[Rank] = []
        for size, field in ((2, "pairs"), (3, "circles")):
            number, complete = self.told.numbers[size], self.told.complete[size]
            claim = self.claim(field, f"{'' if complete else 'at least '}{amount(number, 'exchanges')} of {size} seats")
            least = sum(len(one.moves) == size for one in self.told.found)
            if not complete and not self.cut:
                yield self.claim(f"{field}_complete", claim.text).refused("only the time limit leaves that open")
                return
            found = self._all(size)
            if found is None:
                yield claim.unchecked(NO_TIME)
                return
            right = number == len(found) if complete else least <= number <= len(found)
            yield claim.settled(None if right else f"there are {len(found)}", "tried")
            ranks += found
        if all(self.told.complete.values()):
            claim = self.claim("swaps", f"the {len(listed)} listed are the best of all")
            expected = sorted(ranks)[: self.told.most]
            yield claim.settled(None if listed == expected else "one of the best is left out", "tried")

    def _all(self, size: int) -> list[Rank] | None:
        """The places of all exchanges of so many seats; None where time ran out."""
        found = []
        for seats in self._candidates(size):
            if self.case.second.over:
                return None
            found += [tried.rank for ring in _rings(seats) if (tried := self._tried(ring)) is not None]
        return found

    def _candidates(self, size: int) -> Iterator[tuple[str, ...]]:
        """Sets of seats of as many partners, in file order; of three, those in which each would have another."""
        if size == 2:
            yield from (pair for pair in combinations(self.split, 2) if pair[1] in self._wanted[pair[0]])
            return
        for first in self.split:
            later = {seat for seat in self._linked[first] if self._place(seat) > self._place(first)}
            for second in sorted(later, key=self._place):
                both = later & self._linked[second]
                yield from (
                    (first, second, third) for third in sorted(both, key=self._place) if self._after(second, third)
                )

    def _after(self, one: str, other: str) -> bool:
        return self._place(one) < self._place(other)

    def _place(self, seat: str) -> int:
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

    # --- one exchange ------------------------------------------------------------------------

    def _taking(self, ring: tuple[str, ...]) -> dict[str, str]:
        """Who gets each seat: the holder of each one gets the next, the holder of the last the first."""
        return {other: self.split[seat] for seat, other in zip(ring, (*ring[1:], ring[0]), strict=True)}

    def _tried(self, ring: tuple[str, ...]) -> _Tried | None:
        """The exchange; None where somebody does not gain, or a demand is kept less well."""
        steps = list(zip(ring, (*ring[1:], ring[0]), strict=True))
        if not all(self._rather(seat, other) for seat, other in steps):
            return None
        taking = self._taking(ring)
        change = self._change(taking)
        if change is None:
            return None
        gains = {self.split[seat]: self._gain(seat, other) for seat, other in steps}
        moves = tuple((seat, self.split[seat], taking[seat]) for seat in sorted(ring, key=self._place))
        better = {self.case.posed.rules[i].id: (self.short[i], self.short[i] + by) for i, by in change.items()}
        sentence = exchange_sentence(self.case.posed, moves, gains, better, self.basis)
        cost = self.case.posed.cost({i: change.get(i, 0) for i in self.case.posed.wishes})
        together = tuple(-sum(goal) for goal in zip(*gains.values(), strict=True))
        rank = (cost, together, len(ring), moves, tuple(gains.items()), tuple(better.items()))
        return _Tried(rank, Swap(moves, gains, better, sentence))

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


def _rings(seats: Any) -> Iterator[tuple[str, ...]]:
    """The ways around these seats, from the first."""
    first, *rest = seats
    yield from ((first, *order) for order in permutations(rest))


def _switch(row: Row) -> tuple[int, ...]:
    return () if row.only_if is None else (row.only_if,)
