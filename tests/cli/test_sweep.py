"""What does `seatpact sweep` print, to whom, and with which exit code?"""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from solver.questions.sweep import Pace, Sweep, handing, sweep
from solver.questions.sweep import run as running
from solver.report import sweeps
from solver.report.sweeps import pace_line
from tests.commands import Run
from tests.questions.sweep.grids import BY_HAND, by_hand

TINY = "scenarios/tiny.yaml"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "by-hand.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    return str(path)


def test_the_table_tells_a_line_a_what_if_and_how_they_were_answered(run: Run, file: str) -> None:
    said = run("sweep", file)
    assert said.code == 0
    lines = said.out.splitlines()
    assert "b    .seats  A  B     1     2  moved  what clashes" in lines
    assert "in   4       4  0     1     0      1  a-min + b-min" in lines
    assert lines[-1] == "10 of 10 what-ifs: 3 solved, 7 read off others."


def test_json_is_the_answer_of_the_python_function(run: Run, file: str) -> None:
    told = json.loads(run("sweep", file, "--format", "json").out)
    assert told == json.loads(json.dumps(sweep(by_hand()).to_dict()))


def test_ndjson_is_a_line_a_row_and_one_for_all_the_rest(run: Run, file: str) -> None:
    *rows, rest = [json.loads(line) for line in run("sweep", file, "--format", "ndjson").out.splitlines()]
    whole = json.loads(run("sweep", file, "--format", "json").out)
    assert rows == whole.pop("rows")
    assert rest == whole


def test_what_is_asked_for_on_the_command_line_is_varied_instead_of_what_the_file_says(run: Run, file: str) -> None:
    said = run("sweep", file, "--vary", "-a-2019", "--vary", "b-min.weight=1,2", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert [(row["a-2019"], row["b-min.weight"]) for row in rows] == [
        ("with", "1"), ("with", "2"), ("without", "1"), ("without", "2"),
    ]  # fmt: skip
    assert [row["short.a-2019"] for row in rows] == ["0", "0", "", ""]


@pytest.mark.parametrize(
    ("where", "at"),
    [
        ("A>=4 and b=in", ["in 4"]),
        ("clash=yes", ["in 4"]),
        ("conflict=b-min or a-min.seats<1", ["in 0", "in 4", "out 0"]),
        ("moved>=1 and a-min.seats!=4 and status=optimal", ["out 0", "out 1", "out 2", "out 3"]),
        ("short.b-min>=1", ["in 4"]),
        ("cost.1>0", ["in 4"]),
        ("B=1 and a-min.seats>2", ["in 3"]),
    ],
)
def test_where_tells_only_the_rows_that_it_says(run: Run, file: str, where: str, at: list[str]) -> None:
    rows = csv.reader(io.StringIO(run("sweep", file, "--where", where, "--format", "csv").out))
    assert [" ".join(row[:2]) for row in rows][1:] == at


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--vary", "nobody=1..3"], "no switch or rule 'nobody'"),
        (["--vary", "a-min.seats"], "a-min.seats: which values?"),
        (["--vary", "a-min.seats=3..x"], "expected a whole number"),
        (["--vary", "b=in,in"], "b: in stands twice"),
        (["--vary", "b", "--vary", "b"], "varies the same"),
        (["--where", "C>1"], "no 'C' here"),
        (["--where", "A>"], "expected a comparison"),
        (["--where", "b>in"], "compares with a word"),
        (["--jobs", "0"], "0 is not in the range"),
        (["--store", "scenarios/tiny.yaml"], "not a database"),
    ],
)
def test_what_cannot_be_swept_is_said_in_a_line(run: Run, file: str, arguments: list[str], message: str) -> None:
    said = run("sweep", file, *arguments)
    assert (said.code, said.out) == (2, "")
    assert message.replace("varies", "names") in said.err or message in said.err


def test_a_file_that_sweeps_nothing_needs_to_be_told_what(run: Run) -> None:
    said = run("sweep", TINY)
    assert (said.code, said.out) == (2, "")
    assert "nothing to vary" in said.err


def test_ctrl_c_keeps_what_was_told_in_due_form_and_what_is_stored(
    run: Run, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "AT_MOST", 3)
    real = Sweep._counted

    def interrupted(self: Sweep, one: Any) -> Any:
        for number, row in enumerate(real(self, one)):
            if number == 3:
                raise KeyboardInterrupt
            yield row

    with monkeypatch.context() as patch:
        patch.setattr(Sweep, "_counted", interrupted)
        said = run("sweep", file, "--format", "json", "--store", str(tmp_path / "s.db"))
    told = json.loads(said.out)
    assert said.code == 130
    assert (len(told["rows"]), told["interrupted"], told["complete"]) == (3, True, False)
    assert (
        json.loads(run("sweep", file, "--format", "json", "--store", str(tmp_path / "s.db")).out)["counts"]["stored"]
        == 6
    )


def test_an_export_is_what_the_sweep_printed_as_csv(run: Run, file: str, tmp_path: Path) -> None:
    store, target = str(tmp_path / "s.db"), tmp_path / "out.csv"
    printed = run("sweep", file, "--store", store, "--format", "csv")
    assert run("sweep", "export", store).out == printed.out
    assert run("sweep", "export", store, "--output", str(target)).out == ""
    assert target.read_text(encoding="utf-8") == printed.out
    run("sweep", file, "--store", store, "--vary", "b")
    assert "holds 1 others" in run("sweep", "export", store).err
    assert run("sweep", "export", store, "--sweep", "1").out == printed.out
    assert run("sweep", "export", store, "--sweep", "9").code == 2
    assert run("sweep", "export", str(tmp_path / "none.db")).code == 2


