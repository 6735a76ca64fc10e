"""How does a scenario file become a checked `Scenario`, or the full list of its mistakes?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from os import PathLike
from pathlib import Path as FilePath
from typing import Any

from solver.assumptions import Assumptions
from solver.facts import Facts
from solver.goals import CATALOGUE as GOALS
from solver.goals import Goal
from solver.lookups.values import Cell
from solver.odds.checks import problems_of_odds
from solver.problems import Path, Problem, did_you_mean, nearest
from solver.reading import Block, shortened, shown
from solver.rules import CATALOGUE as RULES
from solver.rules import Rule
from solver.scenario.checks import check_facts, check_units
from solver.scenario.files import read_text
from solver.scenario.form import KEYS, NAMED_BY, NEEDED, NEEDED_BY, ODDS, SECTIONS, Head, readable_id
from solver.scenario.partial import Part
from solver.scenario.records import Records
from solver.scenario.source import Faults, Source
from solver.scenario.sweep_section import read_sweep
from solver.scenario.switches import read_switches
from solver.scenario.tree import Document
from solver.scenario.whatif import Scenario
from solver.scenario.yaml import parse


def load(path: str | PathLike[str]) -> Scenario:
    """Read a scenario file and the tables it names.

    Raises:
        ScenarioError: with every mistake found, each with its place.
    """
    file = FilePath(path)
    return loads(read_text(file, str(path)), name=str(path), folder=file.parent)


def loads(text: str, *, name: str = "<text>", folder: str | PathLike[str] = ".") -> Scenario:
    """Read a scenario from text; tables are looked for in `folder` and below.

    Raises:
        ScenarioError: with every mistake found, each with its place.
    """
    faults = Faults(name)
    document = parse(Source(name, text.removeprefix("\ufeff")), faults)
    return _Reader(document, FilePath(folder), faults).scenario()


class _Reader:
    """Reads section after section; each one knows what those before it made known."""

    def __init__(self, document: Document, folder: FilePath, faults: Faults) -> None:
        self.records = Records(document, folder, faults)
        self.faults = faults
        self.sound = True
        """False where the facts are not what the file means, so that what follows from them is not
        worth telling.
        """
        data = document.root.data()
        if not isinstance(data, Block):
            self.records.report(Problem((), f"expected a mapping with parties, seats and rules, found {shown(data)}"))
            raise faults.error()
        self.data = data

    def scenario(self) -> Scenario:
        """The scenario.

        Raises:
            ScenarioError: with every fault.
        """
        self._keys()
        head = self._head()
        facts = self._facts(head)
        facts = replace(facts, odds=self._odds(facts))
        rules = self._rules(facts)
        switches = read_switches(self.records, self.data.get("switches"), facts, self._rule_ids())
        goals = tuple(self._goals(facts))
        scenario = Scenario(
            title=head.title,
            facts=facts,
            rules=tuple(rule for _, rule in rules),
            switches=switches,
            goals=goals,
            as_of=head.as_of,
            note=head.note,
        )
        axes = read_sweep(self.records, self.data.get("sweep"), scenario, self._rule_ids())
        if self.faults:
            raise self.faults.error()
        return replace(scenario, sweep=axes)

    def _keys(self) -> None:
        """Sections that are misspelt, doubled or missing: what they name is not known."""
        lost = set(self.records.document.root.doubled)
        for key in self.data:
            if key not in KEYS:
                lost.update(one for one in nearest(key, KEYS) if one not in self.data)
                hint = did_you_mean(key, KEYS)
                self.records.report(Problem((key,), f"unknown key '{shortened(key)}'", hint, at_key=True))
        needed = [
            *NEEDED,
            *(key for name, keys in NEEDED_BY.items() if self.data.get(name) is not None for key in keys),
        ]
        for key in dict.fromkeys(needed):
            if self.data.get(key) is None and key not in lost:
                self.records.report(Problem((), f"'{key}' is missing"))
                lost.add(key)
        for key in lost:
            self.records.unsure.update(NAMED_BY.get(key, ()))
        self.sound = not lost.intersection(SECTIONS)

    def _head(self) -> Head:
        raw = Block({key: self.data[key] for key in Head.model_fields if key in self.data})
        part, _ = self.records.read((), raw, Head)
        return part.record if part else Head()

    def _facts(self, head: Head) -> Facts:
        """Facts from all that could be read, at least in part."""
        before = len(self.faults)
        sections = {name: self.records.section(name, self.data.get(name), model) for name, model in SECTIONS.items()}
        found = {name: tuple(item for _, item in one.items) for name, one in sections.items()}
        facts = Facts(**found)  # type: ignore[arg-type]  # the sections are the fields of Facts
        self.records.report(*check_facts(sections, facts, head.as_of))
        self.sound = self.sound and len(self.faults) == before
        return facts

    def _odds(self, facts: Facts) -> Assumptions | None:
        """What is assumed about votes; None where nothing is, or where it cannot be read (then goals that need it
        are not blamed).
        """
        if self.data.get(ODDS) is None:
            return None
        part, sound = self.records.read((ODDS,), self.data[ODDS], Assumptions)
        if part is not None:
            found = list(problems_of_odds(part.record, facts))
            named = [problem for problem in found if part.tells(problem)]
            told = found if sound and self.sound and not named else named
            self.records.report(*(problem.under(ODDS) for problem in told))
            sound = sound and not told
        if not sound:
            self.records.unsure.add("odds")
        return part.record if part is not None and sound else None

    def _list(self, name: str) -> list[Any]:
        raw = self.data.get(name)
        if raw is not None and not isinstance(raw, list):
            self.records.report(Problem((name,), f"expected a list, found {shown(raw)}"))
            self.records.unsure.update(NAMED_BY.get(name, ()))
        return self._listed(name)

    def _listed(self, name: str) -> list[Any]:
        raw = self.data.get(name)
        return raw if isinstance(raw, list) else []

    def _rules(self, facts: Facts) -> list[tuple[int, Rule]]:
        rules = []
        for index, raw in enumerate(self._list("rules")):
            part, sound = self.records.by_kind(("rules", index), self._with_cells(("rules", index), raw), RULES)
            if part is not None:
                self._check(("rules", index), part, facts, sound)
                rules.append((index, part.record))
        self.records.report(*check_units(rules))
        return rules

    def _rule_ids(self) -> tuple[str, ...]:
        """Ids of all rules, of those too that could not be read."""
        first: dict[str, int] = {}
        for index, raw in enumerate(self._listed("rules")):
            name = readable_id(raw)
            if name is None:
                self.records.unsure.add("rule")
            elif first.setdefault(name, index) != index:
                path, before = ("rules", index, "id"), ("rules", first[name], "id")
                message = f"rule id '{name}' is used twice"
                self.records.report(Problem(path, message, first=before))
        return tuple(first)

    def _goals(self, facts: Facts) -> Iterator[Goal]:
        for index, raw in enumerate(self._list("goals")):
            path: Path = ("goals", index)
            part, sound = self.records.by_kind(path, self._with_cells(path, raw), GOALS)
            if part is not None:
                self._check(path, part, facts, sound)
                yield part.record

    def _with_cells(self, path: Path, raw: Any) -> Any:
        """The rule or goal with the rows of its table in place of `{table: FILE}`, wherever it has `cells`."""
        if isinstance(raw, dict) and isinstance(raw.get("values"), dict):
            raw = Block({**raw, "values": self._with_cells((*path, "values"), raw["values"])})
        if not isinstance(raw, dict) or not isinstance(raw.get("cells"), dict):
            return raw
        table = self.records.open_table((*path, "cells"), raw["cells"], Cell)
        return Block({**raw, "cells": table.handed_over() if table else []})

    def _check(self, path: Path, part: Part, facts: Facts, sound: bool) -> None:
        """Report what is wrong with a rule or goal; `sound` is false where it is read in part."""
        found = list(part.record.problems(facts))
        named = [problem for problem in found if part.tells(problem)]
        told = found if sound and self.sound and not named else named
        self.records.report(*(problem.under(*path) for problem in told))
