"""What is asked, in every question: the limits, the engine, and how seats, parties and rules are told?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from solver.answers import PartyInfo, RuleState, SeatInfo
from solver.engine.cpsat import CpSat
from solver.facts import Facts
from solver.lookups.apportionment import TooManyTiesError
from solver.posed import Posed
from solver.scenario import SettingError
from solver.split import Split

TIME_LIMIT = 60.0
"""Seconds that an answer may take unless it is told otherwise."""

Progress = Callable[[str], None]


def quiet(step: str) -> None:
    """Nobody watches."""


def check_limits(seed: int, time_limit: float | None) -> None:
    """Refuse what no engine can be held to.

    Raises:
        ValueError: for a seed or a time limit out of range.
    """
    if not 0 <= seed < 2**31 or (time_limit is not None and not time_limit >= 0):
        raise ValueError("an answer needs a seed from 0 to 2^31 - 1 and a time limit of 0 seconds or more, or None")


def engine_of(posed: Posed, seed: int = 0) -> CpSat:
    """An engine for a what-if.

    Raises:
        SettingError: where a switch leaves an apportionment with too many ties to list.
    """
    try:
        return CpSat(posed.system, seed)
    except TooManyTiesError as error:
        raise SettingError(f"with these switches {error}") from None


def seat_info(facts: Facts) -> tuple[SeatInfo, ...]:
    """What a report says of each seat, in file order."""
    return tuple(SeatInfo(s.id, s.name or s.id, s.region, s.reserved, s.tile) for s in facts.seats)


def party_info(facts: Facts) -> tuple[PartyInfo, ...]:
    """What a report says of each contesting party, in file order."""
    return tuple(PartyInfo(p, facts.party_name(p), facts.party[p].colour) for p in facts.contesting)


def about_engine(engine: CpSat, time_limit: float | None) -> dict[str, Any]:
    """What computed the answer; with seed and limit only where the limit came first and so shaped it."""
    about: dict[str, Any] = {
        "name": engine.name,
        "ortools": _version("ortools"),
        "seatpact": _version("seatpact"),
    }
    if time_limit is not None:
        about |= {"seed": engine.seed, "time_limit": time_limit}
    return about


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def rule_states(posed: Posed, split: Split | None) -> Iterator[RuleState]:
    """How every rule stands in a split; shortfalls are None where there is none."""
    facts = posed.what_if.facts
    short = posed.shortfalls(split) if split is not None else {}
    for index, rule in enumerate(posed.rules):
        yield RuleState(
            id=rule.id,
            kind=rule.kind,
            must=rule.must,
            priority=rule.priority,
            weight=rule.weight,
            shortfall=short.get(index),
            unit=rule.unit,
            sentence=rule.sentence(facts),
            basis=rule.basis,
            asked_by=rule.asked_by,
            source=rule.source,
            note=rule.note,
            claims=rule.claimed(facts),
        )
