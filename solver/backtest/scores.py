"""How good were the odds? Brier score, log loss, calibration, seats called."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LEAST = 1e-6
"""Odds nearer to 0 or 1 count as this near, so that one wrong certainty does not cost without end."""

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Seats whose odds lie between two tenths: how many, their mean odds, the part of them that was won."""

    low: float
    high: float
    seats: int
    odds: float
    won: float


@dataclass(frozen=True)
class Scores:
    """How a way of predicting did, over seats with known outcome."""

    seats: int
    brier: float
    """Mean of (odds - outcome)^2; G. W. Brier, Monthly Weather Review 78 (1950) 1-3."""
    log_loss: float
    """Mean of -ln(odds of what happened), in nats."""
    called: int
    """Seats called for the pact: odds above 1/2."""
    right: int
    """Seats called as they went; odds of exactly 1/2 call nothing."""
    expected: float
    """Sum of the odds."""
    won: int
    bins: tuple[Bin, ...]

    @property
    def brier_of_calls(self) -> float:
        """The Brier score of the calls alone, taken as certain: the part that was wrong."""
        return 1 - self.right / self.seats

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer; scores to four decimals."""
        return {
            "seats": self.seats,
            "brier": round(self.brier, 4),
            "log_loss": round(self.log_loss, 4),
            "called": self.called,
            "right": self.right,
            "brier_of_calls": round(self.brier_of_calls, 4),
            "expected": round(self.expected, 2),
            "won": self.won,
            "calibration": [
                {"from": b.low, "to": b.high, "seats": b.seats, "odds": round(b.odds, 4), "won": round(b.won, 4)}
                for b in self.bins
            ],
        }


def scores(odds: Mapping[str, float], won: Mapping[str, bool]) -> Scores | None:
    """The scores over the seats that have both odds and an outcome; None where no seat has."""
    both = [(odds[seat], won[seat]) for seat in odds if seat in won]
    if not both:
        return None
    size = len(both)
    return Scores(
        seats=size,
        brier=sum((p - happened) ** 2 for p, happened in both) / size,
        log_loss=sum(-math.log(max(LEAST, p if happened else 1 - p)) for p, happened in both) / size,
        called=sum(p > 0.5 for p, _ in both),
        right=sum((p > 0.5 and happened) or (p < 0.5 and not happened) for p, happened in both),
        expected=sum(p for p, _ in both),
        won=sum(happened for _, happened in both),
        bins=tuple(calibration(both)),
    )


def calibration(both: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The tenths that hold any seat; a seat on a border counts above it."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for p, happened in both:
        groups.setdefault(min(BINS - 1, int(p * BINS)), []).append((p, happened))
    return [
        Bin(
            low=index / BINS,
            high=(index + 1) / BINS,
            seats=len(group),
            odds=sum(p for p, _ in group) / len(group),
            won=sum(happened for _, happened in group) / len(group),
        )
        for index, group in sorted(groups.items())
    ]


def odds_of(margins: Mapping[str, float], sigma: float) -> dict[str, float]:
    """Phi(margin / sigma) by seat; 1/2 at a margin of 0."""
    return {seat: math.erfc(-margin / sigma / math.sqrt(2)) / 2 for seat, margin in margins.items()}
