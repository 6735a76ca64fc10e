"""What does `solve` answer: the best split, how free the choice is, what clashes, and the cheapest ways out?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from solver.answers import Answer, Status
from solver.engine import Deadline, Impossible, Unknown
from solver.engine.choice import Choice
from solver.engine.cpsat import CpSat
from solver.odds import prospects
from solver.posed import Posed
from solver.questions.asked import (
    TIME_LIMIT,
    Progress,
    about_engine,
    check_limits,
    engine_of,
    party_info,
    quiet,
    rule_states,
    seat_info,
)
from solver.questions.best_split import Best, best_split
from solver.questions.concessions import Concessions, concessions
from solver.questions.conflicts import Conflicts, conflicts
from solver.questions.ranges import decided_by, ranges
from solver.scenario import Scenario


def solve(
    scenario: Scenario,
    settings: Mapping[str, str] | None = None,
    *,
    drop: Iterable[str] = (),
    time_limit: float | None = TIME_LIMIT,
    seed: int = 0,
    progress: Progress = quiet,
    proofs: bool = False,
    engine: Choice = "auto",
) -> Answer:
    """Solve a scenario with its switches set.

    Args:
        scenario: a loaded scenario.
        settings: option by switch, or value by 'rule.field'.
        drop: ids of rules to leave out.
        time_limit: seconds for everything together; None for no limit.
        seed: seed of the engine; a proved answer does not depend on it.
        progress: called with the name of each step before it starts; by default nothing comes of it.
        proofs: add proofs that anyone can check: multipliers for bounds, a split for every way out.
        engine: 'auto', 'cp-sat' or 'flow', for the best split and what is said of splits as good; see
            `solver.engine.choice`.

    Raises:
        ValueError: for a seed or a time limit out of range.
        SettingError: for settings or drops that do not fit the scenario, or an engine that cannot answer it.
        EngineError: if the engine refuses the model, or its answer fails a check.
    """
    check_limits(seed, time_limit)
    drop = (drop,) if isinstance(drop, str) else tuple(drop)
    what_if = scenario.what_if(settings, drop)
    deadline = Deadline(time_limit)
    posed = Posed(what_if)
    asked = engine_of(posed, seed, engine)
    progress("best split")
    best = best_split(posed, asked, deadline)
    if proofs and isinstance(best, Best):
        progress("proofs")
        best = _with_proofs(posed, best, deadline)
    # The explanations must not depend on the seed either, so they always use the same one.
    assembled = _Assembled(posed, asked, asked.seeded(0), best, deadline, progress, proofs=proofs)
    return assembled.answer(settings, drop, time_limit)


def _with_proofs(posed: Posed, best: Best, deadline: Deadline) -> Best:
    from solver.questions.bound_proofs import with_proofs  # loads the LP solver, 0.1 s

    return with_proofs(posed, best, deadline)


class _Assembled:
    """Puts the partial answers together."""

    def __init__(
        self,
        posed: Posed,
        engine: CpSat,
        explainer: CpSat,
        best: Best | Impossible | Unknown,
        deadline: Deadline,
        progress: Progress,
        *,
        proofs: bool,
    ) -> None:
        self.posed = posed
        self.engine = engine
        self.explainer = explainer
        self.best = best
        self.found = best if isinstance(best, Best) else None
        self.deadline = deadline
        self.progress = progress
        self.proofs = proofs

    def answer(self, settings: Mapping[str, str] | None, drop: tuple[str, ...], time_limit: float | None) -> Answer:
        """The whole answer."""
        what_if, best = self.posed.what_if, self.found
        parties = self.posed.grid.parties
        self.progress("ranges")
        spans = ranges(self.posed, self.explainer, best, self.deadline) if best else dict.fromkeys(parties)
        decided = decided_by(self.posed, self.explainer, best, spans, self.deadline) if best else None
        self.progress("ways out")
        ways = self._ways_out()
        self.progress("conflicts")
        clashes = self._conflicts()
        self.progress("expected wins")
        wins = prospects(what_if.facts, best.split) if best else None
        return Answer(
            title=what_if.scenario.title,
            digest=what_if.digest,
            switches=what_if.switches,
            engine=about_engine(self.engine, time_limit if self.deadline.passed else None),
            status=self._status(),
            split=best.split if best else None,
            seats=best.split.totals(parties) if best else None,
            ranges=spans,
            cost=best.cost if best else (),
            goals=best.goals if best else (),
            goal_sentences=tuple(goal.sentence(what_if.facts) for goal in what_if.goals),
            decided_by=decided,
            rules=tuple(rule_states(self.posed, best.split if best else None)),
            conflicts=clashes.found,
            conflicts_complete=clashes.complete,
            concessions=ways.found,
            concessions_complete=ways.complete,
            more_concessions=ways.more,
            notices=(*what_if.notices(), *(wins.notices() if wins else ())),
            seat_info=seat_info(what_if.facts),
            party_info=party_info(what_if.facts),
            dropped=drop,
            settings={name: value for name, value in (settings or {}).items() if name not in what_if.switches},
            wins=wins,
        )

    def _status(self) -> Status:
        if isinstance(self.best, Best):
            return "optimal" if self.best.proved else "feasible"
        return "infeasible" if isinstance(self.best, Impossible) else "unknown"

    def _ways_out(self) -> Concessions:
        if self.found is None:
            return Concessions((), complete=False)
        return concessions(self.posed, self.explainer, self.found, self.deadline, splits=self.proofs)

    def _conflicts(self) -> Conflicts:
        if isinstance(self.best, Unknown):
            return Conflicts((), complete=False)
        return conflicts(
            self.posed,
            self.explainer,
            self.deadline,
            among_musts=isinstance(self.best, Impossible),
            kept=self.found.split if self.found else None,
            proofs=self.proofs,
        )
