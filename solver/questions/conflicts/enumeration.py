"""What are all the minimal conflicts, and all the minimal sets of rules to drop, in the order in which they are found?

MARCO: a map of all sets of rules, kept by a SAT solver, proposes a set not yet known to be possible or impossible, as
large as can be. If it can be kept it is as large as any that can: its complement is a minimal drop-set. If not, it is
shrunk to a minimal conflict. What either says of other sets is struck from the map; when the map is empty, all are
found. Source: M. Liffiton, A. Previti, A. Malik, J. Marques-Silva, "Fast, flexible MUS enumeration", Constraints 21
(2016) 223-250.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from solver.cover import bits
from solver.engine.interrupt import passing_on
from solver.questions.conflicts.together import Together


@dataclass(frozen=True)
class MinimalConflict:
    """These candidates cannot all be kept, any of them left out the rest can."""

    members: int


@dataclass(frozen=True)
class DropSet:
    """Without these candidates the rest can be kept; with any one of them back, it cannot."""

    members: int


class Map:
    """The sets of candidates of which nothing is known yet.

    Of `alike` ones, as long as they are told to be, only sets are proposed that hold the first so many.
    """

    def __init__(self, number: int, alike: Sequence[int] = ()) -> None:
        from pysat.solvers import Solver  # 0.1 s to load: only where all conflicts are asked for

        self.number = number
        self._solver = Solver(name="minisat22")
        self._solver.set_phases(range(1, number + 1))
        for position in range(1, number + 1):
            self._solver.add_clause([position, -position])
        self._alike = {group: number + 1 + index for index, group in enumerate(alike)}
        for group, literal in self._alike.items():
            members = list(bits(group))
            for one, following in pairwise(members):
                self._solver.add_clause([-literal, one + 1, -(following + 1)])

    @property
    def alike(self) -> list[int]:
        """Sets of candidates that are alike."""
        return list(self._alike)

    def tell_apart(self, group: int) -> None:
        """From now on, the members of this set are looked at one by one."""
        del self._alike[group]

    def largest(self) -> int | None:
        """An unknown set that lies in no other unknown one; None where all is known."""
        with passing_on():
            return self._largest()

    def _largest(self) -> int | None:
        alike = list(self._alike.values())
        if not self._solver.solve(assumptions=alike):
            return None
        chosen = self._model()
        for position in range(self.number):
            if not chosen >> position & 1:
                fixed = [bit + 1 for bit in bits(chosen)]
                if self._solver.solve(assumptions=[*alike, *fixed, position + 1]):
                    chosen = self._model()
        return chosen

    def _model(self) -> int:
        return sum(1 << (literal - 1) for literal in self._solver.get_model()[: self.number] if literal > 0)

    def strike_inside(self, kept: int) -> None:
        """All sets within this one are known."""
        self._solver.add_clause([position + 1 for position in range(self.number) if not kept >> position & 1])

    def strike_around(self, conflict: int) -> None:
        """All sets that hold this one are known."""
        self._solver.add_clause([-(position + 1) for position in bits(conflict)])


def enumerate_all(together: Together, prefer: int = 0) -> Iterator[MinimalConflict | DropSet]:
    """All minimal conflicts and drop-sets; the iterator ends when there are no others.

    Conflicts are shrunk so that what is in `prefer` stays in them where it can.

    Raises:
        UndecidedError: where the limit comes first.
    """
    known = Map(len(together.candidates))
    while (chosen := known.largest()) is not None:
        clash = together.clash(chosen)
        if clash is None:
            yield DropSet(together.everything & ~chosen)
            known.strike_inside(chosen)
        else:
            conflict = together.shrunk(together.blaming(chosen, clash, prefer), prefer)
            known.strike_around(conflict)
            yield MinimalConflict(conflict)
