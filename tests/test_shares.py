"""What does each demand bring to a sum of rows: on cases worked by hand?"""

from __future__ import annotations

from solver.certificate import Certificate
from solver.rows import at_least
from solver.shares import objection, shares
from solver.system import System

SYSTEM = System(
    4,
    2,
    (
        at_least((0, 2, 4, 6), 3),
        at_least((1,), 1),
        at_least((1,), 1),
        at_least((3, 5), 2),
    ),
)
"""Of four seats the first party wants three; the second wants the first seat, the same again, and two others."""

PROOF = Certificate(
    seats=dict.fromkeys(range(4), -1),
    rows=dict.fromkeys(((demand, 0) for demand in range(4)), 1),
    kept=dict.fromkeys(range(4), -1),
)
"""Rows added up: the first party's three and what the second wants, less one for each seat."""


def test_a_minimum_and_claims_bring_what_they_ask_for_less_what_the_seats_make_up_for() -> None:
    missing, found = shares(SYSTEM, PROOF, (1, 2, 3))
    assert missing == 1
    assert [found[demand].part for demand in (1, 2, 3)] == [1, 1, 2]


def test_two_claims_of_one_seat_are_one_group() -> None:
    assert objection(SYSTEM, PROOF, [(1, (1, 2)), (2, (3,))], 1) is None


def test_two_claims_of_one_seat_do_not_bring_their_shares_each_by_itself() -> None:
    said = objection(SYSTEM, PROOF, [(1, (1,)), (1, (2,)), (2, (3,))], 1)
    assert said == "two groups bring the same seat to the sum"


def test_a_part_that_is_told_wrong_is_objected_to() -> None:
    assert objection(SYSTEM, PROOF, [(1, (1, 2)), (3, (3,))], 1) == "a rule brings 2 to the sum, not 3"


def test_what_the_sum_lacks_is_counted_again() -> None:
    assert objection(SYSTEM, PROOF, [(1, (1, 2)), (2, (3,))], 0) == "the sum lacks 1"
