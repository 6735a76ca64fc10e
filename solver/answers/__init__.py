"""What does Seatpact answer? Frozen values, each with the form in which it stands in JSON."""

from __future__ import annotations

from solver.answers.answer import SCHEMA, SPLIT_COLUMNS, Answer, DecidedBy, Status
from solver.answers.explained import Concession, Conflict, Proof, Witness
from solver.answers.states import PartyInfo, RuleState, SeatInfo, StageValue

__all__ = [
    "SCHEMA",
    "SPLIT_COLUMNS",
    "Answer",
    "Concession",
    "Conflict",
    "DecidedBy",
    "PartyInfo",
    "Proof",
    "RuleState",
    "SeatInfo",
    "StageValue",
    "Status",
    "Witness",
]
