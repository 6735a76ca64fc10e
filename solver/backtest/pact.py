"""What is known of a signed pact, and what came before and after it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Row:
    """What one party had in one seat at one election; None where it is not known. `share` in per cent."""

    year: int
    seat: str
    party: str
    votes: int | None = None
    share: float | None = None
    position: int | None = None
    segment: str | None = None
    """The part of the seat that these votes were counted in, at an assembly election."""

    @property
    def tells_votes(self) -> bool:
        """Whether votes or a share are given."""
        return self.votes is not None or self.share is not None


@dataclass(frozen=True)
class Pact:
    """A signed pact: which partner contested which seat, in the order of the file.

    `before` are rows of earlier elections, `after` those of the election that is predicted; neither is read by
    anything that predicts but through `solver.backtest.known`, which takes `before` alone.
    """

    id: str
    year: int | None
    names: Mapping[str, str]
    """Name by seat number."""
    signed: Mapping[str, str]
    """Party by seat number, for seats that one partner contested."""
    friendly: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Seats that several partners contested against each other: left out of all comparisons."""
    before: tuple[Row, ...] = ()
    after: tuple[Row, ...] = ()
    complete: frozenset[tuple[int, str]] = frozenset()
    """(year, seat) for which all candidates stand in `before`; elsewhere only the partners do."""
    allies: Mapping[int, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Parties that stood as allies at an earlier election, by its year."""
    notices: tuple[str, ...] = ()

    @cached_property
    def partners(self) -> tuple[str, ...]:
        """The partners, those with most seats first, then in the order of the file."""
        counts = Counter(self.signed.values())
        named = dict.fromkeys([*self.signed.values(), *(one for many in self.friendly.values() for one in many)])
        return tuple(sorted(named, key=lambda party: -counts[party]))

    @cached_property
    def totals(self) -> dict[str, int]:
        """Seats signed by partner; partners of friendly contests alone have none."""
        counts = Counter(self.signed.values())
        return {party: counts[party] for party in self.partners if counts[party]}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years of the elections before that were counted by seat, in order."""
        return tuple(sorted({row.year for row in self.before if row.segment is None}))

    @cached_property
    def assembly_years(self) -> tuple[int, ...]:
        """Years of the elections before that were counted by segment, in order."""
        return tuple(sorted({row.year for row in self.before if row.segment is not None}))

    @property
    def assembly_last(self) -> bool:
        """Whether the last election before was counted by segment; of one year, such an election counts as later."""
        return bool(self.assembly_years) and self.assembly_years[-1] >= max(self.years, default=0)

    @cached_property
    def won(self) -> dict[str, bool]:
        """By seat with a known outcome, whether the pact's candidate was elected."""
        rows: dict[str, list[Row]] = {}
        for row in self.after:
            rows.setdefault(row.seat, []).append(row)
        found = {seat: _elected(rows[seat], party) for seat, party in self.signed.items() if seat in rows}
        return {seat: won for seat, won in found.items() if won is not None}


def _elected(rows: list[Row], party: str) -> bool | None:
    """Whether the party's candidate was elected: by position where one is given, else by strictly the most votes."""
    own = next((row for row in rows if row.party == party), None)
    first = [row.party for row in rows if row.position == 1]
    if first:
        return first == [party] if len(first) == 1 else None
    if own is None or own.position is not None:
        return None if own is None else False
    polled = [row.votes if row.votes is not None else row.share for row in rows]
    known = [one for one in polled if one is not None]
    mine = own.votes if own.votes is not None else own.share
    if mine is None or len(known) < len(rows) or len(rows) < 2 or any(row.position is not None for row in rows):
        return None
    best = max(one for one, row in zip(known, rows, strict=True) if row is not own)
    return None if mine == best else mine > best


def margin_after(pact: Pact) -> dict[str, float]:
    """By seat, the margin that the pact's candidate had in the end, in points; of seats with all shares known."""
    found = {}
    for seat, shares in _after(pact).items():
        own = max((share for party, share in shares if party == pact.signed[seat]), default=None)
        others = [share for party, share in shares if party != pact.signed[seat]]
        if own is not None and others:
            found[seat] = own - max(others)
    return found


def share_after(pact: Pact) -> dict[str, float]:
    """By seat, the share that the pact's candidate had in the end, in points; of seats with all shares known."""
    return {
        seat: share for seat, shares in _after(pact).items() for party, share in shares if party == pact.signed[seat]
    }


def _after(pact: Pact) -> dict[str, list[tuple[str, float]]]:
    """(party, share in points) of every row of the outcome, by signed seat with the shares of all rows known."""
    rows: dict[str, list[Row]] = {}
    for row in pact.after:
        rows.setdefault(row.seat, []).append(row)
    found = {seat: _shares(rows[seat]) for seat in pact.signed if seat in rows}
    return {seat: shares for seat, shares in found.items() if shares}


def _shares(rows: list[Row]) -> list[tuple[str, float]]:
    """As given, else from the votes of all rows; empty where a row has neither."""
    given = [(row.party, row.share) for row in rows if row.share is not None]
    if len(given) == len(rows):
        return given
    polled = [(row.party, row.votes) for row in rows if row.votes is not None]
    total = sum(votes for _, votes in polled)
    return [(party, 100 * votes / total) for party, votes in polled] if len(polled) == len(rows) and total else []
