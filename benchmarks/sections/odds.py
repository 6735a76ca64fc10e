"""How long do odds, sub-pacts and simulated elections take?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.measure import interleaved
from benchmarks.table import Row, ms
from solver.assumptions import Assumptions
from solver.facts import Election, Facts, Party, Result, Seat

NOTES = """
Generated: 543 seats in 28 regions, 28 parties of which 6 are partners, two elections with votes of all parties, one
core. Odds are those of the pact with each of its members in each seat; leans are worked out from the votes each time.
"""

SEATS, PARTIES, PARTNERS = 543, 28, 6
ELECTIONS = 10_000


def instance() -> Facts:
    """Random votes, seed 1."""
    dice = random.Random(1)
    names = [f"p{index}" for index in range(PARTIES)]
    seats = tuple(Seat(id=f"s{index}", region=f"r{index % 28}") for index in range(SEATS))
    rows = tuple(
        Result(election=election, seat=seat.id, party=party, votes=dice.randrange(1, 100_000))
        for election in ("2014", "2019")
        for seat in seats
        for party in names
    )
    return Facts(
        parties=tuple(Party(id=name, contests=index < PARTNERS) for index, name in enumerate(names)),
        seats=seats,
        elections=tuple(Election.model_validate({"id": year, "date": f"{year}-05-01"}) for year in ("2014", "2019")),
        results=rows,
        odds=Assumptions.model_validate({"elections": {"2014": 1, "2019": 2}}),
    )


def rows(quick: bool) -> Iterator[Row]:
    """Every sub-pact of six partners, and simulated elections."""
    from solver.odds import game, simulate
    from solver.odds.chances import likely, sub_pact_leads
    from solver.odds.leans import leans

    facts = instance()
    assumed = facts.odds
    if assumed is None:
        raise ValueError("the instance has odds")
    pacts = [[bool(pact >> index & 1) for index in range(PARTNERS)] for pact in range(1 << PARTNERS)]
    split = {seat: facts.contesting[index % PARTNERS] for index, seat in enumerate(facts.seat_ids)}
    took = interleaved(
        {
            "leans": lambda: leans(facts, assumed),
            "odds": lambda: likely(sub_pact_leads(leans(facts, assumed), assumed, facts.contesting, pacts), assumed),
            "game": lambda: game(replace(facts), assumed).shapley,
            "simulate": lambda: simulate(facts, assumed, split, elections=ELECTIONS),
        },
        3 if quick else 11,
    )
    size = f"{SEATS} seats x {PARTIES} parties"
    yield f"{size}: leans from two elections", ms(took["leans"]), "", ""
    yield f"{size}: odds of all {len(pacts)} sub-pacts of {PARTNERS}", ms(took["odds"]), "", _held(took["odds"])
    yield f"{size}: wins of all sub-pacts, and the Shapley value", ms(took["game"]), "", ""
    yield f"{SEATS} seats: {ELECTIONS:,} simulated elections", ms(took["simulate"]), "", _held(took["simulate"])


def _held(seconds: float) -> str:
    return "within 1 s" + ("" if seconds < 1 else ": missed")
