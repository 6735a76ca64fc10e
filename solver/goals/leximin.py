"""The split in which whoever has least, for its entitlement, has most; then whoever has second least; and so on.

Values per entitlement are compared, u_i(A_i) / w_i. Stage k maximises the sum of the k smallest, which leads to the
same splits as the k-th smallest one after the other: W. Ogryczak and T. Sliwinski, "On solving linear programs with the
ordered weighted averaging objective", European Journal of Operational Research 148 (2003) 80-91.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import Literal

from pydantic import Field

from solver.facts import Facts
from solver.goals.base import Stage
from solver.goals.welfare import Welfare
from solver.rows import Draft, Grid, Linear
from solver.rules import Rule
from solver.split import Split


class Leximin(Welfare):
    """Maximise the least value per entitlement, then the sum of the two least, of the three least, ..."""

    kind: Literal["leximin"] = Field("leximin", description="Maximise the least value per entitlement, then the next.")

    def factors(self, facts: Facts) -> dict[str, int]:
        """By party, what makes values per entitlement whole numbers: all are in parts of the least common multiple."""
        weights = self.weights(facts)
        multiple = lcm(*weights.values())
        return {party: multiple // weight for party, weight in weights.items()}

    def reach(self, facts: Facts) -> int:
        """All parties holding everything."""
        whole = self.whole(facts)
        return sum(factor * whole[party] for party, factor in self.factors(facts).items())

    def stages(self, facts: Facts, grid: Grid, wishes: Sequence[Rule] = ()) -> tuple[Stage, ...]:
        """One stage a party: k x t less all by which somebody is below t, for the best t, is the sum of the k least."""
        factors, whole = self.factors(facts), self.whole(facts)
        most = max((factor * whole[party] for party, factor in factors.items()), default=0)
        stages = []
        for number in range(1, len(factors) + 1):
            draft = Draft()
            level = draft.helper(0, most)
            below = [draft.helper(0, most) for _ in factors]
            for gap, (party, factor) in zip(below, factors.items(), strict=True):
                draft.row(self.holding(facts, grid, party).times(factor) + Linear((gap, level), (1, -1)), low=0)
            stages.append(Stage(Linear((level,), (number,)) + Linear.sum(below, -1), draft.demand(Linear())))
        return tuple(stages)

    def worth(self, split: Split, facts: Facts, wishes: Sequence[Rule] = ()) -> tuple[int, ...]:
        """The sums of the 1, 2, ... least values per entitlement."""
        held = self.held(facts, split)
        ordered = sorted(factor * held[party] for party, factor in self.factors(facts).items())
        return tuple(sum(ordered[:number]) for number in range(1, len(ordered) + 1))

    def sentence(self, facts: Facts) -> str:
        """'the most for whoever has least for its entitlement, and so on up (legislators, seats counted alike)'."""
        return f"the most for whoever has least for its entitlement, and so on up ({self.basis()})"
