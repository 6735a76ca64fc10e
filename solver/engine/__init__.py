"""Rows in, answer out. The only package that imports OR-Tools; it knows nothing of rules, facts or scenarios."""

from __future__ import annotations

from solver.engine.asks import (
    Ask,
    Bounds,
    Deadline,
    Found,
    Impossible,
    Outcome,
    Staged,
    Unknown,
)
from solver.system import EngineError, System

__all__ = [
    "Ask",
    "Bounds",
    "Deadline",
    "EngineError",
    "Found",
    "Impossible",
    "Outcome",
    "Staged",
    "System",
    "Unknown",
]
