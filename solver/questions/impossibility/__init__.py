"""Which two fairness axioms cannot both be met, and what is the smallest pact that shows it?"""

from __future__ import annotations

from solver.questions.impossibility.frontier import impossible

__all__ = ["impossible"]
