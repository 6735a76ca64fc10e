"""Does the benchmark of fairness ask for what it says, and tell what was not proved?"""

from __future__ import annotations

import pytest

from benchmarks.instances import fairest_value
from benchmarks.plain import stages
from benchmarks.sections.fairness import TASKS, Timed, told
from solver.engine import Deadline
from solver.engine.cpsat import CpSat
from solver.posed import Posed
from solver.questions.best_split import Best, best_split


@pytest.mark.parametrize("task", TASKS)
def test_the_plain_script_finds_the_same_optimum(task: str) -> None:
    scenario = TASKS[task](16, 3, 1)
    posed = Posed(scenario.what_if())
    best = best_split(posed, CpSat(posed.system), Deadline(None))
    assert isinstance(best, Best)
    assert [-one.value for one in best.goals] == stages(scenario)


def test_the_red_lines_bind() -> None:
    scenario = fairest_value(16, 3)
    free = Posed(scenario.what_if(drop=[rule.id for rule in scenario.rules]))
    best = best_split(free, CpSat(free.system), Deadline(None))
    assert isinstance(best, Best)
    assert any(rule.shortfall(best.split, scenario.facts) for rule in scenario.rules)


def test_a_median_counts_only_where_all_were_proved_and_a_target_missed_is_told() -> None:
    assert told("x", [Timed(1.0, 2.0), Timed(3.0, 2.0), Timed(2.0, 4.0)], 5) == (
        "x: proved optimum",
        "2,000 ms",
        "plain `cp_model` 2,000 ms (1.00x)",
        "5,000 ms",
    )
    assert told("x", [Timed(None, None), Timed(3.0, 2.0)], 5)[1:] == (
        "no proof",
        "plain `cp_model`: proved 1 of 2 in time",
        "5,000 ms: missed, no end",
    )
    assert told("x", [Timed(3.0, None)], 1)[3] == "1,000 ms: missed, 3.0 times as long"
