"""How is a measurement told: a row of a table, times and ratios as a person reads them, targets that are missed?"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measure import machine

Row = tuple[str, str, str, str]
"""What was measured, the figure, what it is held against, the target."""


@dataclass(frozen=True)
class Section:
    """Some rows under one heading; `notes` say how they were measured."""

    title: str
    rows: tuple[Row, ...]
    notes: str
    finished: bool = True
    """False as long as rows are still to come."""


def ms(seconds: float) -> str:
    """'1,019 ms', '7.1 ms'."""
    return f"{seconds * 1000:,.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"


def ratio(one: float, other: float) -> str:
    """How many times the other."""
    return f"{one / other:.2f}x"


def against(took: Mapping[str, float], one: str, other: str) -> str:
    """'27 ms for import ortools (4.05x)'."""
    return f"{ms(took[other])} for {other} ({ratio(took[one], took[other])})"


def within(seconds: float | None, target: float) -> str:
    """'50 ms', and by how much it is missed."""
    if seconds is None:
        return f"{ms(target)}: missed, no end"
    return ms(target) if seconds <= target else f"{ms(target)}: missed, {seconds / target:.1f} times as long"


def aim(target: str, *, met: bool, reached: str, why: str = "") -> str:
    """The target; where it is missed also by how much, and what stands in the way."""
    return target if met else f"{target}: missed, {reached}" + (f"; {why}" if why else "")


def page(sections: Sequence[Section], command: str) -> str:
    """The whole page."""
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    head = [
        "# Benchmarks",
        "",
        f"Written by `{command}` on {day}; medians of interleaved rounds, seed 1 for",
        "generated instances, seed 0 for the engine. Nothing stands here that the command did not print.",
        "A figure like 0.25x is our time as a share of theirs.",
        "",
        *(f"- {line}" for line in machine()),
    ]
    return "\n".join([*head, *(line for section in sections for line in _lines(section))]) + "\n"


def _lines(section: Section) -> Iterator[str]:
    yield from ("", f"## {section.title}", "", *section.notes.strip().splitlines(), "")
    if not section.finished:
        yield from ("**Unfinished**: the run was ended before its last row.", "")
    yield from ("| measured | figure | held against | target |", "|---|---|---|---|")
    yield from (f"| {' | '.join(row)} |" for row in section.rows)
