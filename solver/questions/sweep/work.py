"""What does a worker do with the what-ifs that it is sent?"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from solver.questions.sweep.afresh import row_afresh
from solver.questions.sweep.answering import Answered, Answering, failed_row, reason_of
from solver.questions.sweep.plan import Plan, received
from solver.questions.sweep.sheet import Sheet, fine
from solver.scenario import SettingError

SHEETS = 32
"""Most sheets of which what is known is kept."""


@dataclass(frozen=True)
class Done:
    """What a worker sends back: rows, and the what-ifs that it had no time for."""

    rows: list[Answered]
    rest: list[int]
    known: int = 0
    """Of the rest: those whose best split is known, so that only what clashes is not."""
    solved: int = 0
    """Of those known: those that an engine was asked about."""

    @property
    def hard(self) -> bool:
        """Had most of what is known to be solved, so that little is lost where another worker takes part?"""
        solved = self.solved + sum(one.solved for one in self.rows)
        return 2 * solved >= len(self.rows) + self.known


class Desk:
    """Answers the what-ifs of one plan, and remembers what it learns from them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._sheets: OrderedDict[tuple[int, ...], Answering | str] = OrderedDict()
        rules = {rule.id: rule for rule in plan.scenario.rules}
        self._coarse = [fine(axis, rules) is None for axis in plan.lattice.axes]

    def answer(self, numbers: Iterable[int], seconds: float) -> Done:
        """The rows of these what-ifs, as many as there is time for, at least one."""
        until = time.monotonic() + seconds
        rows: list[Answered] = []
        known = solved = 0
        left = dict.fromkeys(numbers)
        for coarse, members in self.by_sheet(list(left)).items():
            rows += self._answered(coarse, members, until)
            sheet = self._sheets.get(coarse)
            if isinstance(sheet, Answering):
                known, solved = known + sheet.untold, solved + len(sheet.solved)
            if time.monotonic() > until and rows:
                break
        for row in rows:
            del left[row.number]
        return Done(rows, list(left), known, solved)

    def _answered(self, coarse: tuple[int, ...], members: Sequence[int], until: float) -> list[Answered]:
        if not self.plan.shortcuts:
            return self._afresh(members, until)
        sheet = self.sheet(coarse)
        if isinstance(sheet, str):
            return [Answered(number, failed_row(self.plan, number, sheet), solved=False) for number in members]
        rows: list[Answered] = []
        try:
            rows.extend(sheet.answer(members, until))
        except Exception:  # noqa: BLE001  # which of them it was shows when each is answered by itself
            done = {row.number for row in rows}
            rows += self._afresh([number for number in members if number not in done], until)
        return rows

    def _afresh(self, numbers: Sequence[int], until: float) -> list[Answered]:
        rows: list[Answered] = []
        for number in numbers:
            try:
                row, split, by = row_afresh(self.plan, number)
                rows.append(Answered(number, row, True, None if split is None else self.plan.code(split), by))
            except Exception as error:  # noqa: BLE001  # one what-if that fails must not end the sweep
                rows.append(Answered(number, failed_row(self.plan, number, reason_of(error)), solved=False))
            if time.monotonic() > until:
                break
        return rows

    def by_sheet(self, numbers: Sequence[int]) -> dict[tuple[int, ...], list[int]]:
        """The what-ifs by their values on the coarse axes; -1 stands for a fine one."""
        places = np.array(np.unravel_index(np.asarray(numbers), self.plan.lattice.shape), dtype=np.int64).T
        places[:, [not coarse for coarse in self._coarse]] = -1
        sheets: dict[tuple[int, ...], list[int]] = {}
        for number, place in zip(numbers, map(tuple, places.tolist()), strict=True):
            sheets.setdefault(place, []).append(number)
        return sheets

    def sheet_of(self, number: int) -> tuple[int, ...]:
        """The sheet that a what-if stands on."""
        return next(iter(self.by_sheet([number])))

    def sheet(self, coarse: tuple[int, ...]) -> Answering | str:
        """What is known of a sheet; a reason, where its changes do not go together."""
        if coarse in self._sheets:
            self._sheets.move_to_end(coarse)
            return self._sheets[coarse]
        try:
            self._sheets[coarse] = Answering(Sheet(self.plan, coarse))
        except SettingError as error:
            self._sheets[coarse] = str(error)
        if len(self._sheets) > SHEETS:
            self._sheets.popitem(last=False)
        return self._sheets[coarse]

    def keys(self, numbers: Sequence[int]) -> dict[int, str]:
        """The key of each what-if."""
        keys = {}
        for coarse, members in self.by_sheet(numbers).items():
            sheet = self.sheet(coarse)
            if isinstance(sheet, str):
                keys.update({number: self.plan.failed_key(number) for number in members})
            else:
                keys.update(sheet.keys(members))
        return keys


_DESKS: dict[bytes, Desk] = {}
_ONE_AT_A_TIME = threading.Lock()
"""A worker of a cluster may have several threads; what a desk knows is not made for that."""


def forget() -> None:
    """Let go of what this process knows, so that one sweep is like another."""
    with _ONE_AT_A_TIME:
        _DESKS.clear()


def work(sent: bytes, numbers: Sequence[int], seconds: float) -> Done:
    """Answer what-ifs of the plan that was sent; what is known of it is kept for the next time."""
    name = blake2b(sent, digest_size=16).digest()
    with _ONE_AT_A_TIME:
        if name not in _DESKS:
            _DESKS.clear()
            _DESKS[name] = Desk(received(sent))
        return _DESKS[name].answer(numbers, seconds)
