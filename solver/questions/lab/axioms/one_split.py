"""Does the split that a method returns keep a fairness notion, and is it Pareto optimal?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.notions import Notion
from solver.questions.lab.axioms.base import FAIR, Axiom, Run, Size, Trial, Violation
from solver.questions.lab.exhaustive import holdings
from solver.questions.lab.methods import Method
from solver.rules import Rule
from solver.testing import Case

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def any_case(size: Size) -> SearchStrategy[Trial]:
    """Any case."""
    return size.cases(FAIR).map(Trial)


@dataclass(frozen=True)
class Kept(Axiom):
    """A fairness notion, held against the split returned by the rule's own checker."""

    notion: Notion
    runs = 1

    @property
    def name(self) -> str:  # type: ignore[override]  # of a frozen dataclass: follows from the notion
        """The notion's name."""
        return self.notion.name

    @property
    def sentence(self) -> str:  # type: ignore[override]  # as name
        """The notion in words."""
        return self.notion.sentence

    @property
    def source(self) -> str:  # type: ignore[override]  # as name
        """Where it comes from."""
        return self.notion.source

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        return any_case(size)

    def rule(self, method: Method, case: Case) -> Rule:
        return self.notion.rule(case.entitlement(), method.values(case))

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        case = trial.before
        for holders in method.splits(case)[:1]:
            breach = self.rule(method, case).witness(case.split(holders), method.facts(case))
            if breach is not None:
                return Violation(breach.sentence, (Run(case, holders),))
        return None


class Pareto(Axiom):
    """No split is better for some party, and worse for none."""

    name = "Pareto"
    sentence = "no other split is better for some party and worse for none"
    source = "V. Pareto, Manuale di economia politica (1906)"
    runs = 1
    of_values = True

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        return any_case(size)

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        case = trial.before
        seen = method.seen(case)
        for holders in method.splits(case)[:1]:
            now = seen.held(holders)
            for held, splits in holdings(seen).items():
                if held != now and all(there >= here for here, there in zip(now, held, strict=True)):
                    better = ", ".join(f"{party} {value}" for party, value in zip(case.parties, held, strict=True))
                    told = f"another split gives {better}: more for some, less for none ({_moves(case, splits[0])})"
                    return Violation(told, (Run(case, holders),))
        return None


def _moves(case: Case, holders: tuple[int, ...]) -> str:
    return ", ".join(f"{seat} to {case.parties[holder]}" for seat, holder in zip(case.seats, holders, strict=True))
