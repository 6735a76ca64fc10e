"""What does Seatpact answer? Frozen values; `to_dict()` is the JSON of the contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from solver.split import Split

if TYPE_CHECKING:
    import pandas

SCHEMA = "seatpact/result@1"

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
DecidedBy = Literal["demands", "goal", "tie-break"]


@dataclass(frozen=True)
class StageValue:
    """Value of one stage (a priority's cost, or a goal) and the bound proved for it; equal when proved."""

    label: int | str
    value: int
    bound: int | None

    @property
    def proved(self) -> bool:
        """True where no better value exists."""
        return self.value == self.bound


@dataclass(frozen=True)
class RuleState:
    """One rule in the split: kept or short, by how much, in the rule's unit; None where there is no split."""

    id: str
    kind: str
    must: bool
    priority: int
    weight: int
    shortfall: int | None
    unit: str
    sentence: str
    basis: str | None = None
    asked_by: str | None = None
    source: str | None = None
    note: str | None = None
    claims: tuple[str, tuple[str, ...]] | None = None
    """(party, seats) where the rule claims particular seats."""

    def to_dict(self) -> dict[str, Any]:
        """The rule's entry in the answer."""
        data: dict[str, Any] = {
            "id": self.id,
            "kind": self.kind,
            "must": self.must,
            "priority": self.priority,
        }
        data["weight"] = self.weight
        data["kept"] = None if self.shortfall is None else self.shortfall == 0
        data |= {"shortfall": self.shortfall, "unit": self.unit, "sentence": self.sentence}
        told = {
            "basis": self.basis,
            "asked_by": self.asked_by,
            "source": self.source,
            "note": self.note,
        }
        return data | {key: value for key, value in told.items() if value is not None}


@dataclass(frozen=True)
class Conflict:
    """Wishes that cannot all be met given the musts, and the musts that take part.

    `minimal` only where it is proved: the whole is impossible, and without any one of its members the rest can be
    kept. `why` is a reason that can be checked by counting, where there is one. `alone` says how far each rule must
    give way if it alone does; empty where that was not worked out.
    """

    rules: tuple[str, ...]
    musts: tuple[str, ...]
    minimal: bool
    sentence: str
    why: str | None = None
    alone: dict[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The conflict's entry in the answer."""
        return {
            "rules": list(self.rules),
            "musts": list(self.musts),
            "minimal": self.minimal,
            "sentence": self.sentence,
            "why": self.why,
            "alone": dict(self.alone),
        }


@dataclass(frozen=True)
class Concession:
    """How much each rule gives way so that all the rest holds, and what that costs, priority by priority."""

    cost: tuple[int, ...]
    loosen: dict[str, int]

    def to_dict(self) -> dict[str, Any]:
        """The concession's entry in the answer."""
        return {"cost": list(self.cost), "loosen": dict(self.loosen)}


@dataclass(frozen=True)
class SeatInfo:
    """What a report says of a seat."""

    id: str
    name: str
    region: str | None
    reserved: str | None
    tile: tuple[int, int] | None


@dataclass(frozen=True)
class PartyInfo:
    """What a report says of a party."""

    id: str
    name: str
    colour: str | None


@dataclass(frozen=True)
class Answer:
    """The answer to one what-if.

    `concessions_complete` says that no other concession costs as little, `more_concessions` that others do; with
    neither it is not known. `engine` holds `time_limit` and `seed` where the limit came before all was worked out.
    """

    title: str
    digest: str
    switches: dict[str, str]
    engine: dict[str, Any]
    status: Status
    split: Split | None
    seats: dict[str, int] | None
    ranges: dict[str, tuple[int, int] | None]
    cost: tuple[StageValue, ...]
    goals: tuple[StageValue, ...]
    goal_sentences: tuple[str, ...]
    decided_by: DecidedBy | None
    rules: tuple[RuleState, ...]
    conflicts: tuple[Conflict, ...]
    conflicts_complete: bool
    concessions: tuple[Concession, ...]
    concessions_complete: bool
    more_concessions: bool
    notices: tuple[str, ...]
    seat_info: tuple[SeatInfo, ...]
    party_info: tuple[PartyInfo, ...]
    dropped: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the form `seatpact solve --format json` prints."""
        return {
            "schema": SCHEMA,
            "engine": dict(self.engine),
            "scenario": {
                "title": self.title,
                "digest": self.digest,
                "switches": dict(self.switches),
                "set": dict(self.settings),
                "dropped": list(self.dropped),
            },
            "status": self.status,
            "proved_by": self.engine["name"] if self.status in ("optimal", "infeasible") else None,
            "split": None if self.split is None else dict(self.split),
            "seats": None if self.seats is None else dict(self.seats),
            "ranges": {party: None if span is None else list(span) for party, span in self.ranges.items()},
            "cost": [{"priority": one.label, "value": one.value, "bound": one.bound} for one in self.cost],
            "goals": [{"kind": one.label, "value": one.value, "bound": one.bound} for one in self.goals],
            "decided_by": self.decided_by,
            "rules": [rule.to_dict() for rule in self.rules],
            "conflicts": [conflict.to_dict() for conflict in self.conflicts],
            "conflicts_complete": self.conflicts_complete,
            "concessions": [concession.to_dict() for concession in self.concessions],
            "concessions_complete": self.concessions_complete,
            "more_concessions": self.more_concessions,
            "notices": list(self.notices),
        }

    def to_dataframe(self) -> pandas.DataFrame:
        """The split as a pandas DataFrame: one row a seat, with `seat, name, region, reserved, party`.

        Raises:
            ValueError: if there is no split.
        """
        import pandas as pd  # only here: pandas takes longer to import than a whole solve

        return pd.DataFrame(self.split_rows(), columns=list(SPLIT_COLUMNS))

    def split_rows(self) -> list[tuple[str, str, str, str, str]]:
        """The split as rows of `SPLIT_COLUMNS`, in file order.

        Raises:
            ValueError: if there is no split.
        """
        if self.split is None:
            raise ValueError(f"there is no split: the scenario is {self.status}")
        return [
            (seat.id, seat.name, seat.region or "", seat.reserved or "", self.split[seat.id]) for seat in self.seat_info
        ]


SPLIT_COLUMNS = ("seat", "name", "region", "reserved", "party")
