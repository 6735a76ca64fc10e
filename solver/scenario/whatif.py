"""What does a scenario mean once every switch is set: which rules apply, and who is in the pact?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from solver import reading
from solver.facts import Facts
from solver.goals import Goal
from solver.goals.welfare import Welfare
from solver.lookups.entitlements import Entitlement
from solver.odds.notices import notices as odds_notices
from solver.rules import Rule
from solver.rules.entitled import EntitledRule
from solver.scenario.form import Option
from solver.scenario.settings import (
    PARTY,
    SettingError,
    assumed_anew,
    changed,
    is_of_odds,
    pact,
    with_hint,
    without,
)

if TYPE_CHECKING:
    from solver.scenario.vary import Varied


@dataclass(frozen=True)
class Switch:
    """A choice between options; the first one is the default."""

    name: str
    options: tuple[tuple[str, Option], ...]

    def option(self, name: object) -> Option:
        """The option of this name.

        Raises:
            SettingError: if there is none.
        """
        known = dict(self.options)
        if not isinstance(name, str):
            raise SettingError(f"switch '{self.name}' has no option {reading.shown(name)}")
        if name not in known:
            raise SettingError(with_hint(f"switch '{self.name}' has no option '{name}'", name, known))
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
    sweep: tuple[Varied, ...] = ()
    """What `seatpact sweep` varies unless it is told otherwise."""

    def what_if(self, settings: Mapping[str, Any] | None = None, drop: Iterable[str] = ()) -> WhatIf:
        """The scenario with its switches set, some fields of rules changed, some rules dropped.

        Args:
            settings: option by switch, or value by 'rule.field' or 'odds.field': text as it would stand in the
                file, or the plain value (number, True, list, dict; None takes the field away); 'in' or 'out' by
                'party.ID', whatever the switches say.
            drop: ids of rules to leave out; text alone is one id.

        Raises:
            SettingError: for an unknown switch, option, rule or field, a value that does not fit,
                or a pact with no party left.
        """
        settings = dict(settings or {})
        for name in settings:
            if not isinstance(name, str):
                raise SettingError(f"expected the name of a switch or 'rule.field', found {reading.shown(name)}")
        chosen = {switch.name: switch.options[0][0] for switch in self.switches}
        chosen.update({name: value for name, value in settings.items() if name in chosen})
        changes = {name: value for name, value in settings.items() if name not in chosen}
        ids = [rule.id for rule in self.rules]
        assumed = {name: changes.pop(name) for name in list(changes) if is_of_odds(name, ids)}
        options = [switch.option(chosen[switch.name]) for switch in self.switches]
        named = pact(changes, self.rules, self.facts)
        facts = self.facts.without(self._out(options, named))
        facts = replace(facts, odds=assumed_anew(facts.odds, assumed, facts)) if assumed else facts
        if not facts.contesting:
            raise SettingError("with these switches every party is out of the pact")
        changes = {name: value for name, value in changes.items() if name not in named}
        rules = changed(self.rules, changes, self.facts, chosen)  # checked as at load, where nobody is out
        kept = without(rules, drop)
        return WhatIf(self, chosen, facts, tuple(self._applying(kept, options)))

    def switch(self, name: str) -> Switch:
        """The switch of this name.

        Raises:
            SettingError: if there is none.
        """
        known = {switch.name: switch for switch in self.switches}
        if name not in known:
            raise SettingError(with_hint(f"no switch '{name}'", name, known))
        return known[name]

    def notices(self) -> Iterator[str]:
        """Where the claimants' numbers differ from the facts, and what to know about the goals' figures."""
        yield from _notices(self.rules, self.goals, self.facts)

    @staticmethod
    def _out(options: Iterable[Option], named: Mapping[str, bool]) -> Iterator[str]:
        """The parties out of the pact: those of the options, and of the names, which come first."""
        taken = {party for option in options for party in option.parties_out}
        taken -= {name.removeprefix(PARTY) for name in named}
        yield from taken
        yield from (name.removeprefix(PARTY) for name, is_in in named.items() if not is_in)

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

    def opened(self, whole: Collection[str] = ()) -> WhatIf:
        """The same what-if with every rule that is one demand a seat put as so many rules, 'rule@seat'.

        Those of `whole` stay as they are, and so does a rule whose parts would take the name of another.
        """
        names = {rule.id for rule in self.rules}
        rules: list[Rule] = []
        for rule in self.rules:
            parts = None if rule.id in whole else rule.opened(self.facts)
            if parts is None or not names.isdisjoint(part.id for part in parts):
                parts = (rule,)
            names.update(part.id for part in parts)
            rules.extend(parts)
        return replace(self, rules=tuple(rules))

    def notices(self) -> Iterator[str]:
        """What a reader should know before trusting the answer to this what-if."""
        yield from _notices(self.rules, self.goals, self.facts)
        for rule in self.rules:
            party = getattr(rule, "party", None)
            if party in self.facts.out:
                yield f"{rule.id}: {party} is out of the pact, so the rule finds no seat; name it in a switch option"

    @cached_property
    def digest(self) -> str:
        """A hash of all that the answer depends on, the same however the file is laid out."""
        facts = self.facts
        meaning = [
            [
                [list(record.__dict__.values()) for record in section]
                for section in (
                    facts.parties,
                    facts.seats,
                    facts.elections,
                    facts.results,
                    facts.legislators,
                )
            ],
            sorted(facts.out),
            [rule.model_dump(mode="json") for rule in self.rules],
            [goal.model_dump(mode="json") for goal in self.goals],
        ]
        if facts.odds is not None:  # so that answers to files without the section keep their digest
            meaning.append([facts.odds.model_dump(mode="json")])
        if facts.segments:
            meaning += [[list(vars(row).values()) for row in part] for part in (facts.segments, facts.segment_results)]
        text = json.dumps(meaning, sort_keys=True, separators=(",", ":"), default=str)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _notices(rules: Iterable[Rule], goals: Iterable[Goal], facts: Facts) -> Iterator[str]:
    if facts.odds is not None:
        yield from odds_notices(facts, facts.odds)
    for rule in rules:
        for what, stated, shown in rule.stated(facts):
            if stated != shown:
                yield f"{rule.id}: the claimant states {stated} ({what}); the facts of this scenario show {shown}"
        if isinstance(rule, EntitledRule):
            yield from _unnamed(rule.id, rule.entitlement, rule.parties(facts))
    for goal in goals:
        yield from goal.notices(facts)
        if isinstance(goal, Welfare):
            yield from _unnamed(goal.kind, goal.entitlement, facts.contesting)


def _unnamed(who: str, entitlement: Entitlement, parties: tuple[str, ...]) -> Iterator[str]:
    unnamed = entitlement.unnamed(parties)
    if unnamed:
        yield f"{who}: the weights do not name {' and '.join(unnamed)}, who count as entitled to nothing"
