"""How tables become pacts: what belongs where, what is passed over, and mistakes with row and column."""

import pytest

from solver.backtest import Pact, read_pacts
from solver.scenario import ScenarioError

PACT = "pact_id,seat_no,seat,party\nx-2019,1,One,A\nx-2019,2,Two,B\n"


def _read(*texts: str) -> tuple[Pact, ...]:
    return read_pacts((f"t{number}.csv", text) for number, text in enumerate(texts, 1))


def _mistakes(*texts: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        _read(*texts)
    return str(caught.value)


def test_the_three_tables_are_told_apart_by_their_columns_in_any_order() -> None:
    earlier = "seat_no,partner,prev_year,votes,vote_share,position\n1,A,2014,300,30.0,1\n2,B,2014,,25.5,2\n"
    after = "seat_no,party,votes\n1,A,60\n1,X,40\n2,B,40\n2,X,60\n"
    (pact,) = _read(after, earlier, PACT)
    assert pact.year == 2019
    assert pact.totals == {"A": 1, "B": 1}
    assert [(row.seat, row.votes, row.share, row.position) for row in pact.before] == [
        ("1", 300, 30.0, 1),
        ("2", None, 25.5, 2),
    ]
    assert pact.won == {"1": True, "2": False}


def test_numbers_are_read_as_data_frames_and_spreadsheets_write_them() -> None:
    earlier = 'seat_no,partner,prev_year,votes,vote_share,position\n1.0,A,2014.0,"3,00,000",30,1.0\n2,B,2014,NaN,,NA\n'
    (pact,) = _read(PACT, earlier)
    assert [(row.year, row.seat, row.votes, row.position) for row in pact.before] == [
        (2014, "1", 300_000, 1),
        (2014, "2", None, None),
    ]


def test_shares_given_as_parts_of_one_are_per_cent() -> None:
    (pact,) = _read(PACT, "seat_no,partner,prev_year,vote_share\n1,A,2014,0.3\n2,B,2014,0.25\n")
    assert [row.share for row in pact.before] == [30, 25]


def test_results_of_the_year_that_is_predicted_or_later_are_not_what_came_before() -> None:
    earlier = "seat_no,partner,prev_year,votes\n1,A,2014,5\n1,A,2019,6\n1,A,2024,7\n"
    (pact,) = _read(PACT, earlier)
    assert [row.year for row in pact.before] == [2014]
    assert any("2 results of 2019 or later" in notice and "not read" in notice for notice in pact.notices)


def test_full_results_are_sorted_into_before_and_after() -> None:
    full = "year,seat_no,party,votes\n2014,1,A,5\n2014,1,X,6\n2019,1,A,9\n2019,1,X,1\n2024,1,A,7\n"
    (pact,) = _read(PACT, full)
    assert [(row.year, row.party) for row in pact.before] == [(2014, "A"), (2014, "X")]
    assert [(row.year, row.party) for row in pact.after] == [(2019, "A"), (2019, "X")]


def test_a_row_belongs_to_the_pact_that_has_both_its_seat_and_its_partner() -> None:
    pacts = "pact_id,seat_no,seat,party\np,1,One,A\nq,1,One,C\n"
    found = _read(pacts, "seat_no,partner,prev_year,votes\n1,A,2014,5\n1,C,2014,6\n")
    assert [[row.party for row in pact.before] for pact in found] == [["A"], ["C"]]


def test_a_number_that_means_different_seats_in_two_pacts_needs_a_pact_id() -> None:
    pacts = "pact_id,seat_no,seat,party\np,1,Araku,INC\nq,1,Buxar,INC\n"
    said = _mistakes(pacts, "seat_no,partner,prev_year,votes\n1,INC,2014,5\n")
    assert "t2.csv:2:1: error: seat 1 is Araku in p and Buxar in q" in said
    assert "add a column pact_id" in said
    found = _read(pacts, "pact_id,seat_no,partner,prev_year,votes\nq,1,INC,2014,5\n")
    assert [len(pact.before) for pact in found] == [0, 1]


def test_a_seat_that_two_partners_contested_is_left_out_and_told() -> None:
    (pact,) = _read(PACT + "x-2019,2,Two,A\n")
    assert dict(pact.signed) == {"1": "A"}
    assert "Two: B and A stood against each other; left out" in pact.notices


def test_allies_of_an_earlier_pact_of_the_same_seats_are_known() -> None:
    found = _read(PACT + "y-2024,1,One,A\ny-2024,2,Two,A\n")
    assert [dict(pact.allies) for pact in found] == [{}, {2019: (("A", "B"),)}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seat_no,partner,prev_year,votes\n1,A,2014,many\n", "t2.csv:2:10: error: expected a whole number"),
        ("seat_no,partner,prev_year,vote_share\n1,A,2014,130\n", "t2.csv:2:10: error: expected a share of the votes"),
        ("seat_no,partner,prev_year,votes\n1,A,,5\n", "t2.csv:2:1: error: 'prev_year' is missing"),
        ("seat_no,partner,votes\n1,A,5\n", "t2.csv:1:1: error: column 'prev_year' is missing"),
        ("pact_id,seat_no,party,votes\nz,1,A,5\n", "t2.csv:2:1: error: no table has a pact 'z'"),
        ("seat;party\n1;A\n", "separate the cells by commas"),
        ("", "t2.csv:1:1: error: none of the tables that are known"),
        ("pact_id,seat_no,party\nx-2019,1,A\n", "t2.csv:2:8: error: A stands twice in seat 1"),
        ("pact_id,seat_no,party,year\nx-2019,3,A,2014\nx-2019,4,A,2019\n", "t2.csv:3:12: error: x-2019 is of 2014 and"),
    ],
)
def test_a_mistake_is_told_with_its_row_and_column(text: str, said: str) -> None:
    assert said in _mistakes(PACT, text)


