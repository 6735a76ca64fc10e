"""The split with the greatest product of what parties hold, each raised to its entitlement (weighted Nash welfare).

Convention for products of zero: first a largest set of parties that can all hold something of worth to them; then the
product of those alone. (So I. Caragiannis et al., "The Unreasonable Fairness of Maximum Nash Welfare", ACM Transactions
on Economics and Computation 7(3), 2019; with entitlements M. Chakraborty et al., arXiv:1909.10502.) They take any such
set; of several the goal takes the first in file order, as ties are broken everywhere. Products of different sets are
never compared, since that would depend on the unit of each party's values.

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
    """Maximise the number of parties with something of worth, then the weighted product of such a set of them."""

    kind: Literal["nash"] = Field("nash", description="Maximise the weighted product of what parties hold.")

    def best(self, splits: Sequence[Split], facts: Facts) -> tuple[bool, ...]:
        """Which of these have the greatest product for some largest set of parties, whatever the file order."""
        worth = [self.worth(split, facts) for split in splits]
        largest = max((number for number, _, _ in worth), default=0)
        most = dict(sorted((who, logs) for _, who, logs in worth))
        return tuple(number == largest and logs == most[who] for number, who, logs in worth)

    def reach(self, facts: Facts) -> int:
        """Everybody holding everything, and the products in the rows."""
        weights = self.weights(facts)
        return max(1 << len(weights), greatest(self.whole(facts).values(), weights.values()))

    def _ranks(self, facts: Facts) -> dict[str, int]:
        """What each party adds to the rank of a set: the first in file order more than all after it together."""
        weights = self.weights(facts)
        return {party: 1 << place for place, party in enumerate(reversed(weights))}

    def stages(self, facts: Facts, grid: Grid, wishes: Sequence[Rule] = ()) -> tuple[Stage, ...]:
        """How many hold something, and who; then the weighted sum of logarithms, each below the envelope's lines."""
        some, which, product = Draft(), Draft(), Draft()
        number, chosen, logs = [], [], []
        for party, whole in self.whole(facts).items():
            held = self.holding(facts, grid, party)
            number.append(_holds(some, held))
            chosen.append(_holds(which, held))
            logs.append(log_of(product, held, whole))
        ranks, weights = self._ranks(facts), self.weights(facts)
        return (
            Stage(Linear.sum(number), some.demand(Linear())),
            Stage(Linear(tuple(chosen), tuple(ranks[party] for party in weights)), which.demand(Linear())),
            Stage(Linear(tuple(logs), tuple(weights.values())), product.demand(Linear())),
        )

    def worth(self, split: Split, facts: Facts, wishes: Sequence[Rule] = ()) -> tuple[int, ...]:
        """How many hold something, the rank of who they are, and the weighted sum of their logarithms."""
        weights, whole, ranks = self.weights(facts), self.whole(facts), self._ranks(facts)
        held = {party: value for party, value in self.held(facts, split).items() if value}
        logs = sum(weights[party] * logarithm(value, whole[party]) for party, value in held.items())
        return len(held), sum(ranks[party] for party in held), logs

    def sentence(self, facts: Facts) -> str:
        """'the greatest product of what partners hold, to the power of their entitlement (...; logs off by ...)'."""
        bound = f"logarithms in 1/{SCALE:,}, each off by at most {ERROR}"
        return f"the greatest weighted product of what partners hold ({self.basis()}; {bound})"


def _holds(draft: Draft, held: Linear) -> int:
    """A 0/1 helper that can be 1 where something of worth is held."""
    helper = draft.helper(0, 1)
    draft.row(held + Linear.sum((helper,), -1), low=0)
    return helper


def log_of(draft: Draft, held: Linear, whole: int, above: int = 0) -> int:
    """A helper that can be as great as the logarithm of what is held `above` some value, and 0 where that is nothing.

    `whole` is the greatest that can be held above it. The helper's value need only be at most what is held, because it
    is maximised: with an equation instead, small cases with values in millionths took minutes.
    """
    value, holds = draft.helper(0, whole), draft.helper(0, 1)
    logarithm = draft.helper(0, _log(whole or 1))
    draft.row(held + Linear((value, holds), (-1, -above)), low=0)
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
