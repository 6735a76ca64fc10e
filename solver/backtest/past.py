"""Which pacts of the past does a scenario tell of? Those that `odds.alliances` names, with its results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from solver.backtest.pact import Pact, Row
from solver.facts import Facts
from solver.scenario import Scenario


def past_pacts(scenario: Scenario) -> tuple[Pact, ...]:
    """A pact for each alliance: seats where one ally alone stood, elections with votes before it, its own after.

    Elections are numbered in order of date; a pact's `year` is such a number, and its id names election and allies.
    Of an election counted by segment, segments take the place of seats.
    """
    facts = scenario.facts
    if facts.odds is None:
        return ()
    dated = sorted((e for e in facts.elections if e.date is not None), key=lambda e: (e.date, e.id))
    number = {election.id: index for index, election in enumerate(dated, 1)}
    rows = list(_rows(facts, number))
    names = {seat: facts.seat_name(seat) for seat in facts.seat_ids}
    parts = [replace(row, seat=str(row.segment), segment=None) for row in rows if row.segment is not None]
    of_parts = {segment.id: segment.name or segment.id for segment in facts.segments}
    return tuple(
        _pact(
            f"{election}-{'-'.join(allies)}",
            number[election],
            allies,
            *((of_parts, parts) if election in facts.segment_returns else (names, rows)),
        )
        for election, groups in facts.odds.alliances.items()
        for allies in groups
        if election in number
    )


def _rows(facts: Facts, number: dict[str, int]) -> Iterator[Row]:
    """All counted votes, dated by the number of their election."""
    for row in facts.results:
        if row.election in number and row.votes is not None:
            yield Row(number[row.election], row.seat, row.party, row.votes, None, row.position)
    for part in facts.segment_results:
        if part.election in number:
            seat = facts.segment[part.segment].seat
            yield Row(number[part.election], seat, part.party, part.votes, segment=part.segment)


def _pact(name: str, year: int, allies: tuple[str, ...], names: dict[str, str], rows: list[Row]) -> Pact:
    stood: dict[str, list[str]] = {}
    for row in rows:
        if row.year == year and row.party in allies:
            stood.setdefault(row.seat, []).append(row.party)
    signed = {seat: stood[seat][0] for seat in names if len(stood.get(seat, ())) == 1}
    before = tuple(row for row in rows if row.year < year)
    return Pact(
        id=name,
        year=year,
        names=names,
        signed=signed,
        friendly={seat: tuple(many) for seat, many in stood.items() if len(many) > 1},
        before=before,
        after=tuple(row for row in rows if row.year == year),
        complete=frozenset((row.year, row.seat) for row in before if row.segment is None),
    )
