"""What may stand in one field of a scenario file, and how is it read?

A scenario reaches the models either from YAML or CSV, as `Scalar` (the source text, and whether it stood plain or
in quotes), or from Python, as ordinary values. The types below read both. They raise pydantic's own error with a
sentence that says what was expected and what was found; the scenario package adds the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

MAX_DIGITS = 15
"""Longest whole number read. 10^15 stays far below 2^58, where CP-SAT refuses a model, after small multiplications."""

_WHOLE = re.compile(r"[-+]?[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Scalar(str):
    """The source text of one YAML or CSV value; `plain` is false for text in quotes, which is never a number."""

    __slots__ = ("plain",)
    plain: bool

    def __new__(cls, text: str, *, plain: bool = True) -> Scalar:
        scalar = super().__new__(cls, text)
        scalar.plain = plain
        return scalar


class Record(BaseModel):
    """A frozen record of a scenario file: unknown keys are errors, nothing is coerced behind the reader's back."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def shown(value: object) -> str:
    """How a found value is quoted in an error: short, on one line, with its kind where that is the mistake."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    text = text if len(text) <= 40 else f"{text[:37]}..."
    return f"'{text}'" if isinstance(value, str) else text


def expected(what: str, value: object, hint: str = "") -> PydanticCustomError:
    """The error 'expected WHAT, found VALUE'."""
    return PydanticCustomError(
        "expected", "expected {what}, found {found}{hint}", {"what": what, "found": shown(value), "hint": hint}
    )


def read_id(value: Any) -> str:
    """An id: the scalar's source text as it stands, so that 2009 is '2009' and NO is 'NO'."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise expected("an id", value)
    text = str(value)
    if not text or text != text.strip() or not text.isprintable():
        raise expected("an id (printable, no blanks around it)", text)
    if len(text) > 100:
        raise expected("an id of at most 100 characters", text)
    return text


def read_text(value: Any) -> str:
    """Any text; a number or a date stands as it is written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise expected("text", value)
    return str(value)


def read_whole(value: Any) -> int:
    """A whole number, of at most `MAX_DIGITS` digits."""
    if isinstance(value, bool):
        raise expected("a whole number", value)
    if isinstance(value, int):
        text = str(value) if abs(value) < 10**MAX_DIGITS else "9" * (MAX_DIGITS + 1)
    elif isinstance(value, str):
        text = str(value)
        if not _WHOLE.fullmatch(text):
            raise expected("a whole number", value)
        if isinstance(value, Scalar) and not value.plain:
            raise expected("a whole number", value, " in quotes; take the quotes away")
    else:
        raise expected("a whole number", value)
    if len(text.lstrip("+-")) > MAX_DIGITS:
        raise expected(f"a whole number of at most {MAX_DIGITS} digits", value)
    return int(text)


def read_flag(value: Any) -> bool:
    """true or false; YAML 1.2 knows no yes, no, on or off."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and getattr(value, "plain", False) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise expected("true or false", value)


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


def read_ids(value: Any) -> tuple[str, ...]:
    """One id or a list of ids; never an empty list, which would silently mean nothing."""
    ids = tuple(read_id(one) for one in value) if isinstance(value, list | tuple) else (read_id(value),)
    if not ids:
        raise expected("an id or a list of ids", "[]")
    return tuple(dict.fromkeys(ids))


def read_reserved(value: Any) -> str | None:
    """A seat's reservation (SC, ST, ...). `false` says general; `true` a reservation that is not named."""
    if isinstance(value, bool) or (isinstance(value, Scalar) and value.plain and value.lower() in ("true", "false")):
        return "reserved" if read_flag(value) else None
    return None if value is None else read_id(value)


def read_tile(value: Any) -> tuple[int, int]:
    """A place on the tile map: `[column, row]`, in a table `column row`; odd rows lie half a tile to the right."""
    parts: Iterable[Any] | None = None
    if isinstance(value, list | tuple):
        parts = value
    elif isinstance(value, str):
        parts = [Scalar(part) for part in value.split()]
    numbers = tuple(read_whole(part) for part in parts) if parts is not None else ()
    if len(numbers) != 2 or min(numbers) < 0:
        raise expected("a tile: a column and a row, both 0 or more", value)
    return numbers[0], numbers[1]


_ID_SCHEMA = {"type": ["string", "integer"]}

Id = Annotated[str, BeforeValidator(read_id), WithJsonSchema(_ID_SCHEMA)]
Text = Annotated[str, BeforeValidator(read_text), WithJsonSchema({"type": ["string", "number"]})]
Whole = Annotated[int, BeforeValidator(read_whole)]
Count = Annotated[int, BeforeValidator(read_whole), Field(ge=0)]
Weight = Annotated[int, BeforeValidator(read_whole), Field(ge=1, le=1_000_000)]
Flag = Annotated[bool, BeforeValidator(read_flag)]
Day = Annotated[date, BeforeValidator(read_day)]
Ids = Annotated[
    tuple[str, ...],
    BeforeValidator(read_ids),
    WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA, "minItems": 1}]}),
]
Reserved = Annotated[
    str | None, BeforeValidator(read_reserved), WithJsonSchema({"type": ["string", "boolean", "null"]})
]
Tile = Annotated[
    tuple[int, int],
    BeforeValidator(read_tile),
    WithJsonSchema({"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}),
]
Colour = Annotated[
    str,
    BeforeValidator(read_text),
    Field(pattern=r"^#[0-9A-Fa-f]{6}$"),
]
