"""What do all charts share: colours and sizes, charts of rows, and words that are broken where they are too long?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

LINES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#999999", "#A08000")
"""Okabe and Ito's colours, those first that stand out on white and on black; the last one for an eighth line."""

DASHES = ((1, 0), (7, 3), (2, 2), (9, 3, 2, 3), (4, 4), (1, 3), (12, 4), (6, 2, 1, 2))

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-left", "triangle-right")

MOST_ACROSS, MOST_FIGURES = 60, 31
"""Values of an axis drawn, and up to which each what-if has its figure."""

TEXT = "currentColor"
"""Takes the colour of the page, dark or light."""

LETTER = 6.6
"""Width of a character of 11 dots, about."""


def of(rows: list[dict[str, Any]]) -> Any:
    """A chart of these rows."""
    import altair as alt

    return alt.Chart(alt.InlineData(values=rows))


def wrapped(text: str, wide: int) -> list[str]:
    """A sentence in lines of so many characters."""
    return wrap(text, wide) or [""]


def broken(name: str, room: float) -> list[str]:
    """A name in lines that fit, as far as it can be broken: after a comma, a hyphen, or before a dot."""
    return list(_lines(name, max(8, int(room / LETTER))))


def _lines(name: str, most: int) -> Iterator[str]:
    line = ""
    for piece in re.findall(r"[.]?[^-., ]*(?:, |[-, ])?", name):
        if line and len(line) + len(piece.rstrip()) > most:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()
