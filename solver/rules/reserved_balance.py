"""Every party's part of the reserved seats is like its part of all seats, rounded down or up.

So that nobody is given its seats mostly, or never, among those. It is asked in negotiations; no paper states it. What
counts is what a party holds, whatever it is entitled to; reserved seats divided by entitlement are `quotas` with
`each: reserved`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar, Literal, NamedTuple, Self

from pydantic import Field

from solver.breach import Breach
from solver.facts import Facts
from solver.fields import Count, Ids
from solver.problems import Problem, check_known
from solver.rows import Demand, Grid, Linear
from solver.rules.base import Rule
from solver.rules.bounds import Between, between, changes, nearest
from solver.split import Split
from solver.words import amount, either


class Parts(NamedTuple):
    """What each party holds of the reserved seats, and between what that should lie."""

    held: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]


class ReservedBalance(Rule):
    """Reserved seats are spread over the parties as all seats are, give or take the odd one and `within`."""

    graded: ClassVar[Mapping[str, int]] = {"within": -1}
    kind: Literal["reserved_balance"] = Field(
        "reserved_balance", description="Each party's part of the reserved seats is like its part of all seats."
    )
    reserved: Ids | None = Field(None, description="Reservations that count (SC, ST); default: any.")
    within: Count = Field(0, description="How many of them may lie elsewhere.")

    def pool(self, facts: Facts) -> tuple[str, ...]:
        """The reserved seats that count, in file order."""
        return tuple(
            seat.id
            for seat in facts.seats
            if seat.reserved is not None and (self.reserved is None or seat.reserved in self.reserved)
        )

    def sentence(self, facts: Facts) -> str:
        """'each partner's part of the 17 seats reserved for SC is like its part of all 80 seats'."""
        which = f"reserved for {either(self.reserved)}" if self.reserved else "that are reserved"
        seats = f"{amount(len(self.pool(facts)))} {which}"
        if len(self.pool(facts)) == 1:
            seats = seats.removeprefix("1 ").replace("seat that are", "seat that is")
        every = f"all {amount(len(facts.seats))}" if len(facts.seats) > 1 else "the only seat"
        slack = f", give or take {amount(self.within)}" if self.within else ""
        return f"each partner's part of the {seats} is like its part of {every}{slack}"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Unknown reservations, and none at all."""
        kinds = dict.fromkeys(seat.reserved for seat in facts.seats if seat.reserved)
        yield from check_known(("reserved",), "reservation", self.reserved or (), kinds)
        if not kinds:
            yield Problem((), "no seat of this scenario is reserved", derived=True)

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """For each party, its reserved seats x all seats between its seats x all reserved ones, less and plus 1."""
        pool = self.pool(facts)
        bounds = [
            Between(Linear.sum(grid.cells(party, pool)), Linear.sum(grid.cells(party), len(pool)), len(grid.seats))
            for party in grid.parties
        ]
        return between([(len(pool), bounds)], "both", self.within)

    def shortfall(self, split: Split, facts: Facts) -> int:
        """Reserved seats that would have to change hands, totals as they are, beyond `within`."""
        parts = self._parts(split, facts)
        return max(0, changes(parts.held, parts.low, parts.high) - self.within)

    def witness(self, split: Split, facts: Facts) -> Breach | None:
        """Who holds too few of the reserved seats, and who too many."""
        if not self.shortfall(split, facts):
            return None
        found = nearest(facts.contesting, *self._parts(split, facts), "both")
        return replace(found, sentence=f"reserved seats: {found.sentence}")

    def _parts(self, split: Split, facts: Facts) -> Parts:
        pool, house = self.pool(facts), len(facts.seats)
        held = tuple(split.count(party, pool) for party in facts.contesting)
        products = [split.count(party) * len(pool) for party in facts.contesting]
        return Parts(held, tuple(one // house for one in products), tuple(-(-one // house) for one in products))

    def loosened(self, by: int) -> Self:
        """Allows `by` of them more elsewhere."""
        return self.model_copy(update={"within": self.within + by})
