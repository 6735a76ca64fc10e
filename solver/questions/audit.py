"""How does a split, ours or one on the table, stand against every rule and every fairness axiom that applies?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from solver.answers import Audit, Axiom, Finding, Pareto, StageValue, Status
from solver.engine.asks import Deadline, Impossible
from solver.lookups.values import Values
from solver.posed import Posed
from solver.questions.asked import (
    TIME_LIMIT,
    Progress,
    about_engine,
    about_what_if,
    built,
    check_limits,
    engine_of,
    quiet,
    version_of,
)
from solver.questions.axioms import Held, axioms, values_of
from solver.questions.mending import finding
from solver.questions.swaps import checked_split
from solver.scenario import Scenario, SettingError
from solver.scenario.settings import with_names
from solver.split import Split

if TYPE_CHECKING:
    from solver.engine.choice import Choice
    from solver.engine.cpsat import CpSat

PARETO = "Pareto"
"""The name of Pareto optimality among axioms."""


def audit(
    scenario: Scenario,
    split: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    *,
    hold: Iterable[str] = (),
    drop: Iterable[str] = (),
    time_limit: float | None = TIME_LIMIT,
    seed: int = 0,
    progress: Progress = quiet,
    engine: Choice = "auto",
) -> Audit:
    """Hold a split against the rules of a scenario and against the axioms (see `solver.questions.axioms`).

    Args:
        scenario: a loaded scenario.
        split: party by seat, for every seat; see `solver.load_split`. None for the scenario's own best split.
        settings: option by switch, or value by 'rule.field'.
        hold: ids of rules, or names of axioms, that the audit is to report as failed where they are broken.
        drop: ids of rules to leave out.
        time_limit: seconds for everything together; None for no limit.
        seed: seed of the engine; a proved answer does not depend on it.
        progress: called with the name of each step before it starts.
        engine: 'auto', 'cp-sat' or 'flow', for the best split; see `solver.engine.choice`.

    Raises:
        ValueError: for a seed or a time limit out of range, or a split that is not one of this scenario's.
        SettingError: for settings, drops or names in `hold` that do not fit.
        EngineError: if the engine refuses the model, or its answer fails a check.
    """
    check_limits(seed, time_limit)
    drop = (drop,) if isinstance(drop, str) else tuple(drop)
    posed, deadline = built(Posed(scenario.what_if(settings, drop))), Deadline(time_limit)
    held, hold = axioms(posed.what_if), tuple(hold)
    _check_names(posed, held, hold)
    audited = _Audited(posed, deadline, seed, progress, engine)
    status = audited.take(split)
    told, found = audited.axioms(held), audited.split
    efficient = audited.pareto()
    return Audit(
        findings=audited.findings(),
        axioms=told,
        pareto=efficient,
        goals=tuple(audited.goals()),
        given=split is not None,
        status=status,
        split=found,
        seats=found.totals(posed.grid.parties) if found else None,
        failed=_failed(posed, found, told, efficient, hold),
        unsettled=_unsettled(told, efficient, hold) if found else (),
        about=about_what_if(posed, settings or {}, drop, audited.computed_by(time_limit), found),
    )


def _check_names(posed: Posed, held: tuple[Held, ...], hold: tuple[str, ...]) -> None:
    known = [*(rule.id for rule in posed.rules), *dict.fromkeys(one.name for one in held), PARETO]
    for name in hold:
        if name not in known:
            raise SettingError(with_names(f"no rule or axiom of this audit is called '{name}'", name, known))


def _failed(
    posed: Posed, split: Split | None, told: tuple[Axiom, ...], efficient: tuple[Pareto, ...], hold: tuple[str, ...]
) -> tuple[str, ...]:
    if split is None:
        return hold
    broken = {posed.rules[index].id for index, short in posed.shortfalls(split).items() if short}
    broken |= {axiom.name for axiom in told if axiom.shortfall}
    broken |= {PARETO for one in efficient if one.status == "dominated"}
    return tuple(name for name in dict.fromkeys(hold) if name in broken)


def _unsettled(told: tuple[Axiom, ...], efficient: tuple[Pareto, ...], hold: tuple[str, ...]) -> tuple[str, ...]:
    """Of the names to hold, those that could not be computed for some entitlement or values."""
    open_ = {axiom.name for axiom in told if axiom.shortfall is None}
    open_ |= {PARETO for one in efficient if one.status == "unknown"}
    return tuple(name for name in dict.fromkeys(hold) if name in open_)


class _Audited:
    """Holds one split against one thing after the other."""

    def __init__(self, posed: Posed, deadline: Deadline, seed: int, progress: Progress, engine: Choice) -> None:
        self.posed = posed
        self.split: Split | None = None
        self.deadline = deadline
        self.seed = seed
        self.progress = progress
        self.choice = engine
        self.used: CpSat | None = None
        """The engine, once there was something to ask it."""

    def take(self, split: Mapping[str, str] | None) -> Status | None:
        """Take the split given, or the scenario's own best one; then say how good it is known to be."""
        if split is not None:
            self.split = checked_split(self.posed, split)
            return None
        from solver.questions.best_split import Best, best_split  # an audit of a given split may need no engine

        self.progress("best split")
        best = best_split(self.posed, self.asked(), self.deadline)
        if isinstance(best, Best):
            self.split = best.split
            return "optimal" if best.proved else "feasible"
        return "infeasible" if isinstance(best, Impossible) else "unknown"

    def asked(self) -> CpSat:
        """The engine."""
        self.used = self.used or engine_of(self.posed, self.seed, self.choice)
        return self.used

    def computed_by(self, time_limit: float | None) -> dict[str, Any]:
        """What computed the answer; with the limit where it came before all was worked out."""
        limit = time_limit if self.deadline.passed else None
        if self.used is not None:
            return about_engine(self.used, limit)
        about: dict[str, Any] = {"name": "enumeration", "seatpact": version_of("seatpact")}
        return about if limit is None else about | {"time_limit": limit}

    def findings(self) -> dict[str, Finding]:
        """Witness and mend of every rule that is broken."""
        if self.split is None:
            return {}
        self.progress("rules")
        told = ((rule.id, finding(self.posed, rule, self.split, self.deadline)) for rule in self.posed.rules)
        return {rule: found for rule, found in told if found.breach}

    def axioms(self, held: tuple[Held, ...]) -> tuple[Axiom, ...]:
        """How each axiom stands."""
        split, facts = self.split, self.posed.what_if.facts
        if split is None:
            return ()
        self.progress("axioms")
        return tuple(
            Axiom(
                name=one.name,
                entitlement=one.entitlement,
                values=one.values,
                over=one.over,
                shortfall=None if one.cannot else one.rule.shortfall(split, facts),
                unit=one.rule.unit,
                sentence=one.rule.sentence(facts),
                finding=Finding() if one.cannot else finding(self.posed, one.rule, split, self.deadline),
                cannot=one.cannot,
            )
            for one in held
        )

    def pareto(self) -> tuple[Pareto, ...]:
        """Pareto optimality for each kind of value; where all seats count alike there is nothing to ask."""
        if self.split is None:
            return ()
        self.progress("Pareto optimality")
        return tuple(self._pareto(self.split, one) for one in values_of(self.posed.what_if))

    def _pareto(self, split: Split, values: Values) -> Pareto:
        if values.contested:
            return Pareto(values.phrase(), "optimal", always=True)
        from solver.questions.pareto import pareto  # an audit of seats counted alike may need no engine

        return pareto(self.posed, self.asked(), split, values, self.deadline)

    def goals(self) -> Iterator[StageValue]:
        """The split's worth to each goal, stage by stage."""
        what_if = self.posed.what_if
        if self.split is None:
            return
        for goal in what_if.goals:
            for value in goal.worth(self.split, what_if.facts, what_if.wishes):
                yield StageValue(goal.kind, value, None)
