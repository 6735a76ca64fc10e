"""Which splits of a tiny pact are best? All of them are looked at, so ties are known too, and no engine is started."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from itertools import product
from math import lcm, prod
from typing import Any

from solver.goals.product import logarithm
from solver.rules import Rule
from solver.scenario import Scenario
from solver.split import Split
from solver.testing import Case
from solver.testing.case import Holders, Row

Key = Callable[[Row], Any]
"""What is maximised, of what each party holds in its own eyes."""


def best_holdings(case: Case, *keys: Key) -> tuple[Holders, ...]:
    """The splits that are best for one of the keys, those of the first key first, each in the fixed order of splits.

    The fixed order (seats, then parties, as given) is the one by which `solve` breaks ties.
    """
    by_held = holdings(case)
    found: dict[Holders, None] = {}
    for key in keys:
        worth = {held: key(held) for held in by_held}
        most = max(worth.values())
        found |= dict.fromkeys(
            sorted(split for held, splits in by_held.items() if worth[held] == most for split in splits)
        )
    return tuple(found)


@lru_cache(maxsize=64)
def holdings(case: Case) -> dict[Row, tuple[Holders, ...]]:
    """Every split, by what each party then holds in its own eyes."""
    states: list[tuple[Holders, Row]] = [((), (0,) * len(case.parties))]
    for seat in range(len(case.seats)):
        states = [
            ((*holders, party), (*held[:party], held[party] + row[seat], *held[party + 1 :]))
            for holders, held in states
            for party, row in enumerate(case.worth)
        ]
    found: dict[Row, list[Holders]] = {}
    for holders, held in states:
        found.setdefault(held, []).append(holders)
    return {held: tuple(splits) for held, splits in found.items()}


def total() -> Key:
    """The plain sum."""
    return sum


def least_first(case: Case) -> Key:
    """Leximin: values per entitlement, the least first."""
    multiple = lcm(*case.weights)
    factors = [multiple // weight for weight in case.weights]
    return lambda held: sorted(factor * value for factor, value in zip(factors, held, strict=True))


def exact_products(case: Case) -> list[Key]:
    """Maximum weighted Nash welfare, exactly: the product of those who hold something, for each largest set of them.

    Which of the sets is taken is a tie-break; the first in file order comes first.
    """
    sets = {tuple(map(bool, held)) for held in holdings(case)}
    largest = [one for one in sets if sum(one) == max(map(sum, sets))]
    return [partial(_product_of, case.weights, one) for one in sorted(largest, reverse=True)]


def _product_of(weights: Row, holders: tuple[bool, ...], held: Row) -> int:
    """The product where just these hold something; 0 elsewhere."""
    if tuple(map(bool, held)) != holders:
        return 0
    return prod(value**weight for value, weight in zip(held, weights, strict=True) if value)


def rounded_product(case: Case) -> Key:
    """The same as the goal `nash` computes it, from rounded logarithms."""

    def logs(held: Row) -> int:
        return sum(w * logarithm(value) for value, w in zip(held, case.weights, strict=True) if value)

    def key(held: Row) -> tuple[int, tuple[bool, ...], int]:
        some = tuple(map(bool, held))
        return sum(some), some, logs(held)

    return key


def best_splits(scenario: Scenario) -> tuple[Split, ...]:
    """The splits that `solve` would return but for the tie-break, in its order; none where the red lines clash."""
    what_if = scenario.what_if()
    facts = what_if.facts
    every = (
        Split.of(zip(facts.seat_ids, holders, strict=True))
        for holders in product(facts.contesting, repeat=len(facts.seat_ids))
    )
    best: tuple[Any, ...] | None = None
    found: list[Split] = []
    for split in every:
        if any(rule.shortfall(split, facts) for rule in what_if.musts):
            continue
        goals = tuple(value for goal in what_if.goals for value in goal.worth(split, facts, what_if.wishes))
        key = (tuple(-cost for cost in _cost(what_if.wishes, split, scenario)), goals)
        if best is None or key > best:
            best, found = key, []
        if key == best:
            found.append(split)
    return tuple(found)


def _cost(wishes: tuple[Rule, ...], split: Split, scenario: Scenario) -> tuple[int, ...]:
    """Weighted shortfall of each priority, the first to be settled first."""
    costs = dict.fromkeys(sorted({wish.priority for wish in wishes}), 0)
    for wish in wishes:
        costs[wish.priority] += wish.weight * wish.shortfall(split, scenario.facts)
    return tuple(costs.values())
