"""The file format: YAML and CSV with positions in, a checked `Scenario` out; switches, what-ifs,
JSON Schema.
"""

from __future__ import annotations

from solver.scenario.form import Option
from solver.scenario.loading import load, loads
from solver.scenario.settings import SettingError
from solver.scenario.source import Fault, Place, ScenarioError
from solver.scenario.whatif import Scenario, Switch, WhatIf

__all__ = [
    "Fault",
    "Option",
    "Place",
    "Scenario",
    "ScenarioError",
    "SettingError",
    "Switch",
    "WhatIf",
    "load",
    "loads",
]
