"""Brier score, log loss, calibration and odds, worked by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.backtest.scores import calibration, odds_of, scores


def test_brier_score_and_log_loss_by_hand() -> None:
    # (0.2^2 + 0.6^2 + 0.5^2) / 3 = 0.65 / 3; -(ln 0.8 + ln 0.4 + ln 0.5) / 3 = -ln 0.16 / 3
    found = scores({"a": 0.8, "b": 0.4, "c": 0.5}, {"a": True, "b": True, "c": False})
    assert found is not None
    assert found.brier == pytest.approx(0.65 / 3)
    assert found.log_loss == pytest.approx(-math.log(0.16) / 3)
    assert (found.called, found.right, found.won) == (1, 1, 2)
    assert found.expected == pytest.approx(1.7)
    assert found.brier_of_calls == pytest.approx(2 / 3)


def test_a_wrong_certainty_costs_much_but_not_without_end() -> None:
    found = scores({"a": 0.0}, {"a": True})
    assert found is not None
    assert found.log_loss == pytest.approx(math.log(1e6))


def test_seats_without_an_outcome_are_not_scored() -> None:
    found = scores({"a": 1.0, "b": 0.0}, {"a": True})
    assert found is not None
    assert (found.seats, found.brier) == (1, 0)
    assert scores({"a": 1.0}, {}) is None


def test_calibration_by_hand() -> None:
    tenths = calibration([(0.05, False), (0.3, True), (0.34, False), (1.0, True)])
    assert [(b.low, b.seats, b.won) for b in tenths] == [(0.0, 1, 0), (0.3, 2, 0.5), (0.9, 1, 1)]
    assert tenths[1].odds == pytest.approx(0.32)


def test_odds_are_one_half_at_a_tie_and_known_quantiles_of_the_normal_distribution() -> None:
    odds = odds_of({"tie": 0.0, "one": 10.0, "two": -19.6}, 10)
    assert odds["tie"] == 0.5
    assert odds["one"] == pytest.approx(0.8413, abs=1e-4)
    assert odds["two"] == pytest.approx(0.025, abs=1e-4)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=20))
def test_no_odds_beat_the_part_that_was_won_given_to_every_seat_unless_they_tell_seats_apart(
    both: list[tuple[float, bool]],
) -> None:
    won = {str(index): happened for index, (_, happened) in enumerate(both)}
    rate = sum(won.values()) / len(won)
    flat, other = (scores(dict.fromkeys(won, odds), won) for odds in (rate, both[0][0]))
    assert flat is not None
    assert other is not None
    assert flat.brier <= other.brier + 1e-12
    assert flat.log_loss <= other.log_loss + 1e-9
