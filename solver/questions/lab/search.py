"""Is there a scenario on which a method breaks an axiom, and how small can it be?"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from zlib import crc32

from solver.answers.laboratory import Cell, Settled
from solver.engine.asks import Deadline
from solver.questions.lab.axioms import Axiom, Size, Trial
from solver.questions.lab.methods import Method
from solver.questions.lab.shown import shown
from solver.questions.lab.smaller import smallest

FOREVER = Deadline(None)

AGAIN = 30
"""Most scenarios that are drawn once more with fewer seats, to see whether fewer will do."""


class OutOfTimeError(BaseException):
    """The time limit came within a search; Hypothesis passes on what is no Exception."""


def searched(
    method: Method,
    axiom: Axiom,
    size: Size,
    examples: int,
    seed: int,
    theory: Settled | None = None,
    known: Trial | None = None,
    deadline: Deadline = FOREVER,
) -> Cell:
    """Try up to so many scenarios; what breaks the axiom is made smaller until no step down leads to another such.

    Where none of them breaks it, the case is tried that theory knows to break it, if there is one.
    """
    search = Search(method, axiom, deadline)
    try:
        trial = search.run(size, examples, seed)
        if trial is not None:
            trial = _with_fewer_seats(method, axiom, trial, size, examples, seed, deadline)
    except OutOfTimeError:
        if search.last is None:
            return Cell(method.name, axiom.name, "unfinished", search.tried, theory=theory)
        trial = search.last
    if trial is not None:
        return _failing(method, axiom, trial, search.tried, theory)
    if known is None or axiom.broken(method, known) is None:
        return Cell(method.name, axiom.name, "holds", search.tried, theory=theory)
    return replace(_failing(method, axiom, known, search.tried, theory), origin="known")


def _failing(method: Method, axiom: Axiom, trial: Trial, tried: int, theory: Settled | None) -> Cell:
    violation = axiom.broken(method, trial)
    assert violation is not None  # a method's splits depend on the case alone
    return Cell(method.name, axiom.name, "fails", tried, violation.sentence, shown(method, axiom, violation), theory)


def _with_fewer_seats(
    method: Method, axiom: Axiom, trial: Trial, size: Size, examples: int, seed: int, deadline: Deadline
) -> Trial:
    """The trial, step by step made smaller; or one of fewer seats that another search finds."""
    trial = smallest(method, axiom, trial, deadline)
    for seats in range(1, len(axiom.base(trial).seats)):
        search = Search(method, axiom, deadline)
        fewer = search.run(replace(size, max_seats=seats), min(examples, AGAIN), seed, shrink=False)
        if fewer is not None and len(axiom.base(fewer).seats) <= seats:
            return smallest(method, axiom, fewer, deadline)
    return trial


class Search:
    """Counts what is tried until something is found."""

    def __init__(self, method: Method, axiom: Axiom, deadline: Deadline = FOREVER) -> None:
        self.method = method
        self.axiom = axiom
        self.deadline = deadline
        self.tried = 0
        self.last: Trial | None = None
        """The last trial seen to break the axiom."""

    def breaks(self, trial: Trial) -> bool:
        """Whether the axiom is broken here."""
        if self.deadline.passed:
            raise OutOfTimeError
        broken = self.axiom.broken(self.method, trial) is not None
        self.tried += self.last is None
        self.last = trial if broken else self.last
        return broken

    def run(self, size: Size, examples: int, seed: int, *, shrink: bool = True) -> Trial | None:
        """A trial that breaks the axiom, the smallest found or, if not to be shrunk, the first; None if none does."""
        from solver.testing import needs_hypothesis

        needs_hypothesis()
        from hypothesis import Phase, find, settings
        from hypothesis.errors import NoSuchExample

        # A seed of its own for each cell, the same on every machine; nothing is stored between runs.
        start = Random(crc32(f"{seed} {self.method.name} {self.axiom.name}".encode()))
        phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
        how = settings(max_examples=examples, database=None, deadline=None, phases=phases)
        try:
            return find(self.axiom.trials(size), self.breaks, settings=how, random=start)
        except NoSuchExample:
            return None
