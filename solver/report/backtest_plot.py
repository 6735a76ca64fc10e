"""Were seats with odds of 30 per cent won three times of ten? A calibration plot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from solver.backtest.answer import Backtests
from solver.report.pictures import PlotError, check_plot

FORMS = (".svg", ".png")


def calibration_plot(found: Backtests, file: str) -> None:
    """Draw it to a file, by the end of its name.

    Raises:
        PlotError: as `check_plot`, if no pact has an outcome, or if the file cannot be written.
    """
    check_plot(file, FORMS)
    import vl_convert

    chart, path = _chart(found), Path(file)
    try:
        if path.suffix == ".png":
            path.write_bytes(vl_convert.vegalite_to_png(chart, scale=2))
        else:
            path.write_text(vl_convert.vegalite_to_svg(chart).rstrip("\n") + "\n", "utf-8")
    except OSError as error:
        raise PlotError(f"--plot {file}: {error.strerror or error}") from None


def _chart(found: Backtests) -> dict[str, Any]:
    """One panel a pact: the part won by the mean odds, for each way, the more seats the larger; the diagonal is right.

    Raises:
        PlotError: if no pact has an outcome.
    """
    import altair

    points = list(_points(found))
    if not points:
        raise PlotError("no pact has a known outcome, so there is nothing to plot")
    part = altair.Scale(domain=[0, 1])
    base = altair.Chart.from_dict({"data": {"values": points}, "mark": "circle"})
    dots = base.mark_circle(opacity=0.8).encode(
        x=altair.X("odds:Q", title="mean odds", scale=part),
        y=altair.Y("won:Q", title="part won", scale=part),
        size=altair.Size("seats:Q", title="seats"),
        color=altair.Color(
            "way:N", title="", scale=altair.Scale(range=list(_COLOURS)), legend=altair.Legend(labelLimit=0)
        ),
    )
    ends = {"values": [{"x": 0, "y": 0}, {"x": 1, "y": 1}]}
    right = (
        altair.Chart.from_dict({"data": ends, "mark": "line"})
        .mark_line(color="#999999", strokeDash=[4, 4])
        .encode(x="x:Q", y="y:Q")
    )
    panels = [
        (right + dots.transform_filter(f"datum.pact === {_quoted(pact)}")).properties(title=pact, width=260, height=260)
        for pact in dict.fromkeys(point["pact"] for point in points)
    ]
    return altair.hconcat(*panels).to_dict()


_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#E69F00")


def _quoted(text: str) -> str:
    import json

    return json.dumps(text)


def _points(found: Backtests) -> Iterator[dict[str, Any]]:
    for one in found.pacts:
        for told in one.ways:
            for tenth in told.scores.bins if told.scores else ():
                point = {"odds": tenth.odds, "won": tenth.won, "seats": tenth.seats}
                yield {"pact": one.pact.id, "way": told.way.plain, **point}
