"""Does `seatpact deal-map` read its bounds, tell the map in every form, and end with the code that scripts rely on?"""

from __future__ import annotations

import json

import pytest

from tests.commands import Run

TINY = "scenarios/tiny.yaml"
A_MAP = ("deal-map", TINY, "--with", "a-2019")


def test_the_report_says_what_is_kept_what_bounds_the_totals_and_why(run: Run) -> None:
    said = run(*A_MAP, "--at", "B=2..")
    assert said.code == 0
    for line in (
        "a-2019: A contests all 2 seats A won in 2019",
        "B: 1 seat at most (so A: 2 at least)",
        "    3 seats - 2 (a-2019) = 1",
        "seats: Hilltown, Porthaven",
        "No. B: asked for 2, can have at most 1 (a-2019).",
    ):
        assert line in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())


def test_the_same_in_csv(run: Run) -> None:
    said = run(*A_MAP, "--format", "csv")
    assert said.out.splitlines() == [
        "parties,at_most,others,at_least,rules,minimal,why",
        "A,3,B,0,,yes,3 seats",
        "B,1,A,2,a-2019,yes,3 seats - 2 (a-2019) = 1",
    ]


def test_json_carries_proofs_unless_they_are_not_wanted(run: Run) -> None:
    with_proofs, without = (json.loads(run(*A_MAP, "--format", "json", *more).out) for more in ((), ("--no-proofs",)))
    assert [set(one) - set(other) for one, other in zip(with_proofs["sums"], without["sums"], strict=True)] == [
        {"proof", "split"}
    ] * 2


def test_what_cannot_all_be_kept_ends_with_3_and_names_the_conflict(run: Run) -> None:
    said = run("deal-map", TINY, "--all-rules")
    assert said.code == 3
    assert "a-2019 (claim) + b-min" in said.out
    assert "seatpact: the demands to be kept cannot all be kept" in said.err


def test_no_time_ends_with_4(run: Run) -> None:
    assert run(*A_MAP, "--time-limit", "0").code == 4


@pytest.mark.parametrize(
    ("text", "told"), [("B=1", "B 1?"), ("B=1..", "B at least 1?"), ("B=..1", "B at most 1?"), ("B=1..2", "B 1 to 2?")]
)
def test_bounds_are_read_as_they_are_written(run: Run, text: str, told: str) -> None:
    assert f"Is a deal possible with {told}" in run(*A_MAP, "--at", text).out


@pytest.mark.parametrize("text", ["B", "B=", "B=..", "B=x", "=3", "B=1-2", "B=-1", "B=1..2..3"])
def test_bounds_that_are_none_are_bad_usage(run: Run, text: str) -> None:
    said = run(*A_MAP, "--at", text)
    assert (said.code, said.out) == (2, "")
    assert "expected PARTY=18" in said.err


def test_one_party_bounded_twice_is_bad_usage(run: Run) -> None:
    assert "B is given twice" in run(*A_MAP, "--at", "B=1", "--at", "B=2").err


def test_a_wish_that_is_not_known_is_bad_usage(run: Run) -> None:
    said = run("deal-map", TINY, "--with", "nort")
    assert said.code == 2
    assert "did you mean 'north'?" in said.err


GRID = ("deal-map", "scenarios/tiny.yaml", "--with", "north", "--grid", "A=0..3:3", "--grid", "B=0..1")


def test_a_grid_is_a_row_a_deal_in_csv_and_a_line_a_run_in_the_report(run: Run) -> None:
    assert run(*GRID, "--format", "csv").out.splitlines()[0] == "A,B,deal"
    assert len(run(*GRID, "--format", "csv").out.splitlines()) == 5
    assert "What B can ask for besides" in run(*GRID).out
    assert json.loads(run(*GRID, "--format", "json").out)["grid"]["at_least"] == {"A": [0, 3], "B": [0, 1]}


@pytest.mark.parametrize("text", ["A", "A=x", "A=1.5"])
def test_a_grid_that_is_none_is_bad_usage(run: Run, text: str) -> None:
    said = run("deal-map", "scenarios/tiny.yaml", "--grid", text)
    assert (said.code, said.out) == (2, "")
    assert "expected PARTY=10..30" in " ".join(said.err.split())
