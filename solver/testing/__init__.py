"""Hypothesis strategies that draw pacts to be divided, for property tests of your own rules and methods.

    from hypothesis import given
    from solver import solve
    from solver.testing import scenarios

    @given(scenarios(notions=("WEF1",), max_seats=5))
    def test_wef1_can_always_be_met(scenario):
        assert solve(scenario).cost[0].value == 0

Values and entitlements are drawn as a pattern first (identical, zero-heavy, skewed, random): uniform draws hide what
is wrong. They need Hypothesis, which comes with the extra `lab`.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from solver.testing.case import Case

if TYPE_CHECKING:
    from solver.testing.patterns import entitlements, numbers, values, weights
    from solver.testing.strategies import cases, scenarios, splits_of

__all__ = [
    "Case",
    "NoHypothesisError",
    "cases",
    "entitlements",
    "numbers",
    "scenarios",
    "splits_of",
    "values",
    "weights",
]

_LATER = {
    "cases": "strategies",
    "entitlements": "patterns",
    "numbers": "patterns",
    "scenarios": "strategies",
    "splits_of": "strategies",
    "values": "patterns",
    "weights": "patterns",
}


class NoHypothesisError(ImportError):
    """Hypothesis is not installed."""

    def __init__(self) -> None:
        super().__init__("this needs Hypothesis, which is not installed: pip install 'seatpact[lab]'")


def needs_hypothesis() -> None:
    """Say so where Hypothesis is not installed.

    Raises:
        NoHypothesisError: then.
    """
    if find_spec("hypothesis") is None:
        raise NoHypothesisError


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'solver.testing' has no attribute {name!r}")
    needs_hypothesis()
    return getattr(import_module(f"solver.testing.{_LATER[name]}"), name)
