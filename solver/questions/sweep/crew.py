"""Who does the work of a sweep: this process, others beside it, or a cluster? Each is a `concurrent.futures` executor.

Work goes to a worker by its number, since what it has learnt of a sheet serves for the rest of it. A worker that dies
takes what it was given with it, and a cluster gives a task up that killed several workers. Either way every batch that
was lost comes back, to be tried by itself; one that dies again is halved, until the what-if is found that no worker
survives.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

Answer = TypeVar("Answer")


class SweepError(Exception):
    """A sweep that cannot go on, since its workers are gone; what was answered by then stays in its store."""


class NoCrewError(SweepError):
    """Workers that cannot be had: nobody is at the address, or what it takes is not installed."""


class Crew(ABC):
    """Workers behind executors."""

    slots: int
    """How many work at the same time."""

    @abstractmethod
    def submit(self, to: int, task: Callable[..., Answer], *arguments: Any) -> Future[Answer]:
        """Hand a task to a worker, by its number below `slots`.

        Raises:
            SweepError: where the workers have gone for good.
        """

    def died(self, error: BaseException, future: Future[Any]) -> bool:  # noqa: ARG002  # whatever it was, this process is there
        """Does this error of a task mean that its worker died? If so, there is a new one from here on."""
        return False

    def idle(self) -> str | None:
        """Why nobody works just now; None where somebody does.

        Raises:
            SweepError: where that has lasted too long.
        """
        return None

    @abstractmethod
    def close(self, *, now: bool) -> None:
        """Let them go; `now`: whatever they are at."""


class Here(Executor):
    """An executor that does each task as it is handed out, in this thread."""

    def submit(self, task: Callable[..., Answer], /, *arguments: Any, **named: Any) -> Future[Answer]:
        """Do it."""
        future: Future[Answer] = Future()
        future.set_result(task(*arguments, **named))
        return future


class OneJob(Crew):
    """This process."""

    slots = 1

    def __init__(self) -> None:
        self._executor = Here()

    def submit(self, to: int, task: Callable[..., Answer], *arguments: Any) -> Future[Answer]:  # noqa: ARG002
        """Do it at once."""
        return self._executor.submit(task, *arguments)

    def close(self, *, now: bool) -> None:
        """Nobody is left to let go."""


class Jobs(Crew):
    """Processes on this machine, a pool of one each, so that one that dies takes nobody else's work with it."""

    def __init__(self, jobs: int) -> None:
        self.slots = jobs
        ways = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
        if "forkserver" in ways:  # what a worker needs is loaded once, and forked for each
            self._context.set_forkserver_preload(["solver.questions.sweep.work"])
        self._jobs = [_Job(self._context) for _ in range(jobs)]
        self._given: WeakKeyDictionary[Future[Any], _Job] = WeakKeyDictionary()

    def submit(self, to: int, task: Callable[..., Answer], *arguments: Any) -> Future[Answer]:
        """Put it at the end of what that process has to do."""
        try:
            future = self._jobs[to].executor.submit(task, *arguments)
        except BrokenProcessPool:
            self._replace(self._jobs[to])
            future = self._jobs[to].executor.submit(task, *arguments)
        self._given[future] = self._jobs[to]
        return future

    def died(self, error: BaseException, future: Future[Any]) -> bool:
        """A dead process breaks its pool, so there is a new one."""
        if not isinstance(error, BrokenProcessPool):
            return False
        self._replace(self._given[future])
        return True

    def _replace(self, dead: _Job) -> None:
        """Put a new process in the place of a dead one, if that has not been done."""
        if dead in self._jobs:
            dead.close(now=True)
            self._jobs[self._jobs.index(dead)] = _Job(self._context)

    def close(self, *, now: bool) -> None:
        """End the processes."""
        for job in self._jobs:
            job.close(now=now)


class _Job:
    """One process. It ends when this one does, however that ends: its end of a pipe is then closed."""

    def __init__(self, context: Any) -> None:
        theirs, self._ours = context.Pipe(duplex=False)
        self.executor = ProcessPoolExecutor(1, context, initializer=_live, initargs=(theirs,))

    def close(self, *, now: bool) -> None:
        """End it."""
        if now:
            self._ours.close()
        self.executor.shutdown(wait=True, cancel_futures=True)
        self._ours.close()


def _live(lifeline: Connection) -> None:
    """In a worker: leave Ctrl-C to the process that hands out the work, and end when that has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def end_with_it() -> None:
        try:
            lifeline.recv()
        except (EOFError, OSError):
            os._exit(1)

    threading.Thread(target=end_with_it, daemon=True).start()


def crew(jobs: int, cluster: str | None) -> Crew:
    """Who does the work.

    Raises:
        NoCrewError: where the cluster cannot be reached, or what it takes is not installed.
    """
    if cluster is not None:
        from solver.questions.sweep.cluster import Cluster

        return Cluster(cluster)
    return OneJob() if jobs == 1 else Jobs(jobs)
