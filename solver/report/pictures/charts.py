"""How is a sweep drawn as charts: the frontier, where a deal exists, and the seats that flip?

Charts are Vega-Lite, made by Altair and drawn by vl-convert: no browser, no network. Colours tell nothing that a label,
a shape or a figure does not tell too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from solver.answers.pictured import Flips, Pictures, Spot
from solver.report.pictures.scale import (
    CIVIDIS,
    CLASH,
    DEAL,
    UNKNOWN,
    asked_words,
    cost_words,
    deal_line,
    every,
    levels,
    reach,
    shade,
    thinned,
)
from solver.report.style import colours, ink
from solver.words import amount

LINES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#999999", "#A08000")
"""Okabe and Ito's colours, those first that stand out on white and on black; the last one for an eighth line."""

DASHES = ((1, 0), (7, 3), (2, 2), (9, 3, 2, 3), (4, 4), (1, 3), (12, 4), (6, 2, 1, 2))

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-left", "triangle-right")

MOST_ACROSS, MOST_FIGURES = 60, 31
"""Values of an axis drawn, and up to which each what-if has its figure."""

TEXT = "currentColor"
"""Takes the colour of the page, dark or light."""

BACKGROUND = "#ffffff"


@dataclass(frozen=True)
class Figure:
    """A chart, with what it says for those who cannot see it."""

    name: str
    title: str
    says: str
    chart: Any
    """An Altair chart."""


def figures(pictures: Pictures) -> Iterator[Figure]:
    """The charts of a sweep, one after the other."""
    if pictures.two_axes:
        yield Figure("frontier", asked_words(pictures), _frontier_words(pictures), _frontier(pictures))
    if pictures.y is not None:
        title = f"Where a deal exists, else the {cost_words(pictures)}"
        yield Figure("heat", title, _heat_words(pictures), _heat(pictures))
    if any(seat.tile for seat in pictures.seats):
        for number, one in enumerate(pictures.flips, 1):
            title = f"Which seats flip when {one.axis} goes from {one.here} to {one.there}"
            yield Figure(f"flips-{number}", title, flip_words(pictures, one), _flips(pictures, one))


def svg(figure: Figure) -> str:
    """One chart as SVG that takes the text colour of the page around it.

    Its ids are its own, so that several can stand on one page.
    """
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(_spec(figure.chart))
    drawn = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{figure.name}-", drawn)
    label = f"{figure.name}-title {figure.name}-desc"
    words = f'<title id="{figure.name}-title">{escape(figure.title)}</title>'
    words += f'<desc id="{figure.name}-desc">{escape(figure.says)}</desc>'
    return re.sub(r"<svg ([^>]*)>", rf'<svg role="img" aria-labelledby="{label}" \1>{words}', drawn, count=1)


def whole_svg(pictures: Pictures) -> str:
    """All charts as one SVG file that is dark where the reader's screen is."""
    drawn = svg(_together(pictures))
    style = (
        "<style>svg{color:#1b1b1b;background:#ffffff}@media (prefers-color-scheme: dark){svg{color:#e8e8e8;"
        "background:#16181d}}@media print{svg{color:#000;background:#fff}}</style>"
    )
    return drawn.replace("<title ", f"{style}<title ", 1) + "\n"


def whole_png(pictures: Pictures) -> bytes:
    """All charts as one picture on white, two dots a pixel."""
    import vl_convert

    spec = _spec(_together(pictures), background=BACKGROUND)
    return bytes(vl_convert.vegalite_to_png(_with_text(spec, "#1b1b1b"), scale=2))


def _together(pictures: Pictures) -> Figure:
    import altair as alt

    parts = list(figures(pictures))
    charts = [part.chart.properties(title=alt.Title(part.title, subtitle=_subtitle(pictures))) for part in parts]
    whole = alt.vconcat(*charts, spacing=40).resolve_scale(
        color="independent", shape="independent", strokeDash="independent"
    )
    says = " ".join([deal_line(pictures), *(f"{part.title}. {part.says}" for part in parts)])
    return Figure("sweep", pictures.title, says, whole)


