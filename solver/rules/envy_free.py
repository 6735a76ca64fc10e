"""No party envies another, seats weighed by entitlements: exactly, or once one seat is set aside.

With w entitlements, u_i the value of seats to party i and A_j the seats of j, i envies j by how much of
w_i u_i(A_j) - w_j u_i(A_i) is above 0. Everything is compared as products, so a party entitled to nothing envies
nobody, and is envied for all it holds. One seat B of A_j, or none, may be set aside first:

- `none` (WEF), `one` (WEF1: w_i u_i(A_j - B)), `one_or_copy` (WWEF1: that, or i also gets a copy of B): M. Chakraborty,
  A. Igarashi, W. Suksompong and Y. Zick, "Weighted Envy-Freeness in Indivisible Item Allocation", arXiv:1909.10502.
- `one` with `x`, `y` (WEF(x, y): x of B is taken from j and y of B added to i; WEF1 is WEF(1, 0)): M. Chakraborty,
  E. Segal-Halevi and W. Suksompong, "Weighted Fairness Notions for Indivisible Items Revisited", arXiv:2112.04166.
- `any` (WEFX: whichever seat is set aside): M. Hajiaghayi, M. Springer and H. Yami, "Almost Envy-Free Allocations of
  Indivisible Goods or Chores with Entitlements", arXiv:2305.16081. Seats worth nothing to i do not count as set
  aside; with `any_zero` they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import permutations
from math import ceil, gcd, lcm
from operator import itemgetter
from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from solver.breach import Breach
from solver.facts import Facts
from solver.fields import Part, expected
from solver.rows import Demand, Draft, Grid, Linear
from solver.rules.entitled import Division, ValuedRule
from solver.rules.extremes import at_most_greatest, at_most_least
from solver.split import Split
from solver.words import figure

NAMES = {"none": "WEF", "one": "WEF1", "one_or_copy": "WWEF1", "any": "WEFX", "any_zero": "WEFX, zeros count"}


class Envy(NamedTuple):
    """How much of what `other` holds is too much in the eyes of `party`, with `aside` set aside."""

    amount: Fraction
    party: str
    other: str
    aside: str | None


class EnvyFree(ValuedRule):
    """No party of `over` envies another beyond `within`, one seat being set aside as `up_to` says."""

    kind: Literal["envy_free"] = Field("envy_free", description="No party envies another at their entitlements.")
    up_to: Literal["none", "one", "one_or_copy", "any", "any_zero"] = Field(
        "one", description="What is set aside first: none (WEF), one (WEF1), one_or_copy (WWEF1), any (WEFX), any_zero."
    )
    x: Part = Field(Fraction(1), description="With 'one': the part of the seat that the other is taken to lack (1).")
    y: Part = Field(Fraction(0), description="With 'one': the part of it that the envious party is taken to have (0).")

    @model_validator(mode="after")
    def _parts_of_one(self) -> EnvyFree:
        if self.up_to != "one" and (self.x != 1 or self.y != 0):
            raise expected("x and y with 'up_to: one' only", self.up_to)
        return self

    @property
    def fineness(self) -> int:
        """The common denominator of `x` and `y`."""
        return lcm(self.x.denominator, self.y.denominator)

    @property
    def name(self) -> str:
        """The name in the literature: WEF, WEF1, WEF(1/2, 1/2), WWEF1, WEFX."""
        if self.up_to == "one" and (self.x != 1 or self.y != 0):
            return f"WEF({self.x}, {self.y})"
        return NAMES[self.up_to]

    def sentence(self, facts: Facts) -> str:
        """'no partner envies another (WEF1), entitled by legislators (SP 111, INC 2), seats counted alike'."""
        basis = f"entitled by {self.basis_of(facts)}, {self.values.phrase()}"
        return f"no partner envies another ({self.name}), {basis}{self.give_or_take()}"

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """One row for each ordered pair: the envy, less an expression that can reach the seat set aside, is overlooked.

        All rows share one shortfall, since it is the greatest envy that counts.
        """
        division, draft = self.division(facts), Draft()
        short = draft.helper(0, len(grid.seats))
        for party, other in permutations(division.parties, 2):
            mine, theirs = _coprime(division.weights[party], division.weights[other])
            if mine and division.whole[party]:
                part = self._part(mine, theirs)
                scale = part.denominator
                envy = _held(grid, division, party, other).times(scale * mine)
                envy += _held(grid, division, party, party).times(-scale * theirs)
                if part:
                    envy += self._aside(draft, grid, division, party, other).times(-part.numerator)
                unit = scale * mine * division.average[party]
                draft.row(envy + Linear((short,), (-unit,)), high=unit * self.within)
        return draft.demand(Linear((short,), (1,)))

    def _part(self, mine: int, theirs: int) -> Fraction:
        """How often the value of the seat set aside comes off w_i u_i(A_j) - w_j u_i(A_i)."""
        if self.up_to == "one":
            return self.x * mine + self.y * theirs
        copies = {"none": 0, "one_or_copy": max(mine, theirs)}
        return Fraction(copies.get(self.up_to, mine))

    def _aside(self, draft: Draft, grid: Grid, division: Division, party: str, other: str) -> Linear:
        """At most the value of the seat set aside: of the other's seats the best, or the worst."""
        worth = dict(division.worth[party])
        if self.up_to == "any_zero":
            worth = {seat: worth.get(seat, 0) for seat in grid.seats}
        held = {seat: Linear(grid.cells(other, (seat,)), (1,)) for seat in worth}
        return (at_most_least if self.up_to in ("any", "any_zero") else at_most_greatest)(draft, worth, held)

    def shortfall(self, split: Split, facts: Facts) -> int:
        """The greatest envy, in average seats' worth to the envious party, rounded up, beyond `within`."""
        division = self.division(facts)
        units = (ceil(envy.amount / division.average[envy.party]) for envy in self._envies(split, facts))
        return max(0, max(units, default=0) - self.within)

    def witness(self, split: Split, facts: Facts) -> Breach | None:
        """Who envies whom most, after which seat is set aside, by how much."""
        division = self.division(facts)
        if not self.shortfall(split, facts):
            return None
        envy = max(self._envies(split, facts), key=lambda one: ceil(one.amount / division.average[one.party]))
        scale = division.scale[envy.party]
        own, theirs = (figure(scale * division.value(envy.party, split.held(who))) for who in envy[1:3])
        weight, against = division.weights[envy.party], division.weights[envy.other]
        aside = f", {facts.seat_name(envy.aside)} set aside" if envy.aside else ""
        told = (
            f"{envy.party} envies {envy.other}: in its eyes it holds {own} at entitlement {weight}, "
            f"{envy.other} {theirs} at {against}; {figure(scale * envy.amount)} too much{aside}"
        )
        return Breach(told, envy.party, envy.other, envy.aside)

    def _envies(self, split: Split, facts: Facts) -> Iterator[Envy]:
        """Every envy there is, pair by pair, from the definitions."""
        division = self.division(facts)
        own = {party: division.value(party, split.held(party)) for party in division.parties}
        for party, other in permutations(division.parties, 2):
            mine, theirs = division.weights[party], division.weights[other]
            aside = self._set_aside(division.worth[party], split.held(other)) if mine else None
            if aside is not None:
                seat, value = aside
                held = division.value(party, split.held(other))
                amount = mine * held - theirs * own[party] - self._let_off(mine, theirs, value)
                if amount > 0:
                    yield Envy(Fraction(amount) / mine, party, other, seat)

    def _set_aside(self, worth: Mapping[str, int], seats: Iterable[str]) -> tuple[str | None, int] | None:
        """Of the other's seats the one set aside, the first worth most or, for WEFX, least; None if there is no choice.

        Less envy is left the more the seat is worth, so the kindest choice is the best seat, the harshest the worst.
        """
        valued = [(seat, worth.get(seat, 0)) for seat in seats if worth.get(seat) or self.up_to == "any_zero"]
        if self.up_to in ("any", "any_zero"):
            return min(valued, key=itemgetter(1), default=None)
        return max(valued, key=itemgetter(1), default=(None, 0)) if self.up_to != "none" else (None, 0)

    def _let_off(self, mine: int, theirs: int, value: int) -> Fraction | int:
        """How much less w_i u_i(A_j) - w_j u_i(A_i) is with a seat of this value set aside."""
        if self.up_to == "one_or_copy":
            return max(mine * value, theirs * value)
        if self.up_to == "one":
            return self.x * mine * value + self.y * theirs * value
        return mine * value


def _coprime(one: int, other: int) -> tuple[int, int]:
    common = gcd(one, other) or 1
    return one // common, other // common


def _held(grid: Grid, division: Division, party: str, holder: str) -> Linear:
    """What the holder's seats are worth to a party."""
    worth = division.worth[party]
    return Linear(grid.cells(holder, worth), tuple(worth.values()))
