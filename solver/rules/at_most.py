"""A party contests at most so many seats, everywhere or among selected ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import Field

from solver.breach import Breach
from solver.facts import Facts
from solver.fields import Count
from solver.rows import Demand, Grid, at_most
from solver.rules.base import Asks, PoolRule
from solver.split import Split


class AtMost(PoolRule):
    """The party contests at most `seats` of the seats that `where` selects (default: of all seats); 0 is a ban."""

    graded: ClassVar[Mapping[str, int]] = {"seats": -1}
    kind: Literal["at_most"] = Field("at_most", description="At most so many seats for a party; 0 is a ban.")
    seats: Count = Field(description="The greatest number of seats.")

    @property
    def borne_by(self) -> str | None:
        """Who asks for it; never the party it holds down, which gains where it gives way."""
        return self.asked_by

    def sentence(self, facts: Facts) -> str:
        """'BSP contests at most 10 seats', 'BSP contests no seat', 'BSP may contest all 10 seats BSP won in 2019'."""
        if self.seats >= len(self.pool(facts)):
            return f"{self.party} may contest {'all ' if len(self.pool(facts)) > 1 else ''}{self.which(facts)}"
        if not self.seats and self.one(facts):
            return f"{self.party} does not contest {self.which(facts)}"
        return f"{self.party} contests {'at most ' if self.seats else ''}{self.some(facts, self.seats)}"

    def leaves(self, facts: Facts) -> tuple[Asks, ...]:
        """`seats` of the pool."""
        return (Asks(self.party, self.seats, self.pool(facts)),)

    def opened(self, facts: Facts) -> tuple[Self, ...] | None:
        """One ban a seat, where no seat is allowed."""
        return None if self.seats or len(self.pool(facts)) < 2 else self.one_a_seat(facts)

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """One row: the party's cells in the pool, less the shortfall, stay within `seats`."""
        return at_most(grid.cells(self.party, self.pool(facts)), self.seats)

    def shortfall(self, split: Split, facts: Facts) -> int:
        """Seats beyond `seats`."""
        return max(0, split.count(self.party, self.pool(facts)) - self.seats)

    def witness(self, split: Split, facts: Facts) -> Breach | None:
        """What the party holds of the pool."""
        if not self.shortfall(split, facts):
            return None
        return Breach(self.held(split, facts), against=self.party)

    def loosened(self, by: int) -> Self:
        """Allows `by` seats more."""
        return self.model_copy(update={"seats": self.seats + by})
