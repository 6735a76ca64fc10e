"""Who takes part in which race, and who is how fast? Interleaved, each in a process of its own, medians."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from benchmarks.families import named
from benchmarks.race import Run, run
from benchmarks.rows import plain
from solver.posed import Posed

OURS = "ours"
"""Our name among the contestants."""

CLOSE = 3.0
"""A peer that is so many times slower or faster than we are is run once: more rounds would not change what is told."""

_LINEAR = {"HiGHS": "highs_iis", "SCIP": "scip_iis", "Gurobi": "gurobi_iis", "CP-SAT loop": "cpsat_loop"}
_CPMPY = {"OR-Tools": "ortools", "Exact": "exact"}

PEERS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "first": {
        **{name: (file, "first") for name, file in _LINEAR.items()},
        **{f"CPMpy mus, {name}": ("cpmpy_explain", f"first:{solver}") for name, solver in _CPMPY.items()},
    },
    "all": {f"CPMpy marco, {name}": ("cpmpy_explain", f"all:{solver}") for name, solver in _CPMPY.items()},
    "screen": {"CPMpy marco, Exact": ("cpmpy_explain", "all:exact")},
    "cheapest": {
        **{name: (file, "cheapest") for name, file in _LINEAR.items()},
        "CPMpy, Exact": ("cpmpy_explain", "cheapest:exact"),
    },
    "drops": {f"CPMpy mcs, {name}": ("cpmpy_explain", f"drops:{solver}") for name, solver in _CPMPY.items()},
}
"""By task and name: which file of `peers` is asked what."""


@dataclass(frozen=True)
class Result:
    """How one contestant did: the median of what its rounds took, and what it told in the round that took so long."""

    told: Run
    seconds: float | None
    """None where the end was not reached."""

    @property
    def gap(self) -> str:
        """Why there is no answer, if there is none."""
        return self.told.gap


def contest(
    name: str, task: str, *, cap: float, rounds: int = 3, without: Collection[str] = ()
) -> tuple[dict[str, Result], str]:
    """All contestants on one task about one instance, and the instance as plain rows.

    Args:
        name: the instance, as `families.named` takes it.
        task: one of `PEERS`.
        cap: seconds for each run.
        rounds: how often we run, and who is close to us.
        without: peers left out.
    """
    text = plain(Posed(named(name).what_if()))
    commands: dict[str, tuple[str, ...]] = {OURS: ("-m", "benchmarks.ours", task, name)}
    for peer, (file, asked) in PEERS[task].items():
        commands[peer] = ("-m", f"benchmarks.peers.{file}", asked)
    commands = {who: command for who, command in commands.items() if who not in without}
    runs: dict[str, list[Run]] = {who: [] for who in commands}
    for _ in range(rounds):
        for who, command in commands.items():
            if not runs[who] or _again(runs[who][0], runs[OURS][0], task):
                runs[who].append(run(command, "" if who == OURS else text, cap))
    return {who: _result(taken, task) for who, taken in runs.items()}, text


def _again(before: Run, ours: Run, task: str) -> bool:
    """Would another round tell more?"""
    took, we_took = seconds(before, task), seconds(ours, task)
    return took is not None and we_took is not None and we_took / CLOSE <= took <= CLOSE * we_took


def seconds(taken: Run, task: str) -> float | None:
    """What counts: the first conflict, or the end; None where there was no answer."""
    if taken.gap:
        return None
    return taken.first if task == "first" else taken.seconds


def _result(taken: list[Run], task: str) -> Result:
    """The slower one of two in the middle; without seconds, where one of the rounds had no answer."""
    failed = next((one for one in taken if seconds(one, task) is None), None)
    if failed is not None:
        return Result(failed, None)
    middle = sorted(taken, key=lambda one: seconds(one, task) or 0.0)[len(taken) // 2]
    return Result(middle, seconds(middle, task))
