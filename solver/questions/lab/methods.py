"""Which ways of dividing a pact are there to be tried: goals, rules with a goal, picking sequences, apportionments?

Every method knows all the splits between which only a tie-break decides; the first of them is the one it returns.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache

from solver.facts import Election, Facts, Result
from solver.goals import Goal, LeastLargest, Leximin, Nash, Strength, Value
from solver.lookups.apportionment import METHODS, SYNONYMS, admissible
from solver.lookups.apportionment import Method as Apportionment
from solver.lookups.picking import all_picked
from solver.lookups.strength import claim_scores
from solver.lookups.values import CONTESTED, Values
from solver.notions import NOTIONS, Notion
from solver.questions.lab.exhaustive import (
    best_holdings,
    best_splits,
    exact_products,
    least_first,
    rounded_product,
    total,
)
from solver.rules import AtLeast, Follows, Rule
from solver.scenario import Scenario, SettingError
from solver.scenario.settings import with_names
from solver.testing import Case
from solver.testing.case import Holders


class Method(ABC):
    """A way of dividing a pact."""

    name: str
    sentence: str
    looks_at_values = True
    """False where only the number of seats counts."""
    values_are_claims = True
    """False where values follow from facts, and nobody can state others."""

    @abstractmethod
    def splits(self, case: Case) -> tuple[Holders, ...]:
        """All splits that the method may return, but for the tie-break; the one that it does return first.

        None at all where it returns none.
        """

    def seen(self, case: Case) -> Case:
        """The case with the values by which the method, and so the axioms, judge."""
        return case

    def values(self, case: Case) -> Values:
        """Those values, as a scenario has them."""
        return case.values()

    def facts(self, case: Case) -> Facts:
        """What a scenario needs to know."""
        return case.facts()

    def rules(self, case: Case) -> tuple[Rule, ...]:
        """Rules with which `solve` returns the method's split."""
        return ()

    def goals(self, case: Case) -> tuple[Goal, ...]:
        """Goals with which `solve` returns the method's split."""
        return ()

    @property
    def solvable(self) -> bool:
        """Whether `solve` returns the method's split."""
        return True

    def scenario(self, case: Case) -> Scenario:
        """The case, and what the method asks for."""
        return Scenario(self.name, self.facts(case), self.rules(case), goals=self.goals(case))


@dataclass(frozen=True)
class Welfare(Method):
    """The greatest total, weighted product or leximin of what parties hold in their own eyes."""

    name: str
    sentence: str

    def splits(self, case: Case) -> tuple[Holders, ...]:
        return _welfare(self.name, case)

    def goals(self, case: Case) -> tuple[Goal, ...]:
        if self.name == "value":
            return (Value(cells=case.values().cells or ()),)
        model = {"leximin": Leximin, "nash": Nash}[self.name]
        return (model(entitlement=case.entitlement(), values=case.values()),)


@lru_cache(maxsize=4096)
def _welfare(name: str, case: Case) -> tuple[Holders, ...]:
    if name == "nash":  # what the rounded logarithms call best goes first; only exact ties may be broken otherwise
        return best_holdings(case, rounded_product(case), *exact_products(case))
    return best_holdings(case, total() if name == "value" else least_first(case))


@dataclass(frozen=True)
class ByStrength(Method):
    """The greatest total claim score, where what a case says are votes at one election."""

    name: str = "strength"
    sentence: str = "the greatest total claim score, the numbers drawn being votes"
    values_are_claims = False

    def seen(self, case: Case) -> Case:
        return _scored(case)

    def splits(self, case: Case) -> tuple[Holders, ...]:
        return _welfare("value", self.seen(case))

    def values(self, case: Case) -> Values:
        return Values.model_validate({"strength": {"elections": {"last": 1}}})

    def facts(self, case: Case) -> Facts:
        return _with_votes(case)

    def goals(self, case: Case) -> tuple[Goal, ...]:
        return (Strength(elections={"last": 1}),)


@lru_cache(maxsize=256)
def _scored(case: Case) -> Case:
    scores = claim_scores(_with_votes(case), {"last": 1}, 0)
    rows = tuple(tuple(scores[seat, party] for seat in case.seats) for party in case.parties)
    return Case(case.weights, rows, case.parties, case.seats)


@lru_cache(maxsize=256)
def _with_votes(case: Case) -> Facts:
    rows = []
    for number, seat in enumerate(case.seats):
        votes = [row[number] for row in case.worth]
        first = votes.index(max(votes))
        for index, (party, count) in enumerate(zip(case.parties, votes, strict=True)):
            rows.append(
                Result(election="last", seat=seat, party=party, votes=count, position=1 if index == first else None)
            )
    known = case.facts()
    return Facts(known.parties, known.seats, (Election(id="last"),), tuple(rows))


@dataclass(frozen=True)
class Picking(Method):
    """Parties pick in turn what they value most of what is left, in the order of an apportionment method."""

    method: Apportionment

    @property
    def name(self) -> str:  # type: ignore[override]  # of a frozen dataclass: follows from the method
        """'picking:adams'."""
        return f"picking:{self.method}"

    @property
    def sentence(self) -> str:  # type: ignore[override]  # as name
        """What it does."""
        return f"parties pick in turn, in the order in which {self.method} gives seats"

    @property
    def solvable(self) -> bool:
        return False

    def splits(self, case: Case) -> tuple[Holders, ...]:
        return _picked(self.method, case)


