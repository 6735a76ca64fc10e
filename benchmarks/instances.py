"""Which problems are timed? Generated pacts of any size, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from solver.facts import Facts, Party, Seat
from solver.goals import Goal, Nash, Value
from solver.lookups.entitlements import Entitlement
from solver.lookups.selectors import Selector
from solver.lookups.values import Cell, Values
from solver.rules import AtLeast, AtMost, EnvyFree, Keeps, Proportional, Quotas, Rule
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


def fair(seats: int, parties: int, seed: int = 1) -> tuple[Facts, Entitlement, Values]:
    """What fairness is asked about: entitlements that halve from party to party, and claim scores out of 10,000.

    A party's score in a seat is random, larger for those entitled to more; the scores of a seat add up to 1 / 1.3.
    """
    rng = random.Random(seed)
    facts = Facts(
        parties=tuple(Party(id=f"p{i}") for i in range(parties)), seats=tuple(Seat(id=f"s{i}") for i in range(seats))
    )
    weights = {party: max(2, round(111 * 0.5**rank)) for rank, party in enumerate(facts.contesting)}
    cells = []
    for seat in facts.seat_ids:
        drawn = {party: rng.random() ** 2 * weight**0.5 for party, weight in weights.items()}
        whole = 1.3 * sum(drawn.values())
        cells += [Cell(seat=seat, party=party, value=int(10_000 * one / whole)) for party, one in drawn.items()]
    return facts, Entitlement(weights=weights), Values(cells=tuple(cells))


def fairest_value(seats: int, parties: int, seed: int = 1) -> Scenario:
    """WEF1, WPROP1 and both quotas as red lines; of the splits that keep them the one of greatest total value."""
    facts, entitlement, values = fair(seats, parties, seed)
    envy = EnvyFree(id="wef1", entitlement=entitlement, values=values, must=True)
    share = Proportional(id="wprop1", entitlement=entitlement, values=values, must=True)
    quotas = Quotas(id="quotas", entitlement=entitlement, must=True)
    goals = (Value(cells=values.cells or ()),)
    return Scenario(f"fair {seats} x {parties}", facts, (envy, share, quotas), goals=goals)


def greatest_product(seats: int, parties: int, seed: int = 1) -> Scenario:
    """The maximum weighted Nash welfare, nothing else asked."""
    facts, entitlement, values = fair(seats, parties, seed)
    return Scenario(f"nash {seats} x {parties}", facts, goals=(Nash(entitlement=entitlement, values=values),))


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
