"""An axis that is an assumption about votes: 'odds.transfer.BSP.SP', 'odds.sigma.state', 'odds.swing.BJP'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from solver.assumptions import PARTNERS, RIVALS, Assumptions
from solver.scenario.form import ODDS
from solver.scenario.settings import assumed_anew, is_of_odds
from solver.scenario.values import written
from solver.scenario.vary.kinds import Change, Vary

if TYPE_CHECKING:
    from solver.scenario.whatif import Scenario


@dataclass(frozen=True)
class VaryOdds(Vary):
    """A field of the section `odds`, as `--set` would set it; another value of it may mean other odds in every seat."""

    word: ClassVar[str] = "odds"

    @classmethod
    def named(cls, name: str, scenario: Scenario) -> Self | None:
        """The field that follows 'odds.', unless a rule is called 'odds'."""
        return cls(name) if is_of_odds(name, [rule.id for rule in scenario.rules]) else None

    def check(self, scenario: Scenario, value: str) -> None:
        """The section must take the value."""
        assumed_anew(scenario.facts.odds, {self.name: value}, scenario.facts)

    def change(self, value: str) -> Change:
        """The field is set."""
        return Change(((self.name, value),))

    def stands(self, scenario: Scenario, settings: Mapping[str, Any], drop: tuple[str, ...]) -> str:
        """The value in the file, or that which is set; else what is taken where nothing is said."""
        if self.name in settings:
            return written(settings[self.name])
        of_odds = {name: value for name, value in settings.items() if is_of_odds(name, ())}
        odds = assumed_anew(scenario.facts.odds, of_odds, scenario.facts)
        assert odds is not None  # else `check` has refused every value
        value: Any = odds.model_dump(mode="json")
        for part in self._path:
            value = value.get(part) if isinstance(value, dict) else None
        return _usual(odds, self._path) if value is None else _decimal(written(value))

    @property
    def _path(self) -> tuple[str, ...]:
        return tuple(self.name.removeprefix(f"{ODDS}.").split("."))


def _usual(odds: Assumptions, path: tuple[str, ...]) -> str:
    """What is taken for a part or a swing that the section does not give; nothing for other fields."""
    match path:
        case ("transfer", giver, word) if word == RIVALS:
            return _decimal(str(odds.of_votes(giver, PARTNERS).rivals))
        case ("transfer", giver, taker):
            return _decimal(str(odds.of_votes(giver, taker).follows))
        case ("swing", _) | ("regional_swing", _, _):
            return "0"
    return ""


def _decimal(text: str) -> str:
    """'3/5' as '0.6', where that is short; other text as it is."""
    above, slash, below = text.partition("/")
    if not slash or not (above.removeprefix("-") + below).isdecimal():
        return text
    number = f"{int(above) / int(below):g}"
    return number if len(number) <= 6 else text
