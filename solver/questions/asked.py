"""What is asked, in every question: the limits, the engine, and how seats, parties and rules are told?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from solver.answers import About, PartyInfo, RuleState, SeatInfo
from solver.facts import Facts
from solver.lookups.apportionment import TooManyTiesError
from solver.posed import Posed
from solver.scenario import SettingError
from solver.split import Split

if TYPE_CHECKING:
    from solver.engine.asks import Refused, Staged
    from solver.engine.choice import Choice
    from solver.engine.cpsat import CpSat

TIME_LIMIT = 60.0
"""Seconds that an answer may take unless it is told otherwise."""

ANSWERING = ("network", "sat", "flow", "relaxation", "exchanges", "cp-sat")
"""What can answer, in the order in which it is asked; the names stand in `engine.answered_by`."""

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


def built(posed: Posed) -> Posed:
    """The same, its rows made.

    Raises:
        SettingError: where a switch leaves an apportionment with too many ties to list.
    """
    try:
        _ = posed.system
    except TooManyTiesError as error:
        raise SettingError(f"with these switches {error}") from None
    return posed


def engine_of(posed: Posed, seed: int = 0, choice: Choice = "auto", asks: Staged | None = None) -> CpSat:
    """An engine for a what-if; see `solver.engine.choice`. What is asked is the best split, unless `asks` is given.

    Raises:
        SettingError: as `built`, and where the engine chosen cannot answer, with the rule or goal that is beyond it.
        ValueError: for a choice that is none.
    """
    from solver.engine.asks import Refused  # not every question needs an engine; loading takes a while
    from solver.engine.choice import engine_for
    from solver.questions.best_split import staged

    engine = engine_for(built(posed).system, choice, asks or staged(posed), seed)
    if isinstance(engine, Refused):
        raise SettingError(f"the engine '{choice}' cannot answer this: {_beyond(posed, engine)}")
    return engine


def _beyond(posed: Posed, refused: Refused) -> str:
    """What is no count, in the words of the file, and what to do about it."""
    rules = [posed.rules[demand] for demand in refused.demands if demand < len(posed.rules)]
    told = [f"'{rule.id}' ({rule.kind})" for rule in rules]
    instead = f"; try --engine auto{f', or --drop {rules[-1].id}' if rules else ''}"
    return _why_beyond(posed, refused, told) + instead


def _why_beyond(posed: Posed, refused: Refused, told: Sequence[str]) -> str:
    if len(told) > 1:
        return f"the seats that {' and '.join(told)} count cross, and a network carries only what nests or keeps apart"
    if told:
        return f"rule {told[0]} is more than counts of seats that nest or keep apart"
    goals = [demand - len(posed.rules) for demand in refused.demands]
    goals += [] if refused.stage is None else [refused.stage - len(posed.costs)]
    named = [f"goal '{posed.goals[goal][0]}'" for goal in goals if goal >= 0]
    return f"{named[0]} is no sum over seats" if named else "its weights are too large"


def seat_info(facts: Facts) -> tuple[SeatInfo, ...]:
    """What a report says of each seat, in file order."""
    return tuple(SeatInfo(s.id, s.name or s.id, s.region, s.reserved, s.tile) for s in facts.seats)


def party_info(facts: Facts) -> tuple[PartyInfo, ...]:
    """What a report says of each contesting party, in file order."""
    return tuple(PartyInfo(p, facts.party_name(p), facts.party[p].colour) for p in facts.contesting)


def about_what_if(
    posed: Posed, settings: Mapping[str, str], drop: tuple[str, ...], engine: dict[str, Any], split: Split | None
) -> About:
    """The what-if that an answer is about; `split` is the one that it starts from, if there is one."""
    what_if = posed.what_if
    return About(
        title=what_if.scenario.title,
        digest=what_if.digest,
        switches=what_if.switches,
        settings={name: value for name, value in settings.items() if name not in what_if.switches},
        dropped=drop,
        engine=engine,
        rules=tuple(rule_states(posed, split)),
        goal_sentences=tuple(goal.sentence(what_if.facts) for goal in what_if.goals),
        notices=tuple(what_if.notices()),
        seat_info=seat_info(what_if.facts),
        party_info=party_info(what_if.facts),
    )


def about_engine(engine: CpSat, time_limit: float | None) -> dict[str, Any]:
    """What computed the answer; with seed and limit only where the limit came first and so shaped it."""
    about: dict[str, Any] = {
        "name": engine.name,
        "answered_by": [name for name in ANSWERING if name in engine.answered],
        "ortools": version_of("ortools"),
        "seatpact": version_of("seatpact"),
    }
    if time_limit is not None:
        about |= {"seed": engine.seed, "time_limit": time_limit}
    return about


def version_of(package: str) -> str | None:
    """The version of an installed package; None where it is not installed."""
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
