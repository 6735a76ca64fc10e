"""What should a reader know about the odds of this scenario before trusting them?"""

from __future__ import annotations

from collections.abc import Iterator

from solver.assumptions import RIVALS, Assumptions
from solver.facts import Facts
from solver.odds.leans import leans
from solver.words import first_few


def notices(facts: Facts, assumed: Assumptions) -> Iterator[str]:
    """Seats and parties of which nothing is on record; transfers that add up to more than all votes."""
    found = leans(facts, assumed)
    silent = [seat for seat, row in zip(found.seats, found.shares, strict=True) if not row.any()]
    if silent:
        yield f"odds: no votes are on record in {first_few(silent)}; the odds there are 1/2, which means not knowing"
    yield from _not_counted(facts, assumed)
    for party in facts.contesting:
        if not found.shares[:, found.parties.index(party)].any():
            yield f"odds: {party} has no votes on record up to the elections named, so it has no voters of its own here"
    yield from _more_than_all(assumed)


def _not_counted(facts: Facts, assumed: Assumptions) -> Iterator[str]:
    """Seats of which no segment was counted at an election that is weighed and was counted by segment."""
    for election in (one for one in assumed.elections if one in facts.segment_returns):
        silent = [seat for seat in facts.seat_ids if seat not in facts.returns[election]]
        if silent:
            told = first_few(silent)
            yield f"odds: no segment of {told} has votes at {election}; the other elections count alone there"


def _more_than_all(assumed: Assumptions) -> Iterator[str]:
    for giver, takers in assumed.transfer.items():
        rivals = takers.get(RIVALS, 0)
        for taker, follows in takers.items():
            if taker != RIVALS and follows + rivals > 1:
                yield (
                    f"odds: of {giver}'s votes, {float(follows):g} to {taker} and {float(rivals):g} to rivals are more "
                    f"than all; rivals are taken to get {float(1 - follows):g}"
                )
