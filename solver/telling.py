"""How is it said, in a sentence, what one more demand takes, or what dropping a rule brings?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from solver.answers import Contrast, Moves, Price
from solver.facts import Facts
from solver.more import More
from solver.posed import Posed
from solver.split import Split
from solver.words import amount

MOST_NAMED = 4
"""Moves that are named and not counted; rules named before the rest is counted."""


def contrast_sentence(posed: Posed, told: Contrast, more: More) -> str:
    """'Giving Amethi to SP costs 1 more at priority 2 (inc-2009 short by 8 seats instead of 7)', and what moves."""
    if told.verdict == "forbidden":
        why = told.clash.why if told.clash is not None else None
        return f"{more.doing} is against the red lines{f': {why}' if why else ''}"
    if told.split is None:
        return f"{more.doing}: not worked out, the time limit came first"
    return f"{more.doing} {_verdict(posed, told)}{_and_moves(posed.what_if.facts, told, more)}"


def _verdict(posed: Posed, told: Contrast) -> str:
    short = shortfalls_said(posed, told.shortfalls)
    if told.verdict == "tie":
        return f"is just as good{f' ({short})' if short else ''}; only the order in the file decided"
    if told.verdict == "cost":
        rules = {rule.id for rule in posed.rules if rule.priority == told.priority}
        short = shortfalls_said(posed, {rule: both for rule, both in told.shortfalls.items() if rule in rules})
        return f"costs {told.by} more at priority {told.priority} ({short})"
    if told.verdict == "goal" and told.goal is not None and told.by is not None:
        which = "the goal" if len(told.goals) == 1 else f"goal {told.goal}"
        value = told.goals[told.goal - 1].value
        evens_out = f" (what changes evens out: {short})" if short else ""
        return f"costs the demands nothing{evens_out}, but lowers {which} by {told.by:,} of {value + told.by:,}"
    return "was not weighed to the end: the time limit came first"


def _and_moves(facts: Facts, told: Contrast, more: More) -> str:
    """'; Barabanki would move from SP to INC'; of a seat that is itself asked for, only the others are told."""
    others = tuple(move for move in told.moves if move[0] != more.seat)
    if not others:
        return "; no other seat moves" if more.seat is not None else "; no seat moves"
    few = "" if told.fewest else " (perhaps more than need be)"
    return f"; {moves_said(facts, others)}{' as well' if more.seat is not None else ''}{few}"


def moves_said(facts: Facts, moves: Moves) -> str:
    """'Barabanki moves from SP to INC', 'Agra (SP to INC) and Mathura (RLD to SP) move', '12 seats move'."""
    if not moves:
        return ""
    if len(moves) > MOST_NAMED:
        return f"{len(moves)} seats move"
    if len(moves) == 1:
        seat, one, other = moves[0]
        return f"{facts.seat_name(seat)} moves from {one} to {other}"
    *most, last = [f"{facts.seat_name(seat)} ({one} to {other})" for seat, one, other in moves]
    return f"{', '.join(most)} and {last} move"


def changed_shortfalls(posed: Posed, one: Split, other: Split) -> dict[str, tuple[int, int]]:
    """(in one split, in the other), by rule whose shortfall is not the same in both."""
    before, after = posed.shortfalls(one), posed.shortfalls(other)
    return {rule.id: (before[i], after[i]) for i, rule in enumerate(posed.rules) if before[i] != after[i]}


def shortfalls_said(posed: Posed, shortfalls: Mapping[str, tuple[int, int]]) -> str:
    """'inc-2009 short by 8 seats instead of 7, sp-minimum kept instead of short by 1'; the priorities in order."""
    rules = {rule.id: rule for rule in posed.rules}
    order = sorted(shortfalls, key=lambda one: rules[one].priority)
    parts = []
    for rule in order[:MOST_NAMED]:
        before, after = shortfalls[rule]
        now = f"short by {amount(after, rules[rule].unit)}" if after else "kept"
        was = f"{before}" if before and after else f"short by {before}" if before else "kept"
        parts.append(f"{rule} {now} instead of {was}")
    more = [f"{len(order) - MOST_NAMED} more change"] if len(order) > MOST_NAMED else []
    return ", ".join([*parts, *more])


def price_sentence(posed: Posed, rule: str, before: str, price: Price) -> str:
    """'Without inc-2009 the other demands fall short by 7 less at priority 2; INC loses 5 seats; ...'."""
    if before == "infeasible":
        return f"Without {rule} {_RED_LINES[price.status]}"
    if not price.cost and not price.seats:
        return f"What {rule} costs was not worked out: the time limit came first"
    parts = [*_gains(price), seats_said(price.seats), moves_said(posed.what_if.facts, price.moves)]
    gained = "; ".join(part for part in parts if part)
    return f"Without {rule} {gained or 'nothing changes: the same split stays the best'}"


_RED_LINES = {
    "optimal": "the red lines can all be kept",
    "feasible": "the red lines can all be kept",
    "infeasible": "the red lines still cannot all be kept",
    "unknown": "it is not known whether the red lines can be kept: the time limit came first",
}


def _gains(price: Price) -> Iterator[str]:
    """What the other demands cost less or more by priority, and the goals."""
    parts = [
        f"{abs(after - before)} {'less' if after < before else 'more'} at priority {priority}"
        for priority, (before, after) in price.cost.items()
        if before != after
    ]
    if parts:
        yield f"the other demands cost {', '.join(parts)}"
    for number, (_, before, after) in enumerate(price.goals, 1):
        which = "the goal" if len(price.goals) == 1 else f"goal {number}"
        if before != after:
            yield f"{which} {'gains' if after > before else 'loses'} {abs(after - before):,} to {after:,}"


def exchange_sentence(
    posed: Posed,
    moves: Moves,
    gained: Mapping[str, tuple[int, ...]],
    kept_better: Mapping[str, tuple[int, int]],
    basis: str,
) -> str:
    """'SP gives Barabanki to INC and INC gives Gonda to SP: INC gains 120, SP gains 300; sp-2009 short by 1 ...'."""
    facts = posed.what_if.facts
    given = " and ".join(f"{one} gives {facts.seat_name(seat)} to {other}" for seat, one, other in moves)
    gains = ", ".join(f"{party} gains {_gain_said(gain, basis)}" for party, gain in gained.items())
    better = shortfalls_said(posed, kept_better)
    return f"{given}: {gains}{f'; {better}' if better else ''}"


def _gain_said(gain: tuple[int, ...], basis: str) -> str:
    """'120', 'a claim more', or one figure a goal."""
    if basis == "claims":
        return f"{amount(gain[0], 'claims')}"
    return " and ".join(f"{by:,}" for by in gain)


def seats_said(seats: Mapping[str, int]) -> str:
    """'INC gains 2 seats, SP loses 2 seats': parties whose number changes."""
    parts = [f"{party} {'gains' if by > 0 else 'loses'} {amount(abs(by))}" for party, by in seats.items() if by]
    return ", ".join(parts)
