"""An axis that is a field of a rule: 'inc-minimum.seats', 'sp-2009.weight', 'sp-mlas.method'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from solver.scenario.settings import changed, owner_of
from solver.scenario.values import written
from solver.scenario.vary.kinds import Change, Vary

if TYPE_CHECKING:
    from solver.scenario.whatif import Scenario


@dataclass(frozen=True)
class VaryField(Vary):
    """A field of a rule, as `--set` would set it."""

    rule: str
    word: ClassVar[str] = "field"

    @classmethod
    def named(cls, name: str, scenario: Scenario) -> Self | None:
        """The field of the rule whose name comes before the dot.

        Raises:
            SettingError: where there is no such rule.
        """
        return cls(name, owner_of(name, scenario.rules, (switch.name for switch in scenario.switches)))

    @property
    def field(self) -> str:
        """The field, within the rule."""
        return self.name.removeprefix(f"{self.rule}.")

    def check(self, scenario: Scenario, value: str) -> None:
        """The rule must take the value; whether its other fields, varied too, go with it shows in each what-if."""
        one = tuple(rule for rule in scenario.rules if rule.id == self.rule)
        changed(one, {self.name: value}, scenario.facts, ())

    def change(self, value: str) -> Change:
        """The field is set."""
        return Change(((self.name, value),))

    def stands(self, scenario: Scenario, settings: Mapping[str, Any], drop: tuple[str, ...]) -> str:
        """The value in the file, or that which is set."""
        if self.name in settings:
            return written(settings[self.name])
        rules = changed(
            scenario.rules, {k: v for k, v in settings.items() if k.startswith(f"{self.rule}.")}, scenario.facts, ()
        )
        value: Any = next(rule for rule in rules if rule.id == self.rule).model_dump(mode="json")
        for part in self.field.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return written(value)
