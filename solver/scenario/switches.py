"""Which switches does a scenario file have, and do their options name what is there?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from solver.facts import Facts
from solver.problems import Path, Problem, check_known
from solver.reading import read_id, shown
from solver.scenario.form import Option
from solver.scenario.records import Records
from solver.scenario.whatif import Switch


def read_switches(records: Records, raw: Any, facts: Facts, rules: Iterable[str]) -> tuple[Switch, ...]:
    """The switches that can be read; what is wrong is reported to `records`. `rules` are the ids of
    all rules.
    """
    if raw is not None and not isinstance(raw, dict):
        records.report(Problem(("switches",), f"expected a mapping: switch, then option; found {shown(raw)}"))
        return ()
    reader = _Options(records, facts, tuple(rules))
    return tuple(Switch(name, tuple(reader.read(("switches", name), value))) for name, value in (raw or {}).items())


class _Options:
    """Reads the options of one switch after the other."""

    def __init__(self, records: Records, facts: Facts, rules: tuple[str, ...]) -> None:
        self.records = records
        self.rules = rules
        self.parties = tuple(facts.party)
        self.contesting = tuple(party.id for party in facts.parties if party.contests)

    def read(self, path: Path, raw: Any) -> Iterator[tuple[str, Option]]:
        """Name and content of each option; one with nothing in it is a position in which no rule is
        added.
        """
        self._name(path, "a switch", "=,")
        if not isinstance(raw, dict) or not raw:
            form = "{in: {rules: [...]}, out: {parties_out: [...]}}"
            self.records.report(Problem(path, f"expected options, such as {form}; found {shown(raw or None)}"))
            return
        for name, value in raw.items():
            self._name((*path, name), "an option", ",")
            part, _ = self.records.read((*path, name), {} if value is None else value, Option)
            if part is not None:
                self.records.report(*(problem.under(*path, name) for problem in self._problems(part.record)))
                yield name, part.record

    def _name(self, path: Path, what: str, marks: str) -> None:
        """Names of switches and options are ids, because they are typed in `--set NAME=OPTION,...`;
        so `marks` cannot stand in them.
        """
        name = str(path[-1])
        found = next((mark for mark in name if mark in marks), None)
        try:
            read_id(name)
        except ValueError as error:
            self.records.report(Problem(path, str(error), at_key=True))
        else:
            if found is not None:
                message = f"'{found}' may not stand in the name of {what}, found {shown(name)}"
                self.records.report(Problem(path, message, "'--set' could not tell where it ends", at_key=True))

    def _problems(self, option: Option) -> Iterator[Problem]:
        yield from check_known(("rules",), "rule", option.rules, self.rules)
        yield from check_known(("parties_out",), "party", option.parties_out, self.parties)
        for party in option.parties_out:
            if party in self.parties and party not in self.contesting:
                message = f"{party} does not contest, so it cannot be out"
                yield Problem(("parties_out",), message, "name a contesting party", name=party)
        if self.contesting and set(self.contesting) <= set(option.parties_out):
            yield Problem(
                ("parties_out",),
                "every party would be out of the pact",
                "leave one in",
                kind="party",
            )
