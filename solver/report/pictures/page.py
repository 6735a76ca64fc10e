"""How is a sweep shown as one page that needs nothing but itself: charts, what they say, the figures behind them?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from solver.answers.pictured import Flips, Pictures, Spot
from solver.report.pictures.charts import figures, svg
from solver.report.pictures.marks import MOST_ACROSS
from solver.report.pictures.scale import asked_words, cost_words, deal_line, reach, thinned


@dataclass(frozen=True)
class _Table:
    """Figures behind a chart; the first `left` columns hold words."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int = 0


@dataclass(frozen=True)
class _Shown:
    """A chart as it stands on the page."""

    name: str
    title: str
    says: str
    svg: str


def page(pictures: Pictures) -> str:
    """The page: no script, nothing from elsewhere; dark where the reader's screen is, black on white in print."""
    shown = [_Shown(one.name, one.title, one.says, svg(one)) for one in figures(pictures)]
    from jinja2 import Environment, StrictUndefined

    here = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = here.from_string(files("solver.report.pictures").joinpath("page.html.j2").read_text("utf-8"))
    return template.render(
        title=pictures.title,
        deal=deal_line(pictures),
        figures=shown,
        notes=pictures.omitted,
        tables=list(_tables(pictures)),
    )


def _tables(pictures: Pictures) -> Iterator[_Table]:
    if pictures.y is not None:
        yield _frontier(pictures)
        yield from _heat(pictures)
    yield from (_flips(pictures, one) for one in pictures.flips)


def _frontier(pictures: Pictures) -> _Table:
    labels = [one.label or "as it stands" for one in pictures.frontiers]
    columns = zip(*(one.points for one in pictures.frontiers), strict=True)
    rows = tuple((points[0].x, *(reach(point, pictures) for point in points)) for points in columns)
    return _Table(asked_words(pictures), (pictures.x or "", *labels), rows)


def _heat(pictures: Pictures) -> Iterator[_Table]:
    across = thinned(pictures.xs or ("",), MOST_ACROSS)
    for panel in pictures.panels:
        rows = tuple(
            (y, *(_told(panel.spots[x, y]) for x in across)) for y in reversed(thinned(pictures.ys, MOST_ACROSS))
        )
        at = f", {panel.label}" if panel.label else ""
        caption = f"Deal or {cost_words(pictures)}{at}: {pictures.y} down, {pictures.x or 'one value'} across"
        yield _Table(caption, ("", *across), rows)


def _told(spot: Spot) -> str:
    if spot.state == "short":
        return "no deal" if spot.cost is None else str(spot.cost)
    return {"deal": "deal", "clash": "red lines clash", "unknown": "not known"}[spot.state]


def _flips(pictures: Pictures, one: Flips) -> _Table:
    names = {seat.id: seat.name for seat in pictures.seats}
    rows = [(names[f.seat], f.here, f.there, f"{f.times:,} of {one.pairs:,}") for f in one.flips]
    rows += [(names[seat], "", "", f"{times:,} of {one.pairs:,}") for seat, times in one.elsewhere.items()]
    caption = (
        f"Seats that flip when {one.axis} goes from {one.here} to {one.there}; at the bottom those that do elsewhere"
    )
    return _Table(caption, ("Seat", "From", "To", "Pairs in which it flips"), tuple(rows), left=3)
