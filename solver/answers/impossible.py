"""Which pairs of fairness axioms cannot both be met, and which smallest pacts show it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

IMPOSSIBLE_SCHEMA = "seatpact/impossible@1"

Pair = tuple[str, str]
"""Two axioms by name, in the order of the list; one and the same twice where it is about that one alone."""

IMPOSSIBLE_COLUMNS = ("axiom", "and", "seats", "parties", "locked", "weights", "file")


class Size(NamedTuple):
    """How many seats, how many parties, and how many of the seats are locked to a party by a red line."""

    seats: int
    parties: int
    locked: int

    def within(self, other: Size) -> bool:
        """Is it nowhere greater?"""
        return all(one <= two for one, two in zip(self, other, strict=True))

    def __str__(self) -> str:
        return f"{self.seats} seat{'s' * (self.seats != 1)}, {self.parties} parties, {self.locked} locked"


@dataclass(frozen=True)
class Shown:
    """A pact of a size in which pairs of axioms cannot both be met, though each of the two can."""

    name: str
    size: Size
    weights: tuple[int, ...]
    seats: str
    """The seats in words."""
    pairs: tuple[Pair, ...]
    sentences: Mapping[Pair, str]
    """By pair, why; from the conflict that the engine proves, or what the optimum loses."""
    forced: Mapping[Pair, str | None]
    """By pair, what each of the two forces that the other denies; None for one axiom, or where no one number tells."""
    text: str = field(repr=False)
    """The scenario file."""

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {
            "name": self.name,
            "size": self.size._asdict(),
            "weights": list(self.weights),
            "seats": self.seats,
            "pairs": [
                {"axioms": list(dict.fromkeys(pair)), "forced": self.forced[pair], "sentence": self.sentences[pair]}
                for pair in self.pairs
            ],
            "scenario": self.text,
        }


@dataclass(frozen=True)
class Exhausted:
    """A size of which every pact was looked at: how many, up to symmetry, with how many splits in all."""

    size: Size
    weights: int
    """How many entitlement vectors."""
    pacts: int
    splits: int

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {**self.size._asdict(), "weights": self.weights, "pacts": self.pacts, "splits": self.splits}


@dataclass(frozen=True)
class Impossible:
    """The frontier: for each pair the sizes that are least in seats, parties and locked seats.

    It speaks of pacts in which a seat is worth 1 or 0 to a party, with the entitlements of `weights` only, and of the
    sizes in `exhausted` only.
    """

    axioms: tuple[str, ...]
    weights: Mapping[int, tuple[tuple[int, ...], ...]]
    """Entitlements tried, by number of parties."""
    exhausted: tuple[Exhausted, ...]
    shown: tuple[Shown, ...]
    implied: tuple[Pair, ...]
    """(one, other): every split looked at that meets the one meets the other."""
    complete: bool
    """Was every size within the limits exhausted?"""
    interrupted: bool = False

    def found(self, pair: Pair) -> tuple[Shown, ...]:
        """The pacts that show a pair, smallest first."""
        return tuple(one for one in self.shown if pair in one.pairs)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every axiom by itself and every two, in the order of the list."""
        return tuple((one, two) for index, one in enumerate(self.axioms) for two in self.axioms[index:])

    def rows(self) -> list[tuple[object, ...]]:
        """One row of `IMPOSSIBLE_COLUMNS` for each pair and size."""
        return [
            (*pair, *one.size, " ".join(map(str, one.weights)), f"{one.name}.yaml")
            for pair in self.pairs
            for one in self.found(pair)
        ]

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the form `seatpact impossible --format json` prints."""
        return {
            "schema": IMPOSSIBLE_SCHEMA,
            "axioms": list(self.axioms),
            "values": [0, 1],
            "weights": {str(parties): [list(one) for one in tried] for parties, tried in self.weights.items()},
            "exhausted": [one.to_dict() for one in self.exhausted],
            "complete": self.complete,
            "frontier": [
                {
                    "axioms": list(dict.fromkeys(pair)),
                    "sizes": [{**one.size._asdict(), "shown_by": one.name} for one in self.found(pair)],
                }
                for pair in self.pairs
            ],
            "implied": [list(one) for one in self.implied],
            "shown": [one.to_dict() for one in self.shown],
            "interrupted": self.interrupted,
        }
