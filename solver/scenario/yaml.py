"""How is a scenario's YAML 1.2 read, with the place of every key and value?

PyYAML's parser (libyaml) gives events with positions; the tree is built here, because PyYAML's own composer recurses
(a deep file kills the process), keeps the last of two equal keys, and reads YAML 1.1, where NO is false.
JSON is a subset and takes the same road.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from solver.fields import Scalar
from solver.problems import Path
from solver.scenario.source import BREAK as _BREAK
from solver.scenario.source import Fault, Place, ScenarioError, Source

MAX_DEPTH = 50
MAX_VALUES = 2_000_000
"""Most values of a file, with every alias counted as often as it is used (an alias bomb has billions)."""

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_SURROGATES = re.compile(r"((?<!\\)(?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Node:
    """A value with its place. `keys` and `children` run side by side in a mapping; a list has children only."""

    line: int
    column: int
    scalar: Scalar | None = None
    mapping: bool = False
    keys: list[Node] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    size: int = 1
    depth: int = 1

    def add(self, child: Node, key: Node | None = None) -> None:
        """Append an element, or a value under its key."""
        if key is not None:
            self.index.setdefault(str(key.scalar), len(self.children))
            self.keys.append(key)
        self.children.append(child)
        self.size += child.size
        self.depth = max(self.depth, child.depth + 1)

    def step(self, part: str | int) -> tuple[Node, Node] | None:
        """The (key, value) nodes under a key, or an element twice; None where there is no such thing."""
        if self.mapping:
            at = self.index.get(str(part))
            return None if at is None else (self.keys[at], self.children[at])
        if isinstance(part, int) and 0 <= part < len(self.children):
            return self.children[part], self.children[part]
        return None

    def data(self) -> Any:
        """Plain data: dicts, lists, `Scalar`s and None."""
        if self.mapping:
            return {str(key.scalar): child.data() for key, child in zip(self.keys, self.children, strict=True)}
        if self.scalar is not None:
            return None if self.scalar.plain and self.scalar in _NULL else self.scalar
        return [child.data() for child in self.children]


@dataclass
class Document:
    """A parsed file: its source and its tree."""

    source: Source
    root: Node

    def place(self, path: Path, *, at_key: bool = False) -> Place:
        """Where the value (or its key) at `path` stands; the nearest ancestor where the path leads nowhere."""
        node = key = self.root
        for part in path:
            found = node.step(part)
            if found is None:
                break
            key, node = found
        shown_node = key if at_key else node
        return Place(self.source, shown_node.line, shown_node.column)


def parse(source: Source) -> Document:
    """Parse a YAML document.

    Raises:
        ScenarioError: for text that is not one YAML document of mappings, lists and scalars, with its place.
    """
    if not source.text.strip("\ufeff \t\r\n"):
        raise ScenarioError([Fault(Place(source), "the file is empty", "see 'seatpact schema' for what it may hold")])
    forbidden = [_control_character(source, match) for match in _FORBIDDEN.finditer(source.text)]
    if forbidden:
        raise ScenarioError(forbidden[:20])
    text = source.text.removeprefix("\ufeff")
    if text.lstrip().startswith("{"):
        text = _SURROGATES.sub(_joined, text)
    try:
        return Document(source, _Builder(source).build(yaml.parse(text, Loader=_Loader)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(source, mark.line + 1, mark.column + 1) if mark else Place(source)
        context = f" ({error.context})" if error.context else ""
        raise ScenarioError([Fault(place, f"not YAML: {error.problem}{context}", _hint(place))]) from None
    except yaml.YAMLError as error:
        raise ScenarioError([Fault(Place(source), f"not YAML: {' '.join(str(error).split())}")]) from None


def _joined(pair: re.Match[str]) -> str:
    """Two surrogate escapes of JSON as the one escape that YAML knows."""
    high, low = int(pair[2], 16), int(pair[3], 16)
    return f"{pair[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _control_character(source: Source, match: re.Match[str]) -> Fault:
    lines = _BREAK.split(source.text[: match.start()])
    place = Place(source, len(lines), len(lines[-1]) + 1)
    return Fault(place, f"not YAML: control character U+{ord(match[0]):04X}", "remove it")


def _hint(place: Place) -> str:
    if "\t" in place.source.line(place.line)[: place.column]:
        return "indent with spaces; YAML allows no tabs there"
    return ""


class _Builder:
    """Builds the tree from events, with a stack of its own, limits, and complaints about what YAML 1.2 forbids."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.anchors: dict[str, Node | None] = {}
        self.stack: list[tuple[Node, str | None, Node | None]] = []
        self.faults: list[Fault] = []
        self.root: Node | None = None

    def build(self, events: Iterator[Any]) -> Node:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, "a second document ('---'); a scenario is one document")
            elif isinstance(event, yaml.AliasEvent):
                self._add(self._alias(event), event)
            elif isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                self._open(event)
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                self._close(event)
        if self.faults:
            raise ScenarioError(self.faults)
        if self.root is None:
            raise ScenarioError([Fault(Place(self.source), "the file is empty")])
        return self.root

    def _node(self, event: Any) -> Node:
        if event.tag is not None and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
            self._fault(event, f"tag '{event.tag}' is not allowed", "write the plain value")
        return Node(event.start_mark.line + 1, event.start_mark.column + 1)

    def _scalar(self, event: Any) -> None:
        node = self._node(event)
        node.scalar = Scalar(event.value, plain=event.style is None or event.style == "")
        if event.anchor:
            self.anchors[event.anchor] = node
        self._add(node, event)

    def _open(self, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._stop(event, f"nested deeper than {MAX_DEPTH} levels")
        node = self._node(event)
        node.mapping = isinstance(event, yaml.MappingStartEvent)
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append((node, event.anchor, None))

    def _close(self, event: Any) -> None:
        node, anchor, _ = self.stack.pop()
        if anchor:
            self.anchors[anchor] = node
        self._add(node, event)

    def _alias(self, event: Any) -> Node:
        target = self.anchors.get(event.anchor)
        if target is None:
            known = "leads back into itself" if event.anchor in self.anchors else "has no anchor"
            self._stop(event, f"alias '*{event.anchor}' {known}")
        return target

    def _add(self, node: Node, event: Any) -> None:
        """Put a finished node into its parent: as element, as key, or as the value of the pending key."""
        if not self.stack:
            self.root = node
            return
        parent, anchor, pending = self.stack[-1]
        if parent.mapping and pending is None:
            self._check_key(parent, node, event)
            self.stack[-1] = (parent, anchor, node)
            return
        parent.add(node, pending)
        self.stack[-1] = (parent, anchor, None)
        if parent.size > MAX_VALUES:
            self._stop(event, f"the file unfolds into more than {MAX_VALUES:,} values")
        if len(self.stack) + node.depth > MAX_DEPTH:
            self._stop(event, f"nested deeper than {MAX_DEPTH} levels")

    def _check_key(self, parent: Node, key: Node, event: Any) -> None:
        if key.scalar is None:
            self._stop(event, "a key must be a word, not a list or a mapping")
        first = parent.step(str(key.scalar))
        if first is not None:
            place = Place(self.source, key.line, key.column)
            self.faults.append(Fault(place, f"key '{key.scalar}' stands twice", f"first on line {first[0].line}"))

    def _fault(self, event: Any, message: str, hint: str = "") -> None:
        place = Place(self.source, event.start_mark.line + 1, event.start_mark.column + 1)
        self.faults.append(Fault(place, message, hint))

    def _stop(self, event: Any, message: str) -> NoReturn:
        """A fault after which reading on makes no sense."""
        self._fault(event, message)
        raise ScenarioError(self.faults)
