"""The catalogue: which kinds of goal are there? Adding one is a file in this folder and a line here."""

from __future__ import annotations

from solver.goals.base import Goal
from solver.goals.strength import Strength
from solver.goals.value import Value

CATALOGUE: dict[str, type[Goal]] = {"value": Value, "strength": Strength}
"""Goal class by `kind`."""

__all__ = ["CATALOGUE", "Goal", "Strength", "Value"]
