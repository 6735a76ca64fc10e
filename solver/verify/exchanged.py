"""Which split that keeps some rules lies an exchange or two away from one seen already?

The sets of a family differ in which seats they claim, and so do the splits that keep all but one of them. Looking for
one nearby takes a fraction of what a second solver takes; whether it keeps the rules is counted, as for any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from solver.posed import Posed
from solver.split import Split

RECENT = 20
"""Most splits, the last ones seen, that are looked at."""

EXCHANGES = 2
"""Most exchanges made one after the other."""


def exchanged(posed: Posed, seen: Mapping[Split, Mapping[int, int]], kept: Sequence[int]) -> Split | None:
    """A split that keeps these rules, near to one of those seen last; None where none was found."""
    recent = list(islice(reversed(list(seen)), RECENT))
    if not recent:
        return None
    split = min(recent, key=lambda one: len(_broken(seen[one], kept)))
    broken = _broken(seen[split], kept)
    for _ in range(EXCHANGES):
        better = _better(posed, split, kept, broken) if 0 < len(broken) <= EXCHANGES else None
        if better is None:
            return None
        split, broken = better
        if not broken:
            return split
    return None


def _broken(short: Mapping[int, int], kept: Sequence[int]) -> list[int]:
    return [number for number in kept if short[number]]


def _better(posed: Posed, split: Split, kept: Sequence[int], broken: list[int]) -> tuple[Split, list[int]] | None:
    """A split after one exchange that breaks fewer of these rules, and which."""
    for near in _near(posed, split, broken[0]):
        left = _broken(posed.shortfalls(near, kept), kept)
        if len(left) < len(broken):
            return near, left
    return None


def _near(posed: Posed, split: Split, number: int) -> Iterator[Split]:
    """Splits in which a seat that a rule claims goes to whom it claims it for, and one of theirs in exchange."""
    claimed = posed.rules[number].claimed(posed.what_if.facts)
    if claimed is None:
        return
    party, seats = claimed
    for lost in (seat for seat in seats if split[seat] != party):
        for other in (seat for seat in split if split[seat] == party and seat not in seats):
            yield split.changed({lost: party, other: split[lost]})
