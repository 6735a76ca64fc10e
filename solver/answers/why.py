"""Why did a seat go where it went, what does a rule cost, and what else is as good?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from solver.answers.answer import Status
from solver.answers.asked import Asked, Moves, moves_to_list
from solver.answers.clashes import Clashes
from solver.answers.explained import Proof, Witness
from solver.answers.states import StageValue
from solver.split import Split
from solver.words import cut_short

WHY_SCHEMA = "seatpact/why@1"

Verdict = Literal["forbidden", "cost", "goal", "tie", "unknown"]
"""Of one more demand: the red lines forbid it; it costs more at a priority; it costs a goal; it is as good; the limit
came first."""


@dataclass(frozen=True)
class Clash:
    """Demands, each as well kept as in the best split, with which one more cannot be met.

    `rules` holds, by wish, the most that it may fall short: what it does in the best split. `minimal` only where
    it is proved that without any one member the others can be met. `proof` and `witnesses` as for a conflict; of a
    loosened rule, the proof takes the rows that it then has. A witness that leaves out a wish keeps all musts.
    """

    rules: dict[str, int]
    musts: tuple[str, ...]
    minimal: bool
    sentence: str
    members: tuple[str, ...]
    """Each member as a negotiator would say it, the wishes first."""
    why: str | None = None
    proof: Proof | None = None
    witnesses: tuple[Witness, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The clash's entry in the answer."""
        data: dict[str, Any] = {
            "rules": dict(self.rules),
            "musts": list(self.musts),
            "minimal": self.minimal,
            "sentence": self.sentence,
            "why": self.why,
        }
        if self.proof is not None:
            data["proof"] = self.proof.to_dict()
        if self.witnesses:
            data["witnesses"] = [witness.to_dict() for witness in self.witnesses]
        return data


@dataclass(frozen=True)
class Contrast:
    """What follows if one more demand has to hold: the best split that obeys it, held against the best of all.

    `by` is how much the first stage that suffers loses: the cost of `priority`, or goal number `goal` (from 1). The
    split is the best of all that obey, then the one with the fewest moves, then the first in order.
    """

    demand: str
    verdict: Verdict
    sentence: str = ""
    priority: int | None = None
    goal: int | None = None
    by: int | None = None
    cost: tuple[StageValue, ...] = ()
    goals: tuple[StageValue, ...] = ()
    shortfalls: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By rule whose shortfall changes: (in the best split, in this one)."""
    moves: Moves = ()
    fewest: bool = False
    """True where it is proved that no equally good split moves fewer seats."""
    clash: Clash | None = None
    split: Split | None = None

    def to_dict(self) -> dict[str, Any]:
        """The contrast's entry in the answer."""
        return {
            "demand": self.demand,
            "verdict": self.verdict,
            "sentence": self.sentence,
            "priority": self.priority,
            "goal": self.goal,
            "by": self.by,
            "cost": [one.to_dict("priority") for one in self.cost],
            "goals": [one.to_dict("kind") for one in self.goals],
            "shortfalls": {rule: list(both) for rule, both in self.shortfalls.items()},
            "moves": moves_to_list(self.moves),
            "fewest": self.fewest,
            "clash": None if self.clash is None else self.clash.to_dict(),
            "split": None if self.split is None else dict(self.split),
        }


