"""How far do margins move between elections? Where the default errors of the odds come from (docs/odds.md).

    python tools/measure_errors.py RESULTS.csv 2009 2014 2019

RESULTS.csv has the columns year, state, seat_no, party, vote_share (per cent). For each pair of elections that follow
one another: the margin between the first two of the earlier one, where both stood again; by state and pair of parties
with four seats or more, the mean change (what all seats shared) and the spread around it (what each had of its own).
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from pathlib import Path
from statistics import mean

Shares = dict[tuple[str, str, str], dict[str, float]]
"""Share by party, by (year, state, seat)."""


def read(file: Path) -> Shares:
    """The best candidate of each party in each seat."""
    shares: Shares = defaultdict(dict)
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            seat = shares[row["year"], row["state"], row["seat_no"]]
            seat[row["party"]] = max(seat.get(row["party"], 0.0), float(row["vote_share"] or 0))
    return shares


def changes(shares: Shares, before: str, after: str) -> list[list[float]]:
    """By state and pair of parties, the change of the margin in each seat."""
    found: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for (year, state, seat), then in shares.items():
        now = shares.get((after, state, seat), {})
        first, second = sorted((*sorted(then, key=lambda party: -then[party])[:2], "", "")[:2])
        if year == before and first in now and second in now:
            found[state, first, second].append(now[first] - now[second] - then[first] + then[second])
    return [one for one in found.values() if len(one) >= 4]


def told(groups: Sequence[Sequence[float]]) -> str:
    """Root mean squares, seats counted alike."""
    seats = sum(map(len, groups))
    shared = sqrt(sum(len(one) * mean(one) ** 2 for one in groups) / seats)
    own = sqrt(sum(sum((x - mean(one)) ** 2 for x in one) for one in groups) / (seats - len(groups)))
    return f"{seats} seats, {len(groups)} groups: shared {shared:.1f} points, each seat's own {own:.1f}"


def main(file: str, *years: str) -> int:
    """Print a line for each pair of elections, and one for all."""
    shares = read(Path(file))
    every = []
    for before, after in pairwise(years):
        groups = changes(shares, before, after)
        every += groups
        print(f"{before} to {after}: {told(groups)}")
    print(f"all: {told(every)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
