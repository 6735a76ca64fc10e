"""How strong is each party's claim to each seat, from past results and legislators?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, model_validator

from solver.facts import Facts
from solver.fields import Count, Id, Record, expected
from solver.memory import remembered
from solver.problems import Problem, unknown

FULL = 10_000
"""Score of a party with all votes and all legislators of a seat, in basis points."""


class ClaimWeights(Record):
    """What counts in a claim score, and how much; some weight must be above 0."""

    elections: dict[Id, Count] = Field(
        default_factory=dict,
        description="Weight of each election's vote share, such as {2019: 3, 2014: 2}.",
    )
    legislators: Count = Field(0, description="Weight of the party's share of the seat's legislators.")
    won: Annotated[Count, Field(le=100)] = Field(
        0, description="Points added to a vote share with which the party won the seat, as for a sitting member."
    )
    second: Annotated[Count, Field(le=100)] = Field(
        0, description="Points added to a vote share with which the party came second."
    )

    @model_validator(mode="after")
    def _some_weight(self) -> Self:
        if not any((*self.elections.values(), self.legislators)):
            raise expected("a weight above 0 for an election or for legislators", None)
        return self

    def scores(self, facts: Facts) -> Mapping[tuple[str, str], int]:
        """The claim scores, as `claim_scores`."""
        return _scores(self, facts)

    def phrase(self) -> str:
        """'vote share 2019 x3, 2014 x2; legislators x2'."""
        shares = ", ".join(f"{election} x{weight}" for election, weight in self.elections.items())
        parts = [f"vote share {shares}"] if shares else []
        places = ((self.won, "a win"), (self.second, "a second place"))
        parts += [f"{points} points for {what}" for points, what in places if points]
        parts += [f"legislators x{self.legislators}"] if self.legislators else []
        return "; ".join(parts)

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Unknown elections, and legislators weighted where none are on record."""
        for election in self.elections:
            if election not in facts.election:
                yield replace(unknown(("elections", election), "election", election, facts.election), at_key=True)
        if self.legislators and not facts.legislators:
            yield Problem(("legislators",), "are weighted, but the scenario lists none", derived=True)


@remembered
def _scores(weights: ClaimWeights, facts: Facts) -> Mapping[tuple[str, str], int]:
    return claim_scores(facts, weights.elections, weights.legislators, won=weights.won, second=weights.second)


def claim_scores(
    facts: Facts, elections: Mapping[str, int], legislators: int, *, won: int = 0, second: int = 0
) -> dict[tuple[str, str], int]:
    """The claim score of every contesting party in every seat, in basis points: 0 to 10,000, and more with places.

    score(s, p) = (sum over e of w_e * share(s, p, e) + w_L * legislators(s, p) / legislators(s)) / (sum w_e + w_L)

    `share(s, p, e)` is p's share of the votes counted in s at e. Where p did not contest s at e (an ally did), its
    share at its last contest there before e stands in, never zero; so an election it sat out counts like the last
    one it fought. A party that never contested s has no share to show, and its results part is 0.
    At an election counted by segment, so does each segment that p left out of a seat where it stood.
    An election with no count in a seat (only the winner known, or unopposed) is passed over there, with its weight;
    so is the legislators part where a seat has none on record. Where p itself stood at e and came first, `won` points
    are added to its share, where it came second, `second`: partners argue from who holds a seat, and from who was next.

    That past results and sitting members are what partners argue from, and that votes won in the seat measure it, is
    the usual account of Indian seat sharing: E. Sridharan, "Electoral Coalitions in 2004 General Elections: Theory
    and Evidence", Economic and Political Weekly 39 (51), 2004, 5418-5425. The weights are the scenario's own choice.

    Args:
        facts: the facts; elections are put in order of date, then of the file.
        elections: weight w_e >= 0 by election id.
        legislators: weight w_L >= 0.
        won: points (100 = all votes) added for a first place.
        second: points added for a second place.

    Returns:
        (seat id, party id) -> score, rounded to the nearest whole number, halves up.
    """
    shares = vote_shares(facts)
    history = list(shares.values())
    weighted = [(index, elections[e]) for index, e in enumerate(shares) if elections.get(e)]
    places = [_places(facts, election, won, second) for election in shares]
    bench = _bench(facts)
    return {
        (seat, party): _score(_terms(history, places, weighted, seat, party), bench.get(seat), party, legislators)
        for seat in facts.seat_ids
        for party in facts.contesting
    }


