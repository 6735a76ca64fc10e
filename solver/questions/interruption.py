"""How is what was found kept when Ctrl-C comes?"""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Interruption:
    """Ends the block it guards at Ctrl-C, and notes that it came, so that what was found by then is kept."""

    def __init__(self) -> None:
        self.came = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        interrupted = kind is not None and issubclass(kind, KeyboardInterrupt)
        self.came |= interrupted
        return interrupted
