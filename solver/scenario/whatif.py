"""What does a scenario mean once every switch is set: which rules apply, and who is in the pact?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from solver.facts import Facts
from solver.fields import Scalar
from solver.goals import Goal
from solver.problems import Problem, did_you_mean
from solver.rules import Rule
from solver.scenario.form import Option, problems_of
from solver.scenario.source import ScenarioError, Source
from solver.scenario.yaml import parse


class SettingError(ValueError):
    """A `--set` or `--drop` that cannot be carried out."""


@dataclass(frozen=True)
class Switch:
    """A choice between options; the first one is the default."""

    name: str
    options: tuple[tuple[str, Option], ...]

    def option(self, name: str) -> Option:
        """The option of this name.

        Raises:
            SettingError: if there is none.
        """
        known = dict(self.options)
        if name not in known:
            raise SettingError(_with_hint(f"switch '{self.name}' has no option '{name}'", name, known))
        return known[name]


@dataclass(frozen=True)
class Scenario:
    """A checked scenario file: facts, all rules, switches, goals; nothing chosen yet."""

    title: str
    facts: Facts
    rules: tuple[Rule, ...] = ()
    switches: tuple[Switch, ...] = ()
    goals: tuple[Goal, ...] = ()
    as_of: date | None = None
    note: str | None = None

    def what_if(self, settings: Mapping[str, str] | None = None, drop: Iterable[str] = ()) -> WhatIf:
        """The scenario with its switches set, some fields of rules changed, some rules dropped.

        Args:
            settings: option by switch name, or value by 'rule.field' (as it would stand in the file).
            drop: ids of rules to leave out.

        Raises:
            SettingError: for an unknown switch, option, rule or field, a value that does not fit, or a pact
                with no party left.
        """
        settings = dict(settings or {})
        chosen = {switch.name: switch.options[0][0] for switch in self.switches}
        chosen.update({name: value for name, value in settings.items() if name in chosen})
        changes = {name: value for name, value in settings.items() if name not in chosen}
        options = [switch.option(chosen[switch.name]) for switch in self.switches]
        facts = self.facts.without(party for option in options for party in option.parties_out)
        if not facts.contesting:
            raise SettingError("with these switches every party is out of the pact")
        rules = _changed(self.rules, changes, self, facts)
        kept = _without(rules, drop)
        return WhatIf(self, chosen, facts, tuple(self._applying(kept, options)))

    def _applying(self, rules: Iterable[Rule], chosen: Iterable[Option]) -> Iterator[Rule]:
        named = {rule for switch in self.switches for _, option in switch.options for rule in option.rules}
        wanted = {rule for option in chosen for rule in option.rules}
        return (rule for rule in rules if rule.id not in named or rule.id in wanted)


@dataclass(frozen=True)
class WhatIf:
    """One what-if: the facts with some parties out, and the rules that apply, in file order."""

    scenario: Scenario = field(repr=False)
    switches: dict[str, str]
    facts: Facts = field(repr=False)
    rules: tuple[Rule, ...]

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals, in order."""
        return self.scenario.goals

    @property
    def musts(self) -> tuple[Rule, ...]:
        """Rules that always hold."""
        return tuple(rule for rule in self.rules if rule.must)

    @property
    def wishes(self) -> tuple[Rule, ...]:
        """Rules that may give way."""
        return tuple(rule for rule in self.rules if not rule.must)

    @cached_property
    def digest(self) -> str:
        """A hash of all that the answer depends on, the same however the file is laid out."""
        facts = self.facts
        meaning = [
            [[list(record.__dict__.values()) for record in section] for section in (
                facts.parties, facts.seats, facts.elections, facts.results, facts.legislators
            )],
            sorted(facts.out),
            [rule.model_dump(mode="json", exclude_unset=True) for rule in self.rules],
            [goal.model_dump(mode="json", exclude_unset=True) for goal in self.goals],
        ]
        text = json.dumps(meaning, sort_keys=True, separators=(",", ":"), default=str)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _with_hint(message: str, name: str, known: Iterable[str]) -> str:
    hint = did_you_mean(name, known)
    return f"{message}; {hint}" if hint else message


def _without(rules: tuple[Rule, ...], drop: Iterable[str]) -> tuple[Rule, ...]:
    known = {rule.id for rule in rules}
    dropped = set(drop)
    for name in sorted(dropped - known):
        raise SettingError(_with_hint(f"no rule '{name}' to drop", name, known))
    return tuple(rule for rule in rules if rule.id not in dropped)


def _changed(rules: tuple[Rule, ...], changes: Mapping[str, str], scenario: Scenario, facts: Facts) -> tuple[Rule, ...]:
    """The rules with fields set anew; a rule id may itself hold dots, so the longest one that fits is taken."""
    by_id = {rule.id: rule for rule in rules}
    for name, value in changes.items():
        owner = max((rule for rule in by_id if name.startswith(f"{rule}.")), key=len, default=None)
        if owner is None:
            known = [*(switch.name for switch in scenario.switches), *(f"{rule}." for rule in by_id)]
            raise SettingError(_with_hint(f"no switch or rule '{name}'", name.split(".")[0], known))
        by_id[owner] = _with_field(by_id[owner], name.removeprefix(f"{owner}.").split("."), value, facts)
    return tuple(by_id[rule.id] for rule in rules)


def _with_field(rule: Rule, path: list[str], value: str, facts: Facts) -> Rule:
    place = f"{rule.id}.{'.'.join(path)}={value}"
    data = rule.model_dump(mode="json", exclude_unset=True)
    target: Any = data
    for part in path[:-1]:
        target = target.get(part) if isinstance(target, dict) else None
    if not isinstance(target, dict) or path == ["id"] or path == ["kind"]:
        raise SettingError(f"{place}: rule '{rule.id}' has no such field to set")
    target[path[-1]] = _value(place, value)
    try:
        changed = type(rule).model_validate(data)
    except ValidationError as error:
        problems: Iterable[Problem] = problems_of(error, type(rule))
    else:
        problems = changed.problems(facts)
        rule = changed
    found = [f"{problem.message}; {problem.hint}" if problem.hint else problem.message for problem in problems]
    if found:
        raise SettingError(f"{place}: {'; '.join(found)}")
    return rule


def _value(place: str, text: str) -> Any:
    """A value as it would stand in the file."""
    if not text.strip():
        return Scalar("", plain=False)
    try:
        return parse(Source("value", text)).root.data()
    except ScenarioError as error:
        raise SettingError(f"{place}: {error.faults[0].message}") from None
