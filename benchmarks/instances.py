"""Which problems are timed? Generated pacts of any size, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Countable:
    """A pact that is counts throughout: what each party asks at least, limits by region, claims, and values."""

    seats: int
    parties: int
    regions: int
    minimums: tuple[int, ...]
    limits: Mapping[tuple[int, int], int]
    """By party and region; seat s is in region s mod `regions`."""
    claims: tuple[tuple[int, ...], ...]
    """By party, seats that it wants all of."""
    values: tuple[tuple[int, ...], ...]
    """By seat and party."""

    def scenario(self, *, goal: bool = True) -> Scenario:
        """The same as a scenario: minimums at priority 1, limits and claims at 2, values as the goal."""
        facts = Facts(
            parties=tuple(Party(id=f"p{i}") for i in range(self.parties)),
            seats=tuple(Seat(id=f"s{i}", region=f"r{i % self.regions}") for i in range(self.seats)),
        )
        rules: list[Rule] = [
            AtLeast(id=f"min-{party}", party=f"p{party}", seats=seats) for party, seats in enumerate(self.minimums)
        ]
        for (party, region), most in self.limits.items():
            where = Selector(region=(f"r{region}",))
            name = f"limit-{party}-{region}"
            rules.append(AtMost(id=name, party=f"p{party}", seats=most, where=where, priority=2))
        for party, pool in enumerate(self.claims):
            where = Selector(seats=tuple(f"s{seat}" for seat in pool))
            rules.append(Keeps(id=f"claim-{party}", party=f"p{party}", where=where, priority=2))
        cells = (
            Cell(seat=f"s{seat}", party=f"p{party}", value=value)
            for seat, row in enumerate(self.values)
            for party, value in enumerate(row)
        )
        goals: tuple[Goal, ...] = (Value(cells=tuple(cells)),) if goal else ()
        return Scenario(title=f"{self.seats} x {self.parties}", facts=facts, rules=tuple(rules), goals=goals)


def countable(seats: int, parties: int, seed: int = 1) -> Countable:
    """Minimums that together ask for 1.1 of the seats, a limit in every second of 20 regions, a claim a party."""
    rng = random.Random(seed)
    share, regions = max(1, round(1.1 * seats / parties)), min(20, seats)
    return Countable(
        seats,
        parties,
        regions,
        tuple(rng.randint(max(1, share // 2), share + share // 2) for _ in range(parties)),
        {(party, region): rng.randint(0, 3) for party in range(parties) for region in range(party % 2, regions, 2)},
        tuple(tuple(sorted(rng.sample(range(seats), min(seats, rng.randint(5, 20))))) for _ in range(parties)),
        tuple(tuple(rng.randrange(100) for _ in range(parties)) for _ in range(seats)),
    )
