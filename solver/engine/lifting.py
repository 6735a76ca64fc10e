"""Of which other demands does the same sum prove the same? One proof of a clash, told for all that it covers.

A proof adds rows up at fixed prices of the seats. Demands that share no cell that counts bring their parts to the sum
one by one, so every choice of them whose parts exceed what is missing is a clash, by the same count: 'any five of these
nine'. Those that do share one stand in for each other. This is the lifting of a cover inequality: E. Balas, "Facets of
the knapsack polytope", Mathematical Programming 8 (1975) 146-164.

Why parts add up: a cell adds its reduced cost where that is below 0, and a demand shifts it by one. Two shifts of the
same kind lose something only where the cost is above 0 (a floor) or below 0 (a ceiling); shifts of two kinds never do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from solver.engine.counted import Counted
from solver.engine.cuts import smallest_part
from solver.engine.flows import Cut, Whole


@dataclass(frozen=True)
class Group:
    """Demands of which one brings this part to the sum, and several perhaps no more.

    `times` is the multiplier of each: 1 for a low side, -1 for a high side.
    """

    part: int
    demands: tuple[int, ...]
    times: int


@dataclass(frozen=True)
class Lifted:
    """With all of `always`, one demand each of groups whose parts add up to more than `more_than` cannot be kept."""

    always: tuple[int, ...]
    groups: tuple[Group, ...]
    more_than: int


def lifted(counted: Counted, cut: Cut, candidates: Iterable[int], fixed: Collection[int] = ()) -> Lifted | None:
    """What a proof of a clash says of other demands too.

    Args:
        counted: the demands that may be asked about.
        cut: the proof.
        candidates: demands that may be taken in, in order.
        fixed: demands that are part of every choice.

    Returns:
        None where nothing in the proof can be exchanged.
    """
    return _Lifting(counted, cut).run(candidates, fixed)


def few(counted: Counted, cut: Cut) -> tuple[int, ...]:
    """Few demands of a cut that clash by the same sum: those of the greatest parts, as many as it takes."""
    if 0 in cut.counts.values():  # one count that is impossible from both sides has no single multiplier
        return counted.behind(cut)
    part = smallest_part(counted.network, cut)
    found = lifted(counted, part, ())
    if found is None:
        return counted.behind(part)
    chosen, total = list(found.always), 0
    for group in sorted(found.groups, key=lambda group: -group.part):
        if total > found.more_than:
            break
        chosen.append(group.demands[0])
        total += group.part
    return tuple(sorted(chosen))


class _Lifting:
    def __init__(self, counted: Counted, cut: Cut) -> None:
        self.counted = counted
        self.network = counted.network
        self.cut = cut
        self.members = counted.behind(cut)
        self.reduced: Whole = np.zeros(counted.system.cells, dtype=np.int64)
        self.bound = 0
        for seat, by in cut.seats.items():
            width = counted.system.parties
            self.reduced[seat * width : (seat + 1) * width] -= by
            self.bound += by

    def run(self, candidates: Iterable[int], given: Collection[int]) -> Lifted | None:
        """Members that share no cell bring parts; the others stay fixed."""
        apart: list[int] = []
        taken: set[int] = set()
        single = [demand for demand in self.members if self.counted.single(demand) and demand not in given]
        for demand in sorted(single, key=lambda one: len(self._cells(one))):
            cells = self._cells(demand).tolist()
            if taken.isdisjoint(cells):
                taken.update(cells)
                apart.append(demand)
        fixed = [demand for demand in self.members if demand not in apart]
        self._fix(fixed)
        others = [one for one in candidates if one not in self.members and self.counted.single(one)]
        groups = self._groups(apart, others)
        missing = -(self.bound + int(np.minimum(self.reduced, 0).sum()))
        brought = sum(group.part for group in groups if not {*group.demands}.isdisjoint(apart))
        if missing < 0 or brought <= missing:  # below 0, what is fixed clashes without any of them
            return None
        return Lifted(tuple(fixed), tuple(groups), missing)

    def _cells(self, demand: int) -> Whole:
        return self.network.cells[self.counted.number(demand)]

    def _fix(self, demands: Collection[int]) -> None:
        for number, by in self.cut.counts.items():
            if self.counted.owner(number) in demands:
                count = self.network.counts[number]
                self.bound += by * (count.low if by > 0 else count.high)
                self.reduced[self.network.cells[number]] -= by

    def _groups(self, members: Sequence[int], others: Sequence[int]) -> list[Group]:
        """Each demand in the one group whose cells it shares, if its part is the same; alone if it shares none."""
        floors, ceilings = self._gains()
        found: list[tuple[int, list[int], int]] = []
        owner: dict[tuple[bool, int], int] = {}
        for demand in (*members, *others):
            number = self.counted.number(demand)
            floor = floors[number] >= ceilings[number]
            part = floors[number] if floor else ceilings[number]
            cells = self._cells(demand)
            keys = [(floor, cell) for cell in cells[(self.reduced[cells] > 0) == floor].tolist() if self.reduced[cell]]
            shared = {owner[key] for key in keys if key in owner}
            if (
                part <= 0
                or self.network.counts[number].impossible
                or len(shared) > 1
                or any(found[group][0] != part for group in shared)
            ):
                continue
            group = shared.pop() if shared else len(found)
            if group == len(found):
                found.append((part, [], 1 if floor else -1))
            found[group][1].append(demand)
            owner |= dict.fromkeys(keys, group)
        return [Group(part, tuple(demands), times) for part, demands, times in found]

    def _gains(self) -> tuple[list[int], list[int]]:
        """What each count adds to the sum, at its low and at its high side."""
        now = np.minimum(self.reduced, 0)
        low: list[int] = (self.network.sums(np.minimum(self.reduced - 1, 0) - now) + self.network.lows).tolist()
        high: list[int] = (self.network.sums(np.minimum(self.reduced + 1, 0) - now) - self.network.highs).tolist()
        return low, high
