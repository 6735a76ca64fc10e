"""How does a contestant fare: in a process of its own, with a cap on its time, everything it tells kept?"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from benchmarks.peers.rows import peak

BUILDING = 60.0
"""Seconds that a contestant may take to start, to load its libraries and to build its model."""


LEAVING = 5.0
"""Seconds that a contestant may take to leave once it has told all."""


@dataclass
class Run:
    """What one contestant told about one task. Seconds count from when its model was built."""

    conflicts: list[tuple[int, ...]] = field(default_factory=list)
    drops: list[tuple[int, ...]] = field(default_factory=list)
    stands_for: list[int] = field(default_factory=list)
    cost: int | None = None
    first: float | None = None
    """Seconds to the first thing found."""
    seconds: float | None = None
    """Seconds to the end; None where the end was not reached."""
    calls: int = 0
    peak: float = 0.0
    gap: str = ""
    """Why there is no answer."""
    parts: dict[str, tuple[float, int]] = field(default_factory=dict)
    """Seconds and calls of each part of the work, up to `measured` seconds; told by us only."""
    measured: float = 0.0

    def hear(self, said: dict[str, Any]) -> None:
        """Take in one line."""
        self.calls = said["calls"]
        found = {"conflict", "drops", "cost", "stands_for"} & said.keys()
        if found and self.first is None:
            self.first = said["at"]
        if "conflict" in said:
            self.conflicts.append(tuple(said["conflict"]))
        if "drops" in said:
            self.drops.append(tuple(said["drops"]))
        if "stands_for" in said:
            self.stands_for.append(said["stands_for"])
        if "parts" in said:
            self.parts = {part: (seconds, calls) for part, (seconds, calls) in said["parts"].items()}
            self.measured = said["at"]
        self.cost = said.get("cost", self.cost)
        self.gap = said.get("gap", self.gap)
        if "done" in said:
            self.seconds, self.peak = said["at"], said["peak"]


def run(command: Sequence[str], text: str, cap: float) -> Run:
    """Run `python COMMAND` with this on its standard input, for `cap` seconds from when it says that it has built."""
    lines: queue.Queue[str | None] = queue.Queue()
    errors: list[str] = []
    process = subprocess.Popen(
        [sys.executable, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:  # closes the pipes
        helpers = [
            threading.Thread(target=_feed, args=(process.stdin, text)),
            threading.Thread(target=_read, args=(process.stdout, lines)),
            threading.Thread(target=lambda: errors.extend(process.stderr or ())),
        ]
        for helper in helpers:
            helper.start()
        try:
            heard, ended = _listen(lines, cap)
            heard.peak = heard.peak or peak(str(process.pid))
            if ended:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(LEAVING)
        finally:
            process.kill()  # nothing where it has left
            for helper in helpers:
                helper.join()
    if not ended:
        heard.gap = heard.gap or f"no end within {cap:g} s"
    elif process.returncode != 0 and heard.seconds is None and not heard.gap:
        heard.gap = f"failed: {errors[-1].strip() if errors else f'exit code {process.returncode}'}"
    return heard


def _listen(lines: queue.Queue[str | None], cap: float) -> tuple[Run, bool]:
    """What was told, and whether it was all."""
    heard = Run()
    end = time.monotonic() + BUILDING
    while True:
        try:
            line = lines.get(timeout=max(0.0, end - time.monotonic()))
        except queue.Empty:
            return heard, False
        if line is None:
            return heard, True
        said = json.loads(line)
        heard.hear(said)
        if "done" in said or "gap" in said:
            return heard, True
        if "built" in said:
            end = time.monotonic() + cap


def _feed(stdin: IO[str] | None, text: str) -> None:
    assert stdin is not None
    try:
        stdin.write(text)
        stdin.close()
    except BrokenPipeError:
        return  # it ended without reading: what it told says why


def _read(stdout: IO[str] | None, lines: queue.Queue[str | None]) -> None:
    for line in stdout or ():
        lines.put(line)
    lines.put(None)
