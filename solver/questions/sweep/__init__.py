"""How does each what-if of a grid come out?"""

from __future__ import annotations

from solver.questions.sweep.run import Pace, Sweep, sweep

__all__ = ["Pace", "Sweep", "sweep"]
