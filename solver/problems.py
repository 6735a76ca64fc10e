"""What is wrong with a scenario, and at which field? The scenario package turns the field into
file:line:column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from solver.words import either

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One mistake: the path of the field it sits in, what is wrong, and what would be right."""

    path: Path
    message: str
    hint: str = ""
    at_key: bool = False
    """True where the key itself is wrong, not its value."""

    derived: bool = False
    """True where it follows from what the facts say, not from a name; not worth telling while facts
    are broken.
    """

    kind: str = field(default="", compare=False)
    """The kind of names (party, seat, ...) that it is about; not worth telling where not all
    names could be read.
    """

    name: str = field(default="", compare=False)
    """The element of the list, or the key of the mapping, that is wrong, where `path` leads to the
    whole of it.
    """

    first: Path | None = field(default=None, compare=False)
    """Where it stood first, if it stands twice."""

    def under(self, *prefix: str | int) -> Problem:
        """The same problem seen from a record further out."""
        return replace(self, path=(*prefix, *self.path))


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three known names that look like this one, the nearest first."""
    folded = {one.casefold(): one for one in reversed(list(known))}
    return tuple(folded[hit] for hit in get_close_matches(name.casefold()[:200], folded, n=3, cutoff=0.6))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint: the nearest known names, else the known names where there are few."""
    known = list(dict.fromkeys(known))
    near = nearest(name, known)
    if near:
        return f"did you mean {either(repr(one) for one in near)}?"
    if 0 < len(known) <= 12:
        return f"known: {', '.join(known)}"
    return ""


def unknown(path: Path, kind: str, name: str, known: Iterable[str]) -> Problem:
    """'unknown KIND NAME', with the nearest known names."""
    return Problem(path, f"unknown {kind} '{name}'", did_you_mean(name, known), kind=kind, name=name)


def check_known(path: Path, kind: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    """A problem for each name that is not known; a mapping is asked as it is, since tables ask once a cell."""
    known = known if isinstance(known, Mapping) else dict.fromkeys(known)
    for name in names:
        if name not in known:
            yield unknown(path, kind, name, known)
