"""Is it worth it to have a party in the pact, and from which transfer rate on?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Worth:
    """Expected wins of the pact with a party and without it, and from which part of its voters on it pays.

    Rates are in hundredths. `rate` is the smallest one at which the pact with the party expects at least as many wins
    as without it; None where there is none. It is looked for at every tenth, and between two tenths where the answer
    changes. `steady` says that from it on the answer does not change back at any tenth.
    """

    party: str
    option: str
    without: str
    expected: float
    expected_without: float
    interval: tuple[int, int]
    """The least and the most that it wins more with the party, in 9 of 10 elections simulated with the same errors."""
    rate: int | None
    steady: bool
    curve: tuple[tuple[int, float], ...]
    """(rate, wins that the pact with the party expects) at every tenth."""
    solved_anew: bool
    """The split depends on the odds, and was looked for anew at every rate; else the split told was kept."""
    proved: bool
    """Every one of those splits was proved the best."""

    def to_dict(self) -> dict[str, Any]:
        """The entry in a comparison."""
        return {
            "party": self.party,
            "with": self.option,
            "without": self.without,
            "expected": self.expected,
            "expected_without": self.expected_without,
            "gain_interval": list(self.interval),
            "break_even": None if self.rate is None else self.rate / 100,
            "steady": self.steady,
            "curve": [[rate / 100, wins] for rate, wins in self.curve],
            "solved_anew": self.solved_anew,
            "proved": self.proved,
        }

    @property
    def sentence(self) -> str:
        """Whether it pays, and from which rate on."""
        gain = round(self.expected - self.expected_without, 2)
        more = f"{abs(gain):.1f} seats {'more' if gain >= 0 else 'fewer'} than {self.without}"
        low, high = self.interval
        more += f" ({low:+d} to {high:+d} in 9 of 10 elections with the same errors for both)"
        return f"With {self.party} in, {self.option} expects {self.expected:.1f} wins, {more}; {self._from()}."

    def _from(self) -> str:
        if self.rate is None:
            return f"no part of {self.party}'s voters that follows would make up for it"
        if self.rate == 0 and self.steady:
            return f"it pays even if none of {self.party}'s voters follow"
        start = f"it pays from {self.rate} per cent of {self.party}'s voters on who follow the pact"
        return start if self.steady else f"{start}, but not at every higher rate"
