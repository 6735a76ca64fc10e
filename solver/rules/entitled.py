"""What do the rules share that measure a split by what each party is entitled to, and by what seats are worth to it?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from math import gcd
from typing import Self

from pydantic import Field

from solver.facts import Facts
from solver.fields import Count, Ids
from solver.lookups.entitlements import Entitlement
from solver.lookups.values import CONTESTED, Values
from solver.memory import remembered
from solver.problems import Problem, check_known
from solver.rules.base import Rule

MAX_REACH = 1 << 54
"""Greatest product of entitlements and the value of all seats that a rule takes: CP-SAT refuses sums near 2^58."""


class EntitledRule(Rule, ABC):
    """A rule about what parties are entitled to. Weights are those of the parties bound, who may be all or some."""

    entitlement: Entitlement = Field(
        description="legislators, shapley, {won: E}, {votes: E}, {weights: {A: 3}} or {mix: ...}."
    )
    over: Ids | None = Field(None, description="The parties it binds; default: all that contest.")

    def parties(self, facts: Facts) -> tuple[str, ...]:
        """The parties bound, in file order; those out of the pact are left out."""
        return tuple(party for party in facts.contesting if self.over is None or party in self.over)

    def weights(self, facts: Facts) -> Mapping[str, int]:
        """Entitlement by party bound."""
        return _weights(self, facts)

    def basis_of(self, facts: Facts) -> str:
        """'legislators (SP 111, INC 2)'."""
        told = ", ".join(f"{party} {weight}" for party, weight in self.weights(facts).items()) or "nobody"
        return f"{'given weights' if self.entitlement.weights else self.entitlement.phrase()} ({told})"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Unknown or non-contesting parties, and no entitlement at all."""
        yield from check_known(("over",), "party", self.over or (), facts.party)
        for party in self.over or ():
            if party in facts.party and not facts.party[party].contests:
                message = f"{party} does not contest, so no split can give it a seat"
                yield Problem(("over",), message, name=party)
        before = list(self.entitlement.problems(facts))
        yield from (problem.under("entitlement") for problem in before)
        if not before and not any(self.weights(facts).values()):
            who = ", ".join(self.parties(facts)) or "any contesting party"
            message = f"gives nothing to {who}, so no apportionment follows from it"
            yield Problem(("entitlement",), message, derived=True)


@remembered
def _weights(rule: EntitledRule, facts: Facts) -> Mapping[str, int]:
    return rule.entitlement.of(facts, rule.parties(facts))


@dataclass(frozen=True)
class Division:
    """The parties bound, what each is entitled to, and what each seat is worth to each of them.

    A party's values are divided by what they have in common: a rule that compares them with one another only must
    not change when all of them are multiplied.
    """

    parties: tuple[str, ...]
    weights: Mapping[str, int]
    worth: Mapping[str, Mapping[str, int]]
    scale: Mapping[str, int]
    """By what each party's values were divided."""

    @cached_property
    def whole(self) -> Mapping[str, int]:
        """What all seats together are worth to each party."""
        return {party: sum(self.worth[party].values()) for party in self.parties}

    @cached_property
    def average(self) -> Mapping[str, int]:
        """What a seat that is worth something to a party is worth to it on average, rounded up; 0 if none is."""
        return {party: -(-self.whole[party] // max(1, len(self.worth[party]))) for party in self.parties}

    def value(self, party: str, seats: Iterable[str]) -> int:
        """What these seats are worth to a party."""
        return sum(map(self.worth[party].get, seats, repeat(0)))


class ValuedRule(EntitledRule, ABC):
    """A rule that weighs what seats are worth to parties against what these are entitled to."""

    values: Values = Field(
        CONTESTED, description="contested (every seat 1; default), wins, {strength: ...} or {cells: ...}."
    )
    within: Count = Field(0, description="How many average seats' worth of a breach each party overlooks.")

    @property
    def unit(self) -> str:
        """The worth to the party wronged of an average seat that it values; where all seats count alike, seats."""
        return "seats" if self.values.contested else "average seats"

    @property
    @abstractmethod
    def name(self) -> str:
        """What the literature calls it."""

    @property
    def fineness(self) -> int:
        """By what the rule multiplies entitlements and values to stay with whole numbers."""
        return 1

    def division(self, facts: Facts) -> Division:
        """Parties, entitlements and values."""
        return _division(self, facts)

    def loosened(self, by: int) -> Self:
        """Overlooks `by` average seats more."""
        return self.model_copy(update={"within": self.within + by})

    def give_or_take(self) -> str:
        """', give or take the worth of 2 average seats', or nothing."""
        if not self.within:
            return ""
        return f", give or take {self.within} {self.unit if self.within > 1 else self.unit.removesuffix('s')}"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Adds: the values are known, and not too large together with the entitlements."""
        before = list(super().problems(facts))
        yield from before
        wrong = list(self.values.problems(facts))
        yield from (problem.under("values") for problem in wrong)
        if not before and not wrong:
            division = self.division(facts)
            sums = 1 if division.parties == facts.contesting else len(division.parties)
            reach = sums * self.fineness * sum(division.weights.values()) * max(division.whole.values(), default=0)
            if reach > MAX_REACH:
                message = f"times the values of all seats comes to {reach}, more than can be added up exactly"
                yield Problem(("entitlement",), message, "give smaller weights or values", derived=True)


@remembered
def _division(rule: ValuedRule, facts: Facts) -> Division:
    parties = rule.parties(facts)
    given = rule.values.of(facts)
    scale = {party: gcd(*given[party].values()) or 1 for party in parties}
    worth = {party: {seat: value // scale[party] for seat, value in given[party].items()} for party in parties}
    return Division(parties, rule.weights(facts), worth, scale)
