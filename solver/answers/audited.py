"""How does a split stand against the rules of a scenario and against the fairness axioms?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from solver.answers.answer import Status
from solver.answers.asked import About, Moves, moves_to_list
from solver.answers.states import RuleState, StageValue
from solver.breach import Breach
from solver.split import Split

AUDIT_SCHEMA = "seatpact/audit@1"

AUDIT_COLUMNS = ("what", "name", "entitlement", "values", "verdict", "shortfall", "unit", "witness", "mend", "over")

Efficiency = Literal["optimal", "dominated", "unknown"]


@dataclass(frozen=True)
class Mend:
    """The one seat, or the two seats, with which two parties come nearest to keeping what is broken."""

    moves: Moves
    shortfall: int
    """What is left."""
    worse: dict[str, tuple[int, int]]
    """(shortfall before, after) by rule of the scenario that is then kept less well."""
    red_lines: tuple[str, ...] = ()
    """Of these, the red lines; there are some only where nothing else helps."""

    def to_dict(self) -> dict[str, Any]:
        """The mend's entry in an answer."""
        moves, worse = moves_to_list(self.moves), {rule: list(both) for rule, both in self.worse.items()}
        return {"moves": moves, "shortfall": self.shortfall, "worse": worse, "red_lines": list(self.red_lines)}


@dataclass(frozen=True)
class Finding:
    """Where something is broken: the witness, and a mend by the pair that it names.

    Where it leaves one of the two open, or both, every party is tried in that place. `mend` is None where no exchange
    helps, or not all were tried (then `mend_complete` is false).
    """

    breach: Breach | None = None
    mend: Mend | None = None
    mend_complete: bool = True

    def to_dict(self) -> dict[str, Any]:
        """What the finding adds to an entry of an answer."""
        return {
            "witness": self.breach.to_dict() if self.breach else None,
            "mend": self.mend.to_dict() if self.mend else None,
            "mend_complete": self.mend_complete,
        }


@dataclass(frozen=True)
class Axiom:
    """A fairness notion, held against the split for one entitlement and one kind of value."""

    name: str
    entitlement: str | None
    values: str | None
    shortfall: int | None
    """None where it cannot be computed; `cannot` says why."""
    unit: str
    sentence: str
    finding: Finding
    over: tuple[str, ...] | None = None
    """The parties bound, where these are not all; what is divided is what they hold together."""
    cannot: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The axiom's entry in an answer."""
        return {
            "axiom": self.name,
            "entitlement": self.entitlement,
            "over": None if self.over is None else list(self.over),
            "values": self.values,
            "kept": None if self.shortfall is None else self.shortfall == 0,
            "shortfall": self.shortfall,
            "unit": self.unit,
            "sentence": self.sentence,
            "cannot": self.cannot,
            **self.finding.to_dict(),
        }


@dataclass(frozen=True)
class Pareto:
    """Is there a split that is better for some party, and worse for none, at these values?

    It keeps the red lines as well as the split does. `dominated` comes with such a split, itself optimal where
    `proved`, and with what each party gains by it.
    """

    values: str
    status: Efficiency
    split: Split | None = None
    moves: Moves = ()
    gains: dict[str, int] | None = None
    proved: bool = False
    worse: dict[str, tuple[int, int]] = field(default_factory=dict)
    """(shortfall before, after) by wish that the dominating split keeps less well."""
    always: bool = False
    """True where every split is optimal, since all seats count alike."""

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        data: dict[str, Any] = {"values": self.values, "status": self.status}
        if self.split is None:
            return data
        better = {"split": dict(self.split), "moves": moves_to_list(self.moves), "gains": self.gains}
        worse = {rule: list(both) for rule, both in self.worse.items()}
        return {**data, **better, "proved": self.proved, "worse": worse}


@dataclass(frozen=True)
class Audit:
    """A split, held against every rule and axiom; without one, `status` says why."""

    about: About
    given: bool
    """True where the split was given, false where it is the scenario's own best."""
    status: Status | None
    """Of the search for the scenario's own best split; None where the split was given."""
    split: Split | None
    seats: dict[str, int] | None
    findings: dict[str, Finding]
    """By rule that is broken."""
    axioms: tuple[Axiom, ...]
    pareto: tuple[Pareto, ...]
    goals: tuple[StageValue, ...]
    """What the split is worth to each goal, stage by stage; no bound is looked for."""
    failed: tuple[str, ...] = ()
    """Of the rules and axioms that were asked to hold, those that do not."""
    unsettled: tuple[str, ...] = ()
    """Of these, those that could not be computed for some entitlement or values."""

    @property
    def rules(self) -> tuple[RuleState, ...]:
        """How every rule stands."""
        return self.about.rules

    def to_dict(self) -> dict[str, Any]:
        """The audit as plain data, in the form `seatpact audit --format json` prints."""
        return {
            **self.about.to_dict(AUDIT_SCHEMA),
            "split_from": "given" if self.given else "solve",
            "status": self.status,
            "split": None if self.split is None else dict(self.split),
            "seats": None if self.seats is None else dict(self.seats),
            "rules": [{**rule.to_dict(), **self.findings.get(rule.id, Finding()).to_dict()} for rule in self.rules],
            "axioms": [axiom.to_dict() for axiom in self.axioms],
            "pareto": [one.to_dict() for one in self.pareto],
            "goals": [{"kind": goal.label, "value": goal.value} for goal in self.goals],
            "failed": list(self.failed),
            "unsettled": list(self.unsettled),
        }

    def rows(self) -> list[tuple[object, ...]]:
        """One row of `AUDIT_COLUMNS` a rule, then one an axiom, then one a kind of value for Pareto optimality."""
        return [*self._rule_rows(), *self._axiom_rows(), *self._pareto_rows()]

    def _rule_rows(self) -> Iterator[tuple[object, ...]]:
        for rule in self.rules:
            finding = self.findings.get(rule.id, Finding())
            yield ("rule", rule.id, "", "", *_verdict(rule.shortfall, rule.unit), *self._told(finding), "")

    def _axiom_rows(self) -> Iterator[tuple[object, ...]]:
        for axiom in self.axioms:
            verdict = _verdict(axiom.shortfall, axiom.unit)
            where = (axiom.entitlement or "", axiom.values or "")
            witness, mend = self._told(axiom.finding)
            yield ("axiom", axiom.name, *where, *verdict, axiom.cannot or witness, mend, " ".join(axiom.over or ()))

    def _pareto_rows(self) -> Iterator[tuple[object, ...]]:
        for one in self.pareto:
            gains = ", ".join(f"{party} {by:+}" for party, by in (one.gains or {}).items())
            yield ("axiom", "Pareto", "", one.values, one.status, "", "", gains, "", "")

    def _told(self, finding: Finding) -> tuple[str, str]:
        """Witness and mend of a finding, in words."""
        breach, mend = finding.breach, finding.mend
        moves = mend.moves if mend else ()
        return (breach.sentence if breach else "", "; ".join(f"{seat}: {one} to {other}" for seat, one, other in moves))


def _verdict(shortfall: int | None, unit: str) -> tuple[object, object, str]:
    """Verdict, shortfall and its unit."""
    if shortfall is None:
        return "not computed", "", ""
    return ("broken", shortfall, unit) if shortfall else ("kept", 0, "")
