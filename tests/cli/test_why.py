"""Do `why` and `swaps` say the right thing on the right stream, with the right exit code, at 80 columns?"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from solver.engine import Ask, Outcome
from solver.engine.cpsat import CpSat
from tests.commands import ROOT, Run

TINY = "scenarios/tiny.yaml"
FLAGSHIP = "scenarios/uttar-pradesh-2024.yaml"
OFFER = "scenarios/tiny-split.csv"
CLASH = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}]
rules:
  - {id: a-all, kind: at_least, party: A, seats: 2, must: true}
  - {id: b-one, kind: at_least, party: B, seats: 1, must: true}
"""


@pytest.fixture
def clash(tmp_path: Path) -> Path:
    file = tmp_path / "clash.yaml"
    file.write_text(CLASH)
    return file


def test_a_seat_is_named_by_id_or_by_name_in_any_case(run: Run) -> None:
    assert run("why", TINY, "--seat", "hill") == run("why", TINY, "--seat", "HILLTOWN")


def test_the_holder_of_a_seat_is_said_to_have_it_already(run: Run) -> None:
    said = run("why", TINY, "--seat", "hill", "--party", "A")
    assert "Hilltown went to A. A has it already, so each other party is told." in " ".join(said.out.split())


def test_names_that_are_not_known_come_with_those_that_are(run: Run) -> None:
    assert run("why", FLAGSHIP, "--seat", "nope").err.endswith(" and 68 more\n")
    assert "known: A, B" in run("concessions", TINY, "--who", "XYZ").err


def test_a_party_that_is_out_of_the_pact_is_said_to_have_nothing_to_give_up(run: Run) -> None:
    said = run("concessions", FLAGSHIP, "--who", "BSP")
    assert (said.code, said.out) == (2, "")
    assert "party 'BSP' is out of the pact with these switches, so it has nothing to give up" in said.err


def test_why_a_seat_went_to_its_party_is_told_with_who_claims_it(run: Run) -> None:
    said = run("why", TINY, "--seat", "hill")
    assert said.code == 0
    assert "Hilltown went to A. Claimed by A (a-2019)." in said.out
    assert "Giving Hilltown to B costs the demands nothing" in said.out
    assert said.err.startswith("notice: ")


def test_what_is_in_the_way_in_the_flagship(run: Run) -> None:
    data = json.loads(run("why", FLAGSHIP, "--seat", "Rampur", "--party", "INC", "--format", "json").out)
    assert (data["schema"], data["asked"], data["seat"]["party"]) == ("seatpact/why@1", "seat", "SP")
    (told,) = data["seat"]["others"]
    assert (told["party"], told["verdict"], told["priority"], told["by"]) == ("INC", "cost", 2, 2)
    assert told["clash"]["rules"] == {"sp-2009": 0}
    assert told["clash"]["why"] == "sp-2009 claims Rampur for SP"
    assert told["moves"][0] == {"seat": "rampur", "from": "SP", "to": "INC"}


def test_why_amethi_went_to_congress(run: Run) -> None:
    data = json.loads(run("why", FLAGSHIP, "--seat", "amethi", "--format", "json").out)
    assert data["seat"]["party"] == "INC"
    assert {one["party"]: (one["verdict"], one["by"]) for one in data["seat"]["others"]} == {
        "SP": ("goal", 4560),
        "RLD": ("goal", 5560),
    }


def test_what_dropping_and_what_keeping_the_claim_of_2009_would_take(run: Run) -> None:
    said = run("why", FLAGSHIP, "--rule", "inc-2009")
    assert "INC        20       12      -8" in said.out
    assert "because 22 + 57 + 3 = 82 seats asked for, 80 exist" in said.out
    assert "why: inc-2009 asks for 22, sp-mlas leaves INC at most 1" in said.out
    assert "5 conflicts with inc-2009: proved to be all there are." in said.out


def test_the_best_splits_in_order_and_what_is_free(run: Run) -> None:
    said = run("why", FLAGSHIP, "--unique", "--most", "3")
    assert "No other split is as good." in said.out
    assert "- the demands alone settle 26 seats, and leave 54 free" in said.out
    assert "2     15      9     26  208,940  Bareilly (SP to INC), Gonda (INC to SP)" in said.out


