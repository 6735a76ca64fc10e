"""How does a network answer all stages at once? Single questions, and what is no network, go to CP-SAT as ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from solver.engine.asks import Bounds, Deadline, Impossible, Refused, Staged, Unknown
from solver.engine.cpsat import CpSat
from solver.engine.flows import Whole
from solver.engine.transport.ranked import LARGEST, ranked
from solver.engine.transport.recognised import Recogniser
from solver.engine.transport.room import TooLargeError
from solver.engine.transport.splits import Splits
from solver.engine.transport.template import Asked, Optimum


@dataclass(frozen=True, eq=False)
class AtOnce:
    """The best of all stages, and all splits as good: one cell a seat."""

    asked: Asked
    optimum: Optimum
    recogniser: Recogniser

    @property
    def values(self) -> tuple[int, ...]:
        """The value of each stage, proved least by potentials."""
        return self.optimum.values

    @cached_property
    def chosen(self) -> Whole:
        """By seat, the cell that it goes to in the first of the best splits."""
        return self.optimum.first()

    def best_by(self, stages: int) -> Splits:
        """All splits that are best by the first so many stages."""
        return Splits(self.asked, stages, self.optimum if stages == len(self.values) else None)

    def bounds(self, stages: int) -> Bounds:
        """Bounds of variables that hold in every solution that is best by the first so many stages."""
        return self.recogniser.bounds(self.best_by(stages))

    def easing(self, stages: int) -> Callable[[int], Whole | None]:
        """Of the splits that are best by the first so many stages, one in which a wish falls short least."""
        splits = self.best_by(stages)
        return lambda demand: self.recogniser.easing(splits, demand)

    def in_order(self) -> Iterator[Whole] | None:
        """All splits that keep what must be kept, the best first; None where costs or nodes are too many for that."""
        costs = self.asked.combined
        room = self.asked.room
        return None if costs is None or room.tree.root >= LARGEST else ranked(room, costs, self.chosen)


class ByFlow(CpSat):
    """Minimum-cost flow on one system."""

    name = "flow"

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(self.system)

    def refused(self, staged: Staged) -> Refused | None:
        """What keeps this from being a network, if anything does."""
        asked = self._recogniser.asked(staged)
        return asked if isinstance(asked, Refused) else None

    def at_once(self, staged: Staged, deadline: Deadline) -> AtOnce | Impossible | Unknown | None:
        """The best of all stages; None where that is no network, or the costs are too large for one."""
        if deadline.passed:
            return Unknown()
        asked = self._recogniser.asked(staged)
        if isinstance(asked, Refused):
            return None
        try:
            optimum = asked.optimum()
        except TooLargeError:
            self.name = CpSat.name
            return None
        self.answered.add(ByFlow.name)
        return Impossible() if optimum is None else AtOnce(asked, optimum, self._recogniser)
