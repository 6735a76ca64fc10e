"""Which minimal conflicts are the smallest: those of one rule, then of two, and so on, each size in file order?

Single rules and pairs are asked one by one; a split that keeps many rules settles many pairs at once. From three on,
implicit hitting sets: a conflict has a member outside every set that can be kept, so the smallest set that has one
outside all of them known so far is either kept by some split, which tells of one more, or is a smallest conflict.
Source: A. Ignatiev, A. Previti, M. Liffiton, J. Marques-Silva, "Smallest MUS extraction with minimal hitting set
dualization", CP 2015.

The order depends on proved answers only, never on which split an engine happened to find, so it is the same for every
engine and seed.
"""

from __future__ import annotations

from collections.abc import Iterator

from solver.cover import bits
from solver.engine import Ask, EngineError, Found, Impossible, System
from solver.engine.cpsat import CpSat
from solver.questions.conflicts.enumeration import MinimalConflict, enumerate_all
from solver.questions.conflicts.together import Together, UndecidedError
from solver.rows import Demand, Linear, Row

FEW_CALLS = 2_000
"""Most sets of rules asked about in the hope that all conflicts of three and more are soon known."""

PAIR = 2


def smallest_first(together: Together) -> Iterator[int]:
    """Minimal conflicts in order of size, then of rules; the iterator ends when there are no others.

    Raises:
        UndecidedError: where the limit comes first.
    """
    yield from _alone(together)
    yield from _pairs(together)
    yield from _larger(together)


def _alone(together: Together) -> Iterator[int]:
    for position in range(len(together.candidates)):
        one = 1 << position
        if one & ~together.single and together.clash(one) is not None:
            yield _found(together, one)


def _pairs(together: Together) -> Iterator[int]:
    """Only pairs that no known split keeps are asked."""
    for position in bits(together.single):
        one = 1 << position
        left = together.single & ~together.beside(one) & -(one << 1)
        while left:
            other = left & -left
            left ^= other
            if together.clash(one | other) is None:
                left &= ~together.beside(one | other)
            else:
                yield _found(together, one | other)


def _larger(together: Together) -> Iterator[int]:
    """All others at once where they are few; else one after the other, the smallest set not known first."""
    every = _all_if_few(together)
    if every is None:
        yield from _one_by_one(together)
        return
    yield from sorted((one for one in every if one.bit_count() > PAIR), key=lambda one: (one.bit_count(), [*bits(one)]))


def _all_if_few(together: Together) -> list[int] | None:
    """All minimal conflicts, where a limited number of questions is enough."""
    given = together.calls_left
    budget = FEW_CALLS if given is None else min(FEW_CALLS, given // 2)
    together.calls_left = budget
    try:
        return [one.members for one in enumerate_all(together) if isinstance(one, MinimalConflict)]
    except UndecidedError:
        if together.deadline.passed:
            raise
        return None
    finally:
        together.calls_left = None if given is None else given - budget + (together.calls_left or 0)


def _one_by_one(together: Together) -> Iterator[int]:
    number = len(together.candidates)
    known = CpSat(System(0, 0, (Demand(helpers=((0, 1),) * number),)))
    for kept in together.kept:
        known.add((outside(together, kept),))
    for conflict in together.conflicts:
        if conflict.bit_count() <= PAIR:  # told already; larger ones may be known from elsewhere, and are told in turn
            known.add((not_all(conflict),))
    while (chosen := smallest(known, together)) is not None:
        if together.clash(chosen) is None:
            known.add((outside(together, together.grown(chosen)),))
            continue
        for position in bits(chosen):
            if together.clash(chosen ^ 1 << position) is not None:
                raise EngineError("a smallest hitting set that is impossible must be a minimal conflict")
        known.add((not_all(chosen),))
        yield _found(together, chosen)


def _found(together: Together, conflict: int) -> int:
    together.conflicts[conflict] = None
    return conflict


def outside(together: Together, kept: int) -> Row:
    """Some member lies outside a set that can be kept."""
    return Row(Linear.sum(bits(together.everything & ~kept)), low=1)


def not_all(conflict: int) -> Row:
    """Not all members of a conflict."""
    return Row(Linear.sum(bits(conflict)), high=conflict.bit_count() - 1)


def smallest(known: CpSat, together: Together) -> int | None:
    """The smallest set that the map leaves open, the first by rules among equals."""
    size = least(known, together)
    return None if size is None else first(known, together, size.bit_count())


def least(known: CpSat, together: Together) -> int | None:
    """A set that the map leaves open, of as few as any; None where it leaves none.

    Raises:
        UndecidedError: where the limit comes first.
    """
    every = range(len(together.candidates))
    found = known.ask(Ask(minimise=Linear.sum(every)), together.deadline)
    if isinstance(found, Impossible):
        return None
    if not isinstance(found, Found) or not found.proved:
        raise UndecidedError
    return sum(1 << position for position in every if found.values[position])


def first(known: CpSat, together: Together, size: int) -> int:
    """Of the sets of so many that the map leaves open, which has smaller ones nowhere, the first by rules.

    Raises:
        UndecidedError: where the limit comes first.
    """
    every = tuple(range(len(together.candidates)))
    found = known.ask(Ask((Row(Linear.sum(every), high=size),), prefer=every), together.deadline)
    if not isinstance(found, Found):
        raise UndecidedError
    return sum(1 << position for position in every if found.values[position])
