"""Which split is best: least shortfall priority by priority, then the goals in order, then a fixed order of splits?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from solver.answers import StageValue
from solver.engine import Ask, Bounds, Deadline, EngineError, Found, Impossible, Staged, Unknown
from solver.engine.cpsat import CpSat
from solver.engine.optimise import RELAX_FROM, minimise
from solver.posed import Posed
from solver.questions.interruption import Interruption
from solver.questions.one_sum import AT_ONCE as ALL_IN_ONE
from solver.questions.one_sum import alone, combined
from solver.questions.tie_break import first_in_order
from solver.rows import Linear, Row
from solver.split import Split

if TYPE_CHECKING:
    from solver.engine.by_flow import AtOnce
    from solver.engine.transport.splits import Splits

AT_NO_COST = 3.0
"""Most work on a split that costs nothing, in CP-SAT's deterministic seconds, before the least cost is searched for."""

FAR_OFF = 10.0
"""Seconds that must be left for all stages to be asked about at once; else any split comes first."""


@dataclass(frozen=True)
class Face:
    """The splits that are optimal for some first stages: rows that say so, and bounds that follow from them.

    `only` are the demands that count: those of later stages can always be met at some shortfall.
    """

    rows: tuple[Row, ...] = ()
    bounds: Bounds = field(default_factory=dict)
    only: tuple[int, ...] | None = None
    splits: Splits | None = None
    """What the engine can say of all of them at once, where it can."""

    def ask(self, *rows: Row, minimise: Linear | None = None) -> Ask:
        """A question about the splits of the face that also obey `rows`."""
        return Ask((*self.rows, *rows), minimise=minimise, bounds=self.bounds, only=self.only)


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
    at_once: AtOnce | None = None
    """The engine's answer, where it answered all stages at once."""


EVERYWHERE = Face(only=())
"""All splits that there are: what a search is held to where nobody asks for less."""


def best_split(
    posed: Posed,
    engine: CpSat,
    deadline: Deadline,
    *,
    within: Face = EVERYWHERE,
    near: Split | None = None,
    interruption: Interruption | None = None,
) -> Best | Impossible | Unknown:
    """The best split, `Impossible` where the musts clash, `Unknown` where the limit came before any split.

    Args:
        posed: the what-if.
        engine: of the system of `posed`.
        deadline: what is found by then is returned.
        within: only splits that obey its rows and bounds; its `only` are the demands these speak of.
        near: among equally good splits, one that gives as few seats as can be to others than this one does.
        interruption: hears Ctrl-C, which then ends the search like the limit; else it goes on to the caller.
    """
    stages = _Stages(posed, engine, deadline, within, near)
    if interruption is None:
        return stages.run()
    with interruption:
        return stages.run()
    return stages.so_far()


def staged(posed: Posed, within: Face = EVERYWHERE, near: Split | None = None) -> Staged:
    """The question what the best split is, all stages at once."""
    return Staged(posed.musts, _stages(posed, near), within.rows, within.bounds)


def _stages(posed: Posed, near: Split | None) -> tuple[Linear, ...]:
    """What is made least, in order: each priority's cost, each goal, and how many seats differ from another split."""
    nearest = () if near is None else (Linear.sum(posed.cells_of(near), -1),)
    return (*posed.costs, *(goal.times(-1) for _, goal in posed.goals), *nearest)


