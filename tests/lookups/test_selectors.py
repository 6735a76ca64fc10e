"""Which seats does a selector mean? Laws; the cases worked by hand are those of the rules."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.facts import Facts, Result, Seat, standing
from solver.lookups.selectors import Selector
from tests.strategies import Form, facts, facts_of, selector_forms


def _winner(known: Facts, election: str, seat: str) -> str | None:
    """Who won, from the rows alone."""
    rows = [row for row in known.results if (row.election, row.seat) == (election, seat)]
    placed = [row.party for row in rows if row.position == 1]
    if placed or not rows:
        return placed[0] if placed else None
    return max(rows, key=lambda row: row.votes or 0).party


def _second(known: Facts, election: str, seat: str) -> str | None:
    """Who came second, from the rows alone; nobody where two share the place."""
    winner = _winner(known, election, seat)
    rows = [row for row in known.results if (row.election, row.seat) == (election, seat)]
    rest = [row for row in rows if row.party != winner and row.votes is not None]
    most = max((row.votes or 0 for row in rest), default=0)
    best = [row.party for row in rest if row.votes == most]
    return best[0] if len(best) == 1 else None


def _meets(known: Facts, seat: Seat, name: str, asked: Any, who: str) -> bool:
    """What each condition asks of a seat."""
    match name:
        case "won":
            return any(_winner(known, election, seat.id) == who for election in asked)
        case "runner_up":
            return any(_second(known, election, seat.id) == who for election in asked)
        case "region":
            return seat.region in asked
        case "reserved" if isinstance(asked, bool):
            return asked is (seat.reserved is not None)
        case "reserved":
            return seat.reserved == str(asked)
        case "seats":
            return seat.id in asked
        case "by":
            return True  # says whose results count, and asks nothing
    raise AssertionError(f"say here what the condition '{name}' means")


@given(st.data())
def test_a_selector_takes_the_seats_that_meet_every_condition(data: st.DataObject) -> None:
    known = data.draw(facts())
    party = data.draw(st.sampled_from(known.contesting))
    form: Form = data.draw(selector_forms(known, party))
    who = form.get("by", party)
    expected = tuple(
        seat.id for seat in known.seats if all(_meets(known, seat, name, asked, who) for name, asked in form.items())
    )
    assert Selector.model_validate(form).select(known, party) == expected


@given(st.data())
def test_two_elections_select_the_union_of_what_each_selects(data: st.DataObject) -> None:
    known = data.draw(facts())
    elections, party = list(known.election), known.contesting[0]
    for place in ("won", "runner_up"):
        if elections:
            both = Selector.model_validate({place: elections}).select(known, party)
            each = [Selector.model_validate({place: [e]}).select(known, party) for e in elections]
            assert set(both) == {seat for seats in each for seat in seats}


@given(st.data())
def test_who_has_left_the_pact_does_not_change_what_was_won(data: st.DataObject) -> None:
    known = data.draw(facts())
    party = data.draw(st.sampled_from(known.contesting))
    selector = Selector.model_validate(data.draw(selector_forms(known, party)))
    left = known.without(data.draw(st.lists(st.sampled_from(known.contesting))))
    assert selector.select(left, party) == selector.select(known, party)


@given(st.data())
def test_the_file_form_of_a_selector_leads_back_to_it(data: st.DataObject) -> None:
    known = data.draw(facts())
    party = known.contesting[0]
    selector = Selector.model_validate(data.draw(selector_forms(known, party)))
    again = Selector.model_validate(selector.model_dump(mode="json", exclude_unset=True))
    assert again.select(known, party) == selector.select(known, party)


PLACES: list[tuple[str, str | None, str | None]] = [
    ("A 5; B 3; C 2", "A", "B"),
    ("A 2; B 5; C 3", "B", "C"),
    ("A elected; B 9; C 3", "A", "B"),
    ("A 1 1; B 9; C 3", "A", "B"),
    ("A 9; B 1 2; C 5", "A", "B"),
    ("A elected", "A", None),
    ("A 5; B 5; C 1", None, None),
    ("A 5; B 3; C 3", "A", None),
    ("A 0; B 0", None, None),
    ("A 5", "A", None),
    ("A elected; B elected", None, None),
]


@pytest.mark.parametrize(("rows", "winner", "second"), PLACES)
def test_first_and_second_of_a_seat(rows: str, winner: str | None, second: str | None) -> None:
    found = standing(_row(*line.split()) for line in rows.split("; "))
    assert (found.winner, found.runner_up) == (winner, second)


def _row(party: str, votes: str, position: str | None = None) -> Result:
    form: Form = {"election": "e", "seat": "s", "party": party}
    if votes == "elected":
        return Result.model_validate({**form, "position": 1})
    placed = {} if position is None else {"position": int(position)}
    return Result.model_validate({**form, "votes": int(votes), **placed})


FACTS: Form = {
    "parties": [{"id": "A"}, {"id": "B"}, {"id": "X", "contests": False}],
    "seats": [{"id": "s1", "region": "North", "reserved": "SC"}, {"id": "s2"}],
    "elections": [{"id": "2009"}],
    "results": [
        {"election": "2009", "seat": "s1", "party": "A", "votes": 5},
        {"election": "2009", "seat": "s1", "party": "B", "votes": 3},
        {"election": "2009", "seat": "s1", "party": "X", "votes": 3},
    ],
}


@pytest.mark.parametrize(
    ("form", "path", "message"),
    [
        ({"won": "2010"}, ("won",), "unknown election '2010'"),
        ({"runner_up": "2010"}, ("runner_up",), "unknown election '2010'"),
        ({"won": "2009", "by": "Y"}, ("by",), "unknown party 'Y'"),
        ({"region": "Nort"}, ("region",), "unknown region 'Nort'"),
        ({"seats": ["s1", "s3"]}, ("seats",), "unknown seat 's3'"),
        ({"reserved": "ST"}, ("reserved",), "unknown reservation 'ST'"),
        ({"won": "2009", "by": "B"}, (), "matches no seat (seats B won in 2009)"),
        ({"region": "North", "seats": "s2"}, (), "matches no seat (seats in North, named s2)"),
    ],
)
def test_a_selector_that_cannot_be_meant_is_told(form: Form, path: tuple[str, ...], message: str) -> None:
    (problem,) = Selector.model_validate(form).problems(facts_of(FACTS), "A")
    assert (problem.path, problem.message) == (path, message)


def test_a_shared_second_place_is_told_where_it_is_asked_for() -> None:
    selector = Selector.model_validate({"runner_up": "2009"})
    first, *_ = selector.problems(facts_of(FACTS), "B")
    assert first.message == "B and X share second place in s1 at 2009"
