"""Are the guaranteed shares what the literature says, and do picking sequences give what they should?"""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.lookups.apportionment import Method
from solver.lookups.picking import picked, picking_sequence
from solver.lookups.shares import MAX_BUNDLED, TooManySeatsError, any_price_share, maximin_share
from tests.fairness import Case
from tests.strategies import numbers, weights

CASE = Case((1, 2), ((3, 1, 1), (3, 1, 2)))


def test_maximin_shares_of_the_literature_and_that_no_split_attains_both() -> None:
    by_party = dict(zip("AB", CASE.weights, strict=True))
    shares = [maximin_share(row, by_party, party) for party, row in zip("AB", CASE.worth, strict=True)]
    assert shares == [Fraction(3, 2), 4]
    assert not any(_attains(holders, shares) for holders in CASE.splits())


def test_any_price_shares_of_the_literature_and_that_a_split_attains_both() -> None:
    shares = [Fraction(any_price_share(row, Fraction(w, 3))) for w, row in zip(CASE.weights, CASE.worth, strict=True)]
    assert shares == [1, 3]
    assert any(_attains(holders, shares) for holders in CASE.splits())


def _attains(holders: tuple[int, ...], shares: list[Fraction]) -> bool:
    return all(
        sum(row[seat] for seat, holder in enumerate(holders) if holder == party) >= shares[party]
        for party, row in enumerate(CASE.worth)
    )


@given(st.integers(1, 6), st.integers(1, 9), st.integers(1, 5), st.integers(1, 5))
def test_seats_that_are_all_alike_need_no_search(seats: int, value: int, mine: int, theirs: int) -> None:
    by_party = {"A": mine, "B": theirs}
    best = max(min(Fraction(k, mine), Fraction(seats - k, theirs)) for k in range(seats + 1))
    assert maximin_share([value] * seats, by_party, "A") == mine * value * best
    assert any_price_share([value] * seats, Fraction(mine, mine + theirs)) == mine * seats // (mine + theirs) * value


@given(st.data())
def test_no_prices_keep_a_party_from_its_any_price_share(data: st.DataObject) -> None:
    seats = data.draw(st.integers(1, 4))
    worth = data.draw(numbers(seats, 9))
    mine, theirs = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    entitled = Fraction(mine, mine + theirs)
    share = any_price_share(worth, entitled)
    # Prices in twelfths are few enough to try all.
    for prices in product(range(13), repeat=seats):
        if sum(prices) == 12:
            bundles = product((0, 1), repeat=seats)
            affordable = [
                sum(w for w, taken in zip(worth, bundle, strict=True) if taken)
                for bundle in bundles
                if sum(p for p, taken in zip(prices, bundle, strict=True) if taken) <= 12 * entitled
            ]
            assert max(affordable) >= share


@pytest.mark.parametrize(
    ("worth", "entitled", "share"),
    [
        ([1, 1, 1, 1], Fraction(1, 2), 2),
        ([3, 2, 2], Fraction(1, 2), 3),
        ([5, 1], Fraction(1, 3), 0),
        ([5, 5, 1], Fraction(1, 3), 1),
        ([0, 0], Fraction(1, 2), 0),
        ([4, 3, 2, 1], Fraction(1), 10),
    ],
)
def test_any_price_shares_worked_by_hand(worth: list[int], entitled: Fraction, share: int) -> None:
    assert any_price_share(worth, entitled) == share


def test_too_many_seats_of_different_worth_are_refused() -> None:
    many = list(range(1, MAX_BUNDLED + 2))
    with pytest.raises(TooManySeatsError):
        any_price_share(many, Fraction(1, 2))
    with pytest.raises(TooManySeatsError):
        maximin_share(many * 2, {"A": 1, "B": 1}, "A")


def test_overstating_a_claim_can_help_under_the_adams_picking_sequence() -> None:
    sequence = picking_sequence("adams", (1, 1), 3)
    assert sequence == (0, 1, 0)
    truth, other = (1, 2, 3), (2, 3, 1)
    honest = picked(sequence, (truth, other))
    claimed = picked(sequence, ((1, 3, 2), other))
    assert [sum(truth[s] for s, h in enumerate(one) if h == 0) for one in (honest, claimed)] == [4, 5]


@pytest.mark.parametrize("method", ["adams", "dhondt", "sainte_lague", "hill", "dean", "quota"])
@given(data=st.data())
def test_a_picking_sequence_gives_each_prefix_the_seats_of_its_house(method: Method, data: st.DataObject) -> None:
    entitled = data.draw(weights(data.draw(st.integers(1, 4)), 9))
    from solver.lookups.apportionment import admissible

    sequence = picking_sequence(method, entitled, 6)
    for house in range(7):
        held = tuple(sequence[:house].count(party) for party in range(len(entitled)))
        assert any(held in set(outcome.each()) for outcome in admissible(method, entitled, house))


def test_largest_remainder_has_no_picking_sequence() -> None:
    with pytest.raises(ValueError, match="lose a seat"):
        picking_sequence("largest_remainder", (6, 6, 2), 11)
