"""Do the facts of a scenario fit together? Names, dates, doubles, ties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from solver.facts import Facts
from solver.problems import Path, Problem, did_you_mean

Indexed = list[tuple[int, Any]]
"""Records that could be read, each with its index in its section."""


def check_facts(sections: dict[str, Indexed], facts: Facts, as_of: date | None) -> Iterator[Problem]:
    """All that is wrong between the facts; `facts` also holds the bare ids of records that could not be read."""
    for name in ("parties", "seats", "elections"):
        yield from _doubles(name, ((index, item.id) for index, item in sections[name]))
    yield from _references(sections, facts)
    yield from _results(sections["results"], facts)
    yield from _doubles("legislators", ((i, (row.seat, row.party, row.date)) for i, row in sections["legislators"]))
    if as_of is not None:
        yield from _later("elections", sections["elections"], as_of)
        yield from _later("legislators", sections["legislators"], as_of)
    if not any(party.contests for party in facts.parties):
        yield Problem(("parties",), "no party contests, so nobody can be given a seat")
    if not facts.seats:
        yield Problem(("seats",), "there is no seat to divide")


def _doubles(section: str, keys: Iterable[tuple[int, Any]]) -> Iterator[Problem]:
    first: dict[Any, int] = {}
    for index, key in keys:
        if first.setdefault(key, index) != index:
            shown = key if isinstance(key, str) else ", ".join(str(part) for part in key if part is not None)
            field: Path = ("id",) if isinstance(key, str) else ()
            yield Problem((section, index, *field), f"'{shown}' stands twice in {section}", f"first as entry {first[key] + 1}")


def _references(sections: dict[str, Indexed], facts: Facts) -> Iterator[Problem]:
    known = {"election": facts.election, "seat": facts.seat, "party": facts.party}
    hints: dict[tuple[str, str], str] = {}
    for section, fields in (("results", ("election", "seat", "party")), ("legislators", ("seat", "party"))):
        for index, row in sections[section]:
            for field in fields:
                name = getattr(row, field)
                if name not in known[field]:
                    if (field, name) not in hints:
                        hints[field, name] = did_you_mean(name, known[field])
                    yield Problem((section, index, field), f"unknown {field} '{name}'", hints[field, name])


def _results(rows: Indexed, facts: Facts) -> Iterator[Problem]:
    yield from _doubles("results", ((i, (row.election, row.seat, row.party)) for i, row in rows))
    first: dict[tuple[str, str], int] = {}
    for index, row in rows:
        first.setdefault((row.election, row.seat), index)
        if row.votes is None and row.position is None:
            yield Problem(("results", index), "neither votes nor position is given, so it says nothing")
    for election, by_seat in facts.standings.items():
        for seat, found in by_seat.items():
            if found.winner is None and (election, seat) in first:
                yield _no_winner(first[election, seat], seat, election, found.tied_first)


def _no_winner(index: int, seat: str, election: str, tied: tuple[str, ...]) -> Problem:
    if tied:
        message = f"{' and '.join(tied)} share first place in {seat} at {election}"
        return Problem(("results", index), message, "give the winner 'position: 1', and only the winner")
    message = f"nobody won {seat} at {election}: no row with 'position: 1', and no votes to compare"
    return Problem(("results", index), message)


def _later(section: str, rows: Indexed, as_of: date) -> Iterator[Problem]:
    for index, row in rows:
        if row.date is None:
            yield Problem((section, index), f"has no date, and the scenario is as of {as_of}", "give it a date")
        elif row.date > as_of:
            yield Problem((section, index, "date"), f"{row.date} is later than as_of {as_of}", "leave later facts out")