Shares = dict[str, dict[str, Fraction]]


def vote_shares(facts: Facts) -> dict[str, Shares]:
    """Vote shares by election, in order of date, then of the file; by seat and party where votes were counted.

    At an election counted by segment, segments that a contesting party left out of a seat where it stood count at its
    last share in that seat before.
    """
    order = sorted(facts.elections, key=lambda e: (e.date is not None, e.date and e.date.toordinal()))
    history: dict[str, Shares] = {}
    for election in order:
        history[election.id] = _filled(facts, election.id, _shares(facts, election.id), list(history.values()))
    return history


def _shares(facts: Facts, election: str) -> Shares:
    """Vote share by seat and party, for seats where votes were counted."""
    shares: Shares = {}
    for seat, rows in facts.returns.get(election, {}).items():
        total = sum(row.votes or 0 for row in rows)
        if total:
            shares[seat] = {row.party: Fraction(row.votes, total) for row in rows if row.votes is not None}
    return shares


def _filled(facts: Facts, election: str, shares: Shares, before: list[Shares]) -> Shares:
    """The shares with segments that a party left out."""
    cast = {segment: sum(votes.values()) for segment, votes in facts.segment_returns.get(election, {}).items()}
    for segment, votes in facts.segment_returns.get(election, {}).items():
        seat = facts.segment[segment].seat
        total = sum(row.votes or 0 for row in facts.returns[election][seat])
        for party in (one for one in facts.contesting if one in shares.get(seat, {}) and one not in votes):
            fought = (past[seat][party] for past in reversed(before) if party in past.get(seat, {}))
            shares[seat][party] += next(fought, Fraction(0)) * Fraction(cast[segment], total)
    return shares


def _bench(facts: Facts) -> dict[str, dict[str, int]]:
    bench: dict[str, dict[str, int]] = {}
    for row in facts.legislators:
        by_party = bench.setdefault(row.seat, {})
        by_party[row.party] = by_party.get(row.party, 0) + row.count
    return bench


def _places(facts: Facts, election: str, won: int, second: int) -> dict[tuple[str, str], Fraction]:
    """What is added to a party's share in a seat for its place there."""
    added: dict[tuple[str, str], Fraction] = {}
    for seat, placed in facts.standings.get(election, {}).items() if won or second else ():
        both = zip(placed[:2], (won, second), strict=True)
        added |= {(seat, party): Fraction(points, 100) for party, points in both if party is not None}
    return added


def _terms(
    history: list[Shares],
    places: list[dict[tuple[str, str], Fraction]],
    weighted: list[tuple[int, int]],
    seat: str,
    party: str,
) -> Iterator[tuple[int, Fraction]]:
    """(weight, share and place) of each weighted election counted in the seat, absences filled from before."""
    for index, weight in weighted:
        if seat in history[index]:
            fought = (past[seat][party] for past in reversed(history[: index + 1]) if party in past.get(seat, {}))
            yield weight, next(fought, Fraction(0)) + places[index].get((seat, party), 0)


def _score(
    terms: Iterator[tuple[int, Fraction]],
    bench: dict[str, int] | None,
    party: str,
    legislators: int,
) -> int:
    parts = list(terms)
    if bench and sum(bench.values()):
        parts.append((legislators, Fraction(bench.get(party, 0), sum(bench.values()))))
    weight = sum(w for w, _ in parts)
    if not weight:
        return 0
    exact = FULL * sum(w * share for w, share in parts) / weight
    return int(exact + Fraction(1, 2))


def never_contested(facts: Facts, party: str) -> tuple[str, ...]:
    """Seats where a party has no counted votes at any election on record."""
    fought = {row.seat for row in (*facts.results, *facts.summed) if row.party == party and row.votes is not None}
    return tuple(seat for seat in facts.seat_ids if seat not in fought)
