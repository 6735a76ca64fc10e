"""Does `seatpact lab` print its table, write its files and end as it should?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import solver.testing
from tests.commands import Run

ONE = ("lab", "--method", "value", "--axiom", "WEF1", "--examples", "60")


def test_the_table_and_the_counterexamples_are_told_and_it_ends_with_0(run: Run) -> None:
    said = run(*ONE, "--axiom", "Pareto")
    assert (said.code, said.err) == (0, "")
    assert "WEF1    fails*" in said.out
    assert "Pareto  holds on 60*" in said.out
    assert "- value: WEF1" in said.out
    assert "--out DIR" in said.out


def test_the_files_of_a_counterexample_do_what_its_note_says(run: Run, tmp_path: Path) -> None:
    assert run(*ONE, "--out", tmp_path / "found").code == 0
    file, split = tmp_path / "found" / "value-wef1.yaml", tmp_path / "found" / "value-wef1.csv"
    assert sorted((tmp_path / "found").iterdir()) == [split, file]
    assert "--set axiom=ignored" in file.read_text("utf-8")
    assert run("audit", file, split, "--fail-on", "axiom").code == 5
    solved = run("solve", file, "--set", "axiom=ignored", "--format", "csv")
    assert [row.split(",")[4] for row in solved.out.splitlines()[1:]] == [
        row.split(",")[1] for row in split.read_text("utf-8").splitlines()[1:]
    ]


def test_json_holds_all_and_is_the_same_each_time(run: Run) -> None:
    said = run(*ONE, "--format", "json")
    told = json.loads(said.out)
    assert told["schema"] == "seatpact/lab@1"
    assert (told["cells"][0]["verdict"], told["cells"][0]["theory"]["holds"]) == ("fails", False)
    assert run(*ONE, "--format", "json").out == said.out


def test_csv_has_one_row_a_cell(run: Run) -> None:
    header, row = run(*ONE, "--format", "csv").out.splitlines()
    assert header == "method,axiom,verdict,tried,theory,seen,files"
    assert row.startswith("value,WEF1,fails,")


def test_a_file_of_rules_is_a_method(run: Run) -> None:
    said = run("lab", "--rules", "scenarios/tiny-fair.yaml", "--axiom", "WEF1", "--examples", "5", "--format", "csv")
    assert said.out.splitlines()[1] == "tiny-fair,WEF1,holds,5,,,"


def test_names_that_are_not_known_are_bad_usage(run: Run) -> None:
    said = run("lab", "--method", "nahs")
    assert (said.code, said.out) == (2, "")
    assert "did you mean 'nash'?" in said.err


def test_without_hypothesis_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver.testing, "find_spec", lambda _: None)
    said = run(*ONE)
    assert (said.code, said.out) == (2, "")
    assert "pip install 'seatpact[lab]'" in said.err


def test_a_folder_that_cannot_be_made_is_told_before_the_work(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = run(*ONE, "--out", tmp_path / "file" / "found")
    assert (said.code, said.out) == (2, "")
    assert str(tmp_path / "file" / "found") in said.err


def test_files_are_named_in_csv_only_where_they_are_written(run: Run, tmp_path: Path) -> None:
    assert run(*ONE, "--format", "csv").out.splitlines()[1].endswith(",")
    assert "value-wef1.yaml" in run(*ONE, "--format", "csv", "--out", tmp_path / "found").out


def test_a_name_like_no_other_is_told_with_all_names(run: Run) -> None:
    assert "known: value, strength" in run("lab", "--method", "foo").err
    assert "known: lower quota, upper quota" in run("lab", "--axiom", "foo").err


def test_with_no_time_at_all_it_ends_with_4(run: Run) -> None:
    said = run(*ONE, "--time-limit", "0")
    assert said.code == 4
    assert "unfinished" in said.out
