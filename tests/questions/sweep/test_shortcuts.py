"""Are rows that are read off others the same as those of every what-if solved afresh?"""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import loads
from solver.engine import kept
from solver.questions.sweep import keeping, sweep, templated
from solver.questions.sweep.meaning import rule_key, what_if_key
from solver.questions.sweep.optima import Optimum
from solver.questions.sweep.plan import Plan
from solver.questions.sweep.sheet import ABSENT
from solver.questions.sweep.work import Desk
from solver.scenario import Scenario, SettingError
from solver.scenario.vary import lattice, varied
from tests.questions.sweep.grids import BY_HAND, by_hand, swept


@settings(max_examples=25)
@given(swept())
def test_every_row_is_that_of_the_what_if_solved_by_itself(drawn: tuple[Scenario, dict[str, Any]]) -> None:
    scenario, vary = drawn
    assert sweep(scenario, vary).rows == sweep(scenario, vary, shortcuts=False).rows


@settings(max_examples=25)
@given(swept())
def test_the_key_of_a_row_is_that_of_its_what_if_in_any_grid(drawn: tuple[Scenario, dict[str, Any]]) -> None:
    scenario, vary = drawn
    plan = Plan(scenario, {}, (), lattice(varied(scenario, *axis) for axis in vary.items()))
    for number, key in Desk(plan).keys(range(len(plan.lattice))).items():
        try:
            what_if = plan.what_if(number)
        except SettingError:
            continue
        assert key == what_if_key(plan.frame, what_if.facts, [rule_key(rule) for rule in what_if.rules])


def test_an_optimum_holds_between_what_was_asked_and_what_it_delivers() -> None:
    kept = _optimum(gap=-3, ask=1)
    assert _covered(kept, range(6)) == [1, 2, 3]
    short = _optimum(gap=-3, ask=5)
    assert _covered(short, range(7)) == [3, 4, 5]


def test_where_a_goal_depends_on_the_wishes_an_optimum_that_falls_short_holds_for_its_own_ask_alone() -> None:
    assert _covered(_optimum(gap=-3, ask=5), range(7), of_wishes=True) == [5]
    assert _covered(_optimum(gap=-3, ask=1), range(7), of_wishes=True) == [1, 2, 3]


def test_a_rule_may_be_added_or_become_weightier_where_the_optimum_keeps_it() -> None:
    absent = _optimum(gap=-3, ask=ABSENT, weight=0)
    assert _covered(absent, range(6)) == [0, 1, 2, 3]
    heavier = np.full((7, 1), 2)
    asks = np.arange(7).reshape(7, 1)
    assert np.flatnonzero(_optimum(gap=-3, ask=1).covers(asks, heavier, of_wishes=False)).tolist() == [1, 2, 3]
    assert np.flatnonzero(_optimum(gap=-3, ask=5).covers(asks, heavier, of_wishes=False)).tolist() == [3]
    assert not _optimum(gap=-3, ask=1, weight=3).covers(asks, heavier, of_wishes=False).any()


def _optimum(gap: int, ask: int, weight: int = 1) -> Optimum:
    numbers = [np.array([number], dtype=np.int64) for number in (gap, ask, weight)]
    return Optimum(numbers[0], {}, (), 0, {}, (), None, None, "", numbers[1], numbers[2])


def _covered(optimum: Optimum, asks: range, *, of_wishes: bool = False) -> list[int]:
    rows = np.array(asks, dtype=np.int64).reshape(-1, 1)
    found: list[int] = np.flatnonzero(optimum.covers(rows, np.ones_like(rows), of_wishes=of_wishes)).tolist()
    return found


def test_a_grid_worked_out_by_hand() -> None:
    answer = sweep(by_hand())
    told = {row.at: (row.seats, [one.value for one in row.cost], row.conflict) for row in answer.rows}
    assert told["in", "0"] == ({"A": 3, "B": 1}, [0, 0], ())
    assert told["in", "3"] == ({"A": 3, "B": 1}, [0, 0], ())
    assert told["in", "4"] == ({"A": 4, "B": 0}, [1, 0], ("a-min", "b-min"))  # as good as 3 and 1; A comes first
    assert told["out", "4"] == ({"A": 4}, [0, 0], ())
    assert answer.at["out", "0"].moved == (("s4", "B", "A"),)
    assert answer.base.at == ("in", "1")
    assert answer.complete
    assert answer.counts.solved == 3  # two optima while B is in, one while it is out


