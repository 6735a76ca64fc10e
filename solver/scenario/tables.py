"""How is a CSV table beside a scenario read, with the place of every cell?"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from solver.fields import Scalar
from solver.problems import Path, did_you_mean
from solver.scenario.source import Fault, Place, ScenarioError, Source


@dataclass
class Table:
    """A parsed table: its rows as data, and the line each one ends on."""

    source: Source
    header: list[str]
    rows: list[dict[str, Any]]
    lines: list[int]

    def place(self, path: Path, *, at_key: bool = False) -> Place:
        """Where the cell at `(row index, column name)` stands; the row's start where the column is not given."""
        if not path or not isinstance(path[0], int):
            return Place(self.source)
        line = self.lines[path[0]]
        if len(path) < 2 or path[1] not in self.header or at_key:
            return Place(self.source, line)
        return Place(self.source, line, _column(self.source.line(line), self.header.index(str(path[1]))))


def _column(line: str, index: int) -> int:
    """Character at which field `index` of a CSV line starts, counted from 1."""
    quoted = False
    for position, char in enumerate(line):
        if index == 0:
            return position + 1
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            index -= 1
    return len(line) + 1 if index == 0 else 1


def read(path: FilePath, name: str, columns: tuple[str, ...]) -> Table:
    """Read a UTF-8 CSV file with a header line; blank cells are left out, blank lines passed over.

    Raises:
        ScenarioError: for a file that cannot be read, an unknown column, a row with too many or too few cells.
    """
    source = Source(name, read_text(path, name))
    try:
        return _parse(source, columns)
    except csv.Error as error:
        raise ScenarioError([Fault(Place(source), f"not a CSV table: {error}")]) from None


def read_text(path: FilePath, name: str) -> str:
    """The text of a UTF-8 file, a byte order mark taken off.

    Raises:
        ScenarioError: naming the file, and the place of the first byte that is not UTF-8.
    """
    try:
        raw = path.read_bytes()
    except IsADirectoryError:
        raise ScenarioError([Fault(Place(Source(name, "")), "is a directory, not a file")]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such file name"
        raise ScenarioError([Fault(Place(Source(name, "")), f"cannot be read: {reason}")]) from None
    return decode(raw, name)


def decode(raw: bytes, name: str) -> str:
    """UTF-8 bytes as text, a byte order mark taken off; a `ScenarioError` where they are not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "replace").splitlines() or [""]
        source = Source(name, raw.decode("utf-8-sig", "replace"))
        place = Place(source, len(before), len(before[-1]) + 1)
        hint = "save the file as UTF-8"
        raise ScenarioError([Fault(place, f"byte 0x{raw[error.start]:02x} is not UTF-8", hint)]) from None


def _parse(source: Source, columns: tuple[str, ...]) -> Table:
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    header = next(reader, [])
    faults = list(_header_faults(source, header, columns))
    table = Table(source, header, [], [])
    for cells in reader:
        if not any(cells):
            continue
        if len(cells) != len(header):
            place = Place(source, reader.line_num)
            faults.append(Fault(place, f"{len(cells)} cells, where the header has {len(header)}"))
            continue
        table.rows.append({key: Scalar(cell) for key, cell in zip(header, cells, strict=True) if cell != ""})
        table.lines.append(reader.line_num)
    if faults:
        raise ScenarioError(faults)
    return table


def _header_faults(source: Source, header: list[str], columns: tuple[str, ...]) -> list[Fault]:
    if not header:
        return [Fault(Place(source), "the table is empty", f"its header may hold: {', '.join(columns)}")]
    line = source.line(1)
    faults = []
    for index, name in enumerate(header):
        place = Place(source, 1, _column(line, index))
        if name not in columns:
            faults.append(Fault(place, f"unknown column '{name}'", did_you_mean(name, columns)))
        elif name in header[:index]:
            faults.append(Fault(place, f"column '{name}' stands twice"))
    return faults
