"""Seatpact: which partner of an electoral pact contests which seat?

    from solver import load, solve

    answer = solve(load("scenarios/tiny.yaml"))
    print(answer.status, answer.seats)

`load` reads a scenario file; `solve` answers it, `conflicts` what cannot all be met (`Wanted` says which),
`concessions` what would have to give way, `why_seat`, `why_rule`, `why_unique` and `why_forced` why the answer is what
it is, `swaps` which exchanges would help, `audit` how fair a split is, `interest` what each partner has of the pact,
`sweep` how a grid of what-ifs comes out, `deal_map` which totals are possible, `impossible` which axioms cannot both be
met, and `lab` which axioms a way of dividing keeps; an answer is a frozen value with `to_dict()`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.later import later
from solver.scenario import Scenario, ScenarioError, SettingError, load, loads

if TYPE_CHECKING:
    from solver.answers import Answer
    from solver.questions.audit import audit
    from solver.questions.conflicts import Wanted
    from solver.questions.conflicts import find_conflicts as conflicts
    from solver.questions.deal_map import deal_map
    from solver.questions.impossibility import impossible
    from solver.questions.interest import interest
    from solver.questions.lab import lab
    from solver.questions.solve import solve
    from solver.questions.swaps import swaps
    from solver.questions.sweep import Sweep, sweep
    from solver.questions.ways_out import concessions
    from solver.questions.why_forced import why_forced
    from solver.questions.why_rule import why_rule
    from solver.questions.why_seat import why_seat
    from solver.questions.why_unique import why_unique
    from solver.scenario.split_table import load_split, loads_split

__all__ = [
    "Answer",
    "Scenario",
    "ScenarioError",
    "SettingError",
    "Sweep",
    "Wanted",
    "audit",
    "concessions",
    "conflicts",
    "deal_map",
    "impossible",
    "interest",
    "lab",
    "load",
    "load_split",
    "loads",
    "loads_split",
    "solve",
    "swaps",
    "sweep",
    "why_forced",
    "why_rule",
    "why_seat",
    "why_unique",
]

__getattr__ = later(
    __name__,
    {
        "Answer": "solver.answers",
        "Sweep": "solver.questions.sweep",
        "Wanted": "solver.questions.conflicts",
        "audit": "solver.questions.audit",
        "concessions": "solver.questions.ways_out",
        "conflicts": "solver.questions.conflicts:find_conflicts",
        "deal_map": "solver.questions.deal_map",
        "impossible": "solver.questions.impossibility",
        "interest": "solver.questions.interest",
        "lab": "solver.questions.lab",
        "load_split": "solver.scenario.split_table",
        "loads_split": "solver.scenario.split_table",
        "solve": "solver.questions.solve",
        "swaps": "solver.questions.swaps",
        "why_forced": "solver.questions.why_forced",
        "sweep": "solver.questions.sweep",
        "why_rule": "solver.questions.why_rule",
        "why_seat": "solver.questions.why_seat",
        "why_unique": "solver.questions.why_unique",
    },
)
"""Module by name, and what it is called there: loaded on first use, so that to read a scenario loads no engine."""
