"""Which party contests which seat: a split, its counts, and what changes between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, eq=False)
class Split(Mapping[str, str]):
    """A complete assignment seat id -> party id, in the order of the seats; equal to any mapping that says the same."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, pairs: Mapping[str, str] | Iterable[tuple[str, str]]) -> Split:
        """A split from a mapping or from (seat, party) pairs."""
        return cls(tuple(pairs.items() if isinstance(pairs, Mapping) else pairs))

    @cached_property
    def _by_seat(self) -> dict[str, str]:
        return dict(self.pairs)

    def __getitem__(self, seat: str) -> str:
        return self._by_seat[seat]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_seat)

    def __len__(self) -> int:
        return len(self._by_seat)

    def __hash__(self) -> int:
        return hash(frozenset(self.pairs))

    @cached_property
    def _by_party(self) -> dict[str, tuple[str, ...]]:
        held: dict[str, list[str]] = {}
        for seat, party in self._by_seat.items():
            held.setdefault(party, []).append(seat)
        return {party: tuple(seats) for party, seats in held.items()}

    def held(self, party: str) -> tuple[str, ...]:
        """The seats the party contests, in order."""
        return self._by_party.get(party, ())

    def count(self, party: str, seats: Iterable[str] | None = None) -> int:
        """How many seats (of `seats`, or of all) the party contests."""
        if seats is None:
            return len(self.held(party))
        return list(map(self._by_seat.__getitem__, seats)).count(party)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {seat: place for place, (seat, _) in enumerate(self.pairs)}

    def changed(self, holders: Mapping[str, str]) -> Split:
        """The same split but for these seats, which get these holders."""
        pairs = list(self.pairs)
        for seat, party in holders.items():
            pairs[self._places[seat]] = (seat, party)
        return Split(tuple(pairs))

    def totals(self, parties: Iterable[str]) -> dict[str, int]:
        """Seats per party, in the order of `parties`, zeros included."""
        counts = dict.fromkeys(parties, 0)
        for party in self._by_seat.values():
            counts[party] = counts.get(party, 0) + 1
        return counts

    def moved(self, other: Split) -> tuple[tuple[str, str, str], ...]:
        """Seats that another party contests in `other`: (seat, party here, party there)."""
        return tuple((seat, party, other[seat]) for seat, party in self.pairs if other[seat] != party)
