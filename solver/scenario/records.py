"""Which records of a scenario file and its tables can be read, and where is each mistake in the
others?
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from solver.fields import Record
from solver.problems import Path, Problem, unknown
from solver.reading import Block, shortened, shown
from solver.scenario import tables
from solver.scenario.files import beside
from solver.scenario.form import NAMED_BY, Section, problems_of
from solver.scenario.partial import Part, part_of
from solver.scenario.source import Faults, Place
from solver.scenario.tree import Document

Kind = TypeVar("Kind", bound=Record)
LIST_OR_TABLE = "expected a list, or {table: FILE}"


class Records:
    """Reads records of one scenario file, and collects every fault on the way.

    A record with a wrong field is read without it where that is possible, because the rest of it
    may be wrong too, and because others name it; no scenario comes out then, so nobody takes the
    part for the whole.
    """

    def __init__(self, document: Document, folder: FilePath, faults: Faults) -> None:
        self.document = document
        self.folder = folder
        self.faults = faults
        self.tables: dict[Path, tables.Table] = {}
        self.unsure: set[str] = set()
        """Kinds of names of which not all could be read, so that a name may well be known."""

    def report(self, *problems: Problem) -> None:
        """Note problems at their places, but for unknown names that may well be known."""
        for problem in problems:
            if problem.kind not in self.unsure:
                hint = problem.hint
                if problem.first is not None:
                    hint = f"first on line {self.place(Problem(problem.first, '')).line}"
                self.faults.note(self.place(problem), problem.message, hint)

    def place(self, problem: Problem) -> Place:
        """Where a problem sits, in the file or in a table."""
        path = problem.path
        for length in range(len(path), 0, -1):
            table = self.tables.get(path[:length])
            if table is not None:
                return table.place(path[length:], at_key=problem.at_key)
        return self.document.place(path, at_key=problem.at_key, name=problem.name)

    def section(self, name: str, raw: Any, model: type[Record]) -> Section:
        """The records of a list of facts, inline or in a table."""
        section = self._section((name,), raw, model)
        if not section.whole:
            self.unsure.update(NAMED_BY.get(name, ()))
        if name == "seats":
            self._note_lost_words(section)
        return section

    def _section(self, path: Path, raw: Any, model: type[Record]) -> Section:
        if isinstance(raw, list) or raw is None:
            return self.records(path, raw or [], model)
        if isinstance(raw, dict):
            table = self.open_table(path, raw, model)
            return self._rows(path, table, model) if table else Section(whole=False)
        self.report(Problem(path, f"{LIST_OR_TABLE}, found {shown(raw)}"))
        return Section(whole=False)

    def _rows(self, path: Path, table: tables.Table, model: type[Record]) -> Section:
        section = self.records(path, table.rows, model)
        every = frozenset(index for index, _ in section.items)
        partial = section.partial if table.sound else every
        return Section(section.items, partial, section.whole and table.whole, section.rest)

    def _note_lost_words(self, seats: Section) -> None:
        for index, seat in seats.items:
            if index in seats.partial:
                self.unsure.update(["region"] if seat.region is None else [])
                self.unsure.update(["reservation"] if seat.reserved is None else [])

    def open_table(self, path: Path, value: Mapping[str, Any], model: type[Record]) -> tables.Table | None:
        """Read the table that `{table: FILE}` at `path` names; None where there is none."""
        name = value.get("table")
        if set(value) != {"table"} or not isinstance(name, str):
            self.report(Problem(path, LIST_OR_TABLE))
            return None
        file = beside(self.folder, name)
        if not isinstance(file, FilePath):
            self.report(Problem((*path, "table"), *file))
            return None
        self.tables[path] = tables.read(file, str(file), model, self.faults)
        return self.tables[path]

    def records(self, path: Path, raw: list[Any], model: type[Record]) -> Section:
        """All records of a list that can be read, at least in part; what is wrong with the others
        is reported.
        """
        try:
            return Section(list(enumerate(_list_of(model).validate_python(raw))))
        except ValidationError:
            return self._one_by_one(path, raw, model)

    def _one_by_one(self, path: Path, raw: list[Any], model: type[Record]) -> Section:
        """The records of a list of which some cannot be read, each on its own, to know which ones."""
        read = [(index, *self.read((*path, index), item, model)) for index, item in enumerate(raw)]
        known = [(index, part, sound) for index, part, sound in read if part is not None]
        items = [(index, part.record) for index, part, _ in known if not part.unread]
        rest = [(index, part) for index, part, _ in known if part.unread]
        partial = frozenset(index for index, part, sound in known if not part.unread and not sound)
        return Section(items, partial, len(items) == len(raw), rest)

    def read(self, path: Path, raw: Any, model: type[Record]) -> tuple[Part | None, bool]:
        """A record and True; else what can be read of it, or None where that is nothing."""
        try:
            return Part(model.model_validate(raw)), True
        except ValidationError as error:
            self.report(*(problem.under(*path) for problem in problems_of(error, model)))
        return part_of(model, raw), False

    def by_kind(self, path: Path, raw: Any, catalogue: Mapping[str, type[Kind]]) -> tuple[Part | None, bool]:
        """A rule or goal, of the class that its `kind` names, as from `read`."""
        if not isinstance(raw, dict):
            self.report(Problem(path, f"expected a mapping with 'kind', found {shown(raw)}"))
            return None, False
        kind = raw.get("kind")
        if isinstance(kind, str) and kind in catalogue:
            return self.read(path, Block({**raw, "kind": str(kind)}), catalogue[kind])
        if kind is None:
            self.report(Problem(path, "'kind' is missing", f"known: {', '.join(catalogue)}"))
        elif isinstance(kind, str):
            self.report(unknown((*path, "kind"), "kind", shortened(kind), catalogue))
        else:
            self.report(Problem((*path, "kind"), f"expected a kind, found {shown(kind)}"))
        return None, False


@lru_cache
def _list_of(model: type[Record]) -> TypeAdapter[list[Any]]:
    return TypeAdapter(list[model])  # type: ignore[valid-type]  # a type at run time
