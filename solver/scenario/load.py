"""How does a scenario file become a checked `Scenario`, or the full list of its mistakes?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from solver.facts import Facts
from solver.fields import Record
from solver.goals import CATALOGUE as GOALS
from solver.goals import Goal
from solver.goals.value import Cell
from solver.problems import Path, Problem, check_known, did_you_mean, unknown
from solver.rules import CATALOGUE as RULES
from solver.rules import Rule
from solver.scenario import tables
from solver.scenario.checks import Indexed, check_facts
from solver.scenario.form import KEYS, NEEDED, SECTIONS, Head, Option, problems_of, readable_id
from solver.scenario.source import Fault, Place, ScenarioError, Source
from solver.scenario.whatif import Scenario, Switch
from solver.scenario.yaml import Document, parse

Kind = TypeVar("Kind", bound=Record)


def load(path: str | PathLike[str]) -> Scenario:
    """Read a scenario file and the tables it names.

    Raises:
        ScenarioError: with every mistake found, each with its place.
    """
    file = FilePath(path)
    return loads(tables.read_text(file, str(path)), name=str(path), folder=file.parent)


def loads(text: str, *, name: str = "<text>", folder: str | PathLike[str] = ".") -> Scenario:
    """Read a scenario from text; tables are looked for in `folder` and below.

    Raises:
        ScenarioError: with every mistake found, each with its place.
    """
    return _Reader(parse(Source(name, text)), FilePath(folder)).scenario()


class _Reader:
    """Collects what can be read and every fault on the way."""

    def __init__(self, document: Document, folder: FilePath) -> None:
        self.document = document
        self.folder = folder
        self.tables: dict[Path, tables.Table] = {}
        self.faults: list[Fault] = []
        data = document.root.data()
        if not isinstance(data, dict):
            raise ScenarioError([Fault(document.place(()), "expected a mapping with parties, seats and rules")])
        self.data: dict[str, Any] = data

    def scenario(self) -> Scenario:
        """The scenario, or a `ScenarioError` with every fault."""
        for key in self.data:
            if key not in KEYS:
                self._report(Problem((key,), f"unknown key '{key}'", did_you_mean(key, KEYS), at_key=True))
        for key in NEEDED:
            if key not in self.data:
                self._report(Problem((), f"'{key}' is missing"))
        head = self._record((), {key: self.data[key] for key in Head.model_fields if key in self.data}, Head)
        sections = {name: self._section(name, model) for name, model in SECTIONS.items()}
        facts = self._facts(sections, head)
        sound = not self.faults
        rules = self._rules(facts, sound)
        switches = self._switches(facts, {rule.id for _, rule in rules})
        goals = self._goals(facts, sound)
        if self.faults or head is None:
            raise ScenarioError(sorted(self.faults, key=self._order))
        return Scenario(
            title=head.title,
            facts=facts,
            rules=tuple(rule for _, rule in rules),
            switches=switches,
            goals=goals,
            as_of=head.as_of,
            note=head.note,
        )

    def _facts(self, sections: dict[str, Indexed], head: Head | None) -> Facts:
        """Facts from all that could be read; checked with stand-ins for records that have an id but a fault."""
        found = {name: tuple(item for _, item in items) for name, items in sections.items()}
        standing_in = {name: found[name] + tuple(self._stand_ins(name, found[name])) for name in NEEDED + ("elections",)}
        lenient = Facts(**{**found, **standing_in})
        self._report(*check_facts(sections, lenient, head.as_of if head else None))
        return lenient

    def _stand_ins(self, name: str, read: Iterable[Any]) -> Iterable[Any]:
        known = {item.id for item in read}
        for item in self._items(name):
            found = readable_id(item)
            if found is not None and found not in known:
                yield SECTIONS[name].model_construct(**{"id": found, **_DEFAULTS[name]})

    def _items(self, name: str) -> list[Any]:
        """The raw records of a list, read from its table where it has one."""
        table = self.tables.get((name,))
        raw = table.rows if table else self.data.get(name)
        return raw if isinstance(raw, list) else []

    def _section(self, name: str, model: type[Record]) -> Indexed:
        self._open_table((name,), self.data.get(name), model)
        raw = self.data.get(name)
        if raw is not None and not isinstance(raw, list | dict):
            self._report(Problem((name,), "expected a list, or {table: FILE}"))
        return self._records((name,), self._items(name), model)

    def _open_table(self, path: Path, value: Any, model: type[Record]) -> None:
        """Read `{table: FILE}` at `path`, if that is what stands there."""
        if not isinstance(value, dict):
            return
        if set(value) != {"table"} or not isinstance(value["table"], str):
            self._report(Problem(path, "expected a list, or {table: FILE}"))
            return
        name = str(value["table"])
        file = (self.folder / name).resolve() if "\0" not in name else self.folder
        if FilePath(name).is_absolute() or not file.is_relative_to(self.folder.resolve()):
            hint = "name a file in the scenario's folder or below, by a relative path"
            self._report(Problem((*path, "table"), f"table '{name}' lies outside the scenario's folder", hint))
            return
        if not file.is_file():
            near = did_you_mean(name, sorted(_tables_below(self.folder)))
            self._report(Problem((*path, "table"), f"no table '{name}' beside the scenario", near))
            return
        try:
            shown = str(self.folder / name)
            self.tables[path] = tables.read(file, shown, tuple(model.model_fields))
        except ScenarioError as error:
            self.faults.extend(error.faults)

    def _records(self, path: Path, raw: list[Any], model: type[Record]) -> Indexed:
        """All records of a list that can be read, with their index; the others are reported."""
        try:
            items = TypeAdapter(list[model]).validate_python(raw)  # type: ignore[valid-type]  # a type at run time
            return list(enumerate(items))
        except ValidationError:
            read = ((index, self._record((*path, index), item, model)) for index, item in enumerate(raw))
            return [(index, item) for index, item in read if item is not None]

    def _record(self, path: Path, raw: Any, model: type[Kind]) -> Kind | None:
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self._report(*(problem.under(*path) for problem in problems_of(error, model)))
            return None

    def _by_kind(self, path: Path, raw: Any, catalogue: Mapping[str, type[Kind]]) -> Kind | None:
        """A rule or goal, of the class that its `kind` names."""
        if not isinstance(raw, dict):
            self._report(Problem(path, "expected a mapping with 'kind'"))
            return None
        kind = raw.get("kind")
        if not isinstance(kind, str):
            self._report(Problem(path, "'kind' is missing", f"known: {', '.join(catalogue)}"))
            return None
        if kind not in catalogue:
            self._report(unknown((*path, "kind"), "kind", kind, catalogue))
            return None
        return self._record(path, {**raw, "kind": str(kind)}, catalogue[kind])

    def _list(self, name: str) -> list[Any]:
        raw = self.data.get(name)
        if raw is not None and not isinstance(raw, list):
            self._report(Problem((name,), "expected a list"))
        return raw if isinstance(raw, list) else []

    def _rules(self, facts: Facts, sound: bool) -> list[tuple[int, Rule]]:
        read = ((i, self._by_kind(("rules", i), raw, RULES)) for i, raw in enumerate(self._list("rules")))
        rules = [(index, rule) for index, rule in read if rule is not None]
        first: dict[str, int] = {}
        for index, rule in rules:
            if first.setdefault(rule.id, index) != index:
                where = self._place(Problem(("rules", first[rule.id], "id"), "")).line
                self._report(Problem(("rules", index, "id"), f"rule id '{rule.id}' is used twice", f"first on line {where}"))
            self._check(("rules", index), rule.problems(facts), sound)
        self._report(*_mixed_units(rules))
        return rules

    def _goals(self, facts: Facts, sound: bool) -> tuple[Goal, ...]:
        goals = []
        for index, raw in enumerate(self._list("goals")):
            path: Path = ("goals", index)
            if isinstance(raw, dict) and isinstance(raw.get("cells"), dict):
                self._open_table((*path, "cells"), raw["cells"], Cell)
                table = self.tables.get((*path, "cells"))
                if table is None:
                    continue
                raw = {**raw, "cells": table.rows}
            goal = self._by_kind(path, raw, GOALS)
            if goal is not None:
                goals.append(goal)
                self._check(path, goal.problems(facts), sound)
        return tuple(goals)

    def _switches(self, facts: Facts, rules: set[str]) -> tuple[Switch, ...]:
        raw = self.data.get("switches")
        if raw is not None and not isinstance(raw, dict):
            self._report(Problem(("switches",), "expected a mapping: switch, then option"))
        known = rules | {name for item in self._list("rules") if (name := readable_id(item))}
        return tuple(
            Switch(name, self._options(name, options, facts, known))
            for name, options in (raw.items() if isinstance(raw, dict) else ())
        )

    def _options(self, switch: str, raw: Any, facts: Facts, rules: set[str]) -> tuple[tuple[str, Option], ...]:
        path: Path = ("switches", switch)
        if not isinstance(raw, dict) or not raw:
            self._report(Problem(path, "expected options, such as {in: {rules: [...]}, out: {parties_out: [...]}}"))
            return ()
        options = []
        for name, value in raw.items():
            option = self._record((*path, name), {} if value is None else value, Option)
            if option is not None:
                options.append((name, option))
                self._report(*check_known((*path, name, "rules"), "rule", option.rules, sorted(rules)))
                contesting = [party.id for party in facts.parties if party.contests]
                self._report(*check_known((*path, name, "parties_out"), "contesting party", option.parties_out, contesting))
        return tuple(options)

    def _check(self, path: Path, problems: Iterable[Problem], sound: bool) -> None:
        self._report(*(problem.under(*path) for problem in problems if sound or not problem.derived))

    def _report(self, *problems: Problem) -> None:
        self.faults.extend(Fault(self._place(one), one.message, one.hint) for one in problems)

    def _place(self, problem: Problem) -> Place:
        for length in range(len(problem.path), 0, -1):
            table = self.tables.get(problem.path[:length])
            if table is not None:
                return table.place(problem.path[length:], at_key=problem.at_key)
        return self.document.place(problem.path, at_key=problem.at_key)

    def _order(self, fault: Fault) -> tuple[bool, str, int, int]:
        place = fault.place
        return (place.source is not self.document.source, place.source.name, place.line, place.column)


_DEFAULTS: dict[str, dict[str, Any]] = {
    "parties": {"name": None, "contests": True, "colour": None},
    "seats": {"name": None, "region": None, "reserved": None, "tile": None},
    "elections": {"date": None, "name": None},
}


def _tables_below(folder: FilePath) -> Iterable[str]:
    return (str(file.relative_to(folder)) for pattern in ("*.csv", "*/*.csv") for file in folder.glob(pattern))


def _mixed_units(rules: Iterable[tuple[int, Rule]]) -> Iterable[Problem]:
    """Shortfalls in different units cannot be added up unless every wish of that priority says what one unit costs."""
    by_priority: dict[int, list[tuple[int, Rule]]] = {}
    for index, rule in rules:
        if not rule.must:
            by_priority.setdefault(rule.priority, []).append((index, rule))
    for priority, group in by_priority.items():
        units = sorted({rule.unit for _, rule in group})
        silent = next((index for index, rule in group if "weight" not in rule.model_fields_set), None)
        if len(units) > 1 and silent is not None:
            message = f"priority {priority} adds up {' and '.join(units)}, so each of its rules needs a weight"
            yield Problem(("rules", silent), message, "give every rule of this priority its 'weight'")


