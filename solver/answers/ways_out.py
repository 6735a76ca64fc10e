"""What does `concessions` answer: packages with which all the rest holds, cheapest first, and what may be dropped?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from solver.answers.answer import Status
from solver.answers.asked import About
from solver.answers.explained import Concession, Conflict
from solver.split import Split

CONCESSIONS_SCHEMA = "seatpact/concessions@1"


@dataclass(frozen=True)
class Share:
    """What one who bears demands gives up in a package: weighted shortfall by priority; `party` None is nobody."""

    party: str | None
    cost: tuple[int, ...]

    def to_dict(self) -> dict[str, Any]:
        """The share's entry in the answer."""
        return {"party": self.party, "cost": list(self.cost)}


@dataclass(frozen=True)
class WayOut:
    """A package: how much each rule gives way, with a split that keeps all rules once they are loosened by just that.

    `loosened` is what each rule that gives way then says. `shares` holds everybody who bears a wish.
    """

    concession: Concession
    loosened: dict[str, str]
    shares: tuple[Share, ...]

    def to_dict(self) -> dict[str, Any]:
        """The package's entry in the answer."""
        more = {"loosened": dict(self.loosened), "shares": [share.to_dict() for share in self.shares]}
        return self.concession.to_dict() | more


@dataclass(frozen=True)
class DropSet:
    """Wishes without which all others can be kept in full; with any one of them back, they cannot."""

    rules: tuple[str, ...]
    split: Split

    def to_dict(self) -> dict[str, Any]:
        """The set's entry in the answer."""
        return {"rules": list(self.rules), "split": dict(self.split)}


@dataclass(frozen=True)
class DropSets:
    """Minimal sets of wishes to drop, by size, then by rule; `complete` only where there are proved to be no others."""

    found: tuple[DropSet, ...]
    complete: bool


@dataclass(frozen=True)
class WaysOut:
    """The answer to what must give way.

    `status`: `optimal` where the first package is proved the cheapest (and each one after it the next); `feasible`
    where the limit came first, and the one package told is not proved the cheapest; `infeasible` where the rules that
    may not give way clash; `unknown` where the limit came before any package. `complete`: proved that there are no
    other packages; `more`: are there others? None: not known. `in_order`: which of several packages of one cost come
    first is proved to be the order of the rules; None: not known, it may be the engine's choice.
    """

    about: About
    status: Status
    most: int
    who: str | None
    even: bool
    priorities: tuple[int, ...]
    borne_by: dict[str, str | None]
    """Who gives something up where a wish gives way, by rule."""
    ways: tuple[WayOut, ...]
    complete: bool
    more: bool | None
    in_order: Literal[True] | None
    conflicts: tuple[Conflict, ...] = ()
    """Where it is infeasible: why."""
    conflicts_complete: bool = False
    drop_sets: DropSets | None = None
    """None where they were not asked for."""
    interrupted: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the form `seatpact concessions --format json` prints."""
        data = self.about.to_dict(CONCESSIONS_SCHEMA)
        notices = data.pop("notices")
        proved = self.status in ("optimal", "infeasible")
        data |= {"status": self.status, "proved_by": self.about.engine["name"] if proved else None}
        data["asked"] = {"most": self.most, "who": self.who, "even": self.even}
        data["priorities"] = list(self.priorities)
        data["concessions"] = [way.to_dict() for way in self.ways]
        data |= {"complete": self.complete, "more": self.more, "in_order": self.in_order}
        if self.status == "infeasible":
            data["conflicts"] = [conflict.to_dict() for conflict in self.conflicts]
            data["conflicts_complete"] = self.conflicts_complete
        if self.drop_sets is not None:
            data["drop_sets"] = [one.to_dict() for one in self.drop_sets.found]
            data["drop_sets_complete"] = self.drop_sets.complete
        data["rules"] = [rule.to_dict() | {"borne_by": self.borne_by.get(rule.id)} for rule in self.about.rules]
        return data | {"notices": notices, "interrupted": self.interrupted}
