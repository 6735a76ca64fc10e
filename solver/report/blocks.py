"""How does one report become a terminal's and a page's? Titled tables and paragraphs, by rich or as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from solver.report.style import grid, section


@dataclass(frozen=True)
class Block:
    """A table under a title, with what to know about it; either may be missing. A column with > in front is numbers."""

    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    text: tuple[str, ...] = ()
    level: int = 3
    code: str = ""
    """Lines to be copied as they are."""


def on_terminal(blocks: Iterable[Block]) -> RenderableType:
    """For a terminal."""
    return Group(*(section(block.title, *_parts(block)) for block in blocks))


def _parts(block: Block) -> list[RenderableType]:
    parts: list[RenderableType] = []
    if block.rows:
        table = grid(*block.columns)
        for row in block.rows:
            table.add_row(*row)
        parts.append(table)
    return [*parts, *(Text(line) for line in (*block.text, *block.code.splitlines()))]


def as_markdown(blocks: Iterable[Block]) -> str:
    """As a page of Markdown."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    lines = ["#" * block.level + f" {block.title}", ""]
    for line in block.text:
        lines += [line, ""]
    if block.rows:
        lines += [_row(column.lstrip(">") or " " for column in block.columns), _rule(block.columns)]
        lines += [*(_row(row) for row in block.rows), ""]
    return [*lines, "```yaml", *block.code.splitlines(), "```", ""] if block.code else lines


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _rule(columns: Sequence[str]) -> str:
    return f"|{'|'.join('--:' if column.startswith('>') else '---' for column in columns)}|"
