"""Which engine answers? The one place that chooses, where questions do not leave the choice to the work itself.

`auto`: CP-SAT for single answers, and the network, where there is one, for work that asks thousands of them.
Whether demands can be kept together is asked by way of `kept.py`, which takes whatever answers first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from solver.engine.asks import Refused, Staged
from solver.engine.cpsat import CpSat
from solver.system import System

if TYPE_CHECKING:
    from solver.engine.by_flow import ByFlow

Choice = Literal["auto", "cp-sat", "flow"]

CHOICES: tuple[Choice, ...] = get_args(Choice)


def engine_for(system: System, choice: Choice, seed: int = 0) -> CpSat:
    """The engine for single answers."""
    return _by_flow(system, seed) if choice == "flow" else CpSat(system, seed)


def engine_for_many(system: System, choice: Choice) -> CpSat:
    """The engine for work that asks very often; where the network does not serve, it asks CP-SAT itself."""
    return CpSat(system) if choice == "cp-sat" else _by_flow(system, 0)


def obstacle(system: System, choice: Choice, staged: Staged) -> Refused | None:
    """What keeps the engine chosen from answering, if anything does: CP-SAT can answer everything."""
    return _by_flow(system, 0).refused(staged) if choice == "flow" else None


def _by_flow(system: System, seed: int) -> ByFlow:
    from solver.engine.by_flow import ByFlow  # loads numpy and the flow solver; single answers do without

    return ByFlow(system, seed)
