"""Is what is drawn of a sweep what its rows say: deals, costs, frontiers, and seats that flip?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.answers.pictured import Flip, FrontierPoint, Pictures, Spot
from solver.answers.swept import Axis
from solver.questions.pictures import MOST_PANELS, pictures
from tests.sweeps import AXES, cost, four_seats, grid, row, swept


def reached(drawn: Pictures) -> dict[str, list[str | None]]:
    return {one.label: [point.y for point in one.points] for one in drawn.frontiers}


def test_the_frontier_is_the_most_that_one_can_ask_for_at_each_ask_of_the_other() -> None:
    """Four seats: A can have 3, 2, 1 where B asks for 1, 2, 3; with three seats 2, 1 and not even 1."""
    drawn = pictures(grid(four_seats))
    assert (drawn.y, drawn.x, drawn.met, drawn.what_if) == ("a-min.seats", "b-min.seats", "all demands", "rld=in")
    assert reached(drawn) == {"bsp=out": ["3", "2", "1"], "bsp=in": ["2", "1", None]}
    assert drawn.frontiers[0].points[0] == FrontierPoint("1", "3", sure=True, edge=True)
    assert drawn.frontiers[0].points[1] == FrontierPoint("2", "2", sure=True, edge=False)
    assert drawn.costs == (1, 2, 3)


def test_a_what_if_is_a_deal_or_short_by_its_cost_or_a_clash_or_not_known() -> None:
    def told(bsp: str, a: int, b: int) -> dict[str, Any]:
        kinds: dict[int, dict[str, Any]] = {
            1: {},
            2: {"cost": cost(4), "clash": True},
            3: {"status": "infeasible", "seats": None, "cost": (), "moved": None, "clash": None},
        }
        if (a, b) == (1, 2):
            return {"status": "unknown", "seats": None, "cost": (), "moved": None, "clash": None}
        return {"status": "feasible", "cost": cost(None), "clash": None} if (a, b) == (1, 3) else kinds[a]

    spots = pictures(grid(told)).panels[0].spots
    assert [spots[x, "1"] for x in "123"] == [Spot("deal", 0), Spot("unknown"), Spot("unknown")]
    assert (spots["1", "2"], spots["1", "3"]) == (Spot("short", 4), Spot("clash"))


def test_where_nothing_meets_all_demands_a_deal_meets_those_of_the_first_priorities() -> None:
    """Priority 2 falls short everywhere, priority 1 where more than four seats are asked for."""
    drawn = pictures(grid(lambda _, a, b: {"cost": cost(max(0, a + b - 4), 7), "clash": True}))
    assert drawn.met == "all demands of priority 1"
    assert reached(drawn)["bsp=out"] == ["3", "2", "1"]


def test_where_not_even_the_first_priority_is_met_there_is_no_deal_at_all() -> None:
    drawn = pictures(grid(lambda *_: {"cost": cost(1), "clash": True}))
    assert (drawn.met, reached(drawn)["bsp=in"]) == ("all demands", [None, None, None])


def test_what_is_not_known_beyond_a_deal_makes_the_frontier_unsure() -> None:
    def told(bsp: str, a: int, b: int) -> dict[str, Any]:
        return {"status": "feasible", "cost": cost(None), "clash": None} if a == 3 else {}

    (point, *_), _ = (one.points for one in pictures(grid(told)).frontiers)
    assert point == FrontierPoint("1", "2", sure=False, edge=False)


def test_what_was_not_swept_is_not_known() -> None:
    whole = grid(four_seats)
    drawn = pictures(replace(whole, rows=whole.rows[:-1]))
    assert drawn.panels[1].spots["3", "3"] == Spot("unknown")


def test_for_a_limit_on_a_party_the_least_is_the_most_that_can_be_asked_for() -> None:
    """A holds two seats at least, so a limit of 2 can be kept, and of 1 not."""
    rows = [row((str(a), str(b)), cost=cost(max(0, 2 - a)), clash=a < 2) for a in (1, 2, 3) for b in (1, 2, 3)]
    drawn = pictures(swept(rows, AXES[1:], kinds=("at_most", "at_least")))
    assert drawn.least
    assert reached(drawn) == {"": ["2", "2", "2"]}
    assert drawn.frontiers[0].closed


def test_a_frontier_with_gaps_says_so() -> None:
    drawn = pictures(grid(lambda _, a, __: {"cost": cost(1), "clash": True} if a == 2 else {}))
    assert reached(drawn)["bsp=out"] == ["3", "3", "3"]
    assert not drawn.frontiers[0].closed


def test_numbers_are_drawn_in_order_however_they_were_given() -> None:
    axes = (AXES[0], replace(AXES[1], values=("10", "2", "1")), AXES[2])
    assert pictures(grid(four_seats, axes)).ys == ("1", "2", "10")


def test_seats_that_flip_are_counted_over_all_that_else_varies() -> None:
    """With BSP in, seat 1 goes to B everywhere, seat 2 where B asks for three."""
    (one,) = pictures(grid(four_seats)).flips
    assert (one.axis, one.here, one.there, one.pairs) == ("bsp", "out", "in", 9)
    assert one.at == {"a-min.seats": "1", "b-min.seats": "1"}
    assert one.flips == (Flip("s1", "A", "B", 9),)
    assert one.elsewhere == {"s2": 3}
    assert [split["s1"] for split in one.splits] == ["A", "B"]


def test_what_is_not_proved_flips_nothing() -> None:
    assert pictures(grid(lambda *_: {"status": "feasible"})).flips == ()


def test_a_seat_that_moved_to_the_same_party_on_both_sides_does_not_flip() -> None:
    (one,) = pictures(grid(lambda *_: {"moved": (("s1", "A", "B"),)})).flips
    assert (one.flips, one.elsewhere) == ((), {})


def test_of_too_many_panels_that_of_the_scenario_as_it_stands_is_drawn_and_said_to_be() -> None:
    axes = (Axis("bsp", "switch", tuple(f"o{i}" for i in range(MOST_PANELS + 1))), *AXES[1:])
    drawn = pictures(grid(lambda *_: {}, axes))
    assert [panel.label for panel in drawn.panels] == ["bsp=o0"]
    assert drawn.omitted == ("9 choices of bsp: only bsp=o0 is drawn",)


def test_where_one_number_varies_there_is_one_value_a_panel() -> None:
    rows = [row((bsp, str(a)), cost=cost(max(0, a - 2)), clash=a > 2) for bsp in ("out", "in") for a in (1, 2, 3)]
    drawn = pictures(swept(rows, AXES[:2]))
    assert (drawn.x, drawn.two_axes) == (None, False)
    assert reached(drawn) == {"bsp=out": ["2"], "bsp=in": ["2"]}


def test_a_party_that_is_out_as_it_stands_is_among_those_drawn() -> None:
    drawn = pictures(grid(lambda *_: {"seats": {"A": 3, "X": 1}}))
    assert [party.id for party in drawn.parties] == ["A", "B", "X"]


def test_what_is_drawn_is_there_as_plain_data() -> None:
    data = pictures(grid(four_seats)).to_dict()
    assert data["frontiers"][1]["points"][2] == {"x": "3", "y": None, "sure": True, "edge": False}
    assert data["flips"][0]["seats"] == [{"seat": "s1", "here": "A", "there": "B", "times": 9}]


@settings(max_examples=40)
@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=3, max_size=3))
def test_beyond_a_frontier_there_is_no_deal_and_on_it_there_is(deals: list[list[bool]]) -> None:
    def told(bsp: str, a: int, b: int) -> dict[str, Any]:
        return {} if deals[b - 1][a - 1] else {"cost": cost(1), "clash": True}

    drawn = pictures(grid(told))
    for point, column in zip(drawn.frontiers[0].points, deals, strict=True):
        reach = 0 if point.y is None else int(point.y)
        assert not any(column[reach:])
        assert reach == 0 or column[reach - 1]
    assert drawn.frontiers[0].closed == all(column == sorted(column, reverse=True) for column in deals)


def at_base(*at: str) -> Pictures:
    whole = grid(four_seats)
    return pictures(replace(whole, base=replace(whole.base, at=at)))


def test_flips_are_shown_where_the_scenario_stands() -> None:
    (one,) = at_base("out", "2", "3").flips
    assert (one.at, one.as_it_stands) == ({"a-min.seats": "2", "b-min.seats": "3"}, True)


def test_flips_are_shown_at_the_nearest_what_if_where_the_scenario_stands_elsewhere() -> None:
    (one,) = at_base("out", "9", "2").flips
    assert (one.at, one.as_it_stands) == ({"a-min.seats": "3", "b-min.seats": "2"}, False)


def test_an_interrupted_sweep_is_drawn_as_one() -> None:
    assert pictures(replace(grid(four_seats), interrupted=True)).interrupted
