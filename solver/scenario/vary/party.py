"""An axis that is a party, in the pact and out of it: 'party.BSP'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from solver.scenario.settings import IN, OUT, PARTY, party_named
from solver.scenario.vary.kinds import Change, Vary, one_of

if TYPE_CHECKING:
    from solver.scenario.whatif import Scenario


@dataclass(frozen=True)
class VaryParty(Vary):
    """A contesting party, whatever the switches say of it."""

    word: ClassVar[str] = "party"

    @classmethod
    def named(cls, name: str, scenario: Scenario) -> Self | None:
        """The party of this name, unless a rule is called 'party'."""
        return None if party_named(name, scenario.rules, scenario.facts) is None else cls(name)

    def every(self, scenario: Scenario) -> tuple[str, ...]:
        """In and out."""
        return (IN, OUT)

    def check(self, scenario: Scenario, value: str) -> None:
        """It must be one of the two."""
        one_of(self.name, value, (IN, OUT))

    def change(self, value: str) -> Change:
        """The party is in or out."""
        return Change(((self.name, value),))

    def stands(self, scenario: Scenario, settings: Mapping[str, Any], drop: tuple[str, ...]) -> str:
        """Where settings and switches leave it."""
        out = scenario.what_if(settings, drop).facts.out
        return OUT if self.name.removeprefix(PARTY) in out else IN
