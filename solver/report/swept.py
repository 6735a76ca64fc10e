"""How are the rows of a sweep shown as a table that grows while they come?"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers import Swept, SweptRow, SweptShape
from solver.report.changes import heading
from solver.words import amount

GAP = "  "


class SweptTable:
    """Lines of one width a column, which is known before the first row: rows can be told as they come."""

    def __init__(self, swept: Swept, shape: SweptShape) -> None:
        self.swept = swept
        self.shape = shape
        seats = str(len(swept.asked.seat_info))
        costs = [max(len(f"cost {priority}"), 6) for priority in shape.priorities]
        self._axes = [max(len(axis.name), *map(len, axis.values)) for axis in shape.axes]
        self._numbers = [*(max(len(party), len(seats)) for party in shape.parties), *costs, len("moved")]

    def head(self) -> RenderableType:
        """What the sweep is about, and the columns."""
        many = 1
        for axis in self.shape.axes:
            many *= len(axis.values)
        base = self.swept.base
        stands = ", ".join(f"{axis.name} {value}" for axis, value in zip(self.shape.axes, base.at, strict=True))
        lines = heading(self.swept.asked, f"{amount(many, 'what-ifs')}; it stands at {stands}.")
        names = [*self.shape.parties, *(f"cost {priority}" for priority in self.shape.priorities), "moved"]
        return Group(*lines, self._line([axis.name for axis in self.shape.axes], names, "outcome", style="dim"))

    def row(self, row: SweptRow) -> Text:
        """One line."""
        seats, cost = row.seats or {}, {one.label: one for one in row.cost}
        numbers: list[str] = [str(seats[party]) if party in seats else "" for party in self.shape.parties]
        for priority in self.shape.priorities:
            one = cost.get(priority)
            numbers.append("" if one is None else str(one.value) if one.proved else f"{one.bound}-{one.value}")
        numbers.append("" if row.moved is None else str(len(row.moved)))
        return self._line(list(row.at), numbers, outcome(row))

    def _line(self, axes: list[str], numbers: list[str], last: str, style: str = "") -> Text:
        parts = [value.ljust(width) for value, width in zip(axes, self._axes, strict=True)]
        parts += [value.rjust(width) for value, width in zip(numbers, self._numbers, strict=True)]
        return Text(GAP.join((*parts, last)), style=style, no_wrap=True, overflow="ignore")

    def foot(self, swept: Swept, shown: int) -> RenderableType:
        """How the what-ifs were answered, and what is open."""
        return Group(*(Text(line) for line in ("", *_foot(swept, shown))))


def outcome(row: SweptRow) -> str:
    """Whether there is a deal, and what stands against it."""
    if row.status == "failed":
        return f"failed: {row.failed}"
    if row.status == "unknown":
        return "ran out of time"
    conflict = " + ".join((*row.conflict, *row.musts))
    if row.status == "infeasible":
        return f"red lines clash: {conflict}"
    short = " (not proved best)" if row.status == "feasible" else ""
    if row.clash is None:
        return f"ran out of time{short}"
    return (f"cannot all be met: {conflict or 'ran out of time'}" if row.clash else "all met") + short


def _foot(swept: Swept, shown: int) -> Iterator[str]:
    counts = swept.counts
    told = [(counts.solved, "solved"), (counts.reused, "read off others"), (counts.stored, "from the store")]
    told += [(counts.failed, "failed"), (counts.limited, "cut short by the time limit")]
    parts = ", ".join(f"{number:,} {word}" for number, word in told if number)
    yield f"{counts.done:,} of {amount(counts.asked, 'what-ifs')}" + (f": {parts}." if parts else ".")
    if shown < counts.done:
        yield f"{shown:,} shown."
    if swept.interrupted:
        yield "Interrupted."
