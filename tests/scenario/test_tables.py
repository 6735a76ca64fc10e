"""How is a table read, and where is each mistake in it?"""

from pathlib import Path

import pytest

from solver import Scenario, ScenarioError, load

SCENARIO = """\
parties: [{id: A}, {id: B}]
seats: [{id: s}, {id: t}]
elections: [{id: 2009}]
results: {table: r.csv}
rules: [{id: r, kind: keeps, party: A, where: {won: 2009}}]
"""
HEAD = "election,seat,party,votes\n2009,s,A,5\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "f.yaml").write_text(SCENARIO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(folder: Path, table: str, newline: str = "\n") -> Scenario:
    """The scenario with that table of results."""
    (folder / "r.csv").write_text(table, encoding="utf-8", newline=newline)
    return load("f.yaml")


def faults(folder: Path, table: str, newline: str = "\n") -> list[str]:
    """Place and message of each mistake in a table of results."""
    with pytest.raises(ScenarioError) as caught:
        read(folder, table, newline)
    return [f"{fault.place}: {fault.message}" for fault in caught.value.faults]


# Rows after the head, and what is wrong with them; all in the table r.csv.
ROWS = {
    "too few cells": ("2009,t,A\n", ["3:1: 3 cells, where the header has 4"]),
    "one cell": ("2009\n", ["3:1: 1 cell, where the header has 4"]),
    "too many cells": ("2009,t,A,5,\n", ["3:1: 5 cells, where the header has 4"]),
    "a blank cell that is needed": ("2009,,A,5\n", ["3:1: 'seat' is missing"]),
    "blanks around a cell": (
        "2009, t,A,5\n",
        ["3:6: expected an id (printable, no blanks around it), found ' t'"],
    ),
    "an unknown party": ("2009,t,C,5\n", ["3:8: unknown party 'C'"]),
    "votes below zero": ("2009,t,A,-5\n", ["3:10: expected a number of 0 or more, found '-5'"]),
    "votes with a comma": ('2009,t,A,"5,000"\n', ["3:10: expected a whole number, found '5,000'"]),
    "a row twice": ("2009,s,A,6\n", ["3:1: '2009, s, A' stands twice in results"]),
    "two mistakes in a row": (
        "2010,t,A,x\n",
        ["3:1: unknown election '2010'", "3:10: expected a whole number, found 'x'"],
    ),
    "cells after a comma in quotes": (
        '2009,"t,""u""",A,x\n',
        ["3:6: unknown seat 't,\"u\"'", "3:18: expected a whole number, found 'x'"],
    ),
    "cells after a comma and a quote in quotes": (
        '2009,"t""u,v",A,x\n',
        ["3:6: unknown seat 't\"u,v'", "3:17: expected a whole number, found 'x'"],
    ),
    "cells after a line break in quotes": (
        '2009,"t\nu",A,x\n2009,t,C,1\n',
        [
            "3:6: expected an id (printable, no blanks around it), found 't\nu'",
            "4:6: expected a whole number, found 'x'",
            "5:8: unknown party 'C'",
        ],
    ),
    "a quote in the middle of a cell": (
        '2009,t,A"b,x\n',
        ["3:8: unknown party 'A\"b'", "3:12: expected a whole number, found 'x'"],
    ),
    "a quote left open": (
        '2009,t,"A,5\n2009,t,B,6\n',
        ["3:8: the quote that opens here is never closed"],
    ),
    "text after a quote": ('2009,t,"A"b,5\n', ["3:1: not a CSV table: ',' expected after '\"'"]),
    "an endless cell": (
        f"2009,t,{'A' * 200_000},5\n",
        ["3:1: a cell of more than 131,072 characters; is a quote in it never closed?"],
    ),
    "a control character": ("2009,t,A\x1b,5\n", ["3:9: character U+001B may not stand in a file"]),
    "a line separator": ("2009,t,A\u2028,5\n", ["3:9: character U+2028 may not stand in a file"]),
}


@pytest.mark.parametrize(("rows", "says"), ROWS.values(), ids=ROWS)
def test_a_mistake_in_a_row_is_told_at_its_cell(rows: str, says: list[str], folder: Path) -> None:
    assert faults(folder, HEAD + rows) == [f"r.csv:{one}" for one in says]


