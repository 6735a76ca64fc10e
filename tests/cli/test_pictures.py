"""Does `seatpact sweep` draw under its table and to files, and refuse what cannot be drawn before it works?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Run

TWO = ("sweep", "scenarios/tiny.yaml", "--vary", "b-min.seats=0..2", "--vary", "north.seats=0..2")


def test_where_two_numbers_vary_frontier_and_heat_map_come_under_the_table(run: Run) -> None:
    said = run(*TWO)
    assert said.code == 0
    assert "The most that b-min.seats can be at each north.seats" in said.out
    assert "Where a deal exists, else the cost at priority 1" in said.out


def test_only_what_is_asked_for_is_drawn(run: Run) -> None:
    assert "Where a deal exists" not in run(*TWO, "--picture", "frontier").out
    assert "The most that" not in run(*TWO, "--picture", "none").out


def test_a_filter_leaves_rows_out_of_the_table_and_not_out_of_the_picture(run: Run) -> None:
    picture = run(*TWO, "--picture", "heat").out.partition("Where a deal exists")[2]
    assert picture
    assert run(*TWO, "--picture", "heat", "--where", "A>=3").out.partition("Where a deal exists")[2] == picture


def test_a_plot_goes_to_its_file_whatever_the_format(run: Run, tmp_path: Path) -> None:
    said = run(*TWO, "--format", "csv", "--plot", tmp_path / "x.svg")
    assert said.code == 0
    assert (tmp_path / "x.svg").read_text("utf-8").startswith("<svg ")
    assert f"seatpact: drawn to {tmp_path / 'x.svg'}" in said.err
    assert "The most that" not in said.out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--plot", "x.pdf"), "expected a name that ends in"),
        (("--picture", "heat", "--format", "csv"), "use --plot FILE"),
    ],
)
def test_what_cannot_be_drawn_is_bad_usage_before_any_work(run: Run, options: tuple[str, ...], message: str) -> None:
    said = run(*TWO, *options)
    assert (said.code, said.out) == (2, "")
    assert message in " ".join(said.err.split())
