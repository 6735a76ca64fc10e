"""How fast are conflicts and ways out found, side by side with those who find some of them too?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from benchmarks.contest import OURS, contest
from benchmarks.peers.rows import parse
from benchmarks.table import Row
from benchmarks.told import Target, row

NOTES = """
An instance `family:size` is generated (`benchmarks/families.py`): s has 20 seats, 4 parties, 30 rules; m 100, 5, 150;
l 288, 6, 600; xl 543, 10, 2,000. Every contestant is a process of its own that gets the same rows; its clock starts
when its model is built. Peers stand in order of time, each with our time as a share of its time, and are asked
once, or again where they come near our time. Every conflict is checked with HiGHS: one that is not said to be otherwise
is a clash, and none without any one member. HiGHS and SCIP count the seats' own rows like rules, so theirs need not be.
The first screen is ten facts, or as many as a second brings; its time is that of the last of them. A concession loosens
numbers; "rules to drop" are dropped whole. A peer without an answer at size l is not asked at size xl. "calls" are the
questions put to a solver. Where a target is missed or a peer is ahead, the row says what took our time, each part's
own, by a clock around the functions that do the work (`benchmarks/parts.py`).
"""

FAMILIES = ("claims", "minimums", "bans", "quotas", "mixed", "lifted")


@dataclass(frozen=True)
class Race:
    """One task on these instances; `cap`: seconds that a contestant gets; `targets`: what we want, by size."""

    task: str
    families: tuple[str, ...]
    sizes: tuple[str, ...]
    cap: float
    targets: Mapping[str, Target] = field(default_factory=dict)
    rounds: int = 3


FIRST = {"l": Target(0.05), "xl": Target(0.15), "543x28x25": Target(times=500, calls=3)}
ALL = {"s": Target(0.2), "m": Target(2.0), "80x4x100": Target(times=25)}
SCREEN = dict.fromkeys(("s", "m", "l", "xl"), Target(1.0))
CHEAPEST = {"xl": Target(0.5)}

QUICK = (
    Race("first", ("claims",), ("l",), 1, FIRST, rounds=1),
    Race("all", ("claims",), ("s",), 1, ALL, rounds=1),
    Race("screen", ("lifted",), ("s",), 2, SCREEN, rounds=1),
    Race("cheapest", ("claims",), ("s",), 1, CHEAPEST, rounds=1),
)

FULL = (
    Race("screen", ("lifted",), ("s", "m", "l", "xl"), 2, SCREEN),
    Race("first", ("pools",), ("543x28x25",), 6, FIRST),
    Race("first", FAMILIES, ("l", "xl"), 2, FIRST),
    Race("all", FAMILIES, ("s",), 3, ALL),
    Race("cheapest", FAMILIES, ("xl",), 2, CHEAPEST),
    Race("all", ("claims", "bans", "quotas"), ("m",), 4, ALL),
    Race("all", ("bans",), ("80x4x100",), 20, ALL),
    Race("screen", ("mixed",), ("m",), 2, SCREEN),
    Race("drops", FAMILIES, ("m",), 2),
)


def rows(quick: bool) -> Iterator[Row]:
    """All races; where time is short, few and small, with little patience."""
    for race in QUICK if quick else FULL:
        yield from raced(race)


def raced(race: Race) -> Iterator[Row]:
    """A row for each instance."""
    for family in race.families:
        silent: dict[str, str] = {}
        for size in race.sizes:
            name, skipped = f"{family}:{size}", silent if size == "xl" else {}
            results, text = contest(name, race.task, cap=race.cap, rounds=race.rounds, without=skipped)
            silent = {
                who: one.gap or "no answer" for who, one in results.items() if one.seconds is None and who != OURS
            }
            yield row(name, race.task, results, parse(text), race.targets.get(size, Target()), skipped)
