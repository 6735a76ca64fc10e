"""An axis that is a switch: its options, all of them unless some are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from solver.scenario.vary.kinds import Change, Vary

if TYPE_CHECKING:
    from solver.scenario.whatif import Scenario, Switch


@dataclass(frozen=True)
class VarySwitch(Vary):
    """A switch of the scenario."""

    word: ClassVar[str] = "switch"

    @classmethod
    def named(cls, name: str, scenario: Scenario) -> Self | None:
        """The switch of this name."""
        return cls(name) if any(switch.name == name for switch in scenario.switches) else None

    def _switch(self, scenario: Scenario) -> Switch:
        return next(switch for switch in scenario.switches if switch.name == self.name)

    def every(self, scenario: Scenario) -> tuple[str, ...]:
        """All options."""
        return tuple(name for name, _ in self._switch(scenario).options)

    def check(self, scenario: Scenario, value: str) -> None:
        """It must be an option."""
        self._switch(scenario).option(value)

    def change(self, value: str) -> Change:
        """The switch is set."""
        return Change(((self.name, value),))

    def stands(self, scenario: Scenario, settings: Mapping[str, Any], drop: tuple[str, ...]) -> str:
        """The option set, else the first one."""
        return str(settings.get(self.name, self.every(scenario)[0]))
