"""How is one value of a scenario file read, and what is said of one that cannot be?

A scenario reaches the models either from YAML or CSV, as source text (`Quoted` where it stood in quotes), or from
Python, as ordinary values. The functions below read both. They raise pydantic's own error with a sentence that says
what was expected and what was found; the scenario package adds the place.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from pydantic_core import PydanticCustomError

MAX_DIGITS = 15
"""Longest whole number read. 10^15 stays far below 2^58, where CP-SAT refuses a model, after small
multiplications.
"""

# A zero in front is refused: YAML 1.1 reads 0777 as 511, YAML 1.2 as 777, JSON not at all.
_WHOLE = re.compile(rf"[-+]?(?:0|[1-9][0-9]{{0,{MAX_DIGITS - 1}}})")
_DIGITS = re.compile(r"[-+]?[1-9][0-9]*")
_PART = re.compile(r"[0-9]{1,6}/[1-9][0-9]{0,5}|[01](?:\.[0-9]{1,6})?")
_POINTS = re.compile(r"[-+]?(?:[0-9]{1,7}/[1-9][0-9]{0,4}|[0-9]{1,3}(?:\.[0-9]{1,4})?)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_JOINERS = str.maketrans("", "", "\u200c\u200d")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Quoted(str):
    """Source text that stood in quotes: never a number, true or null. Text that stood plain is an
    ordinary `str`.
    """

    __slots__ = ()


class Block(dict[str, Any]):
    """A mapping as it stands in a file, where a null means 'not given'; from Python, None is a
    value.
    """


def shortened(text: str) -> str:
    """The text, or its beginning where it is long."""
    return text if len(text) <= 40 else f"{text[:37]}..."


def shown(value: object) -> str:
    """How a found value is quoted in an error: short, on one line, with its kind where that is the
    mistake.
    """
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, int) and abs(value) > 10**40:  # Python refuses to print thousands of digits
        return "a very large number"
    text = shortened(str(value))
    return f"'{text}'" if isinstance(value, str) else text


def expected(what: str, value: object, hint: str = "") -> PydanticCustomError:
    """The error 'expected WHAT, found VALUE'."""
    return PydanticCustomError(
        "expected",
        "expected {what}, found {found}{hint}",
        {"what": what, "found": shown(value), "hint": hint},
    )


def read_id(value: Any) -> str:
    """An id: the source text as it stands, so that 2009 is '2009' and NO is 'NO'."""
    if type(value) is str:
        return _id(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise expected("an id", value)
    return _id(str(value))


@lru_cache(maxsize=10_000)
def _id(text: str) -> str:
    """The same few ids stand in thousands of rows."""
    if not text or text != text.strip() or not (text.isprintable() or text.translate(_JOINERS).isprintable()):
        raise expected("an id (printable, no blanks around it)", text)
    if len(text) > 100:
        raise expected("an id of at most 100 characters", text)
    return text


def read_text(value: Any) -> str:
    """Any text; a number or a date stands as it is written. Control characters could steer a
    reader's terminal.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise expected("text", value)
    text = str(value)
    if _CONTROL.search(text):
        raise expected("text without control characters", text)
    return text


def read_whole(value: Any) -> int:
    """A whole number, of at most `MAX_DIGITS` digits."""
    if type(value) is str and _WHOLE.fullmatch(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**MAX_DIGITS:
        return value
    raise _not_whole(value)


def _not_whole(value: Any) -> PydanticCustomError:
    number = isinstance(value, int) and not isinstance(value, bool)
    if isinstance(value, Quoted) and _WHOLE.fullmatch(value):
        return expected("a whole number", value, " in quotes; take the quotes away")
    if number or (isinstance(value, str) and _DIGITS.fullmatch(value)):
        return expected(f"a whole number of at most {MAX_DIGITS} digits", value)
    if isinstance(value, str) and value.strip("0123456789") == "" != value:
        return expected("a whole number", value, "; take the leading zeros away")
    return expected("a whole number", value)


def read_part(value: Any) -> Fraction:
    """A part of something, from 0 to 1: a whole number, a fraction such as 1/2, or a decimal such as 0.25."""
    text = str(value) if isinstance(value, str | int | float | Fraction) else ""
    if not _PART.fullmatch(text):
        raise expected("a part from 0 to 1, such as 1/2 or 0.5", value)
    part = Fraction(text)
    if part > 1:
        raise expected("a part from 0 to 1, such as 1/2 or 0.5", value)
    return part


def read_points(value: Any) -> Fraction:
    """Points (per cent), from -100 to 100: a number with at most four decimals, or a fraction such as 5/2."""
    text = str(value) if isinstance(value, str | int | float | Fraction) and not isinstance(value, bool) else ""
    if not _POINTS.fullmatch(text) or abs(points := Fraction(text)) > 100:
        raise expected("points from -100 to 100, such as 3 or -2.5", value)
    return points


def read_flag(value: Any) -> bool:
    """Reads true or false; YAML 1.2 knows no yes, no, on or off."""
    if isinstance(value, bool):
        return value
    if _is_flag(value):
        return bool(value.lower() == "true")
    raise expected("true or false", value, " in quotes; take the quotes away" if _is_flag(str(value)) else "")


def _is_flag(value: Any) -> bool:
    return type(value) is str and value.lower() in ("true", "false")


def read_day(value: Any) -> date:
    """A calendar day, written YYYY-MM-DD."""
    if type(value) is date:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise expected("a day that exists (YYYY-MM-DD)", value) from None
    raise expected("a day (YYYY-MM-DD)", value)


def listed(value: Any) -> Any:
    """A list as it is, one value as a list of one."""
    return value if isinstance(value, list | tuple) else (value,)


def once(names: tuple[str, ...]) -> tuple[str, ...]:
    """Each name once, in the order of the file."""
    return tuple(dict.fromkeys(names))


def some(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same names; an empty list would silently mean nothing."""
    if not names:
        raise PydanticCustomError("expected", "expected an id or a list of ids, found an empty list")
    return names


def read_ids(value: Any) -> tuple[str, ...]:
    """One id or a list of ids, each once; never an empty list."""
    return some(once(tuple(read_id(one) for one in listed(value))))


def read_reserved(value: Any) -> str | None:
    """A seat's reservation (SC, ST, ...). `false` says general; `true` a reservation that is not
    named.
    """
    if isinstance(value, bool) or _is_flag(value):
        return "reserved" if read_flag(value) else None
    return None if value is None else read_id(value)


def write_reserved(value: str | None) -> str | bool:
    """The file form: general seats are `false`, because a null in a file means 'not given'."""
    return False if value is None else value


def read_tile(value: Any) -> tuple[int, int]:
    """A place on the tile map: `[column, row]`, in a table `column row`; odd rows lie half a tile
    to the right.
    """
    parts = value.split() if type(value) is str else value
    numbers = tuple(read_whole(part) for part in parts) if isinstance(parts, list | tuple) else ()
    if len(numbers) != 2 or min(numbers) < 0:
        raise expected("a tile: a column and a row, both 0 or more", value)
    return numbers[0], numbers[1]
