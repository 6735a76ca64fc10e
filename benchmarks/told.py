"""How is a race told in one line: our figure, the peers in order of time, who found something else, who is ahead?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from benchmarks.checks import verdict
from benchmarks.contest import OURS, Result
from benchmarks.peers.rows import Instance
from benchmarks.race import Run
from benchmarks.table import Row, ms, ratio, within

WHAT = {
    "first": "first certified conflict",
    "all": "all conflicts and drop-sets",
    "screen": "first screen of facts",
    "cheapest": "cheapest concession, proved",
    "drops": "fewest rules to drop, proved",
}
"""What each task asks for."""

WORTH = 0.04
"""Share of the time from which a part is told."""


@dataclass(frozen=True)
class Target:
    """What we want: seconds at most, times faster than the fastest peer at least, calls at most."""

    seconds: float | None = None
    times: float | None = None
    calls: int | None = None


@dataclass(frozen=True)
class Found:
    """What a contestant found, in words; `sound`: it is what was asked for."""

    said: str
    sound: bool


def row(
    name: str,
    task: str,
    results: Mapping[str, Result],
    instance: Instance,
    target: Target,
    silent: Mapping[str, str] = MappingProxyType({}),
) -> Row:
    """One line of the table.

    Args:
        name: the instance.
        task: one of `WHAT`.
        results: how each contestant did.
        instance: the rows, to check conflicts with.
        target: what we want.
        silent: peers that were not asked because they had no answer at size l, and why.
    """
    ours = results[OURS]
    found = {who: _found(task, result, ours, instance) for who, result in results.items()}
    peers = sorted((who for who in results if who != OURS), key=lambda who: _time(results[who]))
    told = [_peer(who, results[who], ours, found[who]) for who in peers]
    told += [f"{who}: at l {why}" for who, why in silent.items()]
    rivals = [who for who in peers if found[who].sound and results[who].seconds is not None]
    aims = [*_aims(ours, [_time(results[who]) for who in rivals], target)]
    ahead = [who for who in rivals if _time(results[who]) < _time(ours)]
    aims += [f"ahead: {'; '.join(ahead)}"] if ahead else []
    aims += [_parts(ours.told)] if ours.told.parts and any("missed" in one or "ahead" in one for one in aims) else []
    return f"`{name}`: {WHAT[task]}", _figure(ours, found[OURS]), "; ".join(told), "; ".join(aims)


def _aims(ours: Result, rivals: list[float], target: Target) -> Iterator[str]:
    """Each target, and by how much it is missed; how many times faster cannot be said where no peer has an answer."""
    if target.seconds is not None:
        yield within(ours.seconds, target.seconds)
    if target.times is not None:
        times = min(rivals, default=float("inf")) / _time(ours)
        reached = "no peer has an answer" if not rivals else f"{times:,.1f} times"
        missed = ours.seconds is None or times < target.times
        yield f"{target.times:g} times faster than any peer: {'missed, ' if missed else ''}{reached}"
    if target.calls is not None:
        yield f"{target.calls} calls" + (": missed" if ours.seconds is None or ours.told.calls > target.calls else "")


def _parts(told: Run) -> str:
    """What stands in the way: 'of 78 ms: LP solver 40 (2 calls), network 20 (3 calls), all else 18'."""
    every = sorted(told.parts.items(), key=lambda part: -part[1][0])
    large = [(part, took, calls) for part, (took, calls) in every if took >= WORTH * told.measured]
    said = [f"{part} {took * 1000:,.0f} ({calls:,} {'call' if calls == 1 else 'calls'})" for part, took, calls in large]
    rest = told.measured - sum(took for _, took, _ in large)
    return f"of {ms(told.measured)}: {', '.join([*said, f'all else {rest * 1000:,.0f}'])}"


def _time(result: Result) -> float:
    return float("inf") if result.seconds is None else result.seconds


def _figure(ours: Result, found: Found) -> str:
    taken = (ours.gap or "no answer") if ours.seconds is None else ms(ours.seconds)
    calls = f"{ours.told.calls:,} calls" if ours.told.calls else ""
    return ", ".join(filter(None, (taken, found.said, calls, f"{ours.told.peak:.0f} MB")))


def _peer(who: str, result: Result, ours: Result, found: Found) -> str:
    if result.seconds is None:
        return ", ".join(filter(None, (f"{who}: {result.gap or 'no answer'}", found.said)))
    share = "" if ours.seconds is None else f" ({ratio(ours.seconds, result.seconds)})"
    calls = f"{result.told.calls:,} calls" if result.told.calls > 1 else ""
    return ", ".join(filter(None, (f"{who} {ms(result.seconds)}{share}", found.said, calls)))


def _found(task: str, result: Result, ours: Result, instance: Instance) -> Found:
    if task == "first":
        return _conflict(result.told, instance)
    if task == "all":
        return _sets(result, ours)
    if task == "screen":
        return _facts(result.told)
    if task == "drops":
        return _fewest(result.told.drops, ours.told.drops)
    return _cost(result.told.cost, ours.told.cost)


def _conflict(told: Run, instance: Instance) -> Found:
    if not told.conflicts:
        return Found("", sound=False)
    checked = verdict(instance, told.conflicts[0])
    unsure = {"minimal": "", "unchecked": ", too long for HiGHS to check"}
    said = f"{len(told.conflicts[0])} rules" + unsure.get(checked, f", {checked}")
    return Found(said, sound=checked in ("minimal", "unchecked"))


def _sets(result: Result, ours: Result) -> Found:
    """How many conflicts and drop-sets, and whether they contradict ours."""
    told = result.told
    said = f"{len(told.conflicts):,} + {len(told.drops):,}" if told.conflicts or told.drops else ""
    wrong = "" if result is ours else ", ".join(_differences(result, ours))
    return Found(f"{said}: {wrong}" if wrong else said, not wrong)


def _differences(result: Result, ours: Result) -> Iterator[str]:
    """Two that finished must have found the same; one that did not, nothing that the other has not."""
    for kind, one, other in (
        ("conflicts", {*result.told.conflicts}, {*ours.told.conflicts}),
        ("drop-sets", {*result.told.drops}, {*ours.told.drops}),
    ):
        if (ours.seconds is not None and one - other) or (result.seconds is not None and other - one):
            yield f"NOT THE SAME {kind} AS OURS"


def _facts(told: Run) -> Found:
    if not told.stands_for:
        return Found(f"{len(told.conflicts):,} conflicts one by one" if told.conflicts else "", sound=False)
    many = [number for number in told.stands_for if number >= 10]
    facts = f"{len(told.stands_for)} facts for {sum(told.stands_for):,} conflicts"
    soon = "" if told.first is None else f", the first after {ms(told.first)}"
    return Found(f"{facts}, {len(many)} of them for 10 or more{soon}", sound=True)


def _fewest(drops: list[tuple[int, ...]], known: list[tuple[int, ...]]) -> Found:
    """Different sets may be equally small."""
    if not drops:
        return Found("", sound=False)
    same = not known or len(known[0]) == len(drops[0])
    return Found(f"{len(drops[0])} rules" + ("" if same else f": NOT AS MANY AS {len(known[0])}"), same)


def _cost(cost: int | None, known: int | None) -> Found:
    if cost is None:
        return Found("", sound=False)
    same = known in (None, cost)
    return Found(f"cost {cost}" + ("" if same else f": NOT THE SAME AS {known}"), same)
