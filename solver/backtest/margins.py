"""By how many points would the pact's candidate win each seat: by the model, and by what anybody could reckon?

All of them read the facts before the election and the signed split, and nothing else. A margin is the candidate's share
of the votes less the best rival's, in points of the votes cast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from solver.assumptions import Assumptions
from solver.facts import Facts, Result
from solver.lookups.strength import vote_shares
from solver.odds import margins

if TYPE_CHECKING:
    from solver.backtest.pact import Pact

Margins = dict[str, float]
"""Points by seat."""


@dataclass(frozen=True)
class Way:
    """A way to predict; `plain` is how it is said."""

    id: str
    plain: str


MODEL = Way("model", "the model")
SWING = Way("uniform-swing", "uniform swing, own votes")
ADDED = Way("added", "add the votes up")
FILLED = Way("added-filled", "the same, absences filled")
SWING_ASSEMBLY = Way("uniform-swing-assembly", "uniform swing, own assembly votes")
ADDED_ASSEMBLY = Way("added-assembly", "add the assembly votes up")
WAYS = (MODEL, SWING, ADDED, FILLED, SWING_ASSEMBLY, ADDED_ASSEMBLY)
"""The model first; then the simple ways that it is held against. No swing is known before the vote, so it is 0.

Those of assembly votes where such an election came after the last Lok Sabha election; the others pass them over."""

BASELINES = (SWING, ADDED)
"""Those that the target names, as people reckon: what was counted last time, nothing filled in."""


def predicted(pact: Pact, facts: Facts, assumed: Assumptions) -> dict[Way, Margins]:
    """The margin of each way in each seat with votes on record."""
    shares = Shares(facts)
    seats = [seat for seat in facts.seat_ids if shares.last(seat) is not None]
    found = {
        MODEL: model_margins(pact, facts, assumed),
        SWING: _own(pact, shares, seats),
        ADDED: _added(shares, seats),
        FILLED: {seat: sum(shares.filled(seat).values()) - shares.rival(seat) for seat in seats},
    }
    if facts.elections[-1].id in facts.segment_returns:
        assembly = Shares(facts, segments=True)
        found |= {SWING_ASSEMBLY: _own(pact, assembly, seats), ADDED_ASSEMBLY: _added(assembly, seats)}
    return found


def _own(pact: Pact, shares: Shares, seats: Iterable[str]) -> Margins:
    return {seat: shares.own(seat, pact.signed[seat]) - shares.rival(seat) for seat in seats}


def _added(shares: Shares, seats: Iterable[str]) -> Margins:
    return {seat: sum(shares.at_last(seat).values()) - shares.rival(seat) for seat in seats}


def model_margins(pact: Pact, facts: Facts, assumed: Assumptions) -> Margins:
    """The model's margin in each seat with votes on record."""
    found, shares = margins(facts, assumed), Shares(facts)
    column = {party: index for index, party in enumerate(facts.contesting)}
    return {
        seat: float(found[row, column[pact.signed[seat]]])
        for row, seat in enumerate(facts.seat_ids)
        if shares.last(seat) is not None
    }


class Shares:
    """Past shares of the votes, in points, by election, seat and party; with `segments`, of assembly elections too."""

    def __init__(self, facts: Facts, *, segments: bool = False) -> None:
        self.facts = facts
        self.partners = frozenset(facts.contesting)
        self.past = {
            election.id: {seat: _points(rows) for seat, rows in facts.returns.get(election.id, {}).items()}
            for election in facts.seat_elections
        }
        if segments and facts.segment_results:
            found = {election: _in_points(shares) for election, shares in vote_shares(facts).items()}
            self.past = {e.id: self.past.get(e.id, found[e.id]) for e in facts.elections}

    def last(self, seat: str) -> str | None:
        """The last election with votes counted in the seat."""
        return next((election for election in reversed(self.past) if self.past[election].get(seat)), None)

    def of_last(self, seat: str) -> Mapping[str, float]:
        """Everybody's share there and then."""
        election = self.last(seat)
        return {} if election is None else self.past[election][seat]

    def own(self, seat: str, party: str) -> float:
        """A party's share at the last election; 0 where it did not stand."""
        return self.of_last(seat).get(party, 0.0)

    def rival(self, seat: str) -> float:
        """The best share of a party outside the pact at the last election."""
        return max((share for party, share in self.of_last(seat).items() if party not in self.partners), default=0.0)

    def at_last(self, seat: str) -> dict[str, float]:
        """The partners' shares at the last election, of those that stood."""
        return {party: share for party, share in self.of_last(seat).items() if party in self.partners}

    def filled(self, seat: str) -> dict[str, float]:
        """The partners' shares at the last election at which each of them stood in the seat."""
        found: dict[str, float] = {}
        for election in self.past.values():
            found |= {party: share for party, share in election.get(seat, {}).items() if party in self.partners}
        return found


def _in_points(shares: Mapping[str, Mapping[str, Fraction]]) -> dict[str, dict[str, float]]:
    return {seat: {party: 100 * float(share) for party, share in row.items()} for seat, row in shares.items()}


def _points(rows: tuple[Result, ...]) -> dict[str, float]:
    total = sum(row.votes or 0 for row in rows)
    return {row.party: 100 * row.votes / total for row in rows if row.votes is not None} if total else {}


def lead(shares: Mapping[str, float], party: str) -> float | None:
    """A party's margin over the best of all others; None where it did not stand, or stood alone."""
    others = [share for other, share in shares.items() if other != party]
    return shares[party] - max(others) if party in shares and others else None
