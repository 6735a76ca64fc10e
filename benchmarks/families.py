"""Which over-constrained pacts are explained: claims, minimums, bans, quotas, all mixed, and one fact told often?

Every family starts from a split that nobody is told, in which each party is at home in its seats. Most rules ask for
no more than that split gives them; a few are pushed beyond it, and these make the conflicts. So there are conflicts at
every size, between few and many rules, and most rules take part in none or in some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.draft import Draft
from solver.lookups.entitlements import Entitlement
from solver.lookups.selectors import Selector
from solver.rules import AtLeast, AtMost, Follows, Keeps, Rule
from solver.scenario import Scenario

SIZES: Mapping[str, tuple[int, int, int]] = {
    "s": (20, 4, 30),
    "m": (100, 5, 150),
    "l": (288, 6, 600),
    "xl": (543, 10, 2_000),
}
"""Seats, parties, rules."""


def claims(draft: Draft, number: int) -> Iterator[Rule]:
    """Claims to seats, all but 0 to 2 of them; the pushed ones reach for seats that are home to others."""
    for index in range(number):
        party = draft.rng.choice(draft.parties)
        seats = draft.sample(draft.seats_of[party], 1, 5)
        if index < draft.pushed:
            seats += draft.sample(draft.away(party), 1, 2)
        spare = draft.rng.choice((0, 0, 1, 2)) if len(seats) > 2 else 0
        yield Keeps(id=f"claim-{index}", party=party, where=Selector(seats=tuple(seats)), all_but=spare)


def minimums(draft: Draft, number: int) -> Iterator[Rule]:
    """Minimums over pools of a few regions each, several a party; the pushed ones ask for more than their party has."""
    for index in range(number):
        party = draft.rng.choice(draft.parties)
        regions = draft.some_regions()
        held = draft.held(party, draft.in_regions(regions))
        asked = held + draft.rng.randint(1, 3) if index < draft.pushed else held - draft.rng.randint(0, 1 + held // 4)
        yield AtLeast(id=f"min-{index}", party=party, where=Selector(region=regions), seats=max(1, asked))


def bans(draft: Draft, number: int) -> Iterator[Rule]:
    """Limits on a party in a region, many of them 0, against minimums over a few regions or all."""
    for index in range(number):
        yield (_limit if index % 3 else _minimum)(draft, index)


def quotas(draft: Draft, number: int) -> Iterator[Rule]:
    """Totals of the parties from below and above, regional counts, and a few shares that all seats are to follow."""
    kinds = (_least, _limit, _most, _minimum)
    for index in range(number):
        yield _share(draft, index) if index % 25 == 24 else kinds[index % len(kinds)](draft, index)


def mixed(draft: Draft, number: int) -> Iterator[Rule]:
    """Some of everything."""
    parts = [list(part(draft, number // 4)) for part in (claims, minimums, bans, quotas)]
    missing = number - sum(map(len, parts))
    for part, family in zip("abcd", parts, strict=True):
        yield from (rule.model_copy(update={"id": f"{part}-{rule.id}"}) for rule in family)
    yield from (_least(draft, number + index) for index in range(missing))


def lifted(draft: Draft, number: int) -> Iterator[Rule]:
    """A party's minimum in a pool against claims of the others to each seat of it: any five of these are a conflict.

    One such fact for every 30 rules or so, for at most half of the parties, in pools apart; what else is
    claimed clashes with nothing.
    """
    facts = max(1, min(len(draft.parties) // 2, number // 30))
    size = min(60, 3 * len(draft.home) // (4 * facts))
    seats = draft.rng.sample(draft.facts.seat_ids, facts * size)
    for index in range(facts):
        yield from _one_fact(draft, draft.parties[index], seats[index * size : (index + 1) * size])
    free = [seat for seat in draft.facts.seat_ids if seat not in set(seats)]
    for index in range(number - facts * (size + 1)):
        party = draft.home[draft.rng.choice(free)]
        claimed = draft.sample([seat for seat in free if draft.home[seat] == party], 1, 5)
        yield Keeps(id=f"claim-{index}", party=party, where=Selector(seats=tuple(claimed)))


def _one_fact(draft: Draft, party: str, pool: Sequence[str]) -> Iterator[Rule]:
    yield AtLeast(id=f"fact-{party}", party=party, where=Selector(seats=tuple(pool)), seats=max(1, len(pool) - 4))
    others = [other for other in draft.parties if other != party]
    for seat in pool:
        yield Keeps(id=f"{seat}-too", party=draft.rng.choice(others), where=Selector(seats=(seat,)))


def _limit(draft: Draft, index: int) -> Rule:
    party, region = draft.rng.choice(draft.parties), draft.rng.choice(draft.facts.regions)
    pool = draft.in_regions((region,))
    held = draft.held(party, pool)
    high = max(0, held - 1) if index < draft.pushed else min(len(pool) - 1, held + draft.rng.choice((0, 0, 0, 1)))
    return AtMost(id=f"limit-{index}", party=party, where=Selector(region=(region,)), seats=high)


def _minimum(draft: Draft, index: int) -> Rule:
    party = draft.rng.choice(draft.parties)
    chosen = draft.some_regions()
    held = draft.held(party, draft.in_regions(chosen))
    asked = held + draft.rng.randint(1, 2) if index < draft.pushed else held - draft.rng.randint(0, 2)
    return AtLeast(id=f"min-{index}", party=party, where=Selector(region=chosen), seats=max(1, asked))


def _least(draft: Draft, index: int) -> Rule:
    party = draft.rng.choice(draft.parties)
    held = len(draft.seats_of[party])
    asked = held + draft.rng.randint(1, 2) if index < draft.pushed else held - draft.rng.randint(0, 1)
    return AtLeast(id=f"least-{index}", party=party, seats=max(1, asked))


def _most(draft: Draft, index: int) -> Rule:
    party = draft.rng.choice(draft.parties)
    held = len(draft.seats_of[party])
    high = held - 1 if index < draft.pushed else held + draft.rng.randint(0, 1)
    return AtMost(id=f"most-{index}", party=party, seats=max(0, high))


def _share(draft: Draft, index: int) -> Rule:
    """Weights a few seats off the home split; they add up to the number of seats, and so are the apportionment."""
    weights = {party: len(draft.seats_of[party]) for party in draft.parties}
    for _ in range(1 + index % 3):
        giver = draft.rng.choice([party for party in draft.parties if weights[party]])
        weights[giver] -= 1
        weights[draft.rng.choice(draft.parties)] += 1
    entitlement = Entitlement(weights=weights)
    return Follows(id=f"share-{index}", entitlement=entitlement, method="largest_remainder", within=index % 3)


def pools(draft: Draft, number: int) -> Iterator[Rule]:
    """A minimum for each of so many parties over a random pool of its own; together one seat more than there are.

    Any of them left out, the others can be kept, as long as pools are large: one conflict of all the rules.
    """
    seats, parties = len(draft.home), draft.parties[:number]
    for index, party in enumerate(parties):
        asked = seats // len(parties) + (index <= seats % len(parties))
        yield AtLeast(id=f"pool-{index}", party=party, where=Selector(seats=tuple(draft.pool(0.5, 0.7))), seats=asked)


FAMILIES: Mapping[str, Callable[[Draft, int], Iterator[Rule]]] = {
    "claims": claims,
    "minimums": minimums,
    "bans": bans,
    "quotas": quotas,
    "mixed": mixed,
    "lifted": lifted,
    "pools": pools,
}


def named(name: str, seed: int = 1) -> Scenario:
    """The instance of a name like 'bans:m' or 'bans:80x4x100' (seats, parties, rules), the same for the same seed."""
    family, size = name.split(":")
    seats, parties, number = SIZES[size] if size in SIZES else map(int, size.split("x"))
    draft = Draft(seats, parties, number, seed)
    return Scenario(title=name, facts=draft.facts, rules=tuple(FAMILIES[family](draft, number)))
