"""The split that partners would bargain out: the greatest product of what each gains over standing alone.

The bargaining solution of J. F. Nash, "The Bargaining Problem", Econometrica 18 (1950) 155-162, over the splits that
are left; what partners get if they do not agree is what each wins alone. Where not everybody can gain, first as many
partners as can be gain something, as for the product of `nash`, whose logarithms and error are used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from solver.facts import Facts
from solver.fields import Id, Weight
from solver.goals.base import Goal, Stage
from solver.goals.nash import ERROR, SCALE, greatest, log_of, logarithm
from solver.goals.welfare import MAX_VALUE
from solver.odds import alone, millionths, needs_odds
from solver.problems import Problem, check_known
from solver.rows import Draft, Grid, Linear
from solver.rules import Rule
from solver.split import Split


class Bargain(Goal):
    """Maximise the number of partners that win more than alone, then the product of what they win more."""

    kind: Literal["bargain"] = Field(
        "bargain", description="Nash bargaining: the product of what partners expect to win above what each wins alone."
    )
    power: dict[Id, Weight] = Field(default_factory=dict, description="Bargaining power by partner; 1 if not given.")

    def room(self, facts: Facts) -> dict[str, int]:
        """By partner that could gain, the most it could expect above what it wins alone, in millionths of a seat."""
        sums, outside = dict.fromkeys(facts.contesting, 0), alone(facts)
        for (_, party), chance in millionths(facts).items():
            sums[party] += chance
        return {party: sums[party] - outside[party] for party in sums if sums[party] > outside[party]}

    def stages(self, facts: Facts, grid: Grid, wishes: Sequence[Rule] = ()) -> tuple[Stage, ...]:
        """How many gain; then the weighted sum of the logarithms of gains."""
        some, product = Draft(), Draft()
        holders, logs, powers = [], [], []
        outside, odds = alone(facts), millionths(facts)
        for party, room in self.room(facts).items():
            held = Linear(grid.cells(party), tuple(odds[seat, party] for seat in facts.seat_ids))
            holders.append(some.helper(0, 1))
            some.row(held + Linear((holders[-1],), (-outside[party] - 1,)), low=0)
            logs.append(log_of(product, held, room, outside[party]))
            powers.append(self.power.get(party, 1))
        return (
            Stage(Linear.sum(holders), some.demand(Linear())),
            Stage(Linear(tuple(logs), tuple(powers)), product.demand(Linear())),
        )

    def worth(self, split: Split, facts: Facts, wishes: Sequence[Rule] = ()) -> tuple[int, ...]:
        """How many gain, and the weighted sum of their logarithms."""
        odds, room = millionths(facts), self.room(facts)
        gains = {party: -less for party, less in alone(facts).items()}
        for cell in split.items():
            gains[cell[1]] += odds[cell]
        some = {party: gain for party, gain in gains.items() if gain > 0}
        return len(some), sum(self.power.get(p, 1) * logarithm(gain, room[p]) for p, gain in some.items())

    def sentence(self, facts: Facts) -> str:
        """'the greatest product of what partners expect to win above what each wins alone (...)'."""
        told = ", ".join(f"{party} x{power}" for party, power in self.power.items() if power != 1)
        bound = f"logarithms in 1/{SCALE:,}, each off by at most {ERROR}"
        power = f"power {told}; " if told else ""
        return f"the greatest product of what partners expect to win above what each wins alone ({power}{bound})"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Nothing assumed about votes, unknown partners, sums that are too large."""
        unsound = [*needs_odds(facts), *check_known(("power",), "party", self.power, facts.party)]
        yield from unsound
        if not unsound and greatest(self.room(facts).values(), self.power.values()) > MAX_VALUE:
            yield Problem(("power",), "is so large that gains cannot be weighed exactly", derived=True)
