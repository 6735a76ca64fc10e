"""Which what-ifs does a sweep ask about: what can be varied, and over which values?

One file a kind of axis; adding one is a file in this folder and a line here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, Any

from solver.answers.swept import Axis
from solver.scenario.settings import SettingError
from solver.scenario.vary.field import VaryField
from solver.scenario.vary.kinds import Change, Vary
from solver.scenario.vary.odds import VaryOdds
from solver.scenario.vary.party import VaryParty
from solver.scenario.vary.presence import WITH, WITHOUT, VaryPresence
from solver.scenario.vary.switch import VarySwitch
from solver.scenario.vary.values import values_of

if TYPE_CHECKING:
    from solver.scenario.whatif import Scenario

__all__ = ["WITH", "WITHOUT", "Change", "Lattice", "Varied", "Vary", "VaryField", "VaryPresence", "lattice", "varied"]

CATALOGUE: tuple[type[Vary], ...] = (VarySwitch, VaryPresence, VaryParty, VaryOdds, VaryField)
"""The kinds of axes, those that know their names first; the last one says what is wrong with a name."""


@dataclass(frozen=True)
class Varied:
    """One axis: what is varied, over which values."""

    vary: Vary
    values: tuple[str, ...]

    @property
    def axis(self) -> Axis:
        """The axis as answers tell it."""
        return Axis(self.vary.name, self.vary.word, self.values)


@dataclass(frozen=True)
class Lattice:
    """All what-ifs that the axes span, numbered from 0; the first axis is the slowest."""

    axes: tuple[Varied, ...]

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many values each axis has."""
        return tuple(len(axis.values) for axis in self.axes)

    def __len__(self) -> int:
        return prod(self.shape)

    def place(self, number: int) -> tuple[int, ...]:
        """Which value each axis has, by position, in a what-if."""
        place = []
        for size in reversed(self.shape):
            number, index = divmod(number, size)
            place.append(index)
        return tuple(reversed(place))

    def at(self, number: int) -> tuple[str, ...]:
        """The value of each axis in a what-if."""
        return tuple(axis.values[index] for axis, index in zip(self.axes, self.place(number), strict=True))


def varied(scenario: Scenario, name: str, given: Any = None) -> Varied:
    """One axis by name, over the values given, or over all it has.

    Raises:
        SettingError: for an unknown name, or values that do not fit.
    """
    found = (kind.named(name, scenario) for kind in CATALOGUE)
    vary = next(one for one in found if one is not None)
    try:
        values = vary.every(scenario) if given is None else values_of(given)
    except SettingError as error:
        message = str(error)
        raise SettingError(message if message.startswith(name) else f"{name}: {message}") from None
    for value in values:
        vary.check(scenario, value)
    return Varied(vary, values)


def lattice(axes: Iterable[Varied]) -> Lattice:
    """The grid of these axes.

    Raises:
        SettingError: where there is none, or two vary the same thing.
    """
    axes = tuple(axes)
    if not axes:
        raise SettingError("nothing to vary: name it with --vary, or in the file's 'sweep'")
    seen: set[str] = set()
    for axis in axes:
        if axis.vary.name in seen:
            raise SettingError(f"{axis.vary.name} is varied twice")
        seen.add(axis.vary.name)
    return Lattice(axes)


def parsed(text: str) -> tuple[str, str | None]:
    """Name and values of '--vary NAME=VALUES' or '--vary NAME'."""
    name, equals, values = text.partition("=")
    return name.strip(), values.strip() if equals else None


def of_mapping(scenario: Scenario, wanted: Mapping[str, Any]) -> tuple[Varied, ...]:
    """The axes of a mapping, name to values.

    Raises:
        SettingError: as `varied`.
    """
    return tuple(varied(scenario, name, given) for name, given in wanted.items())
