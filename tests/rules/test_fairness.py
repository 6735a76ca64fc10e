"""Do rows, checkers and definitions of the fairness rules agree, and are the literature's examples as they say?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.engine import Ask, Deadline, Found, System
from solver.engine.cpsat import CpSat
from solver.goals import Value
from solver.lookups.apportionment import admissible
from solver.lookups.selectors import Selector
from solver.questions.solve import solve
from solver.rows import Grid, Linear, Row
from solver.rules import Guaranteed, Keeps, Quotas, Rule
from solver.scenario import Scenario
from tests.fairness import RULES, Case, binary_cases, holds, least_slack, rule
from tests.strategies import numbers, weights

every_notion = pytest.mark.parametrize("name", RULES)


@every_notion
@pytest.mark.parametrize("entitled", [(1, 1, 1), (3, 2, 1), (5, 1, 0)])
def test_checker_and_definition_agree_on_every_split_of_every_binary_case(name: str, entitled: tuple[int, ...]) -> None:
    for case in binary_cases(entitled, 3):
        asked, facts = rule(name, case), case.facts()
        for holders in case.splits():
            kept = asked.shortfall(case.split(holders), facts) == 0
            assert kept == holds(name, case, case.bundles(holders)), (case, holders)


@every_notion
def test_rows_and_checker_agree_on_binary_cases(name: str) -> None:
    for number, case in enumerate(binary_cases((3, 2, 1), 4)):
        asked, facts = rule(name, case), case.facts()
        for holders in [*case.splits()][number % 7 :: 29]:
            assert least_slack(asked, case, holders) == asked.shortfall(case.split(holders), facts), (case, holders)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Case, tuple[int, ...]]:
    parties, seats = draw(st.integers(2, 4)), draw(st.integers(1, 6))
    entitled = tuple(draw(weights(parties, draw(st.sampled_from((3, 40))))))
    worth = tuple(tuple(draw(numbers(seats, 9))) for _ in range(parties))
    return Case(entitled, worth), tuple(draw(st.lists(st.integers(0, parties - 1), min_size=seats, max_size=seats)))


@every_notion
@given(drawn=cases())
def test_checker_and_definition_agree_on_larger_values(name: str, drawn: tuple[Case, tuple[int, ...]]) -> None:
    case, holders = drawn
    kept = rule(name, case).shortfall(case.split(holders), case.facts()) == 0
    assert kept == holds(name, case, case.bundles(holders))


@every_notion
@given(drawn=cases(), times=st.integers(2, 1000))
def test_multiplying_the_values_of_one_party_changes_nothing(
    name: str, drawn: tuple[Case, tuple[int, ...]], times: int
) -> None:
    case, holders = drawn
    first, *others = case.worth
    scaled = Case(case.weights, (tuple(times * value for value in first), *others))
    grid = Grid(case.facts().seat_ids, case.facts().contesting)
    before, after = rule(name, case), rule(name, scaled)
    assert before.demand(case.facts(), grid) == after.demand(scaled.facts(), grid)
    split = case.split(holders)
    assert before.shortfall(split, case.facts()) == after.shortfall(split, scaled.facts())


# --- the literature's examples ---------------------------------------------------------------

STRONG = Case((5, 1, 1, 1), ((1,) * 5,) * 4)
"""One strong party, three weak ones, five seats that are all alike."""


def _lower(case: Case) -> Quotas:
    return Quotas(id="quota", entitlement=case.entitlement(), side="lower")


def _keeping(case: Case, *rules: Rule) -> int:
    facts = case.facts()
    splits = [case.split(holders) for holders in case.splits()]
    return sum(not any(rule.shortfall(split, facts) for rule in rules) for split in splits)


def test_60_splits_are_wef1_106_meet_the_lower_quota_and_none_does_both() -> None:
    wef1 = rule("WEF1", STRONG)
    assert (_keeping(STRONG, wef1), _keeping(STRONG, _lower(STRONG)), _keeping(STRONG, wef1, _lower(STRONG))) == (
        60,
        106,
        0,
    )


def test_no_split_is_both_wef1_and_wprop1_and_adams_gives_the_strong_party_two() -> None:
    assert _keeping(STRONG, rule("WEF1", STRONG), rule("WPROP1", STRONG)) == 0
    assert [one.base for one in admissible("adams", STRONG.weights, 5)] == [(2, 1, 1, 1)]


def test_wef1_and_the_lower_quota_are_a_minimal_conflict_like_any_other() -> None:
    demands = (rule("WEF1", STRONG).model_copy(update={"id": "wef1"}), _lower(STRONG))
    answer = solve(Scenario("strong", STRONG.facts(), demands), time_limit=None)
    (conflict,) = answer.conflicts
    assert (conflict.rules, conflict.minimal, answer.conflicts_complete) == (("wef1", "quota"), True, True)
    # With three seats or more for the strong party some weak one has none, and sees three less one too many.
    assert conflict.alone == {"wef1": 2, "quota": 1}


def test_three_seats_locked_to_one_of_two_equals_leave_no_wef1_split() -> None:
    case = Case((1, 1), ((1, 1, 1), (1, 1, 1)))
    locked = tuple(
        Keeps(id=f"lock-{seat}", party="A", where=Selector(seats=(seat,)), must=True) for seat in case.facts().seat_ids
    )
    wef1 = rule("WEF1", case).model_copy(update={"id": "wef1"})
    answer = solve(Scenario("locked", case.facts(), (*locked, wef1)), time_limit=None)
    (conflict,) = answer.conflicts
    assert (conflict.rules, conflict.musts) == (("wef1",), ("lock-s1", "lock-s2", "lock-s3"))
    (concession,) = answer.concessions
    assert concession.loosen == {"wef1": 2}


def test_as_a_must_an_impossible_wef1_is_told_as_red_lines_that_clash() -> None:
    case = Case((1, 1), ((1, 1, 1), (1, 1, 1)))
    pinned = Keeps(id="all", party="A", where=Selector(seats=case.facts().seat_ids), must=True)
    wef1 = rule("WEF1", case).model_copy(update={"id": "wef1", "must": True})
    answer = solve(Scenario("locked", case.facts(), (pinned, wef1)), time_limit=None)
    assert answer.status == "infeasible"
    assert [one.musts for one in answer.conflicts] == [("all", "wef1")]


def test_the_greatest_weighted_product_may_fail_wef1_and_meets_wwef1() -> None:
    case = Case((1, 3), ((1, 4, 4), (0, 1, 1)))
    split = case.split((0, 1, 1))
    assert rule("WEF1", case).shortfall(split, case.facts()) == 1
    assert rule("WWEF1", case).shortfall(split, case.facts()) == 0


def test_there_may_be_no_wefx_split() -> None:
    case = Case((5, 4), ((5, 5, 1, 1), (5, 5, 2, 1)))
    assert _keeping(case, rule("WEFX", case)) == 0
    assert _keeping(case, rule("WEF1", case)) > 0


def test_multiplying_the_values_of_one_party_changes_the_plain_sum() -> None:
    def totals(times: int) -> dict[str, int] | None:
        case = Case((1, 1), ((3 * times, 2 * times), (2, 3)))
        goal = Value(cells=case.values().cells or ())
        return solve(Scenario("sum", case.facts(), goals=(goal,)), time_limit=None).seats

    assert (totals(1), totals(10)) == ({"A": 1, "B": 1}, {"A": 2, "B": 0})


def test_the_best_split_keeps_wef1_where_the_plain_sum_alone_would_not() -> None:
    case = Case((1, 1), ((9, 8, 7, 6), (4, 3, 2, 1)))
    goal = Value(cells=case.values().cells or ())
    free = solve(Scenario("sum", case.facts(), goals=(goal,)), time_limit=None)
    fair = solve(Scenario("fair", case.facts(), (rule("WEF1", case),), goals=(goal,)), time_limit=None)
    assert (free.seats, fair.seats) == ({"A": 4, "B": 0}, {"A": 3, "B": 1})
    kept = [one for one in case.splits() if holds("WEF1", case, case.bundles(one))]
    assert fair.goals[0].value == max(sum(case.worth[who][seat] for seat, who in enumerate(one)) for one in kept)


@every_notion
@given(drawn=cases())
def test_the_least_shortfall_of_all_splits_is_what_the_engine_finds(
    name: str, drawn: tuple[Case, tuple[int, ...]]
) -> None:
    case, _ = drawn
    if len(case.weights) ** case.seats > 300:
        return
    asked, facts = rule(name, case), case.facts()
    system = System(case.seats, len(case.weights), (asked.demand(facts, Grid(facts.seat_ids, facts.contesting)),))
    outcome = CpSat(system).ask(Ask(minimise=system.shortfalls[0]), Deadline(None))
    assert isinstance(outcome, Found)
    assert outcome.objective == min(asked.shortfall(case.split(one), facts) for one in case.splits())


# --- shares of what some parties hold together -----------------------------------------------


def _sure(case: Case, share: str, over: tuple[str, ...] | None, **fields: object) -> Guaranteed:
    given = {"id": "sure", "entitlement": case.entitlement(), "over": over, "share": share, **fields}
    return Guaranteed.model_validate(given)


@pytest.mark.parametrize("share", ["maximin", "any_price"])
@given(data=st.data())
def test_shares_over_some_parties_are_those_of_a_pact_of_what_they_hold_together(
    share: str, data: st.DataObject
) -> None:
    case = Case(tuple(data.draw(weights(3, 9))), tuple(tuple(data.draw(numbers(5, 1))) for _ in range(3)))
    over = data.draw(st.sampled_from((("A", "B"), ("B", "C"), ("A", "C"), ("B",))))
    holders = data.draw(st.lists(st.integers(0, 2), min_size=5, max_size=5))
    asked, facts, split = _sure(case, share, over, values=case.values()), case.facts(), case.split(holders)
    assert not any(asked.problems(facts)) or not any(asked.weights(facts).values())
    inside = [case.parties.index(party) for party in over]
    pot = [seat for seat, holder in enumerate(holders) if holder in inside]
    alone = Case(
        tuple(case.weights[i] for i in inside), tuple(tuple(case.worth[i][seat] for seat in pot) for i in inside)
    )
    short = 0
    if pot and any(alone.weights):
        own = Guaranteed.model_validate(
            {"id": "sure", "share": share, "entitlement": alone.entitlement(), "values": alone.values()}
        )
        short = own.shortfall(alone.split([inside.index(holders[seat]) for seat in pot]), alone.facts())
    assert asked.shortfall(split, facts) == short


@pytest.mark.parametrize("share", ["maximin", "any_price"])
@pytest.mark.parametrize("entitled", [(1, 1, 1), (3, 2, 1), (5, 1, 0)])
def test_rows_of_shares_over_some_parties_agree_with_the_checker_on_every_split(
    share: str, entitled: tuple[int, ...]
) -> None:
    for case in (Case(entitled, ((1,) * 4,) * 3), Case(entitled, ((1, 1, 0, 1), (0, 1, 1, 0), (1, 1, 1, 1)))):
        asked, facts = _sure(case, share, ("A", "B"), values=case.values()), case.facts()
        demand = asked.demand(facts, Grid(facts.seat_ids, facts.contesting))
        system = System(4, 3, (demand,))
        for holders in case.splits():
            cells = [int(holder == party) for holder in holders for party in range(3)]
            pinned = tuple(Row(Linear.sum([cell]), low=one, high=one) for cell, one in enumerate(cells))
            outcome = CpSat(system).ask(Ask(pinned, minimise=system.shortfalls[0]), Deadline(None))
            assert isinstance(outcome, Found)
            assert outcome.objective == asked.shortfall(case.split(holders), facts), (case, holders)


def test_what_two_parties_hold_together_is_what_they_can_be_sure_of_parts_of() -> None:
    case = Case((1, 1, 1), ((1,) * 4,) * 3)
    asked, facts = _sure(case, "any_price", ("A", "B")), case.facts()
    assert asked.shortfall(case.split((0, 1, 2, 2)), facts) == 0  # two seats are theirs, one for each
    breach = asked.witness(case.split((1, 1, 2, 2)), facts)
    assert breach is not None
    assert (breach.sentence, breach.against) == ("A holds 0 in its own eyes, its share is 1", "B")
    locked = Keeps(id="lock", party="C", where=Selector(seats=("s3", "s4")), must=True)
    answer = solve(Scenario("pact", facts, (locked, asked)), time_limit=None)
    assert (answer.seats, answer.conflicts) == ({"A": 1, "B": 1, "C": 2}, ())


def test_a_share_that_depends_on_which_seats_others_take_is_refused() -> None:
    case = Case((1, 1, 1), ((1, 2, 3), (1, 1, 1), (1, 1, 1)))
    (problem,) = _sure(case, "any_price", ("A", "B"), values=case.values()).problems(case.facts())
    assert problem.path == ("over",)
    assert "leaves out C" in problem.message
    assert not [*_sure(case, "any_price", ("A", "B", "C"), values=case.values()).problems(case.facts())]
