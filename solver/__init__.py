"""Seatpact: which partner of an electoral pact contests which seat?

    from solver import load, solve

    answer = solve(load("scenarios/tiny.yaml"))
    print(answer.status, answer.seats)

`load` reads a scenario file; `solve` answers it, and `concessions` what would have to give way; an answer is a frozen
value with `to_dict()`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from solver.scenario import Scenario, ScenarioError, SettingError, load, loads

if TYPE_CHECKING:
    from solver.answers import Answer
    from solver.questions.solve import solve
    from solver.questions.ways_out import concessions

__all__ = ["Answer", "Scenario", "ScenarioError", "SettingError", "concessions", "load", "loads", "solve"]

_LATER = {
    "Answer": "solver.answers",
    "concessions": "solver.questions.ways_out",
    "solve": "solver.questions.solve",
}
"""Module by name: loaded on first use, so that reading a scenario never loads an engine."""


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'solver' has no attribute {name!r}")
