"""Which what-ifs are handed to which worker next?

What is proved of a what-if serves for others of its sheet, and workers do not tell each other. So a sheet goes to one
worker, whole; others help only where they have nothing to do and the sheet is long, or taking over saves little on it.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterator
from itertools import chain

from solver.questions.sweep.work import SHEETS, Desk, Done

AT_LEAST = 20
"""Fewest what-ifs that are handed out together, where sheets are as small as that."""

AT_MOST = 2_500
"""Most what-ifs that are handed out together."""

AHEAD = 20_000
"""Most rows that wait for one before them."""

Numbers = list[int]


class Handing:
    """The what-ifs of a plan that nobody works on yet."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._asked = len(desk.plan.lattice)
        self._upto = 0
        """What-ifs put in batches so far."""
        self._fresh: deque[Numbers] = deque()
        self._own: defaultdict[int, deque[Numbers]] = defaultdict(deque)
        """What a worker has begun on and had no time for."""
        self._free: deque[Numbers] = deque()
        """What others had no time for, for anyone."""
        self._home: OrderedDict[tuple[int, ...], int] = OrderedDict()
        """By sheet the worker who has begun on it."""

    def next(self, worker: int, slots: int, told: int, *, idle: bool) -> Numbers | None:
        """What this one of so many workers does next; `told` rows are told already."""
        for waiting in (self._own[worker], self._free):
            if waiting:
                return waiting.popleft()
        if not self._fresh:
            self._fresh.extend(self._batches(slots, told))
        at = next((i for i, batch in enumerate(self._fresh) if self._home_of(batch, worker) == worker), None)
        if at is None:
            return self._left_by_others(slots) if idle else None
        batch = self._fresh[at]
        del self._fresh[at]
        self._home[self._desk.sheet_of(batch[0])] = worker
        if len(self._home) > SHEETS * slots:
            self._home.popitem(last=False)
        return batch

    def _home_of(self, batch: Numbers, worker: int) -> int:
        return self._home.get(self._desk.sheet_of(batch[0]), worker)

    def _left_by_others(self, slots: int) -> Numbers | None:
        """For one with nothing to do: the end of a long sheet of another's, or what one that has gone left."""
        if self._fresh:
            return self._fresh.pop()
        gone = [waiting for worker, waiting in self._own.items() if worker >= slots and waiting]
        return gone[0].popleft() if gone else None

    def back(self, worker: int, done: Done, *, others_idle: bool) -> None:
        """What a worker had no time for."""
        rest = done.rest
        if not rest:
            return
        hard = done.hard and len(rest) >= 2 * len(done.rows)
        own, others = self._parted(rest, hard=hard) if others_idle and not self._waiting else (rest, [])
        self._own[worker].append(own)
        if others:
            self._free.append(others)

    @property
    def _waiting(self) -> bool:
        return bool(self._fresh or self._free)

    def _parted(self, numbers: Numbers, *, hard: bool) -> tuple[Numbers, Numbers]:
        """In two: between sheets, or within the last one where little is taken over from one what-if to others."""
        sheets = list(self._desk.by_sheet(numbers).values())
        if len(sheets) > 1:
            middle = (len(sheets) + 1) // 2
            return list(chain(*sheets[:middle])), list(chain(*sheets[middle:]))
        middle = (len(numbers) + 1) // 2 if hard else len(numbers)
        return numbers[:middle], numbers[middle:]

    def _batches(self, slots: int, told: int) -> Iterator[Numbers]:
        """The next what-ifs in batches: as they come for one worker, by sheet for more."""
        upto = min(self._asked, told + AHEAD, self._upto + (AT_MOST if slots == 1 else AHEAD))
        if upto - self._upto < min(AT_MOST, self._asked - self._upto):
            return
        numbers = list(range(self._upto, upto))
        self._upto = upto
        if not numbers:
            return
        yield from [numbers] if slots == 1 else self._packed(numbers, slots)

    def _packed(self, numbers: Numbers, slots: int) -> Iterator[Numbers]:
        """Small sheets together, so that every worker has several batches; long ones in parts."""
        size = max(AT_LEAST, min(AT_MOST, self._asked // (4 * slots)))
        batch: Numbers = []
        for members in self._desk.by_sheet(numbers).values():
            if batch and len(batch) + len(members) > size:
                yield batch
                batch = []
            batch += members
            while len(batch) > AT_MOST:
                yield batch[:AT_MOST]
                batch = batch[AT_MOST:]
        if batch:
            yield batch
