"""Which part of each partner's votes followed the pact's candidates? Ecological regression, with intervals.

Over the seats where partner p stood for the pact: p's share now is own x (p's share before) + sum over other partners q
of t(q, p) x (q's share before) + gained x (all others' share before), every coefficient from 0 to 1, by least squares.
L. A. Goodman, "Ecological Regressions and Behavior of Individuals", American Sociological Review 18 (1953) 663-664.

Intervals are percentiles over seats drawn anew with replacement (B. Efron, Annals of Statistics 7 (1979) 1-26). They
tell how much the figure depends on which seats there are; not whether it is about persons: see `LIMITS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from solver.backtest.known import known
from solver.backtest.margins import Shares
from solver.backtest.pact import Pact, share_after

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

SCHEMA = "seatpact/fit@1"

DRAWS = 1_000
LEVEL = 0.9

SEATS_EACH = 5
"""Seats needed for each coefficient; with fewer nothing is estimated."""

WIDE = 0.6
"""An interval at least this wide settles next to nothing, and is left out of what can be pasted."""

LIMITS = (
    "Seats are compared, not persons. A seat where q was strong before and the pact's candidate did well may be one "
    "where q's voters followed, or one where everybody moved; the regression cannot tell (the ecological fallacy: "
    "W. S. Robinson, American Sociological Review 15 (1950) 351-357).",
    "Shares are of the votes cast, so who stayed at home is not seen, and a swing over the whole state goes into the "
    "coefficients: 'own' below 1 is what the candidate's own party lost. Read t against own; what "
    "can be pasted is t / own.",
    "That one coefficient holds in all seats is assumed. The intervals do not cover that.",
)


@dataclass(frozen=True)
class Estimate:
    """Part of the giver's votes (0 to 1) that went to the taker's candidates; own votes where the two are one party."""

    giver: str
    taker: str
    value: float
    low: float
    high: float
    seats: int

    @property
    def wide(self) -> bool:
        """Whether the interval leaves nearly everything open."""
        return self.high - self.low >= WIDE

    @property
    def at_limit(self) -> bool:
        """Whether the best value would lie outside 0 to 1; an interval then ends there, however little is known."""
        return self.value in (0.0, 1.0)

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {
            "giver": self.giver,
            "taker": self.taker,
            "value": self.value,
            "interval": [self.low, self.high],
            "seats": self.seats,
            "at_limit": self.at_limit,
        }


@dataclass(frozen=True)
class Fit:
    """Estimates of one pact: by pair, and the candidates that stood in too few seats for any."""

    pact: Pact
    estimates: tuple[Estimate, ...]
    too_few: dict[str, int]
    """Seats by taker; `ANY` stands for all takers alike."""

    @property
    def pairs(self) -> list[Estimate]:
        """What went from one partner to another one."""
        return [one for one in self.estimates if one.giver in self.pact.partners and one.taker not in (ANY, one.giver)]

    def transfers(self) -> dict[str, dict[str, float]]:
        """As in the section `odds:` of a scenario, {giver: {taker: part}}; without those that nothing settles.

        Each is t / own, at most 1: what the taker kept of its own votes is the swing that its partner's votes shared.
        Nothing is told where own is not estimated, 0, or so wide that the ratio means nothing.
        """
        own = {one.taker: one.value for one in self.estimates if one.giver == one.taker and not one.wide}
        found: dict[str, dict[str, float]] = {}
        for one in self.pairs:
            if not one.wide and not one.at_limit and own.get(one.taker):
                found.setdefault(one.giver, {})[one.taker] = min(1.0, round(one.value / own[one.taker], 2))
        return found

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {
            "pact": self.pact.id,
            "estimates": [one.to_dict() for one in self.estimates],
            "too_few_seats": self.too_few,
            "odds": {"transfer": self.transfers()},
            "limits": list(LIMITS),
        }


ANY = "any partner"
OTHERS = "all others"
OWN, PARTNERS = "own", "partners"


def fits_of(pacts: Iterable[Pact], *, draws: int = DRAWS, seed: int = 0) -> list[Fit]:
    """The estimates of every pact with results before and after it, as `fit`."""
    return [fit(pact, draws=draws, seed=seed) for pact in pacts if _Seats.of(pact).now]


def fit(pact: Pact, *, draws: int = DRAWS, seed: int = 0) -> Fit:
    """Estimate the transfers of a pact with a known outcome.

    Args:
        pact: with results before and after.
        draws: how often seats are drawn anew for the intervals.
        seed: of these draws.

    Raises:
        ValueError: if no seat has both the candidate's share now and shares before.
    """
    seats = _Seats.of(pact)
    if not seats.now:
        raise ValueError(f"{pact.id}: no seat has both results before and the share of the pact's candidate now")
    estimates, too_few = [], {}
    for taker in pact.totals:
        rows = [seat for seat in seats.now if pact.signed[seat] == taker]
        givers = [giver for giver in pact.partners if any(seats.before[seat].get(giver) for seat in rows)]
        if len(rows) < SEATS_EACH * (len(givers) + 1):
            too_few[taker] = len(rows)
            continue
        columns = [[seats.before[seat].get(giver, 0.0) for seat in rows] for giver in givers]
        estimates += list(_estimates(givers, taker, columns, [seats.now[seat] for seat in rows], draws, seed))
    pooled = list(seats.now)
    if len(pooled) >= SEATS_EACH * 3:
        own = [seats.before[seat].get(pact.signed[seat], 0.0) for seat in pooled]
        rest = [sum(seats.before[seat].values()) - mine for seat, mine in zip(pooled, own, strict=True)]
        columns = [own, rest]
        estimates += list(_estimates([OWN, PARTNERS], ANY, columns, list(seats.now.values()), draws, seed))
    else:
        too_few[ANY] = len(pooled)
    return Fit(pact, tuple(estimates), too_few)


@dataclass(frozen=True)
class _Seats:
    """Parts of the votes (0 to 1) by seat: of the pact's candidate now, of each partner before."""

    now: dict[str, float]
    before: dict[str, dict[str, float]]

    @classmethod
    def of(cls, pact: Pact) -> _Seats:
        """Seats with both; a partner that did not stand last time counts with its last contest before.

        Last time is the last election, be it counted by seat or by segment.
        """
        shares = Shares(known(pact), segments=True)
        now = {seat: share / 100 for seat, share in share_after(pact).items() if shares.of_last(seat)}
        before = {seat: {party: part / 100 for party, part in shares.filled(seat).items()} for seat in now}
        return cls(now, before)


