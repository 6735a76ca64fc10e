"""How long does a command take as a whole process, against what cannot be avoided?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import interleaved, process
from benchmarks.table import Row, against, aim, ms

ROOT = Path(__file__).parents[2]
FLAGSHIP = str(ROOT / "scenarios" / "uttar-pradesh-2024.yaml")

NOTES = """
Whole processes. The plain script builds the same rows with `cp_model` and solves one stage after the other at CP-SAT's
defaults with one worker; it finds the optimal values, but no canonical split.
"""

WHY = "what takes it (loading, building pydantic models, questions to CP-SAT) has no row of its own yet"
"""What is known of what stands in the way."""


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
