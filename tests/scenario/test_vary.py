"""Which values does an axis have, and what is said of one that cannot be?"""

from typing import Any

import pytest

from solver import ScenarioError, SettingError, loads
from solver.scenario.vary import lattice, varied
from solver.scenario.vary.values import values_of
from tests.questions.sweep.grids import BY_HAND, by_hand


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ("1,2,5", "1 2 5"),
        ("10..13", "10 11 12 13"),
        ("40..70:15", "40 55 70"),
        ("40..60:15", "40 55"),
        ("3..1", "3 2 1"),
        ("0.3..0.5", "0.3 0.4 0.5"),
        ("0..1:0.25", "0.00 0.25 0.50 0.75 1.00"),
        ("1..3,7", "1 2 3 7"),
        (["1..2", "9"], "1 2 9"),
        (["in"], "in"),
        ("-2..0", "-2 -1 0"),
        ("[a, b],{c: 1, d: 2}", "[a, b]|{c: 1, d: 2}"),
    ],
)
def test_values_are_spread(given: Any, values: str) -> None:
    assert values_of(given) == tuple(values.split("|") if "|" in values else values.split(" "))


@pytest.mark.parametrize(
    ("given", "message"),
    [("", "missing"), ("1,,2", "missing"), ("1,1", "1 stands twice"), ("1..2,2", "2 stands twice"),
     ("0..100000", "more than 10,000"), ("1..2:0", "more than 0"), ([], "expected values"), ({}, "a mapping"),
     ([True], "found True")],
)  # fmt: skip
def test_values_that_cannot_be_are_refused(given: Any, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        values_of(given)


def test_axes_that_vary_the_same_are_refused_and_so_is_a_grid_of_none() -> None:
    scenario = by_hand()
    with pytest.raises(SettingError, match="varied twice"):
        lattice([varied(scenario, "b"), varied(scenario, "b", "in")])
    with pytest.raises(SettingError, match="nothing to vary"):
        lattice([])


def test_the_first_axis_is_the_slowest() -> None:
    grid = lattice(by_hand().sweep)
    assert [grid.at(number) for number in (0, 4, 5)] == [("in", "0"), ("in", "4"), ("out", "0")]


def test_what_is_wrong_in_the_section_is_told_at_its_place() -> None:
    text = BY_HAND.replace("sweep: {b: , a-min.seats: 0..4}", "sweep:\n  b: [in, aut]\n  c-min.seats: 1\n  -x:\n")
    with pytest.raises(ScenarioError) as caught:
        loads(text)
    told = [(fault.place.line, fault.place.column, fault.message) for fault in caught.value.faults]
    assert [line for line, _, _ in told] == [16, 17, 18]
    assert "has no option 'aut'" in told[0][2]
    assert "no switch or rule 'c-min.seats'" in told[1][2]
    assert "no rule 'x'" in told[2][2]


@pytest.mark.parametrize("section", ["[]", "{}", "b"])
def test_a_section_that_is_no_mapping_is_refused(section: str) -> None:
    with pytest.raises(ScenarioError, match="expected what is varied"):
        loads(BY_HAND.replace("{b: , a-min.seats: 0..4}", section))


def test_a_party_is_put_in_or_out_whatever_the_switches_say() -> None:
    scenario = by_hand()
    assert scenario.what_if({"b": "out", "party.B": "in"}).facts.contesting == ("A", "B")
    assert scenario.what_if({"party.B": "out"}).facts.contesting == ("A",)
    with pytest.raises(SettingError, match="expected in or out"):
        scenario.what_if({"party.B": "maybe"})


def test_a_switch_and_a_rule_of_one_name_are_two_axes() -> None:
    scenario = loads(BY_HAND.replace("switches: {b:", "switches: {b-min: {x: {}, y: {}}, b:"))
    both = lattice([varied(scenario, "b-min"), varied(scenario, "-b-min")])
    assert [axis.axis.name for axis in both.axes] == ["b-min", "-b-min"]
    assert both.axes[1].vary.change("without").drop == ("b-min",)
