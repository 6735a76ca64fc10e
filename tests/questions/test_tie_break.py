"""Is the first split in order found by either road?"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from solver import loads, solve
from solver.scenario import Scenario
from tests.oracle import Oracle
from tests.strategies import scenarios


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scenarios())
def test_seat_by_seat_finds_the_same_first_split(monkeypatch: pytest.MonkeyPatch, scenario: Scenario) -> None:
    monkeypatch.setattr("solver.questions.tie_break.IN_ORDER", 0.0)
    answer, oracle = solve(scenario, time_limit=None), Oracle(scenario.what_if())
    assert answer.split == (oracle.best[0].split if oracle.best else None)
    assert answer.status in ("optimal", "infeasible")


ONE = "parties: [{id: A}]\nseats: [{id: s}]\nrules: [{id: r, kind: at_least, party: A, seats: 1}]"


@pytest.mark.parametrize("options", [{"seed": -1}, {"seed": 2**40}, {"time_limit": -1}, {"time_limit": float("nan")}])
def test_a_seed_or_a_limit_out_of_range_is_refused(options: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="needs a seed"):
        solve(loads(ONE), **options)  # type: ignore[arg-type]  # on purpose


def test_one_rule_to_drop_may_be_given_as_one_word() -> None:
    answer = solve(loads(ONE), drop="r")
    assert (answer.dropped, answer.rules) == (("r",), ())


def test_changing_the_plain_data_of_an_answer_leaves_the_answer_as_it_is() -> None:
    answer = solve(loads(ONE))
    answer.to_dict()["seats"]["A"] = 99
    assert answer.to_dict()["seats"] == {"A": 1}
