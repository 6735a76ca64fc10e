"""A what-if and its best split: where every question about that split begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Self

from solver.answers import Asked, Status
from solver.engine import Deadline, Impossible, Unknown
from solver.engine.cpsat import CpSat
from solver.posed import Posed
from solver.questions.asked import (
    Progress,
    about_engine,
    check_limits,
    engine_of,
    party_info,
    rule_states,
    seat_info,
)
from solver.questions.best_split import Best, best_split
from solver.scenario import WhatIf


class Interruption:
    """Ends the block it guards at Ctrl-C, and notes that it came, so that what was found by then is kept."""

    def __init__(self) -> None:
        self.came = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        interrupted = kind is not None and issubclass(kind, KeyboardInterrupt)
        self.came |= interrupted
        return interrupted


@dataclass(frozen=True)
class Case:
    """A what-if, posed to an engine, and the answer to what its best split is."""

    settings: dict[str, str]
    drop: tuple[str, ...]
    posed: Posed
    engine: CpSat
    best: Best | Impossible | Unknown
    time_limit: float | None
    deadline: Deadline

    @property
    def found(self) -> Best | None:
        """The best split, where there is one."""
        return self.best if isinstance(self.best, Best) else None

    @property
    def status(self) -> Status:
        """What is known of the best split, in the words of the contract."""
        return status(self.best)

    @cached_property
    def explainer(self) -> CpSat:
        """An engine whose seed is always the same, so that explanations do not depend on the one given."""
        return CpSat(self.posed.system)

    @property
    def asked(self) -> Asked:
        """The beginning of the answer; to be taken last, when it is known whether the limit came first."""
        what_if, best = self.posed.what_if, self.found
        split = best.split if best else None
        return Asked(
            title=what_if.scenario.title,
            digest=what_if.digest,
            switches=what_if.switches,
            settings={name: value for name, value in self.settings.items() if name not in what_if.switches},
            dropped=self.drop,
            engine=about_engine(self.engine, self.time_limit if self.deadline.passed else None),
            status=self.status,
            split=split,
            cost=best.cost if best else (),
            goals=best.goals if best else (),
            goal_sentences=tuple(goal.sentence(what_if.facts) for goal in what_if.goals),
            rules=tuple(rule_states(self.posed, split)),
            notices=tuple(what_if.notices()),
            seat_info=seat_info(what_if.facts),
            party_info=party_info(what_if.facts),
        )


def status(best: Best | Impossible | Unknown) -> Status:
    """What is known of any best split, in the words of the contract."""
    if isinstance(best, Best):
        return "optimal" if best.proved else "feasible"
    return "infeasible" if isinstance(best, Impossible) else "unknown"


def case_of(
    what_if: WhatIf,
    settings: Mapping[str, str] | None,
    drop: Iterable[str],
    time_limit: float | None,
    seed: int,
    progress: Progress,
) -> Case:
    """Pose a what-if, made with these settings and drops, and find its best split.

    Raises:
        ValueError, SettingError, EngineError: as `solve`.
    """
    check_limits(seed, time_limit)
    drop = (drop,) if isinstance(drop, str) else tuple(drop)
    posed = Posed(what_if)
    deadline = Deadline(time_limit)
    engine = engine_of(posed, seed)
    progress("best split")
    best = best_split(posed, engine, deadline)
    return Case(dict(settings or {}), drop, posed, engine, best, time_limit, deadline)
