"""What is a generated pact drawn around: which seats, which parties, and who is at home where?"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cached_property

from solver.facts import Facts, Party, Seat


class Draft:
    """A pact in the making: facts, and the split that its rules are drawn around."""

    def __init__(self, seats: int, parties: int, number: int, seed: int) -> None:
        self.rng = random.Random(seed)
        self.number = number
        self.pushed = round(3.5 * number**0.2)
        regions = max(4, round(seats**0.5))
        self.facts = Facts(
            parties=tuple(Party(id=f"p{i}") for i in range(parties)),
            seats=tuple(Seat(id=f"s{i}", region=f"r{i % regions}") for i in range(seats)),
        )
        self.home = {seat: self.rng.choice(self.parties) for seat in self.facts.seat_ids}

    @property
    def parties(self) -> tuple[str, ...]:
        """Ids of the parties."""
        return self.facts.contesting

    @cached_property
    def seats_of(self) -> dict[str, list[str]]:
        """Home seats by party."""
        return {party: [seat for seat in self.facts.seat_ids if self.home[seat] == party] for party in self.parties}

    def held(self, party: str, pool: Sequence[str]) -> int:
        """Home seats of a party in a pool."""
        return sum(self.home[seat] == party for seat in pool)

    def away(self, party: str) -> list[str]:
        """Seats in which others are at home."""
        return [seat for seat in self.facts.seat_ids if self.home[seat] != party]

    def sample(self, seats: Sequence[str], least: int, most: int) -> list[str]:
        """Some of these seats, in file order."""
        number = min(len(seats), self.rng.randint(least, most))
        chosen = set(self.rng.sample(list(seats), number))
        return [seat for seat in self.facts.seat_ids if seat in chosen]

    def some_regions(self) -> tuple[str, ...]:
        """One to four of the regions."""
        return tuple(self.rng.sample(self.facts.regions, self.rng.randint(1, 4)))

    def in_regions(self, regions: Sequence[str]) -> list[str]:
        """The seats of these regions."""
        return [seat.id for seat in self.facts.seats if seat.region in regions]

    def pool(self, least: float, most: float) -> list[str]:
        """A random pool of such a share of all seats."""
        seats = self.facts.seat_ids
        return self.sample(seats, max(1, round(least * len(seats))), max(1, round(most * len(seats))))
