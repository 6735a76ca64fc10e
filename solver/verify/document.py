"""What does a stored answer say, and where is it not even of the right form?

JSON of any origin is read: each value is taken through a `Node`, which knows its path, and what is not of the form
that is asked for is an `AnswerError` with that path.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from solver.scenario.source import FORBIDDEN

MAX_DIGITS = 40
"""Longest number accepted: none in an answer comes near it."""


class AnswerError(ValueError):
    """A stored answer that cannot be read; `path` says where."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class _Repeated(dict[str, Any]):
    """An object in which a key stands twice."""

    key: str


def parse(text: str) -> Node:
    """The JSON of a stored answer.

    Raises:
        AnswerError: for what is not JSON, and for keys that stand twice, which other readers might read otherwise.
    """
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_int)
    except RecursionError:
        raise AnswerError("$", "not an answer: it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise AnswerError("$", f"not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from None
    _check_keys(data)
    return Node(data)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) == len(pairs):
        return data
    seen: set[str] = set()
    repeated = _Repeated(data)
    repeated.key = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add gives None, which goes on
    return repeated


def _constant(name: str) -> NoReturn:
    raise AnswerError("$", f"{name} is not a number that JSON knows")


def _int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise AnswerError("$", f"a number of {len(digits)} digits is none that an answer could hold")
    return int(digits)


def _check_keys(data: Any) -> None:
    waiting: list[tuple[str, Any]] = [("$", data)]
    while waiting:
        path, value = waiting.pop()
        _check_characters(path, value)
        if isinstance(value, _Repeated):
            raise AnswerError(path, f"the key {value.key!r} stands twice")
        if isinstance(value, dict):
            for key in value:
                _check_characters(path, key)
            waiting.extend((_under(path, key), one) for key, one in value.items())
        elif isinstance(value, list):
            waiting.extend((f"{path}[{index}]", one) for index, one in enumerate(value))


def _check_characters(path: str, value: Any) -> None:
    """Text that could steer a terminal, or that no file can hold, stands in no answer."""
    if isinstance(value, str) and (strange := FORBIDDEN.search(value)):
        raise AnswerError(path, f"character U+{ord(strange[0]):04X} may not stand in an answer")


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if key.isascii() and key.isidentifier() else f"{path}[{key!r}]"


@dataclass(frozen=True)
class Node:
    """A value of the JSON and the way to it."""

    value: Any
    path: str = "$"

    def fail(self, expected: str) -> NoReturn:
        """Say that something else was expected here.

        Raises:
            AnswerError: always.
        """
        kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number"}
        found = "null" if self.value is None else kinds.get(type(self.value), "a number with a decimal point")
        raise AnswerError(self.path, f"expected {expected}, found {found}")

    def entries(self) -> dict[str, Node]:
        """The values of an object, by key."""
        if not isinstance(self.value, dict):
            self.fail("an object")
        return {key: Node(value, _under(self.path, key)) for key, value in self.value.items()}

    def key(self, name: str) -> Node:
        """The value of a key that must be there."""
        entries = self.entries()
        if name not in entries:
            raise AnswerError(self.path, f"the key {name!r} is missing")
        return entries[name]

    def maybe(self, name: str) -> Node | None:
        """The value of a key that may be missing."""
        return self.entries().get(name)

    def items(self) -> list[Node]:
        """The values of a list."""
        if not isinstance(self.value, list):
            self.fail("a list")
        return [Node(value, f"{self.path}[{index}]") for index, value in enumerate(self.value)]

    def text(self) -> str:
        """Text."""
        return self.value if isinstance(self.value, str) else self.fail("text")

    def whole(self) -> int:
        """A whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.fail("a whole number")
        return self.value

    def flag(self) -> bool:
        """True or false."""
        return self.value if isinstance(self.value, bool) else self.fail("true or false")

    def maybe_flag(self) -> bool | None:
        """True or false; None where it is not known."""
        return None if self.value is None else self.flag()

    def texts(self) -> tuple[str, ...]:
        """A list of text."""
        return tuple(one.text() for one in self.items())

    def by_name(self) -> dict[str, int]:
        """Whole numbers by name."""
        return {name: one.whole() for name, one in self.entries().items()}

    def by_number(self) -> dict[int, Node]:
        """Values by number, 0 or more, written without leading zeros."""
        found = {}
        for name, one in self.entries().items():
            if not (name.isascii() and name.isdigit()) or str(int(name[:MAX_DIGITS])) != name:
                raise AnswerError(self.path, f"expected numbers as keys, found {name!r}")
            found[int(name)] = one
        return found

    def strange(self, known: Iterable[str]) -> list[str]:
        """Paths of the keys that are not among those known."""
        known = frozenset(known)
        return [one.path for name, one in self.entries().items() if name not in known]
