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
from solver.engine.interrupt import left_to_python
from solver.questions.conflicts.together import KEPT, Together, UndecidedError

TRIES = 4
"""Most largest sets looked at to learn of one within them; if all of them clash otherwise, that one is asked about."""


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
        self._solver = Solver(name="minisat-gh")
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

    def largest(self, around: int = 0) -> int | None:
        """An unknown set that holds these and lies in no other unknown one; None where there is none."""
        assumed = [*self._alike.values(), *_literals(around)]
        with left_to_python():
            return self._largest(assumed)

    def _largest(self, assumed: list[int]) -> int | None:
        """The solver takes in what it may choose, so the rest is what then cannot be in; that is seen to."""
        if not self._solver.solve(assumptions=assumed):
            return None
        chosen = self._model()
        alike = list(self._alike.values())
        _, forced = self._solver.propagate(assumptions=[*alike, *_literals(chosen)])
        outside = sum(1 << -literal - 1 for literal in forced if -self.number <= literal < 0)
        for position in bits(((1 << self.number) - 1) & ~chosen & ~outside):
            if not chosen >> position & 1 and self._solver.solve(
                assumptions=[*alike, *_literals(chosen), position + 1]
            ):
                chosen = self._model()
        return chosen

    def _model(self) -> int:
        model = self._solver.get_model()[: self.number]
        return int("".join("1" if literal > 0 else "0" for literal in reversed(model)) or "0", 2)

    def strike_inside(self, kept: int) -> None:
        """All sets within this one are known."""
        self._solver.add_clause(_literals(((1 << self.number) - 1) & ~kept))

    def strike_around(self, conflict: int) -> None:
        """All sets that hold this one are known."""
        self._solver.add_clause([-literal for literal in _literals(conflict)])


def _literals(chosen: int) -> list[int]:
    """The members of a set, counted from 1; for large sets faster than `bits`."""
    return [literal for literal, bit in enumerate(bin(chosen)[:1:-1], 1) if bit == "1"]


def enumerate_all(together: Together, prefer: int = 0) -> Iterator[MinimalConflict | DropSet]:
    """All minimal conflicts and drop-sets; the iterator ends when there are no others.

    Conflicts are shrunk so that what is in `prefer` stays in them where it can.

    Raises:
        UndecidedError: where the limit comes first.
    """
    return _Enumeration(together, prefer).run()


class _Enumeration:
    """The search. Every set that is asked about is as large as can be, so each answer is a new one.

    Whether a member of a conflict is needed is asked of a largest unknown set that holds the others: if that can be
    kept, it is one more, and so can they; if not, what clashes in it is new, and waits to be shrunk.
    """

    def __init__(self, together: Together, prefer: int) -> None:
        self._together = together
        self._prefer = prefer
        self._unknown = Map(len(together.candidates))
        self._waiting: list[int] = []
        """Sets that clash, not yet shrunk; no set that holds one is unknown."""
        self._conflicts: set[int] = set()
        self._found: list[MinimalConflict | DropSet] = []
        together.keeper.expect_many()

    def run(self) -> Iterator[MinimalConflict | DropSet]:
        """One step after the other; what was found is told where the limit comes, too."""
        more = True
        while more:
            try:
                more = self._step()
            except UndecidedError:
                yield from self._told()
                raise
            yield from self._told()

    def _told(self) -> Iterator[MinimalConflict | DropSet]:
        found, self._found = self._found, []
        yield from found

    def _step(self) -> bool:
        """Shrink what waits, or look at another set; False where there is none."""
        if self._waiting:
            self._shrink(self._waiting.pop())
            return True
        chosen = self._unknown.largest()
        if chosen is not None:
            clash = self._look(chosen)
            if clash is not None:
                self._wait(self._together.blaming(chosen, clash, self._prefer))
        return chosen is not None

    def _look(self, chosen: int) -> int | None:
        """Some that clash in a largest unknown set; None where it can be kept: what it lacks is a set to drop."""
        clash = self._together.proved(chosen)
        if clash is None:
            self._unknown.strike_inside(chosen)
            self._found.append(DropSet(self._together.everything & ~chosen))
        return clash

    def _wait(self, clash: int) -> None:
        self._unknown.strike_around(clash)
        self._waiting.append(clash)

    def _shrink(self, clash: int) -> None:
        """Tell the minimal conflict in a clash, unless it was told."""
        among = None if self._prefer else self._among  # what else clashes there would not be blamed as preferred
        conflict = self._together.shrunk(clash, self._prefer, among)
        if conflict not in self._conflicts:
            self._conflicts.add(conflict)
            self._unknown.strike_around(conflict)
            self._found.append(MinimalConflict(conflict))

    def _among(self, chosen: int) -> int | None:
        """Some that clash in a set; None where it can be kept."""
        for _ in range(TRIES):
            known = self._together.known(chosen)
            if known is not None:
                return None if known == KEPT else known
            largest = self._unknown.largest(chosen)
            if largest is None:
                return next(clash for clash in self._waiting if not clash & ~chosen)
            clash = self._look(largest)
            if clash is not None:
                self._wait(clash)
        return self._together.clash(chosen)