@dataclass(frozen=True)
class WhySeat:
    """Why a seat went to its party, and not to others: one contrast by party, in file order."""

    asked: Asked
    seat: str
    party: str | None
    """Who has it in the best split; None where there is none."""
    others: dict[str, Contrast]
    interrupted: bool = False
    wanted: str | None = None
    """The party that was asked about, if one was."""

    @property
    def answered(self) -> bool:
        """True where anything could be said of what was asked, or there was nothing to say."""
        return not self.others or any(told.verdict != "unknown" for told in self.others.values())

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the form `seatpact why --format json` prints."""
        others = [{"party": party, **contrast.to_dict()} for party, contrast in self.others.items()]
        told = {"seat": self.seat, "party": self.party, "others": others}
        return {**self.asked.to_dict(WHY_SCHEMA), "asked": "seat", "seat": told, "interrupted": self.interrupted}


@dataclass(frozen=True)
class Price:
    """What all others gain where a rule is not there.

    `cost` is, by priority, what the *other* rules cost with it and without it; `goals` the values. `seats` is what
    each party gains, from the best split to the nearest best one without the rule. All of them are empty unless both
    splits are proved.
    """

    status: Status
    """Of the split without the rule."""
    sentence: str = ""
    cost: dict[int, tuple[int, int]] = field(default_factory=dict)
    goals: tuple[tuple[str, int, int], ...] = ()
    seats: dict[str, int] = field(default_factory=dict)
    shortfalls: dict[str, tuple[int, int]] = field(default_factory=dict)
    moves: Moves = ()
    split: Split | None = None
    stages: tuple[tuple[StageValue, ...], tuple[StageValue, ...]] = ((), ())
    """Costs and goals of the split without the rule, with the bounds proved for them."""

    def to_dict(self) -> dict[str, Any]:
        """The price's entry in the answer."""
        cost, goals = self.stages
        return {
            "status": self.status,
            "sentence": self.sentence,
            "cost": [{"priority": p, "with": one, "without": other} for p, (one, other) in self.cost.items()],
            "goals": [{"kind": kind, "with": one, "without": other} for kind, one, other in self.goals],
            "seats": dict(self.seats),
            "shortfalls": {rule: list(both) for rule, both in self.shortfalls.items()},
            "moves": moves_to_list(self.moves),
            "split": None if self.split is None else dict(self.split),
            "stages": {
                "cost": [one.to_dict("priority") for one in cost],
                "goals": [one.to_dict("kind") for one in goals],
            },
        }


@dataclass(frozen=True)
class WhyRule:
    """A rule: what dropping it brings, what keeping it in full costs where it is not kept, what it clashes with."""

    asked: Asked
    rule: str
    without: Price | None
    """None where it was interrupted first."""
    in_full: Contrast | None
    """None where the best split keeps the rule, or there is none."""
    clashes: Clashes | None = None
    """What the rule takes part in, the first few; None where the limit, or an interruption, came first."""
    interrupted: bool = False

    @property
    def answered(self) -> bool:
        """True where anything could be said of what was asked."""
        priced = self.without is not None and (bool(self.without.seats) or self.without.status != "unknown")
        return priced or (self.in_full is not None and self.in_full.verdict != "unknown")

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the form `seatpact why --format json` prints."""
        told = {
            "rule": self.rule,
            "without": None if self.without is None else self.without.to_dict(),
            "in_full": None if self.in_full is None else self.in_full.to_dict(),
            "conflicts": [] if self.clashes is None else [one.to_dict() for one in self.clashes.conflicts],
            "conflicts_complete": self.clashes is not None and self.clashes.complete,
        }
        return {**self.asked.to_dict(WHY_SCHEMA), "asked": "rule", "rule": told, "interrupted": self.interrupted}


@dataclass(frozen=True)
class WhyForced:
    """Do the demands alone, each as well kept as in the best split, make something so; and which of them do?

    `forced` comes with a minimal set of demands (where `because.minimal`) that makes it so: no split meets them all and
    denies the claim. `open` comes with a split that keeps all demands as well and denies it.
    """

    asked: Asked
    claim: str
    """'A contests at least 2 seats'."""
    verdict: Literal["forced", "open", "unknown"]
    because: Clash | None = None
    split: Split | None = None
    interrupted: bool = False
    claims: tuple[str, ...] = ()
    """As they were given."""

    @property
    def answered(self) -> bool:
        """True where anything could be said of what was asked."""
        return self.verdict != "unknown" or self.asked.status == "infeasible"

    @property
    def sentence(self) -> str:
        """The verdict in one sentence."""
        return forced_sentence(self.claim, self.because, is_open=self.split is not None, interrupted=self.interrupted)

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the form `seatpact why --format json` prints."""
        told = {
            "claim": self.claim,
            "claims": list(self.claims),
            "verdict": self.verdict,
            "sentence": self.sentence,
            "because": None if self.because is None else self.because.to_dict(),
            "split": None if self.split is None else dict(self.split),
        }
        return {**self.asked.to_dict(WHY_SCHEMA), "asked": "forced", "forced": told, "interrupted": self.interrupted}


