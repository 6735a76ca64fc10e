"""How does a certificate, which numbers demands and seats, read in the names of the file, and back?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from solver.answers import Proof
from solver.certificate import Certificate
from solver.posed import Posed

Name = TypeVar("Name", str, int)
Rows = Mapping[tuple[int, int], int]


def named(posed: Posed, certificate: Certificate) -> Proof:
    """The certificate in names; what it numbers must belong to the what-if."""
    ids = [rule.id for rule in posed.rules]
    seats = posed.grid.seats
    return Proof(
        seats={seats[seat]: times for seat, times in certificate.seats.items()},
        rules={ids[demand]: rows for demand, rows in _nested(certificate.rows).items() if demand < len(ids)},
        goals={d - len(ids): rows for d, rows in _nested(certificate.rows).items() if d >= len(ids)},
        kept={ids[demand]: times for demand, times in certificate.kept.items()},
        stages=dict(certificate.stages),
        denominator=certificate.denominator,
    )


def certificate_of(posed: Posed, proof: Proof) -> Certificate:
    """The certificate that a proof names.

    Raises:
        ValueError: for a seat, rule, goal or row that the what-if does not have.
    """
    seats = {seat: index for index, seat in enumerate(posed.grid.seats)}
    rules = {rule.id: index for index, rule in enumerate(posed.rules)}
    goals = {number: len(rules) + number for number in range(len(posed.goals))}
    rows = {(_known(rules, "rule", rule), row): times for rule, of in proof.rules.items() for row, times in of.items()}
    rows |= {(_known(goals, "goal", goal), row): times for goal, of in proof.goals.items() for row, times in of.items()}
    for demand, row in rows:
        if not 0 <= row < len(posed.system.demands[demand].rows):
            raise ValueError(f"the proof names row {row} of a demand that has {len(posed.system.demands[demand].rows)}")
    return Certificate(
        seats={_known(seats, "seat", seat): times for seat, times in proof.seats.items()},
        rows=rows,
        kept={_known(rules, "rule", rule): times for rule, times in proof.kept.items()},
        stages=dict(proof.stages),
        denominator=proof.denominator,
    )


def _nested(rows: Rows) -> dict[int, dict[int, int]]:
    by_demand: dict[int, dict[int, int]] = {}
    for (demand, row), times in rows.items():
        by_demand.setdefault(demand, {})[row] = times
    return by_demand


def _known(index: Mapping[Name, int], kind: str, name: Name) -> int:
    if name not in index:
        raise ValueError(f"the proof names the {kind} {name!r}, which this what-if does not have")
    return index[name]
