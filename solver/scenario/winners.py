"""Which seats did nobody win, as far as all their rows are known?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from solver.facts import Facts, Result, Standing
from solver.problems import Problem
from solver.scenario.form import Section

Pair = tuple[str, str]
"""(election, seat)."""


def check_winners(section: Section, facts: Facts, broken: set[int]) -> Iterator[Problem]:
    """Seats that nobody won; `broken` are rows that may say something else than they should."""
    doubtful = _doubtful(section, facts, broken)
    open_seats = {
        (election, seat): found
        for election, by_seat in facts.standings.items()
        for seat, found in by_seat.items()
        if found.winner is None and (election, seat) not in doubtful
    }
    rows: dict[Pair, list[tuple[int, Any]]] = {}
    for index, row in section.items if open_seats else ():
        if (row.election, row.seat) in open_seats:
            rows.setdefault((row.election, row.seat), []).append((index, row))
    for at, found in open_seats.items():
        yield _tied(rows[at], found) if found.tied_first else _no_winner(rows[at])


def _doubtful(section: Section, facts: Facts, broken: set[int]) -> set[Pair]:
    """(election, seat) of which not every row may be known: one is broken, or has gone astray."""
    rows = section.items
    astray = [row for _, row in rows if row.seat not in facts.seat or row.election not in facts.election]
    elections, seats = {row.election for row in astray}, {row.seat for row in astray}
    return {
        (row.election, row.seat)
        for index, row in rows
        if index in broken or row.election in elections or row.seat in seats
    }


def _tied(rows: list[tuple[int, Result]], found: Standing) -> Problem:
    """Told at the last of the rows that are tied."""
    index, row = [(index, row) for index, row in rows if row.party in found.tied_first][-1]
    message = f"{' and '.join(found.tied_first)} share first place in {row.seat} at {row.election}"
    cell = "votes" if row.position is None else "position"
    return Problem(("results", index, cell), message, "give the winner 'position: 1', and only the winner")


def _no_winner(rows: list[tuple[int, Result]]) -> Problem:
    """Told at the row that has the most votes but not the first place; else at the last one."""
    index, row = rows[-1]
    message = f"nobody won {row.seat} at {row.election}"
    by_votes = [(row.votes, index, row) for index, row in rows if row.votes is not None]
    unplaced = max((one for one in by_votes if one[2].position is None), default=None)
    if unplaced is None:
        return Problem(("results", index), f"{message}: no row with 'position: 1', and no votes to compare")
    _, index, row = max(by_votes)
    why = f"{row.party} has more votes than {unplaced[2].party}, but 'position: {row.position}'"
    return Problem(("results", index, "position"), f"{message}: {why}", "give the winner 'position: 1'")
