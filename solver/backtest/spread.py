"""How wrong can a margin be? Learnt from how margins changed between earlier elections, and used for every way alike.

For each pair of consecutive elections before the one that is predicted, and each partner: by how much did its margin
over its best opponent change in each seat where it stood both times? The mean change is what all seats share (a swing
that nobody knew), what is left is each seat's own. Seats where the best rival's votes are estimated tell nothing here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from solver.assumptions import Sigma
from solver.backtest.known import RIVAL
from solver.backtest.margins import Shares, lead
from solver.facts import Facts

FEWEST = 20
"""Seats in which margins must be seen to change before anything is learnt from them."""


@dataclass(frozen=True)
class Spread:
    """Standard errors of a margin in points: each seat's own, and what all seats share; `seats` they rest on.

    `seats` is 0 where too little came before, and the model's defaults stand in.
    """

    seat: float
    state: float
    seats: int

    @property
    def total(self) -> float:
        """Of one seat's margin."""
        return math.hypot(self.seat, self.state)


def spread(facts: Facts) -> Spread:
    """The errors, from all pairs of consecutive elections in the facts."""
    groups = list(_changes(facts))
    number = sum(len(group) for group in groups)
    if number < FEWEST:
        default = Sigma()
        return Spread(float(default.seat), float(default.state), 0)
    means = [(len(group), sum(group) / len(group)) for group in groups]
    shared = sum(size * mean**2 for size, mean in means) / number
    own = sum(sum((one - mean) ** 2 for one in group) for group, (_, mean) in zip(groups, means, strict=True)) / number
    return Spread(math.sqrt(own), math.sqrt(shared), number)


def _changes(facts: Facts) -> Iterator[list[float]]:
    """By pair of elections and partner, the changes of its margin over the seats."""
    shares = Shares(facts)
    for then, now in pairwise(shares.past.values()):
        for party in facts.contesting:
            told = [seat for seat in then if seat in now and RIVAL not in then[seat] and RIVAL not in now[seat]]
            both = [(lead(then[seat], party), lead(now[seat], party)) for seat in told]
            group = [after - before for before, after in both if before is not None and after is not None]
            if group:
                yield group
