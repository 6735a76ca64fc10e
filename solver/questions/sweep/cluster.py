"""Who works where a sweep is given to a cluster? The workers of a `dask.distributed` scheduler."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from solver.questions.sweep.crew import Crew, NoCrewError, SweepError

Answer = TypeVar("Answer")

PATIENCE = 20.0
"""Seconds in which a scheduler must be reached, and have a worker."""


class Cluster(Crew):
    """The workers of a `dask.distributed` scheduler."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client, KilledWorker
        except ImportError:
            message = "--cluster needs dask.distributed: install seatpact[cluster]"
            raise NoCrewError(message) from None
        self.address = address
        self._quiet = _Quiet()
        try:
            # A client that reaches nobody complains again when it is collected, so none is made before that is known.
            with ThreadPoolExecutor(1) as aside:
                aside.submit(asyncio.run, _reached(address)).result()
            make: Any = Client  # has no types
            self._client = make(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            self._quiet.end()
            raise NoCrewError(f"no cluster at {address}: {error}") from None
        self._killed = KilledWorker
        self._executor = self._client.get_executor()
        self._since = time.monotonic()
        self._workers: list[str] = []
        self._lost = False
        self.idle()

    def idle(self) -> str | None:
        """No worker, perhaps; looked up about once a second."""
        if self._client.status != "running":
            raise self._gone()
        now = time.monotonic()
        if not self._workers or now - self._since > 1:
            self._look()
            if self._workers:
                self._since = now
        if self._workers:
            return None
        if now - self._since > PATIENCE:
            raise SweepError(f"no worker is connected to the scheduler at {self.address}: start one with 'dask worker'")
        return f"no worker is connected to {self.address} yet"

    def _look(self) -> None:
        with self._told():
            self._workers = sorted(self._client.scheduler_info(n_workers=-1)["workers"])

    @property
    def slots(self) -> int:  # type: ignore[override]  # workers come and go
        """As many as there are workers, and one until there are."""
        return max(1, len(self._workers))

    def submit(self, to: int, task: Callable[..., Answer], *arguments: Any) -> Future[Answer]:
        """Hand it to the scheduler, for that worker, or another where that one has gone."""
        where = {"workers": [self._workers[to % len(self._workers)]]} if self._workers else {}
        with self._told():
            future: Future[Answer] = self._executor.submit(task, *arguments, allow_other_workers=bool(where), **where)
        return future

    def died(self, error: BaseException, future: Future[Any]) -> bool:  # noqa: ARG002
        """The scheduler replaces workers by itself, and gives a task up that killed several."""
        if isinstance(error, CancelledError):
            raise self._gone() from None
        return isinstance(error, self._killed)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever the client raises once its scheduler has gone."""
        try:
            yield
        except Exception as error:
            raise self._gone() from error

    def _gone(self) -> SweepError:
        self._lost = True
        return SweepError(f"the scheduler at {self.address} was lost, or has let its tasks go")

    def close(self, *, now: bool) -> None:
        """Take back what is not begun."""
        try:
            if not self._lost:
                self._executor.shutdown(wait=not now)
            with suppress(OSError, CancelledError, asyncio.CancelledError):
                self._client.close(timeout=PATIENCE if not self._lost else 1)
        finally:
            self._quiet.end()


async def _reached(address: str) -> None:
    """Is there a scheduler at this address?"""
    from distributed.comm.core import connect

    ask: Any = connect  # has no types
    comm = await ask(address, timeout=PATIENCE)
    await comm.close()


class _Quiet:
    """While it lasts, what Dask logs about a lost scheduler is left to the error that a sweep ends with."""

    NAMES = ("distributed.client", "distributed.core", "distributed.comm")

    def __init__(self) -> None:
        self._levels = {name: logging.getLogger(name).level for name in self.NAMES}
        for name in self.NAMES:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)

    def end(self) -> None:
        """Let it log again."""
        for name, level in self._levels.items():
            logging.getLogger(name).setLevel(level)
