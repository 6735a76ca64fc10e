"""Which entries of a section stand twice?"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from solver.problems import Path, Problem


def doubles(section: str, keys: Iterable[tuple[int, Hashable]]) -> Iterator[Problem]:
    """A problem at each entry whose key (an id, or all that tells it apart) an earlier one has; by index."""
    first: dict[Hashable, int] = {}
    for index, key in keys:
        before = first.setdefault(key, index)
        if before != index:
            shown = key if not isinstance(key, tuple) else ", ".join(str(part) for part in key if part is not None)
            field: Path = () if isinstance(key, tuple) else ("id",)
            message = f"'{shown}' stands twice in {section}"
            yield Problem((section, index, *field), message, first=(section, before, *field))
