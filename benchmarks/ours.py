"""How do we explain? The one file that says which of our functions answers which task of a race.

`python -m benchmarks.ours TASK NAME`, told like a peer's. Tasks: first, all, screen,
cheapest, drops.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import islice

# Loaded when first needed; imports count for nobody.
import numpy.ma  # noqa: F401
import pysat.solvers  # noqa: F401
from ortools.linear_solver.python import model_builder_helper  # noqa: F401

from benchmarks.families import named
from benchmarks.parts import ClockedTeller
from benchmarks.peers.rows import Teller
from seatpact import collect_seldom
from solver.cover import bits
from solver.engine import Deadline
from solver.engine.cpsat import CpSat
from solver.engine.kept import Keeper
from solver.posed import Posed
from solver.questions.burdens import by_cost
from solver.questions.conflicts.enumeration import MinimalConflict, enumerate_all
from solver.questions.conflicts.facts import facts
from solver.questions.conflicts.find import LIMIT
from solver.questions.conflicts.together import Together, UndecidedError
from solver.questions.conflicts.told import Teller as Told
from solver.questions.drop_sets import DropSetSearch
from solver.questions.packages import Packages

SCREEN = 1.0
"""Seconds after which nobody waits for more facts."""

FOREVER = Deadline(None)
"""Whoever runs the race ends what takes too long."""


def _first(posed: Posed, teller: Teller) -> None:
    """One minimal conflict, with multipliers that prove it where it is linear."""
    together = _together(posed, teller)
    clash = together.clash(together.everything)
    if clash is not None:
        conflict = together.shrunk(clash)
        together.keeper.refutation(together.rules(conflict), FOREVER)
        teller.calls = together.keeper.calls.total()
        teller.conflict(bits(conflict))


def _all(posed: Posed, teller: Teller) -> None:
    """All minimal conflicts and all minimal sets of rules to drop."""
    together = _together(posed, teller, many=True)
    for found in enumerate_all(together):
        teller.calls = together.keeper.calls.total()
        if isinstance(found, MinimalConflict):
            teller.conflict(bits(found.members))
        else:
            teller.drops(bits(found.members))


def _screen(posed: Posed, teller: Teller) -> None:
    """As many facts as are listed unless asked for more, or as many as a second brings, and what each stands for."""
    together = _together(posed, teller)
    together.deadline = Deadline(SCREEN)
    last = 0.0
    with suppress(UndecidedError):
        for fact in islice(facts(Told(together, proofs=False)), LIMIT):
            teller.calls = together.keeper.calls.total()
            teller.stands_for(1 if fact.family is None else fact.family.count)
            last = teller.elapsed()
    teller.done(last)


def _together(posed: Posed, teller: Teller, *, many: bool = False) -> Together:
    """All wishes; like peers' models, what is asked is built before the clock starts."""
    keeper = Keeper(posed.system, CpSat(posed.system))
    _ = keeper.counted.network
    if many:
        keeper.expect_many()
    _built(posed, teller)
    return Together(posed, keeper, FOREVER, posed.wishes, posed.musts)


def _built(posed: Posed, teller: Teller) -> None:
    """The rows are written when first asked for; those of peers stand in their models before the clock starts."""
    _ = posed.system.seat_rows, posed.system.demand_rows, posed.system.shortfalls
    teller.built()


def _drops(posed: Posed, teller: Teller) -> None:
    """The fewest rules without which all the others hold."""
    together = _together(posed, teller, many=True)
    search = DropSetSearch(together, limit=1)
    search.fewest()
    teller.calls = together.keeper.calls.total()
    numbers = {rule.id: number for number, rule in enumerate(posed.rules)}
    teller.drops(numbers[rule] for rule in search.told().found[0].rules)


def _cheapest(posed: Posed, teller: Teller) -> None:
    """A package of concessions that is proved to cost the least."""
    packages = Packages(posed, CpSat(posed.system), by_cost(posed), FOREVER)
    _built(posed, teller)
    package = packages.cheapest()
    if package is not None:
        teller.cost(sum(package.shortfalls.values()))


TASKS: Mapping[str, Callable[[Posed, Teller], None]] = {
    "first": _first,
    "all": _all,
    "screen": _screen,
    "cheapest": _cheapest,
    "drops": _drops,
}


def main() -> None:
    """Answer one task about one instance."""
    collect_seldom()
    task, name = sys.argv[1:]
    posed = Posed(named(name).what_if())
    teller = ClockedTeller()
    TASKS[task](posed, teller)
    teller.done()


if __name__ == "__main__":
    main()
