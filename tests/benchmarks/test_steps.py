"""Are the steps of a cold solve told, in order and in whole?"""

from __future__ import annotations

from pathlib import Path

from benchmarks.steps import LOAD, REPORT, SCRIPT, START, modules, steps

TINY = str(Path(__file__).parents[2] / "scenarios" / "tiny.yaml")


def test_every_step_from_the_start_of_python_to_the_report_takes_time() -> None:
    taken = steps(TINY, 1)
    assert list(taken)[: len(SCRIPT)] == list(SCRIPT)
    assert (next(iter(taken)), list(taken)[-1]) == (START, REPORT)
    assert {LOAD, "ranges", "ways out", "conflicts"} <= set(taken)
    assert all(seconds >= 0 for seconds in taken.values())


def test_modules_are_told_by_package_the_slowest_first() -> None:
    taken = modules(TINY)
    assert {"solver", "ortools", "pydantic"} <= set(taken)
    assert list(taken.values()) == sorted(taken.values(), reverse=True)
