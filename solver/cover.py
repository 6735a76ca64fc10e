"""Which sets of rules does one sum refute, how many of them are there, and which lie in a given set?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

LOOK_AT = 100
"""Most sets of a family that are looked at one by one, to see whether they are minimal."""


MOST_PARTS = 100_000
"""Greatest sum of parts for which the sets of a family are counted."""


def bits(chosen: int) -> Iterator[int]:
    """The positions of a set, in order."""
    while chosen:
        low = chosen & -chosen
        yield low.bit_length() - 1
        chosen ^= low


@dataclass(frozen=True)
class Cover:
    """`always` with one member each of groups whose parts add up to more than `more_than`: all of these clash.

    A group is (part, set of candidates). Sets of candidates are whole numbers: bit i stands for candidate i.
    """

    always: int
    groups: tuple[tuple[int, int], ...]
    more_than: int

    @cached_property
    def falling(self) -> tuple[tuple[int, int], ...]:
        """The groups, the greatest parts first."""
        return tuple(sorted(self.groups, key=lambda group: -group[0]))

    @cached_property
    def count(self) -> int:
        """How many sets add up to more, but without any one of their members do not.

        Taken by falling parts, a set is counted at its last, least member: all before it come to `more_than` at most.
        """
        ways = [1] + [0] * self.more_than
        total = 0
        for part, members in self.falling:
            choices = members.bit_count()
            total += choices * sum(ways[max(0, self.more_than + 1 - part) :])
            for reached in range(self.more_than, part - 1, -1):
                ways[reached] += choices * ways[reached - part]
        return total

    def sets(self) -> Iterator[int]:
        """Those sets, `always` included."""
        for chosen in self._chosen():
            for members in product(*(list(bits(self.falling[index][1])) for index in chosen)):
                yield self.always | sum(1 << position for position in members)

    def _chosen(self) -> Iterator[tuple[int, ...]]:
        """Groups, by falling parts, of which the last one takes the sum above."""
        taken: list[int] = []
        total, index = 0, 0
        while True:
            if total + self._left[index] <= self.more_than:
                if not taken:
                    return
                index = taken.pop()
                total -= self.falling[index][0]
            elif total + self.falling[index][0] > self.more_than:
                yield (*taken, index)
            else:
                taken.append(index)
                total += self.falling[index][0]
            index += 1

    @cached_property
    def _left(self) -> list[int]:
        """What the groups from each one on come to."""
        left = [0]
        for part, _ in reversed(self.falling):
            left.append(left[-1] + part)
        return left[::-1]

    def is_one(self, chosen: int) -> bool:
        """Is this one of the sets?"""
        parts = [part for part, group in self.groups if group & chosen]
        single = all((group & chosen).bit_count() < 2 for _, group in self.groups)
        known = self.always | sum(group for _, group in self.groups)
        if self.always & ~chosen or chosen & ~known or not single:
            return False
        return sum(parts) > self.more_than and sum(parts) - min(parts, default=0) <= self.more_than

    def within(self, chosen: int) -> int | None:
        """One of the sets that lies in `chosen`; None where there is none."""
        if self.always & ~chosen:
            return None
        members, total = self.always, 0
        for part, group in self.falling:
            if group & chosen:
                members |= group & chosen & -(group & chosen)
                total += part
                if total > self.more_than:
                    return members
        return None

    def without(self, chosen: int, turn: int) -> int:
        """A set in `chosen` that holds none of them, nearly as large as can be; another one at every turn."""
        options = [1 << position for position in bits(self.always)] + [group for _, group in self.groups]
        start = turn % len(options)
        for option in options[start:] + options[:start]:
            if self.within(chosen) is None:
                break
            chosen &= ~option
        return chosen

    def treats_alike(self, members: int) -> bool:
        """Are these exchanged for each other in any way, does the same remain a cover?"""
        if not members & ~self.always:
            return True
        inside = [(part, group) for part, group in self.groups if group & members]
        one = len(inside) == 1 and not members & ~inside[0][1]
        each = all(not group & ~members and group.bit_count() == 1 for _, group in inside)
        covered = sum(group for _, group in inside) == members and len({part for part, _ in inside}) == 1
        return not members & self.always and (not inside or one or (each and covered))

    @cached_property
    def needed(self) -> int:
        """Candidates that every one of the sets holds."""
        total = sum(part for part, _ in self.groups)
        alone = (group for part, group in self.groups if total - part <= self.more_than and group.bit_count() == 1)
        return self.always | sum(alone)

    @property
    def told(self) -> Cover:
        """The same sets, if more than one: what all hold in `always`, the groups in order of their first members."""
        others = [(part, group) for part, group in self.groups if not group & self.needed]
        given = sum(part for part, group in self.groups if group & self.needed)
        others.sort(key=lambda group: group[1] & -group[1])
        return Cover(self.needed, tuple(others), self.more_than - given)