def _subtitle(pictures: Pictures) -> list[str]:
    return [pictures.title, deal_line(pictures)]


def _spec(figure: Any, background: str = "transparent") -> dict[str, Any]:
    chart = figure.chart if isinstance(figure, Figure) else figure
    chart = chart.configure(background=background, font="sans-serif").configure_view(stroke=None)
    chart = chart.configure_title(color=TEXT, subtitleColor=TEXT, anchor="start", fontSize=15, subtitleFontSize=12)
    chart = chart.configure_axis(
        labelColor=TEXT, titleColor=TEXT, domainColor=TEXT, tickColor=TEXT, gridColor="#88888855", labelFontSize=11
    )
    chart = chart.configure_legend(labelColor=TEXT, titleColor=TEXT, labelLimit=400, titleLimit=400)
    spec: dict[str, Any] = chart.to_dict()
    return spec


def _with_text(spec: Any, colour: str) -> Any:
    """The same with another text colour."""
    if isinstance(spec, dict):
        return {key: _with_text(value, colour) for key, value in spec.items()}
    if isinstance(spec, list):
        return [_with_text(value, colour) for value in spec]
    return colour if spec == TEXT else spec


def _frontier(pictures: Pictures) -> Any:
    """A line a panel; where nothing is a deal, the word 'none' at the foot."""
    import altair as alt

    labels = [one.label or "as it stands" for one in pictures.frontiers]
    few = len(pictures.xs) <= MOST_FIGURES
    domain = [int(pictures.xs[0]), int(pictures.xs[-1])]
    ticks: Any = [int(value) for value in pictures.xs] if few else alt.Undefined
    x = alt.X("x:Q", title=pictures.x, scale=alt.Scale(domain=domain, padding=14), axis=alt.Axis(values=ticks))
    y = alt.Y("y:Q", title=pictures.y, scale=alt.Scale(domain=_up(pictures), nice=False))
    legend = alt.Legend(title=None, orient="top", symbolStrokeWidth=1, symbolSize=90)
    colour = alt.Color("label:N", legend=legend, scale=alt.Scale(domain=labels, range=list(LINES)))
    dash = alt.StrokeDash("label:N", legend=legend, scale=alt.Scale(domain=labels, range=[list(d) for d in DASHES]))
    shape = alt.Shape("label:N", legend=legend, scale=alt.Scale(domain=labels, range=list(SHAPES)))
    rows = list(_frontier_rows(pictures, labels))
    base = _of([row for row in rows if "y" in row]).properties(width=560, height=300)
    layers: list[Any] = [
        base.mark_line(strokeWidth=2.5).encode(x, y, colour, dash),
        base.mark_point(size=70, filled=True, opacity=1).encode(x, y, colour, shape, description="says:N"),
    ]
    for number, label in enumerate(labels if few else []):
        own = alt.datum.label == label
        figures = base.mark_text(dy=15 if number % 2 else -12, fontSize=11, color=TEXT)
        layers.append(figures.encode(x, y, text="told:N").transform_filter(own))
        none = _of([row for row in rows if "y" not in row and row["label"] == label])
        foot = none.mark_text(fontSize=10, y=294 - 12 * number, color=LINES[number], fontWeight="bold")
        layers.append(foot.encode(x, text="told:N", description="says:N"))
    return alt.layer(*layers)


def _up(pictures: Pictures) -> list[float]:
    """The span of the axis that goes up, with room for figures above and for a line of 'none' a panel below."""
    values = [int(point.y) for one in pictures.frontiers for point in one.points if point.y is not None]
    low, high = (min(values), max(values)) if values else (int(pictures.ys[0]), int(pictures.ys[-1]))
    unit = max(1, high - low) / 20
    return [low - unit * (2 + len(pictures.frontiers)), high + 2 * unit]


def _of(rows: list[dict[str, Any]]) -> Any:
    """A chart of these rows."""
    import altair as alt

    return alt.Chart(alt.InlineData(values=rows))


