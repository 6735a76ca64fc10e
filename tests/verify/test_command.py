"""Does `seatpact verify` say the right thing, with the right exit code?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cli
from solver import load, solve
from solver.verify.checks import Result
from solver.verify.second import Opinion, Second

ROOT = Path(__file__).parents[2]
TINY = str(ROOT / "scenarios" / "tiny.yaml")


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    file = tmp_path / "tiny.json"
    file.write_text(json.dumps(solve(load(TINY), proofs=True).to_dict()), encoding="utf-8")
    return file


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = cli.run(["verify", *(str(argument) for argument in arguments)])
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


@pytest.mark.parametrize("call", [1, 2, 3])
def test_ctrl_c_keeps_what_was_checked_and_exits_with_130(
    answer: Path, call: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, ask = [], Second.ask

    def interrupted(*given: Any, **more: Any) -> Opinion:
        calls.append(given)
        if len(calls) == call:
            raise KeyboardInterrupt
        return ask(*given, **more)

    whole = json.loads(run(capsys, answer, TINY, "--format", "json")[1])
    monkeypatch.setattr(Second, "ask", interrupted)
    code, out, _ = run(capsys, answer, TINY, "--format", "json")
    told = json.loads(out)
    assert (code, told["interrupted"], told["verdict"]) == (130, True, "not checked")
    assert len(calls) == call
    cut = [check["detail"] == "it was interrupted" for check in told["checks"]]
    kept = [check for check, lost in zip(told["checks"], cut, strict=True) if not lost]
    assert any(cut)
    assert [check for check, lost in zip(whole["checks"], cut, strict=True) if not lost] == kept
    assert {check["verdict"] for check, lost in zip(told["checks"], cut, strict=True) if lost} == {"not checked"}


def test_ctrl_c_before_any_solver_was_asked_keeps_what_was_counted(
    answer: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any) -> Iterator[Result]:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr("solver.verify.stage_checks", interrupted)
    code, out, _ = run(capsys, answer, TINY)
    assert code == 130
    assert "It was interrupted: not every claim was looked at." in out
    assert "proved  seats per party" in out
    assert "not checked  all else that the answer claims  it was interrupted" in out


IN_THE_SECOND_SOLVER = """
import os, signal, threading
import scipy.optimize
from solver.system import System
from solver.verify.second import Second

started = threading.Event()

def for_ever(*_, **__):
    started.set()
    threading.Event().wait()

def interrupt():
    started.wait()
    os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
scipy.optimize.milp = for_ever
threading.Thread(target=interrupt, daemon=True).start()
try:
    Second(System(1, 2)).ask()
except KeyboardInterrupt:
    print("heard")
"""
"""A process of its own: an oracle of other tests, CP-SAT as it comes, leaves this one without a handler."""


def test_ctrl_c_is_heard_while_the_second_solver_works() -> None:
    command = [sys.executable, "-c", IN_THE_SECOND_SOLVER]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "heard\n", "")


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
