"""Do the commands tell odds, and say what is wrong with what was asked?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import Run

WITH_ODDS = "\nodds: {elections: {2019: 1}, transfer: {B: {A: 0.4}}}\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    file = tmp_path / "tiny.yaml"
    file.write_text(Path("scenarios/tiny.yaml").read_text("utf-8") + WITH_ODDS, "utf-8")
    return file


def test_interest_tells_wins_alone_by_the_split_and_the_shapley_value(run: Run, tiny: Path) -> None:
    said = run("interest", tiny)
    assert said.code == 0
    assert "Shapley" in said.out
    assert "A + B" in said.out


def test_interest_in_json_and_csv(run: Run, tiny: Path) -> None:
    told = json.loads(run("interest", tiny, "--format", "json").out)
    assert told["schema"] == "seatpact/interest@1"
    assert set(told["wins"]["parties"]) == {"A", "B"}
    header, *rows = run("interest", tiny, "--format", "csv").out.splitlines()
    assert header == "party,contests,alone,expected,low,high,gain,shapley,brings"
    assert [row[0] for row in rows] == ["A", "B"]


def test_interest_takes_a_split(run: Run, tiny: Path) -> None:
    told = json.loads(run("interest", tiny, "scenarios/tiny-split.csv", "--format", "json").out)
    assert (told["split_from"], told["status"]) == ("given", None)


def test_interest_without_odds_is_bad_input(run: Run) -> None:
    said = run("interest", "scenarios/tiny.yaml")
    assert (said.code, said.out) == (2, "")
    assert "no section 'odds'" in said.err


def test_solve_shows_expected_wins_and_verify_works_them_out_anew(run: Run, tiny: Path, tmp_path: Path) -> None:
    assert "Expected wins" in run("solve", tiny).out
    stored = tmp_path / "answer.json"
    stored.write_text(run("solve", tiny, "--format", "json").out, "utf-8")
    assert "expected wins, by what the file assumes" in " ".join(run("verify", stored, tiny).out.split())


def test_compare_takes_a_switch_and_says_whether_the_newcomer_is_worth_it(run: Run, tiny: Path) -> None:
    said = run("compare", tiny, "beta")
    assert said.code == 0
    assert "Is B worth it? beta=in" in said.out
    told = json.loads(run("compare", tiny, "beta", "--set", "odds.transfer.B.A=0.9", "--format", "json").out)
    assert [one["label"] for one in told["what_ifs"]] == ["beta=in", "beta=out"]
    assert [one["party"] for one in told["worth"]] == ["B"]
    assert told["what_ifs"][0]["scenario"]["set"] == {"odds.transfer.B.A": "0.9"}


def test_compare_refuses_an_unknown_switch_and_no_what_if_at_all(run: Run) -> None:
    said = run("compare", "scenarios/tiny.yaml", "bet")
    assert said.code == 2
    assert "did you mean 'beta'?" in said.err
    assert run("compare", "scenarios/tiny.yaml").code == 2


def test_the_flagships_split_does_not_look_at_odds(run: Run) -> None:
    splits = [
        json.loads(run("solve", "scenarios/uttar-pradesh-2024.yaml", *more, "--format", "json", "--no-proofs").out)
        for more in ((), ("--set", "odds.swing.BJP=-20"))
    ]
    assert splits[0]["split"] == splits[1]["split"]
    assert splits[0]["wins"]["pact"]["expected"] < splits[1]["wins"]["pact"]["expected"]
