"""How many of h seats is each party entitled to, by the classical methods, with every tie kept?

Exact in integers and fractions. The package `apportionment` (1.0, Lackner) gives the same totals and serves as the
oracle in the tests; it stops at a tie, or breaks it, and knows none under the quota method, whereas a rule needs all
the admissible results (a tie silently broken favours somebody).

Sources: M. L. Balinski and H. P. Young, Fair Representation (1982), and for `quota` their "The quota method of
apportionment", American Mathematical Monthly 82 (1975) 701-730.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from typing import Literal, get_args

Method = Literal["quota", "largest_remainder", "dhondt", "sainte_lague", "hill", "adams", "dean"]
METHODS: tuple[Method, ...] = get_args(Method)

SYNONYMS: dict[str, Method] = {
    "jefferson": "dhondt",
    "webster": "sainte_lague",
    "hamilton": "largest_remainder",
}
"""The same methods under their American names."""

MAX_BRANCHES = 1_000
"""Most different outcomes kept for one house size before the method is refused as too tied."""


@dataclass(frozen=True)
class Tied:
    """These parties (by index) are tied for `extra` seats: any `extra` of them may get one each."""

    parties: tuple[int, ...]
    extra: int


@dataclass(frozen=True)
class Outcome:
    """A set of admissible apportionments: `base` seats each, plus one for any choice within every tie."""

    base: tuple[int, ...]
    ties: tuple[Tied, ...] = ()

    def each(self) -> Iterator[tuple[int, ...]]:
        """Every apportionment of the set; there may be very many."""
        for chosen in product(*(combinations(tie.parties, tie.extra) for tie in self.ties)):
            lucky = {party for group in chosen for party in group}
            yield tuple(seats + (index in lucky) for index, seats in enumerate(self.base))

    def most(self, party: int) -> int:
        """The most seats that a party (by index) has in any apportionment of the set."""
        return self.base[party] + any(party in tie.parties for tie in self.ties)

    def distance(self, held: Sequence[int]) -> int:
        """Seats that must change hands to turn `held` (same total) into the nearest apportionment of the set."""
        missing = sum(max(0, base - have) for base, have in zip(self.base, held, strict=True))
        return missing + sum(
            max(0, tie.extra - sum(held[party] > self.base[party] for party in tie.parties)) for tie in self.ties
        )

    def nearest(self, held: Sequence[int]) -> tuple[int, ...]:
        """The apportionment of the set that is at `distance` from `held` (same total)."""
        lucky: set[int] = set()
        for tie in self.ties:
            ranked = sorted(tie.parties, key=lambda party: held[party] <= self.base[party])
            lucky.update(ranked[: tie.extra])
        return tuple(seats + (index in lucky) for index, seats in enumerate(self.base))


class TooManyTiesError(ValueError):
    """So many parties are tied that the admissible apportionments cannot be listed."""


def admissible(method: Method, weights: Sequence[int], seats: int) -> tuple[Outcome, ...]:
    """All apportionments of `seats` seats by `method`, as few sets; their union is what the method admits.

    `weights` are whole numbers >= 0 with a positive sum; a party of weight 0 gets nothing.

    Raises:
        ValueError: if no weight is positive, one is negative, or `seats` is negative.
        TooManyTiesError: if there are more than `MAX_BRANCHES` sets (quota method with many unequal ties).
    """
    _check(weights, seats)
    if method == "largest_remainder":  # each house is divided by itself; the others build on the smaller ones
        return (_largest_remainder(weights, seats),)
    return admissible_to(method, weights, seats)[-1]


def admissible_to(method: Method, weights: Sequence[int], seats: int) -> tuple[tuple[Outcome, ...], ...]:
    """`admissible` for every number of seats from 0 to `seats`, in one pass.

    Raises:
        ValueError, TooManyTiesError: as `admissible`.
    """
    _check(weights, seats)
    if method == "quota":
        return tuple(_quota(weights, seats))
    if method == "largest_remainder":
        return tuple((_largest_remainder(weights, house),) for house in range(seats + 1))
    return tuple((outcome,) for outcome in _divisor(_PRIORITY[method], weights, seats))


def _check(weights: Sequence[int], seats: int) -> None:
    if seats < 0 or min(weights, default=0) < 0 or sum(weights) == 0:
        raise ValueError("apportionment needs weights >= 0 with a positive sum, and seats >= 0")


def _largest_remainder(weights: Sequence[int], seats: int) -> Outcome:
    total = sum(weights)
    base = tuple(seats * weight // total for weight in weights)
    remainders = [Fraction(seats * weight % total) for weight in weights]
    return _hand_out(base, remainders, seats - sum(base))


def _hand_out(base: tuple[int, ...], rank: Sequence[Fraction], left: int) -> Outcome:
    """One seat more for the `left` parties that rank highest; those at the threshold are tied."""
    if left == 0:
        return Outcome(base)
    threshold = sorted(rank, reverse=True)[left - 1]
    above = [index for index, value in enumerate(rank) if value > threshold]
    level = tuple(index for index, value in enumerate(rank) if value == threshold)
    raised = tuple(have + (index in above) for index, have in enumerate(base))
    extra = left - len(above)
    if extra == len(level):
        return Outcome(tuple(have + (index in level) for index, have in enumerate(raised)))
    return Outcome(raised, (Tied(level, extra),))


Priority = Callable[[int, int], tuple[int, Fraction]]
"""Rank of a party of a given weight for its next seat when it has s: compared as (1 if its divisor is 0, value)."""


def _by_divisor(divisor: Callable[[int], Fraction]) -> Priority:
    def priority(weight: int, held: int) -> tuple[int, Fraction]:
        by = divisor(held)
        return (1, Fraction(weight)) if by == 0 else (0, weight / by)

    return priority


_PRIORITY: dict[str, Priority] = {
    "dhondt": _by_divisor(lambda s: Fraction(s + 1)),
    "sainte_lague": _by_divisor(lambda s: Fraction(2 * s + 1, 2)),
    "adams": _by_divisor(Fraction),
    "dean": _by_divisor(lambda s: Fraction(2 * s * (s + 1), 2 * s + 1)),
    # Hill divides by sqrt(s(s+1)); the squares rank alike and stay exact.
    "hill": lambda weight, s: (1, Fraction(weight)) if s == 0 else (0, Fraction(weight * weight, s * (s + 1))),
}


def _divisor(priority: Priority, weights: Sequence[int], seats: int) -> Iterator[Outcome]:
    """Award seats one by one; the awards tied with the last one are handed out freely among their parties.

    A method whose first divisor is 0 ranks those first seats by weight (Balinski and Young's convention).
    """
    entitled = [index for index, weight in enumerate(weights) if weight > 0]
    held = [0] * len(weights)
    level: list[int] = []  # the parties of the awards that rank as the last one does
    last: tuple[int, Fraction] | None = None
    yield Outcome(tuple(held))
    for _ in range(seats):
        ranks = {index: priority(weights[index], held[index]) for index in entitled}
        best = max(ranks.values())
        winner = next(index for index, rank in ranks.items() if rank == best)
        level = [*level, winner] if best == last else [winner]
        last = best
        held[winner] += 1
        waiting = [index for index, rank in ranks.items() if rank == best and index not in level]
        yield _shared(held, level, waiting) if waiting else Outcome(tuple(held))


def _shared(held: Sequence[int], level: Sequence[int], waiting: Sequence[int]) -> Outcome:
    """The seats of `level` may as well go to those `waiting` at the same rank."""
    base = tuple(seats - (index in level) for index, seats in enumerate(held))
    return Outcome(base, (Tied(tuple(sorted((*level, *waiting))), len(level)),))


def _quota(weights: Sequence[int], seats: int) -> Iterator[tuple[Outcome, ...]]:
    """The quota method: D'Hondt's order, but nobody may pass the upper quota of the house reached so far.

    Parties of equal weight are interchangeable, so a state is the seats of each weight class; within a class the
    seats lie as evenly as they can, and who has the odd ones is a tie.
    """
    classes = sorted({weight for weight in weights if weight > 0}, reverse=True)
    size = [sum(weight == one for weight in weights) for one in classes]
    states = {(0,) * len(classes)}
    for house in range(seats + 1):
        if house:
            states = {
                tuple(have + (index == chosen) for index, have in enumerate(state))
                for state in states
                for chosen in _quota_next(state, classes, size, sum(weights), house)
            }
        if len(states) > MAX_BRANCHES:
            raise TooManyTiesError(f"the quota method has more than {MAX_BRANCHES} tied outcomes at {house} seats")
        yield tuple(_spread(state, classes, size, weights) for state in sorted(states, reverse=True))


def _quota_next(
    state: tuple[int, ...], classes: Sequence[int], size: Sequence[int], total: int, house: int
) -> list[int]:
    held = [have // members for have, members in zip(state, size, strict=True)]
    rank = {
        index: Fraction(weight, held[index] + 1)
        for index, weight in enumerate(classes)
        if held[index] * total < weight * house
    }
    best = max(rank.values())
    return [index for index, value in rank.items() if value == best]


def _spread(state: tuple[int, ...], classes: Sequence[int], size: Sequence[int], weights: Sequence[int]) -> Outcome:
    each = dict(zip(classes, (divmod(have, n) for have, n in zip(state, size, strict=True)), strict=True))
    base = tuple(each[weight][0] if weight else 0 for weight in weights)
    ties = tuple(
        Tied(tuple(i for i, weight in enumerate(weights) if weight == one), odd)
        for one, (_, odd) in each.items()
        if odd
    )
    return Outcome(base, ties)
