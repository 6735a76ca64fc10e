"""Do segments lie in one seat each, and are their votes whole, so that they can be added up?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from solver.facts import Facts
from solver.problems import Problem
from solver.scenario.doubles import doubles
from solver.scenario.form import Section

LISTED, COUNTED = "segments", "segment_results"


def check_segments(sections: Mapping[str, Section], facts: Facts) -> Iterator[Problem]:
    """All that is wrong between segments, seats and votes, but for names that are not known."""
    yield from _lying(sections[LISTED])
    sound = [(index, row) for index, row in sections[COUNTED].items if _known(row, facts)]
    double = list(doubles(COUNTED, ((index, (row.election, row.segment, row.party)) for index, row in sound)))
    yield from double
    yield from _both_ways(sound, facts)
    whole = all(sections[name].whole and not sections[name].partial for name in (LISTED, COUNTED))
    if whole and not double and len(sound) == len(sections[COUNTED].items):
        yield from _missing(sections[LISTED], facts)


def _known(row: Any, facts: Facts) -> bool:
    return row.election in facts.election and row.segment in facts.segment and row.party in facts.party


def _lying(section: Section) -> Iterator[Problem]:
    """Segments that stand twice, in one seat or in two."""
    first: dict[str, tuple[int, str]] = {}
    for index, row in section.items:
        before, seat = first.setdefault(row.id, (index, row.seat))
        if before != index:
            message = f"'{row.id}' stands twice in segments"
            if row.seat != seat:
                message = f"segment '{row.id}' lies in {seat} and in {row.seat}; it can lie in one seat only"
            yield Problem((LISTED, index, "id"), message, first=(LISTED, before, "id"))


def _both_ways(rows: list[tuple[int, Any]], facts: Facts) -> Iterator[Problem]:
    """Elections counted by seat and by segment: their votes would count twice."""
    by_seat = {row.election for row in facts.results}
    for election in dict.fromkeys(row.election for _, row in rows if row.election in by_seat):
        index = next(index for index, row in rows if row.election == election)
        message = f"{election} has results by seat too, so its votes would count twice"
        hint = "leave its rows in 'results' out: they are added up from these"
        yield Problem((COUNTED, index, "election"), message, hint)


def _missing(section: Section, facts: Facts) -> Iterator[Problem]:
    """Segments without votes at an election at which others of their seat have some: a sum would be too small."""
    for election, votes in facts.segment_returns.items():
        counted = {facts.segment[one].seat: one for one in reversed(votes)}
        for index, row in section.items:
            if row.id not in votes and row.seat in counted:
                message = f"segment '{row.id}' has no votes at {election}, and '{counted[row.seat]}' of {row.seat} has"
                hint = f"give its rows in segment_results, or leave those of {row.seat} at {election} out"
                yield Problem((LISTED, index, "id"), message, hint)
