"""Every party holds what it should be sure of, whoever makes the division: its maximin or its AnyPrice share.

What these shares are, and from which papers, stands in `solver.lookups.shares`, and up to how many seats they can be
computed. They need not be attainable together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import Literal

from pydantic import Field

from solver.breach import Breach
from solver.facts import Facts
from solver.lookups.shares import TooManySeatsError, any_price_share, maximin_share
from solver.memory import remembered
from solver.problems import Problem
from solver.rows import Demand, Draft, Grid, Linear
from solver.rules.entitled import ValuedRule
from solver.split import Split
from solver.words import figure

NAMES = {"maximin": "WMMS", "any_price": "APS"}


class Guaranteed(ValuedRule):
    """Every party of `over` holds its share of the value of all seats, but for `within`."""

    kind: Literal["guaranteed"] = Field("guaranteed", description="Everyone holds its maximin or AnyPrice share.")
    share: Literal["maximin", "any_price"] = Field(
        "any_price", description="Which share: maximin (WMMS) or any_price (APS)."
    )

    @property
    def name(self) -> str:
        """The name in the literature: WMMS, APS."""
        return NAMES[self.share]

    def sentence(self, facts: Facts) -> str:
        """'every partner holds its AnyPrice share (APS), entitled by legislators (...), seats counted alike'."""
        which = {"maximin": "weighted maximin share (WMMS)", "any_price": "AnyPrice share (APS)"}[self.share]
        basis = f"entitled by {self.basis_of(facts)}, {self.values.phrase()}"
        return f"every partner holds its {which}, {basis}{self.give_or_take()}"

    def shares(self, facts: Facts) -> Mapping[str, Fraction]:
        """What each party should hold, in its own values without their common factor.

        Raises:
            TooManySeatsError: where there are too many seats to compute it.
        """
        return _shares(self, facts)

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Adds: the shares can be computed."""
        before = list(super().problems(facts))
        yield from before
        if not before:
            try:
                self.shares(facts)
            except TooManySeatsError as error:
                yield Problem(("share",), str(error), derived=True)

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """One row a party; all share one shortfall, since it is the greatest lack that counts."""
        division, draft = self.division(facts), Draft()
        short = draft.helper(0, len(grid.seats))
        for party, share in self.shares(facts).items():
            if share:
                worth = division.worth[party]
                unit = share.denominator * division.average[party]
                held = Linear(grid.cells(party, worth), tuple(worth.values())).times(share.denominator)
                draft.row(held + Linear((short,), (unit,)), low=share.numerator - unit * self.within)
        return draft.demand(Linear((short,), (1,)))

    def shortfall(self, split: Split, facts: Facts) -> int:
        """The greatest lack, in average seats' worth to the party, rounded up, beyond `within`."""
        division = self.division(facts)
        units = (ceil(lack / division.average[party]) for party, lack in self._lacks(split, facts).items())
        return max(0, max(units, default=0) - self.within)

    def witness(self, split: Split, facts: Facts) -> Breach | None:
        """Who lacks most, and how much."""
        if not self.shortfall(split, facts):
            return None
        division, lacks = self.division(facts), self._lacks(split, facts)
        party = max(lacks, key=lambda one: ceil(lacks[one] / division.average[one]))
        share, scale = self.shares(facts)[party], division.scale[party]
        held = figure(scale * (share - lacks[party]))
        told = f"{party} holds {held} in its own eyes, its share is {figure(scale * share)}"
        richest = max((one for one in division.parties if one != party), key=split.count, default=None)
        return Breach(told, party=party, against=richest)

    def _lacks(self, split: Split, facts: Facts) -> dict[str, Fraction]:
        division = self.division(facts)
        shares = self.shares(facts).items()
        lacks = {party: share - division.value(party, split.held(party)) for party, share in shares}
        return {party: lack for party, lack in lacks.items() if lack > 0}


@remembered
def _shares(rule: Guaranteed, facts: Facts) -> Mapping[str, Fraction]:
    division = rule.division(facts)
    total = sum(division.weights.values())
    shares = {}
    for party in division.parties if total else ():
        worth = [division.worth[party].get(seat, 0) for seat in facts.seat_ids]
        if rule.share == "maximin":
            shares[party] = maximin_share(worth, division.weights, party)
        else:
            shares[party] = Fraction(any_price_share(worth, Fraction(division.weights[party], total)))
    return shares
