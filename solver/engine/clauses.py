"""Can counts that cross hold together? A SAT solver answers easy questions in microseconds, and gives up on others.

Each count is a sequential counter that hangs on a literal, assumed when the count is asked about, so that all that was
learned stays. Counting is refuted by the network before it comes to this; what is left is mostly easy either way, and
where it is not, the solver stops after some clashes and leaves the question to others.
Source: C. Sinz, "Towards an optimal CNF encoding of Boolean cardinality constraints", CP 2005.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from solver.engine.flows import Whole
from solver.engine.interrupt import left_to_python
from solver.engine.network import Network

CLASHES = 100
"""Most clashes of clauses in one question, before it is given up."""

LARGEST = 5_000
"""Most clauses worth writing for a count, about its cells times its bound."""


class Clauses:
    """The counts of a network as clauses; each is written when it is first asked about."""

    def __init__(self, network: Network) -> None:
        from pysat.solvers import Solver  # 0.1 s to load: only where counts cross

        self._network = network
        self._solver = Solver(name="glucose4")
        self._last = network.seats * network.parties
        self._literals: dict[int, int | None] = {}
        for seat in range(network.seats):
            cells = [cell + 1 for cell in range(seat * network.parties, (seat + 1) * network.parties)]
            self._solver.add_clause(cells)
            for second, one in enumerate(cells):
                for other in cells[:second]:
                    self._solver.add_clause([-one, -other])

    def ask(self, counts: Sequence[int]) -> Whole | tuple[int, ...] | None:
        """A choice of cells in which these counts hold, or some of them that cannot; None where it gives up."""
        numbers = {}
        for number in counts:
            literal = self._literal(number)
            if literal is None:
                return None
            numbers[literal] = number
        self._solver.conf_budget(CLASHES)
        with left_to_python():
            verdict = self._solver.solve_limited(assumptions=list(numbers))
        if verdict is None:
            return None
        if not verdict:
            return tuple(sorted(numbers[literal] for literal in self._solver.get_core() or ()))
        model = np.array(self._solver.get_model()[: self._network.seats * self._network.parties], dtype=np.int64)
        return (model > 0).astype(np.int64)

    def _literal(self, number: int) -> int | None:
        """The literal that a count hangs on; None where it would take too many clauses."""
        if number not in self._literals:
            count = self._network.counts[number]
            cells, size = [cell + 1 for cell in count.cells], len(count.cells)
            if size * max(count.low, size - count.high) > LARGEST:
                self._literals[number] = None
                return None
            self._last += 1
            self._literals[number] = literal = self._last
            for clause in (*self._at_most([-c for c in cells], size - count.low), *self._at_most(cells, count.high)):
                self._solver.add_clause([*clause, -literal])
        return self._literals[number]

    def _at_most(self, literals: list[int], most: int) -> Iterator[list[int]]:
        """Clauses that say: at most so many of these."""
        from pysat.card import CardEnc, EncType

        if most < 0:
            yield []
        elif most < len(literals):
            with left_to_python():
                encoded = CardEnc.atmost(lits=literals, bound=most, top_id=self._last, encoding=EncType.seqcounter)
            self._last = max(self._last, encoded.nv)
            yield from encoded.clauses
