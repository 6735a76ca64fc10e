"""Is there a scenario on which a method breaks an axiom, and how small can it be?"""

from __future__ import annotations

from random import Random
from zlib import crc32

from solver.answers.laboratory import Cell, Settled
from solver.questions.lab.axioms import Axiom, Size, Trial
from solver.questions.lab.methods import Method
from solver.questions.lab.shown import shown


def searched(method: Method, axiom: Axiom, size: Size, examples: int, seed: int, theory: Settled | None = None) -> Cell:
    """Try up to so many scenarios; what breaks the axiom is made smaller until nothing smaller is found."""
    search = Search(method, axiom)
    trial = search.run(size, examples, seed)
    if trial is None:
        return Cell(method.name, axiom.name, "holds", search.tried, theory=theory)
    violation = axiom.broken(method, trial)
    assert violation is not None  # a method's splits depend on the case alone
    runs = shown(method, axiom, violation)
    return Cell(method.name, axiom.name, "fails", search.tried, violation.sentence, runs, theory)


class Search:
    """Counts what is tried until something is found."""

    def __init__(self, method: Method, axiom: Axiom) -> None:
        self.method = method
        self.axiom = axiom
        self.tried = 0
        self.found = False

    def breaks(self, trial: Trial) -> bool:
        """Whether the axiom is broken here."""
        broken = self.axiom.broken(self.method, trial) is not None
        self.tried += not self.found
        self.found = self.found or broken
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
