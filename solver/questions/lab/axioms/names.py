"""Does the outcome depend on what should not matter: names, the order of the file, the unit of a party's values?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING

from solver.questions.lab.axioms.base import TELLING, Axiom, Run, Size, Trial, Violation, listed, outcomes
from solver.questions.lab.methods import Method
from solver.testing import Case

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

THOMSON = "W. Thomson, On the Axiomatics of Resource Allocation (2012)"


class Reordered(Axiom, ABC):
    """The order in which something stands does not matter."""

    source = THOMSON

    @abstractmethod
    def reordered(self, case: Case) -> SearchStrategy[tuple[Case, tuple[int, ...]]]:
        """The case in another order, and the number there was of the party now in each place."""

    @abstractmethod
    def told(self, case: Case) -> str:
        """The order in words."""

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        drawn = size.cases()
        return drawn.flatmap(lambda case: self.reordered(case).map(lambda new: Trial(case, new[0], order=new[1])))

    def again(self, trial: Trial, case: Case) -> Trial | None:
        after = trial.after or trial.before
        parties = tuple(case.parties.index(name) for name in after.parties if name in case.parties)
        seats = [case.seats.index(name) for name in after.seats if name in case.seats]
        return Trial(case, case.part(parties, seats), order=parties)

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        before, after = trial.before, trial.after or trial.before
        firsts, seconds = outcomes(method, before), outcomes(method, after)
        moved = {tuple(first[party] for party in trial.order) for first in firsts}
        if not moved or not seconds or moved & seconds.keys():
            return None
        (first, one), (second, two) = next(iter(firsts.items())), next(iter(seconds.items()))
        told = f"{self.told(after)} parties hold {listed(after, second)} instead of {listed(before, first)}"
        return Violation(told, (Run(before, one, "in one order"), Run(after, two, "in another")))


class Anonymity(Reordered):
    """The order in which parties stand does not matter."""

    name = "anonymity"
    sentence = "parties in another order hold the same, ties apart"

    def reordered(self, case: Case) -> SearchStrategy[tuple[Case, tuple[int, ...]]]:
        from hypothesis import strategies as st

        orders = st.permutations(range(len(case.parties))).map(tuple)
        return orders.map(lambda order: (case.part(order, range(len(case.seats))), order))

    def told(self, case: Case) -> str:
        return f"in the order {', '.join(case.parties)}"


class Neutrality(Reordered):
    """The order in which seats stand does not matter."""

    name = "neutrality"
    sentence = "with the seats in another order parties hold the same, ties apart"
    of_values = True

    def reordered(self, case: Case) -> SearchStrategy[tuple[Case, tuple[int, ...]]]:
        from hypothesis import strategies as st

        parties = tuple(range(len(case.parties)))
        return st.permutations(range(len(case.seats))).map(lambda order: (case.part(parties, order), parties))

    def told(self, case: Case) -> str:
        return f"with the seats in the order {', '.join(case.seats)}"


class Scale(Axiom):
    """A party's values may be in any unit."""

    name = "scale invariance"
    sentence = "when all values of one party are multiplied, nothing changes, ties apart"
    source = "J. Nash, The Bargaining Problem, Econometrica 18 (1950) 155-162"
    of_values = of_claims = True

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        from hypothesis import strategies as st

        @st.composite
        def drawn(draw: DrawFn) -> Trial:
            case = draw(size.cases(TELLING))
            who = draw(st.integers(0, len(case.parties) - 1))
            times = draw(st.integers(2, 10))
            return Trial(case, case.valued(who, [times * value for value in case.worth[who]]), who, times=times)

        return drawn()

    def again(self, trial: Trial, case: Case) -> Trial | None:
        return self._scaled(trial, case, trial.times)

    def milder(self, trial: Trial) -> Iterator[Trial]:
        for times in range(2, trial.times):
            milder = self._scaled(trial, trial.before, times)
            if milder is not None:
                yield milder

    @staticmethod
    def _scaled(trial: Trial, case: Case, times: int) -> Trial | None:
        who = trial.place(case)
        if who is None:
            return None
        return Trial(case, case.valued(who, [times * value for value in case.worth[who]]), who, times=times)

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        before, after = trial.before, trial.after or trial.before
        firsts = {before.held(holders): holders for holders in reversed(method.splits(before))}
        seconds = {before.held(holders): holders for holders in reversed(method.splits(after))}
        if not firsts or not seconds or firsts.keys() & seconds.keys():
            return None
        one, two = method.splits(before)[0], method.splits(after)[0]
        change = f"when {before.parties[trial.who]}'s values are multiplied by {trial.times}"
        told = (
            f"{change}, parties hold {listed(before, before.held(two))} instead of {listed(before, before.held(one))}"
        )
        runs = (Run(before, one, "as it was"), Run(after, two, f"values x{trial.times}"))
        return Violation(f"{told}, in the values of before", runs)
