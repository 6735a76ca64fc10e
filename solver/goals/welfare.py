"""What do the goals share that weigh what every party holds against what it is entitled to?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from math import gcd

from pydantic import Field

from solver.facts import Facts
from solver.goals.base import Goal
from solver.lookups.entitlements import Entitlement
from solver.lookups.values import CONTESTED, Values
from solver.problems import Problem
from solver.rows import Grid, Linear
from solver.split import Split

MAX_VALUE = 1 << 50
"""Greatest value that such a goal may reach: CP-SAT refuses sums near 2^58."""


class Welfare(Goal, ABC):
    """A goal over what the seats of each party are worth to it. Parties entitled to nothing do not count."""

    entitlement: Entitlement = Field(
        description="legislators, shapley, {won: E}, {votes: E}, {weights: {A: 3}} or {mix: ...}."
    )
    values: Values = Field(
        CONTESTED, description="contested (every seat 1; default), wins, {strength: ...} or {cells: ...}."
    )

    def weights(self, facts: Facts) -> dict[str, int]:
        """Entitlement by party that counts, without common factors."""
        given = self.entitlement.of(facts, facts.contesting)
        common = gcd(*given.values()) or 1
        return {party: weight // common for party, weight in given.items() if weight}

    def held(self, facts: Facts, split: Split) -> dict[str, int]:
        """What the seats of each party that counts are worth to it."""
        worth = self.values.of(facts)
        return {
            party: sum(value for seat, value in worth[party].items() if split[seat] == party)
            for party in self.weights(facts)
        }

    def whole(self, facts: Facts) -> dict[str, int]:
        """What all seats are worth to each party that counts."""
        worth = self.values.of(facts)
        return {party: sum(worth[party].values()) for party in self.weights(facts)}

    def holding(self, facts: Facts, grid: Grid, party: str) -> Linear:
        """What a party's seats are worth to it, as cells."""
        worth: Mapping[str, int] = self.values.of(facts)[party]
        return Linear(grid.cells(party, worth), tuple(worth.values()))

    def basis(self) -> str:
        """'legislators, seats counted alike'."""
        return f"{self.entitlement.phrase()}, {self.values.phrase()}"

    @abstractmethod
    def reach(self, facts: Facts) -> int:
        """The greatest value that a stage can have."""

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Unknown names, nobody entitled, and sums that are too large."""
        before = [problem.under("entitlement") for problem in self.entitlement.problems(facts)]
        before += [problem.under("values") for problem in self.values.problems(facts)]
        yield from before
        if not before and not self.weights(facts):
            message = f"gives nothing to {', '.join(facts.contesting)}, so nothing can be weighed against it"
            yield Problem(("entitlement",), message, derived=True)
        elif not before and self.reach(facts) > MAX_VALUE:
            message = "and the values of all seats are so large that they cannot be weighed exactly"
            yield Problem(("entitlement",), message, "give smaller weights or values", derived=True)
