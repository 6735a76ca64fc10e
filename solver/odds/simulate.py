"""How many seats does a split win, and how sure is that? Expected wins, and intervals from simulated elections.

Every simulated election draws one error that all seats share, one for each region and one for each seat, and adds
them to the expected margins (over the pact's `reach` where it is behind, see `chances`); the pact wins where the sum is
above 0. Expected totals are the sums of the odds, exactly; only the intervals are simulated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from solver.assumptions import Assumptions, Sigma
from solver.facts import Facts
from solver.odds.chances import leads

if TYPE_CHECKING:
    from solver.odds.returns import Array

ELECTIONS = 10_000
"""Elections simulated for an interval."""

SEED = 0
"""Always the same: an answer must not depend on a seed."""

LEVEL = 0.9
"""Part of the simulated elections that lies within an interval."""

_AT_ONCE = 500
"""Elections drawn at a time: what is drawn at once should fit a processor's cache."""


@dataclass(frozen=True, eq=False)
class Totals:
    """Seats won in each simulated election, [elections x parties], in the order of `parties`."""

    parties: tuple[str, ...]
    won: Any

    def interval(self, party: str | None = None, level: float = LEVEL) -> tuple[int, int]:
        """Least and most seats won by a party, or by all together, with the tails beyond `level` cut off evenly."""
        import numpy as np

        won = self.won.sum(axis=1) if party is None else self.won[:, self.parties.index(party)]
        low, high = np.quantile(won, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
        return int(low), int(high)


def simulate(
    facts: Facts,
    assumed: Assumptions,
    split: Mapping[str, str],
    pact: Iterable[str] | None = None,
    *,
    elections: int = ELECTIONS,
    seed: int = SEED,
) -> Totals:
    """Simulate elections in which the pact stands by this split (party by seat).

    Raises:
        ValueError: as `chances`.
    """
    partners = facts.contesting if pact is None else tuple(pact)
    lead = leads(facts, assumed, partners)
    holders = [partners.index(split[seat]) for seat in facts.seat_ids]
    return Totals(partners, _drawn(lead, holders, facts, assumed.sigma, elections, seed))


def _drawn(margin: Array, holders: list[int], facts: Facts, sigma: Sigma, elections: int, seed: int) -> Any:
    """Seats won by election and partner, from the margins by seat and partner."""
    import numpy as np

    width, lead = margin.shape[1], margin[range(len(holders)), holders]

    random = np.random.Generator(np.random.PCG64(seed))
    regions = [*facts.regions, None]
    region = [regions.index(seat.region) for seat in facts.seats]
    held = np.zeros((len(lead), width), dtype=np.float32)
    held[range(len(holders)), holders] = 1
    parts = []
    for start in range(0, elections, _AT_ONCE):
        size = min(_AT_ONCE, elections - start)
        error = random.standard_normal((size, len(lead)), dtype=np.float32) * float(sigma.seat)
        error += random.standard_normal((size, 1), dtype=np.float32) * float(sigma.state)
        error += random.standard_normal((size, len(regions)), dtype=np.float32)[:, region] * float(sigma.region)
        parts.append((lead + error > 0).astype(np.float32) @ held)
    return np.concatenate(parts).astype(int) if parts else np.zeros((0, width), dtype=int)
