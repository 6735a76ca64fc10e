"""Does `seatpact audit` end with the code that scripts rely on?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TINY = "scenarios/tiny.yaml"
SPLIT = "scenarios/tiny-split.csv"


def run(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "seatpact.py", "audit", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, input=text)


def test_it_ends_with_0_whatever_is_broken() -> None:
    done = run(TINY, SPLIT)
    assert done.returncode == 0
    assert "Rules (2 of 3 broken)" in done.stdout


def test_it_ends_with_5_where_what_must_hold_is_broken() -> None:
    done = run(TINY, SPLIT, "--fail-on", "b-min", "--fail-on", "north", "--format", "json")
    assert done.returncode == 5
    assert json.loads(done.stdout)["failed"] == ["b-min"]
    assert done.stderr.splitlines()[-1] == "seatpact: b-min is broken"


def test_it_ends_with_0_where_what_must_hold_is_kept() -> None:
    assert run(TINY, SPLIT, "--fail-on", "north", "--fail-on", "WEF1").returncode == 0


@pytest.mark.parametrize("name", ["WEFX, zeros count", "WEF(1/2, 1/2)", "Pareto"])
def test_every_axiom_of_the_table_can_be_asked_to_hold(name: str) -> None:
    assert run(TINY, SPLIT, "--fail-on", name).returncode in (0, 5)


def test_a_name_that_is_not_known_is_bad_usage() -> None:
    done = run(TINY, SPLIT, "--fail-on", "nort")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'north'?" in done.stderr


def test_a_split_with_mistakes_is_told_with_their_places() -> None:
    done = run(TINY, "-", text="seat,party\nhill,A\nmill,Q\n")
    assert done.returncode == 2
    assert "<stdin>:3:6: error: unknown party 'Q'" in done.stderr


def test_csv_has_one_row_a_rule_and_an_axiom() -> None:
    done = run(TINY, "--format", "csv")
    header, *rows = done.stdout.splitlines()
    assert header == "what,name,entitlement,values,verdict,shortfall,unit,witness,mend,over"
    assert [row.split(",")[1] for row in rows[:3]] == ["a-2019", "b-min", "north"]
