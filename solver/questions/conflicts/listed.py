"""Which minimal conflicts does `solve` list: ten at most, the smallest first, the same for every engine and seed?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from solver.answers import Conflict
from solver.engine import Deadline
from solver.engine.cpsat import CpSat
from solver.engine.kept import Keeper
from solver.posed import Posed
from solver.questions.conflicts.enumeration import MinimalConflict, enumerate_all
from solver.questions.conflicts.smallest import smallest_first
from solver.questions.conflicts.together import Together, UndecidedError
from solver.questions.conflicts.told import Teller
from solver.scenario import WhatIf
from solver.split import Split

LIMIT = 10
"""Most conflicts listed."""

MAX_CALLS = 5_000
"""Most sets of rules put to an engine for one list; beyond it the list is filled with conflicts of any size."""

ONE_MORE = 100
"""Most sets tried, once the list is full, to learn whether it is complete."""


@dataclass(frozen=True)
class Conflicts:
    """Minimal conflicts; `complete` only where there are proved to be no others."""

    found: tuple[Conflict, ...]
    complete: bool


def conflicts(
    posed: Posed,
    engine: CpSat,
    deadline: Deadline,
    *,
    among_musts: bool,
    kept: Split | None,
    proofs: bool = False,
) -> Conflicts:
    """Up to `LIMIT` minimal conflicts of wishes (given the musts), or of musts where they alone clash.

    Args:
        posed: the what-if.
        engine: answers where the network cannot.
        deadline: what is found by then is returned.
        among_musts: look for conflicts among the musts.
        kept: a split that keeps the musts, as a first example; None if there is none.
        proofs: each conflict carries multipliers, where its proof is linear, and witnesses.
    """
    candidates, always = (posed.musts, ()) if among_musts else (posed.wishes, posed.musts)
    if kept is not None and not any(posed.shortfalls(kept, candidates).values()):
        return Conflicts((), complete=True)
    together = Together(posed, Keeper(posed.system, engine), deadline, candidates, always, calls_left=MAX_CALLS)
    teller = Teller(together, proofs=proofs)
    found: dict[int, Conflict] = {}
    try:
        if kept is not None:
            together.learn(kept)
        for members in smallest_first(together):
            if len(found) == LIMIT:
                return Conflicts(tuple(found.values()), complete=False)
            found[members] = teller.told(members)
            if len(found) == LIMIT:
                together.calls_left = min(together.calls_left or 0, ONE_MORE)
    except UndecidedError:
        together.calls_left = MAX_CALLS
        others = _others(teller, found)
        return Conflicts((*found.values(), *islice(others, LIMIT - len(found))), complete=False)
    return Conflicts(tuple(found.values()), complete=True)


def as_wished(conflict: Conflict, what_if: WhatIf) -> Conflict:
    """A conflict among rules that were only held like musts: those that are wishes told as wishes."""
    musts = {rule.id for rule in what_if.musts}
    wishes = tuple(rule for rule in conflict.musts if rule not in musts)
    return replace(conflict, rules=wishes, musts=tuple(rule for rule in conflict.musts if rule in musts))


def _others(teller: Teller, known: Collection[int]) -> Iterator[Conflict]:
    """Further conflicts, of whatever size, until the limit comes."""
    try:
        for one in enumerate_all(teller.together):
            if isinstance(one, MinimalConflict) and one.members not in known:
                yield teller.told(one.members)
    except UndecidedError:
        return
