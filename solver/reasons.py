"""Why can these demands not all be met? The reason a person can check by counting, where there is one.

A reason is given only where it proves the conflict by itself; otherwise there is none, and the conflict rests on the
engine's proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from solver.answers import Family
from solver.facts import Facts
from solver.rules import Rule
from solver.rules.base import Asks
from solver.words import amount

MOST_NAMED = 5
"""Seats named before the rest is counted."""


def reason(rules: Sequence[Rule], facts: Facts) -> str | None:
    """'both claim Moradabad', '20 + 65 = 85 seats are asked for, 80 exist'; None where counting is not enough."""
    demands = [asks for rule in rules if (asks := rule.asks(facts)) is not None]
    return (
        _out_of_the_pact(demands, facts)
        or _all_of_the_same(demands, facts)
        or _more_than_there_are(demands)
        or _more_than_is_left(rules, facts)
        or _left_to_nobody(rules, facts)
        or _fewer_allowed_than_exist(rules, facts)
        or _more_with_what_follows(rules, facts)
    )


def conflict_sentence(members: Sequence[Rule], musts: Sequence[Rule], why: str | None, facts: Facts) -> str:
    """'cannot all be met: A contests all 2 seats; B contests at least 2 seats (2 + 2 = 4 seats asked for, 3 exist)'."""
    asked = "; ".join(rule.sentence(facts) for rule in members)
    given = "; ".join(rule.sentence(facts) for rule in musts)
    sentence = f"cannot{' all' if len(members) > 1 else ''} be met: {asked}"
    return sentence + (f"; while: {given}" if given else "") + (f" ({why})" if why else "")


def family_sentence(family: Family) -> str:
    """'any 5 of these 9 clash with sp-minimum'."""
    parts = {group.part for group in family.groups}
    number = len(family.groups)
    alike = all(len(group.rules) == 1 for group in family.groups)
    musts = [f"{rule} (red line)" for rule in family.musts]
    who = ", ".join((*family.always, *musts)) or "each other"
    if number == 1 and who == "each other":
        return f"each of these {len(family.groups[0].rules)} alone is impossible"
    if number == 1:
        return f"any one of these {len(family.groups[0].rules)} clashes with {who}"
    these = f"these {number}" if alike else f"these {number} groups, one rule each,"
    if len(parts) == 1:
        size = family.more_than // parts.pop() + 1
        if size == number:
            return f"one rule of each of these {number} groups clashes with {who}"
        return f"any {size} of {these} clash with {who}" if size > 1 else f"any one of {these} clashes with {who}"
    return f"any of {these} whose parts add up to more than {family.more_than} clash with {who}"


def _out_of_the_pact(asked: Sequence[Asks], facts: Facts) -> str | None:
    """Somebody asks for seats for a party that no split can give one."""
    absent = [asks.party for asks in asked if asks.number > 0 and asks.party not in facts.contesting]
    return f"{absent[0]} is out of the pact" if absent else None


def _more_than_is_left(rules: Sequence[Rule], facts: Facts) -> str | None:
    """One rule asks for more seats for a party than another leaves it."""
    asked = [(rule, asks) for rule in rules for asks in rule.gives(facts)]
    for rule, asks in asked:
        for other in rules:
            for left in other.leaves(facts):
                outside = len(set(asks.pool) - set(left.pool))
                if left.party == asks.party and asks.number > left.number + outside:
                    most = f"at most {left.number}" if left.number else "none"
                    return f"{rule.id} asks for {asks.number}, {other.id} leaves {asks.party} {most}"
    return None


def _left_to_nobody(rules: Sequence[Rule], facts: Facts) -> str | None:
    """Every party is barred from a seat."""
    barred: dict[str, set[str]] = {}
    for left in (left for rule in rules for left in rule.leaves(facts) if left.number == 0):
        for seat in left.pool:
            barred.setdefault(seat, set()).add(left.party)
    alone = {seat for seat, parties in barred.items() if parties.issuperset(facts.contesting)}
    names = [facts.seat_name(seat) for seat in facts.seat_ids if seat in alone]
    return f"nobody is left for {_named(names)}" if names else None


def _fewer_allowed_than_exist(rules: Sequence[Rule], facts: Facts) -> str | None:
    """All parties together are allowed fewer seats of a pool than it has."""
    every = [left for rule in rules for left in rule.leaves(facts)]
    if not {left.party for left in every}.issuperset(facts.contesting):
        return None
    for pool in dict.fromkeys([facts.seat_ids, *(left.pool for left in every)]):
        allowed = [_allowed(party, set(pool), every) for party in facts.contesting]
        if sum(allowed) < len(pool):
            exist = f"{len(pool)} exist{'s' if len(pool) == 1 else ''}"
            sums = f"{_sum(allowed)} = " if len(allowed) > 1 else ""
            return f"{sums}{amount(sum(allowed))} allowed, {exist}"
    return None


def _more_with_what_follows(rules: Sequence[Rule], facts: Facts) -> str | None:
    """What is asked for one party brings another one seats by a rule that ties them; all that is too much."""
    asked: dict[str, int] = {}
    for asks in (asks for rule in rules for asks in rule.gives(facts)):
        asked[asks.party] = max(asks.number, asked.get(asks.party, 0))
    for rule in rules:
        for party, number in asked.items():
            for more in rule.beside(facts, party, number):
                every = [*(asked | {more.party: more.number}).values()]
                if more.number > asked.get(more.party, 0) and sum(every) > len(facts.seats):
                    follows = f"beside {number} for {party}, {rule.id} asks for {more.number} for {more.party}"
                    return f"{follows}: {_sum(every)} = {amount(sum(every))} asked for, {len(facts.seats)} exist"
    return None


def _allowed(party: str, pool: set[str], every: Sequence[Asks]) -> int:
    """The most seats of a pool that a party is left."""
    own = (left.number + len(pool - set(left.pool)) for left in every if left.party == party)
    return min([len(pool), *own])


def _all_of_the_same(asked: Sequence[Asks], facts: Facts) -> str | None:
    """Two parties ask for every seat of pools that overlap."""
    for one, other in combinations(asked, 2):
        shared = [seat for seat in one.pool if seat in other.pool]
        whole = one.number >= len(one.pool) and other.number >= len(other.pool)
        if one.party != other.party and whole and shared:
            names = [facts.seat_name(seat) for seat in shared]
            return f"{one.party} and {other.party} both claim {_named(names)}"
    return None


def _named(names: Sequence[str]) -> str:
    """'Agra, Mathura': the first few."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}"


def _more_than_there_are(asked: Sequence[Asks]) -> str | None:
    """More seats are asked for than the pools hold together; those of one party must not share a seat."""
    there = {seat for asks in asked for seat in asks.pool}
    total = sum(asks.number for asks in asked)
    apart = len({(asks.party, seat) for asks in asked for seat in asks.pool})
    if apart < sum(len(asks.pool) for asks in asked) or total <= len(there):
        return None
    exist = f"{len(there) or 'none'} exist{'s' if len(there) == 1 else ''}"
    if len(asked) == 1:
        return f"{amount(total)} asked for, {exist}"
    return f"{_sum([asks.number for asks in asked])} = {amount(total)} asked for, {exist}"


def _sum(numbers: Sequence[int]) -> str:
    """'65 + 10 + 6 x 1': equal numbers that come up often are told once."""
    if len(numbers) <= MOST_NAMED:
        return " + ".join(map(str, numbers))
    often = {number: numbers.count(number) for number in numbers}
    return " + ".join(str(number) if times == 1 else f"{times} x {number}" for number, times in often.items())
