"""What does one large instance take in a process of its own, time and peak memory?

`python -m benchmarks.alone flow SxP` or `growth SxPxR`. Not in `sections`: that package loads what all the peers
need, pandas among it, which is 100 MB before anything begins.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping

from benchmarks.peers.rows import peak
from solver.engine import Deadline
from solver.posed import Posed
from solver.questions.best_split import Best, best_split

FOREVER = None
"""No time limit."""


def flow(seats: int, parties: int) -> tuple[object, ...]:
    """The best split by flow: peak memory with the program loaded, with the scenario, with its rows, and of all."""
    from benchmarks.instances import countable
    from solver.engine.by_flow import ByFlow

    loaded = peak()
    scenario = countable(seats, parties).scenario()
    made = peak()
    posed = Posed(scenario.what_if())
    system = posed.system
    rows = peak()
    best = best_split(posed, ByFlow(system), Deadline(FOREVER))
    if not (isinstance(best, Best) and best.proved):
        raise RuntimeError("not proved")
    return loaded, made, rows, peak()


def growth(seats: int, parties: int, rules: int) -> tuple[object, ...]:
    """The best split by CP-SAT: whether it was proved, seconds, those of the plain model (or -), peak memory."""
    from benchmarks.instances import pact
    from solver.engine import merged, relaxation  # noqa: F401  # what is loaded on first use counts for nobody
    from solver.engine.cpsat import CpSat

    scenario = pact(seats, parties, rules)
    start = time.perf_counter()
    posed = Posed(scenario.what_if())
    best = best_split(posed, CpSat(posed.system), Deadline(120))
    took, most = time.perf_counter() - start, peak()

    from benchmarks.plain import stages  # loads pandas

    start = time.perf_counter()
    plain = stages(scenario)
    alone = time.perf_counter() - start
    status = "proved" if isinstance(best, Best) and best.proved else "open"
    return status, took, alone if plain is not None else "-", most


ASKED: Mapping[str, Callable[..., tuple[object, ...]]] = {"flow": flow, "growth": growth}

if __name__ == "__main__":
    print(*ASKED[sys.argv[1]](*map(int, sys.argv[2].split("x"))))
