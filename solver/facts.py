"""What is known before anybody asks for anything? Parties, seats, results, legislators."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from pydantic import Field

from solver.assumptions import Assumptions
from solver.fields import Colour, Count, Day, Flag, Id, Record, Reserved, Text, Tile, Whole
from solver.segments import Segment, SegmentResult


class Party(Record):
    """A party. A rival, with `contests: false`, stands in results only and is given no seat."""

    id: Id = Field(description="Short id that results, rules and answers use, such as INC.")
    name: Text | None = Field(None, description="Full name; the id where it is left out.")
    contests: Flag = Field(True, description="false for rivals: they stand in results, but get no seat of the pact.")
    colour: Colour | None = Field(None, description="Colour on maps and charts, as #RRGGBB.")


class Seat(Record):
    """A seat (constituency). Each one goes to exactly one contesting party."""

    id: Id = Field(description="Short id that results, rules and answers use.")
    name: Text | None = Field(None, description="Name as people write it; the id where it is left out.")
    region: Id | None = Field(None, description="Region the seat lies in, for regional rules and the report.")
    reserved: Reserved = Field(None, description="Reservation of the seat (SC, ST); left out where it is general.")
    tile: Tile | None = Field(None, description="Place on a tile map: [column, row]; in a table 'column row'.")


class Election(Record):
    """An election. A by-election is an election of its own."""

    id: Id = Field(description="Id of the election, such as 2009 or 2009-by.")
    date: Day | None = Field(None, description="Day the result was known; needed where the scenario has as_of.")
    name: Text | None = Field(None, description="Name as people write it.")


class Result(Record):
    """Votes of a party in a seat at an election. No row: did not contest, which is not 0 votes."""

    election: Id = Field(description="Id of the election.")
    seat: Id = Field(description="Id of the seat.")
    party: Id = Field(description="Id of the party.")
    votes: Count | None = Field(None, description="Votes counted; left out where only the winner is known.")
    position: Whole | None = Field(None, ge=1, description="Rank in the seat; 1 = elected, whatever the votes.")


class Legislators(Record):
    """Legislators of one party elected within one seat."""

    seat: Id = Field(description="Id of the seat.")
    party: Id = Field(description="Id of the party.")
    count: Count = Field(description="How many legislators.")
    date: Day | None = Field(None, description="Day of their election; needed where the scenario has as_of.")


class Standing(NamedTuple):
    """Who came first and second in a seat; `None` where unknown, `tied` names parties that share a
    place.
    """

    winner: str | None
    runner_up: str | None
    tied_first: tuple[str, ...] = ()
    tied_second: tuple[str, ...] = ()


def _leaders(rows: Iterable[Result], position: int) -> tuple[str, ...]:
    """Parties in a place: those whose row says so, else those with the most votes among rows with
    no place; nobody where a row with more votes stands in a lower place.
    """
    rows = tuple(rows)
    named = tuple(row.party for row in rows if row.position == position)
    if named:
        return named
    counted = [(row.votes, row.party) for row in rows if row.votes is not None and row.position is None]
    most = max((votes for votes, _ in counted), default=0)
    if any(row.votes is not None and row.votes > most for row in rows if row.position is not None):
        return ()
    return tuple(party for votes, party in counted if votes == most)


def standing(rows: Iterable[Result]) -> Standing:
    """First and second of one seat at one election, from its results.

    The winner is the row with `position: 1`, else the row with strictly the most votes; the
    runner-up is the row with `position: 2`, else the one with strictly the most votes among the
    rest. Votes settle no place that a row with more votes, and a lower position, shows to be another's.
    """
    rows = tuple(rows)
    first = _leaders(rows, 1)
    if len(first) != 1:
        return Standing(None, None, tied_first=first)
    second = _leaders((row for row in rows if row.party != first[0]), 2)
    if len(second) != 1:
        return Standing(first[0], None, tied_second=second)
    return Standing(first[0], second[0])


@dataclass(frozen=True)
class Facts:
    """All facts of a scenario, in file order. `out` are parties that a switch takes out of the pact; `odds` is what
    the scenario assumes about votes, where it does. An election is counted by seat or by segment, not both.
    """

    parties: tuple[Party, ...]
    seats: tuple[Seat, ...]
    elections: tuple[Election, ...] = ()
    results: tuple[Result, ...] = ()
    segments: tuple[Segment, ...] = ()
    segment_results: tuple[SegmentResult, ...] = ()
    legislators: tuple[Legislators, ...] = ()
    out: frozenset[str] = field(default_factory=frozenset)
    odds: Assumptions | None = None

    def without(self, parties: Iterable[str]) -> Facts:
        """The same facts with these parties out of the pact; their past results stay."""
        return replace(self, out=self.out | frozenset(parties))

    @cached_property
    def contesting(self) -> tuple[str, ...]:
        """Ids of the parties that can be given seats, in file order."""
        return tuple(party.id for party in self.parties if party.contests and party.id not in self.out)

    @cached_property
    def seat_ids(self) -> tuple[str, ...]:
        """Ids of all seats, in file order."""
        return tuple(seat.id for seat in self.seats)

    @cached_property
    def seat(self) -> dict[str, Seat]:
        """Seats by id."""
        return {seat.id: seat for seat in self.seats}

    @cached_property
    def party(self) -> dict[str, Party]:
        """Parties by id."""
        return {party.id: party for party in self.parties}

    @cached_property
    def election(self) -> dict[str, Election]:
        """Elections by id."""
        return {election.id: election for election in self.elections}

    @cached_property
    def segment(self) -> dict[str, Segment]:
        """Segments by id."""
        return {segment.id: segment for segment in self.segments}

    @cached_property
    def segment_returns(self) -> dict[str, dict[str, dict[str, int]]]:
        """Votes by election that was counted by segment, then by segment, then by party."""
        votes: dict[str, dict[str, dict[str, int]]] = {}
        for row in self.segment_results:
            votes.setdefault(row.election, {}).setdefault(row.segment, {})[row.party] = row.votes
        return votes

    @cached_property
    def seat_elections(self) -> tuple[Election, ...]:
        """Elections that were not counted by segment."""
        return tuple(election for election in self.elections if election.id not in self.segment_returns)

    @cached_property
    def summed(self) -> tuple[Result, ...]:
        """Votes of segments, added up by seat: a row for each party that stood in any of its segments."""
        votes: dict[tuple[str, str, str], int] = {}
        for row in self.segment_results:
            if row.segment in self.segment:
                key = row.election, self.segment[row.segment].seat, row.party
                votes[key] = votes.get(key, 0) + row.votes
        return tuple(Result(election=e, seat=s, party=p, votes=count) for (e, s, p), count in votes.items())

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Regions that occur, in the order of the seats."""
        return tuple(dict.fromkeys(seat.region for seat in self.seats if seat.region is not None))

    @cached_property
    def returns(self) -> dict[str, dict[str, tuple[Result, ...]]]:
        """Results by election, then by seat; those counted by segment are added up."""
        grouped: dict[str, dict[str, list[Result]]] = {election.id: {} for election in self.elections}
        for row in (*self.results, *self.summed):
            grouped.setdefault(row.election, {}).setdefault(row.seat, []).append(row)
        return {election: {seat: tuple(rows) for seat, rows in by.items()} for election, by in grouped.items()}

    @cached_property
    def standings(self) -> dict[str, dict[str, Standing]]:
        """First and second by election, then by seat."""
        return {
            election: {seat: standing(rows) for seat, rows in by_seat.items()}
            for election, by_seat in self.returns.items()
        }

    @cached_property
    def selected(self) -> dict[Hashable, tuple[str, ...]]:
        """Seats by selector, as far as they were asked for: every checker asks for its pool once a split."""
        return {}

    def seat_name(self, seat: str) -> str:
        """The seat's name for a reader."""
        return self.seat[seat].name or seat

    def party_name(self, party: str) -> str:
        """The party's name for a reader."""
        return self.party[party].name or party
