"""How do time and memory grow with seats, parties and rules?

`python -m benchmarks.sections.scale SxPxR` measures one instance, so that its peak memory is its own.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import product

from benchmarks.instances import pact
from benchmarks.peers.rows import peak
from benchmarks.sections.cold import ROOT
from benchmarks.table import Row, ms

NOTES = """
A generated instance `SxPxR` has S seats, P parties, R rules: a minimum each, claims to overlapping sets of seats,
regional limits, and random values as the goal (`benchmarks/instances.py`). Each in a process of its own.
"""

QUICK = ("80x4x10", "80x4x100")


def rows(quick: bool) -> Iterator[Row]:
    """Larger and larger, seats before rules; the small ones alone where time is short."""
    for seats, number in product(("80x4", "543x28", "4123x40"), (10, 100, 1_000)):
        size = f"{seats}x{number}"
        if quick and size not in QUICK:
            continue
        command = [sys.executable, "-m", "benchmarks.sections.scale", size]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        status, best, plain, peak = done.stdout.split()
        target = "proved, under 1 GB" if size == "543x28x1000" else ""
        missed = ": missed" if target and (status != "proved" or float(peak) > 1000) else ""
        against = f"plain `cp_model` {ms(float(plain))}" if plain != "-" else "plain `cp_model`: not proved in 60 s"
        yield (
            f"{size}: best split, {status}",
            f"{ms(float(best))}, peak {float(peak):.0f} MB",
            against,
            target + missed,
        )


def _one(size: str) -> None:
    from benchmarks.plain import stages
    from solver.engine import Deadline
    from solver.engine.cpsat import CpSat
    from solver.posed import Posed
    from solver.questions.best_split import Best, best_split

    seats, parties, rules = map(int, size.split("x"))
    scenario = pact(seats, parties, rules)
    start = time.perf_counter()
    posed = Posed(scenario.what_if())
    best = best_split(posed, CpSat(posed.system), Deadline(120))
    took, most = time.perf_counter() - start, peak()

    start = time.perf_counter()
    plain = stages(scenario)
    alone = time.perf_counter() - start
    status = "proved" if isinstance(best, Best) and best.proved else "open"
    print(status, took, alone if plain is not None else "-", most)


if __name__ == "__main__":
    _one(sys.argv[1])
