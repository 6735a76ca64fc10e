"""How is the command run within a test?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Said(NamedTuple):
    """Exit code and both streams of one run."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]
"""Runs `seatpact` with some arguments, at the root of the project."""
