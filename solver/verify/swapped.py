"""Does each exchange that `swaps` lists hold, and is none left out?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from solver.answers import Swap
from solver.split import Split
from solver.verify.bounds import NO_TIME
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Result
from solver.verify.exchanges import Exchanges, Rank, Tried, rings
from solver.verify.told import ToldSwaps
from solver.verify.totals import notice_check, rule_checks, split_check
from solver.words import amount


def swap_checks(case: Case, told: ToldSwaps) -> Iterator[Result]:
    """The split, the rules in it, every exchange listed, and that there are as many as is said, none of them better."""
    sound = split_check(case, told.split)
    yield sound
    if sound.verdict == "refused":
        return
    yield from rule_checks(case, told.rules, told.split)
    yield notice_check(case, told.notices)
    yield from _Swapped(case, told).checks()


class _Swapped:
    """The exchanges of one split, tried anew."""

    def __init__(self, case: Case, told: ToldSwaps) -> None:
        self.case = case
        self.told = told
        split = Split.of((seat, told.split[seat]) for seat in case.posed.grid.seats)
        self.exchanges = Exchanges(case, split)
        self.cut = case.stored.about.limited or told.interrupted

    def checks(self) -> Iterator[Result]:
        basis = self.exchanges.basis
        claim = self.claim("basis", f"seats are worth what {self.told.basis} say")
        yield claim.settled(None if self.told.basis == basis else f"here {basis} do")
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

    def _listed(self, index: int, one: Swap, tried: Tried | None) -> Check:
        claim = self.claim(f"swaps[{index}]", f"{index + 1}. {one.sentence}")
        if tried is None:
            return claim.refused("it is no exchange that helps all in it and leaves every demand as well kept")
        expected, given = tried.swap.to_dict(), one.to_dict()
        differ = [name for name in expected if given[name] != expected[name]]
        if differ:
            return self.claim(f"swaps[{index}].{differ[0]}", claim.text).refused(f"counted: {expected[differ[0]]}")
        return claim.proved("counted")

    def _tried_as(self, one: Swap) -> Tried | None:
        """The exchange of these seats, where it goes around the partners as told and holds."""
        seats = [seat for seat, _, _ in one.moves]
        if len(seats) not in (2, 3) or len(set(seats)) < len(seats) or not set(seats) <= set(self.exchanges.split):
            return None
        for ring in rings(sorted(seats, key=self.exchanges.place)):
            if {seat: to for seat, _, to in one.moves} == self.exchanges.taking(ring):
                return self.exchanges.tried(ring)
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
        for seats in self.exchanges.candidates(size):
            if self.case.second.over:
                return None
            found += [tried.rank for ring in rings(seats) if (tried := self.exchanges.tried(ring)) is not None]
        return found
