"""A party contests all the seats it has a claim to, but for a few it may give up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import Field

from solver.breach import Breach
from solver.facts import Facts
from solver.fields import Count
from solver.lookups.selectors import Selector
from solver.rows import Demand, Grid, at_least
from solver.rules.base import Asks, PoolRule
from solver.split import Split


class Keeps(PoolRule):
    """The party contests every seat that `where` selects, all but `all_but` of them."""

    graded: ClassVar[Mapping[str, int]] = {"all_but": -1}
    kind: Literal["keeps"] = Field("keeps", description="A party contests all selected seats (but `all_but`).")
    where: Selector = Field(description="The seats claimed.")
    all_but: Count = Field(0, description="How many of them may go to others.")

    def sentence(self, facts: Facts) -> str:
        """'INC contests all 22 seats INC won in 2009', '... all but 2 of the 22 seats ...'."""
        number, which = len(self.pool(facts)), self.which(facts)
        if self.all_but >= number:
            return f"{self.party} need {f'contest none of the {which}' if number > 1 else f'not contest {which}'}"
        if self.all_but:
            return f"{self.party} contests all but {self.all_but} of the {which}"
        return f"{self.party} contests {'all ' if number > 1 else ''}{which}"

    def claimed(self, facts: Facts) -> tuple[str, tuple[str, ...]] | None:
        """The seats claimed, by name."""
        return self.party, self.pool(facts)

    def asks(self, facts: Facts) -> Asks | None:
        """The pool, all but `all_but`."""
        pool = self.pool(facts)
        return Asks(self.party, len(pool) - self.all_but, pool)

    def opened(self, facts: Facts) -> tuple[Self, ...] | None:
        """One claim a seat, unless some may be given up."""
        return None if self.all_but or len(self.pool(facts)) < 2 else self.one_a_seat(facts)

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """One row: the party's cells in the pool, plus the shortfall, reach the pool's size less `all_but`."""
        pool = self.pool(facts)
        return at_least(grid.cells(self.party, pool), len(pool) - self.all_but)

    def shortfall(self, split: Split, facts: Facts) -> int:
        """Claimed seats that go to others, beyond `all_but`."""
        return max(0, len(self._lost(split, facts)) - self.all_but)

    def _lost(self, split: Split, facts: Facts) -> tuple[str, ...]:
        return tuple(seat for seat in self.pool(facts) if split[seat] != self.party)

    def witness(self, split: Split, facts: Facts) -> Breach | None:
        """The claimed seats that go to others, and to whom."""
        if not self.shortfall(split, facts):
            return None
        lost = self._lost(split, facts)
        told = ", ".join(f"{facts.seat_name(seat)} to {split[seat]}" for seat in lost)
        return Breach(f"given away: {told}", party=self.party, seats=lost)

    def loosened(self, by: int) -> Self:
        """May give up `by` seats more."""
        return self.model_copy(update={"all_but": self.all_but + by})
