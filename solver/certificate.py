"""What do whole multipliers on rows prove, by adding the rows up?

A row times a positive multiplier bounds a sum from below by its low side, times a negative one by its high side. With
multipliers y, an objective c obeys `c x >= y times the sides + (c - y times the rows) x`, and the last term is least
where every variable takes the better end of its domain. For c = 0 a positive bound is a contradiction: the rows have
no solution (G. Farkas, J. reine angew. Math. 124 (1902) 1-27). All sums are whole numbers, so a person or ten lines of
any language can check them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from solver.rows import Linear, Row
from solver.system import System

Key = TypeVar("Key", int, tuple[int, int])

Stage = tuple[Linear, int]
"""An objective, and the value that it is known not to exceed."""


@dataclass(frozen=True)
class Certificate:
    """Multipliers, each divided by `denominator`; those left out are 0.

    `seats`: by seat, on 'exactly one party'. `rows`: by (demand, its row). `kept`: by demand, on 'shortfall <= 0'.
    `stages`: by number, on 'this earlier objective <= its value'.
    """

    seats: Mapping[int, int] = field(default_factory=dict)
    rows: Mapping[tuple[int, int], int] = field(default_factory=dict)
    kept: Mapping[int, int] = field(default_factory=dict)
    stages: Mapping[int, int] = field(default_factory=dict)
    denominator: int = 1

    def demands(self) -> set[int]:
        """The demands whose rows take part."""
        return {demand for demand, _ in self.rows} | set(self.kept)

    def plus(self, other: Certificate) -> Certificate:
        """Both together, where they speak of the same stages and divide by the same."""
        return replace(
            self,
            seats=_added(self.seats, other.seats),
            rows=_added(self.rows, other.rows),
            kept=_added(self.kept, other.kept),
        )


def _added(one: Mapping[Key, int], other: Mapping[Key, int]) -> dict[Key, int]:
    every = ((key, one.get(key, 0) + other.get(key, 0)) for key in {**one, **other})
    return {key: times for key, times in every if times}


def refuted(system: System, certificate: Certificate) -> bool:
    """Does the certificate prove that the demands it lists as kept cannot all be kept?"""
    return proved_bound(system, certificate, Linear(), ()) > 0


def proved_bound(system: System, certificate: Certificate, objective: Linear, stages: Sequence[Stage]) -> int:
    """The objective is at least this in every solution in which the earlier stages keep to their values.

    Raises:
        ValueError: if the certificate names what the system does not have, a row that may be switched off, or a
            denominator below 1.
    """
    scaled, _ = _summed(system, certificate, objective, stages)
    return -(-scaled // certificate.denominator) + objective.constant


def settled(
    system: System, certificate: Certificate, objective: Linear, stages: Sequence[Stage], value: int
) -> dict[int, tuple[int, int]]:
    """Bounds of variables that every solution obeys in which the objective and the earlier stages keep to their values.

    Raises:
        ValueError: as `proved_bound`.
    """
    scaled, reduced = _summed(system, certificate, objective, stages)
    gap = (value - objective.constant) * certificate.denominator - scaled
    return narrowed(system.domains, reduced, gap) if gap >= 0 else {}


def _summed(
    system: System, certificate: Certificate, objective: Linear, stages: Sequence[Stage]
) -> tuple[int, dict[int, int]]:
    rows = [(row, times) for _, row, times in weighted(system, certificate, stages)]
    return weak_dual(system.domains, rows, objective.combined(), certificate.denominator)


def weighted(
    system: System, certificate: Certificate, stages: Sequence[Stage] = ()
) -> Iterator[tuple[int | None, Row, int]]:
    """The rows of a certificate with their multipliers; before each the demand that it belongs to, if it is of one.

    Raises:
        ValueError: as `proved_bound`.
    """
    if certificate.denominator < 1:
        raise ValueError("the denominator must be 1 or more")
    try:
        for seat, times in certificate.seats.items():
            yield None, system.seat_rows[seat], times
        for (demand, index), times in certificate.rows.items():
            row = system.demand_rows[demand][index]
            if row.only_if is not None:
                raise ValueError(f"row {index} of demand {demand} holds only sometimes")
            yield demand, row, times
        for demand, times in certificate.kept.items():
            yield demand, Row(system.shortfalls[demand], high=0), times
        for number, times in certificate.stages.items():
            objective, value = stages[number]
            yield None, Row(objective, high=value), times
    except IndexError:
        raise ValueError("the certificate names a row that does not exist") from None


def weak_dual(
    domains: Sequence[tuple[int, int]],
    rows: Iterable[tuple[Row, int]],
    costs: Mapping[int, int],
    denominator: int,
) -> tuple[int, dict[int, int]]:
    """(bound, reduced costs), both times `denominator`, that multipliers on rows prove for an objective.

    A multiplier whose side is absent counts as 0.
    """
    reduced = {variable: cost * denominator for variable, cost in costs.items()}
    bound = 0
    for row, multiplier in rows:
        side = row.low if multiplier > 0 else row.high
        if multiplier == 0 or side is None:
            continue
        bound += multiplier * (side - row.terms.constant)
        for variable, coefficient in row.terms.combined().items():
            reduced[variable] = reduced.get(variable, 0) - multiplier * coefficient
    bound += sum(cost * domains[variable][0 if cost > 0 else 1] for variable, cost in reduced.items())
    return bound, reduced


def narrowed(domains: Sequence[tuple[int, int]], reduced: Mapping[int, int], gap: int) -> dict[int, tuple[int, int]]:
    """Bounds of variables that cannot move further from their better ends without costing more than `gap`.

    Source: M. Padberg and G. Rinaldi, SIAM Review 33 (1991) 60-100, section 4.3 (fixing by reduced costs).
    """
    bounds = {}
    for variable, cost in reduced.items():
        low, high = domains[variable]
        if cost > 0 and low + gap // cost < high:
            bounds[variable] = (low, low + gap // cost)
        elif cost < 0 and high - gap // -cost > low:
            bounds[variable] = (high - gap // -cost, high)
    return bounds
