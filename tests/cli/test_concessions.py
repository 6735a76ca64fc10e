"""Does `seatpact concessions` say the right thing on the right stream, with the right exit code?"""

from __future__ import annotations

import csv
import io
import json
from functools import partial
from pathlib import Path

import pytest

from solver.engine import Ask, Deadline, Outcome
from solver.engine.cpsat import CpSat
from tests.commands import Run

TINY = "scenarios/tiny.yaml"
PACT = """
title: Three allies, three seats
parties: [{id: A, name: Alpha}, {id: B}, {id: C}]
seats: [{id: s1}, {id: s2}, {id: s3}]
rules:
  - {id: floor, kind: at_least, party: C, seats: 1, must: true}
  - {id: a, kind: at_least, party: A, seats: 2}
  - {id: b, kind: at_least, party: B, seats: 2, weight: 2}
  - {id: c, kind: at_least, party: C, seats: 2, priority: 2}
  - {id: ban, kind: at_most, party: C, seats: 0, priority: 2}
"""


@pytest.fixture
def run(run: Run) -> Run:
    return partial(run, "concessions")


@pytest.fixture
def pact(tmp_path: Path) -> Path:
    file = tmp_path / "pact.yaml"
    file.write_text(PACT)
    return file


def test_the_report_tells_cost_bearer_and_what_each_rule_then_says(run: Run, pact: Path) -> None:
    said = run(pact)
    lines = [line.strip() for line in said.out.splitlines()]
    assert (said.code, said.err) == (0, "")
    assert lines[1] == "The cheapest ways out, in order of cost, each proved. These 5 are all."
    first = lines.index("1. costs 2 at priority 1, 2 at priority 2")
    assert lines[first + 1 : first + 5] == [
        "a (A) by 2 seats; then: A need contest no seat",
        "c (C) by 1 seat; then: C contests at least 1 seat",
        "ban (nobody in particular) by 1 seat; then: C contests at most 1 seat",
        "seats, in a split that does: A 0, B 2, C 1",
    ]
    assert max(map(len, said.out.splitlines())) <= 80


@pytest.mark.parametrize(("most", "among"), [("2", "each of the 2 told here"), ("99", None)])
def test_what_packages_have_in_common_is_said_of_those_told(run: Run, pact: Path, most: str, among: str | None) -> None:
    lines = run(pact, "--most", most).out.splitlines()
    heads = [line for line in lines if line.startswith("What gives way in")]
    assert heads == ([f"What gives way in {among}"] if among else [])


def test_an_even_burden_is_told_with_its_shares(run: Run, pact: Path) -> None:
    out = run(pact, "--even", "--most", "1").out
    assert "The ways out with the most even burden, each proved." in out
    assert "shares at priority 1: " in out
    assert "shares at priority 2: " in out


def test_json_has_the_scheme_and_the_question(run: Run, pact: Path) -> None:
    answer = json.loads(run(pact, "--format", "json", "--who", "alpha", "--most", "1").out)
    assert answer["schema"] == "seatpact/concessions@1"
    assert answer["asked"] == {"most": 1, "who": "A", "even": False}
    assert answer["scenario"]["title"] == "Three allies, three seats"


def test_json_is_byte_identical_for_any_seed(run: Run, pact: Path) -> None:
    assert run(pact, "--format", "json", "--drop-sets") == run(pact, "--format", "json", "--drop-sets", "--seed", "9")


def test_csv_has_a_row_for_each_rule_of_a_package_and_of_a_set_to_drop(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(TINY, "--format", "csv", "--drop-sets").out)))
    assert [(row["kind"], row["number"], row["rule"], row["by"]) for row in rows] == [
        ("package", "1", "a-2019", "1"),
        ("package", "2", "b-min", "1"),
        ("drop-set", "1", "a-2019", ""),
        ("drop-set", "2", "b-min", ""),
    ]
    assert rows[0]["then"] == "A contests all but 1 of the 2 seats A won in 2019"
    assert (rows[0]["cost"], rows[0]["unit"], rows[0]["borne_by"]) == ("1", "seats", "A")


def test_what_can_be_dropped_is_told_where_it_is_asked_for(run: Run) -> None:
    assert "dropped" not in run(TINY).out
    out = run(TINY, "--drop-sets").out
    assert "What could be dropped altogether (2, all; the rest is then kept in full)\n  1. a-2019\n  2. b-min\n" in out


def test_switches_fields_and_drops_change_the_question(run: Run) -> None:
    out = run(TINY, "--set", "b-min.seats=1", "--drop", "north").out
    assert "What if: beta=in, b-min.seats=1, without north" in out
    assert "Nothing need give way: all can be kept at once." in out


def test_red_lines_that_clash_exit_with_3_and_are_told(run: Run, pact: Path) -> None:
    said = run(pact, "--set", "ban.must=true")
    assert said.code == 3
    assert "No split keeps the red lines." in said.out
    assert "red line: C contests no seat" in said.out
    assert said.err == "seatpact: the red lines cannot all be kept\n"


def test_where_one_partner_cannot_make_room_it_exits_with_3_and_says_who_clashes(run: Run, pact: Path) -> None:
    said = run(pact, "--who", "A")
    assert said.code == 3
    assert "Whatever A gives up, the rest cannot all be kept." in said.out
    assert "red line: C contests at least 1 seat" in said.out
    assert said.err == "seatpact: the red lines and what others than A ask cannot all be kept\n"


def test_a_time_limit_of_0_exits_with_4_and_claims_nothing(run: Run, pact: Path) -> None:
    said = run(pact, "--time-limit", "0")
    assert said.code == 4
    assert "No way out was found: the time limit came first." in said.out
    assert "the time limit came before any way out was found" in said.err


def test_an_interruption_exits_with_130_and_tells_what_was_found(
    run: Run, pact: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, ask = [], CpSat.ask

    def interrupted(engine: CpSat, question: Ask, deadline: Deadline) -> Outcome:
        calls.append(question)
        if len(calls) == 6:
            raise KeyboardInterrupt
        return ask(engine, question, deadline)

    monkeypatch.setattr(CpSat, "ask", interrupted)
    said = run(pact)
    assert said.code == 130
    assert "There may be more: it was interrupted." in " ".join(said.out.split())
    assert "1. costs " in said.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--who", "Q"], "unknown partner 'Q'"),
        (["--most", "0"], "0 is not in the range"),
        (["--drop-sets", "--limit", "0"], "0 is not in the range"),
        (["--limit", "5"], "--limit needs --drop-sets"),
        (["--drop", "b-mim"], "did you mean 'b-min'"),
    ],
)
def test_bad_usage_exits_with_2_and_says_what_is_wrong(run: Run, arguments: list[str], says: str) -> None:
    said = run(TINY, *arguments)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_what_the_limit_leaves_open_is_null_in_json(run: Run, pact: Path) -> None:
    answer = json.loads(run(pact, "--format", "json", "--time-limit", "0").out)
    assert (answer["complete"], answer["more"], answer["in_order"]) == (False, None, None)


def test_as_many_sets_to_drop_are_told_as_are_asked_for(run: Run) -> None:
    assert "What could be dropped altogether (1, there may be more;" in run(TINY, "--drop-sets", "--limit", "1").out


def test_the_help_says_what_exit_code_3_means_with_who(run: Run) -> None:
    assert "3 the red lines clash (with --who: with what all others ask" in run("-h").out


def test_the_help_is_within_80_columns(run: Run) -> None:
    said = run("-h")
    assert said.code == 0
    assert max(map(len, said.out.splitlines())) <= 80
