"""Where does the value at a path stand in a parsed file, and what is it as plain data?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from solver.problems import Path
from solver.reading import Block
from solver.scenario.source import Place, Source

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_EMPTY: list[Node] = []


class Node:
    """A value with its place. `keys` and `children` run side by side in a mapping; a list has
    children only.

    `line` and `column` count from 0, in the text as the parser had it; `Document` knows where that
    is in the file. `size` counts the node and all values below it, `depth` its levels.
    """

    __slots__ = (
        "children",
        "column",
        "depth",
        "doubled",
        "index",
        "keys",
        "line",
        "mapping",
        "scalar",
        "size",
    )

    def __init__(self, line: int, column: int, scalar: str | None = None, *, mapping: bool = False) -> None:
        self.line = line
        self.column = column
        self.scalar = scalar
        self.mapping = mapping
        self.size = self.depth = 1
        self.keys = self.children = _EMPTY
        if scalar is None:
            self.keys, self.children = [], []
            self.index: dict[str, int] = {}
            self.doubled: list[str] = []

    def add(self, child: Node, key: Node | None = None) -> None:
        """Append an element, or a value under its key; of equal keys the first counts."""
        self.size += child.size
        self.depth = max(self.depth, child.depth + 1)
        if key is not None:
            word = str(key.scalar)
            if word in self.index:
                self.doubled.append(word)
                return
            self.index[word] = len(self.children)
            self.keys.append(key)
        self.children.append(child)

    def step(self, part: str | int) -> tuple[Node, Node] | None:
        """The (key, value) nodes under a key, or an element twice: by its index, or by its text."""
        if self.mapping:
            at = self.index.get(str(part))
            return None if at is None else (self.keys[at], self.children[at])
        if isinstance(part, int):
            found = self.children[part] if 0 <= part < len(self.children) else None
        else:
            found = next((child for child in self.children if child.scalar == part), None)
        return None if found is None else (found, found)

    def data(self) -> Any:
        """Plain data: `Block`s, lists, text and None."""
        if self.scalar is not None:
            return None if type(self.scalar) is str and self.scalar in _NULL else self.scalar
        if self.mapping:
            return Block({word: self.children[at].data() for word, at in self.index.items()})
        return [child.data() for child in self.children]


class Document:
    """A parsed file: its source and its tree.

    `cuts` are the columns, by line, at which the parser's text is two characters shorter than the
    source.
    """

    def __init__(self, source: Source, *, cuts: Mapping[int, Sequence[int]]) -> None:
        self.source = source
        self.root = Node(0, 0, "")
        self._cuts = cuts

    def at(self, line: int, column: int) -> Place:
        """The place in the source of a position in the parser's text; both count from 0.

        The parser may see one line more than there is; that is the end of the text.
        """
        if line >= len(self.source.starts):
            return self.source.at(len(self.source.text))
        cut = bisect_right(self._cuts.get(line, ()), column)
        return Place(self.source, line + 1, column + 1 + 2 * cut)

    def of(self, node: Node) -> Place:
        """The place where a value starts."""
        return self.at(node.line, node.column)

    def place(self, path: Path, *, at_key: bool = False, name: str = "") -> Place:
        """Where the value (or its key) at `path` stands; the nearest ancestor where the path leads
        nowhere.

        With a `name`: the element of that text in the list at `path`, or the key of that name in
        the mapping.
        """
        node = key = self.root
        for part in path:
            found = node.step(part)
            if found is None:
                break
            key, node = found
        named = node.step(name) if name else None
        if named is not None:
            return self.of(named[0])
        return self.of(key if at_key else node)
