"""Do rows, checkers and definitions agree on every 0/1-valued case of a size? `python -m tests.exhaust 4,2,1,1 7`.

Every case up to the order of the seats is looked at (170,544 for four parties and seven seats), each with one split
drawn by a fixed seed; that takes minutes. The suite does the same for smaller sizes, with all splits.
"""

from __future__ import annotations

import random
import sys

from tests.fairness import RULES, binary_cases, holds, least_slack, rule


def exhaust(weights: tuple[int, ...], seats: int, *, seed: int = 0) -> tuple[int, list[str]]:
    """How many cases were looked at, and where something differs."""
    rng, number, wrong = random.Random(seed), 0, []
    for case in binary_cases(weights, seats):
        number += 1
        holders = tuple(rng.randrange(len(weights)) for _ in range(seats))
        for name in RULES:
            asked = rule(name, case)
            short = asked.shortfall(case.split(holders), case.facts())
            rows = least_slack(asked, case, holders)
            if short != rows or (short == 0) != holds(name, case, case.bundles(holders)):
                wrong.append(f"{name} {case} {holders}: checker {short}, rows {rows}")
    return number, wrong


if __name__ == "__main__":
    found, differing = exhaust(tuple(map(int, sys.argv[1].split(","))), int(sys.argv[2]))
    print(f"{found} cases, {len(differing)} differ", *differing[:10], sep="\n")
    sys.exit(bool(differing))
