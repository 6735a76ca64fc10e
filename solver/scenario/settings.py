"""What do `--set rule.field=value`, `--set odds.field=value` and `--drop rule` make of a scenario?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from solver.assumptions import Assumptions
from solver.facts import Facts
from solver.fields import Record
from solver.odds.checks import problems_of_odds
from solver.problems import Problem, did_you_mean, nearest
from solver.reading import Block
from solver.rules import Rule
from solver.scenario.checks import check_units
from solver.scenario.form import ODDS, problems_of
from solver.scenario.values import file_form, read_value, written

PARTY, IN, OUT = "party.", "in", "out"
"""How a party is put in or out of the pact, whatever the switches say: 'party.BSP=out'."""

MOST_LISTED = 12
"""Known names listed before the rest is counted."""

Changed = TypeVar("Changed", bound=Record)


class SettingError(ValueError):
    """A `--set` or `--drop` that cannot be carried out."""


def with_hint(message: str, name: str, known: Iterable[str], listed: Iterable[str] | None = None) -> str:
    """The message, with the known names that look like this one; else with the first of them, or of those `listed`."""
    known = list(dict.fromkeys(known))
    every = known if listed is None else list(listed)
    near = nearest(name, known)
    if near or not every:
        return f"{message}; {did_you_mean(name, known)}" if near else message
    more = f" and {len(every) - MOST_LISTED:,} more" if len(every) > MOST_LISTED else ""
    return f"{message}; known: {', '.join(every[:MOST_LISTED])}{more}"


def with_names(message: str, name: str, known: Iterable[str]) -> str:
    """The message, with the known names that look like this one; where none does, with all of them."""
    known = tuple(known)
    hinted = with_hint(message, name, known)
    return hinted if hinted != message else f"{message}; there are {', '.join(known)}"


def without(rules: tuple[Rule, ...], drop: Iterable[str]) -> tuple[Rule, ...]:
    """The rules but those to drop; text alone is one id, not its letters.

    Raises:
        SettingError: for one that is not there.
    """
    known = [rule.id for rule in rules]
    dropped = (drop,) if isinstance(drop, str) else tuple(drop)
    for name in dropped:
        if name not in known:
            raise SettingError(with_hint(f"no rule '{name}' to drop", str(name), known))
    return tuple(rule for rule in rules if rule.id not in dropped)


def changed(
    rules: tuple[Rule, ...], changes: Mapping[str, Any], facts: Facts, switches: Iterable[str]
) -> tuple[Rule, ...]:
    """The rules with fields set anew, by 'rule.field'; `switches` are the other names that could
    have been meant.

    Raises:
        SettingError: for a rule or field that is not there, or a value that does not fit.
    """
    by_id = {rule.id: rule for rule in rules}
    wanted: dict[str, list[_Change]] = {}
    for name, value in changes.items():
        owner = _owner(name, by_id, switches)
        wanted.setdefault(owner, []).append(_change(name, owner, value))
    for owner, asked in wanted.items():
        rule = by_id[owner]
        by_id[owner] = _with_fields(rule, f"rule '{rule.id}'", asked, lambda new: new.problems(facts))
    new = tuple(by_id[rule.id] for rule in rules)
    for problem in check_units(enumerate(new)) if changes else ():
        raise SettingError(f"{'; '.join(changes)}: {_said(problem)}")
    return new


def owner_of(name: str, rules: Iterable[Rule], switches: Iterable[str]) -> str:
    """The rule that 'rule.field' is about.

    Raises:
        SettingError: where there is none, or no field is named.
    """
    return _owner(name, (rule.id for rule in rules), switches)


def party_named(name: str, rules: Iterable[Rule], facts: Facts) -> str | None:
    """The contesting party that 'party.ID' names; None for other names, and where a rule goes by the name 'party'.

    Raises:
        SettingError: where there is no such party.
    """
    if not name.startswith(PARTY) or any(name.startswith(f"{rule.id}.") for rule in rules):
        return None
    party, known = name.removeprefix(PARTY), [one.id for one in facts.parties if one.contests]
    if party not in known:
        raise SettingError(with_hint(f"no contesting party '{party}'", party, known))
    return party


def pact(changes: Mapping[str, Any], rules: tuple[Rule, ...], facts: Facts) -> dict[str, bool]:
    """By the names among these settings that put a party in or out of the pact: is it in?

    Raises:
        SettingError: for an unknown party, or another value.
    """
    found = {}
    for name, value in changes.items():
        if party_named(name, rules, facts) is not None:
            if value not in (IN, OUT):
                raise SettingError(f"{name}={written(value)}: expected {IN} or {OUT}")
            found[name] = value == IN
    return found


def assumed_anew(odds: Assumptions | None, changes: Mapping[str, Any], facts: Facts) -> Assumptions | None:
    """What is assumed about votes with fields set anew, by 'odds.field'.

    Raises:
        SettingError: where nothing is assumed, for a field that is not there, or a value that does not fit.
    """
    if not changes:
        return odds
    if odds is None:
        hint = "add 'odds: {elections: {2019: 1}}' to the file"
        raise SettingError(f"{', '.join(changes)}: the scenario has no section 'odds'; {hint}")
    asked = [_change(name, ODDS, value) for name, value in changes.items()]
    return _with_fields(odds, "section 'odds'", asked, lambda new: problems_of_odds(new, facts))


def is_of_odds(name: str, rules: Iterable[str]) -> bool:
    """Whether a setting is of the section 'odds', and not of a rule with such a name."""
    return name.startswith(f"{ODDS}.") and not any(name.startswith(f"{rule}.") for rule in rules)


class _Change(NamedTuple):
    """One field of a rule or section to set, and the setting as it was given."""

    place: str
    path: tuple[str, ...]
    value: Any


def _change(name: str, owner: str, value: Any) -> _Change:
    return _Change(f"{name}={written(value)}", tuple(name.removeprefix(f"{owner}.").split(".")), value)


def _owner(name: str, rules: Iterable[str], switches: Iterable[str]) -> str:
    """The rule that is meant: the longest id that fits, because ids may themselves hold dots."""
    rules = tuple(rules)
    owner = max((rule for rule in rules if name.startswith(f"{rule}.")), key=len, default=None)
    if owner is not None:
        return owner
    if name in rules:
        raise SettingError(f"'{name}' is a rule: set one of its fields, as in {name}.weight=2, or drop it")
    known = (*switches, *rules)
    likely = next((part for part in _beginnings(name) if nearest(part, known)), name)
    raise SettingError(with_hint(f"no switch or rule '{name}'", likely, known))


def _beginnings(name: str) -> Iterator[str]:
    """'a.b.c', 'a.b', 'a'."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def _with_fields(
    record: Changed, name: str, changes: Iterable[_Change], check: Callable[[Changed], Iterable[Problem]]
) -> Changed:
    """The record with all changes made, then checked once: one change alone may not fit yet. What is
    further out is set first, so that their order means nothing.
    """
    data = file_form(record.model_dump(mode="json", exclude_unset=True))
    changes = sorted(changes, key=lambda change: len(change.path))
    for change in changes:
        _set(data, change, name)
    try:
        new = type(record).model_validate(data)
    except ValidationError as error:
        problems = list(problems_of(error, type(record)))
    else:
        problems = list(check(new))
        record = new
    if problems:
        places = ", ".join(change.place for change in _concerned(changes, problems))
        raise SettingError(f"{places}: {'; '.join(_said(problem) for problem in problems)}")
    return record


def _set(data: Any, change: _Change, name: str) -> None:
    target = data
    for part in change.path[:-1]:
        if isinstance(target, dict) and target.get(part) is None:
            target[part] = Block()
        target = target[part] if isinstance(target, dict) else None
    if not isinstance(target, dict) or change.path in (("id",), ("kind",)):
        raise SettingError(f"{change.place}: {name} has no such field to set")
    target[change.path[-1]] = _value(change)


def _value(change: _Change) -> Any:
    try:
        return read_value(change.value)
    except ValueError as error:
        raise SettingError(f"{change.place}: {error}") from None


def _concerned(changes: list[_Change], problems: Iterable[Problem]) -> list[_Change]:
    """The changes of the fields that the problems are about; all of them where that is none."""
    fields = {problem.path[0] for problem in problems if problem.path}
    return [change for change in changes if change.path[0] in fields] or changes


def _said(problem: Problem) -> str:
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message
