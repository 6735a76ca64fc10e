"""How do the what-ifs of one sheet come out: which are solved, which are read off what is known, and what clashes?"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from solver.answers import StageValue, SweptRow, SweptStatus
from solver.engine import Deadline, EngineError, Impossible, Unknown
from solver.posed import Posed
from solver.questions.asked import engine_of
from solver.questions.best_split import Best, best_split
from solver.questions.sweep.afresh import NONE, Clash
from solver.questions.sweep.clashing import Clashing
from solver.questions.sweep.optima import Assessor, Mask, Optimum, shortfalls
from solver.questions.sweep.plan import Plan
from solver.questions.sweep.sheet import ABSENT, Sheet, Whole
from solver.questions.sweep.templated import Flowed, Templated
from solver.scenario import SettingError

REMEMBERED = 4_096
"""Most best splits, and asks that the red lines rule out, that are remembered of a sheet."""


@dataclass(frozen=True)
class Answered:
    """A row, whether an engine was asked for its best split, and that split as `Plan.code` writes it.

    `by`: what answered, of the names in `ANSWERING`.
    """

    number: int
    row: SweptRow
    solved: bool
    split: str | None = None
    by: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """What is known of one what-if: a best split, proved or not, or none."""

    known: Optimum | None
    status: SweptStatus
    cost: tuple[StageValue, ...] | None = None
    """As far as it is proved; None where the whole is, so that values and bounds are the same."""
    failed: str | None = None


class Batch:
    """Some what-ifs of a sheet, as arrays: one row each."""

    def __init__(self, sheet: Sheet, numbers: Sequence[int]) -> None:
        self.numbers = numbers
        self.places = np.array(np.unravel_index(np.asarray(numbers), sheet.plan.lattice.shape), dtype=np.int64).T
        self.chosen = sheet.chosen(self.places)
        columns = range(len(sheet.columns))
        stacked = [sheet.columns[c].asks[self.chosen[:, c]] for c in columns]
        self.asks: Whole = np.stack(stacked, axis=1) if stacked else np.zeros((len(numbers), 0), dtype=np.int64)
        heavy = [sheet.columns[c].weights[self.chosen[:, c]] for c in columns]
        self.weights: Whole = np.stack(heavy, axis=1) if heavy else np.zeros((len(numbers), 0), dtype=np.int64)
        self.chosen_list: list[list[int]] = self.chosen.tolist()
        self.places_list: list[list[int]] = self.places.tolist()
        self.asks_list: list[list[int]] = self.asks.tolist()
        self.weights_list: list[list[int]] = self.weights.tolist()
        self.wrong: Mask = np.zeros(len(numbers), dtype=np.bool_)
        for c in columns:
            self.wrong |= sheet.columns[c].wrong[self.chosen[:, c]]


class Answering:
    """Answers about one sheet; remembers every proved answer."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.plan = sheet.plan
        self.clashing = Clashing(sheet)
        self.optima: deque[Optimum] = deque(maxlen=REMEMBERED)
        self.impossible: deque[Whole] = deque(maxlen=REMEMBERED)
        """Asks for which the red lines clash."""
        self._tellings: dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[StageValue, ...]] = {}
        self.solved: dict[int, frozenset[str]] = {}
        """What-ifs that an engine solved and whose rows are not told yet, and what answered."""
        self.untold = 0
        """Those of the last batch whose best split is known, and what clashes there is not, so they have no row."""

    @cached_property
    def posed(self) -> Posed:
        """The sheet as it stands, whose goals all its what-ifs share."""
        return self.clashing.keeping.posed

    @cached_property
    def priorities(self) -> tuple[int, ...]:
        """Priorities of all wishes of the sheet."""
        return self.posed.priorities

    def answer(self, numbers: Sequence[int], until: float) -> Iterator[Answered]:
        """The rows of these what-ifs, in any order; no more once `until` (of the monotonic clock) has come.

        At least one is answered.
        """
        batch = Batch(self.sheet, numbers)
        for index in np.flatnonzero(batch.wrong).tolist():
            yield Answered(numbers[index], self._failed(batch, index), solved=False)
        outcomes = self._outcomes(batch, until)
        self.untold = len(outcomes)
        for index, clash in self._clashes(batch, outcomes, until):
            known = outcomes[index].known
            row = self._row(batch, index, outcomes[index], clash)
            by = self.solved.pop(numbers[index], None)
            own = by is not None and row.status != "failed"
            self.untold -= 1
            yield Answered(numbers[index], row, own, known.code if known else None, by or frozenset())

    def keys(self, numbers: Sequence[int]) -> dict[int, str]:
        """The key of each of these what-ifs."""
        batch = Batch(self.sheet, numbers)
        wrong, chosen = batch.wrong.tolist(), batch.chosen.tolist()
        return {
            number: self.plan.failed_key(number) if wrong[index] else self.sheet.key(chosen[index])
            for index, number in enumerate(numbers)
        }

    def _outcomes(self, batch: Batch, until: float) -> dict[int, Outcome]:
        """What is known of each what-if by then."""
        outcomes: dict[int, Outcome] = {}
        left = ~batch.wrong
        for known in self.optima:
            self._read_off(known, batch, left, outcomes)
        for asks in self.impossible:
            self._ruled_out(asks, batch, left, outcomes)
        for index in _extremes(batch, left):
            if time.monotonic() > until and outcomes:
                break
            self._solve(batch, index, left, outcomes)
        return outcomes

    def _read_off(self, known: Optimum, batch: Batch, left: Mask, outcomes: dict[int, Outcome]) -> None:
        found = left & known.covers(batch.asks, batch.weights, of_wishes=self._of_wishes)
        outcomes.update(dict.fromkeys(np.flatnonzero(found).tolist(), Outcome(known, "optimal")))
        left &= ~found

    def _ruled_out(self, asks: Whole, batch: Batch, left: Mask, outcomes: dict[int, Outcome]) -> None:
        """Where each red line asks for as much or more; what the wishes ask for does not matter."""
        musts = [c for c, column in enumerate(self.sheet.columns) if column.rule.must]
        found = left & (batch.asks[:, musts] >= asks[musts]).all(axis=1)
        outcomes.update(dict.fromkeys(np.flatnonzero(found).tolist(), Outcome(None, "infeasible")))
        left &= ~found

    @cached_property
    def _of_wishes(self) -> bool:
        return any(goal.of_wishes for goal in self.sheet.what_if.goals)

    def _solve(self, batch: Batch, index: int, left: Mask, outcomes: dict[int, Outcome]) -> None:
        left[index] = False
        asks, weights = batch.asks[index], batch.weights[index]
        self.solved[batch.numbers[index]] = frozenset()
        try:
            best, self.solved[batch.numbers[index]] = self._best(batch.chosen[index])
            known = self._assessed(best, asks, weights)
        except Exception as error:  # noqa: BLE001  # one what-if that fails must not end the sweep; its row says why
            outcomes[index] = Outcome(None, "failed", failed=reason_of(error))
            return
        if isinstance(best, Impossible):
            self.impossible.append(asks)
            self._ruled_out(asks, batch, left, outcomes)
            outcomes[index] = Outcome(None, "infeasible")
        elif known is not None:
            self.clashing.note(tuple(known.gaps.tolist()), known.keeps)
            if isinstance(best, Best) and not best.proved:
                outcomes[index] = Outcome(known, "feasible", best.cost)
            else:
                self.optima.append(known)
                self._read_off(known, batch, left, outcomes)
                outcomes[index] = Outcome(known, "optimal")
        else:
            outcomes[index] = Outcome(None, "unknown")

    @cached_property
    def _templated(self) -> Templated | None:
        return None if self.plan.engine == "cp-sat" else Templated.of(self.sheet, self.posed)

    def _best(self, chosen: Whole) -> tuple[Flowed | Best | Impossible | Unknown, frozenset[str]]:
        """The best split, by the network where there is one, and what answered."""
        if self._templated is not None:
            found = self._templated.solve(chosen.tolist())
            if found is not None:
                return found, frozenset({"flow"})
        posed = self.posed.beside(self.sheet.at(chosen.tolist()))
        engine = engine_of(posed, self.plan.seed, self.plan.engine)
        best = best_split(posed, engine, Deadline(self.plan.time_limit))
        return best, frozenset(engine.answered)

    def _assessed(self, best: Flowed | Best | Impossible | Unknown, asks: Whole, weights: Whole) -> Optimum | None:
        if isinstance(best, Best):
            return self._assessor.optimum(best.split, best.goals, asks, weights)
        if not isinstance(best, Flowed):
            return None
        known = self._assessor.optimum(best.split, best.goals, asks, weights)
        cost = self._costs(known, asks[None, :], weights[None, :])[0]
        if tuple(cost.tolist()) != best.cost:
            raise EngineError(f"the network proved costs {best.cost}, the rules' checkers find {cost.tolist()}")
        return known

    @cached_property
    def _assessor(self) -> Assessor:
        return Assessor(self.sheet, self.priorities)

    def _clashes(
        self, batch: Batch, outcomes: dict[int, Outcome], until: float
    ) -> Iterator[tuple[int, tuple[bool | None, Clash]]]:
        """(which what-if, do its demands clash, its conflict)."""
        clashing: dict[bool, list[int]] = {False: [], True: []}
        for index, outcome in outcomes.items():
            clash = self._clash(batch, index, outcome)
            if clash:
                clashing[outcome.known is None].append(index)
            else:
                yield index, (clash, NONE)
        for infeasible, where in clashing.items():
            if where:
                found = self.clashing.smallest(batch.asks[where], batch.chosen[where], infeasible=infeasible)
                for position, conflict in found:
                    yield where[position], (True, conflict)
                    if time.monotonic() > until:
                        return

    def _clash(self, batch: Batch, index: int, outcome: Outcome) -> bool | None:
        """Can the demands not all be met; None where that is not known."""
        known = outcome.known
        if known is None:
            return True if outcome.status == "infeasible" else None
        short = known.short or any(
            gap + ask > 0 for gap, ask in zip(known.gaps_list, batch.asks_list[index], strict=True)
        )
        return short if outcome.status == "optimal" or not short else None

    def _failed(self, batch: Batch, index: int) -> SweptRow:
        """The row of a what-if whose changes do not go together."""
        told = (column.variants[int(batch.chosen[index, c])].wrong for c, column in enumerate(self.sheet.columns))
        reason = next(wrong for wrong in told if wrong is not None)
        return failed_row(self.plan, batch.numbers[index], reason)

    def _row(self, batch: Batch, index: int, outcome: Outcome, clash: tuple[bool | None, Clash]) -> SweptRow:
        known = outcome.known
        if outcome.failed is not None:
            return failed_row(self.plan, batch.numbers[index], outcome.failed)
        chosen = batch.chosen_list[index]
        at = tuple([axis[place] for axis, place in zip(self._values, batch.places_list[index], strict=True)])
        key = self.sheet.key(chosen)
        (conflict, musts), clashes = clash[1], clash[0]
        if known is None:
            return SweptRow(at, key, outcome.status, conflict=conflict, musts=musts, clash=clashes)
        cost = self._cost(known, batch, index) if outcome.cost is None else outcome.cost
        short = self._short(known, batch, index)
        told = (known.seats, cost, known.goals, short, known.moved, conflict, musts, clashes)
        return SweptRow(at, key, outcome.status, *told, wins=known.wins)

    @cached_property
    def _values(self) -> list[tuple[str, ...]]:
        return [axis.values for axis in self.plan.lattice.axes]

    def _short(self, known: Optimum, batch: Batch, index: int) -> dict[str, int]:
        """Shortfall by rule that is there."""
        short = known.fixed.copy()
        for rule, ask, gap in zip(self._ids, batch.asks_list[index], known.gaps_list, strict=True):
            if ask == ABSENT:
                del short[rule]
            else:
                short[rule] = max(0, gap + ask)
        return short

    @cached_property
    def _ids(self) -> list[str]:
        return [column.rule.id for column in self.sheet.columns]

    def _costs(self, known: Optimum, asks: Whole, weights: Whole) -> Whole:
        """Cost of each priority of the sheet, a row a what-if."""
        costs = np.tile(np.array(known.fixed_cost, dtype=np.int64), (len(asks), 1))
        by = shortfalls(known.gaps, asks) * weights
        for c, column in enumerate(self.sheet.columns):
            if not column.rule.must:
                costs[:, self.priorities.index(column.rule.priority)] += by[:, c]
        return costs

    def _cost(self, known: Optimum, batch: Batch, index: int) -> tuple[StageValue, ...]:
        """Value by priority of the wishes that are there; the bounds are the same."""
        cost = list(known.fixed_cost)
        asks = batch.asks_list[index]
        for stage, ask, weight, gap in zip(self._stage, asks, batch.weights_list[index], known.gaps_list, strict=True):
            if weight and gap + ask > 0:
                cost[stage] += weight * (gap + ask)
        absent = tuple([column.place for column, ask in zip(self.sheet.columns, asks, strict=True) if ask == ABSENT])
        return self._told(tuple(cost), absent)

    @cached_property
    def _stage(self) -> list[int]:
        """By column, the position of its priority; of a red line, whose weight is 0, any."""
        return [
            self.priorities.index(column.rule.priority) if not column.rule.must else 0 for column in self.sheet.columns
        ]

    def _told(self, cost: tuple[int, ...], absent: tuple[int, ...]) -> tuple[StageValue, ...]:
        if (cost, absent) not in self._tellings:
            if len(self._tellings) >= REMEMBERED:
                self._tellings.clear()
            there = self._there(absent)
            told = zip(self.priorities, cost, strict=True)
            self._tellings[cost, absent] = tuple(StageValue(p, value, value) for p, value in told if p in there)
        return self._tellings[cost, absent]

    def _there(self, absent: tuple[int, ...]) -> set[int]:
        """Priorities of the wishes that are there."""
        rules = (rule for place, rule in enumerate(self.sheet.rules) if place not in absent)
        return {rule.priority for rule in rules if not rule.must}


def failed_row(plan: Plan, number: int, reason: str) -> SweptRow:
    """The row of a what-if that could not be answered."""
    return SweptRow(plan.lattice.at(number), plan.failed_key(number), "failed", failed=reason)


def reason_of(error: Exception) -> str:
    """Why a what-if failed."""
    return str(error) if isinstance(error, SettingError) else f"{type(error).__name__}: {error}"


def _extremes(batch: Batch, left: Mask) -> Iterator[int]:
    """What-ifs still left, one by one, from all corners in turn: an optimum found at an end often holds far inwards."""
    width = batch.asks.shape[1]
    signs = np.array(list(product((-1, 1), repeat=min(width, 4))), dtype=np.int64)
    signs = np.pad(signs, ((0, 0), (0, width - signs.shape[1])), constant_values=1)
    ranks = np.maximum(batch.asks, -(1 << 40))
    turn = 0
    while left.any():
        where = np.flatnonzero(left)
        yield int(where[int((ranks[where] @ signs[turn % len(signs)]).argmax())])
        turn += 1
