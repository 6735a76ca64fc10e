"""What does HiGHS, a solver that shares no code with CP-SAT, say of the same rows?

It computes in floating point, so its word is a second opinion, not a proof; but a split that it finds is counted again
by the rules' own checkers, and that is exact.
Source: Q. Huangfu and J. Hall, Mathematical Programming Computation 10 (2018) 119-142; through scipy.optimize.milp.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from queue import Queue
from typing import Any

from solver.rows import Linear, Row
from solver.system import System

Domains = Sequence[tuple[int, int]]

_OPTIMAL, _INFEASIBLE = 0, 2
"""Status of `scipy.optimize.milp`."""


@dataclass(frozen=True)
class Solution:
    """A solution, optimal where an objective was given."""

    values: tuple[int, ...]
    objective: int


@dataclass(frozen=True)
class NoSolution:
    """HiGHS says that there is none."""


@dataclass(frozen=True)
class Undecided:
    """Time ran out, or HiGHS gave up."""


Opinion = Solution | NoSolution | Undecided


class Second:
    """HiGHS on one system, until a number of seconds has passed; None: for ever."""

    def __init__(self, system: System, seconds: float | None = None) -> None:
        self.system = system
        self._end = None if seconds is None else time.monotonic() + seconds

    def on(self, system: System) -> Second:
        """The same on another system, until the same moment."""
        other = Second(system)
        other._end = self._end
        return other

    @property
    def over(self) -> bool:
        """No time is left."""
        return self._end is not None and self._end <= time.monotonic()

    def ask(
        self,
        rows: Iterable[Row] = (),
        *,
        only: Iterable[int] | None = None,
        minimise: Linear | None = None,
        helpers: Domains = (),
        bounds: Mapping[int, tuple[int, int]] | None = None,
    ) -> Opinion:
        """A solution of the rows of the seats, of the demands `only` (default: all) and of `rows`.

        `helpers` are further variables, numbered after the system's; `bounds` narrow variables.
        """
        if self.over:
            return Undecided()
        left = None if self._end is None else max(0.0, self._end - time.monotonic())
        demands = range(len(self.system.demands)) if only is None else only
        every = [*self.system.seat_rows, *(row for d in demands for row in self.system.demand_rows[d]), *rows]
        domains = [*self.system.domains, *helpers]
        for variable, ends in (bounds or {}).items():
            domains[variable] = ends
        return solved(domains, every, minimise or Linear(), left)


def solved(domains: Domains, rows: Sequence[Row], minimise: Linear, seconds: float | None = None) -> Opinion:
    """The least value of an objective in whole numbers, with a solution."""
    import numpy as np  # all of these: half a second to load, and needed only where there is no proof
    from scipy.optimize import Bounds, milp

    if not domains:
        possible = all((row.low or 0) <= row.terms.constant <= _high(row) for row in rows)
        return Solution((), minimise.constant) if possible else NoSolution()
    objective = np.zeros(len(domains))
    for variable, coefficient in minimise.combined().items():
        objective[variable] = coefficient
    low, high = (np.array(side, dtype=float) for side in zip(*domains, strict=True))
    options = {"mip_rel_gap": 0} if seconds is None else {"mip_rel_gap": 0, "time_limit": seconds}
    constraints = _constraints(domains, rows) if rows else None
    integrality, bounds = np.ones(len(domains)), Bounds(low, high)
    result = _interruptible(
        lambda: milp(objective, integrality=integrality, bounds=bounds, constraints=constraints, options=options)
    )
    if result.status == _INFEASIBLE:
        return NoSolution()
    if result.status != _OPTIMAL:
        return Undecided()
    return Solution(tuple(np.rint(result.x).astype(int).tolist()), round(result.fun) + minimise.constant)


def _interruptible(run: Callable[[], Any]) -> Any:
    """Run HiGHS in a thread of its own, so that Ctrl-C is heard while it works; it cannot be stopped, only left."""
    results: Queue[Any] = Queue()

    def work() -> None:
        try:
            results.put(run())
        except BaseException as error:  # noqa: BLE001  # whatever it is, it is raised where the answer is waited for
            results.put(error)

    threading.Thread(target=work, daemon=True).start()
    result = results.get()
    if isinstance(result, BaseException):
        raise result
    return result


def _high(row: Row) -> float:
    return float("inf") if row.high is None else row.high


def _constraints(domains: Domains, rows: Sequence[Row]) -> Any:
    import numpy as np
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csr_array

    plain = [one for row in rows for one in _plain(domains, row)]
    variables = [variable for terms, _, _ in plain for variable in terms.variables]
    coefficients = [coefficient for terms, _, _ in plain for coefficient in terms.coefficients]
    ends = np.cumsum([0, *(len(terms.variables) for terms, _, _ in plain)])
    matrix = csr_array((np.array(coefficients, dtype=float), variables, ends), shape=(len(plain), len(domains)))
    matrix.sum_duplicates()
    constants = np.array([terms.constant for terms, _, _ in plain], dtype=float)
    low = np.array([-np.inf if low is None else low for _, low, _ in plain]) - constants
    high = np.array([np.inf if high is None else high for _, _, high in plain]) - constants
    return LinearConstraint(matrix, low, high)


def _plain(domains: Domains, row: Row) -> Iterator[tuple[Linear, int | None, int | None]]:
    """A row that depends on a literal is relaxed where that is 0, as far as its terms can reach."""
    if row.only_if is None:
        yield row.terms, row.low, row.high
        return
    for side, bound in ((1, row.low), (-1, row.high)):
        if bound is not None:
            terms = row.terms.times(side)
            slack = max(0, side * bound - terms.constant - _least_reach(domains, terms))
            yield terms + Linear((row.only_if,), (-slack,)), side * bound - slack, None


def _least_reach(domains: Domains, terms: Linear) -> int:
    return sum(
        min(coefficient * domains[variable][0], coefficient * domains[variable][1])
        for variable, coefficient in zip(terms.variables, terms.coefficients, strict=True)
    )
