"""Which seats does 'seats won in 2009' mean?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field

from solver.facts import Facts, Seat, Standing
from solver.fields import Id, Ids, Record, Reserved
from solver.problems import Problem, check_known
from solver.words import either


class Selector(Record):
    """Seats that meet every condition given (conditions combine by *and*)."""

    won: Ids | None = Field(None, description="Elections: seats the party won at any of them.")
    runner_up: Ids | None = Field(None, description="Elections: seats where the party came second at any of them.")
    by: Id | None = Field(None, description="Whose results count for won and runner_up; default: the rule's party.")
    region: Ids | None = Field(None, description="Regions: seats that lie in any of them.")
    reserved: Reserved = Field(None, description="SC, ST, ...; true for any reserved seat, false for general seats.")
    seats: Ids | None = Field(None, description="Seats named one by one.")

    def select(self, facts: Facts, party: str) -> tuple[str, ...]:
        """Ids of the selected seats, in file order; `party` is the rule's party, for `won` and `runner_up`."""
        who = self.by or party
        # Whether `reserved` was given at all is no part of how two records compare.
        asked = (self, who, "reserved" in self.model_fields_set)
        if asked not in facts.selected:
            named = None if self.seats is None else frozenset(self.seats)
            among = facts.seats if named is None else (seat for seat in facts.seats if seat.id in named)
            facts.selected[asked] = tuple(seat.id for seat in among if self._takes(seat, facts, who))
        return facts.selected[asked]

    def _takes(self, seat: Seat, facts: Facts, who: str) -> bool:
        """Every condition but that the seat is named."""
        return (
            (self.won is None or any(s.winner == who for s in standings(facts, self.won, seat.id)))
            and (self.runner_up is None or any(s.runner_up == who for s in standings(facts, self.runner_up, seat.id)))
            and (self.region is None or seat.region in self.region)
            and self._takes_reserved(seat)
        )

    def _takes_reserved(self, seat: Seat) -> bool:
        if "reserved" not in self.model_fields_set:
            return True
        if self.reserved == "reserved":
            return seat.reserved is not None
        return seat.reserved == self.reserved

    def problems(self, facts: Facts, party: str) -> Iterator[Problem]:
        """Unknown names, ties for second place that the selector would need, and selectors that take no seat."""
        before = list(self._unknown_names(facts))
        yield from before
        for election in self.runner_up or ():
            for message in second_place_ties(election, facts):
                yield Problem(("runner_up",), message, "give the rows a position", derived=True)
        if not before and not self.select(facts, party):
            yield Problem((), f"matches no seat ({self.sentence(facts, party)})", derived=True)

    def _unknown_names(self, facts: Facts) -> Iterator[Problem]:
        yield from check_known(("won",), "election", self.won or (), facts.election)
        yield from check_known(("runner_up",), "election", self.runner_up or (), facts.election)
        yield from check_known(("by",), "party", (self.by,) if self.by else (), facts.party)
        yield from check_known(("region",), "region", self.region or (), facts.regions)
        yield from check_known(("seats",), "seat", self.seats or (), facts.seat)
        if self.reserved not in (None, "reserved"):
            kinds = dict.fromkeys(seat.reserved for seat in facts.seats if seat.reserved)
            yield from check_known(("reserved",), "reservation", (self.reserved,), kinds)

    def sentence(self, facts: Facts, party: str) -> str:
        """The seats meant, as a phrase: 'seats INC won in 2009, in Central'."""
        who = self.by or party
        parts = []
        if self.won is not None:
            parts.append(f"{who} won in {either(self.won)}")
        if self.runner_up is not None:
            parts.append(f"where {who} was second in {either(self.runner_up)}")
        if self.region is not None:
            parts.append(f"in {either(self.region)}")
        if "reserved" in self.model_fields_set:
            parts.append(
                {None: "that are general", "reserved": "that are reserved"}.get(
                    self.reserved, f"reserved for {self.reserved}"
                )
            )
        if self.seats is not None:
            parts.append(f"named {', '.join(facts.seat_name(seat) for seat in self.seats)}")
        return f"seats {', '.join(parts)}" if parts else "seats"


def standings(facts: Facts, elections: Iterable[str], seat: str) -> Iterator[Standing]:
    """First and second in a seat at each of these elections where that is known."""
    for election in elections:
        found = facts.standings.get(election, {}).get(seat)
        if found is not None:
            yield found


def second_place_ties(election: str, facts: Facts) -> Iterator[str]:
    """'A and B share second place in s1 at 2009', for every seat of an election where that is so; sums of segments that
    are level leave nobody second.
    """
    for seat, found in facts.standings.get(election, {}).items():
        if found.tied_second and election not in facts.segment_returns:
            yield f"{' and '.join(found.tied_second)} share second place in {seat} at {election}"
