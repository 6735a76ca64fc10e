"""A party contests at least so many seats, everywhere or among selected ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import Field

from solver.breach import Breach
from solver.facts import Facts
from solver.fields import Count
from solver.rows import Demand, Grid, at_least
from solver.rules.base import Asks, PoolRule
from solver.split import Split


class AtLeast(PoolRule):
    """The party contests at least `seats` of the seats that `where` selects (default: of all seats)."""

    graded: ClassVar[Mapping[str, int]] = {"seats": 1}
    kind: Literal["at_least"] = Field("at_least", description="At least so many seats for a party.")
    seats: Count = Field(description="The least number of seats.")

    def sentence(self, facts: Facts) -> str:
        """'SP contests at least 50 seats', '... all 5 seats SP won in 2019', 'SP need contest no seat'."""
        if not self.seats:
            no = f"need not contest {self.which(facts)}" if self.one(facts) else f"need contest {self.some(facts, 0)}"
            return f"{self.party} {no}"
        if self.where is not None and self.seats == len(self.pool(facts)):
            return f"{self.party} contests {'' if self.one(facts) else 'all '}{self.which(facts)}"
        return f"{self.party} contests at least {self.some(facts, self.seats)}"

    def asks(self, facts: Facts) -> Asks | None:
        """`seats` of the pool."""
        return Asks(self.party, self.seats, self.pool(facts))

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """One row: the party's cells in the pool, plus the shortfall, reach `seats`."""
        return at_least(grid.cells(self.party, self.pool(facts)), self.seats)

    def shortfall(self, split: Split, facts: Facts) -> int:
        """Seats missing from `seats`."""
        return max(0, self.seats - split.count(self.party, self.pool(facts)))

    def witness(self, split: Split, facts: Facts) -> Breach | None:
        """What the party holds of the pool."""
        if not self.shortfall(split, facts):
            return None
        return Breach(self.held(split, facts), party=self.party)

    def loosened(self, by: int) -> Self:
        """Asks `by` seats fewer."""
        return self.model_copy(update={"seats": max(0, self.seats - by)})
