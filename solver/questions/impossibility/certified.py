"""Is it so that no split of a scenario meets both of two axioms? By the rules' own checkers, and by the engine.

The search counts on arrays; here its finding is held against what it had no part in. Every split is counted by the
checkers of the rules and the goals. Then the engine must find the two rules to be a minimal conflict, of its own
accord; a rule that a goal's optimum breaks must cost that goal something; every split that keeps a rule no optimal
split keeps must be dominated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from itertools import compress, product

from solver.answers.impossible import Pair
from solver.engine import Deadline, EngineError
from solver.engine.cpsat import CpSat
from solver.facts import Facts
from solver.goals import Goal, Leximin, Nash, Value
from solver.lookups.values import CONTESTED, Values
from solver.posed import Posed
from solver.questions.best_split import Best, best_split
from solver.questions.conflicts import Wanted, find_conflicts
from solver.questions.impossibility.axioms import NAMED, Axiom
from solver.questions.impossibility.forced import forced
from solver.questions.pareto import pareto
from solver.rules import Rule
from solver.rules.entitled import ValuedRule
from solver.scenario import Scenario
from solver.split import Split

FOREVER = Deadline(None)

Asking = Callable[..., Scenario]
"""Makes a scenario of some rules and goals; see `Certifier._asking`."""


class Certifier:
    """Holds the findings about one scenario against checkers and engine."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.facts = scenario.facts
        self.rules = {rule.id: rule for rule in scenario.rules}
        self.locks = tuple(rule for rule in scenario.rules if rule.must)
        self.goals = {goal.kind: goal for goal in scenario.goals}
        self._met: dict[str, list[bool]] = {}

    def certify(self, pairs: Iterable[Pair]) -> dict[Pair, str]:
        """A sentence by pair.

        Raises:
            EngineError: where a checker or the engine says otherwise.
        """
        pairs = tuple(pairs)
        self._counted(pairs)
        return {pair: self._told(NAMED[pair[0]], NAMED[pair[1]]) for pair in pairs}

    def _counted(self, pairs: Iterable[Pair]) -> None:
        for one, two in pairs:
            meets = self._meeting(one), self._meeting(two)
            alone = one == two or (any(meets[0]) and any(meets[1]))
            if not alone or any(first and second for first, second in zip(*meets, strict=True)):
                raise EngineError(f"the checkers deny that {one} and {two} cannot both be met, and each can")

    def forced(self, pair: Pair) -> str | None:
        """What each of two axioms forces that the other denies, in one line; None where no one number tells."""
        one, two = ([*compress(self._splits, self._meeting(name))] for name in pair)
        return forced(pair, (one, two), self.values.of(self.facts))

    def _meeting(self, name: str) -> list[bool]:
        """Which of the splits meet an axiom."""
        if name not in self._met:
            self._met[name] = self._meets(NAMED[name], self._splits)
        return self._met[name]

    @cached_property
    def _splits(self) -> list[Split]:
        """Every split that keeps what is locked."""
        return [*self._every_split()]

    def _every_split(self) -> Iterator[Split]:
        seats, parties = self.facts.seat_ids, self.facts.contesting
        for holders in product(parties, repeat=len(seats)):
            split = Split.of(zip(seats, holders, strict=True))
            if not any(lock.shortfall(split, self.facts) for lock in self.locks):
                yield split

    def _meets(self, axiom: Axiom, splits: list[Split]) -> list[bool]:
        if axiom.rule:
            return [self.rules[axiom.id].shortfall(split, self.facts) == 0 for split in splits]
        if isinstance(goal := self.goals.get(axiom.goal or ""), Nash):
            return list(goal.best(splits, self.facts))
        if axiom.goal:
            worth = [self.goals[axiom.goal].worth(split, self.facts) for split in splits]
            return [one == max(worth) for one in worth]
        held = [self._held(split) for split in splits]
        return [not any(_better(other, one) for other in held) for one in held]

    def _held(self, split: Split) -> tuple[int, ...]:
        """What every party holds in its own eyes."""
        worth = self.values.of(self.facts)
        return tuple(sum(worth[party].get(seat, 0) for seat, who in split.items() if who == party) for party in worth)

    @cached_property
    def values(self) -> Values:
        """What seats are worth; the same wherever the scenario says so."""
        for one in (*self.rules.values(), *self.scenario.goals):
            if isinstance(one, ValuedRule | Nash | Leximin):
                return one.values
            if isinstance(one, Value):
                return Values(cells=one.cells)
        return CONTESTED

    def _told(self, one: Axiom, two: Axiom) -> str:
        """Why, from the engine."""
        if one.rule and two.rule:
            return self._conflict(one.id, two.id)
        if two.goal:
            return self._loss(self.goals[two.goal], two.name, one)
        return self._dominated(one, two) if one.rule else self._dominated(two, one)

    def _conflict(self, *ids: str) -> str:
        """The one minimal conflict of the rules of these ids."""
        wishes = [self.rules[one] for one in dict.fromkeys(ids)]
        answer = find_conflicts(self._asking(*wishes), wanted=Wanted(how="each"), time_limit=None)
        told = [conflict for conflict in answer.conflicts if conflict.minimal]
        if [set(conflict.rules) for conflict in told] != [set(ids)] or not answer.complete:
            raise EngineError(f"the engine denies that {' and '.join(ids)} are a minimal conflict")
        return told[0].sentence

    def _asking(self, *rules: Rule, goals: tuple[Goal, ...] = (), facts: Facts | None = None) -> Scenario:
        """The scenario with these rules and goals only, and what is locked."""
        return replace(self.scenario, facts=facts or self.facts, rules=(*self.locks, *rules), goals=goals)

    def _loss(self, goal: Goal, name: str, other: Axiom) -> str:
        """What a goal loses where a rule is kept in full, or another goal goes first, however its ties are broken."""
        told, *_ = [self._lost(asking, goal, name, other) for asking in self._orders(name, other.name)]
        return told

    def _orders(self, *names: str) -> Iterator[Asking]:
        """How to ask; where MWNW is among these and may take one of several largest sets of parties, each set first."""
        goal = self.goals.get("nash")
        if "MWNW" not in names or not isinstance(goal, Nash):
            yield self._asking
            return
        held = [tuple(map(bool, goal.held(self.facts, split).values())) for split in self._splits]
        largest = {one for one in held if sum(one) == max(map(sum, held))}
        for chosen in sorted(largest, reverse=True):
            order = sorted(zip(chosen, self.facts.parties, strict=True), key=lambda one: not one[0])
            facts = replace(self.facts, parties=tuple(party for _, party in order))
            yield partial(self._asking, facts=facts)

    def _lost(self, asking: Asking, goal: Goal, name: str, other: Axiom) -> str:
        free = self._best(asking(goals=(goal,)))
        if other.rule:
            held = self._best(asking(self.rules[other.id].model_copy(update={"must": True}), goals=(goal,)))
        else:
            first = self.goals[other.goal or ""]
            held = self._best(asking(goals=(first, goal)))[-len(free) :]
        if held >= free:
            raise EngineError(f"the engine denies that {other.name} costs {name} something")
        least, most = next((one, two) for one, two in zip(held, free, strict=True) if one != two)
        return (
            f"no split that is {name} meets {other.name}: with it the goal comes to {least} at most, without to {most}"
        )

    def _best(self, scenario: Scenario) -> tuple[int, ...]:
        """What the goals come to in the best split, stage by stage."""
        posed = Posed(scenario.what_if())
        best = best_split(posed, CpSat(posed.system), FOREVER)
        if not isinstance(best, Best) or not best.proved:
            raise EngineError("the engine finds no best split where there is one")
        return tuple(stage.value for stage in best.goals)

    def _dominated(self, rule: Axiom, efficient: Axiom) -> str:
        """Every split that keeps a rule could be better for somebody and worse for nobody."""
        posed = Posed(self._asking().what_if())
        engine, asked = CpSat(posed.system), self.rules[rule.id]
        keeping = [split for split in self._splits if asked.shortfall(split, self.facts) == 0]
        for split in keeping:
            if pareto(posed, engine, split, self.values, FOREVER).status != "dominated":
                raise EngineError(f"the engine denies that {rule.name} and {efficient.name} cannot both be met")
        number = (
            f"the one split that meets {rule.name}"
            if len(keeping) == 1
            else f"each of the {len(keeping)} splits that meet {rule.name}"
        )
        return f"{number} could be better for somebody and worse for nobody"


def _better(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Nowhere less, and somewhere more."""
    return one != other and all(more >= less for more, less in zip(one, other, strict=True))
