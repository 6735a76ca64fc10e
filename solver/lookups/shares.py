"""What value should a party be sure of: its weighted maximin share, or its AnyPrice share?

Both are computed by looking at every division, or every bundle, and so for few seats only: see `MAX_DIVISIONS` and
`MAX_BUNDLED`. Where all seats are worth the same to a party, or nothing, any number will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product

MAX_DIVISIONS = 100_000
"""Most divisions of the seats that are looked at for a maximin share: parties to the power of the seats of value."""

MAX_BUNDLED = 10
"""Most seats of value for which an AnyPrice share is computed; there are 2 to that power bundles."""


class TooManySeatsError(ValueError):
    """So many seats that a share cannot be computed."""


def _too_many(share: str, seats: int, most: str) -> str:
    return f"{share} of {seats} seats of different worth cannot be computed: it can for up to {most}"


def maximin_share(worth: Sequence[int], weights: Mapping[str, int], party: str) -> Fraction:
    """The weighted maximin share (WMMS): the most that a party could be sure of if it made the division itself.

    max over divisions P of min over j of (w_i / w_j) u_i(P_j), over parties j that are entitled to something:
    A. Farhadi et al., "Fair Allocation of Indivisible Goods to Asymmetric Agents", arXiv:1703.01649.

    Args:
        worth: value of each seat to the party; 0 or more.
        weights: entitlement by party.
        party: whose share.

    Raises:
        TooManySeatsError: where the divisions are too many to look at.
    """
    valued = [value for value in worth if value]
    others = [weight for weight in weights.values() if weight]
    if not weights[party] or not valued:
        return Fraction(0)
    if len(set(valued)) == 1:
        return weights[party] * valued[0] * _most_even(len(valued), others)
    if len(others) ** len(valued) > MAX_DIVISIONS:
        most = max(seats for seats in range(len(valued)) if len(others) ** seats <= MAX_DIVISIONS)
        raise TooManySeatsError(_too_many("a maximin share", len(valued), f"{most} for {len(others)} parties"))
    best = Fraction(0)
    for holders in product(range(len(others)), repeat=len(valued)):
        sums = [0] * len(others)
        for holder, value in zip(holders, valued, strict=True):
            sums[holder] += value
        best = max(best, min(Fraction(total, weight) for total, weight in zip(sums, others, strict=True)))
    return weights[party] * best


def _most_even(seats: int, weights: Sequence[int]) -> Fraction:
    """The greatest least number of seats per entitlement: each next seat to whoever has least."""
    held = [0] * len(weights)
    for _ in range(seats):
        poorest = min(range(len(weights)), key=lambda index: Fraction(held[index], weights[index]))
        held[poorest] += 1
    return min(Fraction(have, weight) for have, weight in zip(held, weights, strict=True))


def any_price_share(worth: Sequence[int], entitled: Fraction) -> int:
    """The AnyPrice share (APS): what a party can buy with its entitlement, whatever the prices, of all seats 1 in sum.

    Computed by the dual definition: the greatest z such that bundles worth z or more can be given weights of sum 1
    with no seat in bundles of more than the entitlement: M. Babaioff, T. Ezra and U. Feige, "Fair-Share Allocations
    for Agents with Arbitrary Entitlements", arXiv:2103.04304.

    Args:
        worth: value of each seat to the party; 0 or more.
        entitled: the party's part of all entitlements, 0 to 1.

    Raises:
        TooManySeatsError: where the bundles are too many to look at.
    """
    valued = sorted((value for value in worth if value), reverse=True)
    if len(set(valued)) <= 1:
        return int(entitled * len(valued)) * (valued[0] if valued else 0)
    if len(valued) > MAX_BUNDLED:
        raise TooManySeatsError(_too_many("an AnyPrice share", len(valued), str(MAX_BUNDLED)))
    values = sorted({sum(bundle) for size in range(len(valued) + 1) for bundle in combinations(valued, size)})
    low, high = 0, len(values) - 1
    while low < high:  # can be reached is true up to the share, and false beyond
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _spread(valued, values[middle], entitled) >= 1 else (low, middle - 1)
    return values[low]


def _spread(worth: Sequence[int], least: int, entitled: Fraction) -> Fraction:
    """The greatest sum of weights on bundles worth `least` or more, no seat in more than `entitled` of them."""
    bundles = _minimal(worth, least)
    return _greatest_sum([[int(seat in bundle) for bundle in bundles] for seat in range(len(worth))], entitled)


def _minimal(worth: Sequence[int], least: int) -> list[tuple[int, ...]]:
    """Bundles that reach a value, but do not without any one of their seats."""
    return [
        bundle
        for size in range(len(worth) + 1)
        for bundle in combinations(range(len(worth)), size)
        if 0 <= sum(worth[seat] for seat in bundle) - least < min((worth[seat] for seat in bundle), default=1)
    ]


def _greatest_sum(rows: list[list[int]], bound: Fraction) -> Fraction:
    """Max sum of x with rows x <= bound, x >= 0: the simplex method in fractions, with Bland's rule, which ends."""
    width, height = len(rows[0]), len(rows)
    if any(not any(row[column] for row in rows) for column in range(width)):
        return Fraction(1)  # the empty bundle is enough
    unit = [[Fraction(int(row == column)) for column in range(height)] for row in range(height)]
    table = [[*map(Fraction, row), *unit[index], bound] for index, row in enumerate(rows)]
    gain = [Fraction(1)] * width + [Fraction(0)] * (height + 1)
    basis = list(range(width, width + height))
    for column in _improving(gain, width + height):
        ratios = [(row[-1] / row[column], basis[index], index) for index, row in enumerate(table) if row[column] > 0]
        leaving = min(ratios)[2]
        pivot = table[leaving] = [value / table[leaving][column] for value in table[leaving]]
        for index, row in enumerate(table):
            if index != leaving and row[column]:
                table[index] = [value - row[column] * at for value, at in zip(row, pivot, strict=True)]
        gain[:] = [value - gain[column] * at for value, at in zip(gain, pivot, strict=True)]
        basis[leaving] = column
    return -gain[-1]


def _improving(gain: list[Fraction], columns: int) -> Iterator[int]:
    """The first column that improves, as long as there is one."""
    while True:
        found = next((column for column in range(columns) if gain[column] > 0), None)
        if found is None:
            return
        yield found
