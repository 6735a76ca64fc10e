"""Which axioms are held against each other, how are they asked for in a scenario, and which splits meet them?

Where every seat is worth 1 or 0, the definitions in `solver.rules` come down to sums. With E_ij = w_i u_i(A_j) -
w_j u_i(A_i), party i envies j if E_ij is above 0, or above what the seat set aside takes off; where A_j holds nothing
of worth to i, E_ij is not above 0 anyway. WEFX (seats of worth) is then WEF1, so it is not in the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import permutations, product
from math import ceil, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from solver.lookups.shares import any_price_share, maximin_share
from solver.questions.impossibility.divisions import Divisions, Flags
from solver.questions.impossibility.instances import Weights

Meets = Callable[[Divisions], Flags]


@dataclass(frozen=True)
class Axiom:
    """A notion of fairness: its name, the splits that meet it, and the rule or the goal that asks for it, if any."""

    name: str
    meets: Meets
    rule: Mapping[str, Any] | None = None
    goal: str | None = None
    valued: bool = True
    """Does it depend on what seats are worth?"""

    @property
    def id(self) -> str:
        """The name as the id of a rule: 'lower-quota', 'wef1'."""
        return re.sub("[^a-z0-9]+", "-", self.name.lower()).strip("-")


def _envy(x: Fraction | int, y: Fraction | int) -> Meets:
    """WEF(x, y): no E_ij is above x w_i + y w_j; with 0 and 0 nothing is set aside."""
    return lambda splits: _content(splits, lambda mine, theirs: int(x * mine + y * theirs))


def _envy_or_copy(splits: Divisions) -> Flags:
    """One seat is set aside, or copied."""
    return _content(splits, max)


def _content(splits: Divisions, part: Callable[[int, int], int]) -> Flags:
    """No E_ij is above `part(w_i, w_j)`."""
    kept = np.ones(splits.value[0][0].shape, dtype=bool)
    for i, j in permutations(splits.parties, 2):
        w_i, w_j = splits.weights[i], splits.weights[j]
        kept &= w_i * splits.value[i][j] - w_j * splits.value[i][i] <= part(w_i, w_j)
    return kept


def _envy_but_for_any(splits: Divisions) -> Flags:
    """As WEF1, but the worst seat is set aside, which may be worth nothing."""
    kept = np.ones(splits.value[0][0].shape, dtype=bool)
    for i, j in permutations(splits.parties, 2):
        w_i, w_j = splits.weights[i], splits.weights[j]
        worst = (splits.held[j] == splits.value[i][j]) * np.int16(w_i)
        kept &= w_i * splits.value[i][j] - w_j * splits.value[i][i] <= worst
    return kept


def _share(added: int) -> Meets:
    """u_i(A_i) and so many seats more reach w_i / (sum of w) of everything."""

    def meets(splits: Divisions) -> Flags:
        total, kept = sum(splits.weights), np.ones(splits.value[0][0].shape, dtype=bool)
        for i in splits.parties:
            kept &= total * (splits.value[i][i] + np.int16(added)) >= splits.weights[i] * splits.whole[i]
        return kept

    return meets


def _sure(share: Callable[[int, Weights, int], Fraction | int]) -> Meets:
    """u_i(A_i) reaches a share that depends on the number of seats of worth to i."""

    def meets(splits: Divisions) -> Flags:
        kept = np.ones(splits.value[0][0].shape, dtype=bool)
        for i in splits.parties:
            least = [ceil(share(valued, splits.weights, i)) for valued in range(splits.seats + 1)]
            kept &= splits.value[i][i] >= np.array(least, dtype=np.int16)[splits.whole[i]]
        return kept

    return meets


@lru_cache(maxsize=1024)
def _maximin(valued: int, weights: Weights, party: int) -> Fraction:
    named = {str(index): weight for index, weight in enumerate(weights)}
    return maximin_share([1] * valued, named, str(party))


@lru_cache(maxsize=1024)
def _any_price(valued: int, weights: Weights, party: int) -> Fraction | int:
    return any_price_share([1] * valued, Fraction(weights[party], sum(weights)))


def _quota(*, lower: bool) -> Meets:
    def meets(splits: Divisions) -> Flags:
        total, kept = sum(splits.weights), np.ones((1, 1), dtype=bool)
        for weight, held in zip(splits.weights, splits.held, strict=True):
            due = weight * splits.seats
            kept = kept & (held >= due // total if lower else held <= -(-due // total))
        return np.broadcast_to(kept, splits.value[0][0].shape)

    return meets


def _balanced(splits: Divisions) -> Flags:
    kept = np.ones((1, 1), dtype=bool)
    for i, j in permutations(splits.parties, 2):
        if splits.weights[i] == splits.weights[j]:
            kept = kept & (splits.held[i] - splits.held[j] <= 1)
    return np.broadcast_to(kept, splits.value[0][0].shape)


def _efficient(splits: Divisions) -> Flags:
    """Nobody could have more with none having less, among all splits of the pact."""
    place = _place(splits)
    pact = np.arange(len(place))[:, None]
    reached = np.zeros((*(splits.seats + 2 for _ in splits.parties), len(place)), dtype=bool)
    flat = reached.reshape(-1, len(place))
    flat[place, pact] = True
    for party in splits.parties:  # then: some split is here, or gives nobody less
        held = np.moveaxis(reached, party, 0)
        for value in range(splits.seats, -1, -1):
            held[value] |= held[value + 1]
    better = np.zeros_like(reached)
    for party in splits.parties:
        np.moveaxis(better, party, 0)[:-1] |= np.moveaxis(reached, party, 0)[1:]
    return np.asarray(~better.reshape(-1, len(place))[place, pact])


def _place(splits: Divisions) -> NDArray[np.int64]:
    """One number for what all parties hold in their own eyes: digits to the base of the seats and two more."""
    place = np.zeros(splits.value[0][0].shape, dtype=np.int64)
    for i in reversed(splits.parties):
        place = place * (splits.seats + 2) + splits.value[i][i]
    return place


Welfare = Callable[[Weights, tuple[int, ...]], object]
"""What a welfare says of the values that parties hold, given entitlements: the greater, the better."""


@lru_cache(maxsize=256)
def _ranks(welfare: Welfare, weights: Weights, seats: int) -> NDArray[np.int32]:
    """The rank of each place (see `_place`) by a welfare."""
    held = [one[::-1] for one in product(range(seats + 2), repeat=len(weights))]  # in the order of `_place`
    worth = [welfare(weights, one) for one in held]
    rank = {one: number for number, one in enumerate(sorted(set(worth)))}  # type: ignore[type-var]  # one welfare
    return np.array([rank[one] for one in worth], dtype=np.int32)


def _greatest(welfare: Welfare) -> Meets:
    """The splits of each pact that no other split of it surpasses."""

    def meets(splits: Divisions) -> Flags:
        rank = _ranks(welfare, splits.weights, splits.seats)[_place(splits)]
        return np.asarray(rank == rank.max(axis=1, keepdims=True))

    return meets


def _holders(_: Weights, held: tuple[int, ...]) -> int:
    """How many hold something of worth."""
    return sum(map(bool, held))


def _product(weights: Weights, held: tuple[int, ...]) -> int:
    """Of what those hold that hold something of worth, to the power of entitlements."""
    return prod(value**weight for weight, value in zip(weights, held, strict=True) if value)


def _nash(splits: Divisions) -> Flags:
    """The greatest product for some largest set of holders; products of different sets are not compared."""
    place = _place(splits)
    products = _ranks(_product, splits.weights, splits.seats)[place]
    sets = np.zeros(place.shape, dtype=np.int64)
    for i in splits.parties:
        sets |= (splits.value[i][i] > 0).astype(np.int64) << i
    largest = _greatest(_holders)(splits)
    kept = np.zeros(place.shape, dtype=bool)
    for one in np.unique(sets[largest]):
        rank = np.where(largest & (sets == one), products, -1)
        kept |= (rank >= 0) & (rank == rank.max(axis=1, keepdims=True))
    return kept


def _leximin(weights: Weights, held: tuple[int, ...]) -> tuple[Fraction, ...]:
    """The least value per entitlement, then the next, ..."""
    return tuple(sorted(Fraction(value, weight) for weight, value in zip(weights, held, strict=True)))


HALF = Fraction(1, 2)


def _rule(kind: str, **fields: str) -> dict[str, str]:
    return {"kind": kind, **fields}


AXIOMS: tuple[Axiom, ...] = (
    Axiom("WEF", _envy(0, 0), _rule("envy_free", up_to="none")),
    Axiom("WEF1", _envy(1, 0), _rule("envy_free", up_to="one")),
    Axiom("WEFX, zeros count", _envy_but_for_any, _rule("envy_free", up_to="any_zero")),
    Axiom(
        "WEF(1/2, 1/2)",
        _envy(HALF, HALF),
        _rule("envy_free", up_to="one", x="1/2", y="1/2"),
    ),
    Axiom("WEF(0, 1)", _envy(0, 1), _rule("envy_free", up_to="one", x="0", y="1")),
    Axiom("WWEF1", _envy_or_copy, _rule("envy_free", up_to="one_or_copy")),
    Axiom("WPROP", _share(0), _rule("proportional", up_to="none")),
    Axiom("WPROP1", _share(1), _rule("proportional", up_to="one")),
    Axiom("APS", _sure(_any_price), _rule("guaranteed", share="any_price")),
    Axiom("WMMS", _sure(_maximin), _rule("guaranteed", share="maximin")),
    Axiom("lower quota", _quota(lower=True), _rule("quotas", side="lower"), valued=False),
    Axiom("upper quota", _quota(lower=False), _rule("quotas", side="upper"), valued=False),
    Axiom("balanced", _balanced, _rule("balanced"), valued=False),
    Axiom("Pareto", _efficient),
    Axiom("MWNW", _nash, goal="nash"),
    Axiom("leximin", _greatest(_leximin), goal="leximin"),
)
"""Fairness rules of the catalogue, then what efficiency and welfare ask: Pareto optimality, the greatest weighted Nash
welfare, the leximin optimum."""

NAMED: Mapping[str, Axiom] = {axiom.name: axiom for axiom in AXIOMS}