def test_tables_without_a_pact_are_refused() -> None:
    assert "no table of a pact is given" in _mistakes("seat_no,party,votes\n1,A,5\n")


@pytest.mark.parametrize(
    ("rows", "won"),
    [
        ("1,A,50,\n1,X,40,\n", {"1": True}),
        ("1,A,40,\n1,X,50,\n", {"1": False}),
        ("1,A,40,\n1,X,40,\n", {}),
        ("1,A,,1\n1,X,,2\n", {"1": True}),
        ("1,A,,2\n", {"1": False}),
        ("1,X,,1\n", {"1": False}),
        ("1,A,50,\n", {}),
    ],
)
def test_who_was_elected_is_read_by_position_else_by_strictly_the_most_votes(rows: str, won: dict[str, bool]) -> None:
    (pact,) = _read(PACT, "seat_no,party,votes,position\n" + rows)
    assert pact.won == won


def test_columns_are_known_by_their_names_however_they_are_written() -> None:
    pact = "\ufeffPact ID,Notes,Seat No.,SEAT,Party\nx-2019,,1,One,A\nx-2019,good,2,Two,B\n"
    earlier = "Seat-No,Partner ,Prev Year,Vote Share,Position\n1,A,2014,30.5%,1\n2,B,2014,25%,2\n"
    (found,) = _read(pact, earlier)
    assert found.totals == {"A": 1, "B": 1}
    assert [(row.share, row.position) for row in found.before] == [(30.5, 1), (25.0, 2)]


def test_an_assembly_constituency_is_a_segment_and_not_a_column_to_pass_over() -> None:
    (found,) = _read(PACT, "year,ac_no,ac,seat_no,party,votes\n2017,11,East,1,A,5\n2017,12,West,1,A,6\n")
    assert [(row.segment, row.votes) for row in found.before] == [("11", 5), ("12", 6)]


def test_a_column_that_stands_twice_in_other_letters_is_a_mistake() -> None:
    assert "t1.csv:1:17: error: column 'seat_no' stands twice" in _mistakes("pact_id,seat_no,Seat No,party\nx,1,1,A\n")


def test_a_partner_in_other_letters_is_that_partner_and_that_is_told() -> None:
    (pact,) = _read(PACT + "x-2019,3,Three,a\n", "seat_no,partner,prev_year,votes\n1,a,2014,5\n2,B,2014,6\n")
    assert pact.totals == {"A": 2, "B": 1}
    assert [row.party for row in pact.before] == ["A", "B"]
    assert pact.notices == ("a is read as A",)


def test_earlier_results_in_seats_of_no_pact_are_told() -> None:
    (pact,) = _read(PACT, "seat_no,partner,prev_year,votes\n1,A,2014,5\n2,B,2014,6\n9,A,2014,7\n")
    assert pact.notices == ("earlier results of partners in seats of no pact are not read: 9",)


def test_several_pacts_share_numbers_where_pact_ids_tell_them_apart() -> None:
    pacts = "pact_id,seat_no,seat,party\nx-2019,1,One,A\nx-2019,2,Two,B\ny-2024,1,Eins,C\ny-2024,2,Zwei,A\n"
    earlier = "pact_id,seat_no,partner,prev_year,votes\nx-2019,1,A,2014,5\ny-2024,1,C,2019,6\ny-2024,2,A,2019,7\n"
    x, y = _read(pacts, earlier)
    assert [[row.votes for row in pact.before] for pact in (x, y)] == [[5], [6, 7]]


def test_a_table_of_a_pact_may_tell_what_its_candidates_polled() -> None:
    (pact,) = _read("pact_id,seat_no,seat,party,votes,position\nx-2019,1,One,A,60,1\nx-2019,2,Two,B,40,2\n")
    assert pact.signed == {"1": "A", "2": "B"}
    assert pact.won == {"1": True, "2": False}


def test_a_table_of_a_pact_without_rows_is_no_pact() -> None:
    assert "no table of a pact is given" in _mistakes("pact_id,seat_no,seat,party\n")
