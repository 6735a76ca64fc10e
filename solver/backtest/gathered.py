"""Which row of which table belongs to which pact?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from solver.backtest.by_segment import lacking_of
from solver.backtest.pact import Pact, Row
from solver.backtest.passed_over import not_added_up, strays, told_of
from solver.backtest.records import BySegment, Contested, Earlier, Return
from solver.fields import Record
from solver.scenario.source import Faults
from solver.scenario.tables import Table

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Read:
    """A table that was read: its sound rows, each with its index."""

    kind: type[Record]
    table: Table
    rows: tuple[tuple[int, Any], ...]

    def note(self, index: int, column: str, message: str, hint: str, faults: Faults) -> None:
        """Note a mistake at a cell."""
        faults.note(self.table.place((index, column)), message, hint)


@dataclass(frozen=True)
class _Found:
    """A row of results; one that is not `dated` is of the election that is predicted."""

    row: Row
    dated: bool
    whole: bool
    """From a table of full results, not of the partners' alone."""


class Gathered:
    """Puts pacts together from the rows of all tables."""

    def __init__(self, read: Sequence[Read], faults: Faults) -> None:
        self.read = read
        self.faults = faults
        self.shells: dict[str, Pact] = {}
        self.rows: dict[str, list[_Found]] = {}
        self.spelt: dict[tuple[str, str], str] = {}
        """How the table of pacts writes a partner first, by pact and in small letters."""
        self.respelt: dict[str, dict[str, str]] = {}
        """By pact, parties that the other tables write otherwise."""
        self.strays: dict[str, None] = {}
        """Seats of no pact of which partners' earlier results are given."""
        self.seats: dict[tuple[str, str], str] = {}
        """The seat that a segment lies in, by pact and number."""

    def pacts(self) -> tuple[Pact, ...]:
        """The pacts, in the order of the file.

        Raises:
            ScenarioError: with every row that fits no pact, or several that cannot both be meant.
        """
        self._sign()
        for read in self._of(Earlier):
            self._earlier(read)
        for read in self._of(Return):
            self._returns(read)
        for read in self._of(BySegment):
            self._segments(read)
        if len(self.faults):
            raise self.faults.error()
        pacts = [self._with_results(pact) for pact in self.shells.values()]
        return tuple(replace(pact, allies=_allies(pact, pacts)) for pact in pacts)

    def _of(self, kind: type[Record]) -> Iterator[Read]:
        return (read for read in self.read if read.kind is kind)

    # --- pacts ------------------------------------------------------------------------------

    def _sign(self) -> None:
        """Pacts without results, from all tables of pacts."""
        held: dict[str, dict[str, list[str]]] = {}
        names: dict[str, dict[str, str]] = {}
        years: dict[str, int] = {}
        for read in self._of(Contested):
            for index, one in read.rows:
                parties = held.setdefault(one.pact_id, {}).setdefault(one.seat_no, [])
                party = self.spelt.setdefault((one.pact_id, one.party.casefold()), one.party)
                if party in parties:
                    message = f"{party} stands twice in seat {one.seat_no} of {one.pact_id}"
                    read.note(index, "seat_no", message, "several pacts in one table need a pact_id", self.faults)
                parties.append(party)
                name = names.setdefault(one.pact_id, {}).setdefault(one.seat_no, one.seat or one.seat_no)
                if one.seat is not None and one.seat != name:
                    message = f"seat {one.seat_no} of {one.pact_id} is {name} and {one.seat}"
                    read.note(index, "seat", message, "several pacts in one table need a pact_id", self.faults)
                if one.year is not None and years.setdefault(one.pact_id, one.year) != one.year:
                    message = f"{one.pact_id} is of {years[one.pact_id]} and of {one.year}"
                    read.note(index, "year", message, "", self.faults)
        for pact, seats in held.items():
            self.shells[pact] = _shell(pact, years.get(pact, _year_named(pact)), names[pact], seats)

    # --- results ----------------------------------------------------------------------------

    def _earlier(self, read: Read) -> None:
        scale = _scale(read)
        for index, one in read.rows:
            row = Row(one.prev_year, one.seat_no, one.partner, one.votes, _times(one.vote_share, scale), one.position)
            meant = self._meant(read, index, one.pact_id, one.seat_no, one.partner)
            if not any(one.seat_no in self.shells[pact].names for pact in meant):
                self.strays[one.seat_no] = None
            for pact in meant:
                self._keep(pact, _Found(row, dated=True, whole=False))

    def _returns(self, read: Read) -> None:
        scale = _scale(read)
        for index, one in read.rows:
            row = Row(one.year or 0, one.seat_no, one.party, one.votes, _times(one.vote_share, scale), one.position)
            for pact in self._meant(read, index, one.pact_id, one.seat_no, None):
                self._keep(pact, _Found(row, dated=one.year is not None, whole=True))

    def _segments(self, read: Read) -> None:
        for index, one in read.rows:
            row = Row(one.year, one.seat_no, one.party, one.votes, segment=one.segment_no)
            for pact in self._meant(read, index, one.pact_id, one.seat_no, None):
                first = self.seats.setdefault((pact, one.segment_no), one.seat_no)
                if first != one.seat_no:
                    message = f"segment {one.segment_no} lies in seat {first} and in seat {one.seat_no}"
                    read.note(index, "segment_no", message, "it can lie in one seat only", self.faults)
                self._keep(pact, _Found(row, dated=True, whole=True))

    def _keep(self, pact: str, found: _Found) -> None:
        """Take a row as one of the pact's, its party written as the pact writes it."""
        party = self._written(pact, found.row.party)
        if party != found.row.party:
            self.respelt.setdefault(pact, {})[found.row.party] = party
        self.rows.setdefault(pact, []).append(replace(found, row=replace(found.row, party=party)))

    def _written(self, pact: str, party: str) -> str:
        return self.spelt.get((pact, party.casefold()), party)

    def _meant(self, read: Read, index: int, named: str | None, seat: str, partner: str | None) -> list[str]:
        """The pacts that a row of results belongs to; rows about seats of no pact are passed over."""
        if named is not None and named not in self.shells:
            read.note(
                index, "pact_id", f"no table has a pact '{named}'", f"known: {', '.join(self.shells)}", self.faults
            )
        if named is not None:
            return [named] if named in self.shells else []
        having = [pact for pact in self.shells.values() if seat in pact.names]
        fits = [pact for pact in having if partner is None or self._written(pact.id, partner) in pact.partners]
        having = fits or having
        called = {pact.names[seat]: pact.id for pact in having if pact.names[seat] != seat}
        if len(called) > 1:
            (one, first), (other, second) = list(called.items())[:2]
            message = f"seat {seat} is {one} in {first} and {other} in {second}: which one is meant?"
            read.note(index, "seat_no", message, "add a column pact_id to this table", self.faults)
            return []
        return [pact.id for pact in having]

    def _with_results(self, pact: Pact) -> Pact:
        """The pact with its results, sorted into before and after; later ones are dropped, and that is told."""
        every = self.rows.get(pact.id, [])
        found = [one for one in every if one.row.segment is None]
        year = pact.year if pact.year is not None else _last_year(found)
        before = [one for one in found if one.dated and (year is None or one.row.year < year)]
        after = [one.row for one in found if not one.dated or (one.whole and one.row.year == year)]
        late = sum(not one.whole and year is not None and one.row.year >= year for one in found)
        complete = {(one.row.year, one.row.seat) for one in before if one.whole}
        rows = [one.row for one in before if one.whole or (one.row.year, one.row.seat) not in complete]
        parts = [one.row for one in every if one.row.segment is not None]
        early = [row for row in parts if year is None or row.year < year]
        lacking = lacking_of(early)
        return replace(
            pact,
            year=year,
            before=(*rows, *(row for row in early if (row.year, row.seat) not in lacking)),
            after=tuple(after),
            complete=frozenset(complete),
            notices=(
                *told_of(pact, year, rows, late + len(parts) - len(early), [one.row for one in found if not one.whole]),
                *not_added_up(pact, lacking),
                *strays(self.strays),
                *(f"{said} is read as {party}" for said, party in self.respelt.get(pact.id, {}).items()),
            ),
        )


