"""Does the laboratory tell what it tried, and are its counterexamples files that solve and audit take?"""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path

import pytest

from solver import audit, lab, load, load_split, solve
from solver.answers.laboratory import Laboratory
from solver.questions.lab import AXIOMS, METHOD_CATALOGUE
from solver.report.laboratory import lab_files
from solver.scenario import SettingError
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
    assert [one.status for one in seen.pareto] == ["dominated"]


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
