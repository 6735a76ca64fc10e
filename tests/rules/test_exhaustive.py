"""Do rows, checkers and definitions agree on all 0/1-valued cases, and would the check notice if they did not?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from solver.questions.impossibility.axioms import NAMED
from solver.questions.impossibility.divisions import divisions
from solver.rows import Grid
from tests import exhaust
from tests.exhaust import Exhaust
from tests.fairness import Case, binary_cases, holds, least_slack, rule
from tests.slacks import least_slacks

DEFINED = {"WEF", "WEF1", "WEF(1/2, 1/2)", "WWEF1", "WEFX, zeros count", "WPROP", "WPROP1"}


def test_all_agree_on_every_split_of_every_case_of_a_small_size() -> None:
    looked = Exhaust((3, 2, 1), 3)
    looked.run(engine=30)
    assert (looked.wrong, looked.cases, looked.asked) == ([], 120, 4 * len(exhaust.RULES))


def test_a_part_of_the_cases_is_every_so_many_of_them() -> None:
    looked = Exhaust((2, 2), 4)
    looked.run(1, 5)
    assert (looked.wrong, looked.cases) == ([], 7)  # numbers 1, 6, ..., 31 of 35
    assert sum(1 for _ in exhaust.every_case((2, 2), 4, symmetric=True)) == 22  # 9 of the 35 are their own mirror image


@pytest.mark.parametrize(("name", "asks"), [("WEF1", {"up_to": "none"}), ("WEF", {"up_to": "one"})])
def test_a_rule_that_is_not_what_it_is_called_is_noticed(
    name: str, asks: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = replace(NAMED[name], rule={"kind": "envy_free", **asks})
    monkeypatch.setattr(exhaust, "RULES", (wrong,))
    looked = Exhaust((2, 1), 2)
    looked.run()
    assert looked.wrong


@pytest.mark.parametrize("weights", [(3, 2, 1), (1, 1)])
def test_the_definitions_on_arrays_are_the_plain_ones(weights: tuple[int, ...]) -> None:
    for one in exhaust.every_case(weights, 3):
        case, ((_, divided),) = Case(weights, one.pact(0).worth()), divisions(one)
        chosen = exhaust.cells_chosen(one.blocks, len(weights))
        for name in DEFINED:
            meets = NAMED[name].meets(divided)[0]
            for split, met in zip(chosen, meets, strict=True):
                holders = (np.flatnonzero(split) % len(weights)).tolist()
                assert met == holds(name, case, case.bundles(holders)), (name, case, holders)


def test_the_rows_are_counted_as_one_split_at_a_time() -> None:
    for number, case in enumerate(binary_cases((3, 2, 1), 3)):
        if number % 10 == 0:
            for name in ("WEF1", "WEFX, zeros count", "WPROP1"):
                asked, splits = rule(name, case), list(case.splits())
                cells = np.array([[holder == party for holder in one for party in range(3)] for one in splits])
                counted = least_slacks(
                    asked.demand(case.facts(), Grid(case.facts().seat_ids, case.facts().contesting)),
                    cells.astype(np.float32),
                )
                assert counted.tolist() == [least_slack(asked, case, one) for one in splits]
