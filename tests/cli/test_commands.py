"""Does the command say the right thing on the right stream, with the right exit code?"""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import cli
from benchmarks.instances import pact
from tests.commands import ROOT, Run
from tests.strategies import as_json, form_of

TINY = "scenarios/tiny.yaml"
CLASH = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}]
rules:
  - {id: a-all, kind: at_least, party: A, seats: 2, must: true}
  - {id: b-one, kind: at_least, party: B, seats: 1, must: true}
  - {id: a-wish, kind: at_least, party: A, seats: 1}
"""


@pytest.fixture
def clash(tmp_path: Path) -> Path:
    file = tmp_path / "clash.yaml"
    file.write_text(CLASH)
    return file


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "seatpact.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, **options
    )


def test_a_solved_scenario_exits_with_0_and_its_notices_go_to_stderr(run: Run) -> None:
    said = run("solve", TINY)
    assert said.code == 0
    assert said.out.startswith("Two allies share three seats\n")
    assert said.err.startswith("notice: ")
    assert "notice" not in said.out


def test_json_is_the_answer_of_the_contract(run: Run) -> None:
    answer = json.loads(run("solve", TINY, "--format", "json").out)
    assert answer["schema"] == "seatpact/result@1"
    assert answer["status"] == "optimal"
    assert answer["split"] == {"hill": "A", "mill": "B", "port": "A"}
    assert answer["conflicts"][0]["rules"] == ["a-2019", "b-min"]


def test_json_of_a_proved_answer_is_byte_identical_for_any_seed(run: Run) -> None:
    assert run("solve", TINY, "--format", "json") == run("solve", TINY, "--format", "json", "--seed", "7")


def test_csv_is_one_row_a_seat(run: Run) -> None:
    rows = list(csv.reader(io.StringIO(run("solve", TINY, "--format", "csv").out)))
    assert rows[0] == ["seat", "name", "region", "reserved", "party"]
    assert rows[3] == ["port", "Porthaven", "South", "SC", "A"]


def test_a_switch_a_field_and_a_dropped_rule_change_the_question(run: Run) -> None:
    said = run("solve", TINY, "--set", "beta=in", "--set", "b-min.seats=1", "--drop", "north", "--format", "json")
    answer = json.loads(said.out)
    assert [rule["id"] for rule in answer["rules"]] == ["a-2019", "b-min"]
    assert answer["conflicts"] == []
    assert answer["scenario"]["set"] == {"b-min.seats": "1"}
    assert answer["scenario"]["dropped"] == ["north"]


def test_a_scenario_is_read_from_standard_input() -> None:
    said = process("solve", "-", "--format", "csv", input=(ROOT / TINY).read_text())
    assert said.returncode == 0
    assert said.stdout == process("solve", TINY, "--format", "csv").stdout


def test_red_lines_that_clash_exit_with_3_and_tell_the_conflict(run: Run, clash: Path) -> None:
    said = run("solve", clash, "--format", "json")
    answer = json.loads(said.out)
    assert said.code == 3
    assert said.err == "seatpact: the red lines cannot all be kept\n"
    assert (answer["status"], answer["split"], answer["seats"]) == ("infeasible", None, None)
    assert [(one["rules"], one["musts"]) for one in answer["conflicts"]] == [([], ["a-all", "b-one"])]


def test_the_report_of_clashing_red_lines_says_so_and_shows_no_seats(run: Run, clash: Path) -> None:
    said = run("solve", clash)
    assert "No split keeps the red lines." in said.out
    assert "2 + 1 = 3 seats asked for, 2 exist" in said.out
    assert "Seats by region" not in said.out


def test_a_time_limit_of_0_exits_with_4_and_claims_nothing(run: Run) -> None:
    said = run("solve", TINY, "--time-limit", "0", "--format", "json")
    answer = json.loads(said.out)
    assert said.code == 4
    assert "the time limit came before any split was found" in said.err
    assert (answer["status"], answer["split"], answer["proved_by"]) == ("unknown", None, None)
    assert answer["conflicts_complete"] is False
    assert answer["engine"]["time_limit"] == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["solve"], "Missing argument 'FILE'"),
        (["solve", TINY, "--format", "xml"], "'xml' is not one of"),
        (["solve", TINY, "--set", "beta"], "expected NAME=VALUE"),
        (["solve", TINY, "--set", "beta=maybe"], "no option 'maybe'"),
        (["solve", TINY, "--set", "betta=in"], "did you mean 'beta'"),
        (["solve", TINY, "--set", "b-min.seats=many"], "expected a whole number, found 'many'"),
        (["solve", TINY, "--drop", "b-mim"], "did you mean 'b-min'"),
        (["solve", TINY, "--time-limit", "-1"], "-1"),
        (["solve", TINY, "--time-limit", "nan"], "expected a number of seconds"),
        (["solve", TINY, "--set", "beta=in", "--set", "beta=out"], "--set beta is given twice"),
        (["compare", TINY, "--set", "beta=in,beta=out"], "--set beta is given twice"),
        (["solve", "nowhere.yaml"], "nowhere.yaml"),
        (["solve", "scenarios"], "directory"),
        (["compare", TINY], "name a switch, or give --set NAME=VALUE for each what-if"),
        (["slove", TINY], "No such command 'slove'"),
    ],
)
def test_bad_usage_exits_with_2_and_says_what_is_wrong(run: Run, arguments: list[str], says: str) -> None:
    said = run(*arguments)
    assert said.code == 2
    assert says in said.err
    assert said.out == ""
    assert "Traceback" not in said.err


def test_validate_counts_what_it_read(run: Run) -> None:
    said = run("validate", TINY)
    assert said.code == 0
    assert said.out == (
        "scenarios/tiny.yaml: no mistakes (3 seats, 2 partners, 4 results, 3 rules, 1 switch, 1 goal)\n"
    )


def test_validate_reports_every_mistake_with_its_place(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(CLASH.replace("party: B", "party: C").replace("seats: 2", "seats: two"))
    said = run("validate", file)
    assert said.code == 2
    assert f"{file}:5:" in said.err
    assert f"{file}:6:" in said.err
    assert said.err.endswith("seatpact: 2 mistakes found\n")


def test_schema_prints_a_json_schema(run: Run) -> None:
    assert json.loads(run("schema").out)["title"] == "Seatpact scenario"


def test_compare_tells_what_changes_and_which_seats_move(run: Run) -> None:
    said = run("compare", TINY, "--set", "beta=in", "--set", "beta=out")
    assert said.code == 0
    assert "Millbridge" in said.out
    assert "Seats that move (1)" in said.out


def test_compare_with_one_what_if_holds_it_against_the_file_as_it_stands(run: Run) -> None:
    data = json.loads(run("compare", TINY, "--set", "beta=out", "--format", "json").out)
    assert [one["label"] for one in data["what_ifs"]] == ["as it stands", "beta=out"]
    assert data["moved"] == [{"seat": "mill", "party": {"as it stands": "B", "beta=out": "A"}}]


def test_compare_takes_several_settings_in_one_what_if(run: Run) -> None:
    said = run("compare", TINY, "--set", "beta=in,b-min.seats=1", "--set", "beta=in", "--format", "json")
    first = json.loads(said.out)["what_ifs"][0]
    assert first["scenario"]["set"] == {"b-min.seats": "1"}


def test_compare_as_csv_has_a_column_a_what_if(run: Run) -> None:
    said = run("compare", TINY, "--set", "beta=in", "--set", "beta=out", "--format", "csv")
    assert said.out.splitlines()[0] == "seat,name,beta=in,beta=out"
    assert "mill,Millbridge,B,A" in said.out


def test_compare_exits_with_3_where_one_what_if_has_no_split(run: Run, clash: Path) -> None:
    said = run("compare", clash, "--set", "b-one.seats=0")
    assert said.code == 3
    assert "infeasible" in said.out


@pytest.mark.parametrize("arguments", [["--version"], ["-h"], ["solve", "-h"], ["schema"], ["validate", TINY]])
def test_what_needs_no_engine_loads_none(arguments: list[str]) -> None:
    script = (
        "import sys, cli\n"
        f"code = cli.run({arguments!r})\n"
        "loaded = sorted({name.split('.')[0] for name in sys.modules} & {'ortools', 'numpy', 'pandas', 'rich'})\n"
        "sys.exit(f'loaded: {loaded}' if loaded else code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.replace("notice", "")[:7]) == (0, done.stderr.replace("notice", "")[:7])
    assert "loaded" not in done.stderr


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_solve_loads_nothing_of_other_questions(form: str) -> None:
    others = ["solver.answers.why", "solver.answers.audited", "solver.answers.swept", "solver.scenario.vary", "pandas"]
    script = (
        "import sys, cli\n"
        f"code = cli.run(['solve', {TINY!r}, '--format', {form!r}])\n"
        f"loaded = sorted(sys.modules.keys() & {others!r})\n"
        "sys.exit(f'loaded: {loaded}' if loaded else code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "loaded" not in done.stderr


def test_help_of_every_command_is_within_80_columns(run: Run) -> None:
    for command in ((), ("solve",), ("compare",), ("validate",), ("schema",)):
        said = run(*command, "-h")
        assert said.code == 0
        assert max(map(len, said.out.splitlines())) <= 80


def test_output_into_a_full_disk_is_an_error_and_not_silence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "seatpact.py", "solve", TINY],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_early_is_no_error() -> None:
    shell = f"{sys.executable} seatpact.py schema | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {shell}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "{\n"
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_ctrl_c_during_a_solve_exits_with_130_at_once(tmp_path: Path) -> None:
    long = tmp_path / "long.json"
    scenario = pact(543, 28, 1_000, goal=False)
    form = form_of(scenario)
    form["rules"] = [{**rule, "kind": made.kind} for rule, made in zip(form["rules"], scenario.rules, strict=True)]
    long.write_text(as_json(form), encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "seatpact.py", "solve", str(long)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COVERAGE_PROCESS_START": ""},
    )
    time.sleep(3)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert err.endswith("seatpact: interrupted\n")


def test_an_internal_error_exits_with_1_and_shows_where(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("solver.questions.solve.solve", broken)
    said = run("solve", TINY)
    assert said.code == 1
    assert "internal error" in said.err
    assert "planted" in said.err


def test_the_help_lists_every_command_under_a_subject() -> None:
    listed = [name for names in cli._SUBJECTS.values() for name in names]
    assert sorted(listed) == sorted(cli.seatpact.commands)
