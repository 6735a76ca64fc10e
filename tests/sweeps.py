"""A small sweep made by hand, for those who draw it: two parties, one switch, what each asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

from solver.answers import PartyInfo, RuleState, SeatInfo, StageValue
from solver.answers.asked import Asked
from solver.answers.swept import Axis, Swept, SweptCounts, SweptRow
from solver.split import Split

SEATS = tuple(SeatInfo(f"s{i}", f"Seat {i}", "North", None, (i, i % 2)) for i in range(4))
PARTIES = (PartyInfo("A", "Alpha", None), PartyInfo("B", "Beta", None))
BASE = Split.of((seat.id, "A") for seat in SEATS)

AXES = (
    Axis("bsp", "switch", ("out", "in")),
    Axis("a-min.seats", "field", ("1", "2", "3")),
    Axis("b-min.seats", "field", ("1", "2", "3")),
)

Told = dict[str, Any]


def cost(*values: int | None) -> tuple[StageValue, ...]:
    """The cost of each priority, proved; None: 5 was found, and nothing is proved."""
    return tuple(StageValue(i, 5 if v is None else v, v) for i, v in enumerate(values, 1))


def row(at: tuple[str, ...], **told: Any) -> SweptRow:
    """A row; a proved one, of no cost, in which nothing moved, unless it is told otherwise."""
    usual: Told = {"status": "optimal", "seats": {"A": 4, "B": 0}, "cost": cost(0), "moved": (), "clash": False}
    return SweptRow(**({"at": at, "key": ""} | usual | told))


def swept(rows: Iterable[SweptRow], axes: tuple[Axis, ...] = AXES, kinds: tuple[str, ...] = ("at_least",) * 2) -> Swept:
    """A sweep of these rows; `kinds` are those of the rules a-min and b-min."""
    rules = tuple(
        RuleState(name, kind, False, 1, 1, 0, "seats", name)
        for name, kind in zip(("a-min", "b-min"), kinds, strict=True)
    )
    asked = Asked(
        title="Small",
        digest="",
        switches={"bsp": "out", "rld": "in"},
        settings={},
        dropped=(),
        engine={},
        rules=rules,
        goal_sentences=(),
        notices=(),
        seat_info=SEATS,
        party_info=PARTIES,
        status="optimal",
        split=BASE,
        cost=(),
        goals=(),
    )
    told = tuple(rows)
    base = row(tuple(axis.values[0] for axis in axes))
    counts = SweptCounts(asked=len(told), solved=len(told), reused=0, stored=0, failed=0, limited=0)
    return Swept(asked=asked, axes=axes, base=base, rows=told, counts=counts, complete=True)


def grid(told: Callable[[str, int, int], Told], axes: tuple[Axis, ...] = AXES) -> Swept:
    """What is told of every what-if, by the switch and both numbers."""
    rows = [row(at, **told(at[0], int(at[1]), int(at[2]))) for at in product(*(axis.values for axis in axes))]
    return swept(rows, axes)


def four_seats(bsp: str, a: int, b: int) -> Told:
    """A and B share four seats, three with BSP in; what is asked beyond that is the cost."""
    over = max(0, a + b - (4 if bsp == "out" else 3))
    moved = (("s1", "A", "B"),) if bsp == "in" else ()
    if bsp == "in" and b == 3:
        moved = (*moved, ("s2", "A", "B"))
    return {"cost": cost(over), "clash": over > 0, "moved": moved}
