"""Can what is drawn be read without colour, in 80 columns, by ear, without a network, and the same every time?"""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from rich.console import Console, RenderableType

from solver.answers.pictured import Frontier, FrontierPoint, Pictures
from solver.answers.swept import Axis
from solver.questions.pictures import pictures
from solver.report.pictures import PlotError, check_plot, plot
from solver.report.pictures.charts import figures
from solver.report.pictures.frontiers import together
from solver.report.pictures.marks import LETTER, broken
from solver.report.pictures.scale import CIVIDIS, every, level, levels, thinned
from solver.report.pictures.terminal import pictures_report
from tests.sweeps import AXES, cost, four_seats, grid

ALL = ("frontier", "heat", "flips")


def drawn(report: RenderableType, *, colour: bool = False) -> str:
    console = Console(width=80, highlight=False, markup=False, emoji=False, force_terminal=colour)
    with console.capture() as capture:
        console.print(report)
    return capture.get()


@pytest.fixture(scope="module")
def small() -> Pictures:
    return pictures(grid(four_seats))


@pytest.fixture(scope="module")
def page(small: Pictures, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("page") / "small.html"
    plot(small, str(file))
    return file.read_text("utf-8")


@pytest.fixture(scope="module")
def svg(small: Pictures, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("svg") / "small.svg"
    plot(small, str(file))
    return file.read_text("utf-8")


def test_the_frontier_is_a_row_a_run_and_a_bar_a_panel(small: Pictures) -> None:
    lines = [line.split() for line in drawn(pictures_report(small, ("frontier",))).splitlines()]
    assert ["b-min.seats", "bsp=out", "bsp=in"] in lines
    assert ["1", "#" * 19, "3", "or", "more", "=" * 12, "2"] in lines
    assert ["3", "#" * 6, "1", "none"] in lines


def test_values_at_which_nothing_changes_share_a_row() -> None:
    told = drawn(pictures_report(pictures(grid(lambda *_: {})), ("frontier",)))
    assert "1 to 3" in told


def test_the_heat_map_tells_costs_in_figures_and_deals_by_a_mark(small: Pictures) -> None:
    told = drawn(pictures_report(small, ("heat",)))
    assert [line.split() for line in told.splitlines()][2:7] == [
        ["bsp=out:", "a-min.seats", "upwards,", "b-min.seats", "across"],
        ["3", "o", "1", "2"],
        ["2", "o", "o", "1"],
        ["1", "o", "o", "o"],
        ["1", "2", "3"],
    ]


def test_the_map_marks_the_seats_that_flip_by_more_than_colour(small: Pictures) -> None:
    told = drawn(pictures_report(small, ("flips",)))
    assert told.count(">B") == 2  # the tile, and what the mark means
    assert re.search(r"Seat 1 +A +B +9 of 9", told)
    assert "1 other seat flips at some of the 9 pairs" in told


def test_without_colour_the_same_is_told(small: Pictures) -> None:
    report = pictures_report(small, ALL)
    assert re.sub(r"\x1b\[[0-9;]*m", "", drawn(report, colour=True)) == drawn(report)


def wide(number: int, asked: int) -> Pictures:
    """A sweep with many values across, and costs of up to four figures."""
    axes = (AXES[0], AXES[1], Axis("b-min.seats", "field", tuple(map(str, range(1, number + 1)))))
    return pictures(grid(lambda _, a, b: {"cost": cost(a * b * asked), "clash": True} if a > 1 else {}, axes))


@pytest.mark.parametrize(("number", "asked"), [(3, 1), (15, 999), (30, 1), (60, 7), (300, 1)])
def test_no_line_is_wider_than_80_columns(number: int, asked: int) -> None:
    lines = drawn(pictures_report(wide(number, asked), ALL)).splitlines()
    assert max(map(len, lines)) <= 80
    ruled = [line for line in lines if line.startswith("   1 ")]
    assert all(line.rstrip() for line in ruled)


def test_where_figures_do_not_fit_costs_are_told_by_level() -> None:
    told = drawn(pictures_report(wide(60, 7), ("heat",)))
    assert "no deal, cost at priority 1 by level (0: 14-" in told.replace("\n ", "")
    assert "9: 1260)" in told
    (dearest,) = [line.split() for line in told.splitlines() if line.startswith("   3 ")][:1]
    assert (dearest[1][0], dearest[1][-1], len(dearest[1])) == ("0", "9", 60)


def test_values_left_out_are_said_to_be() -> None:
    told = " ".join(drawn(pictures_report(wide(300, 1), ("heat",))).split())
    assert "of 300 values of b-min.seats every 5th is drawn" in told


def test_levels_go_from_the_least_cost_to_the_greatest() -> None:
    costs = (3, 4, 12)
    assert [level(one, costs) for one in costs] == [0, 1, len(CIVIDIS) - 1]
    assert levels(costs) == [(0, 3, 3), (1, 4, 4), (9, 12, 12)]
    assert level(7, (7,)) == 0


def test_thinning_keeps_the_first_value_and_no_more_than_asked_for() -> None:
    assert thinned(("1", "2", "3", "4", "5"), 2) == ("1", "4")
    assert every(("1", "2", "3", "4"), ("1", "3"), "x") == ["of 4 values of x every 2nd is drawn"]
    assert every(("1",), ("1",), "x") == []


class Outside(HTMLParser):
    """What a page would load from elsewhere, and the scripts it has."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        loads = [(name, value) for name, value in attrs if name in ("src", "href", "xlink:href", "srcset", "data")]
        self.found += [(tag, value) for _, value in loads if not (value or "").startswith("#")]
        if tag in ("script", "link", "iframe", "object", "embed", "img"):
            self.found.append((tag, None))


def test_the_page_needs_nothing_from_elsewhere(page: str) -> None:
    outside = Outside()
    outside.feed(page)
    assert outside.found == []
    assert not re.search(r"@import|url\((?!#)", page)


def test_the_page_is_dark_where_the_screen_is_and_has_a_print_style(page: str) -> None:
    assert "@media (prefers-color-scheme: dark)" in page
    assert "@media print" in page
    assert "currentColor" in page


def test_each_chart_of_the_page_has_a_title_and_a_text_for_those_who_cannot_see_it(page: str) -> None:
    names = re.findall(r'<svg role="img" aria-labelledby="(\S+)-title \1-desc"', page)
    assert names == ["frontier", "heat", "flips-1"]
    for name in names:
        assert f'<title id="{name}-title">' in page
        assert f'<desc id="{name}-desc">' in page


def test_no_two_things_of_the_page_share_an_id(page: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def test_the_page_tells_the_same_in_tables(page: str) -> None:
    text = re.sub(r"<[^>]+>", " ", page[page.index("The same in figures") :])
    words = " ".join(text.split())
    assert "b-min.seats bsp=out bsp=in 1 3 or more 2 2 2 1 3 1 none" in words
    assert "3 deal 1 2 2 deal deal 1 1 deal deal deal" in words
    assert "Seat 1 A B 9 of 9 Seat 2 3 of 9" in words


def test_what_is_named_in_the_file_cannot_break_the_page(tmp_path: Path) -> None:
    axes = (Axis("<script>", "switch", ("a&b", "\"'")), *AXES[1:])
    plot(pictures(grid(four_seats, axes)), str(tmp_path / "odd.html"))
    plot(pictures(grid(four_seats, axes)), str(tmp_path / "odd.svg"))
    assert "<script" not in (tmp_path / "odd.html").read_text("utf-8")
    ElementTree.fromstring((tmp_path / "odd.svg").read_text("utf-8"))


def texts(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_every_mark_of_the_svg_has_its_label(svg: str) -> None:
    """Two lines of three and two points, 18 what-ifs, four seats."""
    told = texts(svg)
    for label in ("bsp=out", "bsp=in", "3+", "none", "a-min.seats", "b-min.seats", "A→B", "a deal"):
        assert label in told
    assert told.count("●") == 9 + 1  # six deals with BSP out, three with it in, and the legend
    assert told.count("A→B") == 1


def test_the_svg_is_dark_where_the_screen_is_and_loads_nothing(svg: str) -> None:
    assert "prefers-color-scheme: dark" in svg
    assert re.findall(r'(?:href|src)="(?!#)[^"]*"', svg) == []


def test_a_file_is_the_same_every_time(small: Pictures, page: str, svg: str, tmp_path: Path) -> None:
    plot(small, str(tmp_path / "again.html"))
    plot(small, str(tmp_path / "again.svg"))
    assert (tmp_path / "again.html").read_text("utf-8") == page
    assert (tmp_path / "again.svg").read_text("utf-8") == svg


def test_a_png_is_one(small: Pictures, tmp_path: Path) -> None:
    plot(small, str(tmp_path / "small.png"))
    assert (tmp_path / "small.png").read_bytes().startswith(b"\x89PNG\r\n")


@pytest.mark.parametrize(
    ("file", "message"),
    [("x.pdf", r"expected a name that ends in .html, .svg or .png"), ("nowhere/x.svg", "there is no folder nowhere")],
)
def test_a_file_that_cannot_be_drawn_to_is_refused(file: str, message: str) -> None:
    with pytest.raises(PlotError, match=message):
        check_plot(file)


def test_what_is_missing_is_said_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> Any:
        return None

    monkeypatch.setattr("solver.report.pictures.find_spec", nothing)
    with pytest.raises(PlotError, match=r"vl-convert-python.* of the extra 'plots': pip install 'seatpact\[plots\]'"):
        check_plot("x.svg")


def test_a_folder_cannot_be_drawn_to(small: Pictures, tmp_path: Path) -> None:
    (tmp_path / "x.svg").mkdir()
    with pytest.raises(PlotError, match=r"x.svg is a folder"):
        plot(small, str(tmp_path / "x.svg"))


def test_a_file_that_cannot_be_written_is_told(
    small: Pictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, *__: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    monkeypatch.setattr("solver.report.pictures.charts.whole_svg", lambda _: "<svg/>")
    with pytest.raises(PlotError, match=r"x.svg: No space left on device"):
        plot(small, str(tmp_path / "x.svg"))


def test_where_nothing_but_a_switch_varies_only_flips_are_drawn(tmp_path: Path) -> None:
    whole = grid(four_seats, (AXES[0], *(Axis(axis.name, axis.kind, ("1",)) for axis in AXES[1:])))
    plot(pictures(whole), str(tmp_path / "flips.svg"))
    assert "A→B" in texts((tmp_path / "flips.svg").read_text("utf-8"))


def charts(drawn: Pictures) -> list[Any]:
    return [one.chart.to_dict() for one in figures(drawn)]


def test_lines_that_run_together_are_one_line_with_both_names() -> None:
    drawn = pictures(grid(lambda *_: {}))
    assert [label for label, _ in together(drawn.frontiers)] == ["bsp=out/in"]
    assert drawn.frontiers[0].points == drawn.frontiers[1].points


def test_names_that_share_no_axis_stand_one_after_the_other() -> None:
    points = (FrontierPoint("1", "2", sure=True, edge=False),)
    lines = together([Frontier(label, points, closed=True) for label in ("a=1, b=1", "a=2, b=2")])
    assert [label for label, _ in lines] == ["a=1, b=1; a=2, b=2"]


def test_between_values_that_were_not_asked_no_line_is_drawn(small: Pictures) -> None:
    apart = (*AXES[:2], replace(AXES[2], values=("1", "3", "5")))
    for drawn, lines in ((small, True), (pictures(grid(four_seats, apart)), False)):
        marks = [layer["mark"]["type"] for layer in charts(drawn)[0]["layer"]]
        assert ("line" in marks) == lines


def test_the_axes_of_a_frontier_have_whole_numbers_only(svg: str) -> None:
    assert not [text for text in texts(svg) if re.fullmatch(r"\d+\.\d+", text)]


def test_under_the_title_stands_how_many_seats_flip_and_where_and_below_the_map_which(svg: str) -> None:
    told = texts(svg)
    assert any("1 of 4 seats flips at a-min.seats=1, b-min.seats=1, as it stands." in one for one in told)
    assert "Seat 1: A→B" in told


def test_after_ctrl_c_what_is_not_known_is_laid_to_it() -> None:
    whole = grid(four_seats)
    rest = replace(whole, rows=whole.rows[:-2], interrupted=True)
    told = " ".join(drawn(pictures_report(pictures(rest), ("frontier",))).split())
    assert "further on, the sweep was interrupted before it was known" in told
    assert "time limit" not in told


@pytest.mark.parametrize(("name", "room"), [("a-very-long-name-of-a-rule.seats", 80.0), ("bsp=out, rld=in", 60.0)])
def test_a_long_name_is_broken_into_lines_that_fit_and_loses_nothing(name: str, room: float) -> None:
    lines = broken(name, room)
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    assert max(map(len, lines)) <= room / LETTER


def test_what_is_asked_for_and_cannot_be_drawn_is_said() -> None:
    rows = grid(lambda *_: {"status": "feasible"}, (AXES[0], *(Axis(a.name, a.kind, ("1",)) for a in AXES[1:])))
    told = " ".join(drawn(pictures_report(pictures(rows), ALL)).split())
    for one in ("frontier: not drawn, as no number varies", "heat: not drawn", "flips: not drawn, as no two what-ifs"):
        assert one in told