def test_csv_of_why_has_a_row_a_party_a_row_a_contrast_or_a_row_a_seat(run: Run) -> None:
    def rows(*arguments: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(run("why", TINY, *arguments, "--format", "csv").out)))

    assert [row[:5] for row in rows("--seat", "hill")[1:]] == [["B", "goal", "", "1", "6000"]]
    assert [row[:2] for row in rows("--rule", "b-min")[1:]] == [["without", "optimal"], ["in full", "goal"]]
    unique = rows("--unique", "--most", "2")
    assert unique[0] == ["seat", "name", "party", "as_good", "demands_as_good", "split_2"]
    assert unique[1] == ["hill", "Hilltown", "A", "A", "A B", "B"]


def test_json_of_why_is_byte_identical_for_any_seed(run: Run) -> None:
    for asked in (["--seat", "hill"], ["--rule", "b-min"], ["--unique", "--most", "4"]):
        first = run("why", TINY, *asked, "--format", "json")
        assert run("why", TINY, *asked, "--format", "json", "--seed", "9") == first


def test_red_lines_that_clash_exit_with_3_and_tell_whether_a_rule_is_in_the_way(run: Run, clash: Path) -> None:
    said = run("why", clash, "--rule", "b-one")
    assert said.code == 3
    assert "Without b-one the red lines can all be kept." in said.out


@pytest.mark.parametrize("asked", [["--seat", "s1"], ["--rule", "b-one"], ["--unique"]])
def test_red_lines_that_clash_are_named_whatever_was_asked(run: Run, clash: Path, asked: list[str]) -> None:
    said = run("why", clash, *asked)
    assert said.code == 3
    assert "What cannot all be met (all)\n  1. a-all (red line) + b-one (red line)\n" in said.out
    assert "enough if any one of them gives way by 1 seat" in said.out
    answer = json.loads(run("why", clash, *asked, "--format", "json").out)
    assert [one["musts"] for one in answer["conflicts"]] == [["a-all", "b-one"]]
    assert answer["conflicts_complete"] is True


@pytest.mark.parametrize("asked", [["--seat", "hill"], ["--rule", "b-min"], ["--unique"]])
def test_a_time_limit_of_0_exits_with_4(run: Run, asked: list[str]) -> None:
    said = run("why", TINY, *asked, "--time-limit", "0")
    assert said.code == 4
    assert "time limit came before any answer" in said.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["why", TINY], "ask one thing"),
        (["why", TINY, "--seat", "hill", "--unique"], "ask one thing"),
        (["why", TINY, "--unique", "--party", "A"], "--party needs --seat"),
        (["why", TINY, "--seat", "hill", "--most", "2"], "--most needs --unique"),
        (["why", TINY, "--seat", "hil"], "did you mean 'hill'"),
        (["why", TINY, "--seat", "Hiltown"], "did you mean 'Hilltown'"),
        (["why", TINY, "--seat", "hill", "--party", "Z"], "unknown party 'Z'"),
        (["why", TINY, "--seat", "hill", "--party", "X"], "party 'X' does not contest"),
        (["why", TINY, "--seat", "hill", "--party", "B", "--set", "beta=out"], "'B' is out of the pact"),
        (["why", TINY, "--rule", "b-mn"], "did you mean 'b-min'"),
        (["why", TINY, "--rule", "b-min", "--set", "beta=out"], "does not apply"),
        (["swaps", TINY], "Missing argument 'SPLIT.csv'"),
        (["swaps", TINY, "nowhere.csv"], "nowhere.csv:1:1: error: cannot be read"),
        (["swaps", TINY, OFFER, "--set", "beta=out"], "B is out of the pact with these switches"),
    ],
)
def test_bad_usage_exits_with_2_and_says_what_is_wrong(run: Run, arguments: list[str], says: str) -> None:
    said = run(*arguments)
    assert said.code == 2
    assert says in said.err
    assert said.out == ""
    assert "Traceback" not in said.err


def test_a_name_that_several_seats_have_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "same.yaml"
    file.write_text("parties: [{id: A}]\nseats: [{id: s1, name: One}, {id: s2, name: one}]\nrules: []\n")
    said = run("why", file, "--seat", "ONE")
    assert (said.code, said.err) == (2, "seatpact: several seats are called 'ONE': s1 or s2\n")


