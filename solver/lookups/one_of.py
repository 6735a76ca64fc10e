"""How is one of several sources written: as a word, or as a mapping with one key?"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_serializer, model_validator

from solver.fields import Record, expected
from solver.words import either


def _word_or_mapping(schema: dict[str, Any], model: type[OneOf]) -> None:
    """The schema as the file has it: one of the words, or a mapping with one of the other fields."""
    properties = schema.pop("properties")
    mapping: dict[str, Any] = {"type": "object", "additionalProperties": False, "minProperties": 1, "maxProperties": 1}
    mapping["properties"] = {name: spec for name, spec in properties.items() if name not in model.WORDS}
    schema.pop("additionalProperties")
    schema["type"] = ["string", "object"]
    words = [{"const": word, "description": properties[word]["description"]} for word in model.WORDS]
    schema["anyOf"] = [*words, mapping]


class OneOf(Record):
    """Exactly one of its fields is given; those of `WORDS` stand in the file as the bare word."""

    WORDS: ClassVar[tuple[str, ...]] = ()

    model_config = ConfigDict(json_schema_extra=_word_or_mapping)

    @classmethod
    def _mappings(cls) -> list[str]:
        return [name for name in cls.model_fields if name not in cls.WORDS]

    @property
    def form(self) -> str:
        """The name of the field that is given."""
        return next(name for name in type(self).model_fields if getattr(self, name))

    @model_validator(mode="before")
    @classmethod
    def _word(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value not in cls.WORDS:
            words = ", ".join(f"'{word}'" for word in cls.WORDS)
            raise expected(f"{words}, or a mapping with {either(cls._mappings())}", value)
        return {value: True}

    @model_validator(mode="after")
    def _just_one(self) -> Self:
        given = [name for name in type(self).model_fields if getattr(self, name)]
        if len(given) != 1:
            raise expected(f"exactly one of {', '.join(type(self).model_fields)}", ", ".join(given) or None)
        return self

    @model_serializer
    def _file_form(self) -> Any:
        return self.form if self.form in self.WORDS else {self.form: _plain(getattr(self, self.form))}


def _plain(value: Any) -> Any:
    """As the file has it: only what was given."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_unset=True)
    if isinstance(value, dict):
        return dict(value)
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
