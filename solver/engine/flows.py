"""What can a network answer: a flow, which is a split, or a cut, which says why there is none?

One or the other: L. Ford and D. Fulkerson, "Maximal flow through a network", Canadian Journal of Mathematics 8 (1956)
399-404.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Flow:
    """A choice of one cell for every seat, 1 for each cell chosen, that heeds all counts but those left out."""

    chosen: Whole
    left_out: tuple[int, ...]


@dataclass(frozen=True)
class Cut:
    """Counts (by position in what was asked) that cannot hold together, each with its multiplier.

    Times these, the counts and the seats' own rows add up to a contradiction; `seats` are the seats' multipliers.
    `needed`: counts without any one of which all others that were asked about can hold.
    """

    counts: dict[int, int]
    seats: dict[int, int]
    needed: frozenset[int] = frozenset()
