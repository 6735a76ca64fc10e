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
def left_to_python() -> Iterator[None]:
    """Ctrl-C while python-sat works comes when it is done, as always in C++; its questions are short ones.

    In the main thread it would put its own handler in place for each question, and that jumps out of C++ with the
    solver half changed, or, at the ends of a question, into a function that has ended: a segmentation fault.
    """
    from pysat.solvers import MainThread

    asked = MainThread.check
    MainThread.check = staticmethod(lambda: False)
    try:
        yield
    finally:
        MainThread.check = staticmethod(asked)
