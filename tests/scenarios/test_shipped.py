"""Do the shipped scenarios hold the facts and give the answers that their README tells?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from solver import Scenario, load, solve
from solver.answers import Answer

FOLDER = Path(__file__).parents[2] / "scenarios"
MINIMUMS = ("inc-minimum", "sp-minimum", "rld-minimum", "bsp-minimum", "inc-wants-bsp", "sp-refuses-bsp")
CLAIMS = ("inc-2009", "inc-second-2009", "sp-2009", "sp-2019", "bsp-2019")
STRENGTH = ("sp-mlas", "sp-mps")


@cache
def flagship() -> Scenario:
    return load(FOLDER / "uttar-pradesh-2024.yaml")


@cache
def answered(bsp: str = "out") -> Answer:
    return solve(flagship(), {"bsp": bsp})


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_scenario_is_solved_to_a_proved_optimum(path: Path) -> None:
    assert solve(load(path), time_limit=45).status == "optimal"


@pytest.mark.parametrize(
    ("election", "winners"),
    [
        ("2009", {"SP": 23, "INC": 21, "BSP": 20, "BJP": 10, "RLD": 5, "IND": 1}),
        ("2014", {"BJP": 71, "SP": 5, "INC": 2, "AD": 2}),
        ("2019", {"BJP": 62, "BSP": 10, "SP": 5, "ADS": 2, "INC": 1}),
    ],
)
def test_the_winners_of_each_general_election_add_up_to_the_known_totals(
    election: str, winners: dict[str, int]
) -> None:
    counted: dict[str, int] = {}
    for found in flagship().facts.standings[election].values():
        assert found.winner is not None
        counted[found.winner] = counted.get(found.winner, 0) + 1
    assert counted == winners


def test_the_members_elected_to_the_assembly_add_up_to_the_known_totals() -> None:
    counted: dict[str, int] = {}
    for row in flagship().facts.legislators:
        counted[row.party] = counted.get(row.party, 0) + row.count
    known = {"BJP": 255, "SP": 111, "ADS": 12, "RLD": 8, "NISHAD": 6, "SBSP": 6, "INC": 2, "JSDL": 2, "BSP": 1}
    assert counted == known


@pytest.mark.parametrize(
    ("rule", "seats"), [("inc-2009", 22), ("inc-second-2009", 7), ("sp-2009", 23), ("sp-2019", 5), ("bsp-2019", 10)]
)
def test_a_claim_of_the_report_selects_the_seats_that_the_returns_show(rule: str, seats: int) -> None:
    (found,) = (one for one in flagship().rules if one.id == rule)
    claimed = found.claimed(flagship().facts)
    assert claimed is not None
    assert len(claimed[1]) == seats


def test_the_22nd_seat_of_congress_is_firozabad_by_the_by_election() -> None:
    (rule,) = (one for one in flagship().rules if one.id == "inc-2009")
    claimed = rule.claimed(flagship().facts)
    assert claimed is not None
    assert "firozabad" in claimed[1]
    assert flagship().facts.standings["2009"]["firozabad"].winner == "SP"


def test_the_reports_around_12_second_places_raise_the_only_notice_about_a_number() -> None:
    told = [notice for notice in answered().notices if "claimant states" in notice]
    assert len(told) == 1
    assert told[0].startswith("inc-second-2009: the claimant states 12 ")
    assert told[0].endswith("show 7")


def test_the_dispute_about_bsp_is_a_conflict_where_it_is_open() -> None:
    assert ("inc-wants-bsp", "sp-refuses-bsp") in [one.rules for one in answered("open").conflicts]


def test_every_demand_says_who_asks_for_it_and_on_what_basis() -> None:
    assert [rule.id for rule in flagship().rules if rule.asked_by is None or rule.basis is None] == []


def test_what_bsp_brings_to_the_table_comes_out_of_sps_seats() -> None:
    out, within = answered("out").split, answered("in").split
    assert out is not None
    assert within is not None
    assert {(before, after) for _, before, after in out.moved(within)} == {("SP", "BSP")}
    assert len(out.moved(within)) == 8


@pytest.mark.parametrize(
    ("order", "bsp", "seats"),
    [
        ((MINIMUMS, CLAIMS, STRENGTH), "out", {"INC": 20, "SP": 57, "RLD": 3}),
        ((MINIMUMS, CLAIMS, STRENGTH), "in", {"INC": 20, "SP": 49, "RLD": 3, "BSP": 8}),
        ((MINIMUMS, STRENGTH, CLAIMS), "out", {"INC": 12, "SP": 63, "RLD": 5}),
        ((MINIMUMS, STRENGTH, CLAIMS), "in", {"INC": 12, "SP": 63, "RLD": 4, "BSP": 1}),
        ((CLAIMS, MINIMUMS, STRENGTH), "out", {"INC": 26, "SP": 51, "RLD": 3}),
        ((CLAIMS, STRENGTH, MINIMUMS), "in", {"INC": 25, "SP": 44, "RLD": 3, "BSP": 8}),
        ((STRENGTH, MINIMUMS, CLAIMS), "out", {"INC": 12, "SP": 63, "RLD": 5}),
        ((STRENGTH, CLAIMS, MINIMUMS), "in", {"INC": 12, "SP": 63, "RLD": 4, "BSP": 1}),
    ],
)
def test_another_order_of_priorities_gives_the_totals_that_the_readme_tells(
    order: tuple[tuple[str, ...], ...], bsp: str, seats: dict[str, int]
) -> None:
    settings = {f"{rule}.priority": str(rank) for rank, group in enumerate(order, 1) for rule in group}
    assert solve(flagship(), {"bsp": bsp, **settings}).seats == seats


def test_the_india_scenario_says_that_it_is_hypothetical() -> None:
    scenario = load(FOLDER / "india-2024.yaml")
    assert "hypothetical" in scenario.title.lower()
    assert len(scenario.facts.seats) == 543
    assert len(scenario.facts.contesting) >= 20
