"""Is every answer of `why --seat`, `why --rule` and `swaps` called right, whatever the scenario?"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from solver import swaps, why_rule, why_seat
from solver.answers import Swaps, WhyRule, WhySeat
from solver.scenario import Scenario
from solver.verify import verify
from tests.strategies import scenarios, settings_of


def wrong(answer: WhySeat | WhyRule | Swaps, scenario: Scenario) -> list[Any]:
    told = verify(json.dumps(answer.to_dict()), scenario, None)
    return [check for check in told.checks if check.verdict in ("refused", "not checked")]


@settings(max_examples=12)
@given(st.data())
def test_no_answer_to_why_a_seat_went_where_it_went_is_refused(data: st.DataObject) -> None:
    scenario = data.draw(scenarios())
    chosen = data.draw(settings_of(scenario))
    seat = data.draw(st.sampled_from(scenario.facts.seat_ids))
    answer = why_seat(scenario, seat, None, chosen, time_limit=None, proofs=data.draw(st.booleans()))
    assert wrong(answer, scenario) == []


@settings(max_examples=12)
@given(st.data())
def test_no_answer_to_what_a_rule_costs_is_refused(data: st.DataObject) -> None:
    scenario = data.draw(scenarios())
    chosen = data.draw(settings_of(scenario))
    rules = scenario.what_if(chosen).rules
    if rules:
        rule = data.draw(st.sampled_from([rule.id for rule in rules]))
        answer = why_rule(scenario, rule, chosen, time_limit=None, proofs=data.draw(st.booleans()))
        assert wrong(answer, scenario) == []


@settings(max_examples=25)
@given(st.data())
def test_no_list_of_exchanges_is_refused(data: st.DataObject) -> None:
    scenario = data.draw(scenarios())
    chosen = data.draw(settings_of(scenario))
    facts = scenario.what_if(chosen).facts
    split = {seat: data.draw(st.sampled_from(facts.contesting)) for seat in facts.seat_ids}
    answer = swaps(scenario, split, chosen, most=data.draw(st.integers(1, 4)), time_limit=None)
    assert wrong(answer, scenario) == []
