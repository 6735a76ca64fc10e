"""How are the rows of a sweep shown as a table that grows while they come?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod
from textwrap import wrap

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers import Swept, SweptRow, SweptShape
from solver.report.changes import heading
from solver.words import amount

GAP = "  "

NARROW = 24
"""Fewest columns for what clashes, however little room is left."""

WHOLE = 8
"""Titles up to this length stand in one line."""


class SweptTable:
    """Lines of one width a column, which is known before the first row: rows can be told as they come."""

    def __init__(self, swept: Swept, shape: SweptShape, width: int = 80) -> None:
        self.swept = swept
        self.shape = shape
        winning = (*shape.parties, "all") if shape.odds else ()
        axes = [_pieces(axis.name) for axis in shape.axes]
        wins = [["wins", *_pieces(name)] for name in winning]
        cost = [["cost", str(priority)] for priority in shape.priorities]
        self._titles = [*axes, *map(_pieces, shape.parties), *wins, *cost, ["moved"]]
        seats = len(str(len(swept.asked.seat_info)))
        least = [max(map(len, axis.values)) for axis in shape.axes] + [seats] * len(shape.parties)
        least += [len(".0 (-)") + 3 * seats] * len(winning) + [seats] * (len(cost) + 1)
        self._widths = [max(width, *map(len, title)) for width, title in zip(least, self._titles, strict=True)]
        self._left = sum(self._widths) + len(GAP) * len(self._widths)
        self._room = max(NARROW, width - self._left)

    def head(self) -> RenderableType:
        """What the sweep is about, and the columns."""
        many = prod(len(axis.values) for axis in self.shape.axes)
        base = self.swept.base
        stands = ", ".join(f"{axis.name} {value}" for axis, value in zip(self.shape.axes, base.at, strict=True))
        lines = heading(self.swept.asked, f"{amount(many, 'what-ifs')}; it stands at {stands}.", whose="As it stands")
        return Group(*lines, *self._columns())

    def _columns(self) -> Iterator[Text]:
        """The titles, in as many lines as the longest has pieces, the last one with what stands against a deal."""
        height = max(map(len, self._titles))
        for line in range(height):
            pieces = [([""] * (height - len(title)) + title)[line] for title in self._titles]
            yield self._line(pieces, "what clashes" if line == height - 1 else "", style="dim")

    def row(self, row: SweptRow) -> Text:
        """One line, and more where what clashes takes them."""
        seats, cost = row.seats or {}, {one.label: one for one in row.cost}
        cells = [*row.at, *(str(seats[party]) if party in seats else "" for party in self.shape.parties)]
        cells += [*self._wins(row)]
        for priority in self.shape.priorities:
            one = cost.get(priority)
            cells.append("" if one is None else str(one.value) if one.proved else f"{one.bound}-{one.value}")
        cells.append("" if row.moved is None else str(len(row.moved)))
        return self._line(cells, outcome(row))

    def _wins(self, row: SweptRow) -> Iterator[str]:
        """'14.4 (0-47)' of each party, and of all."""
        for party in (*self.shape.parties, None) if self.shape.odds else ():
            one = None if row.wins is None else row.wins.pact if party is None else row.wins.parties.get(party)
            yield "" if one is None else f"{one.wins:.1f} ({one.low}-{one.high})"

    def _line(self, cells: list[str], last: str, style: str = "") -> Text:
        axes = len(self.shape.axes)
        parts = [value.ljust(width) for value, width in zip(cells[:axes], self._widths, strict=False)]
        parts += [value.rjust(width) for value, width in zip(cells[axes:], self._widths[axes:], strict=True)]
        first, *more = wrap(last, self._room, break_long_words=False, break_on_hyphens=False) or [""]
        lines = [GAP.join((*parts, first)).rstrip(), *(" " * self._left + line for line in more)]
        return Text("\n".join(lines), style=style, no_wrap=True, overflow="ignore")

    def foot(self, swept: Swept, shown: int, passed: int) -> RenderableType:
        """How the what-ifs were answered, what is open, and how many rows are shown of those that passed the filter."""
        wins = ["Wins are expected; in brackets: 9 of 10 simulated elections."] if self.shape.odds else []
        return Group(*(Text(line) for line in ("", *_foot(swept, shown, passed), *wins)))


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
    return ((conflict or "some; ran out of time") if row.clash else "all met") + short


def _pieces(name: str) -> list[str]:
    """A title in pieces, one a line: 'inc-', 'minimum', '.seats'."""
    return [name] if len(name) <= WHOLE else re.findall(r"[-.]?[^-.]+-?", name)


def _foot(swept: Swept, shown: int, passed: int) -> Iterator[str]:
    counts = swept.counts
    told = [(counts.solved, "solved"), (counts.reused, "read off others"), (counts.stored, "from the store")]
    told += [(counts.failed, "failed"), (counts.limited, "cut short by the time limit")]
    parts = ", ".join(f"{number:,} {word}" for number, word in told if number)
    yield f"{counts.done:,} of {amount(counts.asked, 'what-ifs')}" + (f": {parts}." if parts else ".")
    if shown < passed:
        yield f"... and {amount(passed - shown, 'more rows')}; --format csv has all."
    if passed < counts.done:
        yield f"{passed:,} pass the filter."
    if swept.interrupted:
        yield "Interrupted."
