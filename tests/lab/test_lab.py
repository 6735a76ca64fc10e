"""Does the laboratory tell what it tried, and are its counterexamples files that solve and audit take?"""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path

import pytest

from solver import audit, lab, load, load_split, solve
from solver.answers.laboratory import Laboratory
from solver.engine.asks import Deadline
from solver.questions.lab import AXIOMS, METHOD_CATALOGUE
from solver.questions.lab.axioms import Trial
from solver.questions.lab.methods import named
from solver.questions.lab.smaller import size, smallest
from solver.questions.lab.theory import known, settled
from solver.report.laboratory import lab_files
from solver.scenario import SettingError
from solver.testing import Case
from tests.commands import ROOT

NONE = None


def _written(told: Laboratory, folder: Path) -> None:
    for name, text in lab_files(told):
        (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize(("method", "axiom"), [("value", "WEF1"), ("strength", "WPROP1"), ("follows:dhondt", "WEF1")])
def test_a_counterexample_of_one_split_is_seen_by_audit_and_returned_by_solve(
    method: str, axiom: str, tmp_path: Path
) -> None:
    told = lab([method], [axiom], examples=300)
    _written(told, tmp_path)
    (run,) = told.cell(method, axiom).runs
    scenario = load(tmp_path / f"{run.file}.yaml")
    split = load_split(tmp_path / f"{run.file}.csv", scenario.facts)
    seen = audit(scenario, split, hold=["axiom"], time_limit=NONE)
    assert seen.failed == ("axiom",)
    assert seen.findings["axiom"].breach is not None
    assert told.cell(method, axiom).seen == seen.findings["axiom"].breach.sentence
    assert solve(scenario, {"axiom": "ignored"}, time_limit=NONE).split == split


def test_a_picking_sequence_that_wastes_is_seen_by_audit(tmp_path: Path) -> None:
    told = lab(["picking:adams"], ["Pareto"], examples=300)
    _written(told, tmp_path)
    (run,) = told.cells[0].runs
    scenario = load(tmp_path / f"{run.file}.yaml")
    seen = audit(scenario, load_split(tmp_path / f"{run.file}.csv", scenario.facts), time_limit=NONE)
    assert [one.status for one in seen.pareto] == ["optimal", "dominated"]


@pytest.mark.parametrize(("method", "axiom"), [("leximin", "scale invariance"), ("value", "claim inflation")])
def test_the_two_runs_of_a_counterexample_are_what_solve_returns(method: str, axiom: str, tmp_path: Path) -> None:
    told = lab([method], [axiom], examples=300)
    _written(told, tmp_path)
    runs = told.cells[0].runs
    assert len(runs) == 2
    for run in runs:
        scenario = load(tmp_path / f"{run.file}.yaml")
        assert solve(scenario, time_limit=NONE).split == load_split(tmp_path / f"{run.file}.csv", scenario.facts)


def test_a_counterexample_is_made_small() -> None:
    (run,) = lab(["value"], ["WPROP1"], examples=100).cells[0].runs
    assert (len(run.scenario["parties"]), len(run.scenario["seats"])) == (2, 3)


def test_no_step_makes_a_counterexample_smaller() -> None:
    method, axiom = named("picking:adams"), AXIOMS["WEFX"]
    trial = smallest(method, axiom, Trial(Case.of((1, 1), ((9, 3, 1), (9, 3, 1)))), Deadline(None))
    assert trial.before.worth == ((0, 0, 0), (2, 1, 1))
    assert axiom.broken(method, trial) is not None


@pytest.mark.parametrize("axiom", [one for one in AXIOMS if settled("leximin", one)])
def test_a_smaller_trial_breaks_the_axiom_too_and_is_of_the_same_kind(axiom: str) -> None:
    trial = known("leximin", axiom)
    if trial is None:
        return
    less = smallest(named("leximin"), AXIOMS[axiom], trial, Deadline(None))
    assert AXIOMS[axiom].broken(named("leximin"), less) is not None
    assert size(less) <= size(trial)
    again = AXIOMS[axiom].again(less, AXIOMS[axiom].base(less))
    assert again is not None
    assert size(again) == size(less)


def test_overstating_where_the_least_counts_most_takes_one_seat() -> None:
    (run, _) = lab(["leximin"], ["claim inflation"]).cells[0].runs
    assert len(run.scenario["seats"]) == 1


def test_where_no_draw_breaks_it_the_case_that_theory_knows_is_told() -> None:
    cell = lab(["picking:adams"], ["WPROP1"], examples=2).cells[0]
    assert (cell.verdict, cell.origin, cell.tried) == ("fails", "known", 2)
    assert len(cell.runs[0].scenario["parties"]) == 4


def test_what_the_time_limit_leaves_is_told_as_unfinished() -> None:
    told = lab(["value"], ["WEF1", "Pareto"], time_limit=0)
    assert [cell.verdict for cell in told.cells] == ["unfinished", "unfinished"]
    assert told.notices() == ("2 of 2 cells were not searched to the end",)


def test_ctrl_c_keeps_the_cells_that_are_finished() -> None:
    def press(step: str) -> None:
        if step == "value: Pareto":
            raise KeyboardInterrupt

    told = lab(["value"], ["WEF1", "Pareto"], examples=30, progress=press)
    assert told.interrupted
    assert [cell.verdict for cell in told.cells] == ["fails", "unfinished"]


def test_the_file_of_a_picking_sequence_pins_its_split(tmp_path: Path) -> None:
    told = lab(["picking:adams"], ["WEFX"], examples=100)
    _written(told, tmp_path)
    (run,) = told.cells[0].runs
    scenario = load(tmp_path / f"{run.file}.yaml")
    split = load_split(tmp_path / f"{run.file}.csv", scenario.facts)
    assert solve(scenario, {"axiom": "ignored"}, time_limit=NONE).split == split


def test_the_same_seed_gives_the_same_table_whatever_else_is_asked() -> None:
    def both() -> Laboratory:
        return lab(["value", "picking:adams"], ["WEF1", "WPROP1"], examples=30, seed=3)

    alone = lab(["picking:adams"], ["WEF1"], examples=30, seed=3)
    assert both().cell("picking:adams", "WEF1") == alone.cells[0]
    assert json.dumps(both().to_dict()) == json.dumps(both().to_dict())


def test_an_axiom_about_values_says_nothing_of_totals_and_one_about_claims_nothing_of_votes() -> None:
    told = lab(["follows:dhondt", "strength"], ["Pareto", "claim inflation"], examples=3)
    assert [cell.verdict for cell in told.cells] == ["says nothing", "says nothing", "holds", "says nothing"]


def test_what_theory_says_is_told_beside_what_was_tried() -> None:
    told = lab(["nash"], ["WWEF1"], examples=5).cells[0]
    assert (told.verdict, told.tried, told.against_theory) == ("holds", 5, False)
    assert told.theory is not None
    assert "arXiv:1909.10502" in told.theory.source


def test_every_axiom_and_method_says_what_it_is_and_where_it_comes_from() -> None:
    assert all(axiom.sentence and axiom.source for axiom in AXIOMS.values())
    assert all(method.sentence for method in METHOD_CATALOGUE.values())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"axioms": ["WEF2"]}, "no axiom of the laboratory is called 'WEF2'"),
        ({"examples": 0}, "examples: expected a number from 1"),
        ({"max_seats": 99}, "max_seats: expected a number from 2 to 12, found 99"),
        ({"max_parties": 1}, "max_parties: expected a number from 2 to 6"),
    ],
)
def test_what_cannot_be_asked_is_told(given: dict[str, object], told: str) -> None:
    with pytest.raises(SettingError, match=told):
        lab(**given)  # type: ignore[arg-type]  # what is wrong is the point


def test_the_method_in_python_of_the_docs_is_put_to_the_test(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "laboratory.md").read_text("utf-8")
    code = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0]
    (tmp_path / "own.py").write_text(code, "utf-8")
    runpy.run_path(str(tmp_path / "own.py"))
    assert capsys.readouterr().out.startswith("B envies A")
