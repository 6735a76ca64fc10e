"""How does one stage, one rule, one seat, one party stand in an answer?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from solver.answers.explained import Proof


@dataclass(frozen=True)
class StageValue:
    """Value of one stage (a priority's cost, or a goal) and the bound proved for it; equal when proved."""

    label: int | str
    value: int
    bound: int | None
    proof: Proof | None = None
    """Proves the bound by adding rows up; None where no such proof was asked for or found."""

    @property
    def proved(self) -> bool:
        """True where no better value exists."""
        return self.value == self.bound

    def to_dict(self, label: str) -> dict[str, Any]:
        """The stage's entry in the answer; `label` says what sets it apart: 'priority' or 'kind'."""
        data = {label: self.label, "value": self.value, "bound": self.bound}
        return data if self.proof is None else data | {"proof": self.proof.to_dict()}


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
