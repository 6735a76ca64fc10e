"""What can be read of a record with mistakes in it, so that the rest is checked too?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from solver.problems import Path, Problem

STAND_IN = "\0"
"""For an id that could not be read; no file can hold it."""


class Part(NamedTuple):
    """A record in which something stands in for each needed value that could not be read."""

    record: Any
    unread: frozenset[Path] = frozenset()

    def tells(self, problem: Problem) -> bool:
        """Whether a problem is about what was read: a name or the like, not a value that stands in.

        A wrong key was read, whatever its value is.
        """
        path = problem.path
        behind = any(path[:length] in self.unread for length in range(1, len(path) + 1))
        return not problem.derived and (problem.at_key or not behind)


def part_of(model: type[Any], raw: Any) -> Part | None:
    """What can be read of a record that is not sound; None where it is no mapping."""
    if not isinstance(raw, dict):
        return None
    unread: list[Path] = []
    return Part(_record(model, raw, (), unread), frozenset(unread))


def _record(model: type[BaseModel], raw: Any, path: Path, unread: list[Path]) -> BaseModel:
    """The record, built without its checks; where a value stands in is noted in `unread`."""
    given = raw if isinstance(raw, dict) else {}
    values = {}
    for name, form in model.model_fields.items():
        for value in _values(model, name, given.get(name), (*path, name), unread):
            values[name] = value
        if name not in values and form.is_required():
            unread.append((*path, name))
            values[name] = _stand_in(form.annotation, (*path, name))
    return model.model_construct(_fields_set={name for name in model.model_fields if name in given}, **values)


def _values(model: type[BaseModel], name: str, raw: Any, path: Path, unread: list[Path]) -> Iterator[Any]:
    """The value of a field, whole or in part; nothing where none of it can be read."""
    if raw is None:
        return
    try:
        yield _reader(model, name).validate_python(raw)
    except ValidationError:
        for form in _forms(model.model_fields[name].annotation):
            yield from _parts(form, raw, path, unread)


def _parts(form: Any, raw: Any, path: Path, unread: list[Path]) -> Iterator[Any]:
    """What can be read of a record, a list, or a mapping by name; of single values nothing can."""
    if isinstance(raw, list) and get_origin(form) is tuple:
        element = get_args(form)[0]
        if _is_record(element):  # each keeps its index, which tells its place
            yield tuple(_record(element, one, (*path, index), unread) for index, one in enumerate(raw))
        else:
            adapter = TypeAdapter(element)
            names = tuple(one for text in raw for one in _readable(adapter, text))
            yield from (names,) if names else ()
    elif isinstance(raw, Mapping) and _is_record(form):
        yield _record(form, raw, path, unread)
    elif isinstance(raw, Mapping) and get_origin(form) is dict:
        keys, values = map(TypeAdapter, get_args(form))
        nothing = _stand_in(get_args(form)[1], path)
        yield {
            name: next(_readable(values, one), nothing) for word, one in raw.items() for name in _readable(keys, word)
        }


def _readable(adapter: TypeAdapter[Any], raw: Any) -> Iterator[Any]:
    try:
        yield adapter.validate_python(raw)
    except ValidationError:
        return


def _stand_in(form: Any, path: Path) -> Any:
    """A value of the right type; ids differ from place to place, so that no two are the same."""
    form = next(_forms(form))
    if get_origin(form) is Literal:
        return get_args(form)[0]
    if _is_record(form):
        return _record(form, {}, path, [])
    if form is str:
        return STAND_IN + "/".join(map(str, path))
    return (get_origin(form) or form)()


def _forms(form: Any) -> Iterator[Any]:
    """The types that a field may have, without their validators."""
    if get_origin(form) is Annotated:
        yield from _forms(get_args(form)[0])
    elif get_origin(form) in (None, tuple, dict, Literal):
        yield form
    else:
        for one in get_args(form):
            yield from _forms(one)


def _is_record(form: Any) -> bool:
    return isinstance(form, type) and issubclass(form, BaseModel)


@lru_cache
def _reader(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    field = model.model_fields[name]
    form: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    return TypeAdapter(form)
