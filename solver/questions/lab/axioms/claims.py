"""Does it help a party to state other values than its own?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from solver.questions.lab.axioms.base import Axiom, Run, Size, Trial, Violation
from solver.questions.lab.methods import Method
from solver.testing import Case

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy


class ClaimInflation(Axiom):
    """Whoever states other values than its own does not end up with more of its own.

    Judged by the splits that are returned: the order that breaks ties is known to all beforehand.
    """

    name = "claim inflation"
    sentence = "no party gains by overstating, or otherwise misstating, what seats are worth to it"
    source = "strategy-proofness; of picking: S. Bouveret and J. Lang, Manipulating picking sequences (ECAI 2014)"
    of_values = of_claims = True

    def trials(self, size: Size) -> SearchStrategy[Trial]:
        from hypothesis import strategies as st

        from solver.testing import numbers
        from solver.testing.strategies import MOST

        def stated(draw: DrawFn, case: Case, who: int) -> Case:
            return case.valued(
                who, draw(st.one_of(st.permutations(case.worth[who]), numbers(len(case.seats), 2 * MOST)))
            )

        return size.of_one(stated)

    def again(self, trial: Trial, case: Case) -> Trial | None:
        who, after = trial.place(case), trial.after or trial.before
        if who is None:
            return None
        row = dict(zip(after.seats, after.worth[trial.who], strict=True))
        return Trial(case, case.valued(who, [row[seat] for seat in case.seats]), who)

    def milder(self, trial: Trial) -> Iterator[Trial]:
        after = trial.after or trial.before
        row = after.worth[trial.who]
        for seat, value in enumerate(row):
            for less in range(value):
                stated = after.valued(trial.who, (*row[:seat], less, *row[seat + 1 :]))
                yield Trial(trial.before, stated, trial.who)

    def broken(self, method: Method, trial: Trial) -> Violation | None:
        honest, stated, who = trial.before, trial.after or trial.before, trial.who
        truths, lies = method.splits(honest)[:1], method.splits(stated)[:1]
        if not truths or not lies:
            return None
        honestly, falsely = honest.held(truths[0])[who], honest.held(lies[0])[who]
        if falsely <= honestly:
            return None
        party = honest.parties[who]
        row = ", ".join(map(str, stated.worth[who]))
        true = ", ".join(map(str, honest.worth[who]))
        told = f"{party} holds {honestly}; stating {row} instead of {true} for its values it holds {falsely} of its own"
        return Violation(told, (Run(honest, truths[0], "honest"), Run(stated, lies[0], f"as {party} states it")))
