"""Which demands cannot all be met together?"""

from __future__ import annotations

from solver.questions.conflicts.find import Wanted, find_conflicts
from solver.questions.conflicts.listed import Conflicts, conflicts
from solver.questions.conflicts.told import WORTH_TELLING

__all__ = ["WORTH_TELLING", "Conflicts", "Wanted", "conflicts", "find_conflicts"]
