"""A seat goes to the partner that won it, or else to the one that came second.

The first election given decides; where it names no partner, the next one does. The usual ground of Indian seat sharing:
E. Sridharan, "Electoral Coalitions in 2004 General Elections: Theory and Evidence", Economic and Political Weekly 39
(51), 2004, 5418-5425.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from solver.facts import Facts
from solver.lookups.selectors import second_place_ties, standings
from solver.problems import Problem
from solver.rules.due import SeatRule
from solver.words import amount


class WonOrSecond(SeatRule):
    """Of the parties of `over` the winner comes first, then the runner-up, election by election as given."""

    kind: Literal["won_or_second"] = Field(
        "won_or_second", description="A seat goes to the partner that won it, else to the one that came second."
    )

    def owners(self, facts: Facts, seat: str) -> tuple[str, ...]:
        """The party with priority, if any."""
        parties = self.parties(facts)
        found = standings(facts, self.elections, seat)
        places = (party for one in found for party in (one.winner, one.runner_up))
        return tuple(party for party in places if party is not None and party in parties)[:1]

    def sentence(self, facts: Facts) -> str:
        """'the partner that won a seat in 2019, then 2014, or else came second, contests it (63 seats)'."""
        where = ", then ".join(self.elections)
        number = amount(len(self.due(facts)))
        return f"the partner that won a seat in {where}, or else came second, contests it ({number}){self.slack(facts)}"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Adds: nobody shares second place."""
        for election in self.elections:
            for message in second_place_ties(election, facts):
                yield Problem(("elections",), message, "give the rows a position", derived=True)
        yield from super().problems(facts)
