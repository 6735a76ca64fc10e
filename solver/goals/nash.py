"""The split with the greatest product of what parties hold, each raised to its entitlement (weighted Nash welfare).

Convention for products of zero: first as many parties as can be hold something of worth to them; then the product of
those that do. (So I. Caragiannis et al., "The Unreasonable Fairness of Maximum Nash Welfare", ACM Transactions on
Economics and Computation 7(3), 2019; with entitlements M. Chakraborty et al., arXiv:1909.10502.)

The sum of w_i log u_i(A_i) is maximised instead, with logarithms in whole parts of 1 / `SCALE` and, above `EXACT`,
along straight lines between points a fixed ratio apart. `ERROR` bounds what that can cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import Literal

from pydantic import Field

from solver.facts import Facts
from solver.goals.base import Stage
from solver.goals.welfare import Welfare
from solver.rows import Draft, Grid, Linear
from solver.rules import Rule
from solver.split import Split

SCALE = 10_000
"""Logarithms are counted in parts of 1 / SCALE."""

EXACT = 32
"""Every whole number up to this is a point of the line; above, the ratio of two points is at most 1 + 1 / EXACT."""

ERROR = 4
"""In parts of 1 / SCALE, the most that a party's logarithm can be off: log(1 + 1/32)^2 / 8 between points (1.2), and
rounding at a point (0.5) and on a line (1)."""


class Nash(Welfare):
    """Maximise the number of parties with something of worth, then their product, weighted by entitlement."""

    kind: Literal["nash"] = Field("nash", description="Maximise the weighted product of what parties hold.")

    def reach(self, facts: Facts) -> int:
        """Everybody holding everything, and the products in the rows."""
        return greatest(self.whole(facts).values(), self.weights(facts).values())

    def stages(self, facts: Facts, grid: Grid, wishes: Sequence[Rule] = ()) -> tuple[Stage, ...]:
        """How many hold something; then the weighted sum of logarithms, each below all lines of the envelope."""
        some, product, logs = Draft(), Draft(), []
        holders = []
        for party, whole in self.whole(facts).items():
            held = self.holding(facts, grid, party)
            holders.append(some.helper(0, 1))
            some.row(held + Linear.sum(holders[-1:], -1), low=0)
            logs.append(log_of(product, held, whole))
        weights = tuple(self.weights(facts).values())
        return (
            Stage(Linear.sum(holders), some.demand(Linear())),
            Stage(Linear(tuple(logs), weights), product.demand(Linear())),
        )

    def worth(self, split: Split, facts: Facts, wishes: Sequence[Rule] = ()) -> tuple[int, ...]:
        """How many hold something, and the weighted sum of their logarithms."""
        weights, whole = self.weights(facts), self.whole(facts)
        held = {party: value for party, value in self.held(facts, split).items() if value}
        return len(held), sum(weights[party] * logarithm(value, whole[party]) for party, value in held.items())

    def sentence(self, facts: Facts) -> str:
        """'the greatest product of what partners hold, to the power of their entitlement (...; logs off by ...)'."""
        bound = f"logarithms in 1/{SCALE:,}, each off by at most {ERROR}"
        return f"the greatest weighted product of what partners hold ({self.basis()}; {bound})"


def log_of(draft: Draft, held: Linear, whole: int, above: int = 0) -> int:
    """A helper that can be as great as the logarithm of what is held `above` some value, and 0 where that is nothing.

    `whole` is the greatest that can be held above it.
    """
    value, holds = draft.helper(0, whole), draft.helper(0, 1)
    logarithm = draft.helper(0, _log(whole or 1))
    draft.row(held + Linear((value, holds), (-1, -above)), low=0, high=None if above else 0)
    draft.row(Linear((value, holds), (1, -1)), low=0)
    draft.row(Linear((logarithm, holds), (1, -_log(whole or 1))), high=0)
    for left, right in pairwise(_points(whole)):
        # log <= at left + (value - left) x rise / run; where nothing is held, the last term takes back the rest.
        run, rise = right - left, _log(right) - _log(left)
        free = max(0, left * rise - run * _log(left))
        draft.row(Linear((logarithm, value, holds), (run, -rise, free)), high=run * _log(left) - left * rise + free)
    return logarithm


def greatest(whole: Iterable[int], weights: Iterable[int]) -> int:
    """The greatest value of a weighted product's rows and stages, where parties can hold so much."""
    most = max(whole, default=0)
    return max(sum(weights) * _log(most or 1), (most + 1) * SCALE * EXACT)


def logarithm(value: int, whole: int) -> int:
    """The logarithm of a value from 1 to `whole`, in parts of 1 / SCALE, along the line."""
    if value in _points(whole):
        return _log(value)
    left, right = next((a, b) for a, b in pairwise(_points(whole)) if a < value < b)
    return _log(left) + (value - left) * (_log(right) - _log(left)) // (right - left)


@lru_cache(maxsize=256)
def _points(whole: int) -> tuple[int, ...]:
    """Whole numbers from 1 to `whole` between which logarithms run along straight lines."""
    points = list(range(1, min(whole, EXACT) + 1))
    while points and points[-1] < whole:
        points.append(min(whole, points[-1] + points[-1] // EXACT))
    return tuple(points)


@lru_cache(maxsize=4096)
def _log(value: int) -> int:
    return round(SCALE * log(value))
