"""What does `sweep` answer: how each what-if of a grid comes out, and what moves against the scenario as it stands?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Self

from solver.answers.asked import Asked, Moves, moves_to_list
from solver.answers.states import StageValue
from solver.facts import Facts
from solver.odds import Expected, expected

SWEEP_SCHEMA = "seatpact/sweep@1"

_WHOLE, _NUMBER, _TRUTH = re.compile(r"-?\d+"), re.compile(r"-?\d+(\.\d+)?"), re.compile("true|false")

AxisValue = str | int | float | bool

SweptStatus = Literal["optimal", "feasible", "infeasible", "unknown", "failed"]


@dataclass(frozen=True)
class Axis:
    """One thing that is varied, with its values as they would be written after `--set`, in the order given."""

    name: str
    """Of a switch ('bsp'), a rule's field ('inc-minimum.seats'), a rule ('inc-2009'), a party ('party.BSP') or an
    assumption about votes ('odds.transfer.BSP.SP')."""
    kind: str
    """'switch', 'field', 'rule' (values 'with' and 'without'), 'party' (values 'in' and 'out') or 'odds'."""
    values: tuple[str, ...]

    @cached_property
    def type(self) -> type:
        """What its values are as data: of a field whole numbers, numbers, or true and false; words of all else."""
        if self.kind == "field":
            for kind, written in ((int, _WHOLE), (float, _NUMBER), (bool, _TRUTH)):
                if all(written.fullmatch(value) for value in self.values):
                    return kind
        return str

    def told(self, value: str) -> AxisValue:
        """One of its values, or the one that stands, as data."""
        if self.type is bool:
            return value == "true" if _TRUTH.fullmatch(value) else value
        if self.type is int and _WHOLE.fullmatch(value):
            return int(value)
        return float(value) if self.type in (int, float) and _NUMBER.fullmatch(value) else value

    def to_dict(self) -> dict[str, Any]:
        """The axis's entry in the answer."""
        return {"name": self.name, "kind": self.kind, "values": [self.told(value) for value in self.values]}


@dataclass(frozen=True)
class SweptWins:
    """Expected wins by a row's split, with intervals, of each party that contests and of the pact."""

    parties: Mapping[str, Expected]
    pact: Expected

    @classmethod
    def of(cls, facts: Facts, split: Mapping[str, str]) -> Self | None:
        """What a split promises; None where the scenario assumes nothing about votes."""
        return None if facts.odds is None else cls(*expected(facts, split))

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {"pact": self.pact.to_dict(), "parties": {name: one.to_dict() for name, one in self.parties.items()}}


@dataclass(frozen=True)
class SweptRow:
    """One what-if of the grid.

    `status` is that of `solve`, or 'failed', and then `failed` says why and nothing else is known. The conflict is
    the smallest one, and of those the first by rule in file order, so it does not depend on who computed the row. All
    tuples are in file order; rows of one sweep may share them, and the dicts, which are not to be changed.
    """

    at: tuple[str, ...]
    """The value of each axis."""
    key: str
    """Hash of the engine's version and of all that the what-if means: equal what-ifs of other sweeps have it too."""
    status: SweptStatus
    seats: Mapping[str, int] | None = None
    """By party that contests; None where there is no split."""
    cost: tuple[StageValue, ...] = ()
    """By priority."""
    goals: tuple[StageValue, ...] = ()
    shortfalls: Mapping[str, int] | None = None
    """By rule that applies, in its own unit; None where there is no split."""
    moved: Moves | None = None
    """Seats that go to another party than in the base, (seat, there, here); None where one of the two has no split."""
    conflict: tuple[str, ...] = ()
    """Wishes that cannot all be met given the red lines; none where nothing clashes, or the red lines alone do."""
    musts: tuple[str, ...] = ()
    """Red lines that take part, or that clash by themselves."""
    clash: bool | None = None
    """Can the demands not all be met? With `conflict` and `musts` both empty, the time limit came before one was found;
    None where not even this is known."""
    failed: str | None = None
    wins: SweptWins | None = None
    """None where there is no split, and where the scenario assumes nothing about votes."""

    @property
    def proved(self) -> bool:
        """True where no more time would change anything."""
        known = not self.clash or self.conflict or self.musts
        return self.status in ("infeasible", "optimal") and bool(known)

    def to_dict(self, axes: tuple[Axis, ...]) -> dict[str, Any]:
        """The row as plain data."""
        data: dict[str, Any] = {
            "at": {axis.name: axis.told(value) for axis, value in zip(axes, self.at, strict=True)},
            "status": self.status,
            "seats": None if self.seats is None else dict(self.seats),
            "cost": [one.to_dict("priority") for one in self.cost],
            "goals": [one.to_dict("kind") for one in self.goals],
            "shortfalls": None if self.shortfalls is None else dict(self.shortfalls),
            "moved": None if self.moved is None else moves_to_list(self.moved),
            "clash": self.clash,
            "conflict": {"rules": list(self.conflict), "musts": list(self.musts)} if self._told else None,
            "key": self.key,
        }
        data |= {} if self.wins is None else {"wins": self.wins.to_dict()}
        return data if self.failed is None else data | {"failed": self.failed}

    @property
    def _told(self) -> bool:
        return bool(self.conflict or self.musts)


_LISTS = ("parties", "priorities", "goals", "rules")


