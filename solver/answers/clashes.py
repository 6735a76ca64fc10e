"""What does `conflicts` answer: which demands cannot all be met together?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from solver.answers.asked import About
from solver.answers.explained import Conflict

CONFLICTS_SCHEMA = "seatpact/conflicts@1"

How = Literal["facts", "each", "smallest"]


@dataclass(frozen=True)
class Clashes:
    """The answer to which demands clash.

    `status`: `infeasible` where the musts alone clash, and the conflicts are among them; `feasible` where they do not,
    and the conflicts are sets of wishes given the musts; `unknown` where the limit came before that was known.
    `complete`: every minimal conflict (that takes in `involving`, where one is named) is listed, or is of a listed
    family. `different`: how many different sets are listed or of a listed family, which overlap; None: not counted.
    """

    about: About
    status: Literal["feasible", "infeasible", "unknown"]
    how: How
    by_seat: bool
    prefer: tuple[str, ...]
    involving: str | None
    limit: int | None
    conflicts: tuple[Conflict, ...]
    complete: bool
    different: int | None
    interrupted: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the form `seatpact conflicts --format json` prints."""
        head = self.about.to_dict(CONFLICTS_SCHEMA)
        notices = head.pop("notices")
        return head | {
            "status": self.status,
            "asked": {
                "how": self.how,
                "by_seat": self.by_seat,
                "prefer": list(self.prefer),
                "involving": self.involving,
                "limit": self.limit,
            },
            "conflicts": [conflict.to_dict() for conflict in self.conflicts],
            "conflicts_complete": self.complete,
            "different_sets": self.different,
            "rules": [rule.to_dict() for rule in self.about.rules],
            "notices": notices,
            "interrupted": self.interrupted,
        }
