"""What do the rules share that say, seat by seat, which parties a seat is due to?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import ClassVar, Self

from pydantic import Field

from solver.breach import Breach
from solver.facts import Facts
from solver.fields import Count, Ids
from solver.memory import remembered
from solver.problems import Problem, check_known
from solver.rows import Demand, Grid, at_least
from solver.rules.base import Rule
from solver.split import Split


class SeatRule(Rule, ABC):
    """Seats go to whom past elections say they are due; seats due to nobody are free."""

    elections: Ids = Field(description="Elections that count.")
    over: Ids | None = Field(None, description="The parties it is about; default: all that contest.")
    graded: ClassVar[Mapping[str, int]] = {"all_but": -1}
    all_but: Count = Field(0, description="How many of these seats may go to others.")

    @abstractmethod
    def owners(self, facts: Facts, seat: str) -> tuple[str, ...]:
        """The parties that a seat is due to; none where it is free."""

    def due(self, facts: Facts) -> Mapping[str, tuple[str, ...]]:
        """By seat, the parties that it is due to; free seats are left out."""
        return _due(self, facts)

    def parties(self, facts: Facts) -> tuple[str, ...]:
        """The parties it is about, in file order; those out of the pact are left out."""
        return tuple(party for party in facts.contesting if self.over is None or party in self.over)

    def slack(self, facts: Facts) -> str:
        """', all but 2', or nothing."""
        if self.all_but >= len(self.due(facts)):
            return ", or not: all of them may go to others"
        return f", all but {self.all_but:,}" if self.all_but else ""

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Unknown elections and parties, and no seat that is due to anybody."""
        yield from check_known(("elections",), "election", self.elections, facts.election)
        yield from check_known(("over",), "party", self.over or (), facts.party)
        known = all(one in facts.election for one in self.elections)
        if known and not self.due(facts):
            yield Problem(("elections",), "give no seat to any of the parties that contest", derived=True)

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """One row: the cells that seats are due to, plus the shortfall, reach their number less `all_but`."""
        due = self.due(facts)
        cells = tuple(cell for seat, parties in due.items() for party in parties for cell in grid.cells(party, (seat,)))
        return at_least(cells, len(due) - self.all_but)

    def shortfall(self, split: Split, facts: Facts) -> int:
        """Seats that go to somebody they are not due to, beyond `all_but`."""
        return max(0, len(self._lost(split, facts)) - self.all_but)

    def _lost(self, split: Split, facts: Facts) -> tuple[str, ...]:
        return tuple(seat for seat, parties in self.due(facts).items() if split[seat] not in parties)

    def witness(self, split: Split, facts: Facts) -> Breach | None:
        """The seats that go elsewhere."""
        if not self.shortfall(split, facts):
            return None
        lost, due = self._lost(split, facts), self.due(facts)
        told = ", ".join(f"{facts.seat_name(seat)} ({' or '.join(due[seat])}) to {split[seat]}" for seat in lost)
        owners = {party for seat in lost for party in due[seat]}
        return Breach(f"given away: {told}", party=owners.pop() if len(owners) == 1 else None, seats=lost)

    def loosened(self, by: int) -> Self:
        """`by` more may go to others."""
        return self.model_copy(update={"all_but": self.all_but + by})


@remembered
def _due(rule: SeatRule, facts: Facts) -> Mapping[str, tuple[str, ...]]:
    return {seat: owners for seat in facts.seat_ids if (owners := rule.owners(facts, seat))}
