"""Which split is best: least shortfall priority by priority, then the goals in order, then a fixed order of splits?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from solver.answers import StageValue
from solver.engine import Ask, Deadline, EngineError, Found, Impossible, Unknown
from solver.engine.cpsat import CpSat
from solver.questions.posed import Posed
from solver.rows import Linear, Row
from solver.split import Split

NARROW_FROM = 2_000
"""Cells from which the linear relaxation (0.1 s to import) pays for itself; below, CP-SAT alone is faster."""


@dataclass(frozen=True)
class Face:
    """The splits that are optimal for some first stages: rows that say so, and bounds that follow from them."""

    rows: tuple[Row, ...] = ()
    bounds: dict[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Best:
    """The best split found. `proved` where every stage is; then the faces describe all splits as good."""

    split: Split
    cost: tuple[StageValue, ...]
    goals: tuple[StageValue, ...]
    proved: bool
    least_cost: Face | None
    """All splits of least cost, goals aside; None where the cost is not proved least."""
    best_goals: Face | None
    """All splits of least cost and best goals; None where a goal is not proved."""


def best_split(posed: Posed, engine: CpSat, deadline: Deadline) -> Best | Impossible | Unknown:
    """The best split, `Impossible` where the musts clash, `Unknown` where the limit came before any split."""
    return _Staged(posed, engine, deadline).run()


class _Staged:
    """Optimises one stage after the other, keeping what is proved."""

    def __init__(self, posed: Posed, engine: CpSat, deadline: Deadline) -> None:
        self.posed = posed
        self.engine = engine
        self.deadline = deadline
        self.face = Face(rows=posed.system.kept(posed.musts))
        self.values: tuple[int, ...] = ()
        self.bounds: list[int | None] = []

    def run(self) -> Best | Impossible | Unknown:
        stages = [*self.posed.costs, *(goal.times(-1) for _, goal in self.posed.goals)] or [Linear()]
        least_cost: Face | None = self.face if not self.posed.costs else None
        for index, stage in enumerate(stages):
            outcome = self._stage(stage)
            if isinstance(outcome, Impossible | Unknown) and not self.values:
                return outcome
            if not isinstance(outcome, Found) or not outcome.proved:
                return self._best(least_cost, None, proved=False)
            if index + 1 == len(self.posed.costs):
                least_cost = self.face
        proved = self._first_in_order()
        return self._best(least_cost, self.face, proved=proved)

    def _stage(self, minimise: Linear) -> Found | Impossible | Unknown:
        ask = Ask(self.face.rows, minimise=minimise, bounds=self.face.bounds, hint=self.values)
        outcome = self.engine.ask(ask, self.deadline)
        if isinstance(outcome, Found):
            self.values = outcome.values
            self.bounds.append(outcome.bound)
            if outcome.proved:
                self.face = self._narrowed(minimise, outcome.objective)
        elif isinstance(outcome, Impossible) and self.values:
            raise EngineError("a stage was called impossible although the stage before it has a solution")
        return outcome

    def _narrowed(self, minimise: Linear, optimum: int) -> Face:
        """The face with this stage fixed at its optimum; on large systems its relaxation settles most cells."""
        rows, bounds = self.face.rows, self.face.bounds
        if minimise.variables and self.posed.system.cells >= NARROW_FROM:
            from solver.engine.relaxation import settled  # loads numpy; small scenarios never need it

            bounds = settled(self.posed.system, rows, bounds, minimise, optimum, self.deadline)
        return Face((*rows, Row(minimise, high=optimum)), bounds)

    def _first_in_order(self) -> bool:
        """Among the splits of the face, the first by seats, then parties, in file order."""
        ask = Ask(self.face.rows, prefer=tuple(range(self.posed.system.cells)), bounds=self.face.bounds)
        outcome = self.engine.ask(ask, self.deadline)
        if isinstance(outcome, Impossible):
            raise EngineError("the optimal split was lost in the tie-break")
        if isinstance(outcome, Unknown):
            return False
        self.values = outcome.values
        return True

    def _best(self, least_cost: Face | None, best_goals: Face | None, *, proved: bool) -> Best:
        split = self.posed.split(self.values)
        cost = self.posed.cost(self.posed.shortfalls(split))
        goals = [goal.value(self.values) for _, goal in self.posed.goals]
        worth = [*cost, *(-value for value in goals)]
        bounds = self.bounds[: len(worth)] + [None] * (len(worth) - len(self.bounds))
        self._check(worth, proved=proved)
        labels = [*self.posed.priorities, *(kind for kind, _ in self.posed.goals)]
        costs = [
            StageValue(label, value, 0 if bound is None else bound)
            for label, value, bound in zip(labels, cost, bounds, strict=False)
        ]
        return Best(
            split=split,
            cost=tuple(costs),
            goals=tuple(
                StageValue(kind, value, None if bound is None else -bound)
                for (kind, _), value, bound in zip(self.posed.goals, goals, bounds[len(cost) :], strict=True)
            ),
            proved=proved,
            least_cost=least_cost,
            best_goals=best_goals,
        )

    def _check(self, worth: Sequence[int], *, proved: bool) -> None:
        """The rules' own checkers must find the cost that the engine says; a musts' shortfall must be 0."""
        split = self.posed.split(self.values)
        if any(self.posed.shortfalls(split, self.posed.musts).values()):
            raise EngineError("the engine's split breaks a must")
        if proved and self.bounds and list(worth) != self.bounds[: len(worth)]:
            raise EngineError(f"the engine proved cost and goals {self.bounds}, the rules' checkers find {worth}")
