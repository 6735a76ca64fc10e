"""How long does it take to prove the best fair split?

`python -m benchmarks.sections.fairness TASK SxP SEED CAP` measures one instance, so that no other warms it up.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from statistics import median
from typing import NamedTuple

from benchmarks.instances import fairest_value, greatest_product
from benchmarks.sections.cold import ROOT
from benchmarks.table import Row, ms, ratio, within
from solver.scenario import Scenario

NOTES = """
Generated: S seats, P parties, entitlements that halve from party to party, random claim scores (`fair` in
`benchmarks/instances.py`). Each in a process of its own, from the scenario in memory to the proof, the tie-break among
equally good splits included; medians over seeds 1 to 3. "total value" asks for WEF1, WPROP1 and both quotas as red
lines and the greatest total score; "Nash welfare" for the greatest weighted product, to the error stated for the goal.
The plain script is the same rows with `cp_model` at its defaults, one worker; it finds the optimal values, but no
canonical split. We know of no package that takes these axioms as red lines, with entitlements, and proves an optimum.
"""

TASKS: Mapping[str, Callable[[int, int, int], Scenario]] = {
    "total value": fairest_value,
    "Nash welfare": greatest_product,
}

TARGETS = {
    ("total value", "80x3"): 0.5,
    ("total value", "288x4"): 5.0,
    ("total value", "243x6"): 20.0,
    ("Nash welfare", "80x3"): 3.0,
    ("Nash welfare", "288x4"): 9.0,
}
"""Seconds within which we want the proof."""

SEEDS = (1, 2, 3)
CAP, QUICK_CAP = 60.0, 2.0
"""Seconds that the plain script gets for each stage."""


class Timed(NamedTuple):
    """Seconds to the proof, and those of the plain script; None where there was none in time."""

    ours: float | None
    plain: float | None


def rows(quick: bool) -> Iterator[Row]:
    """Every task and size; where time is short, the small ones with one seed."""
    for (task, size), target in TARGETS.items():
        if not quick or size == "80x3":
            timed = [_timed(task, size, seed, QUICK_CAP if quick else CAP) for seed in SEEDS[: 1 if quick else None]]
            yield told(f"{task}, {size}", timed, target)


def told(name: str, timed: list[Timed], target: float) -> Row:
    """A row; a median counts only where there was a proof every time."""
    ours = _median([one.ours for one in timed])
    plain = _median([one.plain for one in timed])
    figure = "no proof" if ours is None else ms(ours)
    if plain is None:
        peer = f"plain `cp_model`: proved {sum(one.plain is not None for one in timed)} of {len(timed)} in time"
    else:
        peer = f"plain `cp_model` {ms(plain)}" + ("" if ours is None else f" ({ratio(ours, plain)})")
    return f"{name}: proved optimum", figure, peer, within(ours, target)


def _median(seconds: list[float | None]) -> float | None:
    known = [one for one in seconds if one is not None]
    return median(known) if len(known) == len(seconds) else None


def _timed(task: str, size: str, seed: int, cap: float) -> Timed:
    command = [sys.executable, "-m", "benchmarks.sections.fairness", task, size, str(seed), str(cap)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return Timed(*(None if one == "-" else float(one) for one in done.stdout.split()))


def _one(task: str, size: str, seed: int, cap: float) -> tuple[float | str, float | str]:
    from benchmarks.plain import stages
    from solver.engine import Deadline
    from solver.engine.cpsat import CpSat
    from solver.posed import Posed
    from solver.questions.best_split import Best, best_split

    seats, parties = map(int, size.split("x"))
    scenario = TASKS[task](seats, parties, seed)
    start = time.perf_counter()
    posed = Posed(scenario.what_if())
    best = best_split(posed, CpSat(posed.system), Deadline(120))
    ours = time.perf_counter() - start
    start = time.perf_counter()
    values = stages(scenario, seconds=cap)
    plain = time.perf_counter() - start
    if not isinstance(best, Best) or not best.proved:
        return "-", "-" if values is None else plain
    if values is not None and [-one.value for one in best.goals] != values:
        raise SystemExit(f"{task}, {size}, seed {seed}: the plain script finds {values}, we {best.goals}")
    return ours, "-" if values is None else plain


if __name__ == "__main__":
    print(*_one(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))
