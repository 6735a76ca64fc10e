"""How does a sweep go on: what is in the store, what is handed out, what comes back, and in which order is it told?"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict, Unpack

from solver.answers import Swept, SweptCounts, SweptRow, SweptShape
from solver.questions.asked import TIME_LIMIT, check_limits, quiet
from solver.questions.case import Case, case_of
from solver.questions.interruption import Interruption
from solver.questions.sweep.afresh import row_of
from solver.questions.sweep.answering import Answered, failed_row
from solver.questions.sweep.crew import Crew, SweepError, crew
from solver.questions.sweep.meaning import hashed
from solver.questions.sweep.plan import Plan
from solver.questions.sweep.work import Desk, Done, forget, work
from solver.scenario import Scenario
from solver.scenario.vary import Varied, lattice, varied
from solver.store import Entry, Store, unpacked

AT_LEAST = 20
"""Fewest what-ifs that are handed out together, unless they are tried one by one."""

AT_MOST = 2_500
"""Most what-ifs that are handed out together."""

SECONDS = 1.0
"""After how long a worker sends back what it has; so much work is lost at most, or one what-if."""

DEATHS = 2
"""How often workers may die over one what-if alone before it is given up."""

AHEAD = 20_000
"""Most rows that wait for one before them."""


@dataclass(frozen=True)
class Pace:
    """How far a sweep is: what-ifs told and asked, and seconds so far."""

    done: int
    asked: int
    seconds: float

    @property
    def rate(self) -> float:
        """What-ifs a second."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds left at that rate; None where there is no telling."""
        return (self.asked - self.done) / self.rate if self.done else None


Watcher = Callable[[Pace], None]


def nobody(pace: Pace) -> None:
    """Nobody watches."""


class How(TypedDict, total=False):
    """How a sweep goes about it; see `sweep`."""

    drop: Iterable[str]
    jobs: int
    cluster: str | None
    store: str | Path | None
    time_limit: float | None
    seed: int
    watch: Watcher
    shortcuts: bool


def sweep(
    scenario: Scenario,
    vary: Mapping[str, Any] | None = None,
    settings: Mapping[str, Any] | None = None,
    **how: Unpack[How],
) -> Swept:
    """Every what-if of a grid, held in memory; `Sweep` hands the rows out one by one.

    Args:
        scenario: a loaded scenario.
        vary: by what is varied ('bsp', 'inc-minimum.seats', '-inc-2009', 'party.BSP',
            'odds.sigma.state') its values: '10..30', '40..70:5',
            '1,2,5', a list, or None for all that there are. Without it, what the scenario's own `sweep` says.
        settings: option by switch, or value by 'rule.field', for all what-ifs.
        drop: ids of rules to leave out of all.
        jobs: how many processes work; with 1, the default, this one.
        cluster: address of a `dask.distributed` scheduler that works instead.
        store: file in which rows are kept, and from which those that are there are taken.
        time_limit: seconds for the best split of one what-if, and again for its conflict (60); None for no limit.
        seed: seed of the engine; a proved row does not depend on it.
        watch: called now and then with how far it is.
        shortcuts: take answers over from one what-if to others, where that is sound.

    Raises:
        ValueError: for limits out of range.
        SettingError: for what does not fit the scenario.
        SweepError, StoreError: where workers or store cannot be used.
        EngineError: if the engine fails on the scenario as it stands.
    """
    one = Sweep(scenario, vary, settings, **how)
    rows: list[SweptRow] = []
    with Interruption() as interruption:
        rows.extend(one.rows())
    return replace(one.summary(), rows=tuple(rows), interrupted=interruption.came)


