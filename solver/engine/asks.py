"""What is an engine asked, and what can it answer?"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from solver.rows import Linear, Row
from solver.system import System

Bounds = Mapping[int, tuple[int, int]]
"""Narrower least and greatest values, by variable."""


@dataclass(frozen=True)
class Ask:
    """One question about a system.

    `rows` are added; `helpers` are further variables, numbered after the system's. Either `minimise` is given, or
    `prefer`: variables to be 1 in lexicographic order (the answer is then the one first solution in that order), or
    neither, and any solution will do. With `only`, the rows of all other demands are left out. `effort`
    limits the search in the engine's own deterministic units, so that the same ask ends in the same place.
    """

    rows: tuple[Row, ...] = ()
    helpers: tuple[tuple[int, int], ...] = ()
    minimise: Linear | None = None
    prefer: tuple[int, ...] = ()
    bounds: Bounds = field(default_factory=dict)
    hint: tuple[int, ...] = ()
    only: tuple[int, ...] | None = None
    effort: float | None = None


@dataclass(frozen=True)
class Staged:
    """All stages of an optimum at once: what keeps some demands, rows and bounds, best by one objective after another.

    Among what is best by all, the first in order is meant: by seats, then by parties.
    """

    kept: tuple[int, ...]
    stages: tuple[Linear, ...]
    rows: tuple[Row, ...] = ()
    bounds: Bounds = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """What in a `Staged` no network carries: these demands (several where their counts cross), else this stage."""

    demands: tuple[int, ...] = ()
    stage: int | None = None


@dataclass(frozen=True)
class Found:
    """A solution: value of every variable, objective and proved bound of it (equal when `proved`)."""

    values: tuple[int, ...]
    objective: int
    bound: int
    proved: bool


@dataclass(frozen=True)
class Impossible:
    """Proved: there is no solution."""


@dataclass(frozen=True)
class Unknown:
    """The limit was reached first. Never to be read as impossible."""


Outcome = Found | Impossible | Unknown


class Deadline:
    """The moment at which an engine must have answered; `seconds` None means never."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds

    def left(self) -> float | None:
        """Seconds left, never below 0; None without a limit."""
        return None if self._end is None else max(0.0, self._end - time.monotonic())

    @property
    def passed(self) -> bool:
        """True once no time is left."""
        return self._end is not None and time.monotonic() >= self._end


def rows_of(system: System, ask: Ask) -> tuple[Row, ...]:
    """The rows of the demands that count in an ask, then the ask's own; not the rows of the seats."""
    chosen = range(len(system.demands)) if ask.only is None else ask.only
    return tuple(row for demand in chosen for row in system.demand_rows[demand]) + ask.rows
