"""How do CSV tables become pacts to predict, or the full list of their mistakes?

Four tables, told apart by their columns: a pact (`seat_no, party`), what its partners had before (`seat_no, partner,
prev_year`), full results (`seat_no, party, votes`) of the election that is predicted or of earlier ones, and votes of
earlier assembly elections by segment (`segment_no, seat_no, party, votes`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files as resources
from pathlib import Path

from pydantic import ValidationError

from solver.backtest.gathered import Gathered, Read
from solver.backtest.pact import Pact
from solver.backtest.records import BySegment, Contested, Earlier, Return
from solver.fields import Record
from solver.problems import Path as Keys
from solver.problems import Problem
from solver.scenario import tables
from solver.scenario.files import read_text
from solver.scenario.form import problems_of
from solver.scenario.source import Faults, Place, Source, check_characters

SHIPPED = ("pacts.csv", "results.csv")
"""Tables that come with the package, in `solver/backtest/data`."""


MOST_OF_COLUMN = 20
"""Mistakes of one column told one by one."""

FORMS = (
    "a pact has pact_id, seat_no, seat, party; earlier results seat_no, partner, prev_year, votes, vote_share, "
    "position; results seat_no, party, votes; assembly votes year, segment_no, seat_no, party, votes"
)


def shipped_pacts() -> tuple[Pact, ...]:
    """The pacts of Uttar Pradesh 2019 and 2024, from the tables that come with the package."""
    folder = resources("solver.backtest") / "data"
    return read_pacts((name, (folder / name).read_text("utf-8")) for name in SHIPPED)


def load_pacts(paths: Iterable[str | Path]) -> tuple[Pact, ...]:
    """Read pacts from CSV files.

    Raises:
        ScenarioError: with every mistake and its place.
    """
    return read_pacts((str(path), read_text(Path(path), str(path))) for path in paths)


def read_pacts(texts: Iterable[tuple[str, str]]) -> tuple[Pact, ...]:
    """As `load_pacts`, from (name, text) of each file.

    Raises:
        ScenarioError: as `load_pacts`.
    """
    sources = [Source(name, text.removeprefix("\ufeff")) for name, text in texts]
    faults = Faults(sources[0].name if sources else "<no file>")
    for source in sources:
        check_characters(source)
    kinds = [(source, _kind(source, faults)) for source in sources]
    read = [_read(source, kind, faults) for source, kind in kinds if kind is not None]
    if Contested not in [kind for _, kind in kinds] and not len(faults):
        read += [_read(one.table.source, Contested, faults) for one in read if _one_each(one)]
    if not any(one.rows for one in read if one.kind is Contested) and not len(faults):
        hint = "add a table with the columns pact_id, seat_no, seat, party, and a row for each seat"
        faults.note(Place(sources[0] if sources else Source("<no file>", "")), "no table of a pact is given", hint)
    if len(faults):
        raise faults.error()
    return Gathered(read, faults).pacts()


def _one_each(read: Read) -> bool:
    """Whether results are those of one candidate in each seat of a pact: then they say too who contested it."""
    seats = [(row.pact_id, row.seat_no) for _, row in read.rows] if read.kind is Return else []
    return bool(seats) and all(pact is not None for pact, _ in seats) and len(set(seats)) == len(seats)


def _kind(source: Source, faults: Faults) -> type[Record] | None:
    """What a table is about, by the columns of its header."""
    try:
        header = set(tables.plain(next(csv.reader(io.StringIO(source.text)), [])))
    except csv.Error:
        header = set()
    if "segment_no" in header:
        return BySegment
    if header & {"partner", "prev_year"}:
        return Earlier
    if "party" in header or "seat_no" in header:
        return Return if "votes" in header else Contested
    separated = " (separate the cells by commas)" if re.search(r"[;\t|]", source.line(1)) else ""
    faults.note(Place(source), f"none of the tables that are known{separated}", FORMS)
    return None


def _read(source: Source, kind: type[Record], faults: Faults) -> Read:
    """All sound rows of a table; what is wrong with the others is noted."""
    table = tables.parse(source, kind, faults, others=True)
    return Read(kind, table, tuple(_records(table, kind, faults)))


def _records(table: tables.Table, kind: type[Record], faults: Faults) -> Iterator[tuple[int, Record]]:
    wrong: dict[Keys, list[tuple[int, Problem]]] = {}
    for index, row in enumerate(table.rows):
        try:
            yield index, kind.model_validate(row)
        except ValidationError as error:
            for problem in problems_of(error, kind):
                wrong.setdefault(problem.path, []).append((index, problem))
    for found in wrong.values():
        _note(found, table, faults)


def _note(found: Sequence[tuple[int, Problem]], table: tables.Table, faults: Faults) -> None:
    """The mistakes of one column: each with its place, but of many the first ones and how many more there are."""
    for index, problem in found[:MOST_OF_COLUMN]:
        faults.note(table.place((index, *problem.path)), problem.message, problem.hint)
    if len(found) > MOST_OF_COLUMN:
        index, problem = found[MOST_OF_COLUMN]
        more = len(found) - MOST_OF_COLUMN
        faults.note(table.place((index, *problem.path)), f"{problem.message}; from here on {more} such cells in all")
