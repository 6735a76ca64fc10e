"""Which colour and which words stand for a cost, and which values of an axis are drawn where there are too many?"""

from __future__ import annotations

from collections.abc import Sequence

from solver.answers.pictured import FrontierPoint, Pictures, Spot

CIVIDIS = ("#fee838", "#e1cc55", "#c4b56c", "#a69d75", "#8b8779", "#707173", "#575c6d", "#3b496c", "#123570", "#00224e")
"""Bright to dark: J. Nunez, C. Anderton, R. Renslow, "Optimizing colormaps with consideration for color vision
deficiency to enable accurate interpretation of scientific data", PLoS ONE 13 (2018) e0199239. Dark is dear, so that it
reads in grey too."""

DEAL, CLASH, UNKNOWN = "#ffffff", "#000000", "#999999"


def shade(spot: Spot, costs: Sequence[int]) -> str:
    """The colour of a what-if, among all costs that come up."""
    if spot.state != "short" or spot.cost is None:
        return {"deal": DEAL, "clash": CLASH}.get(spot.state, UNKNOWN)
    return CIVIDIS[level(spot.cost, costs)]


def level(cost: int, costs: Sequence[int]) -> int:
    """Where a cost lies among all, from 0 to 9, by equal steps of cost."""
    least, most = costs[0], costs[-1]
    return (cost - least) * (len(CIVIDIS) - 1) // (most - least) if most > least else 0


def levels(costs: Sequence[int]) -> list[tuple[int, int, int]]:
    """(level, least cost, greatest cost) of each level that comes up."""
    found: dict[int, list[int]] = {}
    for cost in costs:
        found.setdefault(level(cost, costs), []).append(cost)
    return [(number, inside[0], inside[-1]) for number, inside in sorted(found.items())]


def thinned(values: Sequence[str], most: int) -> tuple[str, ...]:
    """Every k-th value, from the first on, so that there are no more than `most`."""
    step = -(-len(values) // most) if values else 1
    return tuple(values[::step])


def every(values: Sequence[str], drawn: Sequence[str], axis: str | None) -> list[str]:
    """'every 3rd value of sp-minimum.seats is drawn', where not all are."""
    if len(drawn) == len(values):
        return []
    step = -(-len(values) // len(drawn))
    return [f"of {len(values):,} values of {axis} every {_ordinal(step)} is drawn"]


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def deal_line(pictures: Pictures) -> str:
    """What a deal is, and at what all this is."""
    fixed = f" With {pictures.what_if}." if pictures.what_if else ""
    return f"A deal meets {pictures.met}.{fixed}"


def cost_words(pictures: Pictures) -> str:
    """What the numbers are: 'cost at priority 1'."""
    return f"cost at priority {pictures.priority}" if pictures.priority is not None else "cost"


def asked_words(pictures: Pictures) -> str:
    """'The most that inc-minimum.seats can ask for'."""
    told = "least" if pictures.least else "most"
    across = f" at each {pictures.x}" if pictures.x is not None else ""
    return f"The {told} that {pictures.y} can be{across}"


def reach(point: FrontierPoint, pictures: Pictures) -> str:
    """'24', '30 or more', 'none'; with a question mark where it may be more."""
    beyond = "less" if pictures.least else "more"
    if point.y is None:
        return "none" if point.sure else "none known"
    return f"{point.y} or {beyond}" if point.edge else f"{point.y}{'' if point.sure else ' ?'}"
