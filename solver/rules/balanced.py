"""Parties of equal entitlement contest as many seats as each other, give or take one.

Called balanced of a method of apportionment by M. L. Balinski and H. P. Young, Fair Representation (1982).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import Field

from solver.breach import Breach
from solver.facts import Facts
from solver.fields import Count
from solver.rows import Demand, Draft, Grid, Linear
from solver.rules.entitled import EntitledRule
from solver.split import Split
from solver.words import amount


class Balanced(EntitledRule):
    """Seats of any two parties of `over` with equal entitlements differ by at most one, and `within` more."""

    graded: ClassVar[Mapping[str, int]] = {"within": -1}
    kind: Literal["balanced"] = Field("balanced", description="Equal entitlements differ by at most one seat.")
    within: Count = Field(0, description="By how many seats more they may differ.")

    def groups(self, facts: Facts) -> tuple[tuple[str, ...], ...]:
        """The parties of each entitlement that several have, in file order."""
        by_weight: dict[int, tuple[str, ...]] = {}
        for party, weight in self.weights(facts).items():
            by_weight[weight] = (*by_weight.get(weight, ()), party)
        return tuple(group for group in by_weight.values() if len(group) > 1)

    def sentence(self, facts: Facts) -> str:
        """'partners equal by legislators (A 2, B 2) differ by at most 1 seat'."""
        return f"partners equal by {self.basis_of(facts)} differ by at most {amount(1 + self.within)}"

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """For each group a least and a greatest number of seats, which differ by no more than is allowed."""
        draft = Draft()
        short = draft.helper(0, len(grid.seats))
        for group in self.groups(facts):
            least, most = draft.helper(0, len(grid.seats)), draft.helper(0, len(grid.seats))
            for party in group:
                draft.row(Linear.sum(grid.cells(party)) + Linear.sum((least,), -1), low=0)
                draft.row(Linear.sum(grid.cells(party)) + Linear.sum((most,), -1), high=0)
            draft.row(Linear((most, least, short), (1, -1, -1)), high=1 + self.within)
        return draft.demand(Linear((short,), (1,)))

    def shortfall(self, split: Split, facts: Facts) -> int:
        """The greatest difference of two equals, beyond one and `within`."""
        held = [[split.count(party) for party in group] for group in self.groups(facts)]
        return max(0, *(max(group) - min(group) - 1 - self.within for group in held), 0)

    def witness(self, split: Split, facts: Facts) -> Breach | None:
        """The two equals that differ most."""
        if not self.shortfall(split, facts):
            return None
        pairs = [(min(group, key=split.count), max(group, key=split.count)) for group in self.groups(facts)]
        poor, rich = max(pairs, key=lambda pair: split.count(pair[1]) - split.count(pair[0]))
        told = f"{poor} contests {amount(split.count(poor))}, {rich} {split.count(rich)}, at equal entitlements"
        return Breach(told, party=poor, against=rich)

    def loosened(self, by: int) -> Self:
        """They may differ by `by` more."""
        return self.model_copy(update={"within": self.within + by})
