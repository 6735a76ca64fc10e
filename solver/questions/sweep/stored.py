"""Which rows of a sweep are in a store?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import prod
from typing import Any

from solver.answers import SweptRow, SweptShape
from solver.questions.sweep.plan import decoded
from solver.split import Split
from solver.store import Store, StoreError, unpacked


class Stored:
    """One sweep of a store, by its number; the latest one unless another is asked for."""

    def __init__(self, store: Store, number: int | None = None) -> None:
        """Look it up.

        Raises:
            StoreError: where there is no such sweep, or the store cannot be read.
        """
        known = store.sweeps()
        if not known:
            raise StoreError(f"{store.file} holds no sweep")
        self.number = max(known) if number is None else number
        if self.number not in known:
            raise StoreError(f"{store.file} holds no sweep {self.number}; known: {', '.join(map(str, known))}")
        self._store = store
        self._about: dict[str, Any] = known[self.number]
        self.shape = SweptShape.from_dict(self._about)
        self.asked = prod(len(axis.values) for axis in self.shape.axes)
        self.others = [one for one in known if one != self.number]

    def rows(self) -> Iterator[SweptRow]:
        """The rows that there are, in the order of the grid."""
        for number, key, text, split in self._store.rows(self.number):
            yield unpacked(text, self._at(number), key, None if split is None else self._moved(split))

    def _at(self, number: int) -> tuple[str, ...]:
        values = []
        for axis in reversed(self.shape.axes):
            number, index = divmod(number, len(axis.values))
            values.append(axis.values[index])
        return tuple(reversed(values))

    @lru_cache(maxsize=1_024)  # noqa: B019  # lives as long as one export
    def _moved(self, split: str) -> tuple[tuple[str, str, str], ...] | None:
        base = self._about["base"]
        return None if base is None else self._split(base).moved(self._split(split))

    def _split(self, code: str) -> Split:
        return decoded(code, self._about["seats"], self._about["parties"])
