"""For which minimums of the parties does a deal map allow a deal? A whole grid, by look-up alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any


@dataclass(frozen=True)
class MapGrid:
    """The answers of a map: `axes` are the minimums by party, the first one slowest, `allowed` an answer for each.

    What is not allowed is impossible. What is allowed is possible where the map is `exact`; else it may be.
    """

    axes: Mapping[str, tuple[int, ...]]
    allowed: tuple[bool, ...]
    exact: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Of `rows`."""
        return (*self.axes, "deal")

    def rows(self) -> Iterator[tuple[object, ...]]:
        """The minimum of each party, and 'yes', 'no' or 'perhaps'."""
        yes = "yes" if self.exact else "perhaps"
        for at, allowed in zip(product(*self.axes.values()), self.allowed, strict=True):
            yield *at, yes if allowed else "no"

    def reach(self) -> Iterator[tuple[tuple[int, ...], int | None]]:
        """For minimums of all but the last party, the greatest of the last that is allowed; None where none is."""
        *others, last = self.axes.values()
        for number, at in enumerate(product(*others)):
            allowed = self.allowed[number * len(last) : (number + 1) * len(last)]
            yield at, max((value for value, fits in zip(last, allowed, strict=True) if fits), default=None)

    def to_dict(self) -> dict[str, Any]:
        """The grid as plain data."""
        axes = {party: list(values) for party, values in self.axes.items()}
        return {"at_least": axes, "allowed": list(self.allowed), "exact": self.exact}
