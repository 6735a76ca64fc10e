"""Which engine answers? The one place that chooses, where questions do not leave the choice to the work itself.

`auto`: the network, where there is one, for large systems and for work that asks thousands of answers; else CP-SAT.
Whether demands can be kept together is asked by way of `kept.py`, which takes whatever answers first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from solver.engine.asks import Refused, Staged
from solver.engine.cpsat import CpSat
from solver.engine.optimise import RELAX_FROM
from solver.system import System

if TYPE_CHECKING:
    from solver.engine.by_flow import ByFlow

Choice = Literal["auto", "cp-sat", "flow"]

CHOICES: tuple[Choice, ...] = get_args(Choice)

FLOW_FROM = RELAX_FROM
"""Cells from which `auto` takes the network for single answers (543x28: 0.3 s, CP-SAT 30 and no ranges yet).

Below, CP-SAT takes milliseconds, less than loading numpy and the flow solver.
"""


def engine_for(system: System, choice: Choice, staged: Staged, seed: int = 0) -> CpSat | Refused:
    """The engine for single answers, or what keeps the one chosen from answering: CP-SAT can answer everything.

    Raises:
        ValueError: for a choice that is none.
    """
    if choice not in CHOICES:
        raise ValueError(f"no engine '{choice}': expected {', '.join(CHOICES[:-1])} or {CHOICES[-1]}")
    if choice == "flow" or (choice == "auto" and system.cells >= FLOW_FROM):
        engine = _by_flow(system, seed)
        refused = engine.refused(staged)
        if refused is None:
            return engine
        if choice == "flow":
            return refused
    return CpSat(system, seed, alone=choice == "cp-sat")


def engine_for_many(system: System, choice: Choice) -> CpSat:
    """The engine for work that asks very often; where the network does not serve, it asks CP-SAT itself."""
    return CpSat(system, alone=True) if choice == "cp-sat" else _by_flow(system, 0)


def _by_flow(system: System, seed: int) -> ByFlow:
    from solver.engine.by_flow import ByFlow  # loads numpy and the flow solver; single answers do without

    return ByFlow(system, seed)
