"""Is a grid that is looked up on a deal map what solving each of its what-ifs says?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import Scenario, SettingError, deal_map, loads, solve
from tests.oracle import Oracle
from tests.questions.sweep.grids import by_hand
from tests.strategies import scenarios


@settings(max_examples=15)
@given(scenarios(), st.data())
def test_what_a_grid_refuses_no_split_has_and_what_an_exact_one_allows_some_split_has(
    scenario: Scenario, data: st.DataObject
) -> None:
    parties = scenario.facts.contesting[:2]
    axes = {party: data.draw(st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True)) for party in parties}
    found = deal_map(scenario, every=True, grid=axes, time_limit=None)
    if found.looked_up is None:
        return
    oracle = Oracle(scenario.what_if())
    kept = [one.split.totals(scenario.facts.contesting) for one in oracle.every if not any(one.shortfalls)]
    for *at, deal in found.looked_up.rows():
        real = any(all(totals[p] >= int(str(low)) for p, low in zip(parties, at, strict=True)) for totals in kept)
        assert not real or deal != "no"
        assert real or deal != "yes"


def test_a_grid_is_what_musts_of_these_minimums_say() -> None:
    scenario = by_hand()
    found = deal_map(scenario, keep=["a-2019"], grid={"A": [0, 4, 5], "B": [0, 1, 2]}).looked_up
    assert found is not None
    assert [deal for *_, deal in found.rows()] == ["yes", "yes", "no", "yes", "no", "no", "no", "no", "no"]
    assert list(found.reach()) == [((0,), 1), ((4,), 0), ((5,), None)]
    musts = {"a-2019.must": "true", "a-min.must": "true", "a-min.seats": "4", "b-min.must": "true", "b-min.seats": "0"}
    assert solve(scenario, musts).status == "optimal"


def test_a_party_that_the_map_does_not_tell_apart_is_refused() -> None:
    with pytest.raises(SettingError, match="tells no 'C' apart"):
        deal_map(by_hand(), grid={"C": [1]})


def test_a_grid_without_a_map_is_none() -> None:
    clash = loads(
        "parties: [{id: A}]\nseats: [{id: s}]\nrules: [{id: r, kind: at_least, party: A, seats: 2, must: true}]"
    )
    assert deal_map(clash, grid={"A": [0]}).looked_up is None