def _estimates(
    givers: Sequence[str], taker: str, columns: Sequence[Sequence[float]], now: Sequence[float], draws: int, seed: int
) -> Iterator[Estimate]:
    """One estimate for each giver, and one for all others."""
    import numpy as np

    known = np.asarray(columns, dtype=float).T
    x = np.column_stack([known, np.clip(1 - known.sum(axis=1), 0, None)])
    y = np.asarray(now, dtype=float)
    found = _least_squares(x, y)
    random = np.random.Generator(np.random.PCG64(seed))
    drawn = []
    for _ in range(draws):
        rows = random.integers(0, len(y), len(y))
        drawn.append(_least_squares(x[rows], y[rows]))
    tails = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    low, high = np.quantile(drawn, tails, axis=0) if drawn else (found, found)
    for index, giver in enumerate([*givers, OTHERS]):
        value, least, most = (round(float(one[index]), 2) + 0.0 for one in (found, low, high))
        yield Estimate(giver, taker, value, least, most, len(y))


def _least_squares(x: NDArray[float64], y: NDArray[float64]) -> NDArray[float64]:
    """Coefficients from 0 to 1."""
    from scipy.optimize import lsq_linear

    result: NDArray[float64] = lsq_linear(x, y, bounds=(0, 1), method="bvls").x
    return result
