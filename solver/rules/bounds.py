"""How many seats must change hands so that every party's number lies between two bounds: as rows, and counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from solver.breach import Breach
from solver.rows import Demand, Draft, Linear

Side = Literal["both", "lower", "upper"]


class Between(NamedTuple):
    """`held` is to lie between `part / of` rounded down and rounded up."""

    held: Linear
    part: Linear
    of: int


def between(pools: Sequence[tuple[int, Sequence[Between]]], side: Side, within: int) -> Demand:
    """For each pool (its number of seats, its bounds) the seats missing and beyond; the greater of their sums counts.

    Missing seats come from those who can spare some, so one seat that changes hands mends one below and one above.
    """
    draft, needed = Draft(), []
    short = draft.helper(0, sum(size for size, _ in pools))
    for size, bounds in pools:
        needed.append(draft.helper(0, size) if len(pools) > 1 else short)
        slack = within if len(pools) == 1 else 0
        if side != "upper":
            below = [draft.helper(0, size) for _ in bounds]
            for helper, one in zip(below, bounds, strict=True):
                row = (one.held + Linear.sum((helper,))).times(one.of) + one.part.times(-1)
                draft.row(row, low=1 - one.of)
            draft.row(Linear.sum(needed[-1:]) + Linear.sum(below, -1), low=-slack)
        if side != "lower":
            above = [draft.helper(0, size) for _ in bounds]
            for helper, one in zip(above, bounds, strict=True):
                row = (one.held + Linear.sum((helper,), -1)).times(one.of) + one.part.times(-1)
                draft.row(row, high=one.of - 1)
            draft.row(Linear.sum(needed[-1:]) + Linear.sum(above, -1), low=-slack)
    if len(pools) > 1:
        draft.row(Linear.sum((short,)) + Linear.sum(needed, -1), low=-within)
    return draft.demand(Linear((short,), (1,)))


def changes(held: Sequence[int], low: Sequence[int], high: Sequence[int]) -> int:
    """Seats that must change hands; the bounds must admit some division of what is held."""
    missing = sum(max(0, least - have) for have, least in zip(held, low, strict=True))
    beyond = sum(max(0, have - most) for have, most in zip(held, high, strict=True))
    return max(missing, beyond)


def nearest(parties: Sequence[str], held: Sequence[int], low: Sequence[int], high: Sequence[int], side: Side) -> Breach:
    """Who is outside the bounds, and by how much; of the side that binds."""
    outside = [
        (party, have, least, most)
        for party, have, least, most in zip(parties, held, low, high, strict=True)
        if not least <= have <= most
    ]
    told = ", ".join(f"{party} {have} (quota {_range(least, most, side)})" for party, have, least, most in outside)
    gap = {party: have - (least if have < least else most) for party, have, least, most in outside}
    spare = {party: have - least for party, have, least in zip(parties, held, low, strict=True)}
    room = {party: most - have for party, have, most in zip(parties, held, high, strict=True)}
    poor = min(gap, key=gap.__getitem__) if min(gap.values()) < 0 else max(room, key=room.__getitem__)
    rich = max(gap, key=gap.__getitem__) if max(gap.values()) > 0 else max(spare, key=spare.__getitem__)
    return Breach(told, party=poor, against=rich)


def _range(low: int, high: int, side: Side) -> str:
    if side == "both":
        return str(low) if low == high else f"{low} to {high}"
    return f"at least {low}" if side == "lower" else f"at most {high}"
