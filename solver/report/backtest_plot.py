"""Were seats with odds of 30 per cent won three times of ten? A calibration plot, as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from solver.backtest.answer import Backtests


def calibration_svg(found: Backtests) -> str:
    """One panel a pact: the part won by the mean odds, for each way, the more seats the larger; the diagonal is right.

    Raises:
        ImportError: without the extra `plots`.
        ValueError: if no pact has an outcome.
    """
    import altair
    import vl_convert

    points = list(_points(found))
    if not points:
        raise ValueError("no pact has a known outcome, so there is nothing to plot")
    part = altair.Scale(domain=[0, 1])
    base = altair.Chart.from_dict({"data": {"values": points}, "mark": "circle"})
    dots = base.mark_circle(opacity=0.8).encode(
        x=altair.X("odds:Q", title="mean odds", scale=part),
        y=altair.Y("won:Q", title="part won", scale=part),
        size=altair.Size("seats:Q", title="seats"),
        color=altair.Color("way:N", title="", scale=altair.Scale(range=list(_COLOURS))),
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
    svg: str = vl_convert.vegalite_to_svg(altair.hconcat(*panels).to_dict())
    return svg if svg.endswith("\n") else svg + "\n"


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