HEADERS = {
    "nothing at all": ("", ["r.csv:1:1: the table is empty"]),
    "blank lines only": ("\n\n", ["r.csv:1:1: the table is empty"]),
    "semicolons": (
        HEAD.replace(",", ";"),
        ["r.csv:1:1: unknown column 'election;seat;party;votes'"],
    ),
    "a misspelt column": (HEAD.replace("vote", "vot"), ["r.csv:1:21: unknown column 'vots'"]),
    "a misspelt column that is needed": (
        HEAD.replace("party", "partei"),
        ["r.csv:1:15: unknown column 'partei'"],
    ),
    "a column twice": (
        HEAD.replace("votes", "seat"),
        ["r.csv:1:21: column 'seat' stands twice"],
    ),
    "a column missing": (
        "election,seat,votes\n2009,s,5\n",
        ["r.csv:1:1: column 'party' is missing"],
    ),
    "blanks around a column": (
        HEAD.replace(",seat", ", seat"),
        ["r.csv:1:10: unknown column ' seat'"],
    ),
}


@pytest.mark.parametrize(("table", "says"), HEADERS.values(), ids=HEADERS)
def test_a_wrong_header_is_one_mistake(table: str, says: list[str], folder: Path) -> None:
    assert faults(folder, table) == says


def test_a_hint_says_that_commas_separate_the_cells(folder: Path) -> None:
    for char in ";\t|":
        (folder / "r.csv").write_text(HEAD.replace(",", char), encoding="utf-8")
        with pytest.raises(ScenarioError) as caught:
            load("f.yaml")
        assert caught.value.faults[0].hint == f"separate the cells by commas, not by {char!r}"


def test_only_a_header_is_a_table_of_nothing(folder: Path) -> None:
    assert faults(folder, "election,seat,party,votes\n") == ["f.yaml:5:47: matches no seat (seats A won in 2009)"]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(HEAD, id="as it should be"),
        pytest.param(f"\ufeff{HEAD}", id="byte order mark"),
        pytest.param(f"\n\n{HEAD}\n\n", id="blank lines"),
        pytest.param(f"{HEAD},,,\n", id="a row of blank cells"),
        pytest.param(HEAD.rstrip(), id="no end of the last line"),
        pytest.param('"election","seat","party","votes"\n"2009","s","A","5"\n', id="all in quotes"),
        pytest.param("votes,party,seat,election,position\n5,A,s,2009,\n", id="other order"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_write_is_read(table: str, newline: str, folder: Path) -> None:
    (row,) = read(folder, table, newline).facts.results
    assert (row.election, row.seat, row.party, row.votes) == ("2009", "s", "A", 5)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_alike_whatever_ends_them(newline: str, folder: Path) -> None:
    table = f'\n{HEAD}\n2009,t,"B\n\n",4\n2009,t,C,1\n'
    assert faults(folder, table, newline)[-1] == "r.csv:8:8: unknown party 'C'"


def test_flags_reservations_and_tiles_stand_in_a_table(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("id,contests,colour\nA,true,#1b9e77\nX,false,\n")
    (tmp_path / "s.csv").write_text("id,reserved,tile\ns,SC,0 3\nt,false,\nu,true,\nv,,1 1\n")
    (tmp_path / "f.yaml").write_text("parties: {table: p.csv}\nseats: {table: s.csv}\n")
    facts = load(tmp_path / "f.yaml").facts
    assert facts.contesting == ("A",)
    assert [seat.reserved for seat in facts.seats] == ["SC", None, "reserved", None]
    assert [seat.tile for seat in facts.seats] == [(0, 3), None, None, (1, 1)]


def test_the_cells_of_a_goal_stand_in_a_table(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("seat,party,value\ns,A,-5\ns,B,5\n")
    text = SCENARIO.replace("results: {table: r.csv}\n", "").split("rules")[0]
    (tmp_path / "f.yaml").write_text(f"{text}goals: [{{kind: value, cells: {{table: c.csv}}}}]\n")
    (goal,) = load(tmp_path / "f.yaml").goals
    assert goal.model_dump()["cells"][1] == {"seat": "s", "party": "B", "value": 5}
    (tmp_path / "c.csv").write_text("seat,party,value\ns,A,-5\n\nq,B,5\n")
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path / "f.yaml")
    assert str(caught.value).startswith(f"{tmp_path / 'c.csv'}:4:1: error: unknown seat 'q'")


def test_a_table_that_is_misspelt_is_looked_for(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "results.csv").write_text(HEAD)
    (folder / "f.yaml").write_text(SCENARIO.replace("r.csv", "data/result.csv"))
    with pytest.raises(ScenarioError, match=r"did you mean 'data/results\.csv'"):
        load("f.yaml")
