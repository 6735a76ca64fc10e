"""What does a stored answer claim? Frozen values; `reader` makes them of its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from solver.answers import Concession, Conflict, StageValue
from solver.split import Split

RESULT = "seatpact/result@1"
CONFLICTS = "seatpact/conflicts@1"
CONCESSIONS = "seatpact/concessions@1"
WHY = "seatpact/why@1"
SWAPS = "seatpact/swaps@1"

STATUSES = ("optimal", "feasible", "infeasible", "unknown")
DECIDED = ("demands", "goal", "tie-break")

Range = tuple[int, int] | None


@dataclass(frozen=True)
class About:
    """Which what-if of which scenario the answer is about, and what computed it."""

    title: str
    digest: str
    switches: dict[str, str]
    settings: dict[str, Any]
    dropped: tuple[str, ...]
    engine: str
    limited: bool
    """The time limit came before all was worked out."""


@dataclass(frozen=True)
class Best:
    """What `solve` says of the best split."""

    status: str
    proved_by: str | None
    split: Split | None
    seats: dict[str, int] | None
    ranges: dict[str, Range]
    cost: tuple[StageValue, ...]
    goals: tuple[StageValue, ...]
    decided_by: str | None
    rules: tuple[dict[str, Any], ...]
    notices: tuple[str, ...]
    wins: Any = None
    """As it stands: it is compared with what the file gives, whatever its form."""


@dataclass(frozen=True)
class Clashes:
    """The conflicts listed; `complete` says that there are no others."""

    found: tuple[Conflict, ...]
    complete: bool
    different: int | None = None
    """How many different sets these stand for, where that is said."""


@dataclass(frozen=True)
class Ways:
    """The concessions listed; `complete` says that there are no others (of that cost), `more` whether there are."""

    found: tuple[Concession, ...]
    complete: bool
    more: bool | None


@dataclass(frozen=True)
class Listing:
    """What `conflicts` and `concessions` say around their lists; `asked` holds the options they were given."""

    status: str
    proved_by: str | None
    asked: dict[str, Any]
    rules: tuple[dict[str, Any], ...]
    notices: tuple[str, ...]
    interrupted: bool


@dataclass(frozen=True)
class Package:
    """What `concessions` says of a package beyond the concession."""

    loosened: dict[str, str]
    shares: tuple[tuple[str | None, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Packages:
    """The packages of `concessions`, in the order told, and its sets of wishes to drop."""

    found: tuple[Package, ...]
    priorities: tuple[int, ...]
    in_order: bool | None
    drop_sets: tuple[tuple[tuple[str, ...], Split], ...]
    drop_sets_complete: bool


@dataclass(frozen=True)
class Unique:
    """What `why --unique` says of other splits; `told` as it stands: it is compared with what the splits give."""

    told: dict[str, Any]
    ranked: tuple[Split, ...]
    farthest: dict[str, Split]
    free: dict[str, dict[str, tuple[str, ...]]]
    """By 'optimal' and 'least_cost', where these are told: parties by seat."""
    most: int
    interrupted: bool


@dataclass(frozen=True)
class Stored:
    """A stored answer. `strange` are the paths of keys that no check knows."""

    schema: str
    about: About
    best: Best | None
    listing: Listing | None
    clashes: Clashes | None
    ways: Ways | None
    packages: Packages | None
    strange: tuple[str, ...]
    unique: Unique | None = None
    why: Any = None
    """What `solver.verify.told` reads of it: an answer of `why --seat` or `why --rule`, or of `swaps`."""
