"""The catalogue: which kinds of goal are there? Adding one is a file in this folder and a line here."""

from __future__ import annotations

from solver.goals.bargain import Bargain
from solver.goals.base import Goal
from solver.goals.least_largest import LeastLargest
from solver.goals.leximin import Leximin
from solver.goals.nash import Nash
from solver.goals.strength import Strength
from solver.goals.value import Value
from solver.goals.wins import Wins
from solver.goals.wins_of import WinsOf

CATALOGUE: dict[str, type[Goal]] = {
    "value": Value,
    "strength": Strength,
    "leximin": Leximin,
    "nash": Nash,
    "bargain": Bargain,
    "wins": Wins,
    "wins_of": WinsOf,
    "least_largest_shortfall": LeastLargest,
}
"""Goal class by `kind`."""

__all__ = ["CATALOGUE", "Bargain", "Goal", "LeastLargest", "Leximin", "Nash", "Strength", "Value", "Wins", "WinsOf"]
