"""Which pacts should a property test try? Strategies for cases (matrices), for scenarios, and for splits of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from solver.facts import Facts
from solver.goals import CATALOGUE as GOALS
from solver.goals import Goal, Value
from solver.goals.welfare import Welfare
from solver.lookups.selectors import Selector
from solver.notions import NOTIONS
from solver.rules import Keeps, Rule
from solver.scenario import Scenario
from solver.split import Split
from solver.testing.case import Case
from solver.testing.patterns import PATTERNS, Pattern, entitlements, values

MOST = 9
"""Greatest value, and greatest entitlement, that is drawn."""


@st.composite
def cases(
    draw: DrawFn,
    max_seats: int = 5,
    max_parties: int = 3,
    *,
    min_seats: int = 1,
    min_parties: int = 2,
    patterns: Sequence[Pattern] = PATTERNS,
    splits: int | None = 1100,
) -> Case:
    """Parties, entitlements above 0, and values, drawn by pattern.

    Args:
        draw: given by Hypothesis.
        max_seats: most seats.
        max_parties: most parties.
        min_seats: fewest seats.
        min_parties: fewest parties.
        patterns: of the values; see `solver.testing.patterns.values`.
        splits: where there would be more splits than this, there are fewer seats, so that all can be looked at; None
            for no such limit.
    """
    parties = draw(_rather_many(min_parties, max_parties))
    most = max_seats
    while splits is not None and most > min_seats and parties**most > splits:
        most -= 1
    seats = draw(_rather_many(min_seats, most))
    return Case.of(draw(entitlements(parties, MOST)), draw(values(parties, seats, MOST, tuple(patterns))))


@lru_cache(maxsize=256)
def _rather_many(least: int, most: int) -> SearchStrategy[int]:
    """From least to most, the greater the likelier: what is wrong shows on the greater ones, and is then made small."""
    return st.sampled_from([number for number in range(least, max(least, most) + 1) for _ in range(number - least + 1)])


@st.composite
def scenarios(
    draw: DrawFn,
    *,
    notions: Sequence[str] = ("WEF1",),
    goal: str | None = "value",
    max_seats: int = 5,
    max_parties: int = 3,
    locked: bool = False,
) -> Scenario:
    """A pact in which fairness is asked for, as a scenario that `solve` and `audit` take.

    Args:
        draw: given by Hypothesis.
        notions: names of fairness notions (`solver.notions.NOTIONS`), each a wish at the entitlements and values drawn.
        goal: `value`, `leximin` or `nash`, at the same values; None for no goal.
        max_seats: most seats.
        max_parties: most parties.
        locked: also lock some seats, each a red line: theorems that any seat may go to anybody hold no longer.

    Raises:
        ValueError: for a notion or a goal that there is not.
    """
    case = draw(cases(max_seats, max_parties))
    rules: list[Rule] = [_asked(name, case) for name in notions]
    for seat in draw(st.lists(st.sampled_from(case.seats), unique=True)) if locked else ():
        party = draw(st.sampled_from(case.parties))
        rules.append(Keeps(id=f"lock-{seat}", party=party, where=Selector(seats=(seat,)), must=True))
    goals = () if goal is None else (_goal(goal, case),)
    return Scenario("Drawn", case.facts(), tuple(rules), goals=goals)


def _asked(name: str, case: Case) -> Rule:
    if name not in NOTIONS:
        raise ValueError(f"no fairness notion is called {name!r}; there are {', '.join(NOTIONS)}")
    return NOTIONS[name].rule(case.entitlement(), case.values(), name=name).model_copy(update={"weight": 1})


def _goal(kind: str, case: Case) -> Goal:
    model = GOALS.get(kind)
    if model is Value:
        return Value(cells=case.values().cells or ())
    if model is None or not issubclass(model, Welfare):
        raise ValueError(f"no goal over values is called {kind!r}; there are value, leximin, nash")
    return model.model_validate({"entitlement": case.entitlement(), "values": case.values()})


def splits_of(facts: Facts) -> SearchStrategy[Split]:
    """Any split of the seats among the parties that contest."""
    held = st.lists(st.sampled_from(facts.contesting), min_size=len(facts.seats), max_size=len(facts.seats))
    return held.map(lambda parties: Split.of(zip(facts.seat_ids, parties, strict=True)))
