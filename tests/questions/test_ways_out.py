"""Are the packages of concessions those that looking at every split gives, in their order, for one partner, evenly?"""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from solver.answers import DropSets, WaysOut
from solver.engine import Ask, Outcome
from solver.engine.cpsat import CpSat
from solver.questions.solve import solve
from solver.questions.ways_out import concessions
from solver.rules import AtMost, Rule
from solver.scenario import Scenario, SettingError, WhatIf
from tests.oracle import Oracle
from tests.questions.test_drop_sets import minimal_sets
from tests.questions.test_limits import NEVER, Failing, Failure, gives_nothing, proves_nothing
from tests.strategies import Form, Size, scenario_of, scenarios, settings_of

Given = dict[str, int]
"""By how much each rule gives way, those left out not at all."""

ALL = 10_000
FEW_SEATS = Size(seats=(1, 4), contesting=(2, 3), rules=(2, 6), splits=81)


# --- by looking at every split ---------------------------------------------------------------


def bearer(rule: Rule) -> str | None:
    """Who gives something up where a rule gives way: who asks, else whom it is about, but never whom it holds down."""
    about = None if isinstance(rule, AtMost) else getattr(rule, "party", None)
    return rule.asked_by or about


def packages(what_if: WhatIf, who: str | None = None, *, even: bool = False) -> list[Given]:
    """All minimal packages, in order."""
    wishes = [rule for rule in what_if.wishes if who is None or bearer(rule) == who]
    wanted = [index for index, rule in enumerate(what_if.rules) if rule in wishes]
    oracle = Oracle(what_if)
    held = oracle.keeping(index for index in range(len(what_if.rules)) if index not in wanted)
    vectors = {tuple(one.shortfalls[index] for index in wanted) for one in held}
    least = [v for v in vectors if not any(w != v and all(map(int.__le__, w, v)) for w in vectors)]
    key = _evenness if even else _cost
    least.sort(key=lambda v: (key(wishes, v), [-by for by in v]))
    return [{rule.id: by for rule, by in zip(wishes, v, strict=True) if by} for v in least]


def _cost(wishes: list[Rule], vector: tuple[int, ...]) -> list[int]:
    return [sum(_borne(wishes, vector, priority).values()) for priority in _priorities(wishes)]


def _evenness(wishes: list[Rule], vector: tuple[int, ...]) -> list[list[int]]:
    """At each priority the largest share, then the second largest, and so on."""
    return [sorted(_borne(wishes, vector, priority).values(), reverse=True) for priority in _priorities(wishes)]


def _priorities(wishes: list[Rule]) -> list[int]:
    return sorted({rule.priority for rule in wishes})


def _borne(wishes: list[Rule], vector: tuple[int, ...], priority: int) -> dict[str | None, int]:
    borne = {bearer(rule): 0 for rule in wishes}
    for rule, by in zip(wishes, vector, strict=True):
        if rule.priority == priority:
            borne[bearer(rule)] += rule.weight * by
    return borne


def loosened(answer: WaysOut) -> list[Given]:
    return [way.concession.loosen for way in answer.ways]


def check_shown(answer: WaysOut, what_if: WhatIf) -> None:
    """The split of each package keeps all rules once they are loosened, by the rules' own checkers."""
    for way in answer.ways:
        split = way.concession.split
        assert split is not None
        for rule in what_if.rules:
            by = way.concession.loosen.get(rule.id, 0)
            assert rule.loosened(by).shortfall(split, what_if.facts) == 0
            assert rule.shortfall(split, what_if.facts) == by


def _check(answer: WaysOut, expected: list[Given], what_if: WhatIf) -> None:
    assert loosened(answer) == expected
    assert (answer.complete, answer.more, answer.in_order) == (bool(expected), False, True)
    assert answer.status == ("optimal" if expected else "infeasible")
    check_shown(answer, what_if)


@settings(max_examples=30)
@given(st.data())
def test_every_minimal_package_in_order_of_cost(data: st.DataObject) -> None:
    scenario = data.draw(scenarios(FEW_SEATS))
    chosen = data.draw(settings_of(scenario))
    what_if = scenario.what_if(chosen)
    answer = concessions(scenario, chosen, most=ALL, time_limit=None)
    _check(answer, packages(what_if), what_if)
    oracle = Oracle(what_if)
    if answer.ways:
        assert answer.ways[0].concession.cost == oracle.cost(oracle.cheapest[0].shortfalls)
        assert all(_recounted(oracle, one) == one.concession.cost for one in answer.ways)


