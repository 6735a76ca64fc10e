"""The split with which one partner expects to win most seats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from solver.facts import Facts
from solver.fields import Id
from solver.goals.wins import Wins
from solver.odds import MILLION
from solver.problems import Problem, check_known


class WinsOf(Wins):
    """As `wins`, of the seats of one partner alone."""

    kind: Literal["wins_of"] = Field("wins_of", description="Maximise the seats that one partner expects to win.")  # type: ignore[assignment]  # each goal has its own word
    party: Id = Field(description="The partner.")

    def counted(self, facts: Facts) -> dict[tuple[str, str], int]:
        """The partner's chances."""
        return {cell: chance for cell, chance in super().counted(facts).items() if cell[1] == self.party}

    def sentence(self, facts: Facts) -> str:
        """'the most seats that INC expects to win (in millionths)'."""
        return f"the most seats that {self.party} expects to win (counted in 1/{MILLION:,})"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Nothing assumed about votes; an unknown partner, or one that does not contest."""
        yield from super().problems(facts)
        yield from check_known(("party",), "party", (self.party,), facts.party)
        if self.party in facts.party and not facts.party[self.party].contests:
            yield Problem(("party",), f"{self.party} does not contest, so it can win no seat of the pact")
