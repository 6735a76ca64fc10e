"""What does each of several demands bring to a sum of rows, and does what they bring add up?

With the rows of some demands fixed, every variable adds the less of its ends times its reduced cost. That is concave in
the cost and bends at 0, so what demands do to it adds up, or comes to more, as long as no two of them shift the cost
towards 0 from the same side. Demands that keep to this bring their shares to the sum one by one, and every choice of
them whose shares exceed what is missing is refuted: E. Balas, "Facets of the knapsack polytope", Mathematical
Programming 8 (1975) 146-164.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from solver.certificate import Certificate, weak_dual, weighted
from solver.rows import Row
from solver.system import System

Shift = tuple[int, bool]
"""A variable whose reduced cost is shifted towards 0: from below 0, or from above?"""


@dataclass(frozen=True)
class Share:
    """What one demand adds to the sum by itself, and the shifts that it can share with no other one."""

    part: int
    shifts: frozenset[Shift]


def shares(system: System, certificate: Certificate, free: Collection[int]) -> tuple[int, dict[int, Share]]:
    """(what the sum lacks without the `free` demands, the share of each of them).

    Raises:
        ValueError: if the certificate names what the system does not have, a row that may be switched off, or a
            denominator below 1.
    """
    fixed: list[tuple[Row, int]] = []
    own: dict[int, list[tuple[Row, int]]] = {demand: [] for demand in free}
    for demand, row, times in weighted(system, certificate):
        (fixed if demand is None else own.get(demand, fixed)).append((row, times))
    domains = system.domains
    bound, reduced = weak_dual(domains, fixed, {}, 1)
    nothing = [(0, 0)] * len(domains)
    found = {demand: weak_dual(nothing, rows, {}, 1) for demand, rows in own.items()}
    return -bound, {demand: _share(domains, reduced, *one) for demand, one in found.items()}


def _share(
    domains: Sequence[tuple[int, int]], reduced: Mapping[int, int], sides: int, shifts: Mapping[int, int]
) -> Share:
    """Its own sides, and how what the variables add changes."""
    taken = frozenset((variable, by < 0) for variable, by in shifts.items() if by * reduced.get(variable, 0) < 0)
    moved = sum(
        _least(domains[variable], reduced.get(variable, 0) + by) - _least(domains[variable], reduced.get(variable, 0))
        for variable, by in shifts.items()
    )
    return Share(sides + moved, taken)


def _least(domain: tuple[int, int], cost: int) -> int:
    return cost * domain[0 if cost > 0 else 1]


def objection(
    system: System, certificate: Certificate, groups: Sequence[tuple[int, Collection[int]]], more_than: int
) -> str | None:
    """Why a certificate does not show that groups bring these parts to a sum that lacks `more_than`; None if it does.

    Args:
        system: the rows.
        certificate: multipliers of all demands, those of a group's members as if each stood alone.
        groups: (part, demands of which any one brings it); no demand stands in two of them.
        more_than: what the rest of the certificate lacks for a contradiction.

    Raises:
        ValueError: as `shares`.
    """
    missing, found = shares(system, certificate, {demand for _, members in groups for demand in members})
    if missing != more_than:
        return f"the sum lacks {missing}"
    taken: dict[Shift, int] = {}
    for group, (part, members) in enumerate(groups):
        for demand in members:
            if found[demand].part != part:
                return f"a rule brings {found[demand].part} to the sum, not {part}"
            if any(taken.setdefault(shift, group) != group for shift in found[demand].shifts):
                return "two groups bring the same seat to the sum"
    return None
