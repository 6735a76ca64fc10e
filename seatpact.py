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

YOUNG = 10_000
"""Objects made before unreachable ones among them are looked for. At Python's 700 that was 180 times in a `solve` of 80
seats, nearly all while modules were loaded, and took 60 ms; now it takes 27.
"""

AGAIN = 0.01
"""Seconds after which a signal that came during an import is looked at again."""


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
        gc.set_threshold(YOUNG)
        import cli

        code = cli.run()
    except KeyboardInterrupt:
        sys.stderr.write("seatpact: interrupted\n")
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
