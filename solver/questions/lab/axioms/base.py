"""What must an axiom of the laboratory bring: its sentence, its source, trials to draw, what is seen where it breaks?

An axiom of two runs is broken where no way of breaking ties avoids it: what only the order in the file decides is not
held against a method.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solver.questions.lab.methods import Method
from solver.rules import Rule
from solver.testing import Case
from solver.testing.case import Holders, Row

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from solver.testing.patterns import Pattern

MOST_SPLITS = 1_100
"""Most splits of a case: with 3 parties 6 seats, with 4 parties 5."""

Outcomes = Mapping[Row, Holders]
"""What each party may hold in its own eyes, each with the first split that gives it."""


FAIR: tuple[Pattern, ...] = ("alike", "alike", "common", "shuffled", "own")
"""Patterns of values on which a fairness notion may fail; seats that are all alike go wrong oftenest."""

TELLING: tuple[Pattern, ...] = ("shuffled", "own")
"""Patterns for axioms that say little where everybody sees the same, since ties then avoid most faults."""


LARGE = 40
"""Greatest entitlement drawn where small differences count."""


@dataclass(frozen=True)
class Size:
    """How large the cases drawn may be."""

    max_seats: int = 5
    max_parties: int = 3
    alike: bool = False
    """Whether all seats are worth the same, for methods that only count them: then no splits need be looked at."""

    def cases(
        self, patterns: Sequence[Pattern] | None = None, *, min_seats: int = 1, min_parties: int = 2
    ) -> SearchStrategy[Case]:
        """Cases of this size, with values in these patterns; default: any."""
        from solver.testing import cases
        from solver.testing.patterns import PATTERNS

        return cases(
            self.max_seats,
            max(min_parties, self.max_parties),
            min_seats=min_seats,
            min_parties=min_parties,
            patterns=("alike",) if self.alike else patterns or PATTERNS,
            splits=None if self.alike else MOST_SPLITS,
        )

    def of_one(self, becomes: Callable[[DrawFn, Case, int], Case]) -> SearchStrategy[Trial]:
        """Trials that concern one party of a telling case; `becomes` says, or draws, what the case becomes."""
        from hypothesis import strategies as st

        @st.composite
        def drawn(draw: DrawFn) -> Trial:
            case = draw(self.cases(TELLING))
            who = draw(st.integers(0, len(case.parties) - 1))
            return Trial(case, becomes(draw, case, who), who)

        return drawn()


@dataclass(frozen=True)
class Trial:
    """A case, and for axioms of two runs what it becomes and who is concerned."""

    before: Case
    after: Case | None = None
    who: int = 0
    """The number of the party concerned."""
    order: tuple[int, ...] = ()
    """A new order of parties or seats."""
    times: int = 1

    def place(self, case: Case) -> int | None:
        """The number in another case of the party concerned; None where it has gone."""
        name = self.before.parties[self.who]
        return case.parties.index(name) if name in case.parties else None


@dataclass(frozen=True)
class Run:
    """One run of a method: on which case, with which split."""

    case: Case
    holders: Holders
    label: str = ""


@dataclass(frozen=True)
class Violation:
    """What is seen where an axiom is broken, and in which runs."""

    sentence: str
    runs: tuple[Run, ...]


class Axiom(ABC):
    """Something that a method of dividing should keep to."""

    name: str
    sentence: str
    source: str
    runs = 2
    of_values = False
    """Whether it says nothing of methods that only count seats."""
    of_claims = False
    """Whether it speaks of values that parties state, and so says nothing where they are facts."""

    @abstractmethod
    def trials(self, size: Size) -> SearchStrategy[Trial]:
        """What is tried."""

    @abstractmethod
    def broken(self, method: Method, trial: Trial) -> Violation | None:
        """What is seen where the method breaks the axiom; None where it does not."""

    def base(self, trial: Trial) -> Case:
        """The case that the rest of a trial follows from."""
        return trial.before

    def again(self, trial: Trial, case: Case) -> Trial | None:
        """The same trial with another base, a part of its own or with lower numbers; None where that is none."""
        return Trial(case)

    def milder(self, trial: Trial) -> Iterator[Trial]:
        """The same base with a smaller change, wherever a number says how large the change is."""
        yield from ()

    def says_of(self, method: Method) -> bool:
        """Whether the axiom says anything of a method."""
        if self.of_values and not method.looks_at_values:
            return False
        return method.values_are_claims or not self.of_claims

    def rule(self, method: Method, case: Case) -> Rule | None:
        """The axiom as a rule that an audit knows, if it is one."""
        return None


def outcomes(method: Method, case: Case) -> Outcomes:
    """Every outcome between which only a tie-break decides; the one returned first."""
    seen = method.seen(case)
    found: dict[Row, Holders] = {}
    for holders in method.splits(case):
        found.setdefault(seen.held(holders), holders)
    return found


Fault = Callable[[Row, Row], str | None]
"""What is wrong, given what everybody holds in the first and in the second run."""


def unavoidable(method: Method, before: Case, after: Case, fault: Fault, labels: tuple[str, str]) -> Violation | None:
    """The fault, where there is one in whichever way ties are broken; told of what the method returns."""
    firsts, seconds = outcomes(method, before), outcomes(method, after)
    told: Violation | None = None
    for first, holders in firsts.items():
        for second, others in seconds.items():
            sentence = fault(first, second)
            if sentence is None:
                return None
            runs = (Run(before, holders, labels[0]), Run(after, others, labels[1]))
            told = told or Violation(sentence, runs)
    return told


def listed(case: Case, held: Row) -> str:
    """'A 3, B 1'."""
    return ", ".join(f"{party} {value}" for party, value in zip(case.parties, held, strict=True))
