"""How does a contestant read an instance and tell what it found? Plain rows on stdin, one JSON object a line on stdout.

Nothing of `solver` is imported here, so that no peer's process carries our engine. The instance:

    {"seats": 20, "parties": 4, "helpers": [[0, 3], ...],
     "wishes": [{"rows": [[variables, coefficients, low, high], ...], "short": 80}, ...]}

Variables 0 to seats x parties - 1 are 0/1 cells, `seat * parties + party`; each seat has exactly one that is 1. The
helpers follow. A bound that is null is absent. A wish is kept when its variable `short`, which is how far it gives
way, is 0.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Terms = tuple[list[int], list[int], int | None, int | None]
"""Variables, coefficients, low, high."""


@dataclass(frozen=True)
class Wish:
    """The rows of one rule, and the variable that says how far it gives way."""

    rows: list[Terms]
    short: int


@dataclass(frozen=True)
class Instance:
    """A problem in plain rows."""

    seats: int
    parties: int
    domains: list[tuple[int, int]]
    wishes: list[Wish]

    def seat_rows(self) -> list[list[int]]:
        """The cells of each seat."""
        width = self.parties
        return [list(range(seat * width, (seat + 1) * width)) for seat in range(self.seats)]

    def kept(self, wish: Wish) -> list[Terms]:
        """The rows of a wish that gives way by nothing: its shortfall is 0 and drops out."""
        return [_without(terms, wish.short) for terms in wish.rows]


def _without(terms: Terms, variable: int) -> Terms:
    pairs = [(v, c) for v, c in zip(terms[0], terms[1], strict=True) if v != variable]
    return [v for v, _ in pairs], [c for _, c in pairs], terms[2], terms[3]


def parse(text: str) -> Instance:
    """Read an instance."""
    form = json.loads(text)
    cells = [(0, 1)] * (form["seats"] * form["parties"])
    wishes = [Wish([tuple(row) for row in wish["rows"]], wish["short"]) for wish in form["wishes"]]
    return Instance(form["seats"], form["parties"], cells + [tuple(h) for h in form["helpers"]], wishes)


class Teller:
    """Tells the runner what happens, as it happens, so that what was found counts even where the end is not reached."""

    def __init__(self) -> None:
        self.start = time.perf_counter()
        self.calls = 0

    def built(self) -> None:
        """The model is built: the clock starts."""
        self._say({"built": True})
        self.start = time.perf_counter()

    def conflict(self, wishes: Iterable[int]) -> None:
        """A conflict is found."""
        self._say({"conflict": sorted(wishes)})

    def drops(self, wishes: Iterable[int]) -> None:
        """A set of wishes is found without which all the others hold."""
        self._say({"drops": sorted(wishes)})

    def cost(self, value: int) -> None:
        """The least sum of shortfalls is proved."""
        self._say({"cost": value})

    def stands_for(self, conflicts: int) -> None:
        """A fact that stands for many conflicts is told."""
        self._say({"stands_for": conflicts})

    def gap(self, why: str) -> None:
        """This peer cannot take part, and why."""
        self._say({"gap": why})

    def done(self, at: float | None = None) -> None:
        """Everything asked for is found; `at`: seconds after which it was, if that is some time ago."""
        self._say({"done": True, "peak": peak()} | ({} if at is None else {"at": at}))

    def elapsed(self) -> float:
        """Seconds since the model was built."""
        return time.perf_counter() - self.start

    def _say(self, said: dict[str, Any]) -> None:
        said.setdefault("at", self.elapsed())
        said["calls"] = self.calls
        print(json.dumps(said), flush=True)


def contestant(run: Callable[[str, Instance, Teller], None]) -> None:
    """Main function of every contestant: `python -m ... TASK`, instance on stdin; a missing library is a gap."""
    task = sys.argv[1]
    instance = parse(sys.stdin.read())
    teller = Teller()
    try:
        run(task, instance, teller)
    except ModuleNotFoundError as error:
        teller.gap(f"{error.name} is not installed")


def peak(process: str = "self") -> float:
    """Peak resident memory in MB since a process was started; 0 where the system does not tell.

    Not `ru_maxrss`, which counts what the process was forked from.
    """
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
