"""Of which other demands does a sum of rows prove the same? As `lifting`, for proofs that are no cut of a network.

A proof may take rows of demands that are more than counts, such as 'for five of theirs one of ours', at multipliers
other than 1. What each plain demand brings to such a sum is counted by `solver.shares`, which says when it adds up; a
demand that is not in the proof is tried at the multipliers that those in it have. Source, as of `lifting`: E. Balas,
"Facets of the knapsack polytope", Mathematical Programming 8 (1975) 146-164.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from solver.certificate import Certificate
from solver.engine.counted import Counted
from solver.engine.lifting import Group, Lifted
from solver.shares import Share, Shift, shares
from solver.system import System

PRICES = 4
"""Most multipliers at which demands that are not in the proof are tried."""


def lifted_rows(
    counted: Counted, proof: Certificate, candidates: Iterable[int], fixed: Collection[int] = ()
) -> tuple[Lifted, Certificate] | None:
    """What a proof of a clash says of other demands too, and the multipliers of all of them.

    Args:
        counted: the demands that may be asked about.
        proof: multipliers that prove the clash; their denominator is 1.
        candidates: demands that may be taken in, in order.
        fixed: demands that are part of every choice.

    Returns:
        None where nothing in the proof can be exchanged.
    """
    members = sorted(proof.demands())
    apart = _apart(counted, [one for one in members if counted.single(one) and one not in fixed])
    times = {demand: proof.rows.get((demand, 0), 0) for demand in apart}
    others = [one for one in candidates if one not in members and counted.single(one)]
    kept = [member for member in members if member not in times]
    base = Certificate(
        seats=proof.seats,
        rows={key: by for key, by in proof.rows.items() if key[0] in kept},
        kept={demand: by for demand, by in proof.kept.items() if demand in kept},
    )
    missing, found = shares(counted.system, base.plus(_rows(times)), apart)
    best = _best(counted.system, base, others, times.values())
    times |= {demand: by for demand, (by, _) in best.items()}
    groups = _groups(found | {demand: share for demand, (_, share) in best.items()}, times)
    brought = sum(group.part for group in groups if not {*group.demands}.isdisjoint(apart))
    if missing < 0 or brought <= missing:  # below 0, what is fixed clashes without any of them
        return None
    taken = {demand: times[demand] for group in groups for demand in group.demands}
    return Lifted(tuple(kept), tuple(groups), missing), base.plus(_rows(taken))


def _apart(counted: Counted, demands: Iterable[int]) -> list[int]:
    """Demands that share no cell, the smallest first."""
    apart: list[int] = []
    taken: set[int] = set()
    cells = {demand: counted.network.cells[counted.number(demand)].tolist() for demand in demands}
    for demand in sorted(cells, key=lambda one: len(cells[one])):
        if taken.isdisjoint(cells[demand]):
            taken.update(cells[demand])
            apart.append(demand)
    return sorted(apart)


def _rows(times: dict[int, int]) -> Certificate:
    """Each of these demands kept, its one row times its multiplier."""
    return Certificate(
        rows={(demand, 0): by for demand, by in times.items() if by},
        kept={demand: -abs(by) for demand, by in times.items() if by},
    )


def _best(
    system: System, base: Certificate, others: Sequence[int], times: Collection[int]
) -> dict[int, tuple[int, Share]]:
    """For each demand the multiplier at which it brings most, and what it brings."""
    best: dict[int, tuple[int, Share]] = {}
    for price in sorted({abs(by) for by in times if by}, reverse=True)[:PRICES]:
        tried = {one: price if system.demand_rows[one][0].low is not None else -price for one in others}
        _, found = shares(system, base.plus(_rows(tried)), others)
        for one, share in found.items():
            if one not in best or share.part > best[one][1].part:
                best[one] = (tried[one], share)
    return best


def _groups(found: dict[int, Share], times: dict[int, int]) -> list[Group]:
    """Each demand in the one group whose shifts it shares, if its part is the same; alone if it shares none."""
    groups: list[tuple[int, list[int]]] = []
    owner: dict[Shift, int] = {}
    for demand, share in found.items():
        shared = {owner[shift] for shift in share.shifts if shift in owner}
        if share.part <= 0 or len(shared) > 1 or any(groups[group][0] != share.part for group in shared):
            continue
        group = shared.pop() if shared else len(groups)
        if group == len(groups):
            groups.append((share.part, []))
        groups[group][1].append(demand)
        owner |= dict.fromkeys(share.shifts, group)
    return [Group(part, tuple(demands), times[demands[0]]) for part, demands in groups]
