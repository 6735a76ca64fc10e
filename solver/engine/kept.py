"""Can these demands all be kept? The one place that chooses what answers: network, SAT solver, relaxation, or CP-SAT.

Demands that fold into counts go to the network first. What it leaves out is looked at in its split; where that fails,
to the SAT solver, and only what both leave open to a slower engine: minimum-cost flow where that was chosen, then
the relaxation and CP-SAT. Where CP-SAT was chosen, it and the relaxation answer alone. Each proof of impossibility
names the demands it rests on, not always minimally.

Sources: A. Hoffman, "Some recent applications of the theory of linear inequalities to extremal combinatorial analysis",
Proc. Symp. Appl. Math. 10 (1960) 113-127 (`network`); C. Sinz, "Towards an optimal CNF encoding of Boolean cardinality
constraints", CP 2005 (`clauses`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from solver.certificate import Certificate, refuted
from solver.engine.asks import Ask, Deadline, Found, Impossible, Staged, Unknown
from solver.engine.bounds import bound_proof
from solver.engine.clauses import Clauses
from solver.engine.counted import Counted
from solver.engine.cpsat import CpSat
from solver.engine.flows import Cut, Flow, Whole
from solver.engine.folded import Count
from solver.engine.guesses import Guesses
from solver.engine.lifted_rows import lifted_rows
from solver.engine.lifting import Lifted, few, lifted
from solver.engine.merged import Merged
from solver.engine.network import Network
from solver.engine.optimise import RELAX_FROM, minimise
from solver.engine.refute import refutation
from solver.engine.sides import Sides
from solver.engine.sums import Sums
from solver.rows import Linear
from solver.system import EngineError, System

TRIES = 3
"""Most flows tried before another engine is asked: each heeds first what the one before it broke."""

EFFORT = 0.5
"""Most work, in CP-SAT's deterministic seconds, on a number that helps but proves nothing."""


@dataclass(frozen=True)
class Choice:
    """A split that keeps what was asked: 1 for each cell chosen."""

    chosen: Whole


@dataclass(frozen=True)
class Core:
    """Proved: these demands, of those asked about, cannot all be kept; without any one of `needed` all others can."""

    demands: tuple[int, ...]
    needed: frozenset[int] = frozenset()


