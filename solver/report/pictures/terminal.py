"""How is a sweep seen at a glance in a terminal of 80 columns, with colour or without?

Every mark differs from the others by its character, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers.pictured import Flip, Flips, Frontier, Panel, Pictures, Spot
from solver.report.pictures.flipped import flip_line, flip_title
from solver.report.pictures.scale import (
    asked_words,
    cost_words,
    deal_line,
    every,
    level,
    levels,
    reach,
    shade,
    thinned,
)
from solver.report.seats import tiles
from solver.report.style import PALETTE, bullet, colours, grid, on, section
from solver.words import amount

WIDTH = 76
"""Columns for a picture: 80, less the indent, and some for the eye."""

MOST_ROWS = 40

BARS = "#=*"
"""What the bars of the first, second and third panel are made of."""

MOST_LISTED = 20
"""Seats listed under a map."""


def pictures_report(pictures: Pictures, which: Collection[str]) -> RenderableType:
    """The pictures asked for: 'frontier', 'heat', 'flips'."""
    parts: list[RenderableType] = []
    if pictures.y is not None and "frontier" in which:
        parts.append(section(asked_words(pictures), *frontier(pictures)))
    if pictures.y is not None and "heat" in which:
        parts.append(section(f"Where a deal exists, else the {cost_words(pictures)}", *heat(pictures)))
    if "flips" in which:
        parts += [section(flip_title(one), *flips(pictures, one)) for one in pictures.flips]
    parts += [bullet("-", one) for one in (*_nothing(pictures, which), *pictures.omitted)]
    return Group(*parts)


def _nothing(pictures: Pictures, which: Collection[str]) -> Iterator[str]:
    """What was asked for and is not there, and why."""
    if pictures.y is None:
        yield from (f"{one}: not drawn, as no number varies" for one in ("frontier", "heat") if one in which)
    if "flips" in which and not pictures.flips:
        yield "flips: not drawn, as no two what-ifs, both proved, differ in a switch, a rule or a party alone"


def frontier(pictures: Pictures) -> Iterator[RenderableType]:
    """A row for each run of values at which nothing changes, a column a panel, with bars where they fit."""
    yield Text(deal_line(pictures))
    told = {id(point): reach(point, pictures) for one in pictures.frontiers for point in one.points}
    table = grid(f">{pictures.x or ''}", *(one.label or "" for one in pictures.frontiers))
    numbers = max(len(text) for text in told.values())
    left = WIDTH - max(len(pictures.x or ""), 10)
    wide = left // max(1, len(pictures.frontiers)) - numbers - 4
    bars = wide >= 6 and len(pictures.frontiers) <= len(BARS)
    for run in _runs(pictures.frontiers):
        cells = [_bar(one, run[0], pictures, told, wide if bars else 0, i) for i, one in enumerate(pictures.frontiers)]
        first, last = (pictures.frontiers[0].points[place].x for place in (run[0], run[-1]))
        table.add_row(first if first == last else f"{first} to {last}", *cells)
    yield table
    yield from _frontier_notes(pictures)


def _runs(frontiers: Sequence[Frontier]) -> list[list[int]]:
    """Places on the axis, in runs along which no frontier changes."""
    points = list(zip(*(one.points for one in frontiers), strict=True))
    key = [tuple((point.y, point.sure, point.edge) for point in column) for column in points]
    return [list(run) for _, run in groupby(range(len(points)), key=lambda place: key[place])]


def _bar(one: Frontier, place: int, pictures: Pictures, told: dict[int, str], wide: int, number: int) -> Text:
    point = one.points[place]
    text = told[id(point)]
    if point.y is None or not wide:
        return Text(text)
    values = [int(value) for value in pictures.ys]
    low = min(0, *values)
    length = (int(point.y) - low) * wide // max(1, max(values) - low)
    return Text.assemble((BARS[number] * max(1, length), PALETTE[number]), f" {text}")


def _frontier_notes(pictures: Pictures) -> Iterator[RenderableType]:
    points = [point for one in pictures.frontiers for point in one.points]
    if any(point.edge and point.y is not None for point in points):
        word = "less" if pictures.least else "more"
        yield Text(f"'or {word}': the last value of the sweep is still a deal.", style="dim")
    if any(point.y is None and point.sure for point in points):
        yield Text(f"'none': no deal even at {pictures.ys[-1 if pictures.least else 0]}.", style="dim")
    if any(not point.sure for point in points):
        came = "the sweep was interrupted" if pictures.interrupted else "the time limit came"
        yield Text(f"'?' or 'known': further on, {came} before it was known.", style="dim")
    gaps = [one.label or "this" for one in pictures.frontiers if not one.closed]
    if gaps:
        yield Text(f"Not every value up to it is a deal: {', '.join(gaps)}.", style="dim")


def heat(pictures: Pictures) -> Iterator[RenderableType]:
    """A grid a panel: costs in figures where they fit, else a mark a what-if."""
    yield Text(deal_line(pictures))
    xs, ys = pictures.xs or ("",), pictures.ys
    label = max(len(value) for value in ys) + 2
    wide = max(2, *(len(str(cost)) for cost in (*pictures.costs, 0)), *(len(x) for x in xs)) + 1
    figures = label + wide * len(xs) <= WIDTH
    across = tuple(xs) if figures else thinned(xs, WIDTH - label)
    up = thinned(ys, MOST_ROWS)[::-1]
    for panel in pictures.panels:
        head = f"{panel.label}: " if panel.label else ""
        yield Text(f"{head}{pictures.y} upwards{f', {pictures.x} across' if pictures.x else ''}", style="underline")
        for y in up:
            yield _heat_row(pictures, panel, y, across, label, wide if figures else 1)
        yield _ticks(across, label, wide if figures else 1)
        yield Text("")
    yield _legend(pictures, figures=figures)
    yield from (Text(f"Note: {note}.") for note in (*every(xs, across, pictures.x), *every(ys, up, pictures.y)))


def _heat_row(pictures: Pictures, panel: Panel, y: str, across: Sequence[str], label: int, wide: int) -> RenderableType:
    line = Text(y.rjust(label - 1) + " ", no_wrap=True, overflow="crop")
    for x in across:
        spot = panel.spots[x, y]
        mark = _mark(spot, pictures.costs, figures=wide > 1)
        line.append(mark.rjust(wide - 1) if wide > 1 else mark, on(shade(spot, pictures.costs)))
        line.append(" " if wide > 1 else "")
    return line


def _mark(spot: Spot, costs: Sequence[int], *, figures: bool) -> str:
    if spot.state == "short" and spot.cost is not None:
        return str(spot.cost) if figures else str(level(spot.cost, costs))
    return {"deal": "o", "clash": "x", "unknown": "?", "short": "-"}[spot.state]


def _ticks(across: Sequence[str], label: int, wide: int) -> Text:
    """The values below the columns, as many as fit."""
    if wide > 1:
        return Text(" " * label + " ".join(x.rjust(wide - 1) for x in across), no_wrap=True)
    line = ""
    for place, x in enumerate(across):
        if len(line) <= place and (not line or len(line) < place) and place + len(x) <= len(across):
            line = line.ljust(place) + x + " "
        if place % 10 == 0 and not line.strip():
            line = x
    return Text(" " * label + line.rstrip(), no_wrap=True)


def _legend(pictures: Pictures, *, figures: bool) -> Text:
    states = {spot.state for panel in pictures.panels for spot in panel.spots.values()}
    told = ["o a deal"] if "deal" in states else ["no deal anywhere"]
    if pictures.costs and figures:
        told.append(f"a number: no deal, {cost_words(pictures)}")
    elif pictures.costs:
        spans = (
            f"{number}: {low}" if low == high else f"{number}: {low}-{high}"
            for number, low, high in levels(pictures.costs)
        )
        told.append(f"no deal, {cost_words(pictures)} by level ({', '.join(spans)})")
    rest = {"clash": "x the red lines clash", "unknown": "? not known"}
    return Text("; ".join([*told, *(text for state, text in rest.items() if state in states)]) + ".")


def flips(pictures: Pictures, one: Flips) -> Iterator[RenderableType]:
    """The map with the seats that flip, then a list of them."""
    yield Text(flip_line(pictures, one))
    moved = {flip.seat: flip for flip in one.flips}
    if any(seat.tile for seat in pictures.seats):
        shades = colours(pictures.parties)
        yield tiles(pictures.seats, lambda seat: _flip_tile(seat.id, moved, one, shades))
        yield Text("'>BSP' the seat goes over to BSP; otherwise who keeps it.".replace("BSP", _example(one)))
    if one.flips:
        yield _flip_list(pictures, one)
    if one.elsewhere:
        yield Text(
            f"{amount(len(one.elsewhere), 'other seats')} flip{'s' if len(one.elsewhere) == 1 else ''} at some of the "
            f"{one.pairs:,} pairs of what-ifs compared, not at this one."
        )


def _example(one: Flips) -> str:
    return one.flips[0].there if one.flips else "..."


def _flip_tile(seat: str, moved: dict[str, Flip], one: Flips, shades: dict[str, str]) -> tuple[str, str]:
    party = one.splits[1][seat]
    if seat in moved:
        return f">{party}", f"bold {on(shades[party])}"
    return party, "dim"


def _flip_list(pictures: Pictures, one: Flips) -> RenderableType:
    names = {seat.id: seat.name for seat in pictures.seats}
    table = grid("Seat", "From", "To", ">Flips in")
    for flip in one.flips[:MOST_LISTED]:
        table.add_row(names[flip.seat], flip.here, flip.there, f"{flip.times:,} of {one.pairs:,}")
    rest = len(one.flips) - MOST_LISTED
    return Group(table, Text(f"and {rest} more")) if rest > 0 else table
