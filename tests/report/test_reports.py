"""Can a person read the reports: at 80 columns, with and without colour, with names of any script?"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from solver import load, loads, solve
from solver.answers import Answer
from solver.report.compare import compare_report
from solver.report.plain import answer_csv, comparison_csv, moved_seats
from solver.report.style import PALETTE, on
from solver.report.summary import solve_report

SMALL = """
title: {title}
parties: [{{id: A, name: Alpha}}, {{id: B, name: Beta}}]
seats: [{{id: s1, name: {name}, tile: [0, 0]}}, {{id: s2, name: Two, tile: [1, 1]}}]
elections: [{{id: e}}]
results: [{{election: e, seat: s1, party: A, votes: 2}}, {{election: e, seat: s2, party: A, votes: 1}}]
rules:
  - {{id: a-won, kind: keeps, party: A, where: {{won: e}}, basis: fact, asked_by: A}}
  - {{id: b-one, kind: keeps, party: B, where: {{seats: s1}}, basis: claim, asked_by: B}}
  - {{id: red, kind: at_most, party: B, seats: 1, must: true}}
"""


def text(report: RenderableType, width: int = 80) -> str:
    console = Console(width=width, no_color=True, highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        console.print(report)
    return re.sub(r"\x1b\[[0-9;]*m", "", capture.get())


def small(title: str = "Small", name: str = "One", **options: float) -> Answer:
    return solve(loads(SMALL.format(title=title, name=name)), **options)  # type: ignore[arg-type]  # time_limit only


@cache
def flagship() -> Answer:
    return solve(load("scenarios/uttar-pradesh-2024.yaml"))


@pytest.mark.parametrize("width", [80, 60, 120])
def test_no_line_of_the_report_is_wider_than_the_terminal(width: int) -> None:
    assert max(cell_len(line) for line in text(solve_report(flagship()), width).splitlines()) <= width


def test_the_first_page_comes_in_the_order_a_negotiator_asks() -> None:
    page = text(solve_report(flagship()))
    heads = ["80 seats", "Seats in dispute", "What cannot all be met", "Ways out", "Demands", "Not modelled yet", "Map"]
    places = [page.index(f"\n{head}") for head in heads]
    assert places == sorted(places)


def test_every_demand_stands_in_the_report_with_its_basis_and_verdict() -> None:
    page = text(solve_report(small()))
    assert re.search(r"1 +a-won \[A\]: .*fact +short by 1 seat|1 +a-won \[A\]: .*fact +kept", page)
    assert re.search(r"red +red: B contests at most 1 seat +- +kept", page)


def test_a_seat_that_two_parties_claim_is_told_by_name_with_the_claims() -> None:
    page = text(solve_report(small(name="Firozabad")))
    assert re.search(r"Firozabad +A: a-won \(fact\); B: b-one \(claim\) +(A|B)", page)


def test_the_map_has_a_tile_for_every_seat() -> None:
    page = text(solve_report(flagship()))
    tiles = re.findall(r"\b(INC|SP|RLD)\b", page.split("\nMap")[1].split("Seats by region")[0])
    assert len(tiles) == 80


def test_every_seat_is_named_once_in_the_list_by_region() -> None:
    listed = " ".join(text(solve_report(flagship())).split("Seats by region and party")[1].split())
    for seat in flagship().seat_info:
        assert len(re.findall(rf"(?<![\w ]){re.escape(' ' + seat.name)}(?: \(SC\))?(?=,| [A-Z]|$)", listed)) >= 1


def test_square_brackets_in_names_are_not_taken_for_markup() -> None:
    assert "[bold]Odd[/bold] title" in text(solve_report(small(title="'[bold]Odd[/bold] title'")))


def test_names_in_other_scripts_keep_the_columns_straight() -> None:
    lines = text(solve_report(small(name="रायबरेली"))).splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert any("रायबरेली" in line for line in lines)


def test_without_conflicts_the_report_says_that_all_can_be_met() -> None:
    answer = solve(loads("parties: [{id: A}]\nseats: [{id: s}]\nrules: [{id: r, kind: at_least, party: A, seats: 1}]"))
    assert "every demand can be met at once" in text(solve_report(answer))


def test_an_unknown_answer_shows_no_seats_and_no_reassurance() -> None:
    page = text(solve_report(small(time_limit=0)))
    assert "Ran out of time" in page
    assert "every demand can be met" not in page
    assert "Could be" not in page


def _ways_out(**parts: bool | None) -> str:
    answer = replace(flagship(), **parts)  # type: ignore[arg-type]  # flags only
    return " ".join(text(solve_report(answer)).split("Ways out")[1].split("Demands")[0].split())


def test_other_ways_out_are_claimed_only_where_one_was_found() -> None:
    assert "; others cost as little)" in _ways_out(concessions_complete=False, more_concessions=True)
    unsure = _ways_out(concessions_complete=False, more_concessions=None)
    assert "; there may be others that cost as little)" in unsure
    assert "as little" not in _ways_out(concessions_complete=True, more_concessions=False)


def test_what_the_limit_cut_off_is_told_in_its_place() -> None:
    cut = replace(
        flagship(),
        conflicts=(),
        conflicts_complete=False,
        decided_by=None,
        ranges=dict.fromkeys(flagship().ranges),
    )
    page = text(solve_report(cut))
    assert "What cannot all be met\n  Not worked out: the time limit came first." in page
    assert "How free the choice is was not worked out" in page
    assert "time ran out" in page


def test_the_comparison_shows_both_totals_and_the_change() -> None:
    one, other = small(), solve(loads(SMALL.format(title="Small", name="One")), {"b-one.weight": "2"})
    page = text(compare_report(["first", "second"], [one, other]))
    assert re.search(r"A +\d \(\d( to \d)?\) +\d \(\d( to \d)?\) +(0|[+-]\d)", page)


def test_moved_seats_are_those_that_differ() -> None:
    one = solve(loads(SMALL.format(title="Small", name="One")), {"a-won.weight": "2"})
    other = solve(loads(SMALL.format(title="Small", name="One")), {"b-one.weight": "2"})
    assert moved_seats([one, other]) == [("s1", "One", ("A", "B"))]
    assert comparison_csv(["x", "y"], [one, other]) == "seat,name,x,y\ns1,One,A,B\ns2,Two,A,A\n"


def test_csv_without_a_split_is_the_header_alone() -> None:
    assert answer_csv(small(time_limit=0)) == "seat,name,region,reserved,party\n"


@pytest.mark.parametrize("colour", [*PALETTE, "#000000", "#ffffff", "#777777"])
def test_text_on_a_party_colour_has_a_contrast_of_at_least_4_5(colour: str) -> None:
    def luminance(red: int, green: int, blue: int) -> float:
        parts = [
            c / 255 / 12.92 if c / 255 <= 0.03928 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    behind = luminance(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))
    above = 0.0 if on(colour).startswith("#000000") else 1.0
    assert (max(behind, above) + 0.05) / (min(behind, above) + 0.05) >= 4.5


def test_the_dataframe_of_the_split_has_a_row_a_seat() -> None:
    frame = small().to_dataframe()
    assert list(frame.columns) == ["seat", "name", "region", "reserved", "party"]
    assert list(frame["seat"]) == ["s1", "s2"]


def test_a_dataframe_of_no_split_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no split: the scenario is unknown"):
        small(time_limit=0).to_dataframe()
