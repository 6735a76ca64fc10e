"""How near is the network path to the bare flow, and how far ahead of CP-SAT, where all is counts?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from benchmarks.instances import Countable, countable
from benchmarks.measure import interleaved
from benchmarks.sections.cold import ROOT
from benchmarks.table import Row, aim, ms, ratio

NOTES = """
A generated pact `SxP` of S seats and P parties is counts throughout (`benchmarks/instances.py`): a minimum a party,
then limits by region and claims to particular seats, then values as the goal. "rows in" begins with the rows, finds
that they are a network, and ends with the value of each stage; "asked again" is the same network with the same parts.
The bare flow (`benchmarks/bare.py`) is written by hand for these pacts and one price, its arrays ready. CP-SAT takes
the stages one after the other: by `cp_model` at its defaults but for one worker, values only; with a worker a core;
and by our path, which ends with the first split in order. All contestants must find the same values.
"""

FOREVER = None
"""No time limit."""

SAID = {
    "cp_model": "`cp_model`, one worker",
    "all cores": "`cp_model`, a worker a core",
    "ours": "our CP-SAT path",
}
"""What a contestant is called in the table."""

WHY_SMALL = "it also finds the first split in order, and each question has a fixed cost of some milliseconds"

LONG = 60.0
"""Seconds that CP-SAT may take for a stage, or for all of ours."""


def rows(quick: bool) -> Iterator[Row]:
    """Optimum, smallest concession, best splits in order, memory; small ones where time is short."""
    sizes = {(80, 4): 21} if quick else {(80, 4): 51, (543, 28): 11, (4123, 40): 3}
    for (seats, parties), rounds in sizes.items():
        yield from _optimum(countable(seats, parties), rounds)
    yield _concession(countable(*((80, 4) if quick else (543, 28))), 3)
    yield _in_order(countable(80, 4), 10 if quick else 100)
    if not quick:
        yield _memory("4123x40")


def _optimum(pact: Countable, rounds: int) -> Iterator[Row]:
    from benchmarks.bare import arcs, constant, flow, weights
    from benchmarks.plain import stages
    from solver.engine import Deadline
    from solver.engine.by_flow import AtOnce, ByFlow
    from solver.engine.cpsat import CpSat
    from solver.posed import Posed
    from solver.questions.best_split import Best, best_split, staged

    scenario = pact.scenario()
    posed = Posed(scenario.what_if())
    system, question, given = posed.system, staged(posed), arcs(pact)

    def rows_in() -> AtOnce:
        answer = ByFlow(system).at_once(question, Deadline(FOREVER))
        assert isinstance(answer, AtOnce)
        return answer

    ready = rows_in()
    values = list(ready.values)
    first, second = weights(pact)
    _same(flow(given) + constant(pact), first * values[0] + second * values[1] + values[2])
    took = interleaved(
        {
            "rows in": lambda: rows_in().values,
            "again": ready.asked.template.solve,
            "split": lambda: rows_in().chosen,
            "bare": lambda: flow(given),
        },
        rounds,
    )
    found: dict[str, object] = {}
    slow = interleaved(
        {
            "cp_model": lambda: found.update(cp_model=stages(scenario, seconds=LONG)),
            "all cores": lambda: found.update({"all cores": stages(scenario, workers=0, seconds=LONG)}),
            "ours": lambda: found.update(ours=best_split(posed, CpSat(system), Deadline(LONG))),
        },
        3 if pact.seats < 100 else 1,
    )
    best = found["ours"]
    proved = isinstance(best, Best) and best.proved
    for name in ("cp_model", "all cores"):
        if found[name] is not None:
            _same(found[name], values)
    answered = {name for name in SAID if (proved if name == "ours" else found[name] is not None)}
    yield from _told(pact, took, slow, answered)


def _told(
    pact: Countable, took: Mapping[str, float], slow: Mapping[str, float], answered: Collection[str]
) -> Iterator[Row]:
    size, bare = f"{pact.seats}x{pact.parties}", f"bare flow {ms(took['bare'])}"
    share = took["again"] / took["bare"]
    yield f"{size}: optimum by flow, asked again", ms(took["again"]), f"{bare} ({share:.2f}x)", _at_most(1.5, share)
    rows_in = f"{size}: optimum by flow, rows in", ms(took["rows in"])
    yield *rows_in, f"{bare} ({ratio(took['rows in'], took['bare'])})", ""
    for name, said in SAID.items():
        times = slow[name] / took["rows in"]
        known = f"{ms(slow[name])} ({times:,.1f} times)"
        open_ = f"not proved in {ms(slow[name])} (over {times:,.0f} times)"
        target = {543: 30, 4123: 150}.get(pact.seats, 0) if name == "cp_model" else 0
        yield *rows_in, f"{said}: {known if name in answered else open_}", _at_least(target, times)
    ours, plain = slow["ours"], slow["cp_model"]
    if {"ours", "cp_model"} <= {*answered}:
        aimed = _at_most(0.55, ours / plain, WHY_SMALL if pact.seats < 100 else "")
        held = f"{SAID['cp_model']}: {ms(plain)} ({ratio(ours, plain)})"
        yield f"{size}: best split by our CP-SAT path", ms(ours), held, aimed
    yield f"{size}: the first best split by flow, rows in", ms(took["split"]), "", ""


def _at_most(share: float, reached: float, why: str = "") -> str:
    return aim(f"{share:.2f}x", met=reached <= share, reached=f"{reached:.2f}x", why=why)


def _at_least(times: float, reached: float, why: str = "") -> str:
    return aim(f"{times:g} times", met=reached >= times, reached=f"{reached:.1f} times", why=why) if times else ""


def _concession(pact: Countable, rounds: int) -> Row:
    from benchmarks.plain import stages
    from solver.engine import Deadline
    from solver.engine.by_flow import ByFlow
    from solver.posed import Posed
    from solver.questions.burdens import by_cost
    from solver.questions.packages import Package, Packages

    scenario = pact.scenario(goal=False)
    posed = Posed(scenario.what_if())
    system = posed.system

    def ours() -> Package | None:
        return Packages(posed, ByFlow(system), by_cost(posed), Deadline(FOREVER)).cheapest()

    package = ours()
    assert package is not None
    found: dict[str, object] = {}
    took = interleaved(
        {"ours": ours, "cp_model": lambda: found.update(plain=stages(scenario, seconds=LONG))},
        rounds,
    )
    _same(found["plain"], list(package.key))
    return (
        f"{pact.seats}x{pact.parties}: smallest numeric concession by flow, rows in",
        ms(took["ours"]),
        f"`cp_model` at its defaults {ms(took['cp_model'])} ({took['cp_model'] / took['ours']:.1f} times)",
        _at_least(50 if pact.seats == 543 else 0, took["cp_model"] / took["ours"]),
    )


def _in_order(pact: Countable, number: int) -> Row:
    from benchmarks.bare import one_after_the_other, weights
    from solver.engine import Deadline
    from solver.engine.by_flow import ByFlow
    from solver.posed import Posed
    from solver.questions.best_split import Best, best_split
    from solver.questions.ranked import best_splits

    posed = Posed(pact.scenario().what_if())
    system = posed.system
    first, second = weights(pact)

    def ours() -> list[int]:
        best = best_split(posed, ByFlow(system), Deadline(FOREVER))
        assert isinstance(best, Best)
        found = islice(best_splits(posed, ByFlow(system), best, Deadline(FOREVER)), number)
        return [
            first * one.cost[0].value + second * one.cost[1].value - one.goals[0].value
            for one in found
            if one is not None
        ]

    found: dict[str, list[int]] = {}
    took = interleaved(
        {
            "ours": lambda: found.update(ours=ours()),
            "plain": lambda: found.update(plain=one_after_the_other(pact, number)),
        },
        1,
    )
    _same(found["plain"], found["ours"])
    return (
        f"{pact.seats}x{pact.parties}: {number} best splits in order by flow, rows in",
        ms(took["ours"]),
        f"`cp_model`, each found forbidden {ms(took['plain'])} ({took['plain'] / took['ours']:.1f} times)",
        _at_least(8 if number == 100 else 0, took["plain"] / took["ours"]),
    )


def _memory(size: str) -> Row:
    command = [sys.executable, "-m", "benchmarks.alone", "flow", size]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    loaded, made, posed, most = map(float, done.stdout.split())
    return (
        f"{size}: best split by flow, a process of its own, peak memory",
        f"{most:.0f} MB",
        f"the program alone {loaded:.0f} MB, with the scenario {made:.0f} MB, with its rows {posed:.0f} MB",
        aim("300 MB", met=most <= 300, reached=f"{most / 300:.2f} times as much"),
    )


def _same(one: object, other: object) -> None:
    if one != other:
        raise RuntimeError(f"contestants differ: {one} and {other}")
