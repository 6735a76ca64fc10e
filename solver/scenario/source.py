"""Where in which file does something stand, and how is a mistake there shown?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from unicodedata import category, east_asian_width

_BREAK = re.compile("\r\n|\n|\r")

# YAML forbids most of these; a table gets no more. NEL and the separators U+2028 and U+2029 are
# line breaks to libyaml and to some editors but not to others, so line numbers would be off for
# somebody.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

_JOINERS = "\u200c\u200d"
"""Letters of Indian scripts hang together by these; they are not printable, but may be printed."""

MAX_FAULTS = 1_000
"""Most mistakes told at once."""

MAX_SHOWN = 100
"""Longest stretch of a source line printed under an error, in characters."""


@dataclass(frozen=True)
class Source:
    """The text of one file, and the name to show for it."""

    name: str
    text: str = field(repr=False)

    @cached_property
    def starts(self) -> list[int]:
        """Offset in the text at which each line starts."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    def line(self, number: int) -> str:
        """Line `number`, counted from 1, without its end; empty past the last."""
        if not 0 < number <= len(self.starts):
            return ""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")

    def at(self, offset: int) -> Place:
        """The place of the character at `offset` in the text."""
        line = bisect_right(self.starts, offset)
        return Place(self, line, offset - self.starts[line - 1] + 1)


@dataclass(frozen=True)
class Place:
    """A position in a source; line and column count from 1, columns in characters."""

    source: Source
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{_printable(self.source.name)}:{self.line}:{self.column}"

    def excerpt(self) -> str:
        """The source line with a caret under the column; long lines are cut around it."""
        line = self.source.line(self.line)
        start = max(0, self.column - 1 - MAX_SHOWN // 2) if len(line) > MAX_SHOWN else 0
        shown = "".join(map(_visible, line[start : start + MAX_SHOWN]))
        before = shown[: max(0, self.column - 1 - start)]
        return f"    {shown}\n    {' ' * sum(map(_width, before))}^" if shown.strip() else ""


@dataclass(frozen=True)
class Fault:
    """One mistake with its place."""

    place: Place
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f"    {_printable(self.hint)}" if self.hint else ""
        lines = [f"{self.place}: error: {_printable(self.message)}", self.place.excerpt(), hint]
        return "\n".join(line for line in lines if line)


class ScenarioError(ValueError):
    """A scenario that cannot be used: all its mistakes, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Faults:
    """The mistakes found so far; a file that is wrong all over stops the reading, so that it ends
    in good time.
    """

    def __init__(self, main: str) -> None:
        self.main = main
        self.found: list[Fault] = []
        self._closed: set[tuple[str, int, int]] = set()

    def __len__(self) -> int:
        return len(self.found)

    def note(self, place: Place, message: str, hint: str = "", *, last: bool = False) -> None:
        """Note one more; `last` where anything else found at that place follows from it.

        Raises:
            ScenarioError: with all of them, when they are too many.
        """
        if self._at(place) in self._closed:
            return
        self.found.append(Fault(place, message, hint))
        if last:
            self.close(place)
        if len(self) >= MAX_FAULTS:
            raise self.error(Fault(place, f"{MAX_FAULTS:,} mistakes or more; reading stopped here"))

    def close(self, place: Place) -> None:
        """Let nothing more be noted at that place, because it would follow from what is known to be
        wrong.
        """
        self._closed.add(self._at(place))

    def _at(self, place: Place) -> tuple[str, int, int]:
        return place.source.name, place.line, place.column

    def take(self, error: ScenarioError) -> None:
        """Note the mistakes of a file that could not be read."""
        for fault in error.faults:
            self.note(fault.place, fault.message, fault.hint)

    def error(self, *last: Fault) -> ScenarioError:
        """All of them as one error, in the order of the files, the main one first."""
        names = dict.fromkeys([self.main, *(fault.place.source.name for fault in self.found)])
        rank = {name: at for at, name in enumerate(names)}
        order = sorted(self.found, key=lambda f: (rank[f.place.source.name], f.place.line, f.place.column))
        return ScenarioError([*order, *last])


def check_characters(source: Source) -> None:
    """Refuse control characters, which could steer a terminal, and line breaks that not every
    editor counts.

    Raises:
        ScenarioError: with the places of the first twenty.
    """
    found = [
        Fault(
            source.at(match.start()),
            f"character U+{ord(match[0]):04X} may not stand in a file",
            _remedy(match[0]),
        )
        for match in islice(FORBIDDEN.finditer(source.text), 20)
    ]
    if found:
        raise ScenarioError(found)


def _remedy(char: str) -> str:
    if char == "\0":
        return "remove it, or save the file as UTF-8 if it is in UTF-16"
    return "use an ordinary line break" if char in "\x85\u2028\u2029" else "remove it"


def _visible(char: str) -> str:
    return char if char.isprintable() or char in _JOINERS else " "


def _printable(text: str) -> str:
    """The text on one line, with what could steer a terminal as escapes."""
    return "".join(c if c.isprintable() or c in _JOINERS else c.encode("unicode_escape").decode() for c in text)


def _width(char: str) -> int:
    """Terminal cells that a character takes: marks that combine take none, nor do vowels inside a
    Korean syllable.
    """
    if category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
