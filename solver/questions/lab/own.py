"""How is a user's own rule, or way of dividing, put to the same test?

Its rules and goals are laid on every case drawn: an `entitlement` is replaced by the one drawn, `values` and the
`cells` of a goal by the values drawn, and all else stays as it is. So rules may name parties A, B, C, ... and seats s1,
s2, ..., which are those of the cases; a rule about more than a case has is left out of that case.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from solver.goals import Goal
from solver.questions.lab.methods import Ruled
from solver.rules import Rule
from solver.scenario import Scenario, SettingError
from solver.testing import Case
from solver.testing.case import NAMES

MOST_SEATS = 12
"""Most seats of a case."""

_VALUED = {"values", "cells"}


class Own(Ruled):
    """The rules and goals of a scenario, laid on each case."""

    def __init__(self, name: str, scenario: Scenario) -> None:
        """Take rules and goals of a scenario as it stands, with every switch at its first option.

        Raises:
            SettingError: where a rule or a goal can be laid on no case at all, because it is about parties, seats or
                elections of its own.
        """
        what_if = scenario.what_if()
        super().__init__(name, f"the best split under the rules and goals of {scenario.title}")
        self._rules = what_if.rules
        self._goals = what_if.goals
        asked: tuple[Rule | Goal, ...] = (*self._rules, *self._goals)
        self.looks_at_values = any(_VALUED & type(one).model_fields.keys() for one in asked)
        if not asked:
            raise SettingError(f"{name}: there are no rules and no goals to try")
        widest = Case.of([1] * len(NAMES), [[1] * MOST_SEATS] * len(NAMES))
        for one in asked:
            for problem in self._laid(one, widest).problems(widest.facts()):
                what = f"rule '{one.id}'" if isinstance(one, Rule) else f"goal '{one.kind}'"
                raise SettingError(f"{name}: {what} cannot be laid on what is drawn: {problem.message}")

    @classmethod
    def of_file(cls, path: str, scenario: Scenario) -> Own:
        """Named after the file.

        Raises:
            SettingError: as for the class.
        """
        return cls(PurePath(path).stem, scenario)

    @staticmethod
    def _laid(one: Any, case: Case) -> Any:
        """The rule or goal at the entitlements and values of a case."""
        fields = type(one).model_fields
        drawn = {"entitlement": case.entitlement(), "values": case.values(), "cells": case.values().cells}
        return one.model_copy(update={name: value for name, value in drawn.items() if name in fields})

    def rules(self, case: Case) -> tuple[Rule, ...]:
        """The rules that fit the case."""
        laid = (self._laid(rule, case) for rule in self._rules)
        return tuple(rule for rule in laid if not any(rule.problems(case.facts())))

    def goals(self, case: Case) -> tuple[Goal, ...]:
        """The goals that fit the case."""
        laid = (self._laid(goal, case) for goal in self._goals)
        return tuple(goal for goal in laid if not any(goal.problems(case.facts())))
