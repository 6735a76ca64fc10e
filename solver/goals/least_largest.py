"""The split in which the wish that gives way most gives way least."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from solver.facts import Facts
from solver.goals.base import Goal, Stage
from solver.rows import Draft, Grid, Linear
from solver.rules import Rule
from solver.split import Split


class LeastLargest(Goal):
    """Minimise the largest weight x shortfall of any wish. Only splits of least cost are compared, as by every goal."""

    kind: Literal["least_largest_shortfall"] = Field(
        "least_largest_shortfall", description="Minimise the largest shortfall of any wish, times its weight."
    )

    of_wishes: ClassVar[bool] = True

    def stages(self, facts: Facts, grid: Grid, wishes: Sequence[Rule] = ()) -> tuple[Stage, ...]:
        """One stage: a helper that no weighted shortfall exceeds. The wishes' rows stand here once more."""
        draft = Draft()
        largest = draft.helper(0, 0)
        most = 0
        for wish in wishes:
            demand = wish.demand(facts, grid)
            short = draft.take(demand).times(wish.weight)
            draft.row(Linear((largest,), (1,)) + short.times(-1), low=0)
            most = max(most, draft.greatest(short))
        draft.helpers[0] = (0, most)
        return (Stage(Linear((largest,), (-1,)), draft.demand(Linear())),)

    def worth(self, split: Split, facts: Facts, wishes: Sequence[Rule] = ()) -> tuple[int, ...]:
        """Minus the largest."""
        return (-max((wish.weight * wish.shortfall(split, facts) for wish in wishes), default=0),)

    def sentence(self, facts: Facts) -> str:
        """'the least largest shortfall of any wish'."""
        return "the least largest shortfall of any wish"
