"""Are the answers right that are known by hand: the contract's example, cases from the literature?

Of the conflict and concession cases of the literature, the abstract one ("b and d exclude each
other; a, b and c cannot all hold") is told here with seats; "all different, z = x + 2y" is not, as
it needs rules that do not exist.
"""

import math
from typing import Any

import pytest

from solver.questions.solve import solve
from solver.scenario import loads
from tests.strategies import Form, scenario_of

CONTRACT = """
title: Tiny
as_of: 2024-01-10                       # optional; then a fact with a later date, or with none, is refused
parties: [{id: A, name: Alpha}, {id: B, name: Beta}, {id: X, name: Rivals, contests: false}]   # colour optional
seats:   [{id: s1, name: One, region: North}, {id: s2, name: Two, region: South}]              # reserved, tile optional
elections: [{id: 2009, date: 2009-05-16}]
results: [{election: 2009, seat: s1, party: A, votes: 100}, {election: 2009, seat: s1, party: X, votes: 90}]
legislators: [{seat: s1, party: A, count: 2, date: 2022-03-10}]
rules:
  - {id: a-min,  kind: at_least, party: A, seats: 2, priority: 1}
  - {id: a-2009, kind: keeps, party: A, where: {won: 2009}, all_but: 0, expects: 1, basis: claim, source: "..."}
  - {id: b-min,  kind: at_least, party: B, seats: 1}
switches:
  beta: {in: {rules: [b-min]}, out: {parties_out: [B]}}  # first option is the default; rules named in no option always apply
goals:
  - {kind: value, cells: [{seat: s1, party: A, value: 5}]}  # maximise, in order
"""  # noqa: E501  # as it is published

PRINTED: dict[str, Any] = {
    "schema": "seatpact/result@1",
    "status": "optimal",
    "proved_by": "cp-sat",
    "split": {"s1": "A", "s2": "A"},
    "seats": {"A": 2, "B": 0},
    "ranges": {"A": [1, 2], "B": [0, 1]},
    "cost": [{"priority": 1, "value": 1, "bound": 1}],
    "goals": [{"kind": "value", "value": 5, "bound": 5}],
    "decided_by": "tie-break",
    "conflicts_complete": True,
    "concessions": [
        {"cost": [1], "loosen": {"b-min": 1}},
        {"cost": [1], "loosen": {"a-min": 1}},
    ],
    "notices": [],
}


def test_the_example_of_the_contract_has_the_answer_printed_there() -> None:
    answer = solve(loads(CONTRACT)).to_dict()
    assert {key: answer[key] for key in PRINTED} == PRINTED
    assert answer["scenario"]["title"] == "Tiny"
    assert answer["scenario"]["switches"] == {"beta": "in"}
    state = {key: answer["rules"][-1][key] for key in ("id", "kept", "shortfall", "unit")}
    assert state == {"id": "b-min", "kept": False, "shortfall": 1, "unit": "seats"}
    (conflict,) = answer["conflicts"]
    assert conflict["rules"] == ["a-min", "b-min"]
    assert (conflict["musts"], conflict["minimal"]) == ([], True)


def test_the_example_of_the_contract_without_beta_leaves_no_choice() -> None:
    answer = solve(loads(CONTRACT), {"beta": "out"})
    assert answer.seats == {"A": 2}
    assert (answer.decided_by, answer.conflicts, answer.conflicts_complete) == ("demands", (), True)


def test_a_number_that_the_facts_do_not_show_is_told() -> None:
    answer = solve(loads(CONTRACT), {"a-2009.expects": "3"})
    (notice,) = answer.notices
    assert notice == ("a-2009: the claimant states 3 (seats A won in 2009); the facts of this scenario show 1")


# --- pigeons: five parties, three seats, each asks for one -----------------------------------


def _facts(parties: str, seats: int) -> Form:
    return {
        "parties": [{"id": party} for party in parties],
        "seats": [{"id": f"s{index + 1}"} for index in range(seats)],
    }


def _least(party: str, seats: int = 1, **more: Any) -> Form:
    form: Form = {"id": party.lower(), "kind": "at_least", "party": party, "seats": seats}
    return {**form, **more}


PIGEONS: Form = {**_facts("ABCDE", 3), "rules": [_least(party) for party in "ABCDE"]}