def _recounted(oracle: Oracle, way: object) -> tuple[int, ...]:
    given = way.concession.loosen  # type: ignore[attr-defined]  # a WayOut
    return oracle.cost(tuple(given.get(rule.id, 0) for rule in oracle.rules))


@settings(max_examples=20)
@given(st.data())
def test_every_package_in_which_one_partner_gives_way(data: st.DataObject) -> None:
    scenario = data.draw(scenarios(FEW_SEATS))
    what_if = scenario.what_if()
    who = data.draw(st.sampled_from(what_if.facts.contesting))
    answer = concessions(scenario, most=ALL, who=who, time_limit=None)
    _check(answer, packages(what_if, who), what_if)


@settings(max_examples=20)
@given(scenarios(FEW_SEATS))
def test_every_package_by_the_evenness_of_its_burden(scenario: Scenario) -> None:
    what_if = scenario.what_if()
    answer = concessions(scenario, most=ALL, even=True, time_limit=None)
    _check(answer, packages(what_if, even=True), what_if)


@settings(max_examples=15)
@given(scenarios(FEW_SEATS), st.integers(1, 3), st.booleans())
def test_the_first_few_are_the_first_of_all_and_more_is_said_where_there_are(
    scenario: Scenario, most: int, even: bool
) -> None:
    expected = packages(scenario.what_if(), even=even)
    answer = concessions(scenario, most=most, even=even, time_limit=None)
    assert loosened(answer) == expected[:most]
    assert answer.more == (len(expected) > most)
    assert answer.complete == (0 < len(expected) <= most)


def _kept(name: str, party: str, *seats: str) -> Form:
    return {"id": name, "kind": "keeps", "party": party, "where": {"seats": list(seats)}}


# Where a rule of one package gives way less, a split near it asks more of another than a cheaper package does.
CROSSED = scenario_of(
    {
        "parties": [{"id": "A"}, {"id": "B"}, {"id": "C"}],
        "seats": [{"id": f"s{number}"} for number in range(1, 5)],
        "rules": [
            {"id": "ban", "kind": "at_most", "party": "A", "seats": 0},
            _kept("b", "B", "s3", "s4"),
            *(_kept(f"pin-{number}", "A", f"s{number}") for number in range(1, 5)),
        ],
    }
)


@example(CROSSED, False)
@settings(max_examples=20)
@given(scenarios(FEW_SEATS), st.booleans())
def test_of_many_seats_and_rules_the_packages_are_the_same_but_not_the_order_within_a_cost(
    scenario: Scenario, even: bool
) -> None:
    what_if = scenario.what_if()
    expected = packages(what_if, even=even)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("solver.questions.packages.RELAX_FROM", 0)
        patch.setattr("solver.questions.packages.ORDERED", -1)
        answer = concessions(scenario, most=ALL, even=even, time_limit=None)
    assert (answer.complete, answer.in_order) == (bool(expected), None if expected else True)
    check_shown(answer, what_if)
    key, wishes = _evenness if even else _cost, list(what_if.wishes)
    keys = [key(wishes, tuple(one.get(rule.id, 0) for rule in wishes)) for one in loosened(answer)]
    assert keys == sorted(keys)
    assert sorted(map(str, loosened(answer))) == sorted(map(str, expected))


@settings(max_examples=10)
@given(scenarios(FEW_SEATS), st.integers(1, 1000))
def test_every_seed_gives_the_same_packages_and_splits(scenario: Scenario, seed: int) -> None:
    one = concessions(scenario, most=3, time_limit=None).to_dict()
    assert concessions(scenario, most=3, seed=seed, time_limit=None).to_dict() == one


@settings(max_examples=12)
@given(scenarios(FEW_SEATS))
def test_the_split_of_a_package_is_the_one_that_solves_the_loosened_scenario(scenario: Scenario) -> None:
    for way in concessions(scenario, most=3, time_limit=None).ways:
        rules = tuple(rule.loosened(way.concession.loosen.get(rule.id, 0)) for rule in scenario.rules)
        agreed = solve(Scenario("", scenario.facts, rules, scenario.switches, scenario.goals), time_limit=None)
        assert all(stage.value == 0 for stage in agreed.cost)
        assert agreed.split == way.concession.split


# --- known by hand ---------------------------------------------------------------------------


def _facts(parties: str, seats: int) -> Form:
    return {"parties": [{"id": p} for p in parties], "seats": [{"id": f"s{i + 1}"} for i in range(seats)]}


def _least(party: str, seats: int, **more: object) -> Form:
    return {"id": party.lower(), "kind": "at_least", "party": party, "seats": seats, **more}


def _pact(seats: int, *rules: Form, parties: str = "ABC") -> Scenario:
    return scenario_of({**_facts(parties, seats), "rules": list(rules)})


