"""What does Seatpact answer? Frozen values, each with the form in which it stands in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.later import later, places

if TYPE_CHECKING:
    from solver.answers.answer import SCHEMA, SPLIT_COLUMNS, Answer, DecidedBy, Status
    from solver.answers.asked import About, Asked, Moves
    from solver.answers.audited import AUDIT_SCHEMA, Audit, Axiom, Finding, Mend, Pareto
    from solver.answers.clashes import CONFLICTS_SCHEMA, Clashes
    from solver.answers.explained import Concession, Conflict, Family, Group, Proof, Witness
    from solver.answers.interest import INTEREST_SCHEMA, Interest, SubPact
    from solver.answers.laboratory import LAB_SCHEMA, Laboratory
    from solver.answers.mapped import DEAL_MAP_SCHEMA, DealMap, LookUp, NoDeal, SeatSum
    from solver.answers.states import PartyInfo, RuleState, SeatInfo, StageValue
    from solver.answers.swaps import SWAPS_SCHEMA, Swap, Swaps
    from solver.answers.swept import SWEEP_SCHEMA, Axis, Swept, SweptCounts, SweptRow, SweptShape, SweptStatus
    from solver.answers.ways_out import CONCESSIONS_SCHEMA, DropSet, DropSets, Share, WayOut, WaysOut
    from solver.answers.why import (
        WHY_SCHEMA,
        Clash,
        Contrast,
        Farthest,
        Freedom,
        Price,
        Ranked,
        WhyForced,
        WhyRule,
        WhySeat,
        WhyUnique,
    )
    from solver.answers.worth import Worth

__all__ = [
    "AUDIT_SCHEMA",
    "CONCESSIONS_SCHEMA",
    "CONFLICTS_SCHEMA",
    "DEAL_MAP_SCHEMA",
    "INTEREST_SCHEMA",
    "LAB_SCHEMA",
    "SCHEMA",
    "SPLIT_COLUMNS",
    "SWAPS_SCHEMA",
    "SWEEP_SCHEMA",
    "WHY_SCHEMA",
    "About",
    "Answer",
    "Asked",
    "Audit",
    "Axiom",
    "Axis",
    "Clash",
    "Clashes",
    "Concession",
    "Conflict",
    "Contrast",
    "DealMap",
    "DecidedBy",
    "DropSet",
    "DropSets",
    "Family",
    "Farthest",
    "Finding",
    "Freedom",
    "Group",
    "Interest",
    "Laboratory",
    "LookUp",
    "Mend",
    "Moves",
    "NoDeal",
    "Pareto",
    "PartyInfo",
    "Price",
    "Proof",
    "Ranked",
    "RuleState",
    "SeatInfo",
    "SeatSum",
    "Share",
    "StageValue",
    "Status",
    "SubPact",
    "Swap",
    "Swaps",
    "Swept",
    "SweptCounts",
    "SweptRow",
    "SweptShape",
    "SweptStatus",
    "WayOut",
    "WaysOut",
    "WhyForced",
    "WhyRule",
    "WhySeat",
    "WhyUnique",
    "Witness",
    "Worth",
]

__getattr__ = later(
    __name__,
    places(
        __name__,
        {
            "answer": "SCHEMA SPLIT_COLUMNS Answer DecidedBy Status",
            "asked": "About Asked Moves",
            "audited": "AUDIT_SCHEMA Audit Axiom Finding Mend Pareto",
            "clashes": "CONFLICTS_SCHEMA Clashes",
            "explained": "Concession Conflict Family Group Proof Witness",
            "interest": "INTEREST_SCHEMA Interest SubPact",
            "laboratory": "LAB_SCHEMA Laboratory",
            "mapped": "DEAL_MAP_SCHEMA DealMap LookUp NoDeal SeatSum",
            "states": "PartyInfo RuleState SeatInfo StageValue",
            "swaps": "SWAPS_SCHEMA Swap Swaps",
            "swept": "SWEEP_SCHEMA Axis Swept SweptCounts SweptRow SweptShape SweptStatus",
            "ways_out": "CONCESSIONS_SCHEMA DropSet DropSets Share WayOut WaysOut",
            "why": "WHY_SCHEMA Clash Contrast Farthest Freedom Price Ranked WhyForced WhyRule WhySeat WhyUnique",
            "worth": "Worth",
        },
    ),
)
"""Loaded on first use: making its classes takes a command longer than most answers do."""
