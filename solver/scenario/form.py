"""Which sections does a scenario file have, and what is wrong with a value in pydantic's eyes, in
our words?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails

from solver.facts import Election, Legislators, Party, Result, Seat
from solver.fields import Day, Names, Record, Text
from solver.problems import Path, Problem, did_you_mean, nearest
from solver.reading import read_id, shortened, shown
from solver.scenario.partial import Part
from solver.segments import Segment, SegmentResult


class Option(Record):
    """One position of a switch."""

    rules: Names = Field((), description="Rules that apply in this position; a rule named nowhere always applies.")
    parties_out: Names = Field((), description="Parties that are out of the pact in this position.")


class Head(Record):
    """What a scenario file says besides its lists."""

    title: Text = Field("Untitled", description="What the scenario is about.")
    note: Text | None = Field(None, description="Anything a reader should know.")
    as_of: Day | None = Field(None, description="Only facts known on this day may stand in the file.")


SECTIONS: dict[str, type[Record]] = {
    "parties": Party,
    "seats": Seat,
    "elections": Election,
    "results": Result,
    "segments": Segment,
    "segment_results": SegmentResult,
    "legislators": Legislators,
}
"""Lists of facts, inline or as a table; the columns of a table are the fields of the record."""

ODDS = "odds"
"""What is assumed about votes: a section that is one record."""

NAMED_BY = {
    "parties": ("party",),
    "seats": ("seat", "region", "reservation"),
    "elections": ("election",),
    "segments": ("segment",),
    "rules": ("rule",),
    ODDS: ("odds",),
}
"""The kinds of names that each section makes known."""

KEYS = (*Head.model_fields, *SECTIONS, ODDS, "rules", "switches", "goals", "sweep")
NEEDED = ("parties", "seats")
NEEDED_BY = {"results": ("elections",), "segment_results": ("elections", "segments")}
"""Sections that a section names the entries of."""


@dataclass(frozen=True)
class Section:
    """The records of a list that could be read, each with its index."""

    items: list[tuple[int, Any]] = field(default_factory=list)
    partial: frozenset[int] = frozenset()
    """Of which some field was wrong, and is left out."""

    whole: bool = True
    """False where a record could not be read at all, or lacks what it needs."""

    rest: list[tuple[int, Part]] = field(default_factory=list)
    """Records that lack something they need: their names and days can still be wrong."""


_BOUNDS = {
    "greater_than_equal": ("ge", "or more"),
    "less_than_equal": ("le", "or less"),
}
_KINDS = {
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "list_type": "a list",
    "tuple_type": "a list",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}


def problems_of(error: ValidationError, model: type[BaseModel]) -> Iterator[Problem]:
    """What pydantic says is wrong with a record, in our words; paths are relative to the record."""
    details = error.errors(include_url=False)
    for detail in details:
        if not _misspelt(detail, details):
            yield _problem(detail, model)


def _misspelt(detail: ErrorDetails, details: Iterable[ErrorDetails]) -> bool:
    """Whether a missing key stands there after all, in other letters, which is one mistake and not
    two.
    """
    *record, key = detail["loc"] or ("",)
    wrong = (one["loc"] for one in details if one["type"] == "extra_forbidden")
    beside = [str(loc[-1]) for loc in wrong if list(loc[:-1]) == record]
    return detail["type"] == "missing" and any(key in nearest(name, (str(key),)) for name in beside)


def _problem(detail: ErrorDetails, model: type[BaseModel]) -> Problem:
    kind, path, context = detail["type"], tuple(detail["loc"]), detail.get("ctx", {})
    if kind == "missing":
        return Problem(path[:-1], f"'{path[-1]}' is missing")
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        key = shortened(str(path[-1]))
        return Problem(path, f"unknown key '{key}'", did_you_mean(str(path[-1]), known), at_key=True)
    if path and path[-1] == "[key]":
        return Problem(path[:-1], detail["msg"], at_key=True)
    found = shown(detail["input"])
    if kind in _BOUNDS:
        name, side = _BOUNDS[kind]
        return Problem(path, f"expected a number of {context[name]} {side}, found {found}")
    if kind in _KINDS:
        return Problem(path, f"expected {_KINDS[kind]}, found {found}")
    if kind == "literal_error":
        return Problem(path, f"expected {context['expected']}, found {found}")
    if kind == "string_pattern_mismatch":
        return Problem(path, f"expected a colour such as '#1b9e77', found {found}", "colours stand in quotes")
    return Problem(path, detail["msg"])


def _fields_at(model: Any, path: Path) -> tuple[str, ...]:
    """Names of the fields of the record at `path` below `model`, as far as that is known."""
    for part in path:
        field = getattr(model, "model_fields", {}).get(part)
        if field is None:
            return ()
        model = next((one for one in _records(field.annotation)), None)
    fields: Mapping[str, Any] = getattr(model, "model_fields", {})
    return tuple(fields)


def _records(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _records(part)


def readable_id(item: Any) -> str | None:
    """The id of a raw record, if it has one that can be read; so that one mistake in it does not
    breed others.
    """
    try:
        return read_id(item.get("id")) if isinstance(item, dict) else None
    except ValueError:
        return None
