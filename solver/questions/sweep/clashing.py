"""Which conflict is told for each what-if of a sheet: the smallest, and of those the first by rule?

Sets of rules are gone through in that order, each for all what-ifs still without one at once. Whether a set can be kept
depends only on what is asked of its own members, and two kinds of knowledge are carried over:

- A split keeps a set wherever it keeps each member: it was counted, so no condition is needed.
- What was proved impossible stays so wherever each of its members asks for as much or more. *Condition:* the what-ifs
  differ in fine axes alone, so that a greater ask leaves fewer splits (`Rule.graded`).

A core found this way says only that the set is impossible. It is told as a minimal conflict when its turn comes by
size, that is when each smaller set was shown to be possible in that very what-if: so it has been shrunk again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from solver.engine import Deadline
from solver.questions.sweep.afresh import NONE, Clash, smallest_clash
from solver.questions.sweep.keeping import Core, Keeping, Kept
from solver.questions.sweep.optima import Mask
from solver.questions.sweep.sheet import ABSENT, Sheet, Whole

if TYPE_CHECKING:
    from solver.split import Split

MANY = 2_000
"""Most sets of one size that are gone through; beyond, each what-if is searched by itself."""

REMEMBERED = 4_096
"""Most splits that are remembered of a sheet."""

MANY_SEATS = 1_000_000_000
"""Stands for 'as little as can be' in sums of asks."""

Set = tuple[int, ...]
"""Rules, by place in the sheet."""


class Clashing:
    """What is known of the sets of rules of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.time_limit = sheet.plan.time_limit
        self.alone = sheet.plan.engine == "cp-sat"
        """Is CP-SAT to answer all of it?"""
        self.keeping = Keeping(sheet, alone=self.alone)
        self.column = {column.place: index for index, column in enumerate(sheet.columns)}
        self.known: dict[tuple[tuple[int, ...], int], None] = {}
        """By split: what it says of each column, and the rules that do not vary and that it keeps, as bits."""
        self.cores: dict[Set, list[Whole]] = {}
        """By set proved impossible: for which asks of its columns."""
        self.beside: dict[tuple[Set, tuple[int, ...]], Set | None] = {}
        self.searched: dict[bool, list[tuple[Clash, Whole]]] = {False: [], True: []}
        """By whether the red lines clash: what searches found for one what-if, and what it asked for."""

    @cached_property
    def musts(self) -> Set:
        """The red lines."""
        return tuple(place for place, rule in enumerate(self.sheet.rules) if rule.must)

    @cached_property
    def wishes(self) -> Set:
        """The wishes."""
        return tuple(place for place, rule in enumerate(self.sheet.rules) if not rule.must)

    def learn(self, split: Split) -> None:
        """Remember what a split keeps."""
        what_if = self.sheet.what_if
        kept = 0
        for place, rule in enumerate(self.sheet.rules):
            if place not in self.column and not rule.shortfall(split, what_if.facts):
                kept |= 1 << place
        self.note(tuple(column.gap(split, what_if) for column in self.sheet.columns), kept)

    def note(self, gaps: tuple[int, ...], keeps: int) -> None:
        """Remember what a split says of each column, and which of the other rules it keeps."""
        self.known[gaps, keeps] = None
        if len(self.known) > REMEMBERED:
            del self.known[next(iter(self.known))]

    def smallest(self, asks: Whole, chosen: Whole, *, infeasible: bool) -> Iterator[tuple[int, Clash]]:
        """(which what-if, its conflict), as they are settled; nothing known where the time limit came first.

        Args:
            asks: a row a what-if, a number a column.
            chosen: the variant of each column, by what-if.
            infeasible: whether the red lines alone clash; otherwise the wishes do, given these.
        """
        candidates, always = (self.musts, ()) if infeasible else (self.wishes, self.musts)
        left = np.arange(len(asks))
        for size in range(1, len(candidates) + 1):
            if comb(len(candidates), size) > MANY:
                break
            for members in combinations(candidates, size):
                if not len(left):
                    return
                clash, unknown = self._clashes(members, always, asks[left], chosen[left])
                for index in left[clash].tolist():
                    yield index, self._told(members, asks[index], chosen[index], infeasible=infeasible)
                for index in left[unknown].tolist():
                    yield index, NONE
                left = left[~(clash | unknown)]
        for index in sorted(left.tolist(), key=lambda index: -int(np.maximum(asks[index], -MANY_SEATS).sum())):
            yield index, self._alone(asks[index], chosen[index], infeasible=infeasible)

    def _clashes(self, members: Set, always: Set, asks: Whole, chosen: Whole) -> tuple[Mask, Mask]:
        """In which of these what-ifs a set cannot be kept beside `always`, and in which that is not known."""
        asked = tuple(sorted((*members, *always)))
        columns = [self.column[place] for place in asked if place in self.column]
        here = asks[:, columns]
        own = [self.column[place] for place in members if place in self.column]
        open_ = (asks[:, own] != ABSENT).all(axis=1)  # of a set with an absent member, a smaller one has had its turn
        open_ &= ~self._kept(asked, columns, here)
        clash = open_ & self._impossible(asked, asks)
        unknown = np.zeros(len(asks), dtype=np.bool_)
        open_ &= ~clash
        while open_.any():
            index = _middle(here, open_)
            alike = open_ & (here == here[index]).all(axis=1)
            outcome = self.keeping.ask(asked, chosen[index], Deadline(self.time_limit))
            if isinstance(outcome, Kept):
                self.learn(outcome.split)
                open_ &= ~(alike | self._kept(asked, columns, here))
            elif isinstance(outcome, Core):
                varied = [self.column[place] for place in outcome.places if place in self.column]
                self.cores.setdefault(outcome.places, []).append(asks[index, varied])
                clash |= open_ & (alike | self._impossible(asked, asks))
                open_ &= ~clash
            else:
                unknown |= alike
                open_ &= ~alike
        return clash, unknown

    def _kept(self, asked: Set, columns: Sequence[int], here: Whole) -> Mask:
        """Where a split is known to keep all of these rules."""
        fixed = sum(1 << place for place in asked if place not in self.column)
        known = {tuple(gaps[c] for c in columns) for gaps, keeps in self.known if not fixed & ~keeps}
        kept = np.zeros(len(here), dtype=np.bool_)
        for gaps in _least(known):
            kept |= (here <= -np.array(gaps, dtype=np.int64)).all(axis=1)
        return kept

    def _impossible(self, asked: Set, asks: Whole) -> Mask:
        """Where some of these rules are known to clash, asked for this much or less."""
        clash = np.zeros(len(asks), dtype=np.bool_)
        members = set(asked)
        for core, proved in self.cores.items():
            if members.issuperset(core):
                columns = [self.column[place] for place in core if place in self.column]
                for least in proved:
                    clash |= (asks[:, columns] >= least).all(axis=1)
        return clash

    def _told(self, members: Set, asks: Whole, chosen: Whole, *, infeasible: bool) -> Clash:
        """A conflict with the red lines that take part, by ids."""
        if infeasible:
            return (), self._ids(members)
        beside = self._beside(members, asks, chosen)
        return NONE if beside is None else (self._ids(members), self._ids(beside))

    def _ids(self, places: Set) -> tuple[str, ...]:
        return tuple(self.sheet.rules[place].id for place in places)

    def _beside(self, members: Set, asks: Whole, chosen: Whole) -> Set | None:
        """A minimal set of red lines with which the members clash, by deletion in file order; None where not known."""
        if not self.musts:
            return ()
        columns = [self.column[place] for place in (*members, *self.musts) if place in self.column]
        place = (members, tuple(asks[columns].tolist()))
        if place not in self.beside:
            self.beside[place] = self._deleted(members, asks, chosen)
        return self.beside[place]

    def _deleted(self, members: Set, asks: Whole, chosen: Whole) -> Set | None:
        needed = tuple(m for m in self.musts if m not in self.column or asks[self.column[m]] != ABSENT)
        for must in needed:
            rest = tuple(other for other in needed if other != must)
            clash, unknown = self._clashes(members, rest, asks[None, :], chosen[None, :])
            if unknown[0]:
                return None
            if clash[0]:
                needed = rest
        return needed

    def _alone(self, asks: Whole, chosen: Whole, *, infeasible: bool) -> Clash:
        """By a search of its own.

        What it finds is taken for others whose members and red lines ask for the same, and all other rules for as much
        or less: what could be kept then still can.
        """
        for known, before in self.searched[infeasible]:
            places = [p for p, rule in enumerate(self.sheet.rules) if rule.must or rule.id in known[0]]
            same = [self.column[place] for place in places if place in self.column]
            if (asks <= before).all() and (asks[same] == before[same]).all():
                return known
        posed = self.keeping.posed.beside(self.sheet.at(chosen.tolist()))
        found = smallest_clash(posed, None, self.time_limit, infeasible=infeasible, alone=self.alone)
        if found != NONE:
            self.searched[infeasible].append((found, asks))
        return found


def _middle(here: Whole, open_: Mask) -> int:
    """A what-if in the middle of those open, by what they ask for in sum."""
    where = np.flatnonzero(open_)
    sums = np.maximum(here[where], -MANY_SEATS).sum(axis=1)
    return int(where[np.argpartition(sums, len(where) // 2)[len(where) // 2]])


def _least(known: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Those that no other one is below in all numbers."""
    least: list[tuple[int, ...]] = []
    for one in sorted(known):
        if not any(all(a <= b for a, b in zip(other, one, strict=True)) for other in least):
            least.append(one)
    return least
