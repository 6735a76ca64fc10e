"""An axis that is a rule, with it and without it: '-inc-2009'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from solver.scenario.settings import SettingError, with_hint
from solver.scenario.vary.kinds import Change, Vary, one_of

if TYPE_CHECKING:
    from solver.scenario.whatif import Scenario

WITH, WITHOUT = "with", "without"


@dataclass(frozen=True)
class VaryPresence(Vary):
    """A rule that is there or not; with it, a switch may still decide whether it applies.

    It goes by the rule's name, after a minus where a switch has that name too.
    """

    rule: str
    word: ClassVar[str] = "rule"

    @classmethod
    def named(cls, name: str, scenario: Scenario) -> Self | None:
        """The rule whose name follows the minus."""
        if not name.startswith("-"):
            return None
        known = [rule.id for rule in scenario.rules]
        if name[1:] not in known:
            raise SettingError(with_hint(f"no rule '{name[1:]}' to leave out", name[1:], known))
        switches = (switch.name for switch in scenario.switches)
        return cls(name if name[1:] in switches else name[1:], name[1:])

    def every(self, scenario: Scenario) -> tuple[str, ...]:
        """With it and without it."""
        return (WITH, WITHOUT)

    def check(self, scenario: Scenario, value: str) -> None:
        """It must be one of the two."""
        one_of(self.name, value, (WITH, WITHOUT))

    def change(self, value: str) -> Change:
        """The rule is dropped, or nothing changes."""
        return Change(drop=(self.rule,) if value == WITHOUT else ())

    def stands(self, scenario: Scenario, settings: Mapping[str, Any], drop: tuple[str, ...]) -> str:
        """Whether it is there."""
        return WITHOUT if self.rule in drop else WITH
