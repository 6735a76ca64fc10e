"""The split that partners would bargain out: the greatest product of what each gains over standing alone.

The bargaining solution of J. F. Nash, "The Bargaining Problem", Econometrica 18 (1950) 155-162, where the choice need
not be convex (M. Kaneko, "An extension of the Nash bargaining problem and the Nash social welfare function", Theory and
Decision 12, 1980, 135-148): of the splits that are left, one of greatest product. What partners get if they do not
agree is what each wins alone. Where not everybody can gain, the convention is that of the goal `nash`: the product is
that of a largest set of partners that can all gain (see `solver.goals.product`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from solver.facts import Facts
from solver.fields import Id, Weight
from solver.goals.base import Goal, Stage
from solver.goals.product import ERROR, SCALE, Factor, product_stages, product_worth, reach
from solver.goals.welfare import MAX_VALUE
from solver.odds import alone, millionths, needs_odds
from solver.problems import Problem, check_known
from solver.rows import Grid, Linear
from solver.rules import Rule
from solver.split import Split


class Bargain(Goal):
    """Maximise the number of partners that win more than alone, then for such a set the product of what they gain."""

    kind: Literal["bargain"] = Field(
        "bargain", description="Nash bargaining: the product of what partners expect to win above what each wins alone."
    )
    power: dict[Id, Weight] = Field(default_factory=dict, description="Bargaining power by partner; 1 if not given.")

    def stages(self, facts: Facts, grid: Grid, wishes: Sequence[Rule] = ()) -> tuple[Stage, ...]:
        """How many gain, and who; then the weighted sum of the logarithms of gains."""
        odds = millionths(facts)
        held = [
            Linear(grid.cells(party), tuple(odds[seat, party] for seat in facts.seat_ids)) for party in facts.contesting
        ]
        return product_stages(self._factors(facts), held)

    def worth(self, split: Split, facts: Facts, wishes: Sequence[Rule] = ()) -> tuple[int, ...]:
        """How many gain, the rank of who they are, and the weighted sum of their logarithms."""
        odds, wins = millionths(facts), dict.fromkeys(facts.contesting, 0)
        for cell in split.items():
            wins[cell[1]] += odds[cell]
        return product_worth(self._factors(facts), [*wins.values()])

    def _factors(self, facts: Facts) -> list[Factor]:
        """What each partner could gain at most, in millionths of a seat, above what it wins alone, to its power."""
        all_seats, outside = dict.fromkeys(facts.contesting, 0), alone(facts)
        for (_, party), chance in millionths(facts).items():
            all_seats[party] += chance
        return [
            Factor(max(0, most - outside[party]), self.power.get(party, 1), outside[party])
            for party, most in all_seats.items()
        ]

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
        if not unsound and reach(self._factors(facts)) > MAX_VALUE:
            yield Problem(("power",), "is so large that gains cannot be weighed exactly", derived=True)
