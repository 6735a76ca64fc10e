"""When there are more seats, fewer parties or other entitlements, does the right one gain or lose?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from operator import add
from typing import TYPE_CHECKING

from solver.questions.lab.axioms.base import LARGE, TELLING, Axiom, Size, Trial, Violation, unavoidable
from solver.questions.lab.methods import Method
from solver.testing import Case
from solver.testing.case import Row

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

MONOTONE = "M. Chakraborty, U. Schmidt-Kraepelin and W. Suksompong, arXiv:2104.14347"
BALINSKI_YOUNG = "M. L. Balinski and H. P. Young, Fair Representation (1982)"


def _fall(when: str, who: str, was: int, now: int) -> str:
    return f"{when}, what {who} holds falls from {was} to {now} in its own eyes"


def _fallen(when: str, parties: Sequence[str], first: Row, second: Row) -> str | None:
    """The first party that has less in its own eyes; None if there is none."""
    falls = (_fall(when, *both) for both in zip(parties, first, second, strict=True) if both[2] < both[1])
    return next(falls, None)


class House(Axiom):
    """One seat more leaves nobody with less."""

    name = "house monotonicity"
    sentence = "when a seat is added, nobody loses value"
    source = f"{BALINSKI_YOUNG}; of values: {MONOTONE} (resource-monotonicity)"

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        from hypothesis import strategies as st

        @st.composite
        def drawn(draw: DrawFn) -> Trial:
            larger = draw(size.cases(TELLING, min_seats=2))
            added = draw(st.integers(0, len(larger.seats) - 1))
            kept = [seat for seat in range(len(larger.seats)) if seat != added]
            return Trial(larger.part(range(len(larger.parties)), kept), larger)

        return drawn()

    def base(self, trial: Trial) -> Case:
        return trial.after or trial.before

    def again(self, trial: Trial, case: Case) -> Trial | None:
        kept = [number for number, seat in enumerate(case.seats) if seat in trial.before.seats]
        if not kept or len(kept) == len(case.seats):
            return None
        return Trial(case.part(range(len(case.parties)), kept), case)

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        before, after = trial.before, trial.after or trial.before
        (added,) = set(after.seats) - set(before.seats)

        def fault(first: Row, second: Row) -> str | None:
            return _fallen(f"when {added} is added", before.parties, first, second)

        return unavoidable(method, before, after, fault, (f"without {added}", f"with {added}"))


class Population(Axiom):
    """A party that leaves harms none of the others."""

    name = "population monotonicity"
    sentence = "when a party leaves, none of the others loses value"
    source = f"{MONOTONE} (population-monotonicity)"

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        return size.of_one(lambda _, case, who: case.without_party(who))

    def again(self, trial: Trial, case: Case) -> Trial | None:
        who = trial.place(case)
        return None if who is None else Trial(case, case.without_party(who), who)

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        before, after, who = trial.before, trial.after or trial.before, trial.who
        gone = before.parties[who]

        def fault(first: Row, second: Row) -> str | None:
            return _fallen(f"when {gone} leaves", after.parties, (*first[:who], *first[who + 1 :]), second)

        return unavoidable(method, before, after, fault, (f"with {gone}", f"without {gone}"))


class Entitlement(Axiom):
    """Whose entitlement grows does not lose."""

    name = "entitlement monotonicity"
    sentence = "a party whose entitlement grows, all else equal, does not lose value"
    source = f"{MONOTONE} (weight-monotonicity)"

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        from hypothesis import strategies as st

        def grown(draw: DrawFn, case: Case, who: int) -> Case:
            more = draw(st.integers(1, 9))
            return case.entitled([weight + more * (party == who) for party, weight in enumerate(case.weights)])

        return size.of_one(grown)

    def again(self, trial: Trial, case: Case) -> Trial | None:
        return self._grown(trial, case, self._more(trial))

    def milder(self, trial: Trial) -> Iterator[Trial]:
        for more in range(1, self._more(trial)):
            milder = self._grown(trial, trial.before, more)
            if milder is not None:
                yield milder

    @staticmethod
    def _more(trial: Trial) -> int:
        return sum((trial.after or trial.before).weights) - sum(trial.before.weights)

    @staticmethod
    def _grown(trial: Trial, case: Case, more: int) -> Trial | None:
        who = trial.place(case)
        weights = [weight + more * (party == who) for party, weight in enumerate(case.weights)]
        return None if who is None else Trial(case, case.entitled(weights), who)

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        before, after, who = trial.before, trial.after or trial.before, trial.who
        party, less, more = before.parties[who], before.weights[who], after.weights[who]

        def fault(first: Row, second: Row) -> str | None:
            if second[who] >= first[who]:
                return None
            return _fall(f"when {party}'s entitlement grows from {less} to {more}", "it", first[who], second[who])

        labels = (f"{party} entitled to {less}", f"{party} entitled to {more}")
        return unavoidable(method, before, after, fault, labels)


class Relative(Axiom):
    """Who grows faster than another does not lose to it: no population paradox."""

    name = "relative entitlement monotonicity"
    sentence = "no party loses while another gains whose entitlement grew less, or shrank more"
    source = f"{BALINSKI_YOUNG} (population monotonicity)"

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        from hypothesis import strategies as st

        from solver.testing.patterns import entitlements

        @st.composite
        def drawn(draw: DrawFn) -> Trial:
            case = draw(size.cases(TELLING))
            number = len(case.parties)
            if draw(st.booleans()):
                return Trial(case, case.entitled(draw(entitlements(number))))
            # The paradox comes of small changes to large numbers.
            large = draw(st.lists(st.integers(1, LARGE), min_size=number, max_size=number))
            more = draw(st.lists(st.integers(0, 3), min_size=number, max_size=number))
            return Trial(case.entitled(large), case.entitled(list(map(add, large, more))))

        return drawn()

    def again(self, trial: Trial, case: Case) -> Trial | None:
        after = trial.after or trial.before
        now = dict(zip(after.parties, after.weights, strict=True))
        return Trial(case, case.entitled([now[party] for party in case.parties]))

    def milder(self, trial: Trial) -> Iterator[Trial]:
        after = trial.after or trial.before
        for party, weight in enumerate(after.weights):
            for less in range(1, weight):
                weights = [less if one == party else old for one, old in enumerate(after.weights)]
                yield Trial(trial.before, after.entitled(weights))

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        before, after = trial.before, trial.after or trial.before

        def went(party: int, first: Row, second: Row) -> str:
            weights = f"{before.weights[party]} to {after.weights[party]}"
            name = before.parties[party]
            return f"{name} goes from {first[party]} to {second[party]} when its entitlement goes from {weights}"

        def fault(first: Row, second: Row) -> str | None:
            for i, j in permutations(range(len(first)), 2):
                grew = after.weights[i] * before.weights[j] > before.weights[i] * after.weights[j]
                if grew and second[i] < first[i] and second[j] > first[j]:
                    return f"{went(i, first, second)}, {went(j, first, second)}"
            return None

        return unavoidable(method, before, after, fault, ("at first", "with other entitlements"))
