"""Given the totals that were signed, how many seats does a split share with the signed one?

The engine divides the seats so that every partner gets just its signed total, by one goal or another; it is held
against two rules that anyone can apply. No goal or rule sees anything but earlier elections and the totals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from solver.backtest.margins import Shares, lead
from solver.backtest.pact import Pact
from solver.engine import Deadline
from solver.engine.choice import Choice
from solver.facts import Facts
from solver.goals import Goal, Strength, Value
from solver.lookups.values import Cell
from solver.odds import MILLION, chances
from solver.posed import Posed
from solver.questions.asked import engine_of
from solver.questions.best_split import Best, best_split
from solver.rules import AtLeast
from solver.scenario import Scenario

CLAIMS = "claims"
"""The goal that speaks for the engine; the others are what was tried beside it."""

WON, SECOND, LAST, BEFORE = 20, 10, 4, 1
"""Of that goal: points for a first and a second place, and how much the last election and the one before count."""

PLAIN = {
    CLAIMS: f"claims: shares of the last two elections ({LAST}:{BEFORE}), {WON} points for a win, {SECOND} for second",
    "claims-last": f"claims of the last election alone, {WON} points for a win, {SECOND} for second",
    "strength": "vote share at the last election, absences filled from before",
    "strength-two": "the same at the last two elections (3:1)",
    "votes": "vote share at the last election, absences count 0: leaders first, adjusted to the totals",
    "margin": "own margin over the best of all others at the last election",
    "places": "places alone: 2 for a win, 1 for second, at the last two elections",
    "odds": "expected wins, by the model",
}
LEADER, WINNER = "leader", "winner-runner-up"
RULES = {
    LEADER: "the partner with the highest vote last time takes the seat",
    WINNER: "the partner that won it last time, else the runner-up, else nobody",
}


@dataclass(frozen=True)
class Sharing:
    """What one way gives: party by seat (None: it settles nothing there), and how many seats are as signed."""

    id: str
    plain: str
    split: Mapping[str, str | None]
    shared: int
    engine: bool


def sharings(pact: Pact, facts: Facts, *, time_limit: float | None = None, engine: Choice = "auto") -> list[Sharing]:
    """The engine's splits by each goal that the facts allow, then those of the two rules.

    A goal whose optimum was not proved in time is left out.

    Args:
        pact: what was signed.
        facts: from `known`.
        time_limit: seconds for each goal; None for no limit.
        engine: what answers; see `solver.engine.choice`.
    """
    found: list[Sharing] = []
    if len(pact.totals) > 1 and facts.results:
        for name, goal in _goals(pact, facts):
            split = _by_engine(pact, facts, goal, time_limit, engine)
            if split is not None:
                found.append(_told(name, PLAIN[name], split, pact, engine=True))
    shares = Shares(facts)
    found.append(_told(LEADER, RULES[LEADER], {seat: _leader(shares, seat) for seat in pact.signed}, pact))
    found.append(_told(WINNER, RULES[WINNER], {seat: _winner(facts, seat) for seat in pact.signed}, pact))
    return found


def _told(name: str, plain: str, split: Mapping[str, str | None], pact: Pact, *, engine: bool = False) -> Sharing:
    shared = sum(split[seat] == party for seat, party in pact.signed.items())
    return Sharing(name, plain, split, shared, engine)


def _goals(pact: Pact, facts: Facts) -> Iterator[tuple[str, Goal]]:
    last, *before = [election.id for election in reversed(facts.seat_elections)]
    two = {last: LAST, **dict.fromkeys(before[:1], BEFORE)}
    yield CLAIMS, Strength(elections=two, won=WON, second=SECOND)
    yield "claims-last", Strength(elections={last: 1}, won=WON, second=SECOND)
    yield "strength", Strength(elections={last: 1})
    yield "strength-two", Strength(elections={last: 3, **dict.fromkeys(before[:1], 1)})
    shares = Shares(facts)
    yield "votes", _values({cell: shares.own(*cell) for cell in _cells(pact)})
    leads = {(seat, party): lead(shares.of_last(seat), party) for seat, party in _cells(pact)}
    yield "margin", _values({cell: -100.0 if points is None else points for cell, points in leads.items()})
    yield "places", _values({cell: sum(_places(facts, election, *cell) for election in two) for cell in _cells(pact)})
    from solver.backtest.known import assumed

    votes = assumed(pact, facts)
    if votes is not None:
        found = chances(facts, votes)
        column = {party: index for index, party in enumerate(facts.contesting)}
        row = {seat: index for index, seat in enumerate(facts.seat_ids)}
        odds = {(s, p): float(found[row[s], column[p]]) for s, p in _cells(pact)}
        yield "odds", _values(odds, MILLION)


def _cells(pact: Pact) -> Iterator[tuple[str, str]]:
    return ((seat, party) for seat in pact.signed for party in pact.totals)


def _values(values: Mapping[tuple[str, str], float], scale: int = 10_000) -> Value:
    """The goal with these values, in whole parts of 1 / scale."""
    cells = (Cell(seat=seat, party=party, value=round(scale * value)) for (seat, party), value in values.items())
    return Value(cells=tuple(cells))


def _places(facts: Facts, election: str, seat: str, party: str) -> int:
    """2 for a win, 1 for a second place."""
    placed = facts.standings[election].get(seat)
    return 0 if placed is None else 2 * (placed.winner == party) + (placed.runner_up == party)


def _by_engine(
    pact: Pact, facts: Facts, goal: Goal, time_limit: float | None, engine: Choice
) -> Mapping[str, str | None] | None:
    """The best split by a goal with every total pinned; None where it is not proved in time."""
    out = [party for party in facts.contesting if party not in pact.totals]
    # The totals add up to all seats, so that none can get more where each gets as many.
    musts = tuple(AtLeast(id=party, party=party, seats=number, must=True) for party, number in pact.totals.items())
    scenario = Scenario(pact.id, facts.without(out), musts, goals=(goal,))
    posed = Posed(scenario.what_if())
    best = best_split(posed, engine_of(posed, choice=engine), Deadline(time_limit))
    return best.split if isinstance(best, Best) and best.proved else None


def _leader(shares: Shares, seat: str) -> str | None:
    """The partner with strictly the highest share last time."""
    ranked = sorted(shares.at_last(seat).items(), key=lambda one: -one[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _winner(facts: Facts, seat: str) -> str | None:
    held = [facts.standings[one.id][seat] for one in facts.seat_elections if seat in facts.standings[one.id]]
    return next((party for party in held[-1][:2] if party in facts.contesting), None) if held else None
