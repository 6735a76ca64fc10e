"""What is assumed about how people vote? The section `odds:` of a scenario, with its documented defaults.

Where each default comes from: docs/odds.md.
"""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from pydantic import Field

from solver.fields import Id as Name
from solver.fields import Ids, Names, Points, Record, Weight
from solver.fields import Part as Share

PARTNERS, RIVALS = "partners", "rivals"
"""Words in the place of a party: whoever else stands for the pact; whoever stands against it."""

MASS = Fraction(3, 5)
"""Of the votes of a party that stands down, the part that follows the pact's candidate, if nothing else is said."""

CADRE = Fraction(4, 5)
"""The same of a cadre party, whose voters follow its word."""

STRAY = Fraction(1, 2)
"""Of those who do not follow, the part that goes to rivals; the others abstain."""


class Transfer(NamedTuple):
    """Of the votes of a party that stands down: the parts that follow the pact's candidate, and that go to rivals."""

    follows: Fraction
    rivals: Fraction


class Sigma(Record):
    """Standard errors of the margin between the pact and its best rival, in points of the votes cast; added as squares.

    The margin's own scale: a swing of 5 points from one side to the other moves it by 10.
    """

    seat: Points = Field(Fraction(11), ge=0, description="Error of each seat by itself. Default 11.")
    region: Points = Field(Fraction(0), ge=0, description="Error that all seats of a region share. Default 0.")
    full_at: Points = Field(
        Fraction(10),
        ge=0,
        description="A pact whose parties have a smaller part of all votes is carried up less far where it is behind: "
        "its errors shrink with the square root of that part. Default 10.",
    )
    state: Points = Field(Fraction(20), ge=0, description="Error that all seats share. Default 20.")

    @property
    def by_source(self) -> tuple[float, float, float]:
        """Of each seat, of its region, of all."""
        return float(self.seat), float(self.region), float(self.state)

    @property
    def total(self) -> float:
        """The standard error of one seat's margin, in points."""
        return sqrt(self.seat**2 + self.region**2 + self.state**2)


class Assumptions(Record):
    """What the odds rest on besides the facts. Shares and errors are in points (per cent of the votes cast)."""

    elections: dict[Name, Weight] = Field(
        description="Elections that show how strong parties are, and how much each counts: {2019: 3, 2014: 1}."
    )
    alliances: dict[Name, tuple[Ids, ...]] = Field(
        default_factory=dict,
        description="Parties that stood as allies at a past election: {2019: [[SP, BSP, RLD]]}.",
    )
    blocs: tuple[Ids, ...] = Field(
        (), description="Rivals that stand as one; their votes are added up at every election: [[BJP, ADS]]."
    )
    cadre: Names = Field((), description="Parties whose voters follow the party's word: [BSP].")
    transfer: dict[Name, dict[Name, Share]] = Field(
        default_factory=dict,
        description="Of a partner's votes, the part that follows another partner's candidate, or goes to rivals; "
        "the rest abstains: {BSP: {SP: 0.6, partners: 0.5, rivals: 0.2}}.",
    )
    swing: dict[Name, Points] = Field(
        default_factory=dict, description="By how many points a party has moved since the last election: {BJP: -3}."
    )
    regional_swing: dict[Name, dict[Name, Points]] = Field(
        default_factory=dict, description="The same by region, on top: {Western: {RLD: 2}}."
    )
    sigma: Sigma = Field(Sigma(), description="How wrong a margin can be: {seat: 11, state: 20}.")

    def phrase(self) -> str:
        """'Votes of 2019 x3, 2014; a margin's standard error is 22.8 points', and the swing, if any."""
        votes = ", ".join(f"{e} x{weight}" if weight > 1 else e for e, weight in self.elections.items())
        swings = ", ".join(f"{party} {float(by):+g}" for party, by in self.swing.items() if by)
        moved = f"; swing {swings} points" if swings else ""
        regional = "; regional swings" if any(any(one.values()) for one in self.regional_swing.values()) else ""
        return f"Votes of {votes}{moved}{regional}; the standard error of a margin is {self.sigma.total:.1f} points"

    def of_votes(self, giver: str, taker: str) -> Transfer:
        """What the voters of a partner that stands down for another one do.

        The rivals get no more than what does not follow, and half of that where nothing is said.
        """
        said, usual = self.transfer.get(giver, {}), self.usual(giver)
        follows = said.get(taker, said.get(PARTNERS, usual.follows))
        left = 1 - follows
        return Transfer(follows, min(left, said[RIVALS]) if RIVALS in said else left * STRAY)

    def usual(self, giver: str) -> Transfer:
        """What voters of such a party do as a rule, and so are taken to have done at past elections."""
        follows = CADRE if giver in self.cadre else MASS
        return Transfer(follows, (1 - follows) * STRAY)
