"""Which small facts do the tests of odds share?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from solver.assumptions import Assumptions
from solver.facts import Facts
from tests.strategies import facts_of


def assumed(**keys: Any) -> Assumptions:
    return Assumptions.model_validate({"elections": {"2019": 1}, **keys})


def made(votes: dict[str, dict[str, dict[str, int]]], partners: str = "ABC", regions: str = "", **keys: Any) -> Facts:
    """Facts from votes by election, seat and party; parties named in `partners` contest."""
    parties = dict.fromkeys([*partners, *(p for seats in votes.values() for row in seats.values() for p in row)])
    seats = dict.fromkeys(seat for rows in votes.values() for seat in rows)
    where = dict(zip(seats, regions, strict=False))
    form = {
        "parties": [{"id": party, "contests": party in partners} for party in parties],
        "seats": [{"id": seat, **({"region": where[seat]} if seat in where else {})} for seat in seats],
        "elections": [{"id": election, "date": f"{election}-05-01"} for election in votes],
        "results": [
            {"election": election, "seat": seat, "party": party, "votes": count}
            for election, rows in votes.items()
            for seat, row in rows.items()
            for party, count in row.items()
        ],
    }
    return replace(facts_of(form), odds=assumed(**keys))


@st.composite
def voted(draw: DrawFn) -> Facts:
    """Two elections in a few seats, with partners A, B, C and rivals X, Y; all of them stand, but for some partners."""
    votes: dict[str, dict[str, dict[str, int]]] = {}
    for election in ("2014", "2019"):
        votes[election] = {}
        for seat in ("s1", "s2", "s3"):
            stood = draw(st.sampled_from(("ABCXY", "ABX", "BCXY", "AX")))
            counts = draw(st.lists(st.integers(1, 1_000), min_size=len(stood), max_size=len(stood)))
            votes[election][seat] = dict(zip(stood, counts, strict=True))
    return made(votes, elections={"2014": 1, "2019": 2})
