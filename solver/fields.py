"""What may stand in one field of a scenario file? The types of fields, and the record that holds them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)

from solver.reading import (
    Block,
    expected,
    listed,
    once,
    read_day,
    read_flag,
    read_id,
    read_ids,
    read_part,
    read_points,
    read_reserved,
    read_text,
    read_tile,
    read_whole,
    some,
    write_reserved,
)

__all__ = [
    "Colour",
    "Count",
    "Day",
    "Flag",
    "Id",
    "Ids",
    "Names",
    "Part",
    "Points",
    "Record",
    "Reserved",
    "Text",
    "Tile",
    "Weight",
    "Whole",
    "expected",
    "read_ids",
    "read_whole",
]


class Record(BaseModel):
    """A frozen record of a scenario file: unknown keys are errors, nothing is coerced behind the
    reader's back.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _given(cls, value: Any) -> Any:
        if type(value) is Block and None in value.values():
            return {key: one for key, one in value.items() if one is not None or key not in cls.model_fields}
        return value


_ID_SCHEMA = {"type": ["string", "integer"]}

Id = Annotated[str, BeforeValidator(read_id), WithJsonSchema(_ID_SCHEMA)]
Text = Annotated[str, BeforeValidator(read_text), WithJsonSchema({"type": ["string", "number"]})]
Whole = Annotated[int, BeforeValidator(read_whole)]
Count = Annotated[int, BeforeValidator(read_whole), Field(ge=0)]
Weight = Annotated[int, BeforeValidator(read_whole), Field(ge=1, le=1_000_000)]
Part = Annotated[
    Fraction,
    BeforeValidator(read_part),
    PlainSerializer(str),
    WithJsonSchema({"type": ["number", "string"]}),
]
Points = Annotated[
    Fraction,
    BeforeValidator(read_points),
    PlainSerializer(str),
    WithJsonSchema({"type": ["number", "string"]}),
]
Flag = Annotated[bool, BeforeValidator(read_flag)]
Day = Annotated[date, BeforeValidator(read_day)]
Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(listed),
    AfterValidator(once),
    AfterValidator(some),
    WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA, "minItems": 1}]}),
]
Names = Annotated[tuple[Id, ...], BeforeValidator(listed), AfterValidator(once)]
Reserved = Annotated[
    str | None,
    BeforeValidator(read_reserved),
    PlainSerializer(write_reserved),
    WithJsonSchema({"type": ["string", "boolean", "null"]}),
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
