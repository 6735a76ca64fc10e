"""Which demands cannot all be met together: every minimal conflict, told as it is found?

How all of them are found is in `enumeration`, `smallest`, `involving` and `facts`, each with its source; on what they
share, M. Liffiton and K. Sakallah, "Algorithms for computing minimal unsatisfiable subsets of constraints", Journal of
Automated Reasoning 40 (2008) 1-33.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from solver.answers import About, Clashes, Conflict, Family
from solver.answers.clashes import How
from solver.cover import Cover, bits
from solver.engine import Deadline, Staged, Unknown
from solver.engine.choice import Choice
from solver.engine.cpsat import CpSat
from solver.engine.kept import Choice as Kept
from solver.engine.kept import Keeper
from solver.posed import Posed
from solver.questions.asked import TIME_LIMIT, about_engine, about_what_if, built, check_limits, engine_of
from solver.questions.conflicts.enumeration import MinimalConflict, enumerate_all
from solver.questions.conflicts.facts import facts
from solver.questions.conflicts.involving import involving
from solver.questions.conflicts.smallest import smallest_first
from solver.questions.conflicts.together import Together, UndecidedError
from solver.questions.conflicts.told import Teller
from solver.questions.interruption import Interruption
from solver.rules import Rule
from solver.scenario import Scenario, SettingError
from solver.scenario.settings import with_hint
from solver.union import different

LIMIT = 10
"""Conflicts, or facts, listed unless it is asked for another number."""

Found = Callable[[Conflict], None]


def nobody(conflict: Conflict) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True)
class Wanted:
    """Which conflicts are wanted, and how.

    `how`: 'facts' tells conflicts that one sum proves once, with the number they stand for; 'each' tells every one as
    it is found; 'smallest' every one in order of size, then of rules. `prefer`: rules one would rather blame: others
    are let off first. `involving`: only conflicts that this rule takes part in. `by_seat`: a rule that is one demand a
    seat is opened, so that the seats that clash are named. `limit`: how many; None for all.
    """

    how: How = "facts"
    prefer: tuple[str, ...] = ()
    involving: str | None = None
    by_seat: bool = False
    limit: int | None = LIMIT
    proofs: bool = False


def find_conflicts(
    scenario: Scenario,
    settings: Mapping[str, str] | None = None,
    *,
    drop: Iterable[str] = (),
    wanted: Wanted | None = None,
    time_limit: float | None = TIME_LIMIT,
    found: Found = nobody,
    engine: Choice = "auto",
) -> Clashes:
    """The minimal conflicts of a scenario with its switches set.

    Args:
        scenario: a loaded scenario.
        settings: option by switch, or value by 'rule.field'.
        drop: ids of rules to leave out.
        wanted: which conflicts, and how.
        time_limit: seconds for everything together; None for no limit.
        found: called with each conflict as soon as it is proved.
        engine: 'auto', 'cp-sat' (network and SAT solver are not asked) or 'flow' (what is no network is refused).

    Raises:
        ValueError: for limits out of range.
        SettingError: for settings, drops or rules that do not fit the scenario, or an engine that cannot answer it.
        EngineError: if the engine refuses the model, or its answer fails a check.
    """
    return conflict_search(scenario, settings, drop=drop, wanted=wanted, time_limit=time_limit, engine=engine).run(
        found
    )


def conflict_search(
    scenario: Scenario,
    settings: Mapping[str, str] | None = None,
    *,
    drop: Iterable[str] = (),
    wanted: Wanted | None = None,
    time_limit: float | None = TIME_LIMIT,
    engine: Choice = "auto",
) -> ConflictSearch:
    """A search not yet begun, for who wants to tell what it is about first; else as `find_conflicts`."""
    wanted = wanted or Wanted()
    check_limits(0, time_limit)
    if wanted.limit is not None and wanted.limit < 1:
        raise ValueError("at least one conflict must be asked for")
    drop = (drop,) if isinstance(drop, str) else tuple(drop)
    what_if = scenario.what_if(settings, drop)
    held = () if wanted.involving is None else (wanted.involving,)
    posed = Posed(what_if.opened(whole=held) if wanted.by_seat else what_if)
    _check_known((*what_if.rules, *posed.rules), wanted)
    about = about_what_if(posed, dict(settings or {}), drop, {}, None)
    about = replace(about, digest=what_if.digest, notices=tuple(what_if.notices()))
    return ConflictSearch(about, posed, wanted, time_limit, engine)


def _engine(posed: Posed, choice: Choice) -> CpSat:
    """What answers whether demands can be kept, all of them at most."""
    return engine_of(posed, choice=choice, asks=Staged(tuple(range(len(built(posed).system.demands))), ()))


def _check_known(rules: Iterable[Rule], wanted: Wanted) -> None:
    known = dict.fromkeys(rule.id for rule in rules)
    for name in (*wanted.prefer, *((wanted.involving,) if wanted.involving is not None else ())):
        if name not in known:
            raise SettingError(with_hint(f"no rule '{name}' applies here", name, known))


class ConflictSearch:
    """Looks for conflicts; the time begins when it is made."""

    def __init__(self, about: About, posed: Posed, wanted: Wanted, time_limit: float | None, choice: Choice) -> None:
        self.about = about
        self.wanted = wanted
        self._posed = posed
        self._time_limit = time_limit
        self._deadline = Deadline(time_limit)
        self._keeper = Keeper(posed.system, _engine(posed, choice))
        self._status: Literal["feasible", "infeasible", "unknown"] = "unknown"
        self._conflicts: list[Conflict] = []
        self._complete = False

    def run(self, found: Found = nobody) -> Clashes:
        """Find conflicts until there are no others, or as many as are wanted, or the limit or Ctrl-C comes."""
        with Interruption() as interruption, suppress(UndecidedError):
            self._run(found)
        engine = about_engine(self._keeper.engine, self._time_limit if self._deadline.passed else None)
        return Clashes(
            about=replace(self.about, engine=engine),
            status=self._status,
            how=self.wanted.how,
            by_seat=self.wanted.by_seat,
            prefer=self.wanted.prefer,
            involving=self.wanted.involving,
            limit=self.wanted.limit,
            conflicts=tuple(self._listed()),
            complete=self._complete,
            different=self._different(),
            interrupted=interruption.came,
        )

    def _run(self, found: Found) -> None:
        if self._deadline.passed:
            return
        outcome = self._keeper.ask(self._posed.musts, self._deadline)
        if isinstance(outcome, Unknown):
            return
        self._status = "feasible" if isinstance(outcome, Kept) else "infeasible"
        wishes = self._status == "feasible"
        candidates, always = (self._posed.wishes, self._posed.musts) if wishes else (self._posed.musts, ())
        for conflict in self._all(Together(self._posed, self._keeper, self._deadline, candidates, always)):
            if len(self._conflicts) == self.wanted.limit:
                return
            self._conflicts.append(conflict)
            found(conflict)
        self._complete = True

    def _different(self) -> int | None:
        """How many sets the conflicts stand for, each counted once."""
        place = {rule.id: index for index, rule in enumerate(self._posed.rules)}

        def those(rules: Iterable[str]) -> int:
            return sum(1 << place[rule] for rule in rules)

        def cover(family: Family) -> Cover:
            groups = tuple((group.part, those(group.rules)) for group in family.groups)
            return Cover(those(family.always), groups, family.more_than)

        covers = [None if one.family is None else cover(one.family) for one in self._conflicts]
        return different([those(one.rules or one.musts) for one in self._conflicts], covers)

    def _listed(self) -> list[Conflict]:
        """By size, then by rule: in that order, whichever was found first."""
        place = {rule.id: index for index, rule in enumerate(self._posed.rules)}
        ids = [(conflict.rules or conflict.musts, conflict) for conflict in self._conflicts]
        return [one for _, one in sorted(ids, key=lambda pair: (len(pair[0]), [place[rule] for rule in pair[0]]))]

    def _all(self, together: Together) -> Iterator[Conflict]:
        teller = Teller(together, proofs=self.wanted.proofs)
        prefer = together.of(rule for rule in self._preferred() if rule in together)
        rule = self._rule()
        if self.wanted.how != "facts":
            yield from (teller.told(members) for members in self._members(together, prefer, rule))
        elif rule is None or rule in together or rule in together.always:
            yield from facts(teller, prefer, rule)

    def _members(self, together: Together, prefer: int, rule: int | None) -> Iterator[int]:
        if rule is not None:
            every = involving(together, rule, prefer)
            return _sorted(every) if self.wanted.how == "smallest" else every
        if self.wanted.how == "smallest":
            return smallest_first(together)
        return (one.members for one in enumerate_all(together, prefer) if isinstance(one, MinimalConflict))

    def _rule(self) -> int | None:
        """The rule that must take part."""
        ids = [rule.id for rule in self._posed.rules]
        return None if self.wanted.involving is None else ids.index(self.wanted.involving)

    def _preferred(self) -> Iterator[int]:
        """Rules one would rather blame; one that was opened stands for all its parts."""
        for index, rule in enumerate(self._posed.rules):
            if any(rule.id == one or rule.id.startswith(f"{one}@") for one in self.wanted.prefer):
                yield index


def _by_size(members: int) -> tuple[int, list[int]]:
    return members.bit_count(), list(bits(members))


def _sorted(every: Iterator[int]) -> Iterator[int]:
    """All in order of size; those found, where the limit comes before all are."""
    found: list[int] = []
    try:
        found.extend(every)
    finally:
        yield from sorted(found, key=_by_size)
