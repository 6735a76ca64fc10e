"""What is to be kept small when demands give way: the cost, or the largest share that a partner bears?

A partner's share at a priority is the weighted shortfall of those rules of that priority which it bears
(`Rule.borne_by`); the rules that nobody in particular bears count as one more share. Even means, priority by priority:
the largest share is as small as can be, then the two largest together, then the three largest, and so on. That is the
leximax order of the shares. The sum of the k largest is the least value of `k t + d1 + d2 + ...` with
`d >= share - t`, `d >= 0`.
Source: W. Ogryczak and T. Sliwinski, "On direct methods for lexicographic min-max optimization", ICCSA 2006.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from solver.posed import Posed
from solver.rows import Linear, Row

Shortfalls = dict[int, int]
"""How far each wish (index of its rule) gives way."""

Key = tuple[int, ...]
"""What a package costs, one number a stage; packages are told in the order of their keys."""

Shares = dict[str | None, tuple[int, ...]]
"""Weighted shortfall at each priority, by who bears it; None is nobody in particular."""


@dataclass(frozen=True)
class Burden:
    """What is to be made small, one stage after the other.

    A stage is (number of its priority, expression over the system's variables and `helpers`, numbered after them);
    `rows` tie the helpers. `key` counts the same on shortfalls, without rows. To give way less must cost less.
    """

    stages: tuple[tuple[int, Linear], ...]
    key: Callable[[Shortfalls], Key]
    helpers: tuple[tuple[int, int], ...] = ()
    rows: tuple[Row, ...] = ()


def by_cost(posed: Posed) -> Burden:
    """The weighted shortfall of each priority."""
    return Burden(tuple(enumerate(posed.costs)), posed.cost)


def shares(posed: Posed, shortfalls: Shortfalls) -> Shares:
    """What everybody who bears a wish gives up, in the order of the rules."""
    return {
        who: tuple(
            sum(posed.rules[index].weight * shortfalls[index] for index in _of(posed, who, priority))
            for priority in posed.priorities
        )
        for who in _bearers(posed)
    }


def evenly(posed: Posed) -> Burden:
    """At each priority the largest share, then the two largest together, and so on."""
    drafted = _Draft(posed)
    for number, priority in enumerate(posed.priorities):
        drafted.add(number, [_share(posed, who, priority) for who in _bearers(posed) if _of(posed, who, priority)])
    return Burden(tuple(drafted.stages), lambda given: _ordered_sums(posed, given), *drafted.ties())


def _ordered_sums(posed: Posed, shortfalls: Shortfalls) -> Key:
    """The sums of the largest shares, one after the other; those of a priority are as many as bear a rule of it."""
    key: list[int] = []
    given = shares(posed, shortfalls)
    for number, priority in enumerate(posed.priorities):
        borne = [given[who][number] for who in given if _of(posed, who, priority)]
        key += accumulate(sorted(borne, reverse=True))
    return tuple(key)


def _bearers(posed: Posed) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys(posed.rules[index].borne_by for index in posed.wishes))


def _of(posed: Posed, who: str | None, priority: int) -> tuple[int, ...]:
    """The wishes of a priority that this one bears."""
    rules = posed.rules
    return tuple(i for i in posed.wishes if rules[i].borne_by == who and rules[i].priority == priority)


def _share(posed: Posed, who: str | None, priority: int) -> Linear:
    wishes = _of(posed, who, priority)
    return sum((posed.system.shortfalls[index].times(posed.rules[index].weight) for index in wishes), Linear())


class _Draft:
    """Collects the stages, helpers and rows of an even burden."""

    def __init__(self, posed: Posed) -> None:
        self.domains = posed.system.domains
        self.stages: list[tuple[int, Linear]] = []
        self.helpers: list[tuple[int, int]] = []
        self.rows: list[Row] = []

    def ties(self) -> tuple[tuple[tuple[int, int], ...], tuple[Row, ...]]:
        """All helpers, and the rows that tie them to the shares."""
        return tuple(self.helpers), tuple(self.rows)

    def add(self, priority: int, borne: list[Linear]) -> None:
        """One stage for each number of largest shares; all of them together need no helper."""
        for number in range(1, len(borne)):
            self.stages.append((priority, self._largest(number, borne)))
        self.stages.append((priority, sum(borne, Linear())))

    def _largest(self, number: int, borne: list[Linear]) -> Linear:
        tops = [self._most(share) for share in borne]
        level = self._helper(max(tops))
        above = [self._helper(top) for top in tops]
        for share, helper in zip(borne, above, strict=True):
            self.rows.append(Row(Linear((helper, level), (1, 1)) + share.times(-1), low=0))
        return Linear((level,), (number,)) + Linear.sum(above)

    def _most(self, share: Linear) -> int:
        terms = share.combined().items()
        return share.constant + sum(c * self.domains[v][1 if c > 0 else 0] for v, c in terms)

    def _helper(self, most: int) -> int:
        self.helpers.append((0, most))
        return len(self.domains) + len(self.helpers) - 1
