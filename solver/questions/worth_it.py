"""Is a newcomer worth it to the pact, and from which part of its voters on that follow?

A party left out stands against the pact with its own votes; one that is let in takes seats, and part of its voters
follow. Here one rate is taken for all partners that its voters could follow, and the smallest is looked for at which
the pact with it expects at least as many wins as without it. Odds rise with the rate while the split stays, so that
bisection finds it; where rules or goals look at odds the split is solved anew at every rate, and need not get better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

from solver.answers import Answer
from solver.answers.worth import Worth
from solver.assumptions import PARTNERS, RIVALS, Assumptions
from solver.engine import Deadline
from solver.engine.choice import Choice
from solver.odds import LEVEL, MILLION, millionths, simulate
from solver.posed import Posed
from solver.questions.asked import engine_of
from solver.questions.best_split import Best, best_split
from solver.scenario import Scenario, WhatIf

TENTHS = tuple(range(0, 101, 10))


def worth_it(
    scenario: Scenario,
    switch: str,
    settings: Mapping[str, str],
    answers: Mapping[str, Answer],
    *,
    drop: Sequence[str] = (),
    time_limit: float | None = None,
    engine: Choice = "auto",
) -> Iterator[Worth]:
    """For each option with parties that another option leaves out, what they are worth; nothing without odds.

    Args:
        scenario: with a section `odds`.
        switch: a switch of it.
        settings: what else was set in all answers.
        answers: by option of the switch.
        drop: rules that were left out.
        time_limit: seconds for each split that is solved anew; None for no limit.
        engine: what answers then; see `solver.engine.choice`.
    """
    asked = {option: scenario.what_if({**settings, switch: option}, drop) for option in answers}
    for option, what_if in asked.items():
        told = answers[option].wins
        for party in what_if.facts.contesting if told else ():
            without = next((one for one, other in asked.items() if party in other.facts.out), None)
            before = answers[without].wins if without is not None else None
            split = answers[option].split
            if without is None or before is None or told is None or split is None:
                continue
            anew = rests_on_odds(what_if)
            curve = _Curve(what_if, party, None if anew else dict(split), time_limit, engine)
            rate, steady = break_even(curve, before.pact.millionths)
            yield Worth(
                party=party,
                option=f"{switch}={option}",
                without=f"{switch}={without}",
                expected=told.pact.wins,
                expected_without=before.pact.wins,
                interval=_gained(what_if, split, asked[without], answers[without].split or {}),
                rate=rate,
                steady=steady,
                curve=tuple((one, round(curve(one) / MILLION, 2)) for one in TENTHS),
                solved_anew=anew,
                proved=curve.proved,
            )


def _gained(here: WhatIf, split: Mapping[str, str], there: WhatIf, other: Mapping[str, str]) -> tuple[int, int]:
    """By how many seats more the pact wins here than there, at the least and at the most: the same errors hit both."""
    import numpy as np

    drawn = []
    for what_if, held in ((here, split), (there, other)):
        assert what_if.facts.odds is not None  # wins are told
        drawn.append(simulate(what_if.facts, what_if.facts.odds, held).won.sum(axis=1))
    low, high = np.quantile(drawn[0] - drawn[1], [(1 - LEVEL) / 2, (1 + LEVEL) / 2], method="inverted_cdf")
    return int(low), int(high)


def break_even(expected: Callable[[int], int], least: int) -> tuple[int | None, bool]:
    """The smallest rate in hundredths at which `expected` reaches `least`, and whether it does at all tenths above.

    Between two tenths of which only the upper reaches it, bisection; it finds the smallest where it rises there.
    """
    reached = [expected(rate) >= least for rate in TENTHS]
    if not any(reached):
        return None, False
    first = reached.index(True)
    if first == 0:
        return 0, all(reached)
    low, high = TENTHS[first - 1], TENTHS[first]
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if expected(middle) >= least else (middle, high)
    return high, all(reached[first:])


class _Curve:
    """Wins that the pact expects, in millionths, by the part (in hundredths) of a party's voters that follows it."""

    def __init__(
        self,
        what_if: WhatIf,
        party: str,
        split: Mapping[str, str] | None,
        time_limit: float | None,
        choice: Choice = "auto",
    ) -> None:
        self.what_if = what_if
        self.party = party
        self.split = split
        self.time_limit = time_limit
        self.choice: Choice = choice
        self.proved = True
        self.at = cache(self._at)

    def __call__(self, rate: int) -> int:
        return self.at(rate)

    def _at(self, rate: int) -> int:
        assumed = self.what_if.facts.odds
        if assumed is None:
            raise ValueError("the scenario has no section 'odds'")
        facts = replace(self.what_if.facts, odds=following(assumed, self.party, Fraction(rate, 100)))
        split = self.split if self.split is not None else self._best(replace(self.what_if, facts=facts))
        odds = millionths(facts)
        return sum(odds[cell] for cell in split.items())

    def _best(self, what_if: WhatIf) -> Mapping[str, str]:
        """The best split; the one found so far where the limit came first, none where there is none."""
        posed = Posed(what_if)
        best = best_split(posed, engine_of(posed, choice=self.choice), Deadline(self.time_limit))
        self.proved = self.proved and isinstance(best, Best) and best.proved
        return best.split if isinstance(best, Best) else {}


def following(assumed: Assumptions, party: str, rate: Fraction) -> Assumptions:
    """The assumptions with this part of a party's voters following, whichever partner stands."""
    said = assumed.transfer.get(party, {})
    rivals = {RIVALS: said[RIVALS]} if RIVALS in said else {}
    return assumed.model_copy(update={"transfer": {**assumed.transfer, party: {PARTNERS: rate, **rivals}}})


def rests_on_odds(what_if: WhatIf) -> bool:
    """Whether rules or goals look at odds, so that the split depends on them (true also where a name looks like it)."""
    goals = {goal.kind for goal in what_if.goals}
    if goals & {"wins", "wins_of", "bargain"}:
        return True
    told = [one.model_dump(mode="json") for one in (*what_if.rules, *what_if.goals)]
    return not {"wins", "shapley"}.isdisjoint(_words(told))


def _words(data: Any) -> Iterator[str]:
    """All text among the values of plain data."""
    if isinstance(data, str):
        yield data
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _words(one)
