"""What would it take: which packages of concessions make all the rest hold, the cheapest first?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from solver.answers import About, DropSets, Share, Status, WayOut, WaysOut
from solver.engine import Deadline, EngineError
from solver.engine.choice import Choice
from solver.engine.cpsat import CpSat
from solver.engine.kept import Keeper
from solver.posed import Posed
from solver.questions.asked import (
    TIME_LIMIT,
    Progress,
    about_engine,
    about_what_if,
    check_limits,
    engine_of,
    quiet,
)
from solver.questions.best_split import Best, Face, best_split
from solver.questions.burdens import by_cost, evenly, shares
from solver.questions.concessions import concession
from solver.questions.conflicts import Conflicts, as_wished, conflicts
from solver.questions.conflicts.together import Together
from solver.questions.drop_sets import DropSetSearch
from solver.questions.interruption import Interruption
from solver.questions.packages import Package, Packages
from solver.rows import Row
from solver.scenario import Scenario, SettingError, WhatIf
from solver.scenario.settings import with_hint
from solver.split import Split

MOST = 10
"""Packages told unless it is asked for another number."""

LIMIT = 100
"""Sets to drop told unless it is asked for another number."""


def concessions(
    scenario: Scenario,
    settings: Mapping[str, str] | None = None,
    *,
    drop: Iterable[str] = (),
    most: int = MOST,
    who: str | None = None,
    even: bool = False,
    drop_sets: bool = False,
    limit: int = LIMIT,
    time_limit: float | None = TIME_LIMIT,
    seed: int = 0,
    progress: Progress = quiet,
    engine: Choice = "auto",
) -> WaysOut:
    """The cheapest packages of concessions with which all the rest holds.

    Args:
        scenario: a loaded scenario.
        settings: option by switch, or value by 'rule.field'.
        drop: ids of rules to leave out.
        most: how many packages to tell.
        who: only what this partner bears may give way (`Rule.borne_by`); everything else is held as if it were a must.
        even: the order is that of the shares that the partners bear, largest first, not that of the cost.
        drop_sets: tell also the minimal sets of wishes without which the rest can be kept in full.
        limit: how many of these sets to tell.
        time_limit: seconds for everything together; None for no limit.
        seed: seed of the engine; a proved answer does not depend on it.
        progress: called with the name of each step before it starts.
        engine: 'auto', 'cp-sat' or 'flow'; see `solver.engine.choice`.

    Raises:
        ValueError: for a seed, a time limit, a number of packages or of sets out of range.
        SettingError: for settings, drops or a partner that do not fit the scenario, or an engine that cannot answer it.
        EngineError: if the engine refuses the model, or its answer fails a check.
    """
    check_limits(seed, time_limit)
    if most < 1 or limit < 1:
        raise ValueError("at least one package, or set, must be asked for")
    drop = (drop,) if isinstance(drop, str) else tuple(drop)
    what_if = scenario.what_if(settings, drop)
    named = None if who is None else _partner(what_if, who)
    deadline = Deadline(time_limit)
    posed = Posed(what_if)
    held = posed if named is None else Posed(_holding_all_but(what_if, named))
    wanted = _Wanted(most, named, even, limit if drop_sets else None)
    search = _Search(posed, held, engine_of(held, seed, engine), wanted, deadline, progress)
    with Interruption() as interruption:
        search.run()
    used = about_engine(search.engine, time_limit if deadline.passed else None)
    about = about_what_if(posed, dict(settings or {}), drop, used, None)
    return search.answer(about, interrupted=interruption.came)


def _partner(what_if: WhatIf, said: str) -> str:
    """Whom a person means: somebody who bears a rule, or a party by id or name.

    Raises:
        SettingError: where nobody is meant, or a party that is out of the pact and bears nothing.
    """
    bearers = dict.fromkeys(rule.borne_by for rule in what_if.rules if rule.borne_by is not None)
    known = {party.name or party.id: party.id for party in what_if.facts.parties}
    known |= {party.id: party.id for party in what_if.facts.parties}
    known |= {one: one for one in bearers}
    folded = {name.casefold(): one for name, one in known.items()}
    one = known.get(said) or folded.get(said.strip().casefold())
    if one is None:
        raise SettingError(with_hint(f"unknown partner '{said}'", said, known, bearers))
    if one in what_if.facts.out and one not in bearers:
        who = f"known: {', '.join(bearers)}" if bearers else "nobody bears a demand"
        raise SettingError(f"party '{one}' is out of the pact with these switches, so it has nothing to give up; {who}")
    return one


def _holding_all_but(what_if: WhatIf, who: str) -> WhatIf:
    """The what-if in which only the wishes that this partner bears may give way."""
    rules = (rule if rule.borne_by == who else rule.model_copy(update={"must": True}) for rule in what_if.rules)
    return replace(what_if, rules=tuple(rules))


@dataclass(frozen=True)
class _Wanted:
    """How many packages, from whom, in which order; how many sets to drop, None for none."""

    most: int
    who: str | None
    even: bool
    limit: int | None


class _Search:
    """Looks for the packages, then for the best split of each, then for what to drop; can be told at any time."""

    def __init__(
        self, posed: Posed, held: Posed, engine: CpSat, wanted: _Wanted, deadline: Deadline, progress: Progress
    ) -> None:
        self.posed = posed
        self.held = held
        self.wanted = wanted
        self.deadline = deadline
        self.progress = progress
        self.engine = engine
        # What is found must not depend on the seed, so the search for it always uses the same one.
        self.explainer = engine.seeded(0)
        self.packages = Packages(held, self.explainer, evenly(held) if wanted.even else by_cost(held), deadline)
        self.found: list[Package] = []
        self.splits: list[Split] = []
        self.more: bool | None = None
        self.clash = Conflicts((), complete=False)
        self.dropping: DropSetSearch | None = None

    def run(self) -> None:
        """Find everything, until the limit."""
        self.progress("ways out")
        for package in islice(self.packages, self.wanted.most):
            self.found.append(package)
            self.progress(f"ways out: {len(self.found)} found")
        if self.packages.impossible:
            self.progress("what clashes")
            self.clash = conflicts(self.held, self.explainer, self.deadline, among_musts=True, kept=None)
            return
        if len(self.found) == self.wanted.most:
            self.more = self.packages.another()
        for package in self.found if self.packages.ordered else ():
            self.progress(f"best split of each: {len(self.splits)} of {len(self.found)}")
            self.splits.append(self._best_of(package))
        if self.wanted.limit is not None:
            self.progress("what could be dropped")
            keeper = Keeper(self.held.system, self.explainer)
            together = Together(self.held, keeper, self.deadline, self.held.wishes, self.held.musts)
            self.dropping = DropSetSearch(together, self.wanted.limit)
            self.dropping.run()

    def _best_of(self, package: Package) -> Split:
        """The split that `solve` returns once the package is agreed; where the limit comes first, any that shows it."""
        loosened = tuple(Row(self.held.system.shortfalls[index], high=by) for index, by in package.shortfalls.items())
        within = Face(loosened, only=self.held.wishes)
        best = best_split(self.held, self.engine, self.deadline, within=within)
        return best.split if isinstance(best, Best) and best.proved else package.split

    def answer(self, about: About, *, interrupted: bool) -> WaysOut:
        """What was found."""
        told = self.found
        if not told and self.packages.unproved is not None:
            told = [self.packages.unproved]
        splits = self.splits + [package.split for package in told[len(self.splits) :]]
        return WaysOut(
            about=about,
            status=self._status(),
            most=self.wanted.most,
            who=self.wanted.who,
            even=self.wanted.even,
            priorities=self.posed.priorities,
            borne_by={self.posed.rules[index].id: self.posed.rules[index].borne_by for index in self.posed.wishes},
            ways=tuple(self._told(package, split) for package, split in zip(told, splits, strict=True)),
            complete=self.packages.complete and not self.packages.impossible,
            more=False if self.packages.complete else self.more,
            in_order=self._in_order(),
            conflicts=tuple(as_wished(conflict, self.posed.what_if) for conflict in self.clash.found),
            conflicts_complete=self.clash.complete,
            drop_sets=self._drop_sets(),
            interrupted=interrupted,
        )

    def _drop_sets(self) -> DropSets | None:
        if self.dropping is not None:
            return self.dropping.told()
        return None if self.wanted.limit is None else DropSets((), complete=False)

    def _in_order(self) -> Literal[True] | None:
        """Where nothing can be told of packages, nothing is out of order."""
        known = bool(self.found) and self.packages.ordered
        return True if known or self.packages.impossible else None

    def _status(self) -> Status:
        if self.found:
            return "optimal"
        if self.packages.unproved is not None:
            return "feasible"
        return "infeasible" if self.packages.impossible else "unknown"

    def _told(self, package: Package, split: Split) -> WayOut:
        given = dict.fromkeys(self.posed.wishes, 0) | package.shortfalls
        _check(self.posed, given, split)
        rules, facts = self.posed.rules, self.posed.what_if.facts
        return WayOut(
            concession(self.posed, given, split),
            {rules[index].id: rules[index].loosened(by).sentence(facts) for index, by in given.items() if by},
            tuple(Share(party, cost) for party, cost in shares(self.posed, given).items()),
        )


def _check(posed: Posed, given: Mapping[int, int], split: Split) -> None:
    """By the rules' own checkers, the split keeps every rule once it is loosened."""
    facts = posed.what_if.facts
    broken = [
        rule.id for index, rule in enumerate(posed.rules) if rule.loosened(given.get(index, 0)).shortfall(split, facts)
    ]
    if broken:
        raise EngineError(f"the split of a package breaks {', '.join(broken)}, loosened as the package says")