class Sweep:
    """A sweep not yet begun; arguments as of `sweep`. What it is about is known, and solved, when it is made."""

    def __init__(
        self,
        scenario: Scenario,
        vary: Mapping[str, Any] | None = None,
        settings: Mapping[str, Any] | None = None,
        *,
        drop: Iterable[str] = (),
        jobs: int = 1,
        cluster: str | None = None,
        store: str | Path | None = None,
        time_limit: float | None = TIME_LIMIT,
        seed: int = 0,
        watch: Watcher = nobody,
        shortcuts: bool = True,
    ) -> None:
        if jobs < 1:
            raise ValueError("a sweep needs one job or more")
        check_limits(seed, time_limit)
        settings = dict(settings or {})
        drop = (drop,) if isinstance(drop, str) else tuple(drop)
        self.grid = lattice(axes_of(scenario, vary))
        self._case = case_of(scenario.what_if(settings, drop), settings, drop, time_limit, seed, quiet)
        base = self._case.found
        self.plan = Plan(scenario, settings, drop, self.grid, base.split if base else None, time_limit, seed, shortcuts)
        self._jobs, self._cluster, self._watch = jobs, cluster, watch
        self._file = store
        self._counts = SweptCounts(len(self.grid), 0, 0, 0, 0, 0)
        self._base = self._base_row(self._case)

    def _base_row(self, case: Case) -> SweptRow:
        at = tuple(axis.vary.stands(self.plan.scenario, self.plan.settings, self.plan.drop) for axis in self.grid.axes)
        return row_of(self.plan, case.posed, case.best, at)

    @contextmanager
    def running(self) -> Iterator[Iterator[SweptRow]]:
        """Workers and store are open, and here are the rows: in the order of the grid, each as soon as it can be told.

        Raises:
            SweepError, StoreError: as `sweep`; what was known by then stays in the store.
        """
        with _Run(self.plan, crew(self._jobs, self._cluster), self._file, self._watch) as run:
            yield self._counted(run)

    def rows(self) -> Generator[SweptRow, None, None]:
        """The rows, as by `running`, which ends with them."""
        with self.running() as rows:
            yield from rows

    def _counted(self, run: _Run) -> Iterator[SweptRow]:
        for row in run.rows():
            self._counts = run.counts
            yield row
        self._counts = run.counts

    @property
    def shape(self) -> SweptShape:
        """What the rows can speak of."""
        return self.plan.shape

    def summary(self) -> Swept:
        """All but the rows; counts are of those handed out so far."""
        counts = self._counts
        complete = counts.done == counts.asked and not (counts.failed or counts.limited)
        return Swept(self._case.asked, self.shape.axes, self._base, (), counts, complete)


def axes_of(scenario: Scenario, vary: Mapping[str, Any] | None) -> tuple[Varied, ...]:
    """What is varied: as asked for, else what the scenario's own `sweep` says.

    Raises:
        SettingError: as `varied`.
    """
    return scenario.sweep if vary is None else tuple(varied(scenario, name, given) for name, given in vary.items())


