"""Does it matter who else is there: those who have what they have, those who get nothing, one party made of two?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from solver.questions.lab.axioms.base import LARGE, Axiom, Run, Size, Trial, Violation, listed, outcomes, unavoidable
from solver.questions.lab.methods import Method
from solver.testing import Case
from solver.testing.case import Holders, Row

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

BALINSKI_YOUNG = "M. L. Balinski and H. P. Young, Fair Representation (1982)"
THOMSON = "W. Thomson, On the Axiomatics of Resource Allocation (2012)"


def _one_leaves(size: Size) -> SearchStrategy[Trial]:
    """A case of three parties or more, and one of them."""
    from hypothesis import strategies as st

    @st.composite
    def drawn(draw: DrawFn) -> Trial:
        case = draw(size.cases(min_parties=3))
        number = len(case.parties)
        if draw(st.booleans()):  # remainders change places where entitlements are large
            case = case.entitled(draw(st.lists(st.integers(1, LARGE), min_size=number, max_size=number)))
        return Trial(case, None, draw(st.integers(0, number - 1)))

    return drawn()


class Consistency(Axiom):
    """Whoever leaves with what it has leaves the others' division as it was."""

    name = "consistency"
    sentence = "when a party leaves with its seats, the others, dividing the rest anew, hold what they held, ties apart"
    source = f"{BALINSKI_YOUNG} (uniformity); {THOMSON}"

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        return _one_leaves(size)

    def again(self, trial: Trial, case: Case) -> Trial | None:
        who = trial.place(case)
        return None if who is None or len(case.parties) < 3 else Trial(case, None, who)

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        violations = (_left_alone(method, trial, holders) for holders in method.splits(trial.before))
        return _first_of_all(violations)


class Irrelevant(Axiom):
    """Whoever gets nothing might as well not be there."""

    name = "irrelevant parties"
    sentence = "when a party leaves that contests no seat, nothing changes for the others, ties apart"
    source = f"the case of consistency in which nothing is taken away; {THOMSON}"

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        return _one_leaves(size)

    def again(self, trial: Trial, case: Case) -> Trial | None:
        who = trial.place(case)
        return None if who is None or len(case.parties) < 3 else Trial(case, None, who)

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        splits = method.splits(trial.before)
        for who in range(len(trial.before.parties)):
            if any(who in holders for holders in splits):
                continue
            found = _first_of_all(_left_alone(method, replace(trial, who=who), holders) for holders in splits)
            if found is not None:
                return found
        return None


def _first_of_all(violations: Iterator[Violation | None]) -> Violation | None:
    """The first, if there is one in every case."""
    told: Violation | None = None
    for violation in violations:
        if violation is None:
            return None
        told = told or violation
    return told


def _left_alone(method: Method, trial: Trial, holders: Holders) -> Violation | None:
    """Whether the others would divide otherwise what they have, if this is how ties were broken at first."""
    before, who = trial.before, trial.who
    taken = [seat for seat, holder in enumerate(holders) if holder == who]
    if len(taken) == len(before.seats):
        return None
    after = before.without_party(who, taken)
    left = tuple(holder - (holder > who) for holder in holders if holder != who)
    seen, found = method.seen(after), outcomes(method, after)
    held = seen.held(left)
    if not found or held in found:
        return None
    second, others = next(iter(found.items()))
    gone = f"{before.parties[who]} leaves with {'its seats' if taken else 'nothing'}"
    runs = (Run(before, holders, f"with {before.parties[who]}"), Run(after, others, f"when {gone}"))
    return Violation(f"when {gone}, the others hold {listed(after, second)} instead of {listed(after, held)}", runs)


def _merged(case: Case, one: int, two: int) -> Case:
    """The two as one party, under the first one's name, entitled to what both were."""
    weights = [weight + case.weights[two] * (party == one) for party, weight in enumerate(case.weights)]
    return case.entitled(weights).without_party(two)


def _pairs(size: Size) -> SearchStrategy[Trial]:
    """Two parties of one mind, the first and another, apart (before) and together (after)."""
    from hypothesis import strategies as st

    @st.composite
    def drawn(draw: DrawFn) -> Trial:
        case = draw(size.cases(min_parties=3))
        who = draw(st.integers(1, len(case.parties) - 1))
        alike = case.valued(who, case.worth[0])
        return Trial(alike, _merged(alike, 0, who), who)

    return drawn()


def _paired(trial: Trial, case: Case) -> Trial | None:
    """The same two in another case, of one mind, where there is another party beside them."""
    who = trial.place(case)
    if who is None or len(case.parties) < 3 or case.parties[0] != trial.before.parties[0]:
        return None
    alike = case.valued(who, case.worth[0])
    return Trial(alike, _merged(alike, 0, who), who)


class Merging(Axiom):
    """Two parties do not gain by joining into one."""

    name = "merging"
    sentence = "two parties of one mind do not gain by merging"
    source = f"{BALINSKI_YOUNG} (a method that encourages schisms)"
    of_claims = True

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        return _pairs(size)

    def again(self, trial: Trial, case: Case) -> Trial | None:
        return _paired(trial, case)

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        apart, together, who = trial.before, trial.after or trial.before, trial.who
        one, two = apart.parties[0], apart.parties[who]

        def fault(first: Row, second: Row) -> str | None:
            if second[0] <= first[0] + first[who]:
                return None
            return f"{one} and {two} hold {first[0]} and {first[who]}; as one party they hold {second[0]}"

        return unavoidable(method, apart, together, fault, (f"{one} and {two} apart", f"{one} and {two} as {one}"))


class Splitting(Axiom):
    """A party does not gain by splitting into two."""

    name = "splitting"
    sentence = "a party does not gain by splitting into two of one mind"
    source = f"{BALINSKI_YOUNG} (a method that encourages coalitions)"
    of_claims = True

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        return _pairs(size)

    def again(self, trial: Trial, case: Case) -> Trial | None:
        return _paired(trial, case)

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        apart, together, who = trial.before, trial.after or trial.before, trial.who
        one, two = apart.parties[0], apart.parties[who]

        def fault(first: Row, second: Row) -> str | None:
            if second[0] + second[who] <= first[0]:
                return None
            return f"{one} holds {first[0]}; split into {one} and {two} it holds {second[0]} and {second[who]}"

        return unavoidable(method, together, apart, fault, (f"{one} as one party", f"split into {one} and {two}"))