def test_of_five_pigeons_for_three_holes_any_two_give_way_by_rule() -> None:
    answer = concessions(_pact(3, *(_least(party, 1) for party in "ABCDE"), parties="ABCDE"), most=20)
    assert ["".join(one) for one in loosened(answer)] == ["".join(two) for two in combinations("abcde", 2)]
    assert (len(answer.ways), answer.complete) == (math.comb(5, 2), True)


def test_where_all_can_be_met_nothing_gives_way_and_there_is_no_other_way() -> None:
    answer = concessions(_pact(3, _least("A", 1)))
    assert (loosened(answer), answer.complete, answer.more) == ([{}], True, False)


def test_without_wishes_nothing_gives_way() -> None:
    answer = concessions(_pact(3))
    assert (loosened(answer), answer.complete, answer.status) == ([{}], True, "optimal")


def test_packages_beyond_the_least_cost_follow_in_order_of_cost() -> None:
    answer = concessions(_pact(4, _least("A", 4, weight=1), _least("B", 2, weight=3)))
    assert [way.concession.cost for way in answer.ways] == [(2,), (4,), (6,)]
    assert loosened(answer) == [{"a": 2}, {"a": 1, "b": 1}, {"b": 2}]


def test_a_higher_priority_gives_way_only_in_packages_told_later() -> None:
    answer = concessions(_pact(2, _least("A", 2, priority=2, weight=1000), _least("B", 1)))
    assert [way.concession.cost for way in answer.ways] == [(0, 1000), (1, 0)]


def test_what_a_rule_says_once_it_is_loosened_is_told() -> None:
    (way, *_) = concessions(_pact(3, _least("A", 3), _least("B", 1))).ways
    assert way.loosened == {"a": "A contests at least 2 seats"}


def test_the_most_even_package_is_not_always_the_cheapest() -> None:
    # b costs twice as much a seat, so that sharing is dearer than a alone giving way.
    rules = (_least("A", 4), _least("B", 4, weight=2))
    assert loosened(concessions(_pact(4, *rules), most=1)) == [{"a": 4}]
    even = concessions(_pact(4, *rules), most=1, even=True)
    assert loosened(even) == [{"a": 3, "b": 1}]
    assert [(share.party, share.cost) for share in even.ways[0].shares] == [("A", (3,)), ("B", (2,))]


def test_rules_that_nobody_bears_count_as_one_more_share() -> None:
    ban = {"id": "ban", "kind": "at_most", "party": "A", "seats": 0}
    answer = concessions(_pact(4, _least("A", 4), ban), most=1, even=True)
    assert loosened(answer) == [{"a": 2, "ban": 2}]
    assert [share.party for share in answer.ways[0].shares] == ["A", None]


def test_a_limit_on_a_party_is_borne_by_who_asks_for_it_and_not_by_that_party() -> None:
    ban = {"id": "ban", "kind": "at_most", "party": "A", "seats": 0, "asked_by": "B"}
    scenario = _pact(2, _least("A", 1), ban)
    assert loosened(concessions(scenario, who="A")) == [{"a": 1}]
    assert loosened(concessions(scenario, who="B")) == [{"ban": 1}]


def test_one_who_is_not_a_party_can_be_the_one_to_give_way() -> None:
    ban = {"id": "ban", "kind": "at_most", "party": "A", "seats": 0, "asked_by": "a panel"}
    assert loosened(concessions(_pact(2, _least("A", 1), ban), who="a panel")) == [{"ban": 1}]


def test_where_one_partner_alone_cannot_make_room_the_clash_of_the_others_is_told() -> None:
    answer = concessions(_pact(3, _least("A", 3), _least("B", 2), _least("C", 2, must=True)), who="A")
    assert (answer.status, answer.ways, answer.complete) == ("infeasible", (), False)
    assert [(one.rules, one.musts) for one in answer.conflicts] == [(("b",), ("c",))]


def test_red_lines_that_clash_are_told_as_such() -> None:
    answer = concessions(_pact(2, _least("A", 2, must=True), _least("B", 1, must=True), _least("C", 1)))
    assert answer.status == "infeasible"
    assert [(one.rules, one.musts) for one in answer.conflicts] == [((), ("a", "b"))]
    assert answer.to_dict()["proved_by"] == "cp-sat"


def test_a_partner_is_found_by_name_and_a_stranger_is_refused() -> None:
    scenario = scenario_of(
        {"parties": [{"id": "A", "name": "Alpha"}], "seats": [{"id": "s"}], "rules": [_least("A", 2)]}
    )
    assert concessions(scenario, who="alpha").who == "A"
    with pytest.raises(SettingError, match="unknown partner 'Alfa'; did you mean 'Alpha'"):
        concessions(scenario, who="Alfa")


