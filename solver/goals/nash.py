"""The split with the greatest product of what parties hold, each raised to its entitlement (weighted Nash welfare).

Where the product is zero, and how exact it is: see `solver.goals.product`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from solver.facts import Facts
from solver.goals.base import Stage
from solver.goals.product import ERROR, SCALE, Factor, greatest_products, product_stages, product_worth, reach
from solver.goals.welfare import Welfare
from solver.rows import Grid
from solver.rules import Rule
from solver.split import Split


class Nash(Welfare):
    """Maximise the number of parties with something of worth, then the weighted product of such a set of them."""

    kind: Literal["nash"] = Field("nash", description="Maximise the weighted product of what parties hold.")

    def best(self, splits: Sequence[Split], facts: Facts) -> tuple[bool, ...]:
        """Which of these have the greatest product for some largest set of parties, whatever the file order."""
        return greatest_products([self.worth(split, facts) for split in splits])

    def reach(self, facts: Facts) -> int:
        """Everybody holding everything, and the products in the rows."""
        return reach(self._factors(facts))

    def stages(self, facts: Facts, grid: Grid, wishes: Sequence[Rule] = ()) -> tuple[Stage, ...]:
        """How many hold something, and who; then the weighted sum of logarithms."""
        return product_stages(self._factors(facts), [self.holding(facts, grid, one) for one in self.weights(facts)])

    def worth(self, split: Split, facts: Facts, wishes: Sequence[Rule] = ()) -> tuple[int, ...]:
        """How many hold something, the rank of who they are, and the weighted sum of their logarithms."""
        return product_worth(self._factors(facts), [*self.held(facts, split).values()])

    def _factors(self, facts: Facts) -> list[Factor]:
        """What each party that counts can hold, to the power of its entitlement."""
        whole = self.whole(facts)
        return [Factor(whole[party], weight) for party, weight in self.weights(facts).items()]

    def sentence(self, facts: Facts) -> str:
        """'the greatest product of what partners hold, to the power of their entitlement (...; logs off by ...)'."""
        bound = f"logarithms in 1/{SCALE:,}, each off by at most {ERROR}"
        return f"the greatest weighted product of what partners hold ({self.basis()}; {bound})"
