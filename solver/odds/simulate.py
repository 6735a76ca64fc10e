"""How many seats does a split win, and how sure is that? Expected wins, and intervals from simulated elections.

Every simulated election draws one error that all seats share, one for each region and one for each seat, and adds
them to the expected margins (over the pact's `reach` where it is behind, see `chances`); the pact wins where the sum is
above 0. Expected totals are the sums of the odds, exactly; only the intervals are simulated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from solver.assumptions import Assumptions
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
    lead = leads(facts, assumed, None if pact is None else partners)
    holders = [partners.index(split[seat]) for seat in facts.seat_ids]
    regions = tuple((*facts.regions, None).index(seat.region) for seat in facts.seats)
    return Totals(partners, _won(lead, holders, _errors(regions, assumed.sigma.by_source, elections, seed)))


def _won(margin: Array, holders: list[int], errors: Sequence[Any]) -> Any:
    """Seats won by election and partner, from the margins by seat and partner and the errors by election and seat."""
    import numpy as np

    width, lead = margin.shape[1], margin[range(len(holders)), holders]
    held = np.zeros((len(lead), width), dtype=np.float32)
    held[range(len(holders)), holders] = 1
    parts = [(lead + error > 0).astype(np.float32) @ held for error in errors]
    return np.concatenate(parts).astype(int) if parts else np.zeros((0, width), dtype=int)


@lru_cache(maxsize=2)
def _errors(regions: tuple[int, ...], sigma: tuple[float, float, float], elections: int, seed: int) -> list[Any]:
    """Errors of the margins, [elections x seats], some elections at a time; many splits are held against one draw.

    Args:
        regions: the number of each seat's region.
        sigma: standard errors of each seat, of its region, of all.
        elections: how many.
        seed: of the draw.
    """
    import numpy as np

    random = np.random.Generator(np.random.PCG64(seed))
    of_seat, of_region, of_all = sigma
    parts = []
    for start in range(0, elections, _AT_ONCE):
        size = min(_AT_ONCE, elections - start)
        error = random.standard_normal((size, len(regions)), dtype=np.float32) * of_seat
        error += random.standard_normal((size, 1), dtype=np.float32) * of_all
        drawn = random.standard_normal((size, max(regions, default=0) + 1), dtype=np.float32)
        parts.append(error + drawn[:, list(regions)] * of_region)
    return parts