def forced_sentence(claim: str, because: Clash | None, *, is_open: bool, interrupted: bool) -> str:
    """'A contests at least 2 seats: forced by these demands: ...'."""
    if because is not None:
        least = "" if because.minimal else ", among them maybe some that it could do without"
        return f"{claim}: forced by these demands{least}: {'; '.join(because.members) or 'none at all'}"
    if is_open:
        return f"{claim}: not forced; a split that keeps all demands as well denies it"
    return f"{claim}: not known, {cut_short(interrupted=interrupted)}"


@dataclass(frozen=True)
class Freedom:
    """To which parties each seat goes in some split of a set; exact where `complete`, else at least these."""

    can_go: dict[str, tuple[str, ...]]
    complete: bool

    @property
    def settled(self) -> dict[str, str] | None:
        """Party by seat that is the same in all splits; None where not known."""
        one_way = {seat: parties[0] for seat, parties in self.can_go.items() if len(parties) == 1}
        return one_way if self.complete else None

    @property
    def free(self) -> dict[str, tuple[str, ...]]:
        """Parties by seat that some splits give to one, some to another."""
        return {seat: parties for seat, parties in self.can_go.items() if len(parties) > 1}

    @property
    def unique(self) -> bool | None:
        """Is there only one split? None where not known."""
        return False if self.free else True if self.complete else None

    def to_dict(self) -> dict[str, Any]:
        """Its entry in the answer."""
        free = {seat: list(parties) for seat, parties in self.free.items()}
        return {"unique": self.unique, "settled": self.settled, "free": free, "complete": self.complete}


@dataclass(frozen=True)
class Ranked:
    """One of the best splits. Equal cost and goals give equal ranks; `tie` marks all of a rank but the first."""

    rank: int
    tie: bool
    split: Split
    cost: tuple[int, ...]
    goals: tuple[int, ...]
    moves: Moves

    def to_dict(self) -> dict[str, Any]:
        """The split's entry in the answer."""
        return {
            "rank": self.rank,
            "tie": self.tie,
            "cost": list(self.cost),
            "goals": list(self.goals),
            "moves": moves_to_list(self.moves),
            "split": dict(self.split),
        }


@dataclass(frozen=True)
class Farthest:
    """A split of a set that gives as many seats as can be to others than the best split does, where `proved`."""

    split: Split
    moves: Moves
    proved: bool

    def to_dict(self) -> dict[str, Any]:
        """The split's entry in the answer."""
        return {
            "distance": len(self.moves),
            "proved": self.proved,
            "moves": moves_to_list(self.moves),
            "split": dict(self.split),
        }


@dataclass(frozen=True)
class WhyUnique:
    """How free the choice is: among the best splits, and, goals aside, among all that fall short as little."""

    asked: Asked
    optimal: Freedom | None
    """Among the splits of least cost and best goals; None where these are not proved."""
    least_cost: Freedom | None
    """Among the splits of least cost; None where that is not proved."""
    ranked: tuple[Ranked, ...] = ()
    ranked_complete: bool = False
    """True where as many splits are listed as were asked for, or there are no others."""
    most_different: Farthest | None = None
    most_different_least_cost: Farthest | None = None
    interrupted: bool = False
    most: int = 1
    """How many were to be ranked."""

    @property
    def answered(self) -> bool:
        """True where anything could be said of what was asked."""
        return self.asked.status == "infeasible" or self.optimal is not None or self.least_cost is not None

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the form `seatpact why --format json` prints."""
        told = {
            "most": self.most,
            "optimal": None if self.optimal is None else self.optimal.to_dict(),
            "least_cost": None if self.least_cost is None else self.least_cost.to_dict(),
            "ranked": [one.to_dict() for one in self.ranked],
            "ranked_complete": self.ranked_complete,
            "most_different": None if self.most_different is None else self.most_different.to_dict(),
            "most_different_least_cost": _told(self.most_different_least_cost),
        }
        return {**self.asked.to_dict(WHY_SCHEMA), "asked": "unique", "unique": told, "interrupted": self.interrupted}


def _told(one: Farthest | None) -> dict[str, Any] | None:
    return None if one is None else one.to_dict()
