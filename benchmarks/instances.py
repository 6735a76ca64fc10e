"""Which problems are timed? Generated pacts of any size, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from solver.facts import Facts, Party, Seat
from solver.goals import Goal, Value
from solver.lookups.selectors import Selector
from solver.lookups.values import Cell
from solver.rules import AtLeast, AtMost, Keeps, Rule
from solver.scenario import Scenario


def pact(seats: int, parties: int, rules: int, seed: int = 1, *, goal: bool = True) -> Scenario:
    """A pact in which everybody asks for more than there is.

    A minimum each that together ask for 1.1 of the seats, at priority 1; then claims to particular seats (of 1 to 20,
    overlapping) and regional limits at priority 2; values of 0 to 99 as the goal.
    """
    rng = random.Random(seed)
    facts = Facts(
        parties=tuple(Party(id=f"p{i}") for i in range(parties)),
        seats=tuple(Seat(id=f"s{i}", region=f"r{i % 20}") for i in range(seats)),
    )
    goals: tuple[Goal, ...] = (_values(facts, rng),) if goal else ()
    return Scenario(
        title=f"{seats} x {parties} x {rules}",
        facts=facts,
        rules=tuple(_rules(facts, rules, rng)),
        goals=goals,
    )


def _rules(facts: Facts, number: int, rng: random.Random) -> Iterator[Rule]:
    parties = facts.contesting
    share = max(1, round(1.1 * len(facts.seats) / len(parties)))
    for index, party in enumerate(parties[:number]):
        yield AtLeast(
            id=f"min-{index}",
            party=party,
            seats=rng.randint(max(1, share // 2), share + share // 2),
        )
    for index in range(number - len(parties)):
        party = rng.choice(parties)
        if index % 4:
            claimed = rng.sample(facts.seat_ids, min(len(facts.seats), rng.randint(1, 20)))
            where = Selector(seats=tuple(claimed))
            yield Keeps(id=f"claim-{index}", party=party, where=where, all_but=rng.randint(0, 2), priority=2)
        else:
            where = Selector(region=(rng.choice(facts.regions),))
            yield AtMost(id=f"limit-{index}", party=party, seats=rng.randint(0, 4), where=where, priority=2)


def _values(facts: Facts, rng: random.Random) -> Value:
    cells = (
        Cell(seat=seat, party=party, value=rng.randrange(100)) for seat in facts.seat_ids for party in facts.contesting
    )
    return Value(cells=tuple(cells))