def test_swaps_of_an_offer(run: Run) -> None:
    said = run("swaps", TINY, OFFER)
    assert said.code == 0
    assert "1 exchange between two partners helps both: every pair of seats was tried." in said.out
    assert "1. Hilltown from B to A; Millbridge from A to B" in said.out
    assert "better kept: a-2019 short by 0 instead of 1" in said.out


def test_swaps_as_json_and_as_csv(run: Run) -> None:
    data = json.loads(run("swaps", TINY, OFFER, "--format", "json").out)
    assert (data["schema"], data["basis"], data["pairs"]) == ("seatpact/swaps@1", "goals", 1)
    assert data["swaps"][0]["gains"] == {"A": [6000], "B": [10000]}
    rows = run("swaps", TINY, OFFER, "--format", "csv").out.splitlines()
    assert rows == ["swap,seat,name,from,to", "1,hill,Hilltown,B,A", "1,mill,Millbridge,A,B"]


def test_what_solve_writes_can_be_piped_into_swaps_and_leaves_no_exchange() -> None:
    shell = (
        f"{sys.executable} seatpact.py solve {FLAGSHIP} --format csv 2>/dev/null |"
        f" {sys.executable} seatpact.py swaps {FLAGSHIP} - 2>/dev/null"
    )
    done = subprocess.run(["bash", "-c", shell], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "No exchange between two partners helps both: every pair of seats was tried." in done.stdout


def test_swaps_with_no_time_exits_with_4(run: Run) -> None:
    assert run("swaps", TINY, OFFER, "--time-limit", "0").code == 4


def test_every_mistake_of_a_split_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "split.csv"
    file.write_text("seat,party,note\nhill,A,x\nhil,B,\nhill,C,\nport,,\n")
    said = run("swaps", TINY, file)
    assert said.code == 2
    assert [line.removeprefix(str(file)) for line in said.err.splitlines() if "error" in line] == [
        ":3:1: error: unknown seat 'hil'",
        ":4:1: error: seat 'hill' stands twice",
        ":4:6: error: unknown party 'C'",
        ":5:1: error: 'party' is missing",
    ]
    assert "first on line 2" in said.err


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("", "the table is empty"),
        ("seat;party\nhill;A\n", "separate the cells by commas"),
        ("seat,partei\nhill,A\n", "is it 'partei'? Name it 'party'"),
        ("seat,party\nhill,A\n", "no row for 2 seats: mill, port"),
        ("party,party,seat\nA,B,hill\n", "column 'party' stands twice"),
    ],
)
def test_a_table_that_is_no_split_is_refused(run: Run, tmp_path: Path, table: str, says: str) -> None:
    file = tmp_path / "split.csv"
    file.write_text(table)
    said = run("swaps", TINY, file)
    assert said.code == 2
    assert f"{file}:1:" in said.err
    assert says in said.err


@pytest.mark.parametrize("command", ["why", "swaps"])
def test_help_and_reports_are_within_80_columns(run: Run, command: str) -> None:
    texts = [run(command, "-h").out]
    if command == "why":
        texts += [run("why", FLAGSHIP, *asked).out for asked in (["--rule", "sp-mlas"], ["--unique", "--most", "2"])]
    else:
        texts.append(run("swaps", TINY, OFFER).out)
    assert max(len(line) for text in texts for line in text.splitlines()) <= 80


def test_ctrl_c_tells_what_was_found_and_exits_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, real = 0, CpSat.ask

    def ask(engine: CpSat, question: Ask, deadline: object) -> Outcome:
        nonlocal calls
        calls += 1
        if calls > 20:
            raise KeyboardInterrupt
        return real(engine, question, deadline)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(CpSat, "ask", ask)
    said = run("why", TINY, "--unique", "--most", "100", "--format", "json", "--engine", "cp-sat")
    assert said.code == 130
    data = json.loads(said.out)
    assert data["interrupted"] is True
    assert data["unique"]["ranked_complete"] is False
    assert data["unique"]["optimal"]["unique"] is True


def test_swaps_load_no_engine() -> None:
    script = (
        f"import sys, cli\ncode = cli.run(['swaps', {TINY!r}, {OFFER!r}, '--format', 'json'])\n"
        "sys.exit('loaded' if 'ortools' in sys.modules else code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "loaded" not in done.stderr
