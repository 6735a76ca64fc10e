"""How many what-ifs a second does a sweep answer, against a plain loop; what do store and workers add to that?"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.sections.cold import FLAGSHIP
from benchmarks.table import Row, aim

NOTES = """
The grid is the flagship's: BSP out or in, INC's and SP's minimum from 1 to 50 each. "Rows that are a network": without
the two rules that follow an entitlement. The plain loop (`benchmarks/peers/plain_loop.py`) builds and solves each
what-if of a sample with `cp_model`, all stages in one sum; it breaks no tie and tells no conflict, as the sweep does.
Its rate counts building the rows of each what-if, but not the goals', which it is given. The sample's costs and goals
must be those of the sweep's rows. It expects no wins, and the sweep does so only where a row says it. Seconds are of
processor time, the two taken in turn; of workers, of the clock.
"""

WHY_NETWORK = "the flows of the what-ifs that are solved, and Python for each row; their parts are not measured here"
WHY_SMALL_GRID = "in so small a grid few answers serve for others"

SWITCH = {"bsp": "out,in"}
FOLLOWING = ("sp-mlas", "sp-mps")


def rows(quick: bool) -> Iterator[Row]:
    """Rates, share solved, store, workers, memory."""
    yield _rate("rows that are a network", FOLLOWING, 50, 12 if quick else 60, 700)
    yield _rate("the same with expected wins", FOLLOWING, 50, 12 if quick else 60, 0, odds=True)
    yield _rate("rows that are no network", (), 6 if quick else 50, 6 if quick else 60, 10)
    yield _store(10 if quick else 50)
    if not quick:
        yield _jobs()
    yield _memory((1_000, 10_000) if quick else (1_000, 1_000_000))


def _rate(what: str, drop: Sequence[str], size: int, sample: int, target: int, *, odds: bool = False) -> Row:
    from solver import load
    from solver.questions.sweep import sweep

    scenario = load(FLAGSHIP)
    if not odds:
        scenario = replace(scenario, facts=replace(scenario.facts, odds=None))
    vary = {**SWITCH, "inc-minimum.seats": f"1..{size}", "sp-minimum.seats": f"{51 - size}..50"}
    sweep(scenario, {"bsp": "out"}, drop=drop)  # what is loaded on first use is loaded
    start = time.process_time()
    answer = sweep(scenario, vary, drop=drop)
    ours = len(answer.rows) / (time.process_time() - start)
    rate = _plain(answer, scenario, drop, sample)
    share = answer.counts.solved / answer.counts.asked
    told = f"{ours:,.0f} what-ifs a second, {share:.1%} solved"
    times = ours / rate
    wanted = aim(
        f"{target}x, 10% solved",
        met=times >= target and share <= 0.1,
        reached=f"{times:,.0f}x, {share:.1%}",
        why=WHY_NETWORK if drop else WHY_SMALL_GRID if size < 50 else "",
    )
    return f"2x{size}x{size}, {what}", told, f"plain loop {rate:,.0f} ({times:,.0f}x)", wanted if target else ""


def _plain(answer: object, scenario: object, drop: Sequence[str], sample: int) -> float:
    """What-ifs a second by the plain loop, over every so-manieth what-if; all must agree."""
    from benchmarks.peers.plain_loop import plain
    from solver.answers import Swept
    from solver.posed import Posed
    from solver.scenario import Scenario

    assert isinstance(answer, Swept)
    assert isinstance(scenario, Scenario)
    chosen = answer.rows[:: max(1, len(answer.rows) // sample)]
    bases: dict[str, Posed] = {}
    taken = 0.0
    for row in chosen:
        settings = dict(zip((axis.name for axis in answer.axes), row.at, strict=True))
        base = bases.setdefault(row.at[0], Posed(scenario.what_if({"bsp": row.at[0]}, drop)))
        _ = base.goals
        start = time.process_time()
        values = plain(base.beside(scenario.what_if(settings, drop)))
        taken += time.process_time() - start
        expected = (*(one.value for one in row.cost), *(-one.value for one in row.goals))
        if values != expected:
            raise RuntimeError(f"{row.at}: the plain loop finds {values}, the sweep {expected}")
    return len(chosen) / taken


def _store(size: int) -> Row:
    """What keeping a row adds: the same sweep with and without a store, in turn."""
    from solver import load
    from solver.questions.sweep import sweep

    scenario = load(FLAGSHIP)
    vary = {**SWITCH, "inc-minimum.seats": f"1..{size}", "sp-minimum.seats": f"{51 - size}..50"}

    def spent(work: Callable[[], object]) -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    with tempfile.TemporaryDirectory() as folder:
        bare = kept = float("inf")
        for number in range(3):
            file = Path(folder) / f"{number}.db"
            bare = min(bare, spent(lambda: sweep(scenario, vary, drop=FOLLOWING)))
            kept = min(kept, spent(lambda file=file: sweep(scenario, vary, drop=FOLLOWING, store=file)))  # type: ignore[misc]  # bound at once
    each = (kept - bare) / (2 * size * size) * 1000
    return "a row kept in a store", f"{each:.3f} ms more", "", f"0.2 ms{'' if each <= 0.2 else ': missed'}"


def _jobs() -> Row:
    """Two jobs against one, on what-ifs that take long each: no two share a sheet."""
    from solver import load
    from solver.questions.sweep import sweep

    scenario = load(FLAGSHIP)
    vary = {**SWITCH, "inc-minimum.priority": "1,2,3", "sp-mlas.method": "dhondt,sainte_lague,hill,adams,dean",
            "sp-mps.priority": "1,2,3", "inc-2009.priority": "1,2,3"}  # fmt: skip
    took = []
    for jobs in (1, 2):
        start = time.perf_counter()
        sweep(scenario, vary, jobs=jobs)
        took.append(time.perf_counter() - start)
    times = took[0] / took[1]
    met = "" if times >= 1.7 else ": missed"
    return "270 hard what-ifs, two jobs", f"{took[1]:.0f} s", f"one job {took[0]:.0f} s ({times:.2f}x)", f"1.7x{met}"


_SWEEP = """
import resource, sys
from solver import load
from solver.questions.sweep import Sweep
weights = int(sys.argv[2])
vary = {"bsp": "out,in", "inc-minimum.seats": "1..20", "sp-minimum.seats": "31..50"}
vary["rld-minimum.weight"] = f"1..{weights}"
rows = Sweep(load(sys.argv[1]), vary, drop=["sp-mlas", "sp-mps"]).rows()
number = sum(1 for _ in rows)
print(number, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _memory(sizes: tuple[int, int]) -> Row:
    """Peak memory of a process that hands its rows out one by one."""
    told: list[list[int]] = []
    seconds = 0.0
    for size in sizes:
        arguments = [sys.executable, "-c", _SWEEP, str(FLAGSHIP), str(max(1, size // 800))]
        start = time.perf_counter()
        done = subprocess.run(arguments, check=True, capture_output=True, text=True)
        told.append([int(number) for number in done.stdout.split()])
        seconds = time.perf_counter() - start
    (few, small), (many, large) = told
    growth = large / small
    met = "" if growth <= 1.25 else ": missed"
    return (
        f"memory and time of a sweep of {many:,} what-ifs",
        f"{large / 1024:,.0f} MB, {seconds:,.0f} s",
        f"{small / 1024:,.0f} MB for {few:,} ({growth:.2f}x)",
        f"flat (1.25x){met}",
    )
