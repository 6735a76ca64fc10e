"""What is each seat worth to each party?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from solver.answers.swaps import Basis
from solver.posed import Posed

Gain = tuple[int, ...]
"""A number for each goal, or one number of claims."""

Worth = dict[int, Gain]
"""By cell."""


def worth_of_cells(posed: Posed) -> tuple[Worth, Basis]:
    """What the goals that are plain sums over cells say, in order; without such a goal, how many rules claim the seat
    for the party.

    Goals are compared one after the other, as everywhere. A party's figures are never held against another party's,
    so it does not matter that one party's results run higher.
    """
    sums = list(_sums(posed))
    if sums:
        return {cell: tuple(goal.get(cell, 0) for goal in sums) for cell in range(posed.system.cells)}, "goals"
    facts, claims = posed.what_if.facts, Counter[int]()
    for rule in posed.rules:
        claimed = rule.claimed(facts)
        claims.update(posed.grid.cells(*claimed) if claimed is not None else ())
    return {cell: (claims[cell],) for cell in range(posed.system.cells)}, "claims"


def _sums(posed: Posed) -> Iterator[dict[int, int]]:
    """Coefficient by cell of each goal stage in which only cells occur, and some do."""
    for _, objective in posed.goals:
        terms = objective.combined()
        if terms and all(variable < posed.system.cells for variable in terms):
            yield terms
