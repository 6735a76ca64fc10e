"""Why can two axioms not both be met? In one line: what the one forces in every split that meets it, the other denies.

In the sense of A. Boixel and U. Endriss, "Automated Justification of Collective Decisions via Constraint Solving"
(AAMAS 2020) each of the two bounds is justified by one axiom and the seats that are locked. They are read off all
splits, counted by the rules' own checkers. Where no one number tells the two apart, there is no line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

from solver.answers.impossible import Pair
from solver.split import Split
from solver.words import amount

Worth = Mapping[str, Mapping[str, int]]
"""By party, what each seat that counts is worth to it."""

Measure = tuple[str, str, Callable[[Split], int]]
"""A number of a split: of whom or what, in which unit, and the number."""


def forced(pair: Pair, meeting: tuple[Sequence[Split], Sequence[Split]], worth: Worth) -> str | None:
    """'A has at most 2 seats by WEF1, but at least 3 by lower quota': the first number that tells the two apart.

    `meeting` has all splits that meet the one, and all that meet the other.
    """
    for subject, unit, number in _measures(worth):
        one, two = ([number(split) for split in splits] for splits in meeting)
        if one and two and (max(one) < min(two) or max(two) < min(one)):
            words = ("at most", "at least") if max(one) < min(two) else ("at least", "at most")
            ends = (max(one), min(two)) if max(one) < min(two) else (min(one), max(two))
            first = amount(ends[0], unit) if unit else ends[0]
            return f"{subject} {words[0]} {first} by {pair[0]}, but {words[1]} {ends[1]} by {pair[1]}"
    return None


def _measures(worth: Worth) -> Iterator[Measure]:
    """A party's seats; how many more one has than another; what all seats are worth to who holds them."""
    for party in worth:
        yield f"{party} has", "seats", partial(_seats, party)
    for one, two in combinations(worth, 2):
        yield f"{one}'s seats less {two}'s are", "", partial(_more, one, two)
    yield "the worth of all seats to their holders is", "", partial(_together, worth)


def _seats(party: str, split: Split) -> int:
    return split.count(party)


def _more(one: str, two: str, split: Split) -> int:
    return split.count(one) - split.count(two)


def _together(worth: Worth, split: Split) -> int:
    return sum(worth[party].get(seat, 0) for seat, party in split.items())