@lru_cache(maxsize=4096)
def _picked(method: Apportionment, case: Case) -> tuple[Holders, ...]:
    return all_picked(method, case.weights, case.worth)


@dataclass(frozen=True)
class Totals(Method):
    """Seats follow the entitlements by a method of apportionment; which seats is left to the order in the file."""

    method: Apportionment
    looks_at_values = False

    @property
    def name(self) -> str:  # type: ignore[override]  # as Picking
        """'follows:adams'."""
        return f"follows:{self.method}"

    @property
    def sentence(self) -> str:  # type: ignore[override]  # as Picking
        """What it does."""
        return f"the number of seats follows the entitlements by {self.method}"

    def seen(self, case: Case) -> Case:
        return Case(case.weights, ((1,) * len(case.seats),) * len(case.parties), case.parties, case.seats)

    def values(self, case: Case) -> Values:
        return CONTESTED

    def splits(self, case: Case) -> tuple[Holders, ...]:
        """One split for each apportionment that the method admits, the first in order first."""
        return _apportioned(self.method, case.weights, len(case.seats))

    def rules(self, case: Case) -> tuple[Rule, ...]:
        return (Follows(id="totals", entitlement=case.entitlement(), method=self.method),)


@lru_cache(maxsize=4096)
def _apportioned(method: Apportionment, weights: tuple[int, ...], seats: int) -> tuple[Holders, ...]:
    totals = {one for outcome in admissible(method, weights, seats) for one in outcome.each()}
    blocks = (tuple(party for party, count in enumerate(one) for _ in range(count)) for one in totals)
    return tuple(sorted(blocks))


class Ruled(Method):
    """The best split under rules, and then goals: what `solve` returns."""

    def __init__(self, name: str, sentence: str) -> None:
        self.name = name
        self.sentence = sentence
        self._known: dict[Case, tuple[Holders, ...]] = {}

    def splits(self, case: Case) -> tuple[Holders, ...]:
        if case not in self._known:
            number = {party: index for index, party in enumerate(case.parties)}
            found = best_splits(self.scenario(case))
            self._known[case] = tuple(tuple(number[split[seat]] for seat in case.seats) for split in found)
        return self._known[case]


class LeastShort(Ruled):
    """Everybody asks for its quota rounded up; whoever gives way most gives way least."""

    def __init__(self) -> None:
        super().__init__("least_largest_shortfall", "all ask for their quota rounded up; the least largest shortfall")

    def rules(self, case: Case) -> tuple[Rule, ...]:
        every, seats = sum(case.weights), len(case.seats)
        quotas = [-(-weight * seats // every) for weight in case.weights]
        asked = zip(case.parties, quotas, strict=True)
        return tuple(AtLeast(id=f"quota-{party}", party=party, seats=quota) for party, quota in asked)

    def goals(self, case: Case) -> tuple[Goal, ...]:
        return LeastLargest(), Value(cells=case.values().cells or ())


class Fair(Ruled):
    """A goal among the splits that come nearest to some fairness notions."""

    def __init__(self, goal: Method, notions: tuple[Notion, ...]) -> None:
        told = ", ".join(notion.name for notion in notions)
        super().__init__("+".join((goal.name, *(one.name for one in notions))), f"{goal.sentence}, given {told}")
        self.goal = goal
        self.notions = notions
        self.values_are_claims = goal.values_are_claims

    def seen(self, case: Case) -> Case:
        return self.goal.seen(case)

    def values(self, case: Case) -> Values:
        return self.goal.values(case)

    def facts(self, case: Case) -> Facts:
        return self.goal.facts(case)

    def rules(self, case: Case) -> tuple[Rule, ...]:
        made = (one.rule(case.entitlement(), self.values(case), name=f"asked-{one.name}") for one in self.notions)
        return tuple(rule.model_copy(update={"weight": 1}) for rule in made)

    def goals(self, case: Case) -> tuple[Goal, ...]:
        return self.goal.goals(case)


METHOD_CATALOGUE: dict[str, Method] = {
    method.name: method
    for method in (
        Welfare("value", "the greatest total of values"),
        ByStrength(),
        Welfare("leximin", "the most for whoever has least for its entitlement, and so on up"),
        Welfare("nash", "the greatest product of values, to the power of entitlements"),
        LeastShort(),
        *(Picking(method) for method in METHODS if method != "largest_remainder"),
        *map(Totals, METHODS),
    )
}
"""By name."""


def named(name: str) -> Method:
    """The method of this name: of the catalogue, or a goal and notions that it is to come nearest to, 'nash+WEF1'.

    Raises:
        SettingError: if there is none.
    """
    goal, *notions = name.split("+")
    kind, colon, method = goal.partition(":")
    goal = f"{kind}{colon}{SYNONYMS.get(method, method)}"
    if goal not in METHOD_CATALOGUE:
        raise SettingError(with_names(f"no method of the laboratory is called '{goal}'", goal, METHOD_CATALOGUE))
    if not notions:
        return METHOD_CATALOGUE[goal]
    for notion in notions:
        if notion not in NOTIONS:
            raise SettingError(with_names(f"no fairness notion is called '{notion}'", notion, NOTIONS))
    if not isinstance(METHOD_CATALOGUE[goal], Welfare | ByStrength):
        raise SettingError(f"'{goal}' is no goal: only value, strength, leximin and nash can be joined with notions")
    return Fair(METHOD_CATALOGUE[goal], tuple(NOTIONS[notion] for notion in notions))
