"""What is each party entitled to: by legislators, seats won, votes, what it brings, given weights, or a mix?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import gcd, lcm
from typing import Self

from pydantic import Field, model_validator

from solver.facts import Facts
from solver.fields import Count, Flag, Id, Ids, Record, Weight, expected
from solver.lookups.one_of import OneOf
from solver.odds import game_of, needs_game, needs_odds
from solver.problems import Problem, check_known

FINEST = 10**9
"""A mix is exact where a common denominator of its shares stays within this; beyond, it is rounded to parts of it."""


class Entitlement(OneOf):
    """Whole-number weights of the parties: `legislators`, `shapley`, `won`, `votes`, `weights`, or a `mix` of these."""

    WORDS = ("legislators", "shapley")

    legislators: Flag = Field(False, description="Legislators elected within all seats.")
    won: Ids | None = Field(None, description="Elections: seats won at any of them, added up.")
    votes: Ids | None = Field(None, description="Elections: votes at all of them, added up.")
    weights: dict[Id, Count] | None = Field(None, description="A weight per party, as given.")
    mix: tuple[Source, ...] | None = Field(None, description="Several sources, each by the party's share of it.")
    shapley: Flag = Field(
        False, description="Shapley value of expected wins (see 'odds'), in hundredths of a seat; below 0 counts as 0."
    )

    def of(self, facts: Facts, parties: Iterable[str]) -> dict[str, int]:
        """The weight of each of these parties, in their order; 0 where the source has nothing for a party.

        Of a mix, the weights are in the proportion of sum over its sources of `share` x the party's part of all that
        the source gives to these parties; a source that gives nothing to any of them is left out.
        """
        if self.mix:
            return _mixed([(part.share, part.of.of(facts, parties := tuple(parties))) for part in self.mix], parties)
        totals = dict.fromkeys(parties, 0)
        for party, amount in self._amounts(facts):
            if party in totals:
                totals[party] += amount
        return totals

    def _amounts(self, facts: Facts) -> Iterator[tuple[str, int]]:
        if self.legislators:
            yield from ((row.party, row.count) for row in facts.legislators)
        if self.shapley:
            yield from ((party, max(0, round(100 * part))) for party, part in game_of(facts).shapley.items())
        for election in self.won or ():
            for found in facts.standings.get(election, {}).values():
                if found.winner is not None:
                    yield found.winner, 1
        for election in self.votes or ():
            for rows in facts.returns.get(election, {}).values():
                yield from ((row.party, row.votes) for row in rows if row.votes is not None)
        yield from (self.weights or {}).items()

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Unknown elections and parties; nothing assumed about votes, or too many partners, for a Shapley value."""
        if self.shapley:
            yield from needs_odds(facts)
            yield from needs_game(facts)
        for index, part in enumerate(self.mix or ()):
            yield from (problem.under("mix", index, "of") for problem in part.of.problems(facts))
        yield from check_known(("won",), "election", self.won or (), facts.election)
        yield from check_known(("votes",), "election", self.votes or (), facts.election)
        for party in self.weights or {}:
            for problem in check_known(("weights", party), "party", (party,), facts.party):
                yield replace(problem, at_key=True)

    def unnamed(self, parties: Iterable[str]) -> tuple[str, ...]:
        """Those of the parties to whom given weights give nothing because they do not name them."""
        if self.weights is not None:
            return tuple(party for party in parties if party not in self.weights)
        left = [part.of.unnamed(parties) for part in self.mix or ()]
        return tuple(dict.fromkeys(party for some in left for party in some))

    def phrase(self) -> str:
        """The source in words: 'legislators', 'seats won in 2019'."""
        if self.legislators:
            return "legislators"
        if self.shapley:
            return "the Shapley value of expected wins, in 1/100 seats"
        if self.won:
            return f"seats won in {', '.join(self.won)}"
        if self.votes:
            return f"votes in {', '.join(self.votes)}"
        if self.mix:
            return " + ".join(f"{part.of.phrase()} x{part.share}" for part in self.mix)
        return "weights " + ", ".join(f"{party} {weight}" for party, weight in (self.weights or {}).items())


class Source(Record):
    """One source of a mix."""

    of: Entitlement = Field(description="The source: legislators, {won: E}, {votes: E} or {weights: {A: 3}}.")
    share: Weight = Field(1, description="How much it counts beside the other sources.")

    @model_validator(mode="after")
    def _plain(self) -> Self:
        if self.of.mix:
            raise expected("a source that is not itself a mix", "a mix")
        return self


Entitlement.model_rebuild()


def _mixed(parts: list[tuple[int, dict[str, int]]], parties: Iterable[str]) -> dict[str, int]:
    """Whole numbers in proportion to the weighted sum of shares; see `FINEST` for how exact they are."""
    sums = dict.fromkeys(parties, Fraction(0))
    for share, amounts in parts:
        total = sum(amounts.values())
        for party, amount in amounts.items() if total else ():
            sums[party] += Fraction(share * amount, total)
    whole = sum(sums.values()) or Fraction(1)
    shares = {party: part / whole for party, part in sums.items()}
    denominator = lcm(*(part.denominator for part in shares.values()))
    weights = {party: round(part * min(denominator, FINEST)) for party, part in shares.items()}
    common = gcd(*weights.values()) or 1
    return {party: weight // common for party, weight in weights.items()}
