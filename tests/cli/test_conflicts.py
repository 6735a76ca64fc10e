"""Does `seatpact conflicts` say the right thing on the right stream, as it is found, with the right exit code?"""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.commands import ROOT, Run, Said

PACT = """
title: Nine claims against one minimum
parties: [{id: A, name: Alpha}, {id: B}]
seats: [{id: s1, name: One}, {id: s2}, {id: s3}, {id: s4}, {id: s5}]
rules:
  - {id: floor, kind: at_least, party: A, seats: 3, basis: claim}
  - {id: one, kind: keeps, party: B, where: {seats: [s1]}}
  - {id: two, kind: keeps, party: B, where: {seats: [s2]}}
  - {id: three, kind: keeps, party: B, where: {seats: [s3]}}
  - {id: four, kind: keeps, party: B, where: {seats: [s4]}}
  - {id: north, kind: keeps, party: A, where: {seats: [s1, s2]}, asked_by: A}
"""


@pytest.fixture
def run(run: Run) -> Run:
    return partial(run, "conflicts")


@pytest.fixture
def pact(tmp_path: Path) -> Path:
    file = tmp_path / "pact.yaml"
    file.write_text(PACT)
    return file


def rules_of(said: Said) -> list[list[str]]:
    return [conflict["rules"] for conflict in json.loads(said.out)["conflicts"]]


def test_the_report_tells_one_fact_for_all_conflicts_that_are_it(run: Run, pact: Path) -> None:
    said = run(pact, "--drop", "north")
    assert (said.code, said.err) == (0, "")
    text = " ".join(said.out.split())
    assert "one of 4 conflicts that are one fact: any 3 of these 4 clash with floor:" in text
    assert "clash with floor: one, two, three, four" in text
    assert "1 fact; every conflict is one of these or of their families." in text
    assert max(map(len, said.out.splitlines())) <= 80


def test_families_overlap_and_their_numbers_are_told_as_one(run: Run) -> None:
    text = " ".join(run("scenarios/uttar-pradesh-2024.yaml", "--by", "seat", "--all").out.split())
    assert "13 facts, which stand for 213,762,026 different sets of rules; every conflict is one of these" in text


def test_each_conflict_by_itself_smallest_first(run: Run, pact: Path) -> None:
    said = run(pact, "--smallest", "--format", "json")
    assert rules_of(said)[:2] == [["one", "north"], ["two", "north"]]
    assert [len(rules) for rules in rules_of(said)] == [2, 2, 4, 4, 4, 4]


def test_json_has_the_scheme_the_question_and_proofs(run: Run, pact: Path) -> None:
    answer = json.loads(run(pact, "--format", "json", "--each", "--limit", "1", "--involving", "floor").out)
    assert answer["schema"] == "seatpact/conflicts@1"
    assert answer["asked"] == {"how": "each", "by_seat": False, "prefer": [], "involving": "floor", "limit": 1}
    (conflict,) = answer["conflicts"]
    assert [one["without"] for one in conflict["witnesses"]] == conflict["rules"]
    assert conflict["proof"]["kept"]
    assert answer["conflicts_complete"] is False


def test_proofs_can_be_left_out(run: Run, pact: Path) -> None:
    answer = json.loads(run(pact, "--format", "json", "--no-proofs").out)
    assert not any("proof" in conflict or "witnesses" in conflict for conflict in answer["conflicts"])


def test_ndjson_is_a_line_a_conflict_and_one_for_the_whole(run: Run, pact: Path) -> None:
    lines = [json.loads(line) for line in run(pact, "--format", "ndjson", "--each", "--all").out.splitlines()]
    whole = json.loads(run(pact, "--format", "json", "--each", "--all").out)
    *each, last = lines
    assert sorted(map(str, each)) == sorted(str(conflict) for conflict in whole["conflicts"])
    assert last["conflicts_complete"] is True
    assert "conflicts" not in last


def test_csv_has_a_row_a_rule(run: Run, pact: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(pact, "--format", "csv", "--involving", "north").out)))
    assert [row["rule"] for row in rows] == ["one", "north", "two", "north"]


