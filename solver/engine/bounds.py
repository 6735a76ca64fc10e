"""Which multipliers on rows prove that an objective cannot fall below its optimum?

The dual values of the linear relaxation, rounded to whole numbers; those of the seats are then read off, the least
reduced cost among a seat's cells being the best one there is. What they prove is computed exactly, so rounding can
cost the proof, but not make a false one. Where the relaxation's bound, rounded up, stays below the optimum, there is
no such proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from solver.certificate import Certificate, Stage, proved_bound, weak_dual, weighted
from solver.engine.asks import Deadline
from solver.engine.relaxation import FINEST, rounded, row_duals
from solver.rows import Linear, Row
from solver.system import System


def bound_proof(
    system: System,
    stage: Stage,
    earlier: Sequence[Stage],
    kept: Iterable[int],
    only: Iterable[int],
    deadline: Deadline,
) -> Certificate | None:
    """A proof by adding rows up that an objective cannot fall below a value; None where none was found.

    Args:
        system: the rows.
        stage: the objective, to be minimised, and the value.
        earlier: objectives that do not exceed their values.
        kept: demands that are kept.
        only: demands whose rows count.
        deadline: None is also the answer where it passes.
    """
    objective, value = stage
    if proved_bound(system, Certificate(), objective, earlier) >= value:
        return Certificate()
    keys, kept = system.lasting_rows(only), tuple(kept)
    rows = [system.demand_rows[demand][index] for demand, index in keys]
    rows += [*system.kept(kept), *(Row(terms, high=high) for terms, high in earlier)]
    duals = row_duals(system, rows, objective, deadline)
    if duals is None:
        return None
    for whole, denominator in (rounded(duals), ([round(dual * FINEST) for dual in duals], FINEST)):
        used = [
            times if (row.low if times > 0 else row.high) is not None else 0
            for row, times in zip(rows, whole, strict=True)
        ]
        first, second = len(keys), len(keys) + len(kept)
        certificate = Certificate(
            rows={key: times for key, times in zip(keys, used, strict=False) if times},
            kept={demand: times for demand, times in zip(kept, used[first:second], strict=True) if times},
            stages={number: times for number, times in enumerate(used[second:]) if times},
            denominator=denominator,
        )
        certificate = with_seats(system, certificate, objective, earlier)
        if proved_bound(system, certificate, objective, earlier) >= value:
            return certificate
    return None


def with_seats(
    system: System, certificate: Certificate, objective: Linear, earlier: Sequence[Stage] = ()
) -> Certificate:
    """The certificate with the best multiplier of every seat, given those of the other rows; 0 is left out."""
    weighted_rows = ((row, times) for _, row, times in weighted(system, certificate, earlier))
    _, reduced = weak_dual(system.domains, weighted_rows, objective.combined(), certificate.denominator)
    width = system.parties
    best = {
        seat: min(reduced.get(cell, 0) for cell in range(seat * width, (seat + 1) * width))
        for seat in range(system.seats)
    }
    return replace(certificate, seats={seat: times for seat, times in best.items() if times})