class _Run:
    """One run: a context in which workers and store are open."""

    def __init__(self, plan: Plan, workers: Crew, file: str | Path | None, watch: Watcher) -> None:
        self.plan = plan
        self.crew = workers
        self.watch = watch
        self.desk = Desk(plan)
        try:
            self.store = None if file is None else Store(file)
            self.sweep = 0 if self.store is None else self.store.sweep(_name(plan), about(plan))
        except BaseException:
            workers.close(now=True)
            raise
        self.counts = SweptCounts(len(plan.lattice), 0, 0, 0, 0, 0)
        self.pending: dict[Future[Done], list[int]] = {}
        self.again: deque[list[int]] = deque()
        """Batches that came back unfinished."""
        self.suspects: deque[list[int]] = deque()
        """Batches whose worker died; they are tried one at a time."""
        self.deaths: Counter[int] = Counter()
        self.ready: dict[int, SweptRow] = {}
        self.upto = 0
        """What-ifs looked up in the store so far."""
        self.told = 0
        self.began = time.monotonic()

    def __enter__(self) -> _Run:
        forget()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        try:
            self.crew.close(now=kind is not None or bool(self.pending))
        finally:
            forget()
            if self.store is not None:
                self.store.close()

    def rows(self) -> Iterator[SweptRow]:
        """All rows, in order."""
        while self.told < len(self.plan.lattice):
            self._hand_out()
            if self.pending:
                finished, _ = wait(self.pending, timeout=SECONDS / 4, return_when=FIRST_COMPLETED)
                for future in finished:
                    self._take(future)
            yield from self._in_order()
            self.watch(Pace(self.told, self.counts.asked, time.monotonic() - self.began))

    def _in_order(self) -> Iterator[SweptRow]:
        while self.told in self.ready:
            row = self.ready.pop(self.told)
            self.told += 1
            self._count(row)
            yield row

    def _count(self, row: SweptRow) -> None:
        if row.status == "failed":
            self.counts = replace(self.counts, failed=self.counts.failed + 1)
        elif not row.proved:
            self.counts = replace(self.counts, limited=self.counts.limited + 1)

    def _hand_out(self) -> None:
        """Keep every worker busy; suspects go out alone, once all others are back."""
        if self.suspects:
            if not self.pending:
                self._submit(self.suspects.popleft())
            return
        most = 1 if self.crew.slots == 1 else 2 * self.crew.slots
        while len(self.pending) < most:
            batch = self._next()
            if batch is None:
                return
            self._submit(batch)

    def _next(self) -> list[int] | None:
        """The next what-ifs to work on; those in the store are ready at once."""
        if self.again:
            return self.again.popleft()
        while self.upto < len(self.plan.lattice) and self.upto - self.told < AHEAD:
            numbers = list(range(self.upto, min(self.upto + self._size(), len(self.plan.lattice))))
            self.upto = numbers[-1] + 1
            missing = self._missing(numbers)
            if missing:
                return missing
        return None

    def _size(self) -> int:
        """So many that every worker has several batches, and what is known of a sheet serves for many."""
        if self.crew.slots == 1:
            return AT_MOST
        return max(AT_LEAST, min(AT_MOST, len(self.plan.lattice) // (4 * self.crew.slots)))

    def _missing(self, numbers: list[int]) -> list[int]:
        """Those of these what-ifs that are not in the store; the rows of the others are ready then."""
        if self.store is None:
            return numbers
        keys = self.desk.keys(numbers)
        known = self.store.known(keys.values(), self.plan.time_limit)
        found = {number: key for number, key in keys.items() if key in known}
        if found:
            self.store.link(self.sweep, found)
        for number, key in found.items():
            text, split = known[key]
            self.ready[number] = unpacked(text, self.plan.lattice.at(number), key, self._moved(split))
        self.counts = replace(self.counts, stored=self.counts.stored + len(found))
        return [number for number in numbers if number not in found]

    @lru_cache(maxsize=1_024)  # noqa: B019  # lives as long as one run
    def _moved(self, split: str | None) -> tuple[tuple[str, str, str], ...] | None:
        return None if split is None or self.plan.base is None else self.plan.base.moved(self.plan.decoded(split))

    def _submit(self, numbers: list[int]) -> None:
        self.pending[self.crew.submit(work, self.plan.sent, numbers, SECONDS)] = numbers

    def _take(self, future: Future[Done]) -> None:
        numbers = self.pending.pop(future, None)
        if numbers is None:  # taken back when another worker died
            return
        error = future.exception()
        if error is None:
            self._keep(future.result())
        elif isinstance(error, Exception) and self.crew.died(error):
            self._lost(numbers)
        elif isinstance(error, RuntimeError) or not isinstance(error, Exception):
            raise error
        else:
            raise SweepError(f"a worker failed: {type(error).__name__}: {error}") from error

    def _lost(self, numbers: list[int]) -> None:
        """A worker died over these, or beside them: each batch is tried alone; one that was alone, in halves."""
        lost = [numbers, *self.pending.values()] if self.crew.together else [numbers]
        alone = not self.pending
        if self.crew.together:
            self.pending.clear()
        if not alone:
            self.suspects.extend(lost)
        elif len(numbers) > 1:
            middle = len(numbers) // 2
            self.suspects.extendleft((numbers[middle:], numbers[:middle]))
        else:
            self._died_over(numbers[0])

    def _died_over(self, number: int) -> None:
        """Once more, in case it had nothing to do with it; then it is recorded as failed, and the sweep goes on."""
        self.deaths[number] += 1
        if self.deaths[number] < DEATHS:
            self.suspects.appendleft([number])
            return
        reason = f"its worker died {DEATHS} times over it alone (killed, or out of memory)"
        self._keep(Done([Answered(number, failed_row(self.plan, number, reason), solved=False)], []))

    def _keep(self, done: Done) -> None:
        solved = sum(one.solved for one in done.rows)
        failed = sum(one.row.status == "failed" for one in done.rows)
        reused = len(done.rows) - solved - failed
        self.counts = replace(self.counts, solved=self.counts.solved + solved, reused=self.counts.reused + reused)
        if self.store is not None:
            self.store.put(self.sweep, (self._entry(one) for one in done.rows))
        self.ready.update((one.number, one.row) for one in done.rows)
        if done.rest:
            self._split(done.rest)

    def _split(self, rest: list[int]) -> None:
        """What a worker had no time for, in two halves, so that others can help."""
        middle = (len(rest) + 1) // 2 if self.crew.slots > 1 and len(rest) >= 2 * AT_LEAST else len(rest)
        self.again.extend(part for part in (rest[:middle], rest[middle:]) if part)

    def _entry(self, one: Answered) -> Entry:
        if one.row.proved:
            return Entry(one.number, one.row, one.split)
        again = 0.0 if one.row.status == "failed" else self.plan.time_limit
        return Entry(one.number, one.row, one.split, again)


def _name(plan: Plan) -> str:
    """The name of a sweep in its store: the same for the same grid around the same base."""
    odds = plan.scenario.facts.odds
    return hashed([plan.frame.hex(), about(plan), None if odds is None else odds.model_dump(mode="json")]).hex()


def about(plan: Plan) -> dict[str, Any]:
    """What an export must know of a sweep."""
    return {
        "title": plan.scenario.title,
        "settings": {name: str(value) for name, value in plan.settings.items()},
        "drop": list(plan.drop),
        "seats": list(plan.scenario.facts.seat_ids),
        "base": None if plan.base is None else plan.code(plan.base),
        **plan.shape.to_dict(),
    }
