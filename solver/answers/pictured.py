"""What is drawn of a sweep: where a deal exists, what it costs, how much can be asked for, and which seats flip?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from solver.answers.states import PartyInfo, SeatInfo
from solver.split import Split

SpotState = Literal["deal", "short", "clash", "unknown"]


@dataclass(frozen=True)
class Spot:
    """One what-if on a picture.

    `deal`: every demand that counts is met. `short`: one is not, proved. `clash`: the red lines cannot all be kept.
    `unknown`: the time limit came first, the what-if failed, or it is not among the rows. `cost`: that of the priority
    told, where it is proved.
    """

    state: SpotState
    cost: int | None = None


@dataclass(frozen=True)
class Panel:
    """The what-ifs at one choice of all that is not an axis of the picture, by their places on both axes."""

    label: str
    """'bsp=out'; empty where nothing else varies."""
    spots: Mapping[tuple[str, str], Spot]


@dataclass(frozen=True)
class FrontierPoint:
    """How much can be asked for at one value of the other axis; `y` None where no value of the sweep is a deal."""

    x: str
    y: str | None
    sure: bool
    """False where it is not known whether there is a deal beyond."""
    edge: bool
    """The last value of the sweep: nobody asked for more."""


@dataclass(frozen=True)
class Frontier:
    """The most (or, where a smaller number asks for more, the least) that makes a deal, by value of the other axis."""

    label: str
    points: tuple[FrontierPoint, ...]
    closed: bool
    """Is everything short of it a deal too?"""


@dataclass(frozen=True)
class Flip:
    """A seat that goes to another party when a switch is set otherwise."""

    seat: str
    here: str
    there: str
    times: int
    """In how many of the pairs of what-ifs compared it changes hands, to whomever."""


@dataclass(frozen=True)
class Flips:
    """What one switch changes, all else being equal."""

    axis: str
    here: str
    there: str
    """The two options compared."""
    at: dict[str, str]
    """The values of all other axes at which the two splits shown were taken."""
    splits: tuple[Split, Split]
    flips: tuple[Flip, ...]
    """The seats that differ in the splits shown, in file order."""
    elsewhere: Mapping[str, int]
    """By seat that does not differ there but does in other pairs, in how many."""
    as_it_stands: bool
    """Are these the values of the scenario as it stands? Else they are the nearest ones swept."""
    pairs: int
    """Pairs of what-ifs compared: those that differ in this switch alone and both have a proved split."""


@dataclass(frozen=True)
class Pictures:
    """All that is drawn of a sweep. `x` and `y` are the numeric axes, None where so few vary."""

    title: str
    what_if: str
    """What is set besides the axes: 'rld=in'."""
    x: str | None
    y: str | None
    xs: tuple[str, ...]
    ys: tuple[str, ...]
    met: str
    """Which demands a deal meets: 'all demands' or 'all demands of priority 1'."""
    priority: int | None
    """The priority whose cost is told; None where no demand may give way."""
    least: bool
    """Does a smaller number on `y` ask for more?"""
    panels: tuple[Panel, ...]
    frontiers: tuple[Frontier, ...]
    flips: tuple[Flips, ...]
    parties: tuple[PartyInfo, ...]
    seats: tuple[SeatInfo, ...]
    omitted: tuple[str, ...] = ()
    """What is not drawn, and why."""
    interrupted: bool = False
    """Did Ctrl-C come? Then what-ifs that have no row are unknown."""

    @cached_property
    def costs(self) -> tuple[int, ...]:
        """Every cost that comes up without a deal, from the least on."""
        return tuple(
            sorted(
                {
                    spot.cost
                    for panel in self.panels
                    for spot in panel.spots.values()
                    if spot.state == "short" and spot.cost is not None
                }
            )
        )

    @property
    def two_axes(self) -> bool:
        """Do two numbers vary, so that there is an area to draw?"""
        return self.x is not None and self.y is not None

    def to_dict(self) -> dict[str, Any]:
        """What is drawn as plain data, for those who draw it themselves."""
        return {
            "title": self.title,
            "met": self.met,
            "priority": self.priority,
            "x": self.x,
            "y": self.y,
            "least": self.least,
            "frontiers": [
                {"label": one.label, "closed": one.closed, "points": [vars(point) for point in one.points]}
                for one in self.frontiers
            ],
            "flips": [
                {
                    "axis": one.axis,
                    "options": [one.here, one.there],
                    "at": one.at,
                    "as_it_stands": one.as_it_stands,
                    "pairs": one.pairs,
                    "seats": [vars(flip) for flip in one.flips],
                    "elsewhere": dict(one.elsewhere),
                }
                for one in self.flips
            ],
            "omitted": list(self.omitted),
        }
