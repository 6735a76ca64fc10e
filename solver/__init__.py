"""Seatpact: which partner of an electoral pact contests which seat?

    from solver import load, solve

    answer = solve(load("scenarios/tiny.yaml"))
    print(answer.status, answer.seats)

`load` reads a scenario file; `solve` answers it; the answer is a frozen value with `to_dict()`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solver.scenario import Scenario, ScenarioError, SettingError, load, loads

if TYPE_CHECKING:
    from solver.answers import Answer
    from solver.questions.solve import solve

__all__ = ["Answer", "Scenario", "ScenarioError", "SettingError", "load", "loads", "solve"]


def __getattr__(name: str) -> Any:
    """`solve` and `Answer` on first use, so that reading a scenario never loads an engine."""
    if name == "solve":
        from solver.questions.solve import solve

        return solve
    if name == "Answer":
        from solver.answers import Answer

        return Answer
    raise AttributeError(f"module 'solver' has no attribute {name!r}")
