"""How is the frontier drawn: the most that can be asked for, at each value of the other number?

Lines that run together are one line with all their names. Between values that the sweep did not ask about nothing is
drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from solver.answers.pictured import Frontier, FrontierPoint, Pictures
from solver.report.pictures.marks import DASHES, LINES, MOST_FIGURES, SHAPES, TEXT, broken, of
from solver.report.pictures.scale import reach

HEIGHT = 300

FOOT = 13
"""Height of a line with the word 'none'."""

Line = tuple[str, tuple[FrontierPoint, ...]]


def frontier(pictures: Pictures) -> Any:
    """A line a panel; where nothing is a deal, the word 'none' at the foot."""
    import altair as alt

    lines = list(together(pictures.frontiers))
    labels = [label for label, _ in lines]
    few = len(pictures.xs) <= MOST_FIGURES
    xs = [int(value) for value in pictures.xs]
    x = alt.X(
        "x:Q",
        title=broken(pictures.x or "", 560),
        scale=alt.Scale(domain=[xs[0], xs[-1]], padding=14),
        axis=alt.Axis(values=xs, format="d") if few else alt.Axis(tickMinStep=1, format="d"),
    )
    scale = alt.Scale(domain=_up(pictures, len(lines)), nice=False)
    y = alt.Y("y:Q", title=broken(pictures.y or "", HEIGHT), scale=scale, axis=alt.Axis(tickMinStep=1, format="d"))
    legend = alt.Legend(title=None, orient="top", symbolStrokeWidth=1, symbolSize=90, columns=2)
    colour = alt.Color("label:N", legend=legend, scale=alt.Scale(domain=labels, range=list(LINES)))
    dash = alt.StrokeDash("label:N", legend=legend, scale=alt.Scale(domain=labels, range=[list(d) for d in DASHES]))
    shape = alt.Shape("label:N", legend=legend, scale=alt.Scale(domain=labels, range=list(SHAPES)))
    rows = list(_rows(pictures, lines))
    base = of([row for row in rows if "y" in row]).properties(width=560, height=HEIGHT)
    layers = [base.mark_point(size=70, filled=True, opacity=1).encode(x, y, colour, shape, description="says:N")]
    if all(after - before == 1 for before, after in pairwise(xs)):
        layers.insert(0, base.mark_line(strokeWidth=2.5, interpolate="step").encode(x, y, colour, dash))
    return alt.layer(*layers, *(_figures(x, y, rows, labels) if few else ()))


def _figures(x: Any, y: Any, rows: Sequence[dict[str, Any]], labels: Sequence[str]) -> Iterator[Any]:
    """The value at each point, and 'none' at the foot where there is no point."""
    for number, label in enumerate(labels):
        own = [row for row in rows if row["label"] == label]
        there = of([row for row in own if "y" in row])
        yield there.mark_text(dy=15 if number % 2 else -12, fontSize=11, color=TEXT).encode(x, y, text="told:N")
        none = of([row for row in own if "y" not in row])
        foot = none.mark_text(fontSize=10, y=HEIGHT - 6 - FOOT * number, color=LINES[number], fontWeight="bold")
        yield foot.encode(x, text="told:N", description="says:N")


def together(frontiers: Sequence[Frontier]) -> Iterator[Line]:
    """(name, points) of each line; those that are the same everywhere are one."""
    same: dict[tuple[FrontierPoint, ...], list[str]] = {}
    for one in frontiers:
        same.setdefault(one.points, []).append(one.label or "as it stands")
    return ((_name(labels), points) for points, labels in same.items())


def _name(labels: Sequence[str]) -> str:
    """'bsp=out, rld=in/out' for 'bsp=out, rld=in' and 'bsp=out, rld=out'; else one after the other."""
    pieces = [label.split(", ") for label in labels]
    columns = list(zip(*pieces, strict=True)) if len({len(one) for one in pieces}) == 1 else []
    differing = [column for column in columns if len(set(column)) > 1]
    if len(differing) != 1 or not all("=" in piece for piece in differing[0]):
        return "; ".join(labels)
    axis, values = differing[0][0].partition("=")[0], "/".join(one.partition("=")[2] for one in differing[0])
    return ", ".join(f"{axis}={values}" if column is differing[0] else column[0] for column in columns)


def _up(pictures: Pictures, lines: int) -> list[float]:
    """The span of the axis that goes up, with room for figures above and, below, for them and a line of 'none' each."""
    values = [int(point.y) for one in pictures.frontiers for point in one.points if point.y is not None]
    low, high = (min(values), max(values)) if values else (int(pictures.ys[0]), int(pictures.ys[-1]))
    above, below = 26, 34 + FOOT * lines
    unit = max(1, high - low) / (HEIGHT - above - below)
    return [low - unit * below, high + unit * above]


def _rows(pictures: Pictures, lines: Sequence[Line]) -> Iterator[dict[str, Any]]:
    more = "-" if pictures.least else "+"
    for label, points in lines:
        for point in points:
            told = reach(point, pictures)
            row = {"x": int(point.x), "label": label, "says": f"{label}, {pictures.x} {point.x}: {told}"}
            if point.y is None:
                yield row | {"told": told}
            else:
                yield row | {"y": int(point.y), "told": told.replace(" or more", more).replace(" or less", more)}


def frontier_words(pictures: Pictures) -> str:
    """The figures of each line, as a sentence."""
    told = []
    for label, line in together(pictures.frontiers):
        points = ", ".join(f"{reach(point, pictures)} at {point.x}" for point in line[:MOST_FIGURES])
        told.append(f"{label[:1].upper() + label[1:] if label == 'as it stands' else label}: {points}.")
    return " ".join(told)
