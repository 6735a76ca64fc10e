"""What is the process `seatpact`? It hears Ctrl-C from its first moment on, and runs the command.

Raised while a module is loaded, KeyboardInterrupt is lost, or comes out as another error: in callbacks of C, in the
making of classes, in half-loaded packages. So as long as an import is under way, the signal is put off. Until that is
set up nothing is loaded that Python does not bring with it: even `signal` itself takes milliseconds.
"""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from types import FrameType
    from typing import NoReturn
else:
    import _signal as signal

INTERRUPTED = 130

AGAIN = 0.01
"""Seconds after which a signal that came during an import is looked at again."""

SELDOM = (20_000, 20, 50)
"""New objects after which the youngest are looked through for cycles, and how often that is until older ones are."""


def collect_seldom() -> None:
    """Little here ends as a cycle; one look through all objects of a large scenario takes as long as many an answer.

    Of the cheapest concession with 2,000 bans on 543 seats it was 60 of 140 ms.
    """
    gc.set_threshold(*SELDOM)


def put_off_during_imports() -> None:
    """From now on Ctrl-C raises KeyboardInterrupt as always, but not before the imports under way are done."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # whoever starts us may want us deaf
        signal.signal(signal.SIGALRM, _interrupted)
        signal.signal(signal.SIGINT, _interrupted)


def _interrupted(_: int, frame: FrameType | None) -> None:
    if _importing(frame):
        signal.setitimer(signal.ITIMER_REAL, AGAIN)
    else:
        raise KeyboardInterrupt


def _importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib._bootstrap"):
            return True
        frame = frame.f_back
    return False


def main() -> NoReturn:
    """Run the command and exit with the code of the contract."""
    try:
        put_off_during_imports()
        collect_seldom()
        import cli

        code = cli.run()
    except KeyboardInterrupt:
        sys.stderr.write("seatpact: interrupted\n")
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
