"""In which order do packages of concessions stand: by cost, or by the largest shares, and what comes before one?

Counted anew from the rules, without what found the packages. That the sum of the k largest shares is at most v is
linear: `k t + d1 + d2 + ... <= v` for some t and `d >= share - t`, `d >= 0`.
Source: W. Ogryczak and T. Sliwinski, "On direct methods for lexicographic min-max optimization", ICCSA 2006.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from solver.posed import Posed
from solver.rows import Linear, Row
from solver.verify.case import Shortfalls

Shares = dict[str | None, tuple[int, ...]]
"""Weighted shortfall at each priority, by who bears it."""

Helpers = list[tuple[int, int]]


def shares(posed: Posed, short: Shortfalls) -> Shares:
    """Weighted shortfall by who bears it, then by priority."""
    given: dict[str | None, dict[int, int]] = {}
    for number, by in short.items():
        rule = posed.rules[number]
        borne = given.setdefault(rule.borne_by, dict.fromkeys(posed.priorities, 0))
        borne[rule.priority] += rule.weight * by
    return {who: tuple(cost.values()) for who, cost in given.items()}


@dataclass(frozen=True)
class Burden:
    """The order of packages: by cost, or, where `even`, by the largest share, the two largest, and so on."""

    posed: Posed
    even: bool

    def key(self, short: Shortfalls) -> tuple[int, ...]:
        """Packages stand in the order of these; `short` holds the shortfall of each wish."""
        if not self.even:
            return self.posed.cost(short)
        given = shares(self.posed, short).values()
        columns = zip(*given, strict=True) if given else ()
        return tuple(sum_ for column in columns for sum_ in accumulate(sorted(column, reverse=True)))

    def stages(self, first: int) -> tuple[list[Linear], Helpers, list[Row]]:
        """Expressions that can be as small as the numbers of a key, and no smaller, with helpers from `first` on."""
        if not self.even:
            return list(self.posed.costs), [], []
        stages: list[Linear] = []
        helpers: Helpers = []
        rows: list[Row] = []
        for borne in self._borne():
            for number in range(1, len(borne) + 1):
                level = first + len(helpers)
                above = range(level + 1, level + 1 + len(borne))
                helpers += [(0, max(self._most(one) for one in borne))] * (1 + len(borne))
                rows += [
                    Row(Linear((level, over), (1, 1)) + share.times(-1), low=0)
                    for over, share in zip(above, borne, strict=True)
                ]
                stages.append(Linear((level,), (number,)) + Linear.sum(above))
        return stages, helpers, rows

    def _borne(self) -> Iterator[list[Linear]]:
        """By priority, the share of everybody who bears a wish."""
        posed = self.posed
        for priority in posed.priorities:
            found: dict[str | None, Linear] = {posed.rules[index].borne_by: Linear() for index in posed.wishes}
            for index in posed.wishes:
                rule = posed.rules[index]
                if rule.priority == priority:
                    found[rule.borne_by] += posed.system.shortfalls[index].times(rule.weight)
            yield list(found.values())

    def _most(self, share: Linear) -> int:
        domains = self.posed.system.domains
        return share.constant + sum(c * domains[v][1 if c > 0 else 0] for v, c in share.combined().items())