def test_by_seat_the_seats_that_clash_are_named(run: Run, pact: Path) -> None:
    said = run(pact, "--by", "seat", "--each", "--limit", "2", "--prefer", "north", "--format", "json")
    assert rules_of(said) == [["one", "north@s1"], ["two", "north@s2"]]


def test_demands_that_can_all_be_met_say_so(run: Run, pact: Path) -> None:
    said = run(pact, "--drop", "floor", "--drop", "north")
    assert said.code == 0
    assert "every demand can be met at once" in said.out


def test_red_lines_that_clash_alone_exit_with_3(run: Run, pact: Path) -> None:
    said = run(pact, "--set", "north.must=true", "--set", "one.must=true")
    assert said.code == 3
    assert "red line: " in said.out
    assert "1 conflict among the red lines: proved to be all there are." in said.out
    assert "the red lines" in said.err


def test_a_wish_takes_part_in_no_clash_of_the_red_lines(run: Run, pact: Path) -> None:
    said = run(pact, "--set", "north.must=true", "--set", "one.must=true", "--involving", "floor")
    assert said.code == 3
    assert "No conflict with floor, which is no red line" in said.out


def test_no_time_exits_with_4_and_tells_nothing(run: Run) -> None:
    said = run("scenarios/uttar-pradesh-2024.yaml", "--time-limit", "0", "--set", "bsp=in")
    assert said.code == 4
    assert "No conflict found: the time limit came first." in said.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--involving", "flor"], "no rule 'flor' applies here; did you mean 'floor' or 'four'?"),
        (["--prefer", "flor"], "no rule 'flor' applies here; did you mean 'floor' or 'four'?"),
        (["--limit", "0"], "0 is not in the range"),
        (["--each", "--smallest"], "leave --each out"),
        (["--by", "region"], "'region' is not one of"),
    ],
)
def test_bad_usage_exits_with_2_and_says_what_is_wrong(run: Run, pact: Path, arguments: list[str], says: str) -> None:
    said = run(pact, *arguments)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_the_help_is_within_80_columns(run: Run) -> None:
    said = run("-h")
    assert said.code == 0
    assert max(map(len, said.out.splitlines())) <= 80


# --- real processes ------------------------------------------------------------------------------


@pytest.fixture
def long_search(tmp_path: Path) -> Path:
    """Ninety claims of one seat against a minimum: more conflicts than there is time for."""
    seats = [f"s{number}" for number in range(90)]
    rules: list[dict[str, Any]] = [{"id": "floor", "kind": "at_least", "party": "A", "seats": 60}]
    rules += [{"id": f"c-{seat}", "kind": "keeps", "party": "B", "where": {"seats": [seat]}} for seat in seats]
    form = {"parties": [{"id": "A"}, {"id": "B"}], "seats": [{"id": seat} for seat in seats], "rules": rules}
    file = tmp_path / "long.json"
    file.write_text(json.dumps(form))
    return file


def begun(file: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "seatpact.py"), "conflicts", str(file), "--format", "ndjson", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def test_lines_come_while_the_search_goes_on_and_ctrl_c_keeps_them(long_search: Path) -> None:
    with begun(long_search, "--each", "--all", "--no-proofs", "--time-limit", "500") as process:
        assert process.stdout is not None
        first = [json.loads(process.stdout.readline()) for _ in range(3)]
        assert process.poll() is None, "the first lines come before the end"
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read().splitlines()
        assert process.wait(60) == 130
    assert all(len(conflict["rules"]) == 32 and conflict["minimal"] for conflict in first)
    *_, last = [json.loads(line) for line in rest]
    assert (last["interrupted"], last["conflicts_complete"]) == (True, False)


def test_a_time_limit_ends_the_search_and_nothing_is_called_complete(long_search: Path) -> None:
    start = time.monotonic()
    with begun(long_search, "--each", "--all", "--no-proofs", "--time-limit", "1") as process:
        lines = [json.loads(line) for line in process.communicate(timeout=120)[0].splitlines()]
    assert time.monotonic() - start < 60  # a search without a limit takes for ever
    *each, last = lines
    assert process.returncode == (0 if each else 4)
    assert last["conflicts_complete"] is False
    assert last["engine"]["time_limit"] == 1
