"""Is it told where nobody won a seat, and only where all its rows are known?"""

import pytest

from solver import ScenarioError, loads

BASE = """\
parties: [{id: A}, {id: B}, {id: C}]
seats: [{id: s1}, {id: s2}]
elections: [{id: E}]
results:
"""


def told(*rows: str) -> list[tuple[int, str]]:
    """Line (the first row's is 1) and message of each mistake in these rows."""
    try:
        loads(BASE + "".join(f"  - {{{row}}}\n" for row in rows))
    except ScenarioError as error:
        return [(fault.place.line - 4, fault.message) for fault in error.faults]
    return []


def test_nobody_wins_by_votes_past_a_row_with_more_votes_and_a_lower_place() -> None:
    row = "election: E, seat: s2, party: "
    why = "nobody won s2 at E: A has more votes than B, but 'position: 2'"
    assert told(f"{row}A, votes: 100, position: 2", f"{row}B, votes: 50") == [(1, why)]
    assert told(f"{row}B, votes: 50", f"{row}A, votes: 100, position: 2") == [(2, why)]
    assert told(f"{row}A, votes: 100, position: 2", f"{row}B, votes: 50, position: 1") == []


@pytest.mark.parametrize("second", ["votes: 50, position: 2", "position: 2", "votes: 60, position: 2"])
def test_a_row_with_a_lower_place_and_no_more_votes_contradicts_nobody(second: str) -> None:
    row = "election: E, seat: s2, party: "
    scenario = loads(f"{BASE}  - {{{row}A, {second}}}\n  - {{{row}B, votes: 60}}\n")
    assert scenario.facts.standings["E"]["s2"][:2] == ("B", "A")


def test_votes_make_nobody_second_past_a_row_with_more_votes_in_third_place() -> None:
    row = "election: E, seat: s2, party: "
    rows = [f"{row}A, position: 1", f"{row}B, votes: 100, position: 3", f"{row}C, votes: 50"]
    scenario = loads(BASE + "".join(f"  - {{{one}}}\n" for one in rows))
    assert scenario.facts.standings["E"]["s2"][:2] == ("A", None)


TIE = ("election: E, seat: s2, party: A, votes: 5", "election: E, seat: s2, party: B, votes: 5")
TOLD = (2, "A and B share first place in s2 at E")


@pytest.mark.parametrize(
    "stray",
    [
        "election: F, seat: s2, party: A, votes: 9",
        "election: F, seat: s2, party: C, votes: 4",
        "election: F, seat: s2, party: C, position: 2",
        "election: E, seat: s11, party: C, votes: 9",
    ],
)
def test_a_stray_row_hides_no_tie_that_it_cannot_settle(stray: str) -> None:
    assert [line for line, _ in told(*TIE, stray)] == [2, 3]
    assert TOLD in told(*TIE, stray)


@pytest.mark.parametrize(
    "stray",
    [
        "election: E, seat: s22, party: C, votes: 9",
        "election: E, seat: nowhere, party: C, position: 1",
        "election: F, seat: s2, party: C, votes: 9",
        "election: F, seat: s2, party: C, votes: x",
    ],
)
def test_a_stray_row_that_may_name_the_winner_leaves_the_tie_untold(stray: str) -> None:
    assert {line for line, _ in told(*TIE, stray)} == {3}
