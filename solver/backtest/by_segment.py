"""How do rows of votes by segment become facts, each party once in a segment, and which cannot be added up?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from solver.backtest.pact import Row
from solver.segments import Segment, SegmentResult

REST = "rest"
"""All candidates that have no row of their own, or are not the first of their party (independents)."""


def by_segment(rows: Iterable[Row]) -> tuple[tuple[Segment, ...], tuple[SegmentResult, ...]]:
    """The segments of these rows, and their votes; of a party's candidates the one with most votes counts for it."""
    seats: dict[str, str] = {}
    votes: dict[tuple[int, str], dict[str, int]] = {}
    counted = [row for row in rows if row.segment is not None and row.votes is not None]
    for row in sorted(counted, key=lambda row: (row.year, -(row.votes or 0))):
        segment, cast = str(row.segment), row.votes or 0
        seats.setdefault(segment, row.seat)
        here = votes.setdefault((row.year, segment), {})
        party = REST if row.party in here else row.party
        here[party] = here.get(party, 0) + cast
    return (
        tuple(Segment(id=segment, seat=seat) for segment, seat in seats.items()),
        tuple(
            SegmentResult(election=f"{year}-assembly", segment=segment, party=party, votes=cast)
            for (year, segment), here in sorted(votes.items())
            for party, cast in here.items()
        ),
    )


def lacking_of(parts: Sequence[Row]) -> dict[tuple[int, str], list[str]]:
    """By (year, seat) with votes of some of its segments only: those without."""
    known: dict[str, dict[str, None]] = {}
    counted: dict[tuple[int, str], set[str]] = {}
    for row in parts:
        known.setdefault(row.seat, {})[str(row.segment)] = None
        counted.setdefault((row.year, row.seat), set()).add(str(row.segment))
    without = {
        (year, seat): [one for one in known[seat] if one not in there] for (year, seat), there in counted.items()
    }
    return {key: segments for key, segments in without.items() if segments}
