"""Every party holds its share of what the seats are worth to it: exactly, or but for one seat.

With w entitlements and u_i the value of seats to party i, its share is w_i / (sum of w) of u_i of all seats (with
`over`, of those that the parties bound hold together). `none` asks for that (WPROP); `one` is content where one seat
of the others, if added, would make it up (WPROP1): H. Aziz, H. Moulin and F. Sandomirskiy, "A polynomial-time
algorithm for computing a Pareto optimal and almost proportional allocation", arXiv:1909.00740.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, gcd
from typing import Literal, NamedTuple

from pydantic import Field

from solver.breach import Breach
from solver.facts import Facts
from solver.rows import Demand, Draft, Grid, Linear
from solver.rules.entitled import Division, ValuedRule
from solver.rules.extremes import at_most_greatest
from solver.split import Split
from solver.words import figure


class Lack(NamedTuple):
    """How much a party lacks of its share, with `aside` added to what it holds."""

    amount: Fraction
    party: str
    aside: str | None


class Proportional(ValuedRule):
    """Every party of `over` holds its share of the value it sees, but for one seat and `within`."""

    kind: Literal["proportional"] = Field("proportional", description="Every party holds its share of the value.")
    up_to: Literal["none", "one"] = Field(
        "one", description="What may be missing: none (WPROP), or one seat of another's (WPROP1)."
    )

    @property
    def name(self) -> str:
        """The name in the literature: WPROP, WPROP1."""
        return "WPROP1" if self.up_to == "one" else "WPROP"

    def sentence(self, facts: Facts) -> str:
        """'every partner holds its share (WPROP1), entitled by legislators (SP 111, INC 2), seats counted alike'."""
        basis = f"entitled by {self.basis_of(facts)}, {self.values.phrase()}"
        return f"every partner holds its share of the value it sees ({self.name}), {basis}{self.give_or_take()}"

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """One row a party, in products; all share one shortfall, since it is the greatest lack that counts."""
        division, draft = self.division(facts), Draft()
        short = draft.helper(0, len(grid.seats))
        for party in division.parties:
            weight, total = division.weights[party], sum(division.weights.values())
            if weight and division.whole[party]:
                common = gcd(weight, total)
                weight, total = weight // common, total // common
                unit = total * division.average[party]
                held = _held(grid, division, party, (party,)).times(total)
                share = self._divided(grid, division, party).times(-weight)
                added = self._added(draft, grid, division, party).times(total)
                draft.row(held + added + share + Linear((short,), (unit,)), low=-unit * self.within)
        return draft.demand(Linear((short,), (1,)))

    @staticmethod
    def _divided(grid: Grid, division: Division, party: str) -> Linear:
        """What the seats that the parties bound hold together are worth to a party."""
        if division.parties == grid.parties:
            return Linear(constant=division.whole[party])
        return _held(grid, division, party, division.parties)

    def _added(self, draft: Draft, grid: Grid, division: Division, party: str) -> Linear:
        """At most the value of the best seat that another party bound holds."""
        if self.up_to == "none":
            return Linear()
        worth = division.worth[party]
        others = [other for other in division.parties if other != party]
        if division.parties == grid.parties:  # in others' hands is not in its own: one cell instead of many
            held = {seat: Linear(grid.cells(party, (seat,)), (-1,), 1) for seat in worth}
        else:
            held = {seat: Linear.sum(cell for other in others for cell in grid.cells(other, (seat,))) for seat in worth}
        return at_most_greatest(draft, worth, held)

    def shortfall(self, split: Split, facts: Facts) -> int:
        """The greatest lack, in average seats' worth to the party, rounded up, beyond `within`."""
        division = self.division(facts)
        units = (ceil(lack.amount / division.average[lack.party]) for lack in self._lacks(split, facts))
        return max(0, max(units, default=0) - self.within)

    def witness(self, split: Split, facts: Facts) -> Breach | None:
        """Who lacks most, with which seat added, and how much."""
        division = self.division(facts)
        if not self.shortfall(split, facts):
            return None
        lack = max(self._lacks(split, facts), key=lambda one: ceil(one.amount / division.average[one.party]))
        seats = _bundles(split, division)
        own, every = (division.value(lack.party, bundle) for bundle in (seats[lack.party], sum(seats.values(), ())))
        due = Fraction(division.weights[lack.party] * every, sum(division.weights.values()))
        scale = division.scale[lack.party]
        held, share, much = figure(scale * own), figure(scale * due), figure(scale * lack.amount)
        added = f" even if {facts.seat_name(lack.aside)} were added" if lack.aside else ""
        told = f"{lack.party} holds {held} in its own eyes, its share is {share}: {much} short{added}"
        richest = max((party for party in seats if party != lack.party), key=lambda one: len(seats[one]), default=None)
        return Breach(told, lack.party, split[lack.aside] if lack.aside else richest, lack.aside)

    def _lacks(self, split: Split, facts: Facts) -> Iterator[Lack]:
        """Every lack there is, party by party, from the definition."""
        division = self.division(facts)
        seats = _bundles(split, division)
        for party in division.parties if any(division.weights.values()) else ():
            every = [division.value(party, bundle) for bundle in seats.values()]
            share = Fraction(division.weights[party] * sum(every), sum(division.weights.values()))
            others = [seat for other, bundle in seats.items() if other != party for seat in bundle]
            best = max(others, key=lambda seat: division.worth[party].get(seat, 0), default=None)
            aside = best if self.up_to == "one" and best and division.worth[party].get(best) else None
            added = division.worth[party][aside] if aside else 0
            amount = share - division.value(party, seats[party]) - added
            if amount > 0:
                yield Lack(amount, party, aside)


def _bundles(split: Split, division: Division) -> dict[str, tuple[str, ...]]:
    return {party: split.held(party) for party in division.parties}


def _held(grid: Grid, division: Division, party: str, holders: tuple[str, ...]) -> Linear:
    """What the holders' seats are worth to a party."""
    worth = division.worth[party]
    cells = tuple(cell for holder in holders for cell in grid.cells(holder, worth))
    return Linear(cells, tuple(worth.values()) * len(holders))
