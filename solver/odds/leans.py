"""How strong is each party in each seat now, if everybody stood alone?

1. The share at each election that the scenario names is moved by how much the party has changed since, up to the
   last of them, on average over the seats where it stood both times (uniform swing; but to no less than half of
   what it was), and the weighted mean is taken.
2. A partner that stood at none of them in a seat (and did not stand aside for an ally, see `returns`) has its share
   at its last contest there; where it never stood, its least share anywhere in the region at the last election at
   which it stood there, because parties stand where they are strong; nothing where it never stood in the region.
   A rival that did not stand at an election counts 0 there.
3. Shares of a seat are brought to the sum 1, and the swings that the scenario assumes are added, down to 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.assumptions import Assumptions
from solver.facts import Facts
from solver.odds.returns import Columns, past_shares

if TYPE_CHECKING:
    from solver.odds.returns import Array


@dataclass(frozen=True, eq=False)
class Leans:
    """Share of the votes (0 to 1) by seat and party, if everybody stood alone; a bloc of rivals is one party."""

    seats: tuple[str, ...]
    parties: tuple[str, ...]
    shares: Array


def leans(facts: Facts, assumed: Assumptions) -> Leans:
    """The leans of all parties in all seats, in file order; read from elections up to the last that is named only."""
    import numpy as np

    columns = Columns.blocs(facts, assumed)
    past = past_shares(facts, assumed, columns)
    partners = {columns.of[party.id] for party in facts.parties if party.contests}
    mean = _mean(past, assumed, sorted(set(range(len(columns.names))) - partners))
    for party in sorted(partners):
        mean[:, party] = _filled(mean[:, party], [shares[:, party] for shares in past.values()], facts)
    mean = np.nan_to_num(mean)
    total = mean.sum(axis=1, keepdims=True)
    mean = np.divide(mean, total, out=mean, where=total > 0)
    return Leans(facts.seat_ids, columns.names, _swung(mean, facts, assumed, columns))


def _mean(past: dict[str, Array], assumed: Assumptions, rivals: Sequence[int]) -> Array:
    """Weighted mean over the elections named, each moved to the last of them; nan where a partner stood at none."""
    import numpy as np

    base = [(past[e], weight) for e, weight in assumed.elections.items() if e in past]
    latest = next(shares for e, shares in reversed(past.items()) if e in assumed.elections)
    total, weights = np.zeros_like(latest), np.zeros_like(latest)
    for shares, weight in base:
        moved = np.maximum(shares + _change(shares, latest), shares / 2)
        counted = ~np.isnan(shares).all(axis=1, keepdims=True)
        moved[:, rivals] = np.where(counted, np.nan_to_num(moved[:, rivals]), np.nan)
        known = ~np.isnan(moved)
        total += np.where(known, weight * np.nan_to_num(moved), 0)
        weights += weight * known
    mean: Array = np.divide(total, weights, out=np.full_like(total, np.nan), where=weights > 0)
    return mean


def _change(then: Array, now: Array) -> Array:
    """By how much each party's share has changed, on average over the seats where it stood both times."""
    import numpy as np

    both = ~np.isnan(then) & ~np.isnan(now)
    difference = np.where(both, np.nan_to_num(now) - np.nan_to_num(then), 0).sum(axis=0)
    mean: Array = difference / np.maximum(both.sum(axis=0), 1)
    return mean


def _filled(mean: Array, past: Sequence[Array], facts: Facts) -> Array:
    """A partner's leans, with seats where it stood at none of the elections named."""
    import numpy as np

    regions = [seat.region for seat in facts.seats]
    for shares in reversed(past):
        mean = np.where(np.isnan(mean), shares, mean)
    missing = np.isnan(mean)
    for region in {regions[seat] for seat in np.flatnonzero(missing)}:
        here = np.array([one == region for one in regions])
        stood = next((shares[here] for shares in reversed(past) if not np.isnan(shares[here]).all()), None)
        if stood is not None:
            mean = np.where(missing & here, np.nanmin(stood), mean)
    return mean


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
