"""Is a split worth to a goal what the rows say, and is the best split the one that the goal means?"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import log, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.engine import Ask, Deadline, Found
from solver.engine.cpsat import CpSat
from solver.facts import Facts, Party, Seat
from solver.goals import CATALOGUE, Goal, LeastLargest, Leximin, Nash, product
from solver.goals.product import ERROR, SCALE, _lines, logarithm
from solver.lookups.entitlements import Entitlement
from solver.posed import Posed
from solver.questions.solve import solve
from solver.rows import Linear, Row
from solver.rules import AtLeast
from solver.scenario import Scenario
from tests.fairness import Case
from tests.strategies import GOAL_FORMS, fact_forms, facts_of, goal_of, numbers, rule_forms, rule_of, splits_of, weights

NEVER = Deadline(None)

PRODUCT = Case((1, 3), ((1, 4, 4), (0, 1, 1)))


def solved(case: Case, *goals: Goal) -> tuple[str, ...]:
    answer = solve(Scenario("goal", case.facts(), goals=goals), time_limit=None)
    assert answer.status == "optimal"
    assert answer.split is not None
    return tuple(answer.split.values())


def nash(case: Case) -> Nash:
    return Nash(entitlement=case.entitlement(), values=case.values())


def leximin(case: Case) -> Leximin:
    return Leximin(entitlement=case.entitlement(), values=case.values())


@pytest.mark.parametrize("kind", CATALOGUE)
@given(data=st.data())
def test_with_the_split_fixed_the_rows_allow_what_the_goal_counts_and_no_more(kind: str, data: st.DataObject) -> None:
    facts = facts_of(data.draw(fact_forms(), label="facts"))
    goal = goal_of(data.draw(GOAL_FORMS[kind](facts), label="goal"))
    rules = [rule_of(data.draw(rule_forms(facts, one, one), label="rule")) for one in ("at_least", "envy_free")]
    split = data.draw(splits_of(facts), label="split")
    posed = Posed(Scenario("goal", facts, tuple(rules), goals=(goal,)).what_if())
    fixed = tuple(Row(Linear.sum((cell,)), low=1) for cell in posed.cells_of(split))
    found = []
    for number, (_, objective) in enumerate(posed.goals):
        only = (len(rules) + number,)
        outcome = CpSat(posed.system).ask(Ask(fixed, minimise=objective.times(-1), only=only), NEVER)
        assert isinstance(outcome, Found)
        found.append(-outcome.objective)
    assert tuple(found) == goal.worth(split, facts, posed.what_if.wishes)


def test_the_greatest_weighted_product_is_the_literatures() -> None:
    assert solved(PRODUCT, nash(PRODUCT)) == ("A", "B", "B")


@given(st.data())
def test_the_weighted_product_is_the_greatest_but_for_the_stated_error(data: st.DataObject) -> None:
    parties, seats = data.draw(st.integers(2, 3)), data.draw(st.integers(2, 5))
    entitled = tuple(max(1, w) for w in data.draw(weights(parties, 6)))
    case = Case(entitled, tuple(tuple(data.draw(numbers(seats, 400))) for _ in range(parties)))
    held = solved(case, nash(case))

    best = max(_score(case, holders) for holders in case.splits())
    found = _score(case, tuple("ABC".index(party) for party in held))
    assert found[:2] == best[:2]
    assert found[2] >= best[2] - sum(entitled) * ERROR / SCALE


def _score(case: Case, holders: tuple[int, ...]) -> tuple[int, list[bool], float]:
    """How many hold something, who they are (the first in file order first), and the sum of logarithms."""
    worth = [sum(row[s] for s, h in enumerate(holders) if h == p) for p, row in enumerate(case.worth)]
    logs = sum(w * log(v) for w, v in zip(case.weights, worth, strict=True) if v)
    return sum(map(bool, worth)), [*map(bool, worth)], logs


def test_one_seat_goes_to_the_same_party_whatever_the_unit_of_values() -> None:
    for first in (1, 3):
        case = Case((1, 1), ((first,), (2,)))
        assert solved(case, nash(case)) == ("A",)


def test_of_as_many_who_can_hold_something_the_first_in_file_order_do() -> None:
    case = Case((2, 3, 4), ((1, 1), (2, 2), (9, 9)))
    assert sorted(solved(case, nash(case))) == ["A", "B"]
    goal, facts = nash(case), case.facts()
    splits = [case.split(holders) for holders in case.splits()]
    optima = [case.parties[a] + case.parties[b] for a, b in case.splits()]
    best = goal.best(splits, facts)
    assert {name for name, one in zip(optima, best, strict=True) if one} == {"AB", "BA", "AC", "CA", "BC", "CB"}


@given(st.data())
def test_scaling_the_values_of_one_party_changes_no_optimum_of_the_product(data: st.DataObject) -> None:
    parties, seats = data.draw(st.integers(2, 4)), data.draw(st.integers(1, 4))
    entitled = tuple(max(1, w) for w in data.draw(weights(parties, 4)))
    worth = [tuple(data.draw(numbers(seats, 5))) for _ in range(parties)]
    who, times = data.draw(st.integers(0, parties - 1)), data.draw(st.integers(2, 9))
    case = Case(entitled, tuple(worth))
    worth[who] = tuple(times * value for value in worth[who])
    scaled = Case(entitled, tuple(worth))
    assert _optima(case) == _optima(scaled)


def _optima(case: Case) -> list[tuple[int, ...]]:
    """The splits that are exactly best, by products of whole numbers."""
    splits = [*case.splits()]

    def score(holders: tuple[int, ...]) -> tuple[int, list[bool], int]:
        worth = [sum(row[s] for s, h in enumerate(holders) if h == p) for p, row in enumerate(case.worth)]
        return *_score(case, holders)[:2], prod(v**w for w, v in zip(case.weights, worth, strict=True) if v)

    best = max(map(score, splits))
    optima = [one for one in splits if score(one) == best]
    held = solved(case, nash(case))  # all values are small: logarithms are exact to rounding
    assert tuple("ABCD".index(party) for party in held) in optima
    return optima


@pytest.mark.parametrize("whole", [12_345, 1 << 50, 1 << 100])
def test_no_line_between_rounded_logarithms_cuts_off_another(whole: int) -> None:
    """Each is less steep than the one before it: then the least of all lines is, at any value, the line there."""
    lines = [(right - left, logarithm(right) - logarithm(left)) for left, right in _lines(whole)]
    assert all(rise * after > later * run for (run, rise), (after, later) in pairwise(lines))


@pytest.mark.parametrize("whole", [1, 2, 31, 33, 34, 100, 12_345])
def test_logarithms_are_off_by_no_more_than_is_stated(whole: int) -> None:
    off = [abs(logarithm(value) - SCALE * log(value)) for value in range(1, whole + 1)]
    assert max(off) <= ERROR


def test_multiplying_the_values_of_one_party_leaves_the_greatest_product_where_it_is() -> None:
    for times in (10, 1_000):
        first, second = PRODUCT.worth
        scaled = Case(PRODUCT.weights, (tuple(times * value for value in first), second))
        assert solved(scaled, nash(scaled)) == ("A", "B", "B")


def test_first_as_many_parties_as_can_be_hold_something() -> None:
    # Three parties, two of which want only the first seat: A takes it or C does, and B is served in any case.
    case = Case((1, 1, 1), ((9, 0, 0), (0, 5, 5), (8, 0, 0)))
    assert solved(case, nash(case)) == ("A", "B", "B")


@given(data=st.data())
@settings(max_examples=10)
def test_the_set_of_the_product_is_the_same_in_however_many_stages_it_is_found(data: st.DataObject) -> None:
    worth = tuple(tuple(data.draw(numbers(2, 2))) for _ in range(4))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(product, "AT_ONCE", 3)
        _optima(Case((2, 1, 1, 3), worth))


def test_the_product_takes_more_parties_than_one_stage_can_rank() -> None:
    facts = Facts(
        parties=tuple(Party(id=f"p{number}") for number in range(60)), seats=tuple(Seat(id=f"s{n}") for n in range(3))
    )
    goal = Nash(entitlement=Entitlement(weights={party.id: 1 for party in facts.parties}))
    answer = solve(Scenario("many", facts, goals=(goal,)), time_limit=None)
    assert answer.status == "optimal"
    assert answer.split is not None
    assert sorted(answer.split.values()) == ["p0", "p1", "p2"]


def test_leximin_lifts_whoever_has_least_for_its_entitlement_then_the_next() -> None:
    # 2 : 1 of six seats that are all alike: 4 and 2.
    case = Case((2, 1), ((1,) * 6,) * 2)
    assert sorted(solved(case, leximin(case))) == ["A"] * 4 + ["B"] * 2


@given(st.data())
def test_leximin_is_what_comparing_sorted_values_says(data: st.DataObject) -> None:
    parties, seats = data.draw(st.integers(2, 3)), data.draw(st.integers(2, 5))
    entitled = tuple(max(1, w) for w in data.draw(weights(parties, 6)))
    case = Case(entitled, tuple(tuple(data.draw(numbers(seats, 9))) for _ in range(parties)))

    def ordered(holders: tuple[int, ...]) -> list[Fraction]:
        worth = [sum(row[s] for s, h in enumerate(holders) if h == p) for p, row in enumerate(case.worth)]
        return sorted(Fraction(value, weight) for value, weight in zip(worth, entitled, strict=True))

    found = ordered(tuple("ABC".index(party) for party in solved(case, leximin(case))))
    assert found == max(ordered(holders) for holders in case.splits())


def test_the_least_largest_shortfall_spreads_what_gives_way() -> None:
    case = Case((1, 1), ((1,) * 4,) * 2)
    wishes = tuple(AtLeast(id=f"min-{party}", party=party, seats=4) for party in "AB")
    plain = solve(Scenario("sum", case.facts(), wishes), time_limit=None)
    even = solve(Scenario("even", case.facts(), wishes, goals=(LeastLargest(),)), time_limit=None)
    assert (plain.seats, even.seats) == ({"A": 4, "B": 0}, {"A": 2, "B": 2})
    assert [one.value for one in even.goals] == [-2]


def test_entitlements_too_large_to_weigh_exactly_are_a_mistake_with_its_place() -> None:
    case = Case((999_999_937, 999_999_893), ((10**9,) * 4, (10**9 - 1,) * 4))
    (problem,) = leximin(case).problems(case.facts())
    assert problem.path == ("entitlement",)


def test_the_product_of_nothing_but_zeros_is_no_mistake() -> None:
    case = Case((1, 1), ((0, 0), (0, 0)))
    assert solved(case, nash(case)) == ("A", "A")
