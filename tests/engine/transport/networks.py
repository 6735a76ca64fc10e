"""Which networks should be tried, and what is true of one, found by looking at every split?

Small ones: pools of cells drawn with ties in mind (equal, nested, empty, all of a seat), penalties and bounds on them
that may ask for more than there is, or for more at least than at most, and costs of cells that are often equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from hypothesis import strategies as st

from solver.engine.folded import Count
from solver.engine.transport.parts import Part, counting, kept, minimised, wished
from solver.rows import Demand, Linear, at_least, at_most
from tests.engine.asks import Values

STAGES = 3


@dataclass(frozen=True)
class Network:
    """Seats by parties, demands that must be kept or cost `weight` a unit at a stage, and a cost of cells a stage."""

    seats: int
    parties: int
    musts: tuple[Demand, ...]
    wishes: tuple[tuple[Demand, int, int], ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def parts(self) -> list[Part]:
        """What each demand and each cost brings."""
        size = self.seats, self.parties
        brought = [kept(demand, *size) for demand in self.musts]
        brought += [wished(demand, *size, stage, weight) for demand, stage, weight in self.wishes]
        every = tuple(range(self.seats * self.parties))
        brought += [minimised(Linear(every, costs), len(every), stage) for stage, costs in enumerate(self.cells)]
        assert None not in brought, "counts and sums of cells must be recognised"
        return [part for part in brought if part is not None]

    @property
    def splits(self) -> list[Values]:
        """Every choice of a cell for each seat, in order, that keeps the musts."""
        width = self.parties
        every = product(*(range(s * width, (s + 1) * width) for s in range(self.seats)))
        return [chosen for chosen in every if not any(short(demand, chosen) for demand in self.musts)]

    def cost(self, chosen: Values) -> tuple[int, ...]:
        """What a split costs, stage by stage."""
        costs = [sum(costs[cell] for cell in chosen) for costs in self.cells]
        for demand, stage, weight in self.wishes:
            costs[stage] += weight * short(demand, chosen)
        return tuple(costs)


def short(demand: Demand, chosen: Values) -> int:
    """How far a demand made by `at_least` or `at_most` falls short: its helper is the only slack of its only row."""
    if not demand.rows:
        return 0
    (row,) = demand.rows
    held = sum(cell in chosen for cell in row.terms.variables if cell >= 0)
    if row.low is not None:
        return max(0, row.low - held)
    assert row.high is not None
    return max(0, held - row.high)


@st.composite
def networks(draw: st.DrawFn, most: int = 5) -> Network:
    """Up to five seats and three parties; pools that mostly nest, now and then cross."""
    seats, parties = draw(st.integers(1, most)), draw(st.integers(1, 3))
    pools = draw(st.lists(_pool(seats, parties), max_size=6))
    musts, wishes = [], []
    for pool in pools:
        demand = draw(_demand(pool))
        if draw(st.integers(0, 3)) == 0:
            musts.append(demand)
        else:
            wishes.append((demand, draw(st.integers(0, STAGES - 1)), draw(st.sampled_from((1, 1, 2, 7)))))
    amounts = st.one_of(st.just(0), st.integers(-2, 2), st.sampled_from((0, 0, 10**6)))
    cells = [draw(st.lists(amounts, min_size=seats * parties, max_size=seats * parties)) for _ in range(STAGES)]
    return Network(seats, parties, tuple(musts), tuple(wishes), tuple(map(tuple, cells)))


def _pool(seats: int, parties: int) -> st.SearchStrategy[tuple[int, ...]]:
    """A party in all seats, in the first or the last of them; or any cells, perhaps none, perhaps all of a seat."""
    column = st.tuples(st.integers(0, parties - 1), st.integers(0, seats), st.booleans()).map(
        lambda drawn: tuple(
            s * parties + drawn[0] for s in range(seats) if (s < drawn[1] if drawn[2] else s >= drawn[1])
        )
    )
    some = st.sets(st.integers(0, seats * parties - 1)).map(lambda cells: tuple(sorted(cells)))
    return st.one_of(column, column, column, some)


def _demand(pool: tuple[int, ...]) -> st.SearchStrategy[Demand]:
    number = st.integers(0, len(pool) + 2)
    return st.one_of(
        number.map(lambda low: at_least(pool, low)),
        number.map(lambda high: at_most(pool, high)),
    )


def both(pool: tuple[int, ...], low: int, high: int, parties: int) -> Part:
    """A pool with a least and a greatest number, which may be the wrong way round."""
    return counting((Count(pool, low, high),), parties)
