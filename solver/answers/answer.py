"""What does `solve` answer? A frozen value; `to_dict()` is the JSON of the contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from solver.answers.explained import Concession, Conflict
from solver.answers.states import PartyInfo, RuleState, SeatInfo, StageValue
from solver.odds.standing import Prospects
from solver.split import Split

if TYPE_CHECKING:
    import pandas

SCHEMA = "seatpact/result@1"

SPLIT_COLUMNS = ("seat", "name", "region", "reserved", "party")

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
DecidedBy = Literal["demands", "goal", "tie-break"]


@dataclass(frozen=True)
class Answer:
    """The answer to one what-if.

    `concessions_complete` says that no other concession costs as little; `more_concessions` that others do, or do not,
    and None that it is not known. `engine` holds `time_limit` and `seed` where the limit came first.
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
    more_concessions: bool | None
    notices: tuple[str, ...]
    seat_info: tuple[SeatInfo, ...]
    party_info: tuple[PartyInfo, ...]
    dropped: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    wins: Prospects | None = None
    """What the split promises; None where there is none, or the scenario assumes nothing about votes."""

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the form `seatpact solve --format json` prints."""
        wins = {} if self.wins is None else {"wins": self.wins.to_dict()}
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
            **wins,
            "ranges": {party: None if span is None else list(span) for party, span in self.ranges.items()},
            "cost": [one.to_dict("priority") for one in self.cost],
            "goals": [one.to_dict("kind") for one in self.goals],
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
