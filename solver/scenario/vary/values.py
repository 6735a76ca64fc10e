"""Which values does '10..30', '40..70:5' or '1,2,5' stand for?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from solver.reading import shortened, shown
from solver.scenario.settings import SettingError

MAX_VALUES = 10_000
"""Most values of one axis: more than these are a slip of the keyboard."""

_NUMBER = r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,6})?"
_RANGE = re.compile(rf"({_NUMBER})\.\.({_NUMBER})(?::({_NUMBER}))?")


def values_of(given: Any) -> tuple[str, ...]:
    """The values of an axis, as text, in the order given: from text as above, or from a list of such texts.

    Raises:
        SettingError: where there is none, one stands twice, or they are too many.
    """
    pieces = given if isinstance(given, list | tuple) else _pieces(given)
    values = [value for piece in pieces for value in _spread(piece)]
    if not values:
        raise SettingError("expected values, such as 10..30, 40..70:5 or 1,2,5")
    if len(values) > MAX_VALUES:
        raise SettingError(f"more than {MAX_VALUES:,} values")
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise SettingError(f"{shortened(value)} stands twice")
        seen.add(value)
    return tuple(values)


def _pieces(given: Any) -> Iterator[str]:
    """The text between commas that lie in no bracket."""
    if not isinstance(given, str):
        raise SettingError(f"expected values, such as 10..30, found {shown(given)}")
    depth, start = 0, 0
    for index, char in enumerate(given):
        depth += (char in "[{") - (char in "]}")
        if char == "," and depth <= 0:
            yield given[start:index]
            start = index + 1
    yield given[start:]


def _spread(piece: Any) -> Iterator[str]:
    """One value, or those of a range."""
    if isinstance(piece, bool) or not isinstance(piece, str | int):
        raise SettingError(f"expected a value or a range such as 10..30, found {shown(piece)}")
    text = str(piece).strip()
    found = _RANGE.fullmatch(text)
    if found is None:
        if not text:
            raise SettingError("a value is missing between commas")
        yield text
        return
    yield from _range(*(Decimal(part) if part else None for part in found.groups()))


def _range(first: Decimal | None, last: Decimal | None, step: Decimal | None) -> Iterator[str]:
    """From the first to the last number, in steps of one in the last place written unless a step is given."""
    if first is None or last is None:
        raise SettingError("a range needs both ends")
    places = max(-int(part.as_tuple().exponent) for part in (first, last, step or first))
    step = Decimal(1).scaleb(-places) if step is None else step
    if step <= 0:
        raise SettingError("the step of a range must be more than 0")
    number = int(abs(last - first) / step) + 1
    if number > MAX_VALUES:
        raise SettingError(f"more than {MAX_VALUES:,} values")
    sign = 1 if last >= first else -1
    for index in range(number):
        yield f"{first + sign * index * step:.{places}f}"
