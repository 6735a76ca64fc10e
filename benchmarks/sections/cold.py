"""How long does a command take as a whole process, against what cannot be avoided?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import interleaved, of_processes, process
from benchmarks.steps import MODULES, SCRIPT, modules, steps
from benchmarks.table import Row, against, aim, ms

ROOT = Path(__file__).parents[2]
FLAGSHIP = str(ROOT / "scenarios" / "uttar-pradesh-2024.yaml")

NOTES = """
Whole processes. The plain script builds the same rows with `cp_model` and solves one stage after the other at CP-SAT's
defaults with one worker; it finds the optimal values, but no canonical split. Steps are those of a process that
does what `solve --format json` does (`benchmarks/steps.py`); what is left is the command line and the end of Python.
"""

WHY = "what takes it: the rows below"
"""What stands in the way is measured, step by step."""

PACKAGES = 4
"""Packages whose modules take longest to load that are named."""


def rows(quick: bool) -> Iterator[Row]:
    """Whole processes, from nothing to exit."""
    took = interleaved(
        {
            "import ortools": process("-c", "import ortools"),
            "import cp_model": process("-c", "from ortools.sat.python import cp_model"),
            "--version": process("seatpact.py", "--version"),
            "-h": process("seatpact.py", "-h"),
            "validate": process("seatpact.py", "validate", FLAGSHIP),
            "solve": process("seatpact.py", "solve", FLAGSHIP, "--format", "json"),
            "plain": process("-m", "benchmarks.plain", FLAGSHIP),
        },
        2 if quick else 11,
    )
    yield (
        "`seatpact --version`, whole process",
        ms(took["--version"]),
        against(took, "--version", "import ortools"),
        "",
    )
    yield (
        "`seatpact -h`, whole process",
        ms(took["-h"]),
        against(took, "-h", "import ortools"),
        "",
    )
    yield (
        "`seatpact validate` of the flagship",
        ms(took["validate"]),
        against(took, "validate", "import cp_model"),
        "",
    )
    solve = "`seatpact solve` of the flagship: split, ranges, conflicts, ways out"
    share, times = took["solve"] / took["plain"], took["solve"] / took["import ortools"]
    yield (
        solve,
        ms(took["solve"]),
        f"{ms(took['plain'])} for a plain `cp_model` script that finds the optimal values alone ({share:.2f}x)",
        aim("0.25x", met=share <= 0.25, reached=f"{share:.2f}x", why=WHY),
    )
    yield (
        solve,
        ms(took["solve"]),
        against(took, "solve", "import ortools"),
        aim("3x", met=times <= 3, reached=f"{times:.1f}x", why="that import loads no solver"),
    )
    yield from _processor(3 if quick else 11)


def _processor(rounds: int) -> Iterator[Row]:
    """The same in processor time, which does not depend on who else is at work; where it goes."""
    took = interleaved(
        {
            "solve": process("seatpact.py", "solve", FLAGSHIP, "--format", "json"),
            "the plain script": process("-m", "benchmarks.plain", FLAGSHIP),
        },
        rounds,
        of_processes,
    )
    yield "the same, processor time", ms(took["solve"]), against(took, "solve", "the plain script"), ""
    taken = steps(FLAGSHIP, rounds)
    for step, seconds in taken.items():
        share = f"{seconds / took['solve']:.0%} of it"
        yield f"processor time: {step}", ms(seconds), share + (_loaded() if step == MODULES else ""), ""
    took["alike"] = sum(taken[step] for step in SCRIPT)
    yield (
        f"processor time of what the script has to do too: {', '.join(SCRIPT)}",
        ms(took["alike"]),
        against(took, "alike", "the plain script"),
        "",
    )


def _loaded() -> str:
    """The packages that take most of it."""
    taken = modules(FLAGSHIP)
    whole = sum(taken.values())
    slowest = list(taken.items())[:PACKAGES]
    return "; by package: " + ", ".join(f"{name} {seconds / whole:.0%}" for name, seconds in slowest)