def test_of_five_pigeons_for_three_holes_any_four_clash() -> None:
    answer = solve(scenario_of(PIGEONS))
    assert ["".join(conflict.rules) for conflict in answer.conflicts] == [
        "abcd",
        "abce",
        "abde",
        "acde",
        "bcde",
    ]
    assert all(set(conflict.alone.values()) == {1} for conflict in answer.conflicts)
    assert answer.conflicts_complete


def test_of_five_pigeons_for_three_holes_any_two_can_give_way() -> None:
    answer = solve(scenario_of(PIGEONS))
    assert len(answer.concessions) == math.comb(5, 2)
    assert answer.concessions_complete
    assert all(len(one.loosen) == 2 and one.cost == (2,) for one in answer.concessions)
    # First what the returned split gives up, then the others in the order of the rules.
    assert answer.to_dict()["split"] == {"s1": "A", "s2": "B", "s3": "C"}
    assert ["".join(one.loosen) for one in answer.concessions] == [
        *("de", "ab", "ac", "ad", "ae", "bc", "bd", "be", "cd", "ce")
    ]
    assert answer.ranges == dict.fromkeys("ABCDE", (0, 1))


def test_a_pigeon_that_weighs_more_is_never_the_one_that_gives_way() -> None:
    rules = [_least(party, weight=9 if party == "E" else 1) for party in "ABCDE"]
    answer = solve(scenario_of({**PIGEONS, "rules": rules}))
    assert answer.ranges["E"] == (1, 1)
    assert all("e" not in one.loosen for one in answer.concessions)
    assert len(answer.concessions) == math.comb(4, 2)


# --- b and d exclude each other; a, b and c cannot all hold ----------------------------------

# Three pigeons a, b and c for two holes, and d forbids what b asks for.
EXCLUSIVE: Form = {
    **_facts("ABCD", 2),
    "rules": [
        _least("A", id="a"),
        _least("B", id="b", where={"seats": ["s1", "s2"]}),
        _least("C", id="c"),
        {"id": "d", "kind": "at_most", "party": "B", "seats": 0},
    ],
}


def test_two_conflicts_that_share_a_wish() -> None:
    answer = solve(scenario_of(EXCLUSIVE))
    assert [conflict.rules for conflict in answer.conflicts] == [("b", "d"), ("a", "b", "c")]
    assert answer.conflicts_complete


def test_two_conflicts_that_share_a_wish_end_where_it_gives_way() -> None:
    answer = solve(scenario_of(EXCLUSIVE))
    assert [one.loosen for one in answer.concessions] == [{"b": 1}]
    assert answer.concessions_complete


@pytest.mark.parametrize(
    ("weights", "expected", "cost"),
    [
        ({"a": 1, "b": 1, "c": 2, "d": 4}, [{"b": 1}], 1),
        ({"a": 1, "b": 9, "c": 2, "d": 4}, [{"a": 1, "d": 1}], 5),
        ({"a": 2, "b": 9, "c": 1, "d": 4}, [{"c": 1, "d": 1}], 5),
        ({"a": 1, "b": 9, "c": 1, "d": 4}, [{"c": 1, "d": 1}, {"a": 1, "d": 1}], 5),
    ],
)
def test_weights_choose_among_the_three_ways_out(
    weights: dict[str, int], expected: list[dict[str, int]], cost: int
) -> None:
    rules = [{**rule, "weight": weights[rule["id"]]} for rule in EXCLUSIVE["rules"]]
    answer = solve(scenario_of({**EXCLUSIVE, "rules": rules}))
    assert [one.loosen for one in answer.concessions] == expected
    assert {one.cost for one in answer.concessions} == {(cost,)}


# --- musts that fail alone -------------------------------------------------------------------


def _clashing(*rules: Form) -> Form:
    return {**_facts("ABC", 3), "rules": list(rules)}


def test_musts_that_clash_leave_no_split_and_are_told_as_a_minimal_set() -> None:
    answer = solve(
        scenario_of(
            _clashing(
                _least("A", 2, must=True, id="a"),
                _least("B", 2, must=True, id="b"),
                _least("C", 0, must=True, id="idle"),
                _least("C", 1, id="wish"),
            )
        )
    )
    assert (answer.status, answer.split, answer.decided_by) == ("infeasible", None, None)
    assert [(one.rules, one.musts) for one in answer.conflicts] == [((), ("a", "b"))]
    assert answer.conflicts[0].minimal
    assert answer.conflicts_complete
    assert answer.concessions == ()
    assert answer.to_dict()["ranges"] == {"A": None, "B": None, "C": None}
    assert all(state.shortfall is None for state in answer.rules)