class _Stages:
    """Optimises one stage after the other, keeping what is proved."""

    def __init__(self, posed: Posed, engine: CpSat, deadline: Deadline, within: Face, near: Split | None) -> None:
        self.posed = posed
        self.engine = engine
        self.deadline = deadline
        self.always = within.only or ()
        self.face = replace(within, rows=(*posed.system.kept(posed.musts), *within.rows), only=self._only(posed.musts))
        self.within = within
        self.near = near
        self.values: tuple[int, ...] = ()
        self.bounds: list[int | None] = []

    def run(self) -> Best | Impossible | Unknown:
        answer = self.engine.at_once(staged(self.posed, self.within, self.near), self.deadline)
        if answer is None:
            return self._in_one() or self._one_by_one()
        return answer if isinstance(answer, Impossible | Unknown) else self._from(answer)

    def so_far(self) -> Best | Unknown:
        """What is there in the middle of a search."""
        return self._best(None, None, proved=False) if self.values else Unknown()

    def _from(self, answer: AtOnce) -> Best:
        """The best split as the engine found it all at once."""
        values = [0] * self.posed.system.cells
        for cell in answer.chosen.tolist():
            values[cell] = 1
        self.values, self.bounds = tuple(values), list(answer.values)
        costs = len(self.posed.costs)
        least_cost, best_goals = (self._settled(answer, number) for number in (costs, costs + len(self.posed.goals)))
        return replace(self._best(least_cost, best_goals, proved=True), at_once=answer)

    def _settled(self, answer: AtOnce, number: int) -> Face:
        """The splits that are best by the first so many stages."""
        stages = zip(_stages(self.posed, self.near)[:number], answer.values, strict=False)
        rows = tuple(Row(stage, high=value) for stage, value in stages)
        only = self._only(self.posed.active(number - 1) if number else self.posed.musts)
        return Face((*self.face.rows, *rows), self.face.bounds, only, answer.best_by(number))

    def _in_one(self) -> Best | Impossible | None:
        """All stages as one sum, where cells and helpers are few; None where that is not proved with little work."""
        stages, system = _stages(self.posed, self.near), self.posed.system
        only = self._only(self.posed.active(len(stages) - 1))
        helpers = sum(len(system.demands[demand].helpers) for demand in only)
        left = self.deadline.left()
        near = left is not None and left < FAR_OFF
        if near or len(stages) < 2 or system.cells >= RELAX_FROM or helpers > system.cells:
            return None
        total = combined(stages, system)
        outcome = Unknown() if total is None else self.engine.ask(self._whole(only, total), self.deadline)
        if isinstance(outcome, Impossible):
            return outcome
        return self._all_settled(stages, outcome.values) if isinstance(outcome, Found) and outcome.proved else None

    def _whole(self, only: tuple[int, ...], total: Linear) -> Ask:
        return replace(replace(self.face, only=only).ask(minimise=total), effort=ALL_IN_ONE)

    def _all_settled(self, stages: Sequence[Linear], values: tuple[int, ...]) -> Best:
        """The best split, of the stages' values in a solution that is best by all of them."""
        self.values, self.bounds = values, [stage.value(values) for stage in stages]
        faces = [self.face]
        for index, (stage, value) in enumerate(zip(stages, self.bounds, strict=True)):
            rows = (*faces[-1].rows, Row(stage, high=value))
            faces.append(replace(faces[-1], rows=rows, only=self._only(self.posed.active(index))))
        costs, goals = len(self.posed.costs), len(self.posed.goals)
        before = replace(faces[-1], rows=faces[-2].rows).ask()
        proved = bool(goals) and alone(self.engine, before, stages[-1], values, self.deadline)
        if not proved:
            self.values, proved = first_in_order(self.engine, faces[-1].ask(), values, self.deadline)
        return self._best(faces[costs], faces[costs + goals], proved=proved)

    def _one_by_one(self) -> Best | Impossible | Unknown:
        start = self._any_split()
        if not isinstance(start, Found):
            return start
        stages = _stages(self.posed, self.near) or (Linear(),)
        last = len(self.posed.costs) + len(self.posed.goals)
        least_cost: Face | None = self.face if not self.posed.costs else None
        best_goals: Face | None = self.face if not last else None
        for index, stage in enumerate(stages):
            outcome = self._stage(index, stage)
            if not isinstance(outcome, Found) or not outcome.proved:
                return self._best(least_cost, best_goals, proved=False)
            if index + 1 == len(self.posed.costs):
                least_cost = self.face
            if index + 1 == last:
                best_goals = self.face
        self.values, proved = first_in_order(self.engine, self.face.ask(), self.values, self.deadline)
        return self._best(least_cost, best_goals, proved=proved)

    def _any_split(self) -> Found | Impossible | Unknown:
        """Some split that keeps the musts, so that there is one to return whenever the limit comes."""
        outcome, _ = minimise(self.engine, self.face.ask(), self.deadline)
        if isinstance(outcome, Found):
            self.values = outcome.values
        return outcome

    def _stage(self, index: int, objective: Linear) -> Found | Impossible | Unknown:
        """Optimise one stage on the face; if the optimum is proved, the face is narrowed to it."""
        only = self._only(self.posed.active(index))
        ask = replace(replace(self.face, only=only).ask(minimise=objective), hint=self._cells())
        free = self._at_no_cost(ask, objective) if index < len(self.posed.costs) else None
        outcome, bounds = (free, ask.bounds) if free else minimise(self.engine, ask, self.deadline)
        if isinstance(outcome, Found):
            self.values = outcome.values
            self.bounds.append(outcome.bound)
            if outcome.proved:
                self.face = Face((*self.face.rows, Row(objective, high=outcome.objective)), bounds, only)
        elif isinstance(outcome, Impossible):
            raise EngineError("a stage was called impossible although the stage before it has a solution")
        return outcome

    def _at_no_cost(self, ask: Ask, cost: Linear) -> Found | None:
        """A split that costs nothing at all, tried where demands bring more helpers than there are cells.

        To go down to such a split step by step takes far longer than to look for it (243x6 with envy bounded: 18 s
        against 1); a cost is never below 0.
        """
        helpers = sum(len(self.posed.system.demands[demand].helpers) for demand in ask.only or ())
        if helpers <= self.posed.system.cells:
            return None
        nothing = replace(ask, minimise=None, hint=(), rows=(*ask.rows, Row(cost, high=0)), effort=AT_NO_COST)
        outcome = self.engine.ask(nothing, self.deadline)
        return Found(outcome.values, 0, 0, proved=True) if isinstance(outcome, Found) else None

    def _only(self, demands: Iterable[int]) -> tuple[int, ...]:
        """These demands, and those that every split of the search is held to."""
        return tuple(sorted({*demands, *self.always}))

    def _cells(self) -> tuple[int, ...]:
        """The split found so far, as a hint; helpers of demands that did not count yet would only mislead."""
        return self.values[: self.posed.system.cells]

    def _best(self, least_cost: Face | None, best_goals: Face | None, *, proved: bool) -> Best:
        split = self.posed.split(self.values)
        cost = self.posed.cost(self.posed.shortfalls(split))
        goals = self.posed.worth(split)
        worth = [*cost, *(-value for value in goals)]
        bounds = self.bounds[: len(worth)] + [None] * (len(worth) - len(self.bounds))
        self._check(worth, proved=proved)
        costs = [
            StageValue(priority, value, 0 if bound is None else bound)
            for priority, value, bound in zip(self.posed.priorities, cost, bounds, strict=False)
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
