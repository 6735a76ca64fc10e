"""How is something timed fairly: interleaved, medians, peak memory of a process of its own?"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("ortools", "numpy", "scipy", "python-sat", "pydantic", "rich")
PEERS = ("cpmpy", "exact", "highspy", "pyscipopt", "gurobipy")
"""Whose versions are told."""


def of_processes() -> float:
    """Processor time of all processes that this one started and that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def interleaved(
    candidates: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Median seconds of each candidate; one round runs each once, so that all share the machine's moods."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, run in candidates.items():
            start = clock()
            run()
            times[name].append(clock() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}


def process(*arguments: str) -> Callable[[], object]:
    """A candidate that runs a whole Python process, which finds its modules compiled, as from the second run on."""

    def run() -> object:
        return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=found_compiled())

    return run


def found_compiled() -> dict[str, str]:
    """The environment of a process that may keep what it compiles."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def machine() -> Sequence[str]:
    """What the figures were measured on."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        *(", ".join(f"{name} {_version(name)}" for name in group) for group in (PACKAGES, PEERS)),
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
