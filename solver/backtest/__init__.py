"""Does the model hold against what happened? Signed pacts, predicted from earlier elections alone.

What it does, what it found and what it cannot know: docs/backtests.md.
"""

from __future__ import annotations

from solver.backtest.answer import Backtest, Backtests
from solver.backtest.pact import Pact, Row
from solver.backtest.past import past_pacts
from solver.backtest.run import backtest
from solver.backtest.tables import load_pacts, read_pacts, shipped_pacts

__all__ = [
    "Backtest",
    "Backtests",
    "Pact",
    "Row",
    "backtest",
    "load_pacts",
    "past_pacts",
    "read_pacts",
    "shipped_pacts",
]