def test_a_must_that_fails_alone_is_a_conflict_of_its_own() -> None:
    answer = solve(scenario_of(_clashing(_least("A", 4, must=True, id="a"), _least("B", 4, id="b"))))
    assert answer.status == "infeasible"
    assert [(one.rules, one.musts) for one in answer.conflicts] == [((), ("a",))]


def test_every_minimal_set_of_clashing_musts_is_told() -> None:
    answer = solve(
        scenario_of(
            _clashing(
                _least("A", 2, must=True, id="a"),
                _least("B", 2, must=True, id="b"),
                {"id": "cap", "kind": "at_most", "party": "A", "seats": 1, "must": True},
            )
        )
    )
    assert [one.musts for one in answer.conflicts] == [("a", "b"), ("a", "cap")]


def test_a_wish_that_fails_alone_is_a_conflict_of_one() -> None:
    answer = solve(scenario_of(_clashing(_least("A", 4, id="a"))))
    assert answer.status == "optimal"
    assert [(one.rules, one.musts) for one in answer.conflicts] == [(("a",), ())]


def test_the_musts_that_take_part_in_a_conflict_are_told_and_no_others() -> None:
    answer = solve(
        scenario_of(
            _clashing(
                {"id": "idle", "kind": "at_most", "party": "C", "seats": 3, "must": True},
                _least("A", 2, must=True, id="floor"),
                _least("B", 2, id="wish"),
            )
        )
    )
    (conflict,) = answer.conflicts
    assert (conflict.rules, conflict.musts, conflict.alone) == (("wish",), ("floor",), {"wish": 1})


# --- priorities, goals, order ----------------------------------------------------------------


def test_a_higher_priority_is_never_traded_for_any_number_of_lower_ones() -> None:
    rules = [
        _least("A", 3, id="first", priority=1),
        *(_least(party, 3, id=f"{party}-later", priority=2, weight=1000) for party in "BC"),
    ]
    answer = solve(scenario_of(_clashing(*rules)))
    assert answer.seats == {"A": 3, "B": 0, "C": 0}
    assert [stage.value for stage in answer.cost] == [0, 6000]


def test_goals_are_taken_in_order() -> None:
    goals = [
        {"kind": "value", "cells": [{"seat": "s1", "party": "B", "value": 1}]},
        {"kind": "value", "cells": [{"seat": "s1", "party": "C", "value": 9}]},
    ]
    answer = solve(scenario_of({**_facts("ABC", 1), "goals": goals}))
    assert answer.to_dict()["split"] == {"s1": "B"}
    assert ([stage.value for stage in answer.goals], answer.decided_by) == ([1, 0], "goal")


def test_where_nothing_is_asked_the_first_party_gets_every_seat_by_order_alone() -> None:
    answer = solve(scenario_of(_facts("ABC", 3)))
    assert answer.to_dict()["split"] == {"s1": "A", "s2": "A", "s3": "A"}
    assert (answer.decided_by, answer.ranges["C"]) == ("tie-break", (0, 3))
    assert (answer.cost, answer.concessions, answer.concessions_complete) == ((), (), True)


def test_a_single_party_is_decided_by_the_demands() -> None:
    assert solve(scenario_of(_facts("A", 3))).decided_by == "demands"


def test_a_cell_of_a_party_that_is_out_is_worth_nothing() -> None:
    form: Form = {
        **_facts("AB", 1),
        "goals": [{"kind": "value", "cells": [{"seat": "s1", "party": "B", "value": 9}]}],
        "switches": {"b": {"out": {"parties_out": ["B"]}}},
    }
    answer = solve(scenario_of(form))
    assert [stage.value for stage in answer.goals] == [0]


def test_a_rule_about_a_party_that_is_out_is_told() -> None:
    form: Form = {
        **_facts("AB", 1),
        "rules": [_least("B")],
        "switches": {"b": {"out": {"parties_out": ["B"]}}},
    }
    (notice,) = solve(scenario_of(form)).notices
    assert notice.startswith("b: B is out of the pact")