@dataclass(frozen=True)
class SweptShape:
    """What the rows of a sweep can speak of: the columns of its tables."""

    axes: tuple[Axis, ...]
    parties: tuple[str, ...]
    """All that contest in some what-if."""
    priorities: tuple[int, ...]
    goals: tuple[str, ...]
    """The kind of each stage."""
    rules: tuple[str, ...]
    odds: bool = False
    """Whether votes are assumed about, so that rows have expected wins."""

    def to_dict(self) -> dict[str, Any]:
        """The shape as plain data; values as they are written."""
        axes = [{"name": axis.name, "kind": axis.kind, "values": list(axis.values)} for axis in self.axes]
        lists = {name: list(getattr(self, name)) for name in _LISTS}
        return {"axes": axes} | lists | ({"odds": True} if self.odds else {})

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The shape that `to_dict` gave, read back from JSON."""
        axes = tuple(Axis(one["name"], one["kind"], tuple(one["values"])) for one in data["axes"])
        rest = {name: tuple(data[name]) for name in _LISTS}
        return cls(axes, **rest, odds=data.get("odds", False))

    @cached_property
    def columns(self) -> dict[str, type]:
        """The columns of a table with a row a what-if, and what each holds."""
        columns: dict[str, type] = {axis.name: axis.type for axis in self.axes}
        columns |= {"status": str, "clash": str, "conflict": str, "moved": int}
        columns |= dict.fromkeys((f"seats.{party}" for party in self.parties), int)
        for name in self._winning:
            columns |= {name: float, f"{name}.low": int, f"{name}.high": int}
        for priority in self.priorities:
            columns |= {f"cost.{priority}": int, f"cost.{priority}.bound": int}
        for number, _ in enumerate(self.goals, 1):
            columns |= {f"goal.{number}": int, f"goal.{number}.bound": int}
        columns |= dict.fromkeys((f"short.{rule}" for rule in self.rules), int)
        return columns | {"moves": str, "failed": str, "key": str}

    @property
    def _winning(self) -> tuple[str, ...]:
        """Columns of expected wins: of each party, then of the pact."""
        return (*(f"wins.{party}" for party in self.parties), "wins") if self.odds else ()

    def _wins(self, row: SweptRow) -> Iterator[float | int | None]:
        for party in (*self.parties, None) if self.odds else ():
            one = None if row.wins is None else row.wins.pact if party is None else row.wins.parties.get(party)
            yield from (None, None, None) if one is None else (one.wins, one.low, one.high)

    def typed(self, row: SweptRow) -> list[AxisValue | None]:
        """A row under `columns`; None where there is nothing to say."""
        at = [axis.told(value) for axis, value in zip(self.axes, row.at, strict=True)]
        return [*at, *self.cells(row)[len(at) :]]

    def cells(self, row: SweptRow) -> list[str | int | float | None]:
        """The same with the values of the axes as they are written."""
        seats, short = row.seats or {}, row.shortfalls or {}
        cost = {one.label: one for one in row.cost}
        goals = [*row.goals, *[None] * (len(self.goals) - len(row.goals))]
        stages = [*(cost.get(priority) for priority in self.priorities), *goals]
        moves = None if row.moved is None else "; ".join(f"{seat}: {one} to {other}" for seat, one, other in row.moved)
        return [
            *row.at,
            row.status,
            None if row.clash is None else "yes" if row.clash else "no",
            "; ".join((*row.conflict, *row.musts)) or None,
            None if row.moved is None else len(row.moved),
            *(seats.get(party) for party in self.parties),
            *self._wins(row),
            *(number for one in stages for number in ((None, None) if one is None else (one.value, one.bound))),
            *(short.get(rule) for rule in self.rules),
            moves,
            row.failed,
            row.key,
        ]


@dataclass(frozen=True)
class SweptCounts:
    """How many what-ifs were asked about, and how each was answered; `limited` of them not to the end."""

    asked: int
    """What-ifs of the grid."""
    solved: int
    """Put to an engine for their best split."""
    reused: int
    """Answered by a shortcut."""
    stored: int
    """Found in the store."""
    failed: int
    limited: int
    """Of all rows: those that the time limit cut short."""

    @property
    def done(self) -> int:
        """Rows there are."""
        return self.solved + self.reused + self.stored + self.failed

    def to_dict(self) -> dict[str, int]:
        """The counts in the answer."""
        return dict(vars(self))


@dataclass(frozen=True)
class Swept:
    """A sweep: rows in the order of the grid, the first axis slowest.

    `asked` is the scenario as it stands with its best split, against which moves are told; `base` the same as a row,
    whose `at` holds the value that each axis has there. `rows` are those that passed the filter, or none where they
    were handed out one by one.
    """

    asked: Asked
    axes: tuple[Axis, ...]
    base: SweptRow
    rows: tuple[SweptRow, ...]
    counts: SweptCounts
    complete: bool
    """Every what-if has a row, and none failed or was cut short."""
    interrupted: bool = False
    solved_by: tuple[str, ...] = ()
    """What answered for the what-ifs that were solved, by the names in `engine.answered_by`."""

    @cached_property
    def at(self) -> dict[tuple[str, ...], SweptRow]:
        """The rows by the values of their axes."""
        return {row.at: row for row in self.rows}

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the form `seatpact sweep --format json` prints."""
        return {**self.head(), "rows": [row.to_dict(self.axes) for row in self.rows], **self.foot()}

    def head(self) -> dict[str, Any]:
        """What comes before the rows."""
        return {
            **self.asked.to_dict(SWEEP_SCHEMA),
            "axes": [axis.to_dict() for axis in self.axes],
            "base": self.base.to_dict(self.axes),
        }

    def foot(self) -> dict[str, Any]:
        """What comes after the rows."""
        told = {"counts": self.counts.to_dict(), "solved_by": list(self.solved_by)}
        return {**told, "complete": self.complete, "interrupted": self.interrupted}
