"""How is a sweep drawn as charts: the frontier, where a deal exists, and the seats that flip?

Charts are Vega-Lite, made by Altair and drawn by vl-convert: no browser, no network. Colours tell nothing that a label,
a shape or a figure does not tell too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from solver.answers.pictured import Pictures, Spot
from solver.report.pictures.flipped import flip_line, flip_title, flip_words, flipped
from solver.report.pictures.frontiers import frontier, frontier_words
from solver.report.pictures.marks import MOST_ACROSS, MOST_FIGURES, TEXT, broken, of, wrapped
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
    shade,
    thinned,
)
from solver.report.style import ink

WIDE = 110
"""Characters of a line under a title."""

BACKGROUND = "#ffffff"


@dataclass(frozen=True)
class Figure:
    """A chart, with what it says for those who cannot see it."""

    name: str
    title: str
    says: str
    chart: Any
    """An Altair chart."""
    under: str
    """What stands under its title."""


def figures(pictures: Pictures) -> Iterator[Figure]:
    """The charts of a sweep, one after the other."""
    deal = deal_line(pictures)
    if pictures.two_axes:
        yield Figure("frontier", asked_words(pictures), frontier_words(pictures), frontier(pictures), deal)
    if pictures.y is not None:
        title = f"Where a deal exists, else the {cost_words(pictures)}"
        yield Figure("heat", title, _heat_words(pictures), _heat(pictures), deal)
    if any(seat.tile for seat in pictures.seats):
        for number, one in enumerate(pictures.flips, 1):
            chart, under = flipped(pictures, one), flip_line(pictures, one)
            yield Figure(f"flips-{number}", flip_title(one), flip_words(pictures, one), chart, under)


def svg(figure: Figure) -> str:
    """One chart as SVG that takes the text colour of the page around it."""
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(_spec(figure.chart))
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
    charts = [
        part.chart.properties(title=alt.Title(part.title, subtitle=[pictures.title, *wrapped(part.under, WIDE)]))
        for part in parts
    ]
    whole = alt.vconcat(*charts, spacing=40).resolve_scale(
        color="independent", shape="independent", strokeDash="independent"
    )
    says = " ".join([deal_line(pictures), *(f"{part.title}. {part.says}" for part in parts)])
    return Figure("sweep", pictures.title, says, whole, deal_line(pictures))


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


def _heat(pictures: Pictures) -> Any:
    import altair as alt

    across = list(thinned(pictures.xs or ("",), MOST_ACROSS))
    up = list(thinned(pictures.ys, MOST_ACROSS))
    cell = 30 if max(len(across), len(up)) <= 16 else 22 if max(len(across), len(up)) <= MOST_FIGURES else 9
    wide, high = broken(pictures.x or "", cell * len(across)), broken(pictures.y or "", cell * len(up))
    panels = []
    for panel in pictures.panels:
        rows = [_cell(panel.spots[x, y], x, y, pictures) for x in across for y in up]
        x = alt.X("x:O", sort=across, title=wide, axis=alt.Axis(labelAngle=0, labelOverlap=True, grid=False))
        y = alt.Y("y:O", sort=up[::-1], title=high, axis=alt.Axis(labelOverlap=True, grid=False))
        base = of(rows).encode(x, y)
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
                width=cell * len(across),
                height=cell * len(up),
                title=alt.Title(broken(panel.label or "as it stands", 170), fontSize=12),
            )
        )
    columns = max(1, 900 // (max(cell * len(across), 150) + 75))
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
        of(rows)
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