def test_of_conflicts_of_one_size_the_first_by_rule_is_told_with_the_red_lines_that_take_part() -> None:
    scenario = loads(
        """
        parties: [{id: A}, {id: B}]
        seats: [{id: s1}, {id: s2}]
        rules:
          - {id: b-one, kind: at_least, party: B, seats: 1, must: true}
          - {id: b-max, kind: at_most, party: B, seats: 2, must: true}
          - {id: a-min, kind: at_least, party: A, seats: 1}
          - {id: a-all, kind: at_least, party: A, seats: 2}
        """
    )
    rows = sweep(scenario, {"a-min.seats": "1,2", "b-one.seats": "0..3"}).rows
    told = {row.at: (row.status, row.conflict, row.musts) for row in rows}
    assert told["1", "0"] == ("optimal", (), ())
    assert told["1", "1"] == ("optimal", ("a-all",), ("b-one",))
    assert told["2", "1"] == ("optimal", ("a-min",), ("b-one",))
    assert told["2", "3"] == ("infeasible", (), ("b-one",))


def test_what_clashes_is_not_taken_to_clash_where_less_is_asked() -> None:
    scenario = loads(
        """
        parties: [{id: A}, {id: B}, {id: C}]
        seats: [{id: s1}, {id: s2}, {id: s3}, {id: s4}]
        rules:
          - {id: a-min, kind: at_least, party: A, seats: 1, priority: 2}
          - {id: b-min, kind: at_least, party: B, seats: 1, priority: 2}
          - {id: c-all, kind: at_least, party: C, seats: 4}
        """
    )
    rows = sweep(scenario, {"a-min.seats": "1..4", "b-min.seats": "1..4"}).rows  # every best split is all C
    told = {tuple(map(int, row.at)): row.conflict for row in rows}
    for (a, b), conflict in told.items():
        assert conflict == (("a-min", "b-min") if a + b > 4 else ("a-min", "c-all"))


def test_a_what_if_that_cannot_be_is_a_row_that_says_why() -> None:
    answer = sweep(by_hand(), {"party.A": None, "party.B": None})
    failed = answer.at["out", "out"]
    assert failed.status == "failed"
    assert "every party is out" in str(failed.failed)
    assert answer.counts.failed == 1
    assert not answer.complete


def test_with_no_time_at_all_nothing_is_called_proved() -> None:
    rows = sweep(by_hand(), time_limit=0, shortcuts=False).rows
    assert {row.status for row in rows} == {"unknown"}
    assert all(row.clash is None and row.seats is None for row in rows)


@settings(max_examples=10)
@given(st.integers(1, 9))
def test_rows_come_in_the_order_of_the_grid_however_they_are_handed_out(size: int) -> None:
    scenario = by_hand()
    plan = Plan(scenario, {}, (), lattice(scenario.sweep))
    numbers = list(range(len(plan.lattice)))
    done = [row for start in range(0, 10, size) for row in Desk(plan).answer(numbers[start : start + size], 9).rows]
    assert sorted((one.number, one.row.key) for one in done) == sorted(Desk(plan).keys(numbers).items())


@settings(max_examples=20)
@given(swept())
def test_an_engine_that_is_forced_gives_the_same_sweep(drawn: tuple[Scenario, dict[str, Any]]) -> None:
    scenario, vary = drawn
    alone = sweep(scenario, vary, engine="cp-sat")
    assert alone.rows == sweep(scenario, vary).rows
    assert set(alone.solved_by) <= {"cp-sat"}


def test_the_network_that_is_forced_gives_the_same_sweep_and_is_named() -> None:
    by_flow, alone = sweep(by_hand(), engine="flow"), sweep(by_hand(), engine="cp-sat")
    assert by_flow.rows == sweep(by_hand(), engine="flow", shortcuts=False).rows == alone.rows
    assert (by_flow.solved_by, alone.solved_by) == (("flow",), ("cp-sat",))
    assert (by_flow.head()["engine"]["name"], alone.head()["engine"]["name"]) == ("flow", "cp-sat")


def test_where_cp_sat_is_forced_no_network_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = sweep(by_hand()).rows
    asked: list[str] = []
    for module, name in ((keeping, "Network"), (kept, "Network"), (templated, "Template"), (kept, "Clauses")):
        # Not by an error alone, after which each what-if is solved by itself.
        monkeypatch.setattr(module, name, lambda *_, name=name: asked.append(name))
    assert sweep(by_hand(), engine="cp-sat").rows == expected
    assert not asked


EVEN = BY_HAND.replace("switches: {", "switches: {even: {no: {}, yes: {rules: [even]}}, ").replace(
    "rules:\n", "rules:\n  - {id: even, kind: balanced, entitlement: {weights: {A: 1, B: 1}}}\n", 1
)


def test_what_no_network_carries_is_refused_where_it_stands_and_a_failed_row_where_it_is_varied() -> None:
    scenario = loads(EVEN)
    with pytest.raises(SettingError, match="'even'"):
        sweep(scenario, {"a-min.seats": "0..1"}, {"even": "yes"}, engine="flow")
    without, with_it = sweep(scenario, {"even": "no,yes"}, engine="flow").rows
    assert (without.status, with_it.status) == ("optimal", "failed")
    assert "'even' (balanced)" in (with_it.failed or "")
