"""A what-if and its best split: where every question about that split begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

from solver.answers import About, Asked, Status
from solver.engine import Deadline, Impossible, Unknown
from solver.engine.choice import Choice, engine_for_many
from solver.engine.cpsat import CpSat
from solver.posed import Posed
from solver.questions.asked import (
    Progress,
    about_engine,
    about_what_if,
    check_limits,
    engine_of,
)
from solver.questions.best_split import Best, best_split
from solver.questions.conflicts import Conflicts, conflicts
from solver.questions.interruption import Interruption
from solver.scenario import WhatIf


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
    clash: Conflicts
    """Why there is no split, where the musts alone clash."""
    choice: Choice = "auto"
    used: dict[str, str] = field(default_factory=dict)
    """By step, the engine that did it, where it is another than the one of the best split."""
    proofs: bool = False
    """The answer is to carry proofs."""

    @property
    def found(self) -> Best | None:
        """The best split, where there is one."""
        return self.best if isinstance(self.best, Best) else None

    @property
    def status(self) -> Status:
        """What is known of the best split, in the words of the contract."""
        return status(self.best)

    def proved(self, progress: Progress) -> Case:
        """The case with the proofs of the best split's bounds, where these are wanted."""
        best = self.found
        if best is None or not self.proofs:
            return self
        progress("proofs")
        return replace(self, best=self.with_proofs(self.posed, best))

    def with_proofs(self, posed: Posed, best: Best) -> Best:
        """A best split, of this what-if or of one beside it, with the proofs of its bounds where these are wanted."""
        if not self.proofs:
            return best
        from solver.questions.bound_proofs import with_proofs  # loads the LP solver, 0.1 s

        return with_proofs(posed, best, self.deadline)

    @cached_property
    def explainer(self) -> CpSat:
        """An engine whose seed is always the same, so that explanations do not depend on the one given."""
        return self.engine.seeded(0)

    @cached_property
    def lister(self) -> CpSat:
        """An engine for lists of splits."""
        return engine_for_many(self.posed.system, self.choice)

    @property
    def asked(self) -> Asked:
        """The beginning of the answer; to be taken last, when it is known whether the limit came first."""
        best = self.found
        split = best.split if best else None
        engine = about_engine(self.engine, self.time_limit if self.deadline.passed else None) | self.used
        about = about_what_if(self.posed, self.settings, self.drop, engine, split)
        told = {one.name: getattr(about, one.name) for one in fields(About)}
        cost, goals = (best.cost, best.goals) if best else ((), ())
        return Asked(
            **told,
            status=self.status,
            split=split,
            cost=cost,
            goals=goals,
            conflicts=self.clash.found,
            conflicts_complete=self.clash.complete,
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
    choice: Choice = "auto",
    interruption: Interruption | None = None,
    *,
    proofs: bool = False,
) -> Case:
    """Pose a what-if, made with these settings and drops, and find its best split, or what clashes.

    Ctrl-C goes to `interruption`, where there is one and some split is known by then.

    Raises:
        KeyboardInterrupt: at Ctrl-C otherwise.
        ValueError, SettingError, EngineError: as `solve`.
    """
    check_limits(seed, time_limit)
    drop = (drop,) if isinstance(drop, str) else tuple(drop)
    deadline = Deadline(time_limit)
    posed = Posed(what_if)
    engine = engine_of(posed, seed, choice)
    progress("best split")
    best = best_split(posed, engine, deadline, interruption=interruption)
    if interruption is not None and interruption.came and not isinstance(best, Best):
        raise KeyboardInterrupt
    clash = Conflicts((), complete=False)
    if isinstance(best, Impossible):
        progress("what clashes")
        clash = conflicts(posed, engine.seeded(0), deadline, among_musts=True, kept=None, proofs=proofs)
    return Case(dict(settings or {}), drop, posed, engine, best, time_limit, deadline, clash, choice, proofs=proofs)
