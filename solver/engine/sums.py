"""Can these demands be kept, as far as sums tell? First the sums known to clash, then the simplex method.

A sum that refuted some demands once refutes all others that bring as much to it, and that is looked up without a
question to anybody. What no known sum refutes goes to the simplex method on classes of like seats; where its answer is
in fractions, to both sides of a fraction in turn (A. Land and A. Doig, "An automatic method of solving discrete
programming problems", Econometrica 28 (1960) 497-520). Sums and splits are counted in whole numbers before they are
told.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solver.engine.flows import Whole
from solver.engine.sides import Sides, Sum
from solver.engine.simplex import NEAR, Real, Simplex, whole

BRANCHES = 40
"""Most fractions tried both ways in one question."""

LARGEST = 60_000
"""Entries of a tableau up to which a pivot takes less than other engines do."""


class GaveUpError(Exception):
    """Not answered: too many pivots, too many fractions, or a check that failed."""


class Sums:
    """Answers about the demands of one system, as far as these are counts."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._simplex = Simplex(sides.rows, sides.sizes, sides.parties)
        self._known: list[Sum] = []
        self._weights = np.zeros((64, 2 * sides.quantities))
        self._most = np.zeros(64)

    @staticmethod
    def fits(sides: Sides) -> bool:
        """Is the tableau small enough?"""
        outside = sides.numbers - len(sides.classes)
        return 0 < outside * (sides.quantities - outside) <= LARGEST

    def known(self, demands: Sequence[int]) -> tuple[int, ...] | None:
        """Some of these demands that a known sum refutes; None where none does."""
        return self._refuted(self._sides.asked(demands), demands)

    def ask(self, demands: Sequence[int]) -> Whole | tuple[int, ...] | None:
        """A choice of cells in which the counts of these demands hold, or some demands that clash; None: not known."""
        asked = self._sides.asked(demands)
        left = [BRANCHES]
        try:
            answer = self._branch(asked, asked, demands, left)
        except GaveUpError:
            return None
        return answer if isinstance(answer, np.ndarray) else tuple(sorted(answer))

    def _refuted(self, asked: Whole, demands: Sequence[int]) -> tuple[int, ...] | None:
        number = len(self._known)
        if not number:
            return None
        beyond = self._weights[:number] @ asked > self._most[:number]
        first = int(np.argmax(beyond))
        return self._sides.few(self._known[first], demands) if beyond[first] else None

    def _branch(self, asked: Whole, given: Whole, demands: Sequence[int], left: list[int]) -> Whole | frozenset[int]:
        """A choice of cells, or demands that clash within bounds `asked`, which are `given` or tighter."""
        outcome = self._simplex.solve(asked[::2], -asked[1::2])
        if outcome is None:
            raise GaveUpError
        if isinstance(outcome, dict):
            return self._core(outcome, asked, given, demands)
        held = outcome[: self._sides.numbers]
        broken = np.abs(held - np.rint(held)) > NEAR * 10
        if not broken.any():
            return self._dealt(held, asked)
        left[0] -= 1
        if left[0] < 0:
            raise GaveUpError
        number = int(np.argmax(broken))
        below = int(np.floor(held[number]))
        clash: frozenset[int] = frozenset()
        for side, bound in ((2 * number + 1, -below), (2 * number, below + 1)):
            tighter = asked.copy()
            tighter[side] = bound
            answer = self._branch(tighter, given, demands, left)
            if isinstance(answer, np.ndarray):
                return answer
            clash |= answer
        return clash

    def _dealt(self, held: Real, asked: Whole) -> Whole:
        counts = np.rint(held).astype(np.int64)
        sums = self._sides.rows @ counts
        each = counts.reshape(len(self._sides.sizes), -1).sum(axis=1)
        if (each != self._sides.sizes).any() or (sums < asked[::2]).any() or (-sums < asked[1::2]).any():
            raise GaveUpError
        return self._sides.dealt(counts)

    def _core(self, times: dict[int, float], asked: Whole, given: Whole, demands: Sequence[int]) -> frozenset[int]:
        """The demands that a clash rests on; remembered as a sum where no fraction was tried."""
        proof = self._sides.added(whole(times))
        if sum(by * int(asked[side]) for side, by in proof.times) <= proof.most:
            raise GaveUpError
        few = self._sides.few(proof, demands) if asked is given else None
        if few is None:
            return self._sides.behind(proof, asked, demands)
        self._remember(proof)
        return frozenset(few)

    def _remember(self, proof: Sum) -> None:
        number = len(self._known)
        if number == len(self._most):
            self._weights = np.concatenate([self._weights, np.zeros_like(self._weights)])
            self._most = np.concatenate([self._most, np.zeros_like(self._most)])
        self._known.append(proof)
        sides = [side for side, _ in proof.times]
        self._weights[number, sides] = [by for _, by in proof.times]
        self._most[number] = proof.most
