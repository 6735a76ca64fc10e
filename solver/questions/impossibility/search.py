"""At which least sizes can two axioms, each of which can be met, not both be met? By looking at every pact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations_with_replacement, permutations

import numpy as np

from solver.answers.impossible import Exhausted, Pair, Size
from solver.engine.asks import Deadline
from solver.questions.impossibility.axioms import Axiom
from solver.questions.impossibility.divisions import Divisions, Flags, divisions
from solver.questions.impossibility.instances import Pact, Weights, pacts

Hits = dict[frozenset[Pair], Pact]
"""By pairs that cannot both be met, the first pact where it is just these."""


@dataclass
class Search:
    """Pairs, the least sizes found, and what holds in every split seen so far."""

    axioms: Sequence[Axiom]
    deadline: Deadline
    found: dict[Size, Hits] = field(default_factory=dict)
    exhausted: list[Exhausted] = field(default_factory=list)
    implied: set[Pair] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.implied = set(permutations((axiom.name for axiom in self.axioms), 2))

    def run(
        self, sizes: Iterable[Size], weights: Callable[[int], Sequence[Weights]], told: Callable[[str], None]
    ) -> bool:
        """Exhaust these sizes, each of which comes after all that are within it; False where the time was too short."""
        for size in sizes:
            told(str(size))
            if not self._exhaust(size, weights(size.parties)):
                return False
        return True

    def open(self, size: Size) -> tuple[Pair, ...]:
        """Pairs not found at a size within this one."""
        settled = {pair for found, hits in self.found.items() if found.within(size) for pairs in hits for pair in pairs}
        names = [axiom.name for axiom in self.axioms]
        return tuple(pair for pair in combinations_with_replacement(names, 2) if pair not in settled)

    def _exhaust(self, size: Size, weights: Sequence[Weights]) -> bool:
        """Look at every pact of a size."""
        wanted, hits, seen, splits = self.open(size), Hits(), 0, 0
        for one in weights:
            for some, divided in chain.from_iterable(divisions(every) for every in pacts(one, size)):
                if self.deadline.passed:
                    return False
                for row, pairs in self._impossible(divided, wanted):
                    hits.setdefault(pairs, some.pact(row))
                seen += len(some.types)
                splits += divided.value[0][0].size
        if hits:
            self.found[size] = hits
        self.exhausted.append(Exhausted(size, len(weights), seen, splits))
        return True

    def _impossible(self, divided: Divisions, wanted: Sequence[Pair]) -> Iterator[tuple[int, frozenset[Pair]]]:
        """(number of a pact, pairs that it does not let be met though it does each of the two), where there are any."""
        meets: dict[str, Flags] = {axiom.name: axiom.meets(divided) for axiom in self.axioms}
        possible: dict[str, Flags] = {name: np.any(flags, axis=1) for name, flags in meets.items()}
        self.implied = {(one, two) for one, two in self.implied if not (meets[one] & ~meets[two]).any()}
        never = [self._never(pair, meets, possible) for pair in wanted]
        for row in np.flatnonzero(np.logical_or.reduce(never)) if never else ():
            yield int(row), frozenset(pair for pair, flags in zip(wanted, never, strict=True) if flags[row])

    def _never(self, pair: Pair, meets: dict[str, Flags], possible: dict[str, Flags]) -> Flags:
        """Of each pact: can the two not both be met, though each can? Of one axiom alone: can it not be met?"""
        one, two = pair
        if one == two:
            return ~possible[one]
        if pair in self.implied or (two, one) in self.implied:
            return np.zeros(possible[one].shape, dtype=bool)
        return possible[one] & possible[two] & ~(meets[one] & meets[two]).any(axis=1)


LEAST = Size(1, 2, 0)


def sizes(most: Size) -> Iterator[Size]:
    """Every size within the limits, each after those within it; small ones first."""
    every = (
        Size(seats, parties, locked)
        for seats in range(LEAST.seats, most.seats + 1)
        for parties in range(LEAST.parties, most.parties + 1)
        for locked in range(min(most.locked, seats) + 1)
    )
    yield from sorted(every, key=lambda size: (sum(size), size))
