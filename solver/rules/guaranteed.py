"""Every party holds what it should be sure of, whoever makes the division: its maximin or its AnyPrice share.

What these shares are, and from which papers, stands in `solver.lookups.shares`, and up to how many seats they can be
computed. They need not be attainable together. Where `over` leaves out parties that can hold seats, what is divided is
what the parties bound hold together, and the shares go by that: a table from the number of seats to the share, which
is exact where all seats of worth to a party are worth the same to it; where they are not, the rule is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, lcm
from typing import Literal

from pydantic import Field

from solver.breach import Breach
from solver.facts import Facts
from solver.lookups.shares import TooManySeatsError, any_price_share, maximin_share
from solver.memory import remembered
from solver.problems import Problem
from solver.rows import Demand, Draft, Grid, Linear
from solver.rules.entitled import Division, ValuedRule
from solver.split import Split
from solver.words import figure

NAMES = {"maximin": "WMMS", "any_price": "APS"}

Table = tuple[Fraction, ...]
"""A share by number of seats divided, from none on; one entry where all seats are divided."""


class Guaranteed(ValuedRule):
    """Every party of `over` holds its share of what these parties hold together, but for `within`."""

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

    def tables(self, facts: Facts) -> Mapping[str, Table]:
        """By party, what it should hold of each number of seats of worth that are divided, without common factors.

        Raises:
            TooManySeatsError: where there are too many seats to compute it.
        """
        return _tables(self, facts)

    def shares(self, split: Split, facts: Facts) -> Mapping[str, Fraction]:
        """What each party should hold of what the parties bound hold together, in values without common factors."""
        together = {seat for party in self.parties(facts) for seat in split.held(party)}
        worth, found = self.division(facts).worth, self.tables(facts)
        number = {party: min(len(table) - 1, len(together & worth[party].keys())) for party, table in found.items()}
        return {party: table[number[party]] for party, table in found.items()}

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Adds: the shares can be computed, and depend on the number of seats only where that is not all of them."""
        before = list(super().problems(facts))
        yield from before
        if not before:
            yield from self._unequal(facts) or self._too_many(facts)

    def _unequal(self, facts: Facts) -> list[Problem]:
        others = [party for party in facts.contesting if party not in self.parties(facts)]
        differ = [party for party, worth in self.division(facts).worth.items() if len({*worth.values()}) > 1]
        if not others or not differ:
            return []
        out = f"leaves out {', '.join(others)}, who can hold seats: what the others divide depends on the split"
        message = f"{out}, and the share of {differ[0]}, to whom seats are of different worth, on which seats these are"
        return [Problem(("over",), message, "leave 'over' out, or count seats alike (values: contested)", derived=True)]

    def _too_many(self, facts: Facts) -> Iterator[Problem]:
        try:
            self.tables(facts)
        except TooManySeatsError as error:
            yield Problem(("share",), str(error), derived=True)

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """One row a party; all share one shortfall, since it is the greatest lack that counts."""
        division, draft = self.division(facts), Draft()
        short = draft.helper(0, len(grid.seats))
        for party, table in self.tables(facts).items():
            if any(table):
                worth, parts = division.worth[party], lcm(*(share.denominator for share in table))
                unit = parts * division.average[party]
                held = Linear(grid.cells(party, worth), tuple(worth.values())).times(parts)
                share = self._share(draft, grid, facts, worth, [int(parts * one) for one in table])
                draft.row(held + share.times(-1) + Linear((short,), (unit,)), low=-unit * self.within)
        return draft.demand(Linear((short,), (1,)))

    def _share(self, draft: Draft, grid: Grid, facts: Facts, worth: Iterable[str], table: Sequence[int]) -> Linear:
        """At least what the table says of the number of these seats that the parties bound hold: a helper a step."""
        together = Linear.sum(cell for party in self.parties(facts) for cell in grid.cells(party, worth))
        total = Linear(constant=table[0])
        for number, (before, share) in enumerate(pairwise(table), 1):
            if share > before:
                reached = draft.helper(0, 1)  # 1 where `number` seats or more are held: together <= number - 1, or it
                draft.row(together + Linear((reached,), (number - len(table),)), high=number - 1)
                total += Linear((reached,), (share - before,))
        return total

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
        share, scale = self.shares(split, facts)[party], division.scale[party]
        held = figure(scale * (share - lacks[party]))
        told = f"{party} holds {held} in its own eyes, its share is {figure(scale * share)}"
        richest = max((one for one in division.parties if one != party), key=split.count, default=None)
        return Breach(told, party=party, against=richest)

    def _lacks(self, split: Split, facts: Facts) -> dict[str, Fraction]:
        division = self.division(facts)
        shares = self.shares(split, facts).items()
        lacks = {party: share - division.value(party, split.held(party)) for party, share in shares}
        return {party: lack for party, lack in lacks.items() if lack > 0}


@remembered
def _tables(rule: Guaranteed, facts: Facts) -> Mapping[str, Table]:
    division = rule.division(facts)
    if not any(division.weights.values()):
        return {}
    if division.parties == facts.contesting:
        return {
            party: (_share(rule, division, party, [*division.worth[party].values()]),) for party in division.parties
        }
    return {  # without common factors, each seat of worth is worth 1
        party: tuple(_share(rule, division, party, [1] * number) for number in range(len(division.worth[party]) + 1))
        for party in division.parties
    }


def _share(rule: Guaranteed, division: Division, party: str, worth: Sequence[int]) -> Fraction:
    """Of seats worth so much to a party."""
    if rule.share == "maximin":
        return maximin_share(worth, division.weights, party)
    entitled = Fraction(division.weights[party], sum(division.weights.values()))
    return Fraction(any_price_share(worth, entitled))
