"""How is a CSV table beside a scenario read, with the place of every cell?"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path as FilePath
from typing import Any

from solver.fields import Record
from solver.problems import Path, did_you_mean, nearest
from solver.reading import shortened
from solver.scenario.files import read_text
from solver.scenario.source import Faults, Place, ScenarioError, Source, check_characters
from solver.words import amount

_CELL = re.compile(r'"[^"]*(?:""[^"]*)*(?:"[^,\r\n]*|\Z)|[^,\r\n]*')


@dataclass
class Table:
    """A parsed table: its rows as data, and the line each one starts on."""

    source: Source
    header: list[str] = field(default_factory=list)
    header_line: int = 1
    rows: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    whole: bool = True
    """False where a row or a needed column is missing, so that not all its names are known."""

    sound: bool = True
    """False where the header holds more than the columns that are known."""

    readable: bool = True
    """False where a needed column is missing, so that no row can be read."""

    others: bool = False
    """True where columns that are not known are passed over, not wrong, and names of columns are read as `plain`."""

    def handed_over(self) -> list[dict[str, Any]]:
        """The rows, which are then no longer kept here: places are known without them."""
        rows, self.rows = self.rows, []
        return rows

    def place(self, path: Path, *, at_key: bool = False) -> Place:
        """Where the cell at `(row index, column name)` stands; the row's start where the column is
        not given.
        """
        if not path or not isinstance(path[0], int):
            return Place(self.source, self.header_line)
        line = self.lines[path[0]]
        if len(path) < 2 or path[1] not in self.header or at_key:
            return Place(self.source, line)
        return _cell(self.source, line, self.header.index(str(path[1])))


def _cells(source: Source, line: int) -> Iterator[Place]:
    """Where each cell of the row from `line` on starts; a cell in quotes may hold commas and line
    breaks.
    """
    offset = source.starts[line - 1]
    while True:
        yield source.at(offset)
        match = _CELL.match(source.text, offset)
        offset = match.end() if match else len(source.text)
        if source.text[offset : offset + 1] != ",":
            return
        offset += 1


def _cell(source: Source, line: int, index: int) -> Place:
    return next(islice(_cells(source, line), index, None), Place(source, line))


def read(path: FilePath, name: str, model: type[Record], faults: Faults) -> Table:
    """Read a UTF-8 CSV file whose header names fields of `model`; blank cells are left out, blank
    lines passed over.

    What is wrong is noted in `faults`.
    """
    try:
        source = Source(name, read_text(path, name))
        check_characters(source)
    except ScenarioError as error:
        faults.take(error)
        return Table(Source(name, ""), whole=False)
    return parse(source, model, faults)


def parse(source: Source, model: type[Record], faults: Faults, *, others: bool = False) -> Table:
    """As `read`, from a text; with `others`, columns that `model` does not know are passed over."""
    table = _rows(Table(source, others=others), model, faults)
    if not table.header and table.whole:
        table.whole = False
        faults.note(
            Place(source),
            "the table is empty",
            f"its header may hold: {', '.join(model.model_fields)}",
        )
    return table


def _rows(table: Table, model: type[Record], faults: Faults) -> Table:
    reader = csv.reader(io.StringIO(table.source.text, newline=""), strict=True)
    start = 1
    same: dict[str, str] = {}
    try:
        for cells in reader:
            if any(cells):  # equal cells are one text, so that large tables take half the memory
                _take(table, [same.setdefault(cell, cell) for cell in cells], start, model, faults)
            start = reader.line_num + 1
    except csv.Error as error:
        table.whole = False
        _note_broken(table.source, start, reader.line_num, str(error), faults)
    return table


def _take(table: Table, cells: list[str], line: int, model: type[Record], faults: Faults) -> None:
    """Add one line of the file, as header or as row."""
    if not table.header:
        table.header, table.header_line = plain(cells) if table.others and len(cells) > 1 else cells, line
        _check_header(table, model, faults)
    elif len(cells) != len(table.header):
        table.whole = False
        more = len(cells) > len(table.header)
        message = f"{amount(len(cells), 'cells')}, where the header has {len(table.header)}"
        hint = "put a cell that holds a comma in quotes" if more else ""
        faults.note(Place(table.source, line), message, hint)
    elif table.readable:
        row: dict[str, Any] = dict(zip(table.header, cells, strict=True))
        if not table.sound:  # of equal columns the first counts, as of equal keys
            row = dict(zip(reversed(table.header), reversed(cells), strict=True))
        if "" in cells or not table.sound:
            row = {key: cell for key, cell in row.items() if cell and key in model.model_fields}
        table.rows.append(row)
        table.lines.append(line)


def plain(header: list[str]) -> list[str]:
    """Names of columns as people and spreadsheets vary them, in one form: 'Seat No.' is seat_no, 'ac_no' segment_no."""
    names = [re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_") for name in header]
    return [name if OTHERWISE.get(name, name) in names else OTHERWISE[name] for name in names]


OTHERWISE = {"ac_no": "segment_no"}
"""Other names of columns: an assembly constituency is a segment."""


def _check_header(table: Table, model: type[Record], faults: Faults) -> None:
    """Note what is wrong with the header."""
    columns = tuple(model.model_fields)
    wrong = 0
    seen: set[str] = set()
    for name, place in zip(table.header, _cells(table.source, table.header_line), strict=False):
        if name in seen and not (table.others and name not in columns):
            faults.note(place, f"column '{name}' stands twice")
        elif name not in columns and not table.others:
            wrong += 1
            faults.note(
                place,
                f"unknown column '{shortened(name)}'",
                _separator(table.header) or did_you_mean(name, columns),
            )
        seen.add(name)
    missing = [name for name, form in model.model_fields.items() if form.is_required() and name not in seen]
    for name in () if wrong else missing:  # a column with a wrong name is most likely the one that is missing
        hint = _separator(table.header) or _renamed(name, table.header) if table.others else ""
        faults.note(Place(table.source, table.header_line), f"column '{name}' is missing", hint)
    table.sound = len(seen.intersection(columns)) == len(table.header)
    table.whole = table.readable = not missing


def _renamed(name: str, header: list[str]) -> str:
    """A hint, where another column looks like the one that is missing."""
    near = nearest(name, header)
    return f"is it '{shortened(near[0])}'? Name it '{name}'" if near else ""


def _separator(header: list[str]) -> str:
    """A hint, where a spreadsheet wrote something else than commas between the cells."""
    found = next((char for char in ";\t|" if char in header[0]), "")
    return f"separate the cells by commas, not by {found!r}" if found and len(header) == 1 else ""


def _note_broken(source: Source, start: int, line: int, error: str, faults: Faults) -> None:
    """What csv says is wrong with the row that starts on line `start`; an open quote swallows all
    that follows.
    """
    if error.startswith("field larger"):
        longest = f"{csv.field_size_limit():,}"
        faults.note(
            Place(source, start),
            f"a cell of more than {longest} characters; is a quote in it never closed?",
        )
    elif error.startswith("unexpected end"):
        *_, place = _cells(source, start)
        faults.note(
            place,
            "the quote that opens here is never closed",
            'a quote inside a cell is written ""',
        )
    else:
        faults.note(Place(source, line), f"not a CSV table: {error}", 'a quote inside a cell is written ""')
