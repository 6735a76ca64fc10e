"""What is known while an answer is checked: the what-if, the answer, the splits seen so far, the second solver?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from solver.answers import Proof, StageValue
from solver.certificate import Stage, proved_bound, settled
from solver.posed import Posed
from solver.proofs import certificate_of
from solver.rows import Linear, Row
from solver.scenario import WhatIf
from solver.split import Split
from solver.verify.exchanged import exchanged
from solver.verify.second import NoSolution, Opinion, Second, Solution
from solver.verify.stored import Stored

Shortfalls = dict[int, int]
"""Shortfall of each rule, by its number."""


class Case:
    """One answer under examination."""

    def __init__(
        self,
        posed: Posed,
        stored: Stored,
        second: Second,
        what_if: WhatIf,
        *,
        kept: Iterable[int] = (),
        near: Split | None = None,
    ) -> None:
        self.posed = posed
        self.musts = tuple(sorted({*posed.musts, *kept}))
        """What every split is held to: the red lines, and what is kept beside them."""
        self.near = near
        """Of splits as good, those come first that move the fewest seats from here."""
        self.what_if = what_if
        """As the file has it; in `posed`, rules may have been opened by seat."""
        self.stored = stored
        self.second = second
        self.seen: dict[Split, Shortfalls] = {}
        self._keeps: dict[int, Split] = {}
        """A split for each set of rules that one keeps; bit i stands for rule i."""

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number of each rule, by its id."""
        return {rule.id: number for number, rule in enumerate(self.posed.rules)}

    @cached_property
    def objectives(self) -> tuple[Linear, ...]:
        """What each stage minimises: cost by priority, then minus each goal; then the distance, where that counts."""
        nearest = () if self.near is None else (Linear.sum(self.posed.cells_of(self.near), -1),)
        return (*self.posed.costs, *(goal.times(-1) for _, goal in self.posed.goals), *nearest)

    def beside(self, posed: Posed, kept: Iterable[int] = (), near: Split | None = None) -> Case:
        """Another what-if, examined in the same time; what `kept` and `near` say, the attributes do."""
        return Case(posed, self.stored, self.second.on(posed.system), posed.what_if, kept=kept, near=near)

    # --- splits ------------------------------------------------------------------------------

    def wrong_with(self, split: Split) -> str | None:
        """Why this is no split of the seats among the contesting parties; None where it is one."""
        seats, parties = self.posed.grid.seats, self.posed.grid.parties
        missing = [seat for seat in seats if seat not in split]
        if missing:
            return f"{missing[0]!r} goes to nobody"
        strange = [seat for seat in split if seat not in self._seats]
        if strange:
            return f"there is no seat {strange[0]!r}"
        wrong = [seat for seat in seats if split[seat] not in parties]
        return f"{wrong[0]!r} goes to {split[wrong[0]]!r}, which contests nothing" if wrong else None

    @cached_property
    def _seats(self) -> frozenset[str]:
        return frozenset(self.posed.grid.seats)

    def shortfalls(self, split: Split) -> Shortfalls:
        """How far a split is from keeping each rule, by the rules' own checkers; the split is remembered."""
        if split not in self.seen:
            short = self.posed.shortfalls(split)
            self.seen[split] = short
            self._keeps[sum(1 << number for number, by in short.items() if not by)] = split
        return self.seen[split]

    def remember(self) -> None:
        """Count every split of the answer once: each may speak against some claim."""
        stored = self.stored
        witnesses = [] if stored.clashes is None else [w.split for c in stored.clashes.found for w in c.witnesses]
        ways = [] if stored.ways is None else [way.split for way in stored.ways.found if way.split is not None]
        drops = [] if stored.packages is None else [split for _, split in stored.packages.drop_sets]
        best = [stored.best.split] if stored.best is not None and stored.best.split is not None else []
        for split in (*best, *witnesses, *ways, *drops):
            if self.wrong_with(split) is None:
                self.shortfalls(split)

    def breaks(self, split: Split, kept: Iterable[int]) -> str | None:
        """Which of these rules a split breaks, and by how much; None where it keeps them all."""
        short = self.shortfalls(split)
        broken = [number for number in kept if short[number]]
        return f"{self.posed.rules[broken[0]].id} falls short by {short[broken[0]]}" if broken else None

    def worth(self, split: Split) -> tuple[int, ...]:
        """Cost by priority, then minus the value of each goal: less is better, stage by stage."""
        same = () if self.near is None else (len(self.near.moved(split)) - len(split),)
        return (*self.posed.cost(self.shortfalls(split)), *(-value for value in self.goals(split)), *same)

    def goals(self, split: Split) -> tuple[int, ...]:
        """The value of each goal in a split."""
        chosen = set(self.posed.cells_of(split))
        values = [int(cell in chosen) for cell in range(self.posed.system.cells)]
        return tuple(self._goal(number, goal, values) for number, (_, goal) in enumerate(self.posed.goals))

    def _goal(self, number: int, goal: Linear, values: Sequence[int]) -> int:
        if all(variable < len(values) for variable in goal.variables):
            return goal.value(values)
        # The goal counts helpers of its own: they take their best values for the split.
        fixed = [Row(Linear.sum((cell,)), value, value) for cell, value in enumerate(values)]
        only = (len(self.posed.rules) + number,)
        opinion = Second(self.posed.system).ask(fixed, only=only, minimise=goal.times(-1))
        if not isinstance(opinion, Solution):
            raise TypeError("a goal has no value in a split")
        return -opinion.objective

    # --- proofs ------------------------------------------------------------------------------

    def proves(self, proof: Proof, stage: Stage, earlier: Sequence[Stage], kept: Iterable[int]) -> str | None:
        """What is wrong with a proof that an objective is at least a value, these demands being kept; None: nothing."""
        try:
            certificate = certificate_of(self.posed, proof)
            bound = proved_bound(self.posed.system, certificate, stage[0], earlier)
        except ValueError as error:
            return str(error)
        assumed = set(certificate.kept) - set(kept)
        if assumed:
            return f"its proof takes for granted that {self.posed.rules[min(assumed)].id} is kept"
        return None if bound >= stage[1] else f"its proof shows no more than {bound}"

    def settled(self, stages: Sequence[StageValue], values: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Bounds that all splits obey that are as good in these first stages, by the proofs given: fewer to look at."""
        bounds: dict[int, tuple[int, int]] = {}
        musts = set(self.musts)
        for number, stage in enumerate(stages):
            if stage.proof is None:
                continue
            certificate = certificate_of(self.posed, stage.proof)
            earlier = list(zip(self.objectives[:number], values[:number], strict=True))
            if set(certificate.kept) <= musts:
                found = settled(self.posed.system, certificate, self.objectives[number], earlier, values[number])
                for variable, (low, high) in found.items():
                    least, most = bounds.get(variable, (low, high))
                    bounds[variable] = (max(low, least), min(high, most))
        return bounds

    # --- the second solver -------------------------------------------------------------------

    def find(
        self,
        kept: Iterable[int],
        rows: Iterable[Row] = (),
        *,
        only: Iterable[int] = (),
        minimise: Linear | None = None,
    ) -> Opinion:
        """Ask the second solver for a split that keeps these demands and obeys `rows`, which speak of `only`."""
        kept = tuple(kept)
        opinion = self.second.ask(
            (*self.posed.system.kept(kept), *rows), only=sorted({*kept, *only}), minimise=minimise
        )
        if isinstance(opinion, Solution):
            self.shortfalls(self.split(opinion))
        return opinion

    def split(self, solution: Solution) -> Split:
        """The split of a solution."""
        width, parties = len(self.posed.grid.parties), self.posed.grid.parties
        seats = [solution.values[first : first + width] for first in range(0, self.posed.system.cells, width)]
        chosen = [cells.index(max(cells)) for cells in seats]
        return Split.of((seat, parties[party]) for seat, party in zip(self.posed.grid.seats, chosen, strict=True))

    def known(self, fits: Callable[[Shortfalls], bool]) -> Split | None:
        """A split seen so far whose shortfalls fit."""
        return next((split for split, short in self.seen.items() if fits(short)), None)

    def keeping(self, kept: Sequence[int]) -> Split | NoSolution | None:
        """A split that keeps these rules, counted by their own checkers; None where that is not known."""
        asked = sum(1 << number for number in kept)
        known = next((split for keeps, split in self._keeps.items() if not asked & ~keeps), None)
        known = known or exchanged(self.posed, self.seen, kept)
        if known is not None:
            self.shortfalls(known)
            return known
        opinion = self.find(kept)
        if not isinstance(opinion, Solution):
            return opinion if isinstance(opinion, NoSolution) else None
        split = self.split(opinion)
        return None if self.breaks(split, kept) else split

    def stages_before(self, number: int, values: Sequence[int]) -> Iterator[Row]:
        """Rows that hold the stages before `number` to their values."""
        for objective, value in zip(self.objectives[:number], values, strict=False):
            yield Row(objective, high=value)