def test_no_package_at_all_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="at least one package"):
        concessions(_pact(1), most=0)


def test_the_json_has_the_entries_of_solve_and_more() -> None:
    scenario = _pact(3, _least("A", 2), _least("B", 2))
    answer = concessions(scenario, most=1).to_dict()
    assert answer["schema"] == "seatpact/concessions@1"
    assert answer["concessions"] == [
        {
            "cost": [1],
            "loosen": {"a": 1},
            "split": {"s1": "A", "s2": "B", "s3": "B"},
            "loosened": {"a": "A contests at least 1 seat"},
            "shares": [{"party": "A", "cost": [1]}, {"party": "B", "cost": [0]}],
        }
    ]
    assert (answer["status"], answer["complete"], answer["more"]) == ("optimal", False, True)
    assert answer["asked"] == {"most": 1, "who": None, "even": False}
    assert answer["scenario"]["digest"] == scenario.what_if().digest
    assert [rule["borne_by"] for rule in answer["rules"]] == ["A", "B"]


# --- what the limit cuts off -----------------------------------------------------------------

CLASHING = _pact(
    3,
    _least("A", 1, must=True, id="floor"),
    _least("A", 3),
    _least("B", 2),
    _least("C", 2, priority=2),
    {"id": "ban", "kind": "at_most", "party": "C", "seats": 0, "priority": 2},
)


def check_honest(answer: WaysOut, expected: list[Given], costs: list[tuple[int, ...]], what_if: WhatIf) -> None:
    """What is told is so, and what is not known is not told."""
    check_shown(answer, what_if)
    found = loosened(answer)
    if answer.status == "infeasible":
        assert (found, expected) == ([], [])
    if answer.status == "optimal":
        assert [way.concession.cost for way in answer.ways] == costs[: len(found)]
        assert all(one in expected for one in found)
        assert not answer.in_order or found == expected[: len(found)]
    assert not answer.complete or sorted(map(str, found)) == sorted(map(str, expected))
    assert answer.more is None or answer.more == (len(expected) > len(found))
    assert answer.in_order is None or answer.status in ("optimal", "infeasible")
    if answer.drop_sets is not None:
        known = minimal_sets(what_if)
        assert all(one.rules in known for one in answer.drop_sets.found)
        assert not answer.drop_sets.complete or [one.rules for one in answer.drop_sets.found] == known


@pytest.mark.parametrize("failure", [gives_nothing, proves_nothing])
@pytest.mark.parametrize("length", [1, NEVER], ids=["one question fails", "all from there fail"])
@pytest.mark.parametrize("most", [3])
def test_wherever_the_engine_fails_the_packages_stay_honest(failure: Failure, length: float, most: int) -> None:
    what_if = CLASHING.what_if()
    expected = packages(what_if)
    wishes = list(what_if.wishes)
    costs = [tuple(_cost(wishes, tuple(one.get(rule.id, 0) for rule in wishes))) for one in expected]
    counting = Failing(NEVER, NEVER)
    with counting.installed():
        complete = concessions(CLASHING, most=most, drop_sets=True, time_limit=None)
    assert counting.calls > 10
    for first in range(1, counting.calls + 1):
        with Failing(first, first + length - 1, failure).installed():
            answer = concessions(CLASHING, most=most, drop_sets=True, time_limit=None)
        check_honest(answer, expected, costs, what_if)
        if loosened(answer) != loosened(complete):
            assert answer.status != "optimal" or not (answer.complete and answer.in_order)


def test_no_time_at_all_leaves_everything_unknown() -> None:
    answer = concessions(CLASHING, drop_sets=True, time_limit=0)
    assert (answer.status, answer.ways, answer.complete) == ("unknown", (), False)
    assert (answer.more, answer.in_order) == (None, None)
    assert answer.drop_sets == DropSets((), complete=False)
    assert answer.to_dict()["engine"]["time_limit"] == 0
    assert answer.to_dict()["proved_by"] is None


@pytest.mark.parametrize("call", [1, 4, 9])
def test_what_was_found_before_an_interruption_is_kept(call: int) -> None:
    complete = loosened(concessions(CLASHING, most=ALL))
    with Failing(call, call, interrupts).installed():
        answer = concessions(CLASHING, most=ALL)
    found = loosened(answer)
    assert answer.interrupted
    assert found == complete[: len(found)]
    assert not answer.complete


def interrupts(engine: CpSat, ask: Ask, outcome: Outcome) -> Outcome:
    raise KeyboardInterrupt
