"""What is the answer to a small scenario, found by looking at every split?

Plain Python over the rules' own checkers: no rows, no engine. What each part of an answer means
can be read off here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from solver.facts import Facts
from solver.goals import Bargain, Goal, LeastLargest, Leximin, Nash, Strength, Value, Wins
from solver.lookups.strength import claim_scores
from solver.odds import chances
from solver.questions.conflicts import WORTH_TELLING
from solver.scenario import WhatIf
from solver.split import Split

LISTED = 10
"""Most conflicts, and most concessions, that an answer lists."""

Shortfalls = tuple[int, ...]
"""Shortfall of every rule, in file order."""

Indices = tuple[int, ...]


@dataclass(frozen=True)
class Looked:
    """One split, with how far it falls short of every rule and what it is worth to every goal."""

    split: Split
    shortfalls: Shortfalls
    goals: tuple[int, ...]


@dataclass(frozen=True)
class Clash:
    """A minimal conflict: its wishes, the musts that take part, how far each gives way alone."""

    rules: tuple[str, ...]
    musts: tuple[str, ...]
    alone: dict[str, int]


class Oracle:
    """Answers about a what-if, from the list of all its splits."""

    def __init__(self, what_if: WhatIf) -> None:
        self.what_if = what_if
        self.rules = what_if.rules
        self.musts = tuple(index for index, rule in enumerate(self.rules) if rule.must)
        self.wishes = tuple(index for index, rule in enumerate(self.rules) if not rule.must)

    @cached_property
    def every(self) -> tuple[Looked, ...]:
        """All splits in the fixed order: by seats, then by parties, in file order."""
        facts = self.what_if.facts
        seats = facts.seat_ids
        return tuple(
            Looked(
                split,
                tuple(rule.shortfall(split, facts) for rule in self.rules),
                tuple(value for goal in self.what_if.goals for value in self._worth(goal, split)),
            )
            for holders in product(facts.contesting, repeat=len(seats))
            for split in (Split.of(zip(seats, holders, strict=True)),)
        )

    def _worth(self, goal: Goal, split: Split) -> tuple[int, ...]:
        """What a split is worth, a number a stage."""
        facts = self.what_if.facts
        if isinstance(goal, Value):
            return (sum(cell.value for cell in goal.cells if split[cell.seat] == cell.party),)
        if isinstance(goal, Strength):
            scores = claim_scores(facts, goal.elections, goal.legislators)
            return (sum(scores[cell] for cell in split.items()),)
        if isinstance(goal, LeastLargest):
            wishes = [self.rules[index] for index in self.wishes]
            return (-max((wish.weight * wish.shortfall(split, facts) for wish in wishes), default=0),)
        if isinstance(goal, Wins) and facts.odds is not None:
            odds = chances(facts, facts.odds)
            cells = [(seat, facts.contesting.index(party)) for seat, party in enumerate(split.values())]
            mine = getattr(goal, "party", None)
            return (sum(round(1e6 * odds[s, p]) for s, p in cells if mine in (None, facts.contesting[p])),)
        assert isinstance(goal, Leximin | Nash | Bargain), f"say here what a split is worth to the goal '{goal.kind}'"
        return goal.worth(split, facts)  # held against the definitions in tests/goals

    @property
    def goal_kinds(self) -> list[str]:
        """The kind of goal of each stage."""
        facts = self.what_if.facts
        return [goal.kind for goal in self.what_if.goals for _ in self._worth(goal, self._anyhow(facts))]

    @staticmethod
    def _anyhow(facts: Facts) -> Split:
        return Split.of((seat, facts.contesting[0]) for seat in facts.seat_ids)

    # --- the best split ----------------------------------------------------------------------

    @cached_property
    def allowed(self) -> tuple[Looked, ...]:
        """Splits that keep every must."""
        return self.keeping(self.musts)

    def keeping(self, indices: Iterable[int]) -> tuple[Looked, ...]:
        """Splits that keep these rules."""
        indices = tuple(indices)
        return tuple(one for one in self.every if not any(one.shortfalls[i] for i in indices))

    @property
    def priorities(self) -> tuple[int, ...]:
        """Priorities of the wishes, the first to be settled first."""
        return tuple(sorted({self.rules[index].priority for index in self.wishes}))

    def cost(self, shortfalls: Shortfalls) -> tuple[int, ...]:
        """Weighted shortfall of each priority."""
        return tuple(
            sum(
                self.rules[index].weight * shortfalls[index]
                for index in self.wishes
                if self.rules[index].priority == priority
            )
            for priority in self.priorities
        )

    @cached_property
    def cheapest(self) -> tuple[Looked, ...]:
        """Splits of least cost, priority by priority."""
        least = min((self.cost(one.shortfalls) for one in self.allowed), default=None)
        return tuple(one for one in self.allowed if self.cost(one.shortfalls) == least)

    @cached_property
    def best(self) -> tuple[Looked, ...]:
        """Of those, the splits that are best for the goals, in order."""
        most = max((one.goals for one in self.cheapest), default=None)
        return tuple(one for one in self.cheapest if one.goals == most)

    @property
    def decided_by(self) -> str | None:
        """The last stage that narrowed the choice."""
        if not self.allowed:
            return None
        if len(self.cheapest) == 1:
            return "demands"
        return "goal" if len(self.best) == 1 else "tie-break"

    @property
    def ranges(self) -> dict[str, tuple[int, int] | None]:
        """Each party's least and most seats over all splits of least cost."""
        spans: dict[str, tuple[int, int] | None] = {}
        for party in self.what_if.facts.contesting:
            counts = [one.split.count(party) for one in self.cheapest]
            spans[party] = (min(counts), max(counts)) if counts else None
        return spans

    # --- what gives way ----------------------------------------------------------------------

    @cached_property
    def concessions(self) -> list[tuple[tuple[int, ...], dict[str, int]]]:
        """(cost, what each rule gives way by): the best split's first, the others by rule."""
        if not self.wishes or not self.cheapest:
            return []
        first = self._given(self.best[0])
        others = {self._given(one) for one in self.cheapest} - {first}
        return [self._told(one) for one in (first, *sorted(others, reverse=True))]

    def _given(self, one: Looked) -> Shortfalls:
        return tuple(one.shortfalls[index] for index in self.wishes)

    def _told(self, given: Shortfalls) -> tuple[tuple[int, ...], dict[str, int]]:
        by = dict(zip(self.wishes, given, strict=True))
        every = tuple(by.get(index, 0) for index in range(len(self.rules)))
        return self.cost(every), {self.rules[index].id: much for index, much in by.items() if much}

    # --- what clashes ------------------------------------------------------------------------

    @cached_property
    def conflicts(self) -> list[Clash]:
        """All minimal conflicts, by size, then by rule: of the wishes, or of musts that clash."""
        if self.allowed:
            return [self._clash(members, self.musts) for members in self._minimal(self.wishes, self.musts)]
        return [self._clash(members, None) for members in self._minimal(self.musts, ())]

    def _minimal(self, candidates: Sequence[int], always: Indices) -> Iterator[Indices]:
        """Sets that no split keeps, though every smaller set is kept by one, given `always`."""
        broken = [frozenset(i for i in candidates if one.shortfalls[i]) for one in self.keeping(always)]
        found: list[frozenset[int]] = []
        for size in range(len(candidates) + 1):
            for chosen in map(frozenset, combinations(candidates, size)):
                clashes = all(chosen & breaks for breaks in broken)
                if clashes and not any(smaller <= chosen for smaller in found):
                    found.append(chosen)
                    yield tuple(sorted(chosen))

    def _clash(self, members: Indices, musts: Indices | None) -> Clash:
        """`musts` is None where the members are musts themselves."""
        ids = self._ids(members)
        always = musts or ()
        alone = {
            self.rules[member].id: min(
                one.shortfalls[member]
                for one in self.keeping((*always, *(other for other in members if other != member)))
            )
            for member in members
            if len(members) <= WORTH_TELLING
        }
        if musts is None:
            return Clash((), ids, alone)
        needed = list(musts)
        for must in musts:  # what is not needed is left out, in file order
            fewer = [other for other in needed if other != must]
            if not self.keeping((*fewer, *members)):
                needed = fewer
        return Clash(ids, self._ids(needed), alone)

    def _ids(self, indices: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.rules[index].id for index in indices)
