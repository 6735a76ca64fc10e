"""Where does our time go? What each part of a run takes, by a clock around the functions that do the work.

A part's time is its own: what another part takes inside it is left out.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import solver.engine.cpsat
import solver.engine.gathered
import solver.engine.kept
import solver.engine.merged
import solver.engine.relaxation
from benchmarks.peers.rows import Teller
from solver.engine.clauses import Clauses
from solver.engine.cpsat import CpSat
from solver.engine.guesses import Guesses
from solver.engine.kept import Keeper
from solver.engine.network import Network
from solver.engine.simplex import Simplex
from solver.engine.sums import Sums
from solver.posed import Posed
from solver.questions.conflicts.enumeration import Map
from solver.questions.conflicts.together import Together

WORK: tuple[tuple[str, Any, str], ...] = (
    ("network", Network, "ask"),
    ("network", Guesses, "ask"),
    ("SAT solver", Clauses, "ask"),
    ("CP-SAT", solver.engine.cpsat, "interruptible"),
    ("models written for CP-SAT", CpSat, "ask"),
    ("models written for CP-SAT", CpSat, "clash"),
    ("LP solver", solver.engine.relaxation, "interruptible"),
    ("LPs written", solver.engine.relaxation, "lp_optimum"),
    ("bounds checked in whole numbers", solver.engine.relaxation, "weak_dual"),
    ("bounds checked in whole numbers", solver.engine.relaxation, "_solution"),
    ("like seats found and merged", solver.engine.cpsat, "same_seats"),
    ("like seats found and merged", solver.engine.merged, "merged"),
    ("rows shortened", solver.engine.gathered, "gathered"),
    ("splits counted by the rules' checkers", Posed, "shortfalls"),
    ("splits held against all rules", Together, "kept_by"),
    ("cuts shortened", solver.engine.kept, "few"),
    ("proofs added up", Keeper, "refutation"),
    ("map of the sets", Map, "largest"),
    ("simplex method on like seats", Simplex, "solve"),
    ("sums known, found or dealt out", Sums, "ask"),
    ("sums known, found or dealt out", Sums, "known"),
    ("what is known of a set", Together, "known"),
    ("members needed, by known splits", Together, "_needed"),
)
"""Part, owner, and the function of it that does the part's work."""

OFTEN = 0.25
"""Seconds between two reports, for those who do not reach the end."""


@dataclass
class _Open:
    """A call that is under way: since when, and how long others have been at work inside it."""

    part: str
    since: float
    inside: float = 0.0


class Clock:
    """Measures parts from `start` on."""

    def __init__(self, work: tuple[tuple[str, Any, str], ...] = WORK) -> None:
        self._open: list[_Open] = []
        self._taken: dict[str, tuple[float, int]] = {}
        for part, owner, name in work:
            setattr(owner, name, self._measured(part, getattr(owner, name)))

    def start(self) -> None:
        """Forget what was measured so far."""
        self._taken.clear()

    def _measured(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def run(*args: Any, **named: Any) -> Any:
            self._open.append(_Open(part, time.perf_counter()))
            try:
                return function(*args, **named)
            finally:
                self._close()

        return run

    def _close(self) -> None:
        done = self._open.pop()
        took = time.perf_counter() - done.since
        seconds, calls = self._taken.get(done.part, (0.0, 0))
        self._taken[done.part] = (seconds + took - done.inside, calls + 1)
        if self._open:
            self._open[-1].inside += took

    def taken(self) -> dict[str, tuple[float, int]]:
        """Seconds and calls by part; what is under way counts up to now."""
        now, taken, after = time.perf_counter(), dict(self._taken), 0.0
        for one in reversed(list(self._open)):
            seconds, calls = taken.get(one.part, (0.0, 0))
            took = now - one.since
            taken[one.part] = (seconds + took - one.inside - after, calls + 1)
            after = took
        return taken


class ClockedTeller(Teller):
    """Tells the parts too: with the end, and every now and then before it."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self._lock = threading.Lock()

    def built(self) -> None:
        """The clock starts, for the parts too."""
        self.clock.start()
        super().built()
        threading.Thread(target=self._report, daemon=True).start()

    def done(self, at: float | None = None) -> None:
        """The parts, then the end."""
        self._tell()
        super().done(at)

    def _report(self) -> None:
        while True:
            time.sleep(OFTEN)
            self._tell()

    def _tell(self) -> None:
        self._say({"parts": self.clock.taken()})

    def _say(self, said: dict[str, Any]) -> None:
        with self._lock:
            super()._say(said)
