"""How does Ctrl-C reach Python while a solver works in C++?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from solver.system import EngineError

Answer = TypeVar("Answer")


def interruptible(run: Callable[[], Answer], stop: Callable[[], object]) -> Answer:
    """Run a solver in a thread of its own; on Ctrl-C call `stop`, wait for the thread to end, and pass the signal on.

    Raises:
        EngineError: if the solver raised instead of answering.
    """
    answers: list[Answer] = []
    ended = threading.Event()

    def work() -> None:
        try:
            answers.append(run())
        finally:
            ended.set()

    # Not `join`: interrupted, Python 3.11's calls the thread ended while it runs on, and leaving then aborts.
    threading.Thread(target=work).start()
    try:
        ended.wait()
    except BaseException:
        stop()
        ended.wait()
        raise
    if not answers:
        raise EngineError("the solver ended without an answer")
    return answers[0]


@contextmanager
def passing_on() -> Iterator[None]:
    """Ctrl-C while a python-sat solver works: it comes as an error of its own there, and leaves here as what it is."""
    import pysolvers

    try:
        yield
    except pysolvers.error as error:
        if "keyboard interrupt" not in str(error).lower():
            raise
        raise KeyboardInterrupt from error
