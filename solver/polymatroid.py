"""What do the greatest totals of all sets of groups say together: which sums bind, and which totals are possible?

Where seats are shared out along a network, the possible totals are the whole points of a base polyhedron: those whose
sum over each set S of groups is at most f(S), with f submodular, and which add up to all seats. Sources: J. Edmonds,
"Submodular functions, matroids, and certain polyhedra" (1970); A. Frank and E. Tardos, "Generalized polymatroids and
submodular flows", Mathematical Programming 42 (1988) 489-563, for boxes; K. Murota, "Discrete Convex Analysis" (2003),
for networks. A set of groups is a number whose bits are its members.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Blocked:
    """Why totals are out of reach: this set of groups, together, is asked to be `by` seats beyond what it can be.

    `above`: they are asked for more than they can have; else they are allowed fewer than they must have.
    """

    groups: int
    above: bool
    by: int


@dataclass(frozen=True)
class Polymatroid:
    """The greatest total of every set of groups, 2 to the power of their number, that of none first, of all last."""

    most: tuple[int, ...]

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return len(self.most).bit_length() - 1

    @property
    def everyone(self) -> int:
        """The set of all groups."""
        return len(self.most) - 1

    @property
    def seats(self) -> int:
        """What all totals add up to."""
        return self.most[-1]

    def least(self, groups: int) -> int:
        """The least total of a set: what is left where the others have all they can."""
        return self.seats - self.most[self.everyone & ~groups]

    @cached_property
    def components(self) -> tuple[int, ...]:
        """The finest sets that share out a fixed number of seats each, in order of their first members."""
        return self._parts(self.everyone, self.most)

    @cached_property
    def facets(self) -> tuple[int, ...]:
        """Sets whose greatest total no others imply, given what each component holds; small sets first.

        A set is one exactly if neither it nor, its own total given, the rest of its component falls apart
        (S. Fujishige, "Submodular Functions and Optimization", 2nd ed. (2005), section 3.3, on faces).
        """
        least = tuple(map(self.least, range(len(self.most))))
        found = [
            inside
            for component in self.components
            for inside in subsets(component)
            if inside != component and self._whole(inside, self.most) and self._whole(component & ~inside, least)
        ]
        return tuple(sorted(found, key=lambda inside: (inside.bit_count(), inside)))

    @staticmethod
    def _whole(inside: int, of: Sequence[int]) -> bool:
        """Is the value of a set no mere sum over two parts of it?"""
        rest = inside & (inside - 1)
        return all(of[part] + of[inside & ~part] != of[inside] for part in subsets(rest))

    @staticmethod
    def _parts(inside: int, of: Sequence[int]) -> tuple[int, ...]:
        found = []
        while inside:
            first = inside & -inside
            apart = (part for part in subsets(inside) if part & first and of[part] + of[inside & ~part] == of[inside])
            found.append(min(apart, key=lambda part: (part.bit_count(), part)))
            inside &= ~found[-1]
        return tuple(found)

    def blocked(self, least: Sequence[int], most: Sequence[int]) -> Blocked | None:
        """What keeps every total out of these bounds, one pair a group; None where some totals lie within.

        Of several reasons the one that is furthest out of reach, of these the one of fewest groups.
        """
        lows, highs = _sums(least), _sums(most)
        worst: Blocked | None = None
        for inside in sorted(range(1, len(self.most)), key=lambda one: (one.bit_count(), one)):
            above, below = lows[inside] - self.most[inside], self.least(inside) - highs[inside]
            by = max(above, below)
            if by > (worst.by if worst else 0):
                worst = Blocked(inside, above >= below, by)
        return worst or self._upside_down(least, most)

    @staticmethod
    def _upside_down(least: Sequence[int], most: Sequence[int]) -> Blocked | None:
        """A group that is asked for more than it is allowed."""
        wrong = [Blocked(1 << i, True, low - high) for i, (low, high) in enumerate(zip(least, most, strict=True))]
        return max((one for one in wrong if one.by > 0), key=lambda one: one.by, default=None)

    def possible(self, least: NDArray[np.int64], most: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For many bounds at once: do some totals lie within?

        Args:
            least: shape (questions, groups), seats.
            most: the same shape.

        Returns:
            Shape (questions,).
        """
        import numpy as np

        sets = np.arange(len(self.most))
        members = (sets[None, :] >> np.arange(self.groups)[:, None]) & 1
        greatest = np.array(self.most)
        smallest = self.seats - greatest[::-1]
        outside = (least @ members > greatest) | (most @ members < smallest)
        fits: NDArray[np.bool_] = ~(np.any(outside, axis=1) | np.any(least > most, axis=1))
        return fits

    def range_of(self, group: int, least: Sequence[int], most: Sequence[int]) -> tuple[int, int] | None:
        """Least and greatest total of one group where all keep to their bounds; None where that is impossible."""
        if self.blocked(least, most) is not None:
            return None
        alone = 1 << group
        low, high = _sums(least), _sums(most)
        others = (0, *subsets(self.everyone & ~alone))
        top = min(self.most[one | alone] - low[one] for one in others)
        bottom = max(self.least(one | alone) - high[one] for one in others)
        return max(bottom, least[group]), min(top, most[group])


def subsets(inside: int) -> Iterator[int]:
    """Every set within one, in order, but the empty one."""
    part = 0
    while part != inside:
        part = (part - inside) & inside
        yield part


def _sums(of: Sequence[int]) -> list[int]:
    """The sum over every set of groups."""
    sums = [0]
    for one in of:
        sums += [known + one for known in sums]
    return sums
