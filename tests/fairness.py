"""What do the fairness notions say of a division, straight from their definitions?

Plain Python over matrices, which shares nothing with the rules: neither rows nor checkers. `worth[i][g]` is the value
of seat g to party i, `weights[i]` its entitlement, `bundles[i]` the seats it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement, permutations, product

from solver.facts import Facts, Party, Seat
from solver.lookups.entitlements import Entitlement
from solver.lookups.values import Cell, Values
from solver.rows import Grid, Row
from solver.rules import EnvyFree, Proportional
from solver.rules.entitled import ValuedRule
from solver.split import Split

Worth = Sequence[Sequence[int]]
Bundle = frozenset[int]


@dataclass(frozen=True)
class Case:
    """Entitlements and values, as matrices."""

    weights: tuple[int, ...]
    worth: tuple[tuple[int, ...], ...]

    @property
    def parties(self) -> str:
        return "ABCDEF"[: len(self.weights)]

    @property
    def seats(self) -> int:
        return len(self.worth[0])

    @lru_cache(maxsize=8)  # noqa: B019  # a few cases, kept a little longer than they live
    def facts(self) -> Facts:
        """Parties A, B, ... and seats s1, s2, ..."""
        names = tuple(Seat(id=f"s{index + 1}") for index in range(self.seats))
        return Facts(parties=tuple(Party(id=name) for name in self.parties), seats=names)

    @lru_cache(maxsize=8)  # noqa: B019
    def entitlement(self) -> Entitlement:
        return Entitlement(weights=dict(zip(self.parties, self.weights, strict=True)))

    @lru_cache(maxsize=8)  # noqa: B019
    def values(self) -> Values:
        return Values(
            cells=tuple(
                Cell(seat=f"s{seat + 1}", party=party, value=value)
                for party, row in zip(self.parties, self.worth, strict=True)
                for seat, value in enumerate(row)
            )
        )

    def splits(self) -> Iterator[tuple[int, ...]]:
        """The holder of each seat, for every split."""
        return product(range(len(self.weights)), repeat=self.seats)

    def split(self, holders: Sequence[int]) -> Split:
        return Split.of((f"s{seat + 1}", self.parties[holder]) for seat, holder in enumerate(holders))

    def bundles(self, holders: Sequence[int]) -> list[Bundle]:
        return [
            frozenset(seat for seat, one in enumerate(holders) if one == party) for party in range(len(self.weights))
        ]


def binary_cases(weights: tuple[int, ...], seats: int) -> Iterator[Case]:
    """Every case in which each seat is worth 0 or 1 to each party, up to the order of the seats."""
    columns = list(product((0, 1), repeat=len(weights)))
    for chosen in combinations_with_replacement(columns, seats):
        yield Case(weights, tuple(zip(*chosen, strict=True)))


HALF = Fraction(1, 2)

RULES: dict[str, dict[str, str]] = {
    "WEF": {"up_to": "none"},
    "WEF1": {"up_to": "one"},
    "WEF(1/2, 1/2)": {"up_to": "one", "x": "1/2", "y": "1/2"},
    "WWEF1": {"up_to": "one_or_copy"},
    "WEFX": {"up_to": "any"},
    "WEFX, zeros count": {"up_to": "any_zero"},
    "WPROP": {"up_to": "none"},
    "WPROP1": {"up_to": "one"},
}
"""The fields of the rule that asks for each notion."""


def rule(name: str, case: Case) -> ValuedRule:
    """The rule that asks for a notion."""
    given = {"id": "rule", "entitlement": case.entitlement(), "values": case.values(), **RULES[name]}
    return (Proportional if "PROP" in name else EnvyFree).model_validate(given)


def holds(name: str, case: Case, bundles: Sequence[Bundle]) -> bool:
    """Does a division meet a notion?"""
    if "PROP" in name:
        return all(_proportional(name, case, bundles, i) for i in range(len(bundles)))
    return all(_content(name, case, bundles, i, j) for i, j in permutations(range(len(bundles)), 2))


def _value(case: Case, party: int, seats: Bundle) -> int:
    return sum(case.worth[party][seat] for seat in seats)


def _proportional(name: str, case: Case, bundles: Sequence[Bundle], i: int) -> bool:
    share = Fraction(case.weights[i] * sum(case.worth[i]), sum(case.weights))
    others = frozenset(range(case.seats)) - bundles[i]
    added = [frozenset[int]()] + ([frozenset({seat}) for seat in others] if name == "WPROP1" else [])
    return any(_value(case, i, bundles[i] | more) >= share for more in added)


def _content(name: str, case: Case, bundles: Sequence[Bundle], i: int, j: int) -> bool:
    """Is party i content with j?"""
    w_i, w_j = case.weights[i], case.weights[j]
    own, other = _value(case, i, bundles[i]), bundles[j]
    alone = [frozenset({seat}) for seat in other]
    nothing = frozenset[int]()

    def fine(own: Fraction | int, theirs: Fraction | int) -> bool:
        return w_j * own >= w_i * theirs

    if name == "WEF":
        return fine(own, _value(case, i, other))
    if name == "WEF1":
        return any(fine(own, _value(case, i, other - one)) for one in [nothing, *alone])
    if name == "WWEF1":
        removed = any(fine(own, _value(case, i, other - one)) for one in [nothing, *alone])
        return removed or any(fine(_value(case, i, bundles[i] | one), _value(case, i, other)) for one in alone)
    if name == "WEF(1/2, 1/2)":
        parts = [HALF * _value(case, i, one) for one in [nothing, *alone]]
        return any(fine(own + part, _value(case, i, other) - part) for part in parts)
    counted = [one for one in alone if name == "WEFX, zeros count" or _value(case, i, one)]
    return all(fine(own, _value(case, i, other - one)) for one in counted)


def least_slack(asked: ValuedRule, case: Case, holders: tuple[int, ...]) -> int:
    """The least shortfall that the rows allow, found without a solver: each level's helper is 1 if it can be."""
    facts = case.facts()
    demand = asked.demand(facts, Grid(facts.seat_ids, facts.contesting))
    cells = [int(holder == party) for holder, party in product(holders, range(len(case.weights)))]
    values = [*cells, *[0] * len(demand.helpers)]
    envies = [row for row in demand.rows if -1 in row.terms.variables]  # helper -1 is the shortfall
    levels = [row for row in demand.rows if -1 not in row.terms.variables]
    for helper in range(2, len(demand.helpers) + 1):
        values[-helper] = 1
        if not all(_holds(row, values) for row in levels):
            values[-helper] = 0
    return next(short for short in range(case.seats + 1) if all(_holds(row, _with(values, short)) for row in envies))


def _with(values: list[int], short: int) -> list[int]:
    return [*values[:-1], short]


def _holds(row: Row, values: list[int]) -> bool:
    total = row.terms.value(values)
    return (row.low is None or row.low <= total) and (row.high is None or total <= row.high)
