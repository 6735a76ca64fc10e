"""How is a scenario's YAML 1.2 read, with the place of every key and value?

PyYAML's parser (libyaml) gives events with positions; the tree is built here, because PyYAML's own
composer recurses (a deep file kills the process), keeps the last of two equal keys, and reads YAML
1.1, where NO is false. JSON is a subset and takes the same road.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from solver.reading import Quoted, shortened
from solver.scenario.source import Faults, Place, Source, check_characters
from solver.scenario.surrogates import without_surrogates
from solver.scenario.tree import Document, Node

MAX_DEPTH = 50
MAX_VALUES = 200_000
"""Most values of a file, with every alias counted as often as it is used (an alias bomb has
billions).
"""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(source: Source, faults: Faults) -> Document:
    """Parse a YAML document. Duplicate keys and tags are noted in `faults`; the first of equal keys
    counts.

    Raises:
        ScenarioError: for text that is not one YAML document of mappings, lists and scalars, with
        its place.
    """
    check_characters(source)
    text, cuts = without_surrogates(source)
    builder = _Builder(Document(source, cuts=cuts), faults)
    try:
        builder.build(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        _note_error(error, builder.document, faults)
        raise faults.error() from None
    except yaml.YAMLError as error:
        faults.note(Place(source), f"not YAML: {' '.join(str(error).split())}")
        raise faults.error() from None
    if builder.documents == 0:
        hint = "see 'seatpact schema' for what it may hold"
        faults.note(Place(source), "the file is empty", hint)
        raise faults.error()
    return builder.document


def _note_error(error: yaml.MarkedYAMLError, document: Document, faults: Faults) -> None:
    mark = error.problem_mark or error.context_mark
    if "end of stream" in (error.problem or ""):  # what is open there is the mistake
        mark = error.context_mark or mark
    context = f" ({error.context})" if error.context else ""
    place = document.at(mark.line, mark.column) if mark else Place(document.source)
    faults.note(place, f"not YAML: {error.problem}{context}", _hint(place))


def _hint(place: Place) -> str:
    if "\t" in place.source.line(place.line)[: place.column]:
        return "indent with spaces; YAML allows no tabs there"
    return ""


class _Builder:
    """Builds the tree from events, with a stack of its own, limits, and complaints about what YAML
    1.2 forbids.
    """

    def __init__(self, document: Document, faults: Faults) -> None:
        self.document = document
        self.documents = 0
        self.faults = faults
        self.anchors: dict[str, Node | None] = {}
        self.stack: list[tuple[Node, str | None, Node | None]] = []

    def build(self, events: Iterator[Any]) -> None:
        """Builds the document's tree."""
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                self._open(event)
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                self._close(event)
            elif isinstance(event, yaml.AliasEvent):
                self._add(self._alias(event), event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self._stop(event, "a second document ('---'); a scenario is one document")

    def _scalar(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            self._refuse_tag(event)
        plain = not event.style and event.tag != "!"
        mark = event.start_mark
        node = Node(mark.line, mark.column, event.value if plain else Quoted(event.value))
        if event.anchor:
            self.anchors[event.anchor] = node
        self._add(node, event)

    def _open(self, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._stop(event, f"nested deeper than {MAX_DEPTH} levels")
        if event.tag is not None:
            self._refuse_tag(event)
        mark = event.start_mark
        node = Node(mark.line, mark.column, mapping=isinstance(event, yaml.MappingStartEvent))
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append((node, event.anchor, None))

    def _refuse_tag(self, event: Any) -> None:
        place = self._place(event)
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        message = f"tag '{shortened(tag)}' is not allowed"
        self.faults.note(place, message, "write the plain value", last=True)

    def _close(self, event: Any) -> None:
        node, anchor, _ = self.stack.pop()
        if anchor:
            self.anchors[anchor] = node
        self._add(node, event)

    def _alias(self, event: Any) -> Node:
        target = self.anchors.get(event.anchor)
        if target is None:
            known = "leads back into itself" if event.anchor in self.anchors else "has no anchor"
            self._stop(event, f"alias '*{shortened(event.anchor)}' {known}")
        return target

    def _add(self, node: Node, event: Any) -> None:
        """Put a finished node into its parent: as element, as key, or as the value of the pending
        key.
        """
        if not self.stack:
            self.document.root = node
            return
        parent, anchor, pending = self.stack[-1]
        if parent.mapping and pending is None:
            self._check_key(parent, node, event)
            self.stack[-1] = (parent, anchor, node)
            return
        parent.add(node, pending)
        if pending is not None:
            self.stack[-1] = (parent, anchor, None)
        if parent.size > MAX_VALUES:
            self._stop(event, f"more than {MAX_VALUES:,} values; put long lists into tables")
        if len(self.stack) + node.depth > MAX_DEPTH:
            self._stop(event, f"nested deeper than {MAX_DEPTH} levels")

    def _check_key(self, parent: Node, key: Node, event: Any) -> None:
        if key.scalar is None:
            self.faults.note(self.document.of(key), "a key must be a word, not a list or a mapping")
            raise self.faults.error()
        first = parent.step(key.scalar)
        if first is not None:
            message = f"key '{shortened(key.scalar)}' stands twice"
            self.faults.note(
                self._place(event),
                message,
                f"first on line {first[0].line + 1}",
                last=True,
            )
        elif key.scalar == "<<" and type(key.scalar) is str:
            hint = "write the keys out; YAML 1.2 has no merge keys"
            self.faults.note(self.document.of(key), "'<<' is not a key", hint, last=True)
            self.faults.close(self.document.of(parent))  # that is where its keys would be missed

    def _place(self, event: Any) -> Place:
        return self.document.at(event.start_mark.line, event.start_mark.column)

    def _stop(self, event: Any, message: str) -> NoReturn:
        """A fault after which reading on makes no sense."""
        self.faults.note(self._place(event), message)
        raise self.faults.error()
