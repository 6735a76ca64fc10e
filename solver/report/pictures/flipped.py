"""How are the seats drawn that flip when a switch is set otherwise: a map, and under it who they are?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from solver.answers import SeatInfo
from solver.answers.pictured import Flip, Flips, Pictures
from solver.report.pictures.marks import TEXT, of
from solver.report.style import colours, ink
from solver.words import amount

TILE = 50
"""Dots of a tile across; more where its words need them, up to twice as many."""

LETTER = 6.4
"""Width of a character of 10 dots, about."""

COLUMNS, LINE, NAME = 3, 16, 230
"""Of the list under the map: how many columns, the height of a line, the width of a column."""


def flipped(pictures: Pictures, one: Flips) -> Any:
    """The map, and the list of the seats that flip."""
    import altair as alt

    drawn = _map(pictures, one)
    return alt.vconcat(drawn, _list(pictures, one), spacing=12) if one.flips else drawn


def _map(pictures: Pictures, one: Flips) -> Any:
    import altair as alt

    rows = list(_tiles(pictures, one))
    tiles = [seat.tile for seat in pictures.seats if seat.tile is not None]
    columns, lines = max(column for column, _ in tiles) + 1.5, max(row for _, row in tiles) + 1
    needed = LETTER * max(len(row["word"]) for row in rows) + 10
    wide = min(max(TILE, needed), 2 * TILE)
    base = of(rows).properties(width=int(wide * columns), height=30 * lines)
    x, y = (alt.Scale(domain=[0, columns], nice=False), alt.Scale(domain=[lines, 0], nice=False))
    return alt.layer(
        base.mark_rect().encode(
            alt.X("left:Q", scale=x, axis=None),
            alt.Y("top:Q", scale=y, axis=None),
            alt.X2("right:Q"),
            alt.Y2("bottom:Q"),
            color=alt.Color("shade:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
            strokeWidth=alt.StrokeWidth("thick:Q", scale=None),
            description="says:N",
        ),
        base.mark_text(fontSize=max(6, int(10 * min(1, wide / needed)))).encode(
            alt.X("middle:Q", scale=x, axis=None),
            alt.Y("height:Q", scale=y, axis=None),
            text="word:N",
            color=alt.Color("ink:N", scale=None),
        ),
    )


def _tiles(pictures: Pictures, one: Flips) -> Iterator[dict[str, Any]]:
    moved = {flip.seat: flip for flip in one.flips}
    shades = colours(pictures.parties)
    for seat in pictures.seats:
        if seat.tile is not None:
            yield _place(*seat.tile) | _look(seat, one.splits[1][seat.id], moved.get(seat.id), shades)


def _place(column: int, row: int) -> dict[str, float]:
    """The edges and the middle of a tile; odd rows are moved by half of one."""
    left = column + (0.5 if row % 2 else 0)
    return {
        "left": left,
        "right": left + 0.94,
        "top": row,
        "bottom": row + 0.9,
        "middle": left + 0.47,
        "height": row + 0.45,
    }


def _look(seat: SeatInfo, party: str, flip: Flip | None, shades: dict[str, str]) -> dict[str, Any]:
    return {
        "shade": shades[party] if flip else "#88888822",
        "ink": ink(shades[party]) if flip else TEXT,
        "edge": TEXT if flip else "#88888888",
        "thick": 2 if flip else 0.5,
        "word": f"{flip.here}→{flip.there}" if flip else party,
        "says": f"{seat.name}: {f'from {flip.here} to {flip.there}' if flip else party}",
    }


def _list(pictures: Pictures, one: Flips) -> Any:
    """The seats that flip by name, column by column."""
    import altair as alt

    names = {seat.id: seat.name for seat in pictures.seats}
    lines = -(-len(one.flips) // COLUMNS)
    rows = [
        {"x": i // lines * NAME, "y": i % lines * LINE + LINE / 2, "word": f"{names[f.seat]}: {f.here}→{f.there}"}
        for i, f in enumerate(one.flips)
    ]
    width, height = COLUMNS * NAME, lines * LINE
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    text = of(rows).mark_text(align="left", fontSize=11, limit=NAME - 8, color=TEXT).encode(x, y, text="word:N")
    return text.properties(width=width, height=height)


def flip_title(one: Flips) -> str:
    """What is compared."""
    return f"Which seats flip when {one.axis} goes from {one.here} to {one.there}"


def flip_line(pictures: Pictures, one: Flips) -> str:
    """'17 of 80 seats flip at inc-minimum.seats=20', and how far that is the scenario as it stands."""
    at = ", ".join(f"{name}={value}" for name, value in one.at.items())
    flip = "flips" if len(one.flips) == 1 else "flip"
    stands = ", as it stands" if one.as_it_stands else ", the nearest to how it stands"
    place = f" at {at}{stands}" if at else ""
    return f"{len(one.flips)} of {amount(len(pictures.seats))} {flip}{place}."


def flip_words(pictures: Pictures, one: Flips) -> str:
    """How many seats flip, which, and how many others do elsewhere."""
    names = {seat.id: seat.name for seat in pictures.seats}
    told = ", ".join(f"{names[flip.seat]} from {flip.here} to {flip.there}" for flip in one.flips)
    others = amount(len(one.elsewhere), "other seats")
    rest = f" At other pairs of what-ifs, {others} as well." if one.elsewhere else ""
    return f"{flip_line(pictures, one)}{f' {told}.' if told else ''}{rest}"
