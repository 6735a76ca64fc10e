"""What must every kind of axis bring: a name by which it is known, its values, and what each value changes?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from solver.scenario.settings import SettingError

if TYPE_CHECKING:
    from solver.scenario.whatif import Scenario


@dataclass(frozen=True)
class Change:
    """What a value of an axis changes: settings as for `--set`, rules to leave out as for `--drop`."""

    settings: tuple[tuple[str, str], ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vary(ABC):
    """Something that can be varied, in one scenario."""

    name: str
    word: ClassVar[str]
    """The kind, as answers say it."""

    @classmethod
    @abstractmethod
    def named(cls, name: str, scenario: Scenario) -> Self | None:
        """What goes by this name; None where nothing of this kind does."""

    def every(self, scenario: Scenario) -> tuple[str, ...]:
        """The values where none are given.

        Raises:
            SettingError: where it has too many, or nobody knows them.
        """
        raise SettingError(f"{self.name}: which values? Say them as in {self.name}=10..30")

    @abstractmethod
    def check(self, scenario: Scenario, value: str) -> None:
        """Refuse a value that does not fit.

        Raises:
            SettingError: saying why.
        """

    @abstractmethod
    def change(self, value: str) -> Change:
        """What a value changes."""

    @abstractmethod
    def stands(self, scenario: Scenario, settings: Mapping[str, Any], drop: tuple[str, ...]) -> str:
        """The value it has with these settings and drops, before anything is varied."""


def one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    """Refuse a value that is none of those known.

    Raises:
        SettingError: saying which are.
    """
    if value not in known:
        raise SettingError(f"{name}: expected {' or '.join(known)}, found '{value}'")
