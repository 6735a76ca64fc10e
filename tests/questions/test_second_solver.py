"""Does HiGHS find the same optimum, stage by stage, on scenarios too large to enumerate?"""

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.posed import Posed
from solver.questions.solve import solve
from tests.highs import optima
from tests.strategies import MEDIUM, Size, scenarios, settings_of

WIDE = Size(seats=(40, 60), contesting=(4, 7), rules=(10, 30), splits=None)


def _agree(data: st.DataObject, size: Size) -> None:
    scenario = data.draw(scenarios(size), label="scenario")
    chosen = data.draw(settings_of(scenario), label="settings")
    answer = solve(scenario, chosen, time_limit=None)
    expected = optima(Posed(scenario.what_if(chosen)))
    if expected is None:
        assert answer.status == "infeasible"
    else:
        assert answer.status == "optimal"
        assert [stage.value for stage in (*answer.cost, *answer.goals)] == expected


@settings(max_examples=12)
@given(st.data())
def test_cost_and_goals_of_medium_scenarios(data: st.DataObject) -> None:
    _agree(data, MEDIUM)


@settings(max_examples=3)
@given(st.data())
def test_cost_and_goals_of_wide_scenarios(data: st.DataObject) -> None:
    _agree(data, WIDE)
