"""Which wishes could be dropped altogether, so that all the rest is kept in full: the minimal sets, smallest first?

First one of the fewest rules, then all of them, in whatever order the map of all sets gives them; where there are more
than can be looked at so, the smallest ones, one by one: a set to drop takes a member out of every conflict, so the
smallest set that does so for all the clashes known either is one, or shows others, of which those that share no member
are taken at once.
Source: J. Davies and F. Bacchus, "Solving MAXSAT by solving a sequence of simpler SAT instances", CP 2011.
"""

from __future__ import annotations

from contextlib import suppress

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
        """Find them, until the limit: one of the fewest rules first."""
        with suppress(UndecidedError):
            self.fewest()
            if not self.complete:
                self.complete = self._all()
            if not self.complete:
                self._smallest_first(self.limit)

    def fewest(self) -> None:
        """Find the first of the sets of fewest rules.

        Raises:
            UndecidedError: where the limit comes first.
        """
        self.together.keeper.expect_many()
        self._smallest_first(1)

    def _all(self) -> bool:
        """Look at all sets; False where there are too many."""
        for number, one in enumerate(enumeration.enumerate_all(self.together), 1):
            if isinstance(one, enumeration.DropSet):
                self._others.append(one.members)
            if number == MAPPED * self.limit:
                return False
        return True

    def _smallest_first(self, wanted: int) -> None:
        """The smallest sets that take a member out of every conflict, one after the other, until so many are found."""
        number = len(self.together.candidates)
        known = CpSat(System(0, 0, (Demand(helpers=((0, 1),) * number),)))
        known.add(tuple(_hit(conflict) for conflict in self.together.conflicts))
        known.add(tuple(not_all(found) for found in self._in_order))
        while len(self._in_order) < wanted:
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
            clashes.append(clash)  # few enough: to leave more of it out takes more questions than it saves
            left &= ~clash
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
