"""What do conflicts, ways out and bounds look like, and the proofs that come with them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from solver.split import Split


@dataclass(frozen=True)
class Proof:
    """Whole multipliers with which rows of the scenario add up to a bound or a contradiction, named as in the file.

    What each side means, and how the sum is taken, stands in `solver/certificate.py`. All are divided by
    `denominator`; what is left out is 0.
    """

    seats: Mapping[str, int] = field(default_factory=dict)
    """By seat, on 'exactly one party'."""
    rules: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    """By rule, then by number of its row."""
    goals: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    """By number of the goal's stage, then by number of its row."""
    kept: Mapping[str, int] = field(default_factory=dict)
    """By rule, on 'shortfall at most 0'."""
    stages: Mapping[int, int] = field(default_factory=dict)
    """By number of an earlier stage (priorities, then goals), on 'at most its value'."""
    denominator: int = 1

    def to_dict(self) -> dict[str, Any]:
        """The proof's entry in an answer: what is empty is left out."""
        data: dict[str, Any] = {"denominator": self.denominator, "seats": dict(self.seats)}
        data |= {"rules": _nested(self.rules), "goals": _nested(self.goals), "kept": dict(self.kept)}
        data["stages"] = {str(number): times for number, times in self.stages.items()}
        return {key: value for key, value in data.items() if value}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The proof of an entry; `data` is what `to_dict` gives, read back from JSON."""
        return cls(
            seats=dict(data.get("seats", {})),
            rules={rule: _numbered(rows) for rule, rows in data.get("rules", {}).items()},
            goals={int(goal): _numbered(rows) for goal, rows in data.get("goals", {}).items()},
            kept=dict(data.get("kept", {})),
            stages=_numbered(data.get("stages", {})),
            denominator=data.get("denominator", 1),
        )


def _nested(rows: Mapping[Any, Mapping[int, int]]) -> dict[str, dict[str, int]]:
    return {str(name): {str(number): times for number, times in one.items()} for name, one in rows.items()}


def _numbered(rows: Mapping[str, int]) -> dict[int, int]:
    return {int(number): times for number, times in rows.items()}


@dataclass(frozen=True)
class Witness:
    """A split that keeps every member of a conflict but one, and all musts that are not members."""

    without: str
    split: Split

    def to_dict(self) -> dict[str, Any]:
        """The witness's entry in an answer."""
        return {"without": self.without, "split": dict(self.split)}


@dataclass(frozen=True)
class Group:
    """Rules of which any one brings this part to a sum, and several no more."""

    part: int
    rules: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The group's entry in an answer."""
        return {"part": self.part, "rules": list(self.rules)}


@dataclass(frozen=True)
class Family:
    """Conflicts that are one fact: `always` with a rule each of groups whose parts add up to more than `more_than`.

    The conflict it comes with is one of them. All are proved by the same sum; `count` sets need every member for it. Of
    the `looked_at` first of these, `minimal` were proved minimal: without any one member the rest can be kept.
    """

    always: tuple[str, ...]
    musts: tuple[str, ...]
    """The red lines that the sum takes."""
    groups: tuple[Group, ...]
    more_than: int
    count: int
    looked_at: int
    minimal: int
    sentence: str
    proof: Proof | None = None
    """Multipliers of all these rules, those of a group's as if each stood alone; None as for a conflict."""

    def to_dict(self) -> dict[str, Any]:
        """The family's entry in an answer."""
        data = {
            "always": list(self.always),
            "musts": list(self.musts),
            "groups": [group.to_dict() for group in self.groups],
            "more_than": self.more_than,
            "count": self.count,
            "looked_at": self.looked_at,
            "minimal": self.minimal,
            "sentence": self.sentence,
        }
        return data if self.proof is None else data | {"proof": self.proof.to_dict()}


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
    proof: Proof | None = None
    """Proves the whole impossible by adding rows up; None where it is not linear, or was not asked for."""
    family: Family | None = None
    """The other conflicts that are the same fact; None where it stands alone, or that was not asked for."""
    witnesses: tuple[Witness, ...] = ()
    """One split for each member dropped, which proves `minimal`; empty where they were not asked for."""

    def to_dict(self) -> dict[str, Any]:
        """The conflict's entry in the answer."""
        data = {
            "rules": list(self.rules),
            "musts": list(self.musts),
            "minimal": self.minimal,
            "sentence": self.sentence,
            "why": self.why,
            "alone": dict(self.alone),
        }
        if self.family is not None:
            data["family"] = self.family.to_dict()
        if self.proof is not None:
            data["proof"] = self.proof.to_dict()
        if self.witnesses:
            data["witnesses"] = [witness.to_dict() for witness in self.witnesses]
        return data


@dataclass(frozen=True)
class Concession:
    """How much each rule gives way so that all the rest holds, and what that costs, priority by priority."""

    cost: tuple[int, ...]
    loosen: dict[str, int]
    split: Split | None = None
    """A split that gives way by just this; None where it was not asked for."""

    def to_dict(self) -> dict[str, Any]:
        """The concession's entry in the answer."""
        data: dict[str, Any] = {"cost": list(self.cost), "loosen": dict(self.loosen)}
        return data if self.split is None else data | {"split": dict(self.split)}