def test_parquet_holds_the_same_columns_with_numbers_as_numbers(run: Run, file: str, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    store, target = str(tmp_path / "s.db"), str(tmp_path / "out.parquet")
    printed = run("sweep", file, "--store", store, "--format", "csv").out
    assert run("sweep", "export", store, "--format", "parquet", "--output", target).code == 0
    rows = pq.read_table(target).to_pylist()
    expected = list(csv.DictReader(io.StringIO(printed)))
    assert [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows] == expected
    assert rows[0]["seats.A"] == 3


def test_parquet_needs_a_file_and_pyarrow(run: Run, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = str(tmp_path / "s.db")
    run("sweep", file, "--store", store)
    assert "needs --output" in run("sweep", "export", store, "--format", "parquet").err
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    said = run("sweep", "export", store, "--format", "parquet", "--output", str(tmp_path / "x.parquet"))
    assert (said.code, "seatpact[parquet]" in said.err) == (2, True)


def test_help_speaks_of_seatpact_sweep(run: Run) -> None:
    assert "Usage: seatpact sweep [OPTIONS] FILE" in run("sweep", "--help").out
    assert "Usage: seatpact sweep export [OPTIONS] STORE" in run("sweep", "export", "--help").out


def test_an_address_that_is_none_ends_in_a_line_and_nothing_after_it(run: Run) -> None:
    said = run("sweep", TINY, "--vary", "beta", "--cluster", "127.0.0.1:1x")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("seatpact: no cluster at 127.0.0.1:1x: ")
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("pace", "told"),
    [
        (Pace(0, 625, 9.0), "0 of 625 what-ifs"),
        (
            Pace(1, 625, 2.0, 7, known=9),
            "1 of 625 what-ifs, the best splits of 9 more, 7 solved, 5.0 a second, 2 min 03 s left",
        ),
        (Pace(325, 625, 3.0, stored=25), "325 of 625 what-ifs, 100 a second, 3 s left"),
        (Pace(0, 625, 3.0, waiting="nobody is there"), "0 of 625 what-ifs, nobody is there"),
    ],
)
def test_how_far_it_is_tells_a_rate_of_what_was_worked_on_and_none_before_there_is_one(pace: Pace, told: str) -> None:
    assert pace_line(pace) == told


def test_while_it_works_on_a_sheet_it_says_how_many_best_splits_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SECONDS", 0.0)
    seen: list[Pace] = []
    sweep(by_hand(), {"a-min.seats": "0..4", "b-min.seats": "1..4"}, watch=seen.append)
    assert any(pace.known for pace in seen)
    assert all(pace.done + pace.known <= pace.asked for pace in seen)
    assert (seen[-1].done, seen[-1].known) == (20, 0)


def test_a_long_table_ends_with_how_many_rows_are_not_shown(
    run: Run, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "MOST_SHOWN", 3)
    lines = run("sweep", file).out.splitlines()
    assert len([line for line in lines if line.startswith(("in ", "out "))]) == 3
    assert lines[-1] == "... and 7 more rows; --format csv has all."


def test_no_line_of_a_table_is_wider_than_80_columns_where_what_clashes_is_long(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_text(
        BY_HAND.replace("a-min", "a-minimum-with-a-long-name").replace("b-min", "b-minimum-with-a-long-one")
    )
    said = run("sweep", path)
    assert max(map(len, said.out.splitlines())) <= 80
    assert "a-minimum-with-a-long-name + b-minimum-with-a-long-one" in " ".join(said.out.split())


@pytest.mark.parametrize(
    ("vary", "code", "message"),
    [
        (["b-min.must=true", "b-min.seats=5,6"], 3, "in every what-if, the red lines cannot all be kept"),
        (["b-min.must=true", "b-min.seats=1,5"], 0, ""),
    ],
)
def test_the_exit_code_tells_whether_any_what_if_has_a_split(
    run: Run, file: str, vary: list[str], code: int, message: str
) -> None:
    said = run("sweep", file, *(part for axis in vary for part in ("--vary", axis)))
    assert said.code == code
    assert message in said.err


def test_a_rule_alone_is_no_filter_and_what_is_meant_is_asked(run: Run, file: str) -> None:
    said = run("sweep", file, "--where", "a-min>=1")
    assert (said.code, said.out) == (2, "")
    assert "write short.a-min for its shortfall, or a-min.seats" in said.err


def test_a_store_that_cannot_be_is_bad_usage(run: Run, file: str, tmp_path: Path) -> None:
    said = run("sweep", file, "--store", tmp_path / "nowhere" / "s.db")
    assert (said.code, said.out) == (2, "")
    assert "unable to open" in said.err


def test_values_of_an_axis_are_data_of_their_kind(run: Run, file: str, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    store, target = str(tmp_path / "s.db"), str(tmp_path / "out.parquet")
    axes = ("a-min.seats=0,1", "b", "-a-2019", "b-min.must=true,false")
    vary = [part for axis in axes for part in ("--vary", axis)]
    told = json.loads(run("sweep", file, *vary, "--format", "json", "--store", store).out)
    expected = {"a-min.seats": 0, "b": "in", "a-2019": "with", "b-min.must": True}
    assert told["rows"][0]["at"] == expected
    assert [axis["values"] for axis in told["axes"]] == [[0, 1], ["in", "out"], ["with", "without"], [True, False]]
    run("sweep", "export", store, "--format", "parquet", "--output", target)
    (row,) = pq.read_table(target).slice(0, 1).to_pylist()
    assert {name: row[name] for name in expected} == expected
    assert run("sweep", "export", store).out.splitlines()[1].startswith("0,in,with,true,")
