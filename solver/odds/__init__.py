"""Who would win? From past votes to the odds that the pact wins a seat with a given party on the ballot.

The model, its sources and its limits: docs/odds.md.
"""

from __future__ import annotations

from solver.odds.chances import MILLION, chances, margins, millionths
from solver.odds.leans import Leans, leans
from solver.odds.simulate import ELECTIONS, LEVEL, Expected, Totals, expected, simulate

__all__ = [
    "ELECTIONS",
    "LEVEL",
    "MILLION",
    "Expected",
    "Leans",
    "Totals",
    "chances",
    "expected",
    "leans",
    "margins",
    "millionths",
    "simulate",
]