def _shell(name: str, year: int | None, names: dict[str, str], held: dict[str, list[str]]) -> Pact:
    signed = {seat: parties[0] for seat, parties in held.items() if len(parties) == 1}
    friendly = {seat: tuple(parties) for seat, parties in held.items() if len(parties) > 1}
    return Pact(name, year, names, signed, friendly)


def _year_named(pact: str) -> int | None:
    """The year in the pact's id, where it names exactly one."""
    found = set(_YEAR.findall(pact))
    return int(found.pop()) if len(found) == 1 else None


def _last_year(found: Sequence[_Found]) -> int | None:
    """The year of the results that came last, where no earlier result of a partner is as late: the one predicted."""
    whole = {one.row.year for one in found if one.dated and one.whole}
    others = {one.row.year for one in found if one.dated and not one.whole}
    return max(whole) if len(whole | others) > 1 and whole and max(whole) > max(others, default=0) else None


def _scale(read: Read) -> float:
    """100 where a table gives shares as parts of 1, else 1."""
    shares = [one.vote_share for _, one in read.rows if one.vote_share is not None]
    return 100.0 if len(shares) > 1 and max(shares) <= 1 else 1.0


def _times(share: float | None, scale: float) -> float | None:
    return None if share is None else share * scale


def _allies(pact: Pact, pacts: Sequence[Pact]) -> dict[int, tuple[tuple[str, ...], ...]]:
    """Earlier pacts of the same seats, by year: their partners did not stand against each other then."""
    allies: dict[int, tuple[tuple[str, ...], ...]] = {}
    for other in pacts:
        earlier = other.year is not None and pact.year is not None and other.year < pact.year
        same = sum(pact.names.get(seat) == name for seat, name in other.names.items())
        if earlier and other.year is not None and 2 * same > len(other.names):
            allies[other.year] = (*allies.get(other.year, ()), other.partners)
    return allies
