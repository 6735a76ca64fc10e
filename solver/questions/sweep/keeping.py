"""Can these rules of a sheet all be kept, as one what-if asks for them? Rows and counts are made once a variant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from solver.engine import Deadline, System
from solver.engine.cpsat import CpSat
from solver.engine.flows import Cut, Whole
from solver.engine.folded import Count, folded
from solver.engine.kept import TRIES, Choice, Keeper
from solver.engine.kept import Core as Proof
from solver.engine.network import Network
from solver.posed import Posed
from solver.questions.sweep.sheet import Sheet
from solver.rows import Demand
from solver.split import Split


@dataclass(frozen=True)
class Kept:
    """A split that keeps all of them."""

    split: Split


@dataclass(frozen=True)
class Core:
    """Proved: these of them, by place in the sheet, cannot all be kept; not always a minimal set."""

    places: tuple[int, ...]


class Keeping:
    """Asks about sets of rules of one sheet."""

    def __init__(self, sheet: Sheet, *, alone: bool = False) -> None:
        self.sheet = sheet
        self.alone = alone
        """Is CP-SAT to answer all of it?"""
        self.posed = Posed(sheet.what_if)
        self.column = {column.place: index for index, column in enumerate(sheet.columns)}
        self.grid = self.posed.grid
        self.calls = 0
        self._demands: dict[tuple[int, int], Demand] = {}
        self._counts: dict[tuple[int, int], tuple[Count, ...] | None] = {}

    def ask(self, places: Iterable[int], chosen: Whole, deadline: Deadline) -> Kept | Core | None:
        """A split that keeps these rules, or some of them that clash; None where the limit came before either.

        `chosen` is the variant of each column; rules that are absent ask for nothing.
        """
        self.calls += 1
        every = (self._which(place, chosen) for place in places)
        present = [which for which in every if self._demand(which) is not None]
        outcome = None if self.alone else self._by_network(present)
        outcome = outcome or self._by_search(present, deadline)
        if isinstance(outcome, Choice):
            return Kept(self._split(outcome.chosen))
        return Core(tuple(present[index][0] for index in outcome.demands)) if isinstance(outcome, Proof) else None

    def _which(self, place: int, chosen: Whole) -> tuple[int, int]:
        """(place, variant), -1 for a rule that does not vary."""
        return place, int(chosen[self.column[place]]) if place in self.column else -1

    def _demand(self, which: tuple[int, int]) -> Demand | None:
        if which not in self._demands:
            place, variant = which
            rule = self.sheet.rules[place]
            if variant >= 0:
                varied = self.sheet.columns[self.column[place]].variants[variant].rule
                if varied is None:
                    return None
                rule = varied
            self._demands[which] = rule.demand(self.sheet.what_if.facts, self.grid)
        return self._demands[which]

    def _folded(self, which: tuple[int, int]) -> tuple[Count, ...] | None:
        if which not in self._counts:
            found = folded(self._system([which]), 0)
            self._counts[which] = found.counts if found.exact else None
        return self._counts[which]

    def _system(self, present: Sequence[tuple[int, int]]) -> System:
        demands = tuple(self._demands[which] for which in present)
        return System(len(self.grid.seats), len(self.grid.parties), demands)

    def _by_network(self, present: Sequence[tuple[int, int]]) -> Choice | Proof | None:
        """The network's answer; None where it has none, or a rule is more than counts."""
        counts = [self._folded(which) for which in present]
        if None in counts:
            return None
        every = [(count, index) for index, own in enumerate(counts) for count in own or ()]
        network = Network(len(self.grid.seats), len(self.grid.parties), [count for count, _ in every])
        first: set[int] = set()
        for _ in range(TRIES):
            outcome = network.ask(range(len(every)), first)
            if isinstance(outcome, Cut):
                return Proof(tuple(sorted({every[number][1] for number in outcome.counts})))
            holds = network.holds(outcome.chosen)
            first = {number for number in outcome.left_out if not holds[number]}
            if not first:
                return Choice(outcome.chosen)
        return None

    def _by_search(self, present: Sequence[tuple[int, int]], deadline: Deadline) -> Choice | Proof | None:
        system = self._system(present)
        outcome = Keeper(system, CpSat(system, alone=self.alone)).ask(range(len(present)), deadline)
        return outcome if isinstance(outcome, Choice | Proof) else None

    def _split(self, cells: Whole) -> Split:
        return self.posed.split(tuple(cells.tolist()))
