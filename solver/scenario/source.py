"""Where in which file does something stand, and how is a mistake there shown?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from unicodedata import combining, east_asian_width

# The line breaks that YAML's scanner counts, so that its line numbers are ours.
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")

MAX_SHOWN = 100
"""Longest stretch of a source line printed under an error, in characters."""


@dataclass(frozen=True)
class Source:
    """The text of one file, and the name to show for it."""

    name: str
    text: str = field(repr=False)

    def line(self, number: int) -> str:
        """Line `number`, counted from 1; empty past the end."""
        lines = BREAK.split(self.text)
        return lines[number - 1] if 0 < number <= len(lines) else ""


@dataclass(frozen=True)
class Place:
    """A position in a source; line and column count from 1, columns in characters."""

    source: Source
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"

    def excerpt(self) -> str:
        """The source line with a caret under the column; long lines are cut around it."""
        line = "".join(char if char.isprintable() else " " for char in self.source.line(self.line))
        if not line.strip():
            return ""
        start = max(0, self.column - 1 - MAX_SHOWN // 2) if len(line) > MAX_SHOWN else 0
        shown = line[start : start + MAX_SHOWN]
        before = shown[: max(0, self.column - 1 - start)]
        return f"    {shown}\n    {' ' * _width(before)}^"


@dataclass(frozen=True)
class Fault:
    """One mistake with its place."""

    place: Place
    message: str
    hint: str = ""

    def __str__(self) -> str:
        lines = [f"{self.place}: error: {self.message}", self.place.excerpt(), f"    {self.hint}" if self.hint else ""]
        return "\n".join(line for line in lines if line)


class ScenarioError(ValueError):
    """A scenario that cannot be used: all its mistakes, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def _width(text: str) -> int:
    """Terminal cells that a text takes; marks that combine take none."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
