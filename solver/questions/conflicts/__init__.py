"""Which demands cannot all be met together?"""

from __future__ import annotations

from solver.questions.conflicts.find import ConflictSearch, Wanted, conflict_search, find_conflicts
from solver.questions.conflicts.listed import Conflicts, as_wished, conflicts
from solver.questions.conflicts.told import WORTH_TELLING

__all__ = [
    "WORTH_TELLING",
    "ConflictSearch",
    "Conflicts",
    "Wanted",
    "as_wished",
    "conflict_search",
    "conflicts",
    "find_conflicts",
]
