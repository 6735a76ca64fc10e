"""How is a lookup that is asked for again and again, about the same facts, worked out only once?"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, TypeVarTuple, Unpack

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")

REMEMBERED = 64
"""Results kept by each function, the last used."""


class _Same:
    """Arguments that count as equal only where they are the very same objects: facts are long to compare."""

    __slots__ = ("arguments",)

    def __init__(self, arguments: Any) -> None:
        self.arguments = arguments

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.arguments)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and all(
            one is two for one, two in zip(self.arguments, other.arguments, strict=True)
        )


def remembered(function: Callable[[Unpack[Arguments]], Result]) -> Callable[[Unpack[Arguments]], Result]:
    """The function, which must depend on its frozen arguments alone; remembered by their identity."""

    @lru_cache(maxsize=REMEMBERED)
    def known(same: _Same) -> Result:
        return function(*same.arguments)

    @wraps(function)
    def ask(*arguments: *Arguments) -> Result:
        return known(_Same(arguments))

    return ask
