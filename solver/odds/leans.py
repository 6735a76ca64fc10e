"""How strong is each party in each seat now, if everybody stood alone?

1. The votes at each election that the scenario names are multiplied by what the party's have grown by since, up to the
   last of them, over all seats where it stood both times (proportional swing; at least half and at most twice as much
   as all votes have grown), and the weighted mean is taken.
2. A partner that stood at none of them in a seat (and did not stand aside for an ally, see `returns`) has its votes
   at its last contest there, grown as all votes have; where it never stood, its least share anywhere in the region at
   the last election at which it stood there, or its mean over all seats of the region, which had 0 where it did not
   stand, if that is less: parties stand where they are strong. Nothing where it never stood in the region.
   A rival that did not stand at an election counts 0 there. Where none of the elections named was counted (a seat
   that went unopposed), the last one before that was stands for them; where none was, nothing is known.
3. Votes of a seat become shares of the sum 1, and the swings that the scenario assumes are added, down to 0.

What a party polled in a seat moves nobody else's votes there: by how much all votes have grown is taken from the other
seats. So more votes of a party never lower its own odds, at whichever election (`tests/odds/test_own_votes.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.assumptions import Assumptions
from solver.facts import Facts
from solver.memory import remembered
from solver.odds.returns import Columns, counted, past_votes

if TYPE_CHECKING:
    from solver.odds.returns import Array

_MOST = 2
"""Votes are moved by no more than this times, or divided by it, beyond what all votes have grown by."""


@dataclass(frozen=True, eq=False)
class Leans:
    """Share of the votes (0 to 1) by seat and party, if everybody stood alone; a bloc of rivals is one party.

    `sizes` is each party's part of all votes at the elections named, nothing moved.
    """

    seats: tuple[str, ...]
    parties: tuple[str, ...]
    shares: Array
    sizes: Array


@remembered
def leans(facts: Facts, assumed: Assumptions) -> Leans:
    """The leans of all parties in all seats, in file order; read from elections up to the last that is named only."""
    import numpy as np

    columns = Columns.blocs(facts, assumed)
    past = past_votes(facts, assumed, columns)
    growth = _growth([counted(facts, election, columns) for election in past])
    aligned = [votes * by for votes, by in zip(past.values(), growth, strict=True)]
    latest = next(votes for election, votes in reversed(past.items()) if election in assumed.elections)
    moved = {e: votes * _factors(votes, latest, by) for (e, votes), by in zip(past.items(), growth, strict=True)}
    partners = sorted({columns.of[party.id] for party in facts.parties if party.contests})
    mean = _with_earlier(_mean(moved, assumed, partners), aligned, partners)
    mean = _with_least(mean, list(past.values()), partners, facts)
    plain = np.nan_to_num(_with_earlier(_mean(past, assumed, partners), list(past.values()), partners))
    shares = _swung(_parts(np.nan_to_num(mean), axis=1), facts, assumed, columns)
    return Leans(facts.seat_ids, columns.names, shares, _parts(plain.sum(axis=0), axis=0))


def _growth(votes: Sequence[Array]) -> list[Array]:
    """By election and seat, by what all votes have grown up to the last one, in the *other* seats counted both times.

    1 where there is no other seat.
    """
    import numpy as np

    cast = [np.nansum(one, axis=1, keepdims=True) for one in votes]
    found = []
    for then in cast:
        both = (then > 0) & (cast[-1] > 0)
        now, before = np.where(both, cast[-1], 0), np.where(both, then, 0)
        others = before.sum() - before
        found.append(np.divide(now.sum() - now, others, out=np.ones_like(then), where=others > 0))
    return found


def _factors(then: Array, now: Array, growth: Array) -> Array:
    """By seat and party, what its votes are multiplied by: as they have grown where it stood both times."""
    import numpy as np

    both = ~np.isnan(then) & ~np.isnan(now)
    before, after = (np.where(both, np.nan_to_num(one), 0).sum(axis=0) for one in (then, now))
    grown = np.divide(after, before, out=np.full_like(before, np.inf), where=before > 0)
    factors: Array = np.where(both.any(axis=0), np.clip(grown, growth / _MOST, growth * _MOST), growth)
    return factors


def _mean(votes: Mapping[str, Array], assumed: Assumptions, partners: Sequence[int]) -> Array:
    """Weighted mean over the elections named; nan where a partner stood at none of them."""
    import numpy as np

    size = next(iter(votes.values())).shape
    rivals = np.delete(np.arange(size[1]), partners)
    total, weights = np.zeros(size), np.zeros(size)
    for election, weight in assumed.elections.items():
        if election in votes:
            here = votes[election].copy()
            silent = np.isnan(here).all(axis=1, keepdims=True)
            here[:, rivals] = np.where(silent, np.nan, np.nan_to_num(here[:, rivals]))
            known = ~np.isnan(here)
            total += np.where(known, weight * np.nan_to_num(here), 0)
            weights += weight * known
    mean: Array = np.divide(total, weights, out=np.full(size, np.nan), where=weights > 0)
    return mean


def _with_earlier(mean: Array, past: Sequence[Array], partners: Sequence[int]) -> Array:
    """The means with seats where none of the elections named was counted, and with partners' last contests there."""
    import numpy as np

    for votes in reversed(past):
        mean = np.where(np.isnan(mean).all(axis=1, keepdims=True), votes, mean)
    spoken = ~np.isnan(mean).all(axis=1)
    for votes in reversed(past):
        for party in partners:
            mean[:, party] = np.where(np.isnan(mean[:, party]) & spoken, votes[:, party], mean[:, party])
    return mean


def _with_least(mean: Array, past: Sequence[Array], partners: Sequence[int], facts: Facts) -> Array:
    """The means with partners in seats where they never stood: their least share in the region, of the votes here."""
    import numpy as np

    cast = np.nansum(mean, axis=1)
    shares = [_parts(votes, axis=1) for votes in past]
    regions = [seat.region for seat in facts.seats]
    result = mean.copy()
    for party in partners:
        missing = np.isnan(mean[:, party]) & (cast > 0)
        for region in {regions[seat] for seat in np.flatnonzero(missing)}:
            here = np.array([one == region for one in regions])
            columns = (share[here, party] for share in reversed(shares))
            stood = next((share for share in columns if not np.isnan(share).all()), None)
            if stood is not None:
                least = min(np.nanmin(stood), np.nansum(stood) / len(stood))
                result[:, party] = np.where(missing & here, least * cast, result[:, party])
    return result


def _parts(votes: Array, axis: int) -> Array:
    """Each number over the sum; 0, or nan, where there is none."""
    import numpy as np

    total = np.nansum(votes, axis=axis, keepdims=True)
    parts: Array = np.divide(votes, total, out=votes * 0, where=total > 0)
    return parts


def _swung(shares: Array, facts: Facts, assumed: Assumptions, columns: Columns) -> Array:
    """The shares with the assumed swings added, no further than to 0; a party with no voters there gets none."""
    import numpy as np

    swing = np.zeros_like(shares)
    for party, points in assumed.swing.items():
        swing[:, columns.of[party]] += float(points) / 100
    for region, parties in assumed.regional_swing.items():
        here = np.array([seat.region == region for seat in facts.seats])
        for party, points in parties.items():
            swing[here, columns.of[party]] += float(points) / 100
    return np.where(shares > 0, np.clip(shares + swing, 0, None), 0)
