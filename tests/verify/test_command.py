"""Does `seatpact verify` say the right thing, with the right exit code?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli
from solver import load, solve

ROOT = Path(__file__).parents[2]
TINY = str(ROOT / "scenarios" / "tiny.yaml")


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    file = tmp_path / "tiny.json"
    file.write_text(json.dumps(solve(load(TINY), proofs=True).to_dict()), encoding="utf-8")
    return file


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = cli._run(["verify", *(str(argument) for argument in arguments)])
    return code, *capsys.readouterr()


def test_an_answer_that_holds_exits_with_0(answer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, answer, TINY)
    assert (code, err) == (0, "")
    assert "Every claim holds: proved, or corroborated by a second solver." in out
    assert max(map(len, out.splitlines())) <= 80


def test_a_tampered_answer_is_refused_with_5(answer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer.write_text(answer.read_text().replace('"A": 2', '"A": 3'))
    code, out, _ = run(capsys, answer, TINY)
    assert code == 5
    assert "Refused: not every claim holds." in out
    assert "refused  seats per party" in out


def test_without_time_not_all_is_checked_and_that_exits_with_4(
    answer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, answer, TINY, "--time-limit", "0")
    assert code == 4
    assert "not every claim could be checked" in out


def test_what_is_no_answer_exits_with_2_and_its_place(answer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer.write_text('{"schema": "seatpact/result@1"}')
    code, out, err = run(capsys, answer, TINY)
    assert (code, out) == (2, "")
    assert err == f"seatpact: {answer}: $: the key 'status' is missing\n"


def test_a_file_that_is_not_there_exits_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, tmp_path / "nothing.json", TINY)
    assert code == 2
    assert "No such file" in err


def test_only_one_of_the_two_may_be_standard_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "-", "-")[0] == 2


def test_json_gives_every_claim_with_its_verdict(answer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, answer, TINY, "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert told["schema"] == "seatpact/verify@1"
    assert told["verdict"] == "corroborated"
    assert {"section", "path", "claim", "verdict", "detail"} == set(told["checks"][0])
