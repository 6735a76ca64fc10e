"""Which rows does '--where INC>=18 and moved<=3' let through?

    expression  = choice ("or" choice)*
    choice      = comparison ("and" comparison)*
    comparison  = name ("=" | "!=" | "<" | "<=" | ">" | ">=") value

A name is `status`, `moved` (how many seats), `clash` (yes, no), `conflict` (the rules in it), `cost.PRIORITY`,
`goal.NUMBER`, `wins` and `wins.PARTY` (expected wins), `failed`, an axis, a party (its seats; `seats.PARTY` where an
axis has that name), or `short.RULE`, the shortfall of a rule. A comparison with what a row does not have (seats, where
there is no split) is not met.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from fractions import Fraction

from solver.answers import SweptRow, SweptShape
from solver.odds import MILLION
from solver.scenario import SettingError
from solver.scenario.settings import with_hint

Value = str | Fraction | tuple[str, ...] | None

_COMPARISON = re.compile(r"\s*(?P<name>[^\s=<>!]+)\s*(?P<sign><=|>=|!=|=|<|>)\s*(?P<value>[^\s=<>!]+)\s*")
_SIGNS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
WORDS = ("status", "moved", "clash", "conflict", "failed")


def _read(name: str, shape: SweptShape) -> Callable[[SweptRow], Value]:
    """Reads what goes by this name off a row."""
    kind, dot, rest = name.partition(".")
    axes = [axis.name for axis in shape.axes]
    if name in WORDS:
        return _WORDS[name]
    if name in axes:
        place = axes.index(name)
        return lambda row: _value(row.at[place])
    if name in shape.parties or (kind == "seats" and rest in shape.parties):
        party = name if name in shape.parties else rest
        return lambda row: _number((row.seats or {}).get(party))
    if shape.odds and name == "wins":
        return lambda row: None if row.wins is None else Fraction(row.wins.pact.millionths, MILLION)
    if shape.odds and kind == "wins" and rest in shape.parties:
        return lambda row: _wins(row, rest)
    if kind == "short" and rest in shape.rules:
        return lambda row: _number((row.shortfalls or {}).get(rest))
    if name in shape.rules:
        asked = [axis for axis in axes if axis.startswith(f"{name}.")] or [f"{name}.seats, where that is varied"]
        raise SettingError(f"--where: '{name}' is a rule: write short.{name} for its shortfall, or {asked[0]}")
    if dot and kind in ("cost", "goal") and rest.isdecimal():
        return _stage(kind, int(rest))
    known = (*WORDS, *axes, *shape.parties, *(f"short.{rule}" for rule in shape.rules))
    raise SettingError(with_hint(f"--where: no '{name}' here", name, known))


def where(text: str, shape: SweptShape) -> Callable[[SweptRow], bool]:
    """The filter that an expression says.

    Raises:
        SettingError: where it cannot be read.
    """
    choices = [
        [_comparison(one, shape) for one in re.split(r"\s+and\s+", choice)] for choice in re.split(r"\s+or\s+", text)
    ]
    return lambda row: any(all(test(row) for test in tests) for tests in choices)


def every(expressions: Iterable[str], shape: SweptShape) -> Callable[[SweptRow], bool]:
    """All of these expressions at once.

    Raises:
        SettingError: as `where`.
    """
    tests = [where(text, shape) for text in expressions]
    return lambda row: all(test(row) for test in tests)


def _comparison(text: str, shape: SweptShape) -> Callable[[SweptRow], bool]:
    found = _COMPARISON.fullmatch(text)
    if found is None:
        raise SettingError(f"--where: expected a comparison such as INC>=18, found '{text.strip()}'")
    get, sign, wanted = _read(found["name"], shape), found["sign"], _value(found["value"])

    def test(row: SweptRow) -> bool:
        value = get(row)
        if value is None:
            return False
        if isinstance(value, tuple):
            return (found["value"] in value) == (sign == "=")
        if isinstance(value, Fraction) and isinstance(wanted, Fraction):
            return _SIGNS[sign](value, wanted)
        return (str(value) == found["value"]) == (sign == "=")

    if sign not in ("=", "!=") and not isinstance(wanted, Fraction):
        raise SettingError(f"--where: '{text.strip()}' compares with a word; only = and != do that")
    return test


def _value(text: str) -> str | Fraction:
    """A number where it is one."""
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return text


def _number(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _wins(row: SweptRow, party: str) -> Fraction | None:
    one = None if row.wins is None else row.wins.parties.get(party)
    return None if one is None else Fraction(one.millionths, MILLION)


def _stage(kind: str, number: int) -> Callable[[SweptRow], Value]:
    if kind == "cost":
        return lambda row: next((Fraction(one.value) for one in row.cost if one.label == number), None)
    return lambda row: Fraction(row.goals[number - 1].value) if 0 < number <= len(row.goals) else None


_WORDS: dict[str, Callable[[SweptRow], Value]] = {
    "status": lambda row: row.status,
    "moved": lambda row: None if row.moved is None else Fraction(len(row.moved)),
    "clash": lambda row: None if row.clash is None else "yes" if row.clash else "no",
    "conflict": lambda row: (*row.conflict, *row.musts),
    "failed": lambda row: "no" if row.failed is None else "yes",
}
