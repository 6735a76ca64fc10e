"""What does `deal_map` answer: which totals of seats are possible where some demands are kept, and what bounds them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from solver.answers.asked import About
from solver.answers.explained import Conflict, Proof
from solver.answers.map_grid import MapGrid
from solver.polymatroid import Blocked, Polymatroid
from solver.split import Split

DEAL_MAP_SCHEMA = "seatpact/deal-map@1"

MAP_COLUMNS = ("parties", "at_most", "others", "at_least", "rules", "minimal", "why")

MapStatus = Literal["exact", "outer", "infeasible", "unknown"]

Range = tuple[int, int]
"""Least and greatest number of seats."""


@dataclass(frozen=True)
class SeatSum:
    """Some parties, together, have at most so many seats; the `others` of the sum then have at least the rest.

    No other sums of the map imply it. It follows from `rules`, kept, and from nothing else; `minimal` where without any
    one of them the sum can be greater.
    """

    parties: tuple[str, ...]
    at_most: int
    others: tuple[str, ...]
    """What is left of the parties among which this number of seats is fixed; none where this sum itself is fixed."""
    at_least: int
    rules: tuple[str, ...]
    minimal: bool
    seats: tuple[str, ...]
    """The seats that these rules speak of; none where they speak of all."""
    why: str
    """'80 seats - 6 (rld-2009) = 74'."""
    proof: Proof | None = None
    """Multipliers with which the rows bound minus the number of these parties' seats from below by minus `at_most`."""
    split: Split | None = None
    """One in which they have as many, and the rules that the map heeds are kept."""

    @property
    def always(self) -> bool:
        """Is it true whatever is demanded: nobody has fewer seats than none?"""
        return not self.rules

    def to_dict(self) -> dict[str, Any]:
        """The sum's entry in an answer."""
        data: dict[str, Any] = {
            "parties": list(self.parties),
            "at_most": self.at_most,
            "others": list(self.others),
            "at_least": self.at_least,
            "rules": list(self.rules),
            "minimal": self.minimal,
            "seats": list(self.seats),
            "why": self.why,
        }
        if self.proof is not None:
            data["proof"] = self.proof.to_dict()
        if self.split is not None:
            data["split"] = dict(self.split)
        return data


@dataclass(frozen=True)
class NoDeal:
    """Why no totals lie within some bounds: these parties, together, are asked to be `by` seats beyond a bound."""

    parties: tuple[str, ...]
    asked: int
    """The seats that they are asked to have at least, or at most."""
    bound: int
    """The most, or the fewest, that they can have."""
    above: bool
    """Are they asked for more than they can have? Else they are allowed fewer than they must have."""
    rules: tuple[str, ...]
    """Kept, these make it so; none where the seats alone do."""
    sentence: str

    @property
    def by(self) -> int:
        """How far they are out of reach, in seats."""
        return self.asked - self.bound if self.above else self.bound - self.asked

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {
            "parties": list(self.parties),
            "asked": self.asked,
            "bound": self.bound,
            "above": self.above,
            "rules": list(self.rules),
            "sentence": self.sentence,
        }


@dataclass(frozen=True)
class LookUp:
    """What the map says of some bounds: totals lie within them (and a split shows some), or do not, and why."""

    bounds: dict[str, Range]
    possible: bool | None
    """None where the map is only an outer bound, and the time limit came before an engine had settled it."""
    no_deal: NoDeal | None
    """The bound that says why not; None where it is possible, or where no sum of the map says so."""
    ranges: dict[str, Range] | None
    """By party, what else could be, as far as the map says; None where nothing can be."""
    split: Split | None

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {
            "bounds": {party: list(both) for party, both in self.bounds.items()},
            "possible": self.possible,
            "no_deal": None if self.no_deal is None else self.no_deal.to_dict(),
            "ranges": None if self.ranges is None else {party: list(both) for party, both in self.ranges.items()},
            "split": None if self.split is None else dict(self.split),
        }


