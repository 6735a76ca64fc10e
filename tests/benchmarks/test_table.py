"""Does the table of the benchmarks say what was missed, by how much and why, and whether it is whole?"""

from __future__ import annotations

from benchmarks.sections import bands
from benchmarks.table import Section, aim, page


def test_a_target_that_is_met_stands_alone() -> None:
    assert aim("0.25x", met=True, reached="0.20x", why="imports") == "0.25x"


def test_a_target_that_is_missed_says_by_how_much_and_why() -> None:
    assert aim("0.25x", met=False, reached="0.59x", why="imports") == "0.25x: missed, 0.59x; imports"


def test_a_page_is_marked_as_long_as_rows_are_to_come() -> None:
    rows = (("what", "1 ms", "", ""),)
    mark = "**Unfinished**"
    assert mark in page([Section("One", rows, "", finished=False)], "command")
    assert mark not in page([Section("One", rows, "")], "command")


def test_the_contestants_agree_on_bands_that_are_small_enough() -> None:
    case = bands.bands(8, 2, 0.4)
    for best in (False, True):
        told = {who: ask(case, best) for who, ask in bands.CONTESTANTS.items()}
        assert all(one.proved for one in told.values())
        assert len({one.found if best else one.found is None for one in told.values()}) == 1
        for one in told.values():
            assert one.found is not None


def test_bands_that_no_split_meets_are_proved_so_by_all() -> None:
    case = bands.Bands(((5, 5), (5, 5), (5, 5)), (7, 7), (8, 8))
    assert [(one.found, one.proved) for one in (ask(case, False) for ask in bands.CONTESTANTS.values())] == [
        (None, True)
    ] * 3
