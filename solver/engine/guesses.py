"""Is there a split in which what is more than counts is kept in the way it was kept the last time?

With its helpers fixed, a demand is counts of cells like any other, and a network answers in a fraction of the time that
a search for the helpers takes. A flow is a split that keeps the demand; a cut proves nothing, since other values of the
helpers might do.
"""

from __future__ import annotations

from collections.abc import Sequence

from solver.engine.counted import Counted
from solver.engine.flows import Flow, Whole
from solver.engine.folded import Count, folded
from solver.engine.network import Network


class Guesses:
    """Remembers, for each demand that is more than counts, those that it was in the last solution."""

    def __init__(self, counted: Counted) -> None:
        self._counted = counted
        self._counts: dict[int, tuple[Count, ...]] = {}
        self._networks: dict[tuple[int, ...], Network] = {}

    def learn(self, demands: Sequence[int], values: Sequence[int]) -> None:
        """The values of all variables in a solution that keeps these demands."""
        system = self._counted.system
        for demand in demands:
            if not self._counted.exact(demand):
                start = system.offsets[demand]
                found = folded(system, demand, values[start : start + len(system.demands[demand].helpers)])
                if found.exact and self._counts.get(demand) != found.counts:
                    self._counts[demand] = found.counts
                    self._networks = {key: one for key, one in self._networks.items() if demand not in key}

    def ask(self, demands: Sequence[int]) -> Whole | None:
        """A choice of cells that keeps these demands; None where no such one was found."""
        guessed = tuple(demand for demand in demands if not self._counted.exact(demand))
        if any(demand not in self._counts for demand in guessed):
            return None
        network = self._network(guessed)
        known = len(self._counted.network.counts)
        outcome = network.ask([*self._counted.numbers_of(demands), *range(known, len(network.counts))])
        if not isinstance(outcome, Flow):
            return None
        return outcome.chosen if network.holds(outcome.chosen)[list(outcome.left_out)].all() else None

    def _network(self, guessed: tuple[int, ...]) -> Network:
        """All counts, then those guessed."""
        if guessed not in self._networks:
            known = self._counted.network
            counts = [*known.counts, *(count for demand in guessed for count in self._counts[demand])]
            self._networks[guessed] = Network(known.seats, known.parties, counts)
        return self._networks[guessed]
