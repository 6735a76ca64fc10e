"""Does each apportionment method give the seats that the literature says, with every tie kept?"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise, permutations

import apportionment.methods as package
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from solver.lookups.apportionment import (
    METHODS,
    SYNONYMS,
    Method,
    Outcome,
    Tied,
    TooManyTiesError,
    admissible,
)
from tests.strategies import numbers, weights

PACKAGE_NAMES: dict[Method, str] = {
    "quota": "quota",
    "largest_remainder": "largest_remainder",
    "dhondt": "dhondt",
    "sainte_lague": "saintelague",
    "hill": "huntington",
    "adams": "adams",
    "dean": "dean",
}
"""Our methods as the package `apportionment` calls them."""

every_method = pytest.mark.parametrize("method", METHODS)

Seats = tuple[int, ...]


def results(method: Method, votes: Sequence[int], seats: int) -> set[Seats]:
    """Every apportionment that the method admits."""
    return {each for outcome in admissible(method, votes, seats) for each in outcome.each()}


def problems(most: int = 60, parties: int = 6, seats: int = 12) -> st.SearchStrategy[tuple[list[int], int]]:
    """Entitlements and a house size."""
    votes = st.integers(1, parties).flatmap(lambda count: weights(count, most))
    return st.tuples(votes, st.integers(0, seats))


# --- worked cases ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("largest_remainder", (51, 44, 2, 2, 1)),
        ("dhondt", (52, 45, 1, 1, 1)),
        ("sainte_lague", (51, 43, 2, 2, 2)),
        ("hill", (51, 43, 2, 2, 2)),
        ("adams", (51, 43, 2, 2, 2)),
        ("dean", (51, 43, 2, 2, 2)),
    ],
)
def test_the_example_of_balinski_and_young_1975(method: Method, expected: Seats) -> None:
    assert results(method, [5117, 4400, 162, 161, 160], 100) == {expected}


@pytest.mark.parametrize(("house", "expected"), [(10, (4, 4, 2)), (11, (5, 5, 1))])
def test_the_alabama_paradox_of_largest_remainders(house: int, expected: Seats) -> None:
    assert results("largest_remainder", [6, 6, 2], house) == {expected}


def test_the_quota_method_has_no_alabama_paradox_there() -> None:
    ten, eleven = results("quota", [6, 6, 2], 10), results("quota", [6, 6, 2], 11)
    assert all(any(min(b - a for a, b in zip(x, y, strict=True)) >= 0 for y in eleven) for x in ten)


@pytest.mark.parametrize(
    ("votes", "expected"),
    [([23527, 5548, 70925], (23, 6, 71)), ([23926, 5648, 71110], (24, 5, 71))],
)
def test_the_population_paradox_of_largest_remainders(votes: list[int], expected: Seats) -> None:
    assert results("largest_remainder", votes, 100) == {expected}


def test_webster_may_pass_the_upper_quota() -> None:
    assert results("sainte_lague", [100, 54, 92, 728], 4) == {(0, 0, 0, 4)}


def test_hill_may_stay_below_the_lower_quota() -> None:
    assert results("hill", [94, 43, 335], 3) == {(1, 1, 1)}


def test_a_tie_of_webster_is_not_broken() -> None:
    # 13 / 1.5 = 65 / 7.5: the last seat is the second party's second or the fourth's eighth.
    found = results("sainte_lague", [11, 13, 15, 65], 10)
    assert len(found) > 1
    oracle = {_by_divisors("sainte_lague", [11, 13, 15, 65], 10, order) for order in _orders(4)}
    assert found == oracle


def test_adams_gives_a_small_party_its_first_seat_before_a_large_one_its_third() -> None:
    assert results("adams", [5, 1, 1, 1], 5) == {(2, 1, 1, 1)}


@pytest.mark.parametrize(
    ("method", "expected"),
    # 100, 10, 10 of six seats: quotas 5, 0.5, 0.5.
    [
        ("dhondt", {(6, 0, 0)}),
        ("quota", {(5, 1, 0), (5, 0, 1)}),
        ("largest_remainder", {(5, 1, 0), (5, 0, 1)}),
        ("adams", {(4, 1, 1)}),
        ("hill", {(4, 1, 1)}),
        ("dean", {(4, 1, 1)}),
    ],
)
def test_methods_differ_where_one_party_is_large(method: Method, expected: set[Seats]) -> None:
    assert results(method, [100, 10, 10], 6) == expected


@pytest.mark.parametrize("method", ["adams", "hill", "dean"])
def test_with_fewer_seats_than_parties_the_largest_parties_get_them(method: Method) -> None:
    assert results(method, [3, 9, 7, 5], 2) == {(0, 1, 1, 0)}
    assert results(method, [3, 9, 5, 5], 2) == {(0, 1, 1, 0), (0, 1, 0, 1)}


def test_synonyms_name_methods() -> None:
    assert SYNONYMS == {
        "jefferson": "dhondt",
        "webster": "sainte_lague",
        "hamilton": "largest_remainder",
    }


# --- edges -----------------------------------------------------------------------------------


@every_method
@given(votes=st.integers(1, 6).flatmap(weights))
def test_no_seats_are_apportioned_in_one_way(method: Method, votes: list[int]) -> None:
    assert results(method, votes, 0) == {(0,) * len(votes)}


@every_method
@given(votes=st.integers(1, 6).flatmap(weights))
def test_one_seat_goes_to_any_of_the_largest_parties(method: Method, votes: list[int]) -> None:
    expected = {
        tuple(int(index == winner) for index in range(len(votes)))
        for winner, count in enumerate(votes)
        if count == max(votes)
    }
    assert results(method, votes, 1) == expected


@every_method
@given(problem=problems())
def test_a_party_entitled_to_nothing_gets_nothing(method: Method, problem: tuple[list[int], int]) -> None:
    votes, seats = problem
    for result in results(method, [0, *votes, 0], seats):
        assert (result[0], result[-1]) == (0, 0)


@every_method
def test_weights_beyond_floating_point_are_told_apart(method: Method) -> None:
    large = 10**15 - 1
    assert results(method, [large, large - 1], 1) == {(1, 0)}
    assert results(method, [large, large - 1, 0], 3) == {(2, 1, 0)}
    assert results(method, [large, large], 1) == {(1, 0), (0, 1)}


@every_method
@pytest.mark.parametrize(("votes", "seats"), [([], 1), ([0, 0], 1), ([3, -1], 1), ([1], -1), ([0], 0)])
def test_what_cannot_be_apportioned_is_refused(method: Method, votes: list[int], seats: int) -> None:
    with pytest.raises(ValueError, match="positive sum"):
        admissible(method, votes, seats)


def test_a_quota_method_with_too_many_tied_outcomes_is_refused() -> None:
    # Of 1 to 29, fourteen are tied when 201 to 203 seats are handed out: up to 3,432 outcomes.
    with pytest.raises(TooManyTiesError, match="1000 tied outcomes at 201 seats"):
        admissible("quota", range(1, 30), 203)


def test_as_many_tied_outcomes_as_can_be_listed_are_listed() -> None:
    assert len(admissible("quota", range(60, 780, 60), 72)) == 840


# --- laws ------------------------------------------------------------------------------------


@every_method
@given(problem=problems())
def test_every_result_hands_out_all_seats(method: Method, problem: tuple[list[int], int]) -> None:
    votes, seats = problem
    found = results(method, votes, seats)
    assert found
    assert all(sum(result) == seats and min(result) >= 0 for result in found)


@every_method
@given(problem=problems(), factor=st.integers(2, 10**9))
def test_only_the_proportions_count(method: Method, problem: tuple[list[int], int], factor: int) -> None:
    votes, seats = problem
    assert results(method, [count * factor for count in votes], seats) == results(method, votes, seats)


@every_method
@given(problem=problems(), data=st.data())
def test_the_order_of_the_parties_does_not_count(
    method: Method, problem: tuple[list[int], int], data: st.DataObject
) -> None:
    votes, seats = problem
    order = data.draw(st.permutations(range(len(votes))))
    turned = results(method, [votes[index] for index in order], seats)
    assert turned == {tuple(result[index] for index in order) for result in results(method, votes, seats)}


@pytest.mark.parametrize("method", ["quota", "largest_remainder"])
@given(problem=problems())
def test_quota_and_largest_remainder_stay_within_the_quotas(method: Method, problem: tuple[list[int], int]) -> None:
    votes, seats = problem
    for result in results(method, votes, seats):
        for have, count in zip(result, votes, strict=True):
            assert abs(have * sum(votes) - seats * count) < sum(votes)


# --- other implementations -------------------------------------------------------------------


@pytest.mark.parametrize("method", [method for method in METHODS if method != "quota"])
@given(problem=problems())
def test_where_the_package_finds_one_result_it_is_ours_and_where_it_finds_a_tie_we_do(
    method: Method, problem: tuple[list[int], int]
) -> None:
    votes, seats = [count for count in problem[0] if count], problem[1]  # it mistakes zeros
    assume(seats > 0)
    ours, theirs = results(method, votes, seats), _of_package(method, votes, seats)
    if theirs is None:
        assert len(ours) > 1
    else:
        assert ours == {theirs}


@given(problem=problems())
def test_the_result_of_the_package_by_the_quota_method_is_one_of_ours(
    problem: tuple[list[int], int],
) -> None:
    votes, seats = problem
    assert tuple(package.compute("quota", votes, seats, fractions=True)) in results("quota", votes, seats)


def _of_package(method: Method, votes: list[int], seats: int) -> Seats | None:
    """The package's result; None where it meets a tie, as what it then gives is no oracle:
    by largest remainders it gives 3, 3, 8 one seat each of three (a tied 0.64 before a 0.71)."""
    name, exact = PACKAGE_NAMES[method], method != "hill"
    try:
        return tuple(package.compute(name, votes, seats, fractions=exact, tiesallowed=False))
    except package.TiesException:
        return None


def _orders(parties: int) -> list[Seats]:
    """Orders in which ties may be broken, each a ranking of the parties."""
    return list(permutations(range(parties)))


_DIVISOR_SQUARED = {
    "dhondt": lambda s: Fraction((s + 1) ** 2),
    "sainte_lague": lambda s: Fraction((2 * s + 1) ** 2, 4),
    "adams": lambda s: Fraction(s**2),
    "dean": lambda s: Fraction(4 * s * s * (s + 1) ** 2, (2 * s + 1) ** 2),
    "hill": lambda s: Fraction(s * (s + 1)),
}


def _by_divisors(method: str, votes: list[int], seats: int, ranking: Seats) -> Seats:
    """One seat at a time to the greatest quotient, ties by the ranking; squares keep it exact."""
    held = [0] * len(votes)
    for _ in range(seats):
        able = [index for index, count in enumerate(votes) if count]
        bare = [index for index in able if _DIVISOR_SQUARED[method](held[index]) == 0]
        quotient = {
            index: Fraction(votes[index] ** 2) / (1 if bare else _DIVISOR_SQUARED[method](held[index]))
            for index in bare or able
        }
        held[max(quotient, key=lambda index: (quotient[index], -ranking[index], -index))] += 1
    return tuple(held)


@pytest.mark.parametrize("method", ["dhondt", "sainte_lague", "adams", "dean", "hill"])
@given(problem=problems(most=12, parties=4, seats=7))
def test_a_divisor_method_admits_what_some_order_of_breaking_ties_gives(
    method: Method, problem: tuple[list[int], int]
) -> None:
    votes, seats = problem
    ours = results(method, votes, seats)
    assert {_by_divisors(method, votes, seats, order) for order in _orders(len(votes))} <= ours
    assert ours == _by_min_max(method, votes, seats)


def _by_min_max(method: str, votes: list[int], seats: int) -> set[Seats]:
    """The definition by inequality: no party's last seat was worth less than another's next one."""
    found = set()
    for result in _compositions(seats, len(votes)):
        if any(have and not count for have, count in zip(result, votes, strict=True)):
            continue
        last = [_worth(method, v, s - 1) for v, s in zip(votes, result, strict=True) if s]
        following = [_worth(method, v, s) for v, s in zip(votes, result, strict=True) if v]
        if not last or min(last) >= max(following):
            found.add(result)
    return found


def _worth(method: str, votes: int, held: int) -> tuple[bool, Fraction]:
    divisor = _DIVISOR_SQUARED[method](held)
    return divisor == 0, Fraction(votes**2) / (divisor or 1)


def _compositions(seats: int, parties: int) -> list[Seats]:
    """Every way of giving `seats` seats to `parties` parties."""
    bars = combinations(range(seats + parties - 1), parties - 1)
    edges = ((-1, *bar, seats + parties - 1) for bar in bars)
    return [tuple(right - left - 1 for left, right in pairwise(edge)) for edge in edges]


@given(problem=problems(most=12, parties=5, seats=9))
def test_largest_remainder_admits_what_its_definition_admits(
    problem: tuple[list[int], int],
) -> None:
    votes, seats = problem
    total = sum(votes)
    base = [seats * count // total for count in votes]
    left = [Fraction(seats * count, total) - have for count, have in zip(votes, base, strict=True)]
    expected = set()
    for lucky in combinations(range(len(votes)), seats - sum(base)):
        worst = min((left[index] for index in lucky), default=Fraction(1))
        if all(left[index] <= worst for index in range(len(votes)) if index not in lucky):
            expected.add(tuple(have + (index in lucky) for index, have in enumerate(base)))
    assert results("largest_remainder", votes, seats) == expected


@given(problem=problems(most=12, parties=5, seats=9))
def test_the_quota_method_admits_what_its_definition_admits(
    problem: tuple[list[int], int],
) -> None:
    votes, seats = problem
    assert results("quota", votes, seats) == _quota_method(votes, seats)


def _quota_method(votes: list[int], seats: int) -> set[Seats]:
    """Balinski and Young 1975: seat h goes to a party of greatest votes / (seats + 1) among those
    below their upper quota at h; every way of breaking every tie is followed."""
    reached = {(0,) * len(votes)}
    for house in range(1, seats + 1):
        following = set()
        for held in reached:
            below = [i for i, count in enumerate(votes) if held[i] < Fraction(count * house, sum(votes))]
            best = max(Fraction(votes[i], held[i] + 1) for i in below)
            following |= {
                tuple(have + (i == winner) for i, have in enumerate(held))
                for winner in below
                if Fraction(votes[winner], held[winner] + 1) == best
            }
        reached = following
    return reached


# --- outcomes --------------------------------------------------------------------------------


@st.composite
def outcomes(draw: st.DrawFn) -> tuple[Outcome, list[int]]:
    """A set of apportionments with up to two separate ties, and seats held of the same total."""
    parties = draw(st.integers(1, 6))
    base = draw(numbers(parties, 3))
    order = draw(st.permutations(range(parties)))
    cut = draw(st.integers(0, parties))
    ties = []
    for group in (order[:cut], order[cut:]):
        extra = draw(st.integers(0, len(group)))
        if 0 < extra < len(group):
            ties.append(Tied(tuple(sorted(group)), extra))
    outcome = Outcome(tuple(base), tuple(ties))
    total = sum(next(outcome.each()))
    held = draw(st.sampled_from(_compositions(total, parties)))
    return outcome, list(held)


@given(outcomes())
def test_the_distance_to_a_set_is_that_to_its_nearest_member(
    drawn: tuple[Outcome, list[int]],
) -> None:
    outcome, held = drawn
    nearest = min(sum(max(0, want - have) for want, have in zip(each, held, strict=True)) for each in outcome.each())
    assert outcome.distance(held) == nearest


@given(outcomes())
def test_a_tie_hands_out_its_extra_seats_and_no_party_gets_two(
    drawn: tuple[Outcome, list[int]],
) -> None:
    outcome, _ = drawn
    each = list(outcome.each())
    assert len(set(each)) == len(each)
    for result in each:
        more = [have - base for have, base in zip(result, outcome.base, strict=True)]
        assert set(more) <= {0, 1}
        assert all(sum(more[party] for party in tie.parties) == tie.extra for tie in outcome.ties)
