"""How do parties, verdicts and sections look on a terminal, in colour or without?"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from solver.answers import PartyInfo

PALETTE = ("#56B4E9", "#D55E00", "#009E73", "#0072B2", "#E69F00", "#CC79A7", "#F0E442", "#999999")
"""Okabe and Ito's colour-blind-safe colours, for parties whose scenario gives none."""


def colours(parties: Iterable[PartyInfo]) -> dict[str, str]:
    """A background colour by party."""
    return {p.id: p.colour or PALETTE[index % len(PALETTE)] for index, p in enumerate(parties)}


def on(background: str) -> str:
    """A style with the text colour that reads better on a background.

    Given in full: what a terminal calls "black" and "white" depends on its theme.
    """
    return f"{ink(background)} on {background}"


def ink(background: str) -> str:
    """The text colour, black or white, that reads better on a background (W3C relative luminance)."""
    channels = [int(background[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.179 else "#ffffff"


def section(title: str, *body: RenderableType, note: str = "") -> RenderableType:
    """A titled block; the body is indented by two."""
    head = Text(title, style="bold")
    if note:
        head.append(f" ({note})", style="not bold")
    return Group(head, *(Padding(part, (0, 0, 0, 2)) for part in body), Text(""))


def grid(*columns: str, header: bool = True) -> Table:
    """A table without rules, so that it reads the same on screen, in a pipe and in print."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=header, header_style="dim")
    for column in columns:
        right = column.startswith(">")
        table.add_column(column.lstrip(">"), justify="right" if right else "left", overflow="fold", no_wrap=right)
    return table


def bullet(mark: str, text: str, *more: str) -> Table:
    """A paragraph that hangs on a mark, with further lines under it."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(mark, Text(text))
    for line in more:
        table.add_row("", Text(line))
    return table
