"""Which seats did nobody win, as far as all their rows are known?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from solver.facts import Facts, Result, standing
from solver.problems import Problem, nearest
from solver.scenario.form import Section

Pair = tuple[str, str]
"""(election, seat)."""

_MANY = 200
"""With more stray rows than these a whole column is wrong, and which seats lack a row is not known."""


def check_winners(section: Section, facts: Facts, broken: set[int]) -> Iterator[Problem]:
    """Seats that nobody won; `broken` are rows that may say something else than they should."""
    rows: dict[Pair, list[tuple[int, Any]]] = {
        (election, seat): []
        for election, by_seat in facts.standings.items()
        for seat, found in by_seat.items()
        if found.winner is None and election in facts.election and seat in facts.seat
        if election not in facts.segment_returns
    }
    for index, row in section.items if rows else ():
        if (row.election, row.seat) in rows:
            rows[row.election, row.seat].append((index, row))
    strays = _Strays(section, facts, broken)
    for (election, seat), found in rows.items():
        if not any(index in broken for index, _ in found) and not strays.settle(election, seat):
            tied = facts.standings[election][seat].tied_first
            yield _tied(found, tied) if tied else _no_winner(found)


class _Strays:
    """Rows of an unknown seat or election: each may belong to a seat that nobody seems to have won."""

    def __init__(self, section: Section, facts: Facts, broken: set[int]) -> None:
        self.facts = facts
        self.broken = broken
        self.rows = [
            (index, row)
            for index, row in section.items
            if row.seat not in facts.seat or row.election not in facts.election
        ]
        self.meant: dict[tuple[str, str], tuple[str, ...]] = {}

    def settle(self, election: str, seat: str) -> bool:
        """Whether one of them may be missing there and name the winner."""
        if len(self.rows) > _MANY:
            return True
        there = self.facts.returns.get(election, {}).get(seat, ())
        stood = {row.party for row in there}
        return any(
            row.party not in stood
            and self._may_mean("election", row.election, election)
            and self._may_mean("seat", row.seat, seat)
            and (index in self.broken or standing((*there, row)).winner is not None)
            for index, row in self.rows
        )

    def _may_mean(self, kind: str, name: str, other: str) -> bool:
        """A known name means itself, an unknown one those that look like it, or any where none does."""
        known: dict[str, Any] = getattr(self.facts, kind)
        if name in known:
            return name == other
        if (kind, name) not in self.meant:
            self.meant[kind, name] = nearest(name, known)
        near = self.meant[kind, name]
        return other in near or not near


def _tied(rows: list[tuple[int, Result]], tied: tuple[str, ...]) -> Problem:
    """Told at the last of the rows that are tied."""
    index, row = [(index, row) for index, row in rows if row.party in tied][-1]
    message = f"{' and '.join(tied)} share first place in {row.seat} at {row.election}"
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
