"""How is the value of a setting read: text as in a file, or plain data from Python?"""

from __future__ import annotations

from typing import Any

from solver.reading import Block, shown
from solver.scenario.source import Faults, ScenarioError, Source
from solver.scenario.yaml import MAX_DEPTH, parse


def read_value(value: Any) -> Any:
    """A value as it would stand in the file; blank text means that the field is not given.

    Raises:
        ValueError: for what cannot stand in a file.
    """
    if not isinstance(value, str):
        return file_form(value)
    if not value.strip():
        return None
    try:
        return parse(Source("value", value), Faults("value")).root.data()
    except ScenarioError as error:
        raise ValueError(error.faults[0].message) from None


def file_form(value: Any, depth: int = 0) -> Any:
    """Plain data in the file's form, in which a null means 'not given'.

    Raises:
        ValueError: for other data, and for what is nested too deep (it may hold itself).
    """
    if depth > MAX_DEPTH:
        raise ValueError(f"nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, dict):
        return Block({_key(key): file_form(one, depth + 1) for key, one in value.items()})
    if isinstance(value, list | tuple):
        return [file_form(one, depth + 1) for one in value]
    if value is None or isinstance(value, str | int | float):
        return value
    raise ValueError(f"expected text, a number, true, false, a list or a mapping, found {_kind(value)}")


def _key(key: Any) -> str:
    if isinstance(key, str | int) and not isinstance(key, bool):
        return str(key)
    raise ValueError(f"expected a word as key, found {_kind(key)}")


def _kind(value: Any) -> str:
    return "nothing" if value is None else f"a value of type {type(value).__name__}"


def written(value: Any) -> str:
    """The value in short, as an error shows it after 'name='."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{...}"
    if isinstance(value, list | tuple):
        return "[...]"
    if value is None or isinstance(value, str):
        return value or ""
    return shown(value) if isinstance(value, int | float) else "..."
