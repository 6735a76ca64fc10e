"""Does `seatpact impossible` print, write and end as it says?"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from solver import load
from tests.commands import Run

SMALL = ("impossible", "--max-seats", "2", "--max-parties", "2", "--max-locked", "2", "--max-weight", "3")


def test_the_table_is_a_triangle_of_80_columns_with_what_was_looked_at(run: Run) -> None:
    said = run("impossible", "--max-seats", "2", "--max-parties", "2", "--max-weight", "2", "--max-locked", "1")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "    1 12  WEF" in lines
    assert "  2 parties: entitlements from 1 to 2 without a common factor (2)." in lines
    assert "in all sizes up to 2 seats, 2 parties, 1 locked." in " ".join(said.out.split())
    assert "    A has at least 2 seats by WEF, but at most 1 by balanced" in lines


def test_json_holds_frontier_limits_and_scenarios_and_csv_a_row_a_size(run: Run, tmp_path: Path) -> None:
    asked = (*SMALL, "--axiom", "WEF1", "--axiom", "WEF", "--out", str(tmp_path / "new"))
    answer = json.loads(run(*asked, "--format", "json").out)
    assert (answer["schema"], answer["axioms"], answer["complete"]) == ("seatpact/impossible@1", ["WEF", "WEF1"], True)
    assert answer["weights"] == {"2": [[1, 1], [2, 1], [3, 1], [3, 2]]}
    assert answer["implied"] == [["WEF", "WEF1"]]
    frontier = {tuple(one["axioms"]): [tuple(size.values())[:3] for size in one["sizes"]] for one in answer["frontier"]}
    assert frontier == {("WEF",): [(1, 2, 0)], ("WEF", "WEF1"): [], ("WEF1",): [(2, 2, 2)]}
    files = {path.stem: path for path in (tmp_path / "new").glob("*.yaml")}
    assert files.keys() == {one["name"] for one in answer["shown"]}
    assert [rule.id for rule in load(files["2-seats-2-parties-2-locked-1"]).rules] == ["s1-locked", "s2-locked", "wef1"]
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out)))
    assert [(row["axiom"], row["seats"], row["locked"]) for row in rows] == [("WEF", "1", "0"), ("WEF1", "2", "2")]


def test_a_time_limit_that_comes_first_is_told(run: Run) -> None:
    said = run(*SMALL, "--time-limit", "0")
    assert said.code == 4
    assert "NOT ALL" in said.out
    assert said.err == "seatpact: the time limit came before any answer was found; try a longer --time-limit\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--axiom", "WEF2"), "no axiom 'WEF2'"),
        (("--max-seats", "9"), "9 is not in the range 1<=x<=8"),
        (("--time-limit", "nan"), "expected a number of seconds"),
    ],
)
def test_bad_usage_is_told_and_ends_with_2(run: Run, arguments: tuple[str, ...], told: str) -> None:
    said = run("impossible", *arguments)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
