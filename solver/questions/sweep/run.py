"""How does a sweep go on: what is in the store, what is handed out, what comes back, and in which order is it told?"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict, Unpack

from solver.answers import Swept, SweptCounts, SweptRow, SweptShape
from solver.engine.choice import Choice
from solver.questions.asked import ANSWERING, TIME_LIMIT, check_limits, quiet
from solver.questions.case import Case, case_of
from solver.questions.interruption import Interruption
from solver.questions.sweep.afresh import row_of
from solver.questions.sweep.answering import Answered, failed_row
from solver.questions.sweep.crew import Crew, SweepError, crew
from solver.questions.sweep.handing import Handing
from solver.questions.sweep.meaning import hashed
from solver.questions.sweep.plan import Plan
from solver.questions.sweep.work import Desk, Done, forget, work
from solver.scenario import Scenario
from solver.scenario.vary import Varied, lattice, varied
from solver.store import Entry, Store, unpacked
from solver.words import amount

SECONDS = 1.0
"""After how long a worker sends back what it has; so much work is lost at most, or one what-if."""

DEATHS = 2
"""How often workers may die over one what-if alone before it is given up."""


@dataclass(frozen=True)
class Pace:
    """How far a sweep is: what-ifs answered (told, or waiting for one before them), asked, and seconds so far."""

    done: int
    asked: int
    seconds: float
    solved: int = 0
    """Put to an engine so far."""
    stored: int = 0
    """Of those answered, from the store: they took no time."""
    known: int = 0
    """Not answered yet, but for what clashes: their best splits are known."""
    waiting: str | None = None
    """Why nobody works just now."""

    @property
    def rate(self) -> float | None:
        """What-ifs whose best split was found a second; None before the first."""
        worked = self.done + self.known - self.stored
        return worked / self.seconds if worked and self.seconds > 0 else None

    @property
    def left(self) -> float | None:
        """Seconds left at that rate; None where there is no telling."""
        return (self.asked - self.done - self.known) / self.rate if self.rate else None


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
    engine: Choice


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
        engine: what answers, 'auto', 'cp-sat' or 'flow'; proved rows do not depend on it.

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
        engine: Choice = "auto",
    ) -> None:
        if jobs < 1:
            raise ValueError("a sweep needs one job or more")
        check_limits(seed, time_limit)
        settings = dict(settings or {})
        drop = (drop,) if isinstance(drop, str) else tuple(drop)
        self.grid = lattice(axes_of(scenario, vary))
        self._case = case_of(scenario.what_if(settings, drop), settings, drop, time_limit, seed, quiet, engine)
        base = self._case.found
        split = base.split if base else None
        self.plan = Plan(scenario, settings, drop, self.grid, split, time_limit, seed, shortcuts, engine)
        self._jobs, self._cluster, self._watch = jobs, cluster, watch
        self._file = store
        self._counts = SweptCounts(len(self.grid), 0, 0, 0, 0, 0)
        self._by: frozenset[str] = frozenset()
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
            self._counts, self._by = run.counts, run.by
            yield row
        self._counts, self._by = run.counts, run.by

    @property
    def shape(self) -> SweptShape:
        """What the rows can speak of."""
        return self.plan.shape

    def summary(self) -> Swept:
        """All but the rows; counts are of those handed out so far."""
        counts = self._counts
        complete = counts.done == counts.asked and not (counts.failed or counts.limited)
        by = tuple(name for name in ANSWERING if name in self._by)
        return Swept(self._case.asked, self.shape.axes, self._base, (), counts, complete, solved_by=by)


def axes_of(scenario: Scenario, vary: Mapping[str, Any] | None) -> tuple[Varied, ...]:
    """What is varied: as asked for, else what the scenario's own `sweep` says.

    Raises:
        SettingError: as `varied`.
    """
    return scenario.sweep if vary is None else tuple(varied(scenario, name, given) for name, given in vary.items())


@dataclass(frozen=True)
class _Given:
    """What-ifs that a worker has; `alone`: nobody else has any."""

    worker: int
    numbers: list[int]
    alone: bool


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
        self.by: frozenset[str] = frozenset()
        """What answered for the what-ifs that were solved."""
        self.handing = Handing(self.desk)
        self.pending: dict[Future[Done], _Given] = {}
        self.underway: dict[int, Done] = {}
        """By worker what it sent back last."""
        self.suspects: deque[list[int]] = deque()
        """Batches whose worker died; they are tried one at a time."""
        self.deaths: Counter[int] = Counter()
        self.ready: dict[int, SweptRow] = {}
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
        """All rows, in order.

        Raises:
            SweepError: where the workers have gone; it says what is kept.
        """
        try:
            yield from self._rows()
        except SweepError as error:
            raise type(error)(f"{error}; {self._kept()}") from error.__cause__

    def _kept(self) -> str:
        if self.store is None:
            return "no row is kept, as no store was given (--store)"
        kept = amount(self.store.count(self.sweep), "rows")
        return f"{self.store.file} keeps {kept}: run it again, and it goes on from there"

    def _rows(self) -> Iterator[SweptRow]:
        while self.told < len(self.plan.lattice):
            waiting = self.crew.idle()
            if waiting is None:
                self._hand_out()
            self._come_back()
            yield from self._in_order()
            self.watch(self._pace(waiting))

    def _come_back(self) -> None:
        """Wait a little for what is handed out, and take it."""
        if not self.pending:
            if self.told not in self.ready:
                time.sleep(SECONDS / 20)
            return
        finished, _ = wait(self.pending, timeout=SECONDS / 4, return_when=FIRST_COMPLETED)
        for future in finished:
            self._take(future)

    def _pace(self, waiting: str | None) -> Pace:
        counts, last = self.counts, self.underway.values()
        return Pace(
            self.told + len(self.ready),
            counts.asked,
            time.monotonic() - self.began,
            counts.solved + sum(done.solved for done in last),
            counts.stored,
            sum(done.known for done in last),
            waiting,
        )

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
        """Keep every worker busy, with one batch more than it is at; suspects go out alone, once all are back."""
        if self.suspects:
            if not self.pending:
                self._submit(0, self.suspects.popleft(), alone=True)
            return
        for load in range(1 if self.crew.slots == 1 else 2):
            for worker in range(self.crew.slots):
                if self._load(worker) <= load:
                    batch = self._next(worker)
                    if batch is not None:
                        self._submit(worker, batch)

    def _load(self, worker: int) -> int:
        return sum(given.worker == worker for given in self.pending.values())

    def _next(self, worker: int) -> list[int] | None:
        """The next what-ifs for a worker; those in the store are ready at once."""
        while True:
            idle = not self._load(worker)
            batch = self.handing.next(worker, self.crew.slots, self.told, idle=idle)
            missing = None if batch is None else self._missing(batch)
            if missing or batch is None:
                return missing

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

    def _submit(self, worker: int, numbers: list[int], *, alone: bool = False) -> None:
        self.pending[self.crew.submit(worker, work, self.plan.sent, numbers, SECONDS)] = _Given(worker, numbers, alone)

    def _take(self, future: Future[Done]) -> None:
        given = self.pending.pop(future)
        self.underway.pop(given.worker, None)
        error = CancelledError() if future.cancelled() else future.exception()
        if error is None:
            done = future.result()
            self._keep(done)
            self.underway[given.worker] = done
            self._back(given.worker, done)
        elif isinstance(error, Exception) and self.crew.died(error, future):
            self._lost(given)
        elif isinstance(error, RuntimeError) or not isinstance(error, Exception):
            raise error
        else:
            raise SweepError(f"a worker failed: {type(error).__name__}: {error}") from error

    def _back(self, worker: int, done: Done) -> None:
        """What it had no time for."""
        others_idle = any(not self._load(other) for other in range(self.crew.slots) if other != worker)
        self.handing.back(worker, done, others_idle=others_idle)

    def _lost(self, given: _Given) -> None:
        """A worker died over these, or before it came to them: they are tried alone, and if they were, in halves."""
        if not given.alone:
            self.suspects.append(given.numbers)
        elif len(given.numbers) > 1:
            middle = len(given.numbers) // 2
            self.suspects.extendleft((given.numbers[middle:], given.numbers[:middle]))
        else:
            self._died_over(given.numbers[0])

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
        self.by = self.by.union(*(one.by for one in done.rows))
        if self.store is not None:
            self.store.put(self.sweep, (self._entry(one) for one in done.rows))
        self.ready.update((one.number, one.row) for one in done.rows)

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
