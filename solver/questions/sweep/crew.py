"""Who does the work of a sweep: this process, others beside it, or a cluster? Each is a `concurrent.futures` executor.

A worker that dies takes its process pool with it, and a cluster gives a task up that killed several workers. Either way
every batch that was lost comes back, to be tried by itself; one that dies again is halved, until the what-if is
found that no worker survives.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Answer = TypeVar("Answer")

PATIENCE = 20
"""Seconds in which a cluster must be reached."""


class SweepError(Exception):
    """A sweep that cannot go on, since its workers are gone; what was answered by then stays in its store."""


class Crew(ABC):
    """Workers behind an executor."""

    slots: int
    """How many work at the same time."""
    together = False
    """Does one worker that dies take the tasks of all with it?"""

    @abstractmethod
    def submit(self, task: Callable[..., Answer], *arguments: Any) -> Future[Answer]:
        """Hand out a task."""

    @abstractmethod
    def died(self, error: BaseException) -> bool:
        """Does this error, of a task, mean that its worker died? If so, there are new workers from here on."""

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

    def submit(self, task: Callable[..., Answer], *arguments: Any) -> Future[Answer]:
        """Do it at once."""
        return self._executor.submit(task, *arguments)

    def died(self, error: BaseException) -> bool:  # noqa: ARG002  # whatever it was, this process is there
        """It would not be here to ask."""
        return False

    def close(self, *, now: bool) -> None:
        """Nobody is left to let go."""


class Jobs(Crew):
    """Processes on this machine. They end when this one does, however it ends: their end of a pipe is then closed."""

    together = True

    def __init__(self, jobs: int) -> None:
        self.slots = jobs
        ways = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
        if "forkserver" in ways:  # what a worker needs is loaded once, and forked for each
            self._context.set_forkserver_preload(["solver.questions.sweep.work"])
        self._start()

    def _start(self) -> None:
        theirs, self._ours = self._context.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(self.slots, self._context, initializer=_live, initargs=(theirs,))

    def submit(self, task: Callable[..., Answer], *arguments: Any) -> Future[Answer]:
        """Hand it to the next free process."""
        return self._executor.submit(task, *arguments)

    def died(self, error: BaseException) -> bool:
        """A dead process breaks the whole pool, so there is a new one."""
        if not isinstance(error, BrokenProcessPool):
            return False
        self.close(now=True)
        self._start()
        return True

    def close(self, *, now: bool) -> None:
        """End the processes."""
        if now:
            self._ours.close()
        self._executor.shutdown(wait=True, cancel_futures=True)
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


class Cluster(Crew):
    """The workers of a `dask.distributed` scheduler."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client, KilledWorker
        except ImportError:
            message = "--cluster needs dask.distributed: install seatpact[cluster]"
            raise SweepError(message) from None
        try:
            make: Any = Client  # has no types
            self._client = make(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise SweepError(f"no cluster at {address}: {error}") from None
        self._killed = KilledWorker
        self._executor = self._client.get_executor()
        self.slots = max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def submit(self, task: Callable[..., Answer], *arguments: Any) -> Future[Answer]:
        """Hand it to the scheduler."""
        future: Future[Answer] = self._executor.submit(task, *arguments)
        return future

    def died(self, error: BaseException) -> bool:
        """The scheduler replaces workers by itself, and gives a task up that killed several."""
        if isinstance(error, CancelledError):
            raise SweepError("the cluster has gone, or has let its tasks go") from error
        return isinstance(error, self._killed)

    def close(self, *, now: bool) -> None:
        """Take back what is not begun."""
        self._executor.shutdown(wait=not now)
        self._client.close()


def crew(jobs: int, cluster: str | None) -> Crew:
    """Who does the work.

    Raises:
        SweepError: where the cluster cannot be reached, or what it takes is not installed.
    """
    if cluster is not None:
        return Cluster(cluster)
    return OneJob() if jobs == 1 else Jobs(jobs)
