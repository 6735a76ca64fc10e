"""Every party's number of seats lies between its lower and its upper quota, in all or region by region.

The quota of a party is its entitlement's part of the seats to be divided; the lower quota is that rounded down, the
upper that rounded up: M. L. Balinski and H. P. Young, Fair Representation (1982). `follows` asks for the seats that one
method of apportionment gives; this rule admits every split within the quotas, whatever the method.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar, Literal, NamedTuple, Self

from pydantic import Field

from solver.breach import Breach
from solver.facts import Facts
from solver.fields import Count
from solver.problems import Problem
from solver.rows import Demand, Grid, Linear
from solver.rules.bounds import Between, between, changes, nearest
from solver.rules.entitled import EntitledRule
from solver.split import Split
from solver.words import amount


class Quota(NamedTuple):
    """A pool and, for each party bound, what it holds of it and the bounds of its quota."""

    pool: str | None
    held: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]


class Quotas(EntitledRule):
    """Seats of each party of `over`, within its quota; with `each`, of the seats of every region or reservation."""

    graded: ClassVar[Mapping[str, int]] = {"within": -1}
    kind: Literal["quotas"] = Field("quotas", description="Seats lie between lower and upper quota.")
    side: Literal["both", "lower", "upper"] = Field("both", description="Which of the two quotas binds.")
    each: Literal["region", "reserved"] | None = Field(
        None, description="Divide the seats of every region, or of every reservation, apart; default: all together."
    )
    within: Count = Field(0, description="How many seats may lie outside.")

    def sentence(self, facts: Facts) -> str:
        """'seats lie within the quotas of legislators (SP 111, INC 2), in every region'."""
        which = {"both": "within the quotas", "lower": "at or above the lower quotas", "upper": "at or below the upper"}
        quotas = f"{which[self.side]}{' quotas' if self.side == 'upper' else ''}"
        where = {"region": ", in every region", "reserved": ", of every reservation", None: ""}[self.each]
        slack = f", give or take {amount(self.within)}" if self.within else ""
        return f"seats lie {quotas} of {self.basis_of(facts)}{where}{slack}"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Adds: `each` divides something."""
        yield from super().problems(facts)
        if self.each and not any(pool for pool in self.pools(facts)):
            yield Problem(("each",), f"no seat of this scenario has a '{self.each}'", derived=True)

    def pools(self, facts: Facts) -> dict[str | None, tuple[str, ...]]:
        """The seats divided together, by what they have in common; seats in no region are none's."""
        if self.each is None:
            return {None: facts.seat_ids}
        pools: dict[str | None, tuple[str, ...]] = {}
        for seat in facts.seats:
            name = seat.region if self.each == "region" else seat.reserved
            if name is not None:
                pools[name] = (*pools.get(name, ()), seat.id)
        return pools

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """For each pool and party, held x total between its weight x what the parties bound hold, less and plus 1."""
        weights, parties = self.weights(facts), self.parties(facts)
        total = sum(weights.values())
        if not total:
            return Demand()
        pools = []
        for pool in self.pools(facts).values():
            cells = {party: grid.cells(party, pool) for party in parties}
            every = Linear.sum(cell for party in parties for cell in cells[party])
            divided = Linear(constant=len(pool)) if parties == grid.parties else every
            bounds = [Between(Linear.sum(cells[party]), divided.times(weights[party]), total) for party in parties]
            pools.append((len(pool), bounds))
        return between(pools, self.side, self.within)

    def shortfall(self, split: Split, facts: Facts) -> int:
        """Seats that would have to change hands, pool by pool, to bring everybody within the quota, beyond `within`."""
        needed = sum(changes(one.held, one.low, one.high) for one in self._quotas(split, facts))
        return max(0, needed - self.within)

    def witness(self, split: Split, facts: Facts) -> Breach | None:
        """The pool where most is outside, who is below and who is above."""
        if not self.shortfall(split, facts):
            return None
        worst = max(self._quotas(split, facts), key=lambda one: changes(one.held, one.low, one.high))
        found = nearest(self.parties(facts), worst.held, worst.low, worst.high, self.side)
        return replace(found, sentence=f"{worst.pool}: {found.sentence}") if worst.pool else found

    def _quotas(self, split: Split, facts: Facts) -> Iterator[Quota]:
        weights, parties = self.weights(facts), self.parties(facts)
        total = sum(weights.values())
        for name, pool in self.pools(facts).items() if total else ():
            held = tuple(split.count(party, pool) for party in parties)
            low = tuple(sum(held) * weights[party] // total for party in parties)
            high = tuple(-(-sum(held) * weights[party] // total) for party in parties)
            none, every = tuple(0 for _ in parties), tuple(len(pool) for _ in parties)
            yield Quota(name, held, none if self.side == "upper" else low, every if self.side == "lower" else high)

    def loosened(self, by: int) -> Self:
        """Allows `by` seats more outside."""
        return self.model_copy(update={"within": self.within + by})
