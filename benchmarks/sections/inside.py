"""How long does each step take within one process?"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.measure import interleaved
from benchmarks.sections.cold import FLAGSHIP
from benchmarks.table import Row, against, ms, ratio

NOTES = """
The flagship, loaded once; the plain script is that of the section before.
"""


def rows(quick: bool) -> Iterator[Row]:
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
        5 if quick else 21,
    )
    yield "flagship: load and check the file and its tables", ms(took["load"]), "", ""
    yield (
        "flagship: build the model (rules, claim scores, rows, protobuf)",
        ms(took["build"]),
        f"best split and tie-break {ms(took['best'])} ({ratio(took['build'], took['best'])})",
        "less than the solving" + ("" if took["build"] < took["best"] else ": missed"),
    )
    yield (
        "flagship: optimal values by `cp_model` at its defaults, one worker",
        ms(took["plain"]),
        "",
        "",
    )
    yield (
        "flagship: everything `solve` answers",
        ms(took["all"]),
        against(took, "all", "plain"),
        "",
    )
