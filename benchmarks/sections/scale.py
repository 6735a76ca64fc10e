"""How do time and memory grow with seats, parties and rules?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from itertools import product

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
        command = [sys.executable, "-m", "benchmarks.alone", "growth", size]
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
