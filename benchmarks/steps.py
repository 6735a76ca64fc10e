"""Where does the time of one `seatpact solve` go?

`python -m benchmarks.steps FILE` does what the command does, and times each step: processor time of a process of its
own, from its start. On a busy machine the clock on the wall says more about others.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter

START = "start of Python"
REPORT = "report"
MODULES = "loading modules"
LOAD = "reading the scenario"
BEST = "best split"

SCRIPT = (START, MODULES, LOAD, BEST)
"""What a script has to do too that asks for the optimal values alone."""


def steps(file: str, rounds: int) -> dict[str, float]:
    """Median seconds of each step, in the order in which they come."""
    from statistics import median

    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, seconds in json.loads(_run("-m", "benchmarks.steps", file).stdout).items():
            taken.setdefault(name, []).append(seconds)
    return {name: median(times) for name, times in taken.items()}


def modules(file: str) -> dict[str, float]:
    """Seconds to load the modules of each package that `solve` needs, the slowest package first."""
    told = _run("-X", "importtime", "seatpact.py", "solve", file, "--format", "json").stderr
    took: Counter[str] = Counter()
    for line in told.splitlines():
        own, _, rest = line.removeprefix("import time:").partition("|")
        if own.strip().isdigit():  # not the heading, nor a notice
            took[rest.rpartition("|")[2].strip().partition(".")[0]] += int(own)
    return {name: micros / 1e6 for name, micros in took.most_common()}


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    from benchmarks.measure import found_compiled

    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=found_compiled())


class _Clock:
    """Processor time by step; `next` ends one and begins another."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}
        self.name, self.since = START, 0.0

    def next(self, name: str) -> None:
        now = time.process_time()
        self.taken[self.name] = self.taken.get(self.name, 0) + now - self.since
        self.name, self.since = name, now


def _timed(file: str) -> dict[str, float]:
    clock = _Clock()
    clock.next(MODULES)
    import cli  # noqa: F401  # what the command loads before it reads its arguments
    from solver import load
    from solver.questions.solve import solve
    from solver.report.plain import as_json

    clock.next(LOAD)
    scenario = load(file)
    clock.next(BEST)
    answer = solve(scenario, proofs=True, progress=clock.next)
    clock.next(REPORT)
    as_json(answer.to_dict())
    clock.next("")
    return clock.taken


if __name__ == "__main__":
    print(json.dumps(_timed(sys.argv[1])))
