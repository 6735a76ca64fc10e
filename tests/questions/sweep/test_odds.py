"""Are assumptions about votes varied as they would be set, and does each row say what its split promises?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from solver import ScenarioError, SettingError, loads, solve, sweep
from solver.questions.sweep import Sweep
from solver.questions.sweep.where import where
from solver.scenario.vary import varied

TEXT = """
parties: [{id: A}, {id: B}, {id: X, contests: false}]
seats: [{id: s1}, {id: s2}, {id: s3}]
elections: [{id: 2019}]
results:
  - {election: 2019, seat: s1, party: A, votes: 40}
  - {election: 2019, seat: s1, party: B, votes: 30}
  - {election: 2019, seat: s1, party: X, votes: 45}
  - {election: 2019, seat: s2, party: A, votes: 20}
  - {election: 2019, seat: s2, party: B, votes: 30}
  - {election: 2019, seat: s2, party: X, votes: 45}
  - {election: 2019, seat: s3, party: A, votes: 30}
  - {election: 2019, seat: s3, party: B, votes: 28}
  - {election: 2019, seat: s3, party: X, votes: 45}
rules: [{id: b-min, kind: at_least, party: B, seats: 1}]
goals: [{kind: wins}]
odds: {elections: {2019: 1}, transfer: {A: {B: 0.9}}}
"""
AXIS = "odds.transfer.B.A"


def test_each_row_is_what_the_setting_alone_gives() -> None:
    scenario = loads(TEXT)
    rows = sweep(scenario, {AXIS: "0..1:0.25", "b-min.seats": "0..3"}).rows
    assert len({row.key for row in rows}) == len(rows) == 20
    for row in rows:
        answer = solve(scenario, settings={AXIS: row.at[0], "b-min.seats": row.at[1]})
        assert answer.wins is not None
        assert row.wins is not None
        assert (row.wins.parties, row.wins.pact) == (answer.wins.parties, answer.wins.pact)
        assert row.goals == answer.goals
    assert len({row.goals for row in rows}) > 3


def test_values_are_exact_decimals_and_the_axis_says_where_it_stands() -> None:
    scenario = loads(TEXT)
    axis = varied(scenario, AXIS, "0.3..0.9:0.1")
    assert axis.values == ("0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9")
    stands = {name: varied(scenario, name, "0").vary.stands(scenario, {}, ()) for name in
              (AXIS, "odds.transfer.A.B", "odds.transfer.B.rivals", "odds.swing.X")}  # fmt: skip
    assert list(stands.values()) == ["0.6", "0.9", "0.2", "0"]
    assert varied(scenario, "odds.sigma.state", "5,10").vary.stands(scenario, {"odds.sigma.state": "7"}, ()) == "7"


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("odds.transfer.B.Z", "0.3", "odds.transfer.B.Z=0.3: unknown party 'Z'"),
        ("odds.transfer.B.A", "0.5..1.5:0.5", "odds.transfer.B.A=1.5: expected a part from 0 to 1"),
        ("odds.sigmo.state", "5", "odds.sigmo.state=5: unknown key 'sigmo'"),
        ("odds.sigma.state", None, "odds.sigma.state: which values"),
    ],
)
def test_what_cannot_be_varied_is_refused(name: str, values: str | None, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        varied(loads(TEXT), name, values)


def test_where_nothing_is_assumed_there_is_nothing_to_vary() -> None:
    bare = TEXT.replace("goals: [{kind: wins}]\n", "").split("odds:")[0]
    with pytest.raises(SettingError, match="no section 'odds'"):
        varied(loads(bare), "odds.sigma.state", "5")
    answer = sweep(loads(bare), {"b-min.seats": "0..1"})
    assert all(row.wins is None and "wins" not in row.to_dict(answer.axes) for row in answer.rows)


def test_the_section_of_a_file_varies_odds_and_tells_the_place_of_a_mistake() -> None:
    scenario = loads(TEXT + "sweep: {odds.transfer.B.A: 0.3..0.5:0.1, odds.sigma.state: [5, 2.5]}\n")
    assert [axis.values for axis in scenario.sweep] == [("0.3", "0.4", "0.5"), ("5", "2.5")]
    with pytest.raises(ScenarioError) as caught:
        loads(TEXT + "sweep:\n  odds.transfer.B.A: 2\n")
    (fault,) = caught.value.faults
    assert "odds.transfer.B.A=2" in fault.message
    assert fault.place.line == TEXT.count("\n") + 2


def test_a_store_tells_values_apart_and_gives_expected_wins_back(tmp_path: Path) -> None:
    scenario, store = loads(TEXT), tmp_path / "s.db"
    first = sweep(scenario, {AXIS: "0,0.5"}, store=store)
    again = sweep(scenario, {AXIS: "0,0.5,1"}, store=store)
    assert again.counts.stored == 2
    assert again.rows[:2] == first.rows
    other = sweep(scenario, {"b-min.seats": "1"}, {AXIS: "1"}, store=store)
    assert other.counts.stored == 1
    assert other.rows[0].goals == again.rows[2].goals


def test_rows_are_chosen_and_written_by_expected_wins() -> None:
    one = Sweep(loads(TEXT), {AXIS: "0,1"})
    low, high = list(one.rows())
    assert low.wins is not None
    assert high.wins is not None
    half = (low.wins.pact.wins + high.wins.pact.wins) / 2
    assert [where(f"wins>{half}", one.shape)(row) for row in (low, high)] == [False, True]
    assert where("wins.A>=0", one.shape)(low)
    cells = dict(zip(one.shape.columns, one.shape.cells(low), strict=True))
    pact = low.wins.pact
    assert (cells["wins"], cells["wins.low"], cells["wins.high"]) == (pact.wins, pact.low, pact.high)
    assert type(one.shape).from_dict(one.shape.to_dict()) == one.shape
    assert replace(low, wins=None).to_dict(one.shape.axes).get("wins") is None
