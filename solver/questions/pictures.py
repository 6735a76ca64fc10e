"""What is to be seen of a sweep at a glance: where a deal exists, the most that can be asked for, which seats flip?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from solver.answers import PartyInfo, StageValue
from solver.answers.pictured import Flip, Flips, Frontier, FrontierPoint, Panel, Pictures, Spot
from solver.answers.swept import Axis, Swept, SweptRow
from solver.facts import Facts
from solver.questions.asked import party_info
from solver.split import Split

MOST_UNASKED = 100_000
"""What-ifs up to which a sweep is drawn unasked: what is drawn is held in memory."""

MOST_PANELS = 8
"""Choices of the other axes that are drawn side by side; beyond it, those of the scenario as it stands."""

ASKS_LESS = {"at_most": "seats", "keeps": "all_but", "strongholds": "all_but", "won_or_second": "all_but"}
"""By kind of rule, the field in which a smaller number asks for more; so does `within`, whichever rule has it."""


def pictures(swept: Swept, facts: Facts | None = None) -> Pictures:
    """What is drawn of a sweep, from its rows.

    The first number that varies goes up the picture, the second across; all else that varies makes panels. A deal
    meets every demand; where no what-if has one, all demands up to the latest priority that some what-if meets in full.
    `facts`, those of the scenario, know the names and colours of parties that are out as it stands.
    """
    return _Drawing(swept, facts).pictures()


def numeric(axis: Axis) -> bool:
    """Is it a number that varies?"""
    return axis.kind == "field" and len(axis.values) > 1 and all(_is_number(value) for value in axis.values)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


@dataclass(frozen=True)
class _Choice:
    """Values of the axes that a picture does not have, by name."""

    values: dict[str, str]

    @property
    def label(self) -> str:
        return ", ".join(f"{name}={value}" for name, value in self.values.items())


class _Drawing:
    def __init__(self, swept: Swept, facts: Facts | None) -> None:
        self.swept = swept
        self.parties = swept.asked.party_info if facts is None else party_info(facts)
        self.axes = swept.axes
        numbers = [axis for axis in self.axes if numeric(axis)]
        self.y = numbers[0] if numbers else None
        self.x = numbers[1] if len(numbers) > 1 else None
        self.others = [axis for axis in self.axes if axis not in (self.x, self.y) and len(axis.values) > 1]
        self.rows = swept.at
        self.omitted: list[str] = []
        self.ys = _in_order(self.y)
        self.xs = _in_order(self.x)

    def pictures(self) -> Pictures:
        """Everything."""
        met, upto = self._met()
        priority = next(iter(self._priorities()), None)
        drawn = self._choices() if self.y is not None else []
        panels = tuple(self._panel(choice, upto, priority) for choice in drawn)
        least = self._least(panels)
        return Pictures(
            title=self.swept.asked.title,
            what_if=self._fixed(),
            x=self.x.name if self.x else None,
            y=self.y.name if self.y else None,
            xs=self.xs,
            ys=self.ys,
            met=met,
            priority=priority,
            least=least,
            panels=panels,
            frontiers=tuple(self._frontier(panel, least=least) for panel in panels),
            flips=tuple(self._flips()),
            parties=self._parties(),
            seats=self.swept.asked.seat_info,
            omitted=tuple(self.omitted),
            interrupted=self.swept.interrupted,
        )

    def _fixed(self) -> str:
        """What is set and does not vary."""
        asked, varied = self.swept.asked, {axis.name for axis in self.axes}
        told = {name: value for name, value in (asked.switches | asked.settings).items() if name not in varied}
        return ", ".join([*(f"{n}={v}" for n, v in told.items()), *(f"without {rule}" for rule in asked.dropped)])

    def _parties(self) -> tuple[PartyInfo, ...]:
        """All that hold a seat in some what-if, known or not."""
        known = {party.id for party in self.parties}
        others = dict.fromkeys(party for row in self.swept.rows for party in row.seats or () if party not in known)
        return (*self.parties, *(PartyInfo(party, party, None) for party in others))

    def _priorities(self) -> list[int]:
        return sorted({int(one.label) for row in self.swept.rows for one in row.cost})

    def _met(self) -> tuple[str, int | None]:
        """Which demands a deal meets, in words, and the last priority among them; None for all."""
        if any(_deal(row, None) for row in self.swept.rows):
            return "all demands", None
        for priority in reversed(self._priorities()):
            if any(_deal(row, priority) for row in self.swept.rows):
                return f"all demands of priority {priority}{' and before' if priority > 1 else ''}", priority
        return "all demands", None

    def _choices(self) -> list[_Choice]:
        """One choice of the other axes a panel."""
        names = [axis.name for axis in self.others]
        every = [
            _Choice(dict(zip(names, values, strict=True))) for values in product(*(axis.values for axis in self.others))
        ]
        if len(every) <= MOST_PANELS:
            return every
        base = dict(zip((axis.name for axis in self.axes), self.swept.base.at, strict=True))
        chosen = next((choice for choice in every if choice.values.items() <= base.items()), every[0])
        self.omitted.append(f"{len(every):,} choices of {', '.join(names)}: only {chosen.label} is drawn")
        return [chosen]

    def _panel(self, choice: _Choice, upto: int | None, priority: int | None) -> Panel:
        spots = {}
        for x, y in product(self.xs or ("",), self.ys):
            own = choice.values | ({self.x.name: x} if self.x else {}) | ({self.y.name: y} if self.y else {})
            row = self.rows.get(tuple(own.get(axis.name, axis.values[0]) for axis in self.axes))
            spots[x, y] = Spot("unknown") if row is None else _spot(row, upto, priority)
        return Panel(choice.label, spots)

    def _least(self, panels: Iterable[Panel]) -> bool:
        """Does a smaller number ask for more? By the rule's kind; where that is not at hand, by where deals are."""
        if self.y is None:
            return False
        rule, _, field = self.y.name.partition(".")
        kind = next((one.kind for one in self.swept.asked.rules if one.id == rule), None)
        if kind is not None:
            return field == "within" or ASKS_LESS.get(kind) == field
        both = [self._frontier(panel, least=least) for least in (False, True) for panel in panels]
        half = len(both) // 2
        return all(one.closed for one in both[half:]) and not all(one.closed for one in both[:half])

    def _frontier(self, panel: Panel, *, least: bool) -> Frontier:
        ys = self.ys[::-1] if least else self.ys
        points, closed = [], True
        for x in self.xs or ("",):
            states = [panel.spots[x, y].state for y in ys]
            last = max((i for i, state in enumerate(states) if state == "deal"), default=-1)
            sure = "unknown" not in states[last + 1 :]
            points.append(FrontierPoint(x, ys[last] if last >= 0 else None, sure, last == len(ys) - 1))
            closed = closed and all(state == "deal" for state in states[: last + 1])
        return Frontier(panel.label, tuple(points), closed)

    def _flips(self) -> Iterator[Flips]:
        """What each switch, rule or party changes: its first option against every other one."""
        for axis in self.others:
            if axis.kind not in ("field", "odds"):
                for other in axis.values[1:]:
                    flips = self._flip(axis, axis.values[0], other)
                    if flips is not None:
                        yield flips

    def _flip(self, axis: Axis, here: str, there: str) -> Flips | None:
        """None where no two what-ifs that differ in this alone have proved splits."""
        place = self.axes.index(axis)
        times: Counter[str] = Counter()
        near: tuple[int, Fraction] | None = None
        shown: tuple[SweptRow, SweptRow] | None = None
        pairs = 0
        for row in self.swept.rows:
            partner = self.rows.get((*row.at[:place], there, *row.at[place + 1 :]))
            if row.at[place] == here and partner is not None and _known(row) and _known(partner):
                pairs += 1
                times.update(self._differing(row, partner))
                far = self._far(row, place)
                if near is None or far < near:
                    near, shown = far, (row, partner)
        if shown is None or near is None:
            return None
        one, other = (self._split(row) for row in shown)
        moved = [seat for seat, party in one.items() if other[seat] != party]
        return Flips(
            axis=axis.name,
            here=here,
            there=there,
            at={a.name: v for i, (a, v) in enumerate(zip(self.axes, shown[0].at, strict=True)) if i != place},
            splits=(one, other),
            flips=tuple(Flip(seat, one[seat], other[seat], times[seat]) for seat in moved),
            elsewhere={seat: times[seat] for seat in one if times[seat] and seat not in moved},
            as_it_stands=not any(near),
            pairs=pairs,
        )

    def _far(self, row: SweptRow, place: int) -> tuple[int, Fraction]:
        """How far all axes but one are from what stands: options that differ, then numbers by their span."""
        options, numbers = 0, Fraction(0)
        for i, (axis, value, stands) in enumerate(zip(self.axes, row.at, self.swept.base.at, strict=True)):
            if i == place or value == stands:
                continue
            if numeric(axis) and _is_number(stands):
                asked = [int(one) for one in axis.values]
                numbers += Fraction(abs(int(value) - int(stands)), max(asked) - min(asked))
            else:
                options += 1
        return options, numbers

    def _split(self, row: SweptRow) -> Split:
        base = self.swept.asked.split
        return Split.of(({} if base is None else dict(base) | {s: here for s, _, here in row.moved or ()}).items())

    @staticmethod
    def _differing(one: SweptRow, other: SweptRow) -> Iterator[str]:
        """The seats that two what-ifs give to different parties, by their moves against the same split."""
        here, there = ({seat: party for seat, _, party in row.moved or ()} for row in (one, other))
        was = {seat: party for row in (one, other) for seat, party, _ in row.moved or ()}
        return (seat for seat, party in was.items() if here.get(seat, party) != there.get(seat, party))


def _in_order(axis: Axis | None) -> tuple[str, ...]:
    return () if axis is None else tuple(sorted(axis.values, key=int))


def _known(row: SweptRow) -> bool:
    """Has it a split that does not depend on who computed it?"""
    return row.status == "optimal" and row.moved is not None


def _upto(row: SweptRow, upto: int | None) -> list[StageValue]:
    return [one for one in row.cost if upto is None or int(one.label) <= upto]


def _deal(row: SweptRow, upto: int | None) -> bool:
    """Is every demand up to a priority met?"""
    return row.seats is not None and all(one.value == 0 for one in _upto(row, upto))


def _spot(row: SweptRow, upto: int | None, priority: int | None) -> Spot:
    cost = next((one for one in row.cost if one.label == priority), None)
    told = cost.value if cost is not None and cost.proved else None
    if row.status == "infeasible":
        return Spot("clash")
    if _deal(row, upto):
        return Spot("deal", told)
    short = (upto is None and row.clash) or any(one.bound is not None and one.bound > 0 for one in _upto(row, upto))
    return Spot("short" if short else "unknown", told)
