"""Which figures stand in docs/benchmarks.md? `python -m benchmarks [--quick]` prints them; `--write` records them."""

from __future__ import annotations

import argparse
import datetime
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.instances import pact
from benchmarks.measure import interleaved, machine, process
from benchmarks.peers.rows import peak

ROOT = Path(__file__).parent.parent
FLAGSHIP = str(ROOT / "scenarios" / "uttar-pradesh-2024.yaml")

Row = tuple[str, str, str, str]
"""What was measured, the figure, what it is held against, the target."""


def main() -> None:
    """Measure, print, and record where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no large instance")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument("--large", metavar="SxPxR", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.large:
        _large(options.large)
        return
    rows = [*_cold(3 if options.quick else 11), *_inside(5 if options.quick else 21)]
    rows += [] if options.quick else _scale()
    page = _page(rows, quick=options.quick)
    print(page)
    if options.write:
        (ROOT / "docs" / "benchmarks.md").write_text(page, encoding="utf-8")


def _cold(rounds: int) -> Iterator[Row]:
    """Whole processes, from nothing to exit."""
    took = interleaved(
        {
            "import ortools": process("-c", "import ortools"),
            "import cp_model": process("-c", "from ortools.sat.python import cp_model"),
            "--version": process("cli.py", "--version"),
            "-h": process("cli.py", "-h"),
            "validate": process("cli.py", "validate", FLAGSHIP),
            "solve": process("cli.py", "solve", FLAGSHIP, "--format", "json"),
            "plain": process("-m", "benchmarks.plain", FLAGSHIP),
        },
        rounds,
    )
    yield (
        "`seatpact --version`, whole process",
        _ms(took["--version"]),
        _against(took, "--version", "import ortools"),
        "",
    )
    yield (
        "`seatpact -h`, whole process",
        _ms(took["-h"]),
        _against(took, "-h", "import ortools"),
        "",
    )
    yield (
        "`seatpact validate` of the flagship",
        _ms(took["validate"]),
        _against(took, "validate", "import cp_model"),
        "",
    )
    yield (
        "`seatpact solve` of the flagship: split, ranges, conflicts, ways out",
        _ms(took["solve"]),
        f"{_ms(took['plain'])} for a plain `cp_model` script that finds the optimal values alone "
        f"({_ratio(took, 'solve', 'plain')})",
        "",
    )


def _inside(rounds: int) -> Iterator[Row]:
    """The flagship within one process: loading, building, solving."""
    from benchmarks.plain import stages
    from solver import load
    from solver.engine import Deadline
    from solver.engine.cpsat import CpSat
    from solver.posed import Posed
    from solver.questions.best_split import best_split
    from solver.questions.solve import solve

    scenario = load(FLAGSHIP)
    ready = Posed(scenario.what_if())
    engine = CpSat(ready.system)
    took = interleaved(
        {
            "load": lambda: load(FLAGSHIP),
            "build": lambda: CpSat(Posed(scenario.what_if()).system),
            "best": lambda: best_split(ready, engine, Deadline(60)),
            "all": lambda: solve(scenario),
            "plain": lambda: stages(scenario),
        },
        rounds,
    )
    yield "flagship: load and check the file and its tables", _ms(took["load"]), "", ""
    yield (
        "flagship: build the model (rules, claim scores, rows, protobuf)",
        _ms(took["build"]),
        f"best split and tie-break {_ms(took['best'])} ({_ratio(took, 'build', 'best')})",
        "less than the solving" + ("" if took["build"] < took["best"] else ": missed"),
    )
    yield (
        "flagship: optimal values by `cp_model` at its defaults, one worker",
        _ms(took["plain"]),
        "",
        "",
    )
    yield (
        "flagship: everything `solve` answers",
        _ms(took["all"]),
        _against(took, "all", "plain"),
        "",
    )


def _scale() -> Iterator[Row]:
    for size in ("80x4x100", "543x28x100", "543x28x1000"):
        command = [sys.executable, "-m", "benchmarks", "--large", size]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        status, best, plain, peak = done.stdout.split()
        target = "proved, under 1 GB" if size == "543x28x1000" else ""
        missed = ": missed" if target and (status != "proved" or float(peak) > 1000) else ""
        against = f"plain `cp_model` {_ms(float(plain))}" if plain != "-" else "plain `cp_model`: not proved in 60 s"
        yield (
            f"{size}: best split, {status}",
            f"{_ms(float(best))}, peak {float(peak):.0f} MB",
            against,
            target + missed,
        )


def _large(size: str) -> None:
    """One large instance in a process of its own, so that its peak memory is its own."""
    import time

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
    from benchmarks.plain import stages

    start = time.perf_counter()
    plain = stages(scenario)
    alone = time.perf_counter() - start
    status = "proved" if isinstance(best, Best) and best.proved else "open"
    print(status, took, alone if plain is not None else "-", most)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"


def _ratio(took: dict[str, float], one: str, other: str) -> str:
    return f"{took[one] / took[other]:.2f}x"


def _against(took: dict[str, float], one: str, other: str) -> str:
    return f"{_ms(took[other])} for {other} ({_ratio(took, one, other)})"


_NOTES = """
A generated instance `SxPxR` has S seats, P parties, R rules: a minimum each, claims to overlapping sets of seats,
regional limits, and random values as the goal (`benchmarks/instances.py`). The plain script builds the same rows with
`cp_model` and solves one stage after the other at CP-SAT's defaults with one worker; it finds the optimal values, but
no canonical split.
"""


def _page(rows: list[Row], *, quick: bool) -> str:
    flags = " --quick" if quick else ""
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    lines = [
        "# Benchmarks",
        "",
        f"Written by `python -m benchmarks{flags} --write` on {day}; medians of interleaved rounds, seed 1 for",
        "generated instances, seed 0 for the engine. Nothing stands here that the command did not print.",
        "",
        *(f"- {line}" for line in machine()),
        "",
        "| measured | figure | held against | target |",
        "|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    return "\n".join(lines) + "\n" + _NOTES


if __name__ == "__main__":
    main()
