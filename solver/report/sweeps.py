"""How is a sweep told while it runs: its rows in each format, and how far it is?"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

from solver.answers import Swept, SweptRow, SweptShape
from solver.report import plain

Write = Callable[[str], None]

EVERY = 30.0
"""Seconds between two lines on how far it is, where nobody watches."""


MOST_SHOWN = 400
"""Rows of a table to read."""


class Pace(Protocol):
    """How far a sweep is."""

    @property
    def done(self) -> int:
        """What-ifs answered."""

    @property
    def asked(self) -> int:
        """What-ifs asked."""

    @property
    def solved(self) -> int:
        """Put to an engine so far."""

    @property
    def known(self) -> int:
        """Best splits known where what clashes is not."""

    @property
    def rate(self) -> float | None:
        """What-ifs a second; None before the first."""

    @property
    def left(self) -> float | None:
        """Seconds left at that rate."""

    @property
    def waiting(self) -> str | None:
        """Why nobody works just now."""


def pace_line(pace: Pace) -> str:
    """'1,200 of 5,000 what-ifs, the best splits of 700 more, 96 solved, 310 a second, 12 s left'."""
    told = [f"{pace.done:,} of {pace.asked:,} what-ifs"]
    if pace.known:
        told.append(f"the best splits of {pace.known:,} more")
    if pace.solved:
        told.append(f"{pace.solved:,} solved")
    if pace.waiting is not None:
        told.append(pace.waiting)
    elif pace.rate is not None:
        told.append(f"{pace.rate:,.0f} a second" if pace.rate >= 10 else f"{pace.rate:.1f} a second")
        told += [] if pace.left is None else [f"{duration(pace.left)} left"]
    return ", ".join(told)


def duration(seconds: float) -> str:
    """'12 s', '5 min 12 s', '3 h 05 min'."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest:02d} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


class Slow:
    """Tells the pace now and then only, and at once where nobody works any more."""

    def __init__(self, tell: Callable[[Any], None]) -> None:
        self._tell = tell
        self._next = time.monotonic() + EVERY
        self._waiting: str | None = None

    def __call__(self, pace: Pace) -> None:
        """Tell it, if it is time."""
        news = pace.waiting is not None and pace.waiting != self._waiting
        self._waiting = pace.waiting
        if news or time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY
            self._tell(pace)


class Writer:
    """Writes nothing but what a format adds: the head of a sweep, its rows one by one, its foot."""

    def __init__(self, swept: Swept, shape: SweptShape, write: Write) -> None:
        self.swept, self.shape, self.write = swept, shape, write
        self.told = 0

    def head(self) -> None:
        """What comes first."""

    def row(self, row: SweptRow) -> None:
        """One row."""
        self.one(row)
        self.told += 1

    def one(self, row: SweptRow) -> None:
        """One row, in this format."""
        self.write(plain.swept_line(row, self.swept))

    def foot(self, swept: Swept) -> None:
        """What comes last."""
        self.write(plain.swept_last_line(swept))


class Json(Writer):
    """One document."""

    def head(self) -> None:
        """Up to the rows."""
        self.write(plain.swept_json(self.swept)[0])

    def one(self, row: SweptRow) -> None:
        """A line of the list."""
        self.write(plain.swept_json_row(row, self.swept, first=not self.told))

    def foot(self, swept: Swept) -> None:
        """From the end of the rows."""
        self.write(plain.swept_json(swept)[1])


class Csv(Writer):
    """A header and a line a row."""

    def head(self) -> None:
        """The header."""
        self.write(plain.swept_csv_head(self.shape))

    def one(self, row: SweptRow) -> None:
        """A line."""
        self.write(plain.swept_csv_row(row, self.shape))

    def foot(self, swept: Swept) -> None:
        """Nothing."""


class Table(Writer):
    """A report to read, of so many rows."""

    def __init__(
        self, swept: Swept, shape: SweptShape, write: Write, render: Callable[[Any], None], width: int
    ) -> None:
        super().__init__(swept, shape, write)
        from solver.report.swept import SweptTable

        self.table, self.render = SweptTable(swept, shape, width), render

    def head(self) -> None:
        """What it is about, and the columns."""
        self.render(self.table.head())

    def one(self, row: SweptRow) -> None:
        """A line."""
        if self.told < MOST_SHOWN:
            self.write(self.table.row(row).plain.rstrip() + "\n")

    def foot(self, swept: Swept) -> None:
        """How the what-ifs were answered."""
        self.render(self.table.foot(swept, min(self.told, MOST_SHOWN), self.told))


def writer(
    form: str, swept: Swept, shape: SweptShape, write: Write, render: Callable[[Any], None], width: int = 80
) -> Writer:
    """The writer of a format; reports, so wide, go to `render`, all else to `write`."""
    if form == "table":
        return Table(swept, shape, write, render, width)
    return {"json": Json, "csv": Csv, "ndjson": Writer}[form](swept, shape, write)