class Keeper:
    """Answers about one system; `calls` counts what was asked, `engine.answered` names what answered."""

    def __init__(self, system: System, engine: CpSat) -> None:
        self.system = system
        self.engine = engine
        self.counted = Counted(system)
        self.calls: Counter[str] = Counter()
        self._guesses = Guesses(self.counted)
        self._sums: Sums | None = None

    def ask(self, demands: Sequence[int], deadline: Deadline) -> Choice | Core | Unknown:
        """A split that keeps these demands, or some of them that cannot be kept together.

        Raises:
            EngineError: if an engine fails.
        """
        quick = None if self.engine.alone else self._by_counts(demands) or self._by_flow(demands, deadline)
        if quick is not None:
            return quick
        if self.engine.merged is not None:
            return self._by_merged(*self.engine.merged, demands, deadline)
        if self.system.cells >= RELAX_FROM:
            self.calls["relaxation"] += 1
            summed = self._summed(demands, deadline)
            if summed:
                return Core(summed)
        return self._by_search(demands, deadline)

    def _by_counts(self, demands: Sequence[int]) -> Choice | Core | None:
        """What the counts say: all, where there is no more to the demands, else that they clash, or a lucky guess."""
        exact = all(self.counted.exact(demand) for demand in demands)
        for name, answer in self._quick():
            outcome = answer(demands)
            if isinstance(outcome, Core) or (outcome is not None and exact):
                self.engine.answered.add(name)
                # where there is more than counts, it is not known that the rest can be kept
                return Core(outcome.demands) if isinstance(outcome, Core) and not exact else outcome
            if not exact and (guessed := self._by_guess(demands)) is not None:
                self.engine.answered.add("network")
                return guessed
        return None

    def _quick(self) -> Iterator[tuple[str, Callable[[Sequence[int]], Choice | Core | None]]]:
        """Who is asked about counts, one after the other; whether seats can be merged is worked out only then."""
        if self._sums is not None:
            yield "relaxation", self._by_sums
        yield "network", self._by_network
        if self.engine.merged is None:
            yield "sat", self._by_clauses

    def _by_guess(self, demands: Sequence[int]) -> Choice | None:
        """A split that keeps what is more than counts as it was kept the last time."""
        self.calls["guess"] += 1
        outcome = self._guesses.ask(demands)
        return None if outcome is None else Choice(outcome)

    def _by_flow(self, demands: Sequence[int], deadline: Deadline) -> Choice | Core | None:
        """The answer of minimum-cost flow, where that is the engine and these demands are a network."""
        outcome = self.engine.at_once(Staged(tuple(demands), ()), deadline)
        if outcome is None or isinstance(outcome, Unknown):
            return None
        self.calls["flow"] += 1
        if isinstance(outcome, Impossible):
            return Core(self._few(demands, deadline))
        chosen = np.zeros(self.system.cells, dtype=np.int64)
        chosen[outcome.optimum.chosen] = 1
        return Choice(chosen)

    def expect_many(self) -> None:
        """So many sets of demands will be asked about that it pays to look for sums on classes of like seats first.

        Where there are too many classes, other engines are faster.
        """
        if self._sums is None and not self.engine.alone:
            sides = Sides(self.counted)
            self._sums = Sums(sides) if Sums.fits(sides) else None

    def known(self, demands: Sequence[int]) -> tuple[int, ...] | None:
        """Some of these demands that clash by a sum that proved a clash before, which is no question to anybody."""
        return None if self._sums is None else self._sums.known(demands)

    def _by_sums(self, demands: Sequence[int]) -> Choice | Core | None:
        """What sums say; None where fractions leave it open."""
        if self._sums is None:
            return None
        self.calls["sums"] += 1
        outcome = self._sums.ask(demands)
        if isinstance(outcome, tuple):
            return Core(outcome)
        return None if outcome is None else Choice(outcome)

    @cached_property
    def _clauses(self) -> Clauses:
        return Clauses(self.counted.network)

    def _by_clauses(self, demands: Iterable[int]) -> Choice | Core | None:
        """The answer of the SAT solver on counts; None where it gives up."""
        self.calls["sat"] += 1
        outcome = self._clauses.ask(self.counted.numbers_of(demands))
        if isinstance(outcome, tuple):
            return Core(tuple(sorted({self.counted.owner(number) for number in outcome})))
        return None if outcome is None else Choice(outcome)

    def _by_network(self, demands: Iterable[int]) -> Choice | Core | None:
        """The network's answer; None where counts cross and neither a cut nor a lucky flow settles it."""
        asked = self.counted.numbers_of(demands)
        first: Collection[int] = ()
        for _ in range(TRIES):
            self.calls["network"] += 1
            outcome = self.counted.network.ask(asked, first)
            if isinstance(outcome, Cut):
                needed = frozenset(self.counted.owner(number) for number in outcome.needed)
                return Core(few(self.counted, outcome), needed)
            first = self._broken(outcome)
            if not first:
                return Choice(outcome.chosen)
        return None

    def _broken(self, flow: Flow) -> set[int]:
        """Counts left out that the flow happens not to heed."""
        held = ((number, int(flow.chosen[self.counted.network.cells[number]].sum())) for number in flow.left_out)
        counts = self.counted.network.counts
        return {number for number, chosen in held if not counts[number].low <= chosen <= counts[number].high}

    def _certificate(self, cut: Cut) -> Certificate | None:
        """The cut's multipliers on the rows of simple demands: one row, and its shortfall at most 0.

        None where a demand has more rows than that; the relaxation will find multipliers if asked.
        """
        rows, kept = {}, {}
        for number, times in cut.counts.items():
            demand = self.counted.owner(number)
            if len(self.system.demand_rows[demand]) != 1:
                return None
            rows[demand, 0] = times
            kept[demand] = -abs(times)
        certificate = Certificate(seats=cut.seats, rows=rows, kept=kept)
        return certificate if refuted(self.system, certificate) else None

    def lifted(
        self, demands: Sequence[int], candidates: Sequence[int], fixed: Sequence[int], deadline: Deadline
    ) -> tuple[Lifted, Callable[[], Certificate | None]] | None:
        """What the proof that these demands clash says of candidates too, and how to get its multipliers.

        None where the proof is no sum, or nothing in it can be exchanged.
        """
        cut = self.cut(demands)
        if cut is not None:
            found = lifted(self.counted, cut, candidates, fixed)
            return None if found is None else (found, lambda: self._spread(cut, found, deadline))
        proof = refutation(self.system, demands, deadline)
        whole = None if proof is None else lifted_rows(self.counted, proof, candidates, fixed)
        return None if whole is None else (whole[0], lambda: whole[1])

    def _spread(self, cut: Cut, found: Lifted, deadline: Deadline) -> Certificate | None:
        """The multipliers of all demands of a lifted proof, each of a group's as if it stood alone.

        Of what is more than one row, the counts are traced back to its rows. None where that fails.
        """
        behind: dict[int, dict[int, int]] = {}
        for number, times in cut.counts.items():
            behind.setdefault(self.counted.owner(number), {})[number] = times
        whole = Certificate(seats=cut.seats)
        for demand in found.always:
            own = self._traced(demand, behind.get(demand, {}), deadline)
            if own is None:
                return None
            whole = whole.plus(own)
        of_groups = {demand: group.times for group in found.groups for demand in group.demands}
        free = Certificate(rows={(demand, 0): times for demand, times in of_groups.items()})
        return whole.plus(replace(free, kept=dict.fromkeys(of_groups, -1)))

    def _traced(self, demand: int, counts: Mapping[int, int], deadline: Deadline) -> Certificate | None:
        """Multipliers on the rows of one demand that say what multipliers on its counts say."""
        if len(self.system.demand_rows[demand]) == 1 and len(counts) == 1:
            (times,) = counts.values()
            return Certificate(rows={(demand, 0): times}, kept={demand: -abs(times)})
        asked = [(self.counted.network.counts[number], times) for number, times in counts.items()]
        value = sum(times * (count.low if times > 0 else count.high) for count, times in asked)
        cells = [(cell, times) for count, times in asked for cell in count.cells]
        objective = Linear(tuple(cell for cell, _ in cells), tuple(times for _, times in cells))
        traced = bound_proof(self.system, (objective, value), (), (demand,), (demand,), deadline)
        return traced if traced is not None and traced.denominator == 1 else None

    def _by_merged(
        self, seats: Merged, engine: CpSat, demands: Sequence[int], deadline: Deadline
    ) -> Choice | Core | Unknown:
        """The answer of the smaller system in which seats that nothing tells apart are one."""
        self.calls["merged"] += 1
        moved = seats.demands(demands)
        outcome = seats.outcome(engine.ask(Ask(seats.system.kept(moved), only=moved), deadline))
        if isinstance(outcome, Unknown):
            return outcome
        if isinstance(outcome, Impossible):
            few = engine.clash(moved, deadline, EFFORT) or moved
            return Core(tuple(demand - 1 for demand in few if demand))  # the first is that every seat goes to somebody
        self._guesses.learn(demands, outcome.values)
        return Choice(np.array(outcome.values[: self.system.cells], dtype=np.int64))

    def _by_search(self, demands: Sequence[int], deadline: Deadline) -> Choice | Core | Unknown:
        self.calls["cp-sat"] += 1
        outcome = self.engine.ask(Ask(self.system.kept(demands), only=tuple(demands)), deadline)
        if isinstance(outcome, Unknown):
            return outcome
        if isinstance(outcome, Impossible):
            return Core(self._few(demands, deadline))
        self._guesses.learn(demands, outcome.values)
        return Choice(np.array(outcome.values[: self.system.cells], dtype=np.int64))

    def _few(self, demands: Sequence[int], deadline: Deadline) -> tuple[int, ...]:
        """Few of these demands, which cannot all be kept, that cannot all be kept; all, where that is too hard."""
        return self._summed(demands, deadline) or self.engine.clash(demands, deadline, EFFORT) or tuple(demands)

    def _summed(self, demands: Sequence[int], deadline: Deadline) -> tuple[int, ...]:
        """Few of these demands whose rows add up to a contradiction; none where no sum proves one."""
        certificate = refutation(self.system, demands, deadline)
        if certificate is None:
            return ()
        self.engine.answered.add("relaxation")
        return tuple(sorted(certificate.demands()))

    def cut(self, demands: Sequence[int]) -> Cut | None:
        """A cut that proves that these demands cannot all be kept; None where the network finds none.

        Of demands that are more than counts, these are all that is heeded: what clashes so clashes.
        """
        if self.engine.alone:
            return None
        outcome = self.counted.network.ask(self.counted.numbers_of(demands))
        return outcome if isinstance(outcome, Cut) else None

    def refutation(self, demands: Sequence[int], deadline: Deadline) -> Certificate | None:
        """Multipliers that prove that these demands cannot all be kept; None where the proof is not linear."""
        cut = self.cut(demands)
        certificate = None if cut is None else self._certificate(cut)
        return certificate or refutation(self.system, demands, deadline)

    def least(self, demand: int, others: Sequence[int], deadline: Deadline) -> int | None:
        """How far a demand falls short at least where all others are kept; None where that is too hard, or time is up.

        Raises:
            EngineError: if the others cannot all be kept.
        """
        if deadline.passed:
            return None
        short = None if self.engine.alone else self._least_by_network(demand, others)
        if short is None:
            short = self._least_by_flow(demand, others, deadline)
        if short is not None:
            return short
        ask = Ask(
            self.system.kept(others),
            minimise=self.system.shortfalls[demand],
            only=(*others, demand),
            effort=EFFORT,
        )
        outcome, _ = minimise(self.engine, ask, deadline)
        if isinstance(outcome, Impossible):
            raise EngineError("demands that were kept together cannot be kept together")
        return outcome.objective if isinstance(outcome, Found) and outcome.proved else None

    def _least_by_flow(self, demand: int, others: Sequence[int], deadline: Deadline) -> int | None:
        """By minimum-cost flow, where that is the engine and these demands are a network."""
        outcome = self.engine.at_once(Staged(tuple(others), (self.system.shortfalls[demand],)), deadline)
        if isinstance(outcome, Impossible):
            raise EngineError("demands that were kept together cannot be kept together")
        return None if outcome is None or isinstance(outcome, Unknown) else outcome.values[0]

    def _least_by_network(self, demand: int, others: Sequence[int]) -> int | None:
        """By halving: a count asked for by less can be met, or cannot; None where counts cross, or there are more."""
        if not self.counted.single(demand) or not all(self.counted.exact(other) for other in others):
            return None
        own = self.counted.counts(demand)
        beside = tuple(count for other in others for count in self.counted.counts(other))
        low, high = 0, self.system.demands[demand].helpers[0][1]
        while low < high:
            middle = (low + high) // 2
            self.calls["network"] += 1
            network = Network(self.system.seats, self.system.parties, (_loosened(own[0], middle), *beside))
            outcome = network.ask(range(len(beside) + 1))
            if isinstance(outcome, Cut):
                low = middle + 1
            elif outcome.left_out:
                return None
            else:
                high = middle
        return low


def _loosened(count: Count, by: int) -> Count:
    """A count that asks for so many fewer, or leaves so many more."""
    if count.low > 0:
        return Count(count.cells, max(0, count.low - by), count.high)
    return Count(count.cells, count.low, min(len(count.cells), count.high + by))