def _frontier_rows(pictures: Pictures, labels: Sequence[str]) -> Iterator[dict[str, Any]]:
    more = "-" if pictures.least else "+"
    for label, one in zip(labels, pictures.frontiers, strict=True):
        for point in one.points:
            told = reach(point, pictures)
            row = {"x": int(point.x), "label": label, "says": f"{label}, {pictures.x} {point.x}: {told}"}
            if point.y is None:
                yield row | {"told": told}
            else:
                yield row | {"y": int(point.y), "told": told.replace(" or more", more).replace(" or less", more)}


def _frontier_words(pictures: Pictures) -> str:
    told = []
    for one in pictures.frontiers:
        points = ", ".join(f"{reach(point, pictures)} at {point.x}" for point in one.points[:MOST_FIGURES])
        told.append(f"{one.label or 'As it stands'}: {points}.")
    return " ".join(told)


def _heat(pictures: Pictures) -> Any:
    import altair as alt

    across = list(thinned(pictures.xs or ("",), MOST_ACROSS))
    up = list(thinned(pictures.ys, MOST_ACROSS))
    cell = 30 if max(len(across), len(up)) <= 16 else 22 if max(len(across), len(up)) <= MOST_FIGURES else 9
    panels = []
    for panel in pictures.panels:
        rows = [_cell(panel.spots[x, y], x, y, pictures) for x in across for y in up]
        x = alt.X("x:O", sort=across, title=pictures.x, axis=alt.Axis(labelAngle=0, labelOverlap=True, grid=False))
        y = alt.Y("y:O", sort=up[::-1], title=pictures.y, axis=alt.Axis(labelOverlap=True, grid=False))
        base = _of(rows).encode(x, y)
        layers: list[Any] = [
            base.mark_rect(stroke="#777777", strokeWidth=0.5).encode(
                color=alt.Color("shade:N", scale=None), description="says:N"
            )
        ]
        if cell > 9:
            text = base.mark_text(fontSize=11 if cell == 30 else 9)
            layers.append(text.encode(text="mark:N", color=alt.Color("ink:N", scale=None)))
        panels.append(
            alt.layer(*layers).properties(
                width=cell * len(across), height=cell * len(up), title=panel.label or "as it stands"
            )
        )
    columns = max(1, 900 // (cell * len(across) + 80))
    drawn = alt.concat(*panels, columns=columns)
    return alt.vconcat(drawn, _legend(pictures))


def _cell(spot: Spot, x: str, y: str, pictures: Pictures) -> dict[str, Any]:
    colour = shade(spot, pictures.costs)
    words = {"deal": "a deal", "clash": "the red lines clash", "unknown": "not known"}
    says = words.get(
        spot.state, f"no deal, {cost_words(pictures)}: {spot.cost if spot.cost is not None else 'not known'}"
    )
    at = f"{pictures.y} {y}" + (f", {pictures.x} {x}" if pictures.x else "")
    return {"x": x, "y": y, "shade": colour, "ink": ink(colour), "mark": _mark(spot), "says": f"{at}: {says}"}


def _mark(spot: Spot) -> str:
    if spot.state == "short":
        return "-" if spot.cost is None else str(spot.cost)
    return {"deal": "●", "clash": "×", "unknown": "?"}[spot.state]


def _legend(pictures: Pictures) -> Any:
    """A row of swatches with words: what each mark means."""
    import altair as alt

    states = {spot.state for panel in pictures.panels for spot in panel.spots.values()}
    swatches = [("deal", DEAL, "●", "a deal")] if "deal" in states else []
    for number, low, high in levels(pictures.costs):
        swatches.append(("cost", CIVIDIS[number], "", str(low) if low == high else f"{low}-{high}"))
    swatches += [("clash", CLASH, "×", "red lines clash")] if "clash" in states else []
    swatches += [("unknown", UNKNOWN, "?", "not known")] if "unknown" in states else []
    rows = [
        {"at": f"{i}", "shade": colour, "ink": ink(colour), "mark": mark, "word": word}
        for i, (_, colour, mark, word) in enumerate(swatches)
    ]
    order = [row["at"] for row in rows]
    x = alt.X("at:O", sort=order, axis=None)
    base = (
        _of(rows)
        .encode(x)
        .properties(width=64 * max(1, len(rows)), height=34, title=f"● a deal; otherwise the {cost_words(pictures)}")
    )
    return alt.layer(
        base.mark_rect(stroke="#777777", strokeWidth=0.5, yOffset=0, height=16, y=8).encode(
            color=alt.Color("shade:N", scale=None)
        ),
        base.mark_text(fontSize=11, y=8).encode(text="mark:N", color=alt.Color("ink:N", scale=None)),
        base.mark_text(fontSize=11, y=26, color=TEXT).encode(text="word:N"),
    )


def _heat_words(pictures: Pictures) -> str:
    told = []
    for panel in pictures.panels:
        deals = sum(spot.state == "deal" for spot in panel.spots.values())
        told.append(f"{panel.label or 'As it stands'}: {deals:,} of {len(panel.spots):,} what-ifs are a deal.")
    span = (
        f" Elsewhere the {cost_words(pictures)} is {pictures.costs[0]} to {pictures.costs[-1]}."
        if pictures.costs
        else ""
    )
    notes = [
        *every(pictures.xs, thinned(pictures.xs, MOST_ACROSS), pictures.x),
        *every(pictures.ys, thinned(pictures.ys, MOST_ACROSS), pictures.y),
    ]
    return " ".join(told) + span + "".join(f" Note: {note}." for note in notes)


def _flips(pictures: Pictures, one: Flips) -> Any:
    import altair as alt

    moved = {flip.seat: flip for flip in one.flips}
    shades = colours(pictures.parties)
    rows = []
    for seat in pictures.seats:
        if seat.tile is None:
            continue
        column, row = seat.tile
        flip, party = moved.get(seat.id), one.splits[1][seat.id]
        left = column + (0.5 if row % 2 else 0)
        rows.append(
            {
                "left": left,
                "right": left + 0.94,
                "top": row,
                "bottom": row + 0.9,
                "middle": left + 0.47,
                "height": row + 0.45,
                "shade": shades[party] if flip else "#88888822",
                "ink": ink(shades[party]) if flip else TEXT,
                "edge": TEXT if flip else "#88888888",
                "thick": 2 if flip else 0.5,
                "word": f"{flip.here}→{flip.there}" if flip else party,
                "says": f"{seat.name}: {f'from {flip.here} to {flip.there}' if flip else party}",
            }
        )
    tiles = [seat.tile for seat in pictures.seats if seat.tile is not None]
    columns, lines = max(column for column, _ in tiles) + 1.5, max(row for _, row in tiles) + 1
    base = _of(rows).properties(width=int(50 * columns), height=30 * lines)
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
        base.mark_text(fontSize=10).encode(
            alt.X("middle:Q", scale=x, axis=None),
            alt.Y("height:Q", scale=y, axis=None),
            text="word:N",
            color=alt.Color("ink:N", scale=None),
        ),
    )


def flip_words(pictures: Pictures, one: Flips) -> str:
    """How many seats flip, which, and how many others do elsewhere."""
    names = {seat.id: seat.name for seat in pictures.seats}
    at = ", ".join(f"{name}={value}" for name, value in one.at.items())
    told = ", ".join(f"{names[flip.seat]} from {flip.here} to {flip.there}" for flip in one.flips)
    flip = "flips" if len(one.flips) == 1 else "flip"
    head = f"{amount(len(one.flips))} of {len(pictures.seats)} {flip}{f' at {at}' if at else ''}"
    others = amount(len(one.elsewhere), "other seats")
    rest = f" At other pairs of what-ifs, {others} as well." if one.elsewhere else ""
    return f"{head}{f': {told}' if told else ''}.{rest}"