@dataclass(frozen=True)
class DealMap:
    """Which totals are possible where the rules `kept` are.

    `exact`: those that obey all sums, no more and no fewer. `outer`: all that are possible obey them, but the rules of
    `left_out` are not in it, or not wholly, so that some that do may not be possible. `infeasible`: these rules cannot
    all be kept. `unknown`: the time limit came first.
    """

    about: About
    status: MapStatus
    kept: tuple[str, ...]
    left_out: dict[str, str]
    """By rule of `kept` that the sums do not say in full, why."""
    groups: tuple[tuple[str, ...], ...]
    """The parties told apart, each by itself; those counted as one, if any, come last."""
    sums: tuple[SeatSum, ...]
    conflict: Conflict | None
    """Where the rules cannot all be kept: some that cannot."""
    possible: bool | None
    """Is there a split at all? None where the limit came before that was known."""
    body: Polymatroid | None
    behind: tuple[tuple[str, ...], ...]
    """By set of groups: rules from which its greatest total follows, not always a minimal set of them."""
    look_up: LookUp | None = None
    looked_up: MapGrid | None = None
    """The grid asked for, if any."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """How each group is called: a party by its id, several counted as one by all of theirs."""
        return tuple("+".join(group) for group in self.groups)

    def parties(self, inside: int) -> tuple[str, ...]:
        """The parties of a set of groups."""
        return tuple(party for i, group in enumerate(self.groups) if inside >> i & 1 for party in group)

    @cached_property
    def ranges(self) -> dict[str, Range]:
        """By group, its least and greatest total; empty where there is no map."""
        if self.body is None:
            return {}
        return {name: (self.body.least(1 << i), self.body.most[1 << i]) for i, name in enumerate(self.names)}

    def bounds(self, asked: Mapping[str, Range]) -> tuple[list[int], list[int]]:
        """Bounds by party as two lists by group, from none to all seats where nothing is asked.

        Raises:
            ValueError: for a party that the map does not tell apart.
        """
        for party in asked:
            if party not in self.names:
                raise ValueError(f"this map tells no {party} apart; it knows {', '.join(self.names)}")
        every = (0, len(self.about.seat_info))
        both = [asked.get(name, every) for name in self.names]
        return [low for low, _ in both], [high for _, high in both]

    @property
    def the_body(self) -> Polymatroid:
        """The sums as a body of totals.

        Raises:
            ValueError: where there is none.
        """
        if self.body is None:
            raise ValueError("there is no map: the rules cannot all be kept, or the time limit came first")
        return self.body

    def why_not(self, asked: Mapping[str, Range]) -> NoDeal | None:
        """Why no totals lie within these bounds; None where the map says nothing against it.

        Where the map is exact, None means that there is a split. Seats, by party; what is not given is free.

        Raises:
            ValueError: as `bounds` and `the_body`.
        """
        body, (least, most) = self.the_body, self.bounds(asked)
        blocked = body.blocked(least, most)
        if blocked is None:
            return None
        members = [i for i in range(len(self.groups)) if blocked.groups >> i & 1]
        if blocked.above:
            number, bound = sum(least[i] for i in members), body.most[blocked.groups]
            if number <= bound:  # one party, asked for more than it is allowed
                return self._no_deal(blocked, number, most[members[0]], ())
            return self._no_deal(blocked, number, bound, self._rules_behind(blocked.groups))
        number, bound = sum(most[i] for i in members), body.least(blocked.groups)
        return self._no_deal(blocked, number, bound, self._rules_behind(body.everyone & ~blocked.groups))

    def _rules_behind(self, inside: int) -> tuple[str, ...]:
        """A minimal set of rules where the map tells the sum; else some from which it follows."""
        parties = self.parties(inside)
        return next((one.rules for one in self.sums if one.parties == parties), self.behind[inside])

    def _no_deal(self, blocked: Blocked, asked: int, bound: int, rules: tuple[str, ...]) -> NoDeal:
        parties = self.parties(blocked.groups)
        who = " and ".join(parties) + (" together" if len(parties) > 1 else "")
        told = f"asked for {asked:,}, can have at most" if blocked.above else f"allowed {asked:,}, must have at least"
        because = f" ({', '.join(rules)})" if rules else ""
        return NoDeal(parties, asked, bound, blocked.above, rules, f"{who}: {told} {bound:,}{because}")

    def grid(self, questions: Sequence[Mapping[str, Range]]) -> list[bool]:
        """For many bounds at once: does the map allow totals within them? As `why_not`, but without the reasons.

        Raises:
            ValueError: as `bounds` and `the_body`.
        """
        import numpy as np

        both = [self.bounds(asked) for asked in questions]
        shape = (len(both), len(self.groups))
        least, most = (np.array([one[side] for one in both], dtype=np.int64).reshape(shape) for side in (0, 1))
        return [bool(fits) for fits in self.the_body.possible(least, most)]

    def to_dict(self) -> dict[str, Any]:
        """The map as plain data, in the form `seatpact deal-map --format json` prints."""
        return {
            **self.about.to_dict(DEAL_MAP_SCHEMA),
            "status": self.status,
            "possible": self.possible,
            "kept": list(self.kept),
            "left_out": dict(self.left_out),
            "parties": [list(group) for group in self.groups],
            "ranges": {name: list(both) for name, both in self.ranges.items()},
            "sums": [one.to_dict() for one in self.sums],
            "conflict": None if self.conflict is None else self.conflict.to_dict(),
            "look_up": None if self.look_up is None else self.look_up.to_dict(),
            "rules": [rule.to_dict() for rule in self.about.rules],
        } | ({} if self.looked_up is None else {"grid": self.looked_up.to_dict()})

    def rows(self) -> list[tuple[object, ...]]:
        """One row of `MAP_COLUMNS` a sum."""
        return [
            (
                " ".join(one.parties),
                one.at_most,
                " ".join(one.others),
                one.at_least,
                " ".join(one.rules),
                "yes" if one.minimal else "no",
                one.why,
            )
            for one in self.sums
        ]
