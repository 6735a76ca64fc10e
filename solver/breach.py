"""Where does a split break a rule worst, and who is wronged by whom?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Breach:
    """Where a split breaks a rule: in a sentence, and who is wronged, who holds too much, what was set aside."""

    sentence: str
    party: str | None = None
    """Who holds too little, where it is one party."""
    against: str | None = None
    """Who holds what `party` lacks, or holds too much, where it is one party."""
    aside: str | None = None
    """The seat that was set aside before comparing, where the rule sets one aside."""
    seats: tuple[str, ...] = ()
    """The seats at issue, where the rule is about particular ones."""

    def to_dict(self) -> dict[str, Any]:
        """The breach's entry in an answer."""
        data = {"sentence": self.sentence, "party": self.party, "against": self.against, "aside": self.aside}
        return {**data, "seats": list(self.seats)}
