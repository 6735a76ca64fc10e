"""Which wishes could be dropped altogether, so that all the rest is kept in full: the minimal sets, smallest first?

First all of them, in whatever order the map of all sets gives them; where there are more than can be looked at so,
the smallest ones: a set to drop takes a member out of every conflict, so the smallest set that does so for all the
conflicts known either is one, or shows conflicts not known yet, of which those that share no member are taken at once.
Source: J. Davies and F. Bacchus, "Solving MAXSAT by solving a sequence of simpler SAT instances", CP 2011.
"""

from __future__ import annotations

from solver.answers import DropSet, DropSets
from solver.cover import bits
from solver.engine import System
from solver.engine.cpsat import CpSat
from solver.questions.conflicts import enumeration
from solver.questions.conflicts.smallest import first, least, not_all
from solver.questions.conflicts.together import Together, UndecidedError
from solver.rows import Demand, Linear, Row

MAPPED = 10
"""Most conflicts and sets looked at in the map's own order, for each set that is wanted, before the smallest are looked
for one by one."""


class DropSetSearch:
    """Looks for the first `limit` minimal sets to drop, by size, then by rule; can be told at any time.

    `complete`: proved that there are no others than those found.
    """

    def __init__(self, together: Together, limit: int) -> None:
        self.together = together
        self.limit = limit
        self.complete = False
        self._in_order: list[int] = []
        self._others: list[int] = []

    def run(self) -> None:
        """Find them, until the limit."""
        try:
            self.complete = self._all()
            if not self.complete:
                self._smallest_first()
        except UndecidedError:
            return

    def _all(self) -> bool:
        """Look at all sets; False where there are too many."""
        for number, one in enumerate(enumeration.enumerate_all(self.together), 1):
            if isinstance(one, enumeration.DropSet):
                self._others.append(one.members)
            if number == MAPPED * self.limit:
                return False
        return True

    def _smallest_first(self) -> None:
        """The smallest sets that take a member out of every conflict, one after the other."""
        number = len(self.together.candidates)
        known = CpSat(System(0, 0, (Demand(helpers=((0, 1),) * number),)))
        known.add(tuple(_hit(conflict) for conflict in self.together.conflicts))
        while len(self._in_order) < self.limit:
            chosen = least(known, self.together)
            if chosen is None:
                self.complete = True
                return
            if self._hits_all(chosen, known):
                chosen = first(known, self.together, chosen.bit_count())
                if self._hits_all(chosen, known):
                    self._in_order.append(chosen)
                    known.add((not_all(chosen),))

    def _hits_all(self, chosen: int, known: CpSat) -> bool:
        """Can the rest be kept? If not, several conflicts in it that share no member are made known."""
        left = self.together.everything & ~chosen
        clashes = []
        while (clash := self.together.clash(left)) is not None:
            clashes.append(self.together.shrunk(clash))
            left &= ~clashes[-1]
        known.add(tuple(map(_hit, clashes)))
        return not clashes

    def told(self) -> DropSets:
        """What was found: in order, as far as the order is proved."""
        others = sorted(set(self._others) - set(self._in_order), key=lambda one: (one.bit_count(), tuple(bits(one))))
        every = [*self._in_order, *others]
        return DropSets(tuple(map(self._set, every[: self.limit])), self.complete and len(every) <= self.limit)

    def _set(self, members: int) -> DropSet:
        together = self.together
        ids = tuple(together.posed.rules[index].id for index in together.rules(members))
        return DropSet(ids, together.witness(together.everything & ~members))


def _hit(conflict: int) -> Row:
    """Some member of a conflict is dropped."""
    return Row(Linear.sum(bits(conflict)), low=1)
