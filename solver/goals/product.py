"""What is the greatest product of what several parties hold, each to a power, and what counts where it is zero?

Convention for products of zero: first a largest set of parties that can all hold something that counts; then the
product of those alone. (So I. Caragiannis et al., "The Unreasonable Fairness of Maximum Nash Welfare", ACM Transactions
on Economics and Computation 7(3), 2019; with entitlements M. Chakraborty et al., arXiv:1909.10502.) They take any such
set; of several the first in file order is taken, as ties are broken everywhere. Products of different sets are never
compared, since that would depend on the unit of each party's values.

The sum of power x logarithm is maximised instead, with logarithms in whole parts of 1 / `SCALE` and, above `EXACT`,
along straight lines between points a fixed ratio apart. `ERROR` bounds what that can cost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log

from solver.goals.base import Stage
from solver.rows import Draft, Linear

SCALE = 10_000
"""Logarithms are counted in parts of 1 / SCALE."""

EXACT = 32
"""Every whole number up to this is a point of the line; above, the ratio of two points is at most 1 + 1 / EXACT."""

ERROR = 4
"""In parts of 1 / SCALE, the most that a party's logarithm can be off: log(1 + 1/32)^2 / 8 between points (1.2), and
rounding at a point (0.5) and on a line (1)."""

MOST = 1 << 128
"""No value is greater."""

AT_ONCE = 40
"""Most parties of whom one stage says which are in the set: their ranks are powers of 2, so that sums stay exact."""


@dataclass(frozen=True)
class Factor:
    """What counts of a party's holding is what goes beyond `above`: `most` at the most, and to a power."""

    most: int
    power: int = 1
    above: int = 0


def product_stages(factors: Sequence[Factor], held: Sequence[Linear]) -> tuple[Stage, ...]:
    """How many hold something that counts, and who; then the weighted sum of logarithms."""
    product, pairs = Draft(), [*zip(factors, held, strict=True)]
    logs = [_log_of(product, one, cells) for one, cells in pairs]
    powers = tuple(one.power for one in factors)
    return (
        _holders(pairs, [1] * len(pairs)),
        *(_holders(pairs[some], _ranks(len(pairs[some]))) for some in _batches(len(pairs))),
        Stage(Linear(tuple(logs), powers), product.demand(Linear())),
    )


def product_worth(factors: Sequence[Factor], held: Sequence[int]) -> tuple[int, ...]:
    """The same of a split: how many hold something that counts, the rank of who they are, the sum of logarithms."""
    gains = [value - one.above for one, value in zip(factors, held, strict=True)]
    inside = [gain > 0 for gain in gains]
    logs = (one.power * logarithm(gain) for one, gain in zip(factors, gains, strict=True) if gain > 0)
    who = (_rank(inside[some]) for some in _batches(len(inside)))
    return sum(inside), *who, sum(logs)


def greatest_products(worth: Sequence[tuple[int, ...]]) -> tuple[bool, ...]:
    """Which of these have the greatest product for some largest set of parties, whatever the file order."""
    largest = max((one[0] for one in worth), default=0)
    most = {one[:-1]: one[-1] for one in sorted(worth)}
    return tuple(one[0] == largest and one[-1] == most[one[:-1]] for one in worth)


def reach(factors: Sequence[Factor]) -> int:
    """The greatest value of the rows and the stages."""
    most = max((one.most for one in factors), default=0)
    logs = sum(one.power for one in factors) * logarithm(max(1, most))
    return max(1 << min(AT_ONCE, len(factors)), logs, (most + 1) * SCALE * EXACT)


def _batches(parties: int) -> Iterator[slice]:
    """The parties of each stage that says who is in the set."""
    return (slice(start, start + AT_ONCE) for start in range(0, parties, AT_ONCE))


def _ranks(parties: int) -> list[int]:
    """What each party adds to the rank of a set: the first in file order more than all after it together."""
    return [1 << place for place in reversed(range(parties))]


def _rank(inside: Sequence[bool]) -> int:
    return sum(rank for rank, is_in in zip(_ranks(len(inside)), inside, strict=True) if is_in)


def _holders(pairs: Sequence[tuple[Factor, Linear]], ranks: Sequence[int]) -> Stage:
    """The sum of the ranks of those who hold something that counts: a 0/1 helper each that can be 1 just there."""
    draft, inside = Draft(), []
    for one, cells in pairs:
        inside.append(draft.helper(0, 1))
        draft.row(cells + Linear((inside[-1],), (-one.above - 1,)), low=0)
    return Stage(Linear(tuple(inside), tuple(ranks)), draft.demand(Linear()))


def _log_of(draft: Draft, factor: Factor, held: Linear) -> int:
    """A helper that can be as great as the logarithm of what counts of what is held, and 0 where that is nothing.

    The helper of the value need only be at most what is held, because it is maximised: with an equation instead, small
    cases with values in millionths took minutes.
    """
    whole, above = factor.most, factor.above
    value, holds = draft.helper(0, whole), draft.helper(0, 1)
    most = logarithm(max(1, whole))
    log_helper = draft.helper(0, most)
    draft.row(held + Linear((value, holds), (-1, -above)), low=0)
    draft.row(Linear((value, holds), (1, -1)), low=0)
    draft.row(Linear((log_helper, holds), (1, -most)), high=0)
    for left, right in _lines(whole):
        # log <= at left + (value - left) x rise / run; where nothing is held, the last term takes back the rest.
        run, rise = right - left, _log(right) - _log(left)
        free = max(0, left * rise - run * _log(left))
        draft.row(Linear((log_helper, value, holds), (run, -rise, free)), high=run * _log(left) - left * rise + free)
    return log_helper


def logarithm(value: int) -> int:
    """The logarithm of a value from 1 on, in parts of 1 / SCALE, along the line."""
    number = max(1, bisect_left(_points(), value))
    left, right = _points()[number - 1 : number + 1]
    return _log(left) + (value - left) * (_log(right) - _log(left)) // (right - left)


def _lines(whole: int) -> list[tuple[int, int]]:
    """The ends of the lines along which logarithms up to that of `whole` run.

    The last one may end beyond: a line that ended just at `whole`, near its start, would be turned by the rounding of
    logarithms, and would cut off the others.
    """
    number = bisect_left(_points(), whole)
    return [*pairwise(_points()[: max(2, number + 1)])]


@cache
def _points() -> tuple[int, ...]:
    """Whole numbers between which logarithms run along straight lines."""
    points = [1]
    while points[-1] < MOST:
        points.append(points[-1] + max(1, points[-1] // EXACT))
    return tuple(points)


@lru_cache(maxsize=4096)
def _log(value: int) -> int:
    return round(SCALE * log(value))
