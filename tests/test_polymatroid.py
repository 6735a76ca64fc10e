"""Do the sums of a deal map describe the possible totals, none for nothing, and do look-ups agree with a list?"""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.polymatroid import Blocked, Polymatroid, subsets

Totals = tuple[int, ...]


@st.composite
def bodies(draw: st.DrawFn) -> Polymatroid:
    """Greatest totals of seats each of which may go to some of the groups: what Hall's theorem counts."""
    groups = draw(st.integers(1, 4))
    seats = draw(st.lists(st.integers(1, (1 << groups) - 1), min_size=1, max_size=5))
    return Polymatroid(tuple(sum(bool(seat & inside) for seat in seats) for inside in range(1 << groups)))


def within(groups: int, seats: int, beyond: int = 0) -> list[Totals]:
    """All totals that add up, each from none to all seats or some beyond."""
    return [one for one in product(range(-beyond, seats + beyond + 1), repeat=groups) if sum(one) == seats]


def of(inside: int, totals: Totals) -> int:
    return sum(number for i, number in enumerate(totals) if inside >> i & 1)


def points(body: Polymatroid) -> list[Totals]:
    """Those that obey the greatest total of every set, by definition."""
    every = within(body.groups, body.seats)
    return [one for one in every if all(of(inside, one) <= most for inside, most in enumerate(body.most))]


def obeying(body: Polymatroid, facets: tuple[int, ...], every: list[Totals]) -> set[Totals]:
    return {
        one
        for one in every
        if all(of(part, one) == body.most[part] for part in body.components)
        and all(of(part, one) <= body.most[part] for part in facets)
    }


@settings(max_examples=30)
@given(bodies())
def test_components_and_facets_say_all_that_the_sums_of_all_sets_say(body: Polymatroid) -> None:
    assert obeying(body, body.facets, within(body.groups, body.seats)) == set(points(body))


@settings(max_examples=30)
@given(bodies())
def test_no_facet_follows_from_the_others(body: Polymatroid) -> None:
    for facet in body.facets:
        others = tuple(one for one in body.facets if one != facet)
        assert obeying(body, others, within(body.groups, body.seats, beyond=2)) > set(points(body))


@settings(max_examples=30)
@given(bodies(), st.data())
def test_bounds_are_blocked_exactly_where_no_totals_lie_within(body: Polymatroid, data: st.DataObject) -> None:
    number = st.lists(st.integers(0, body.seats), min_size=body.groups, max_size=body.groups)
    least, most = data.draw(number), data.draw(number)
    inside = [
        one for one in points(body) if all(low <= n <= high for low, n, high in zip(least, one, most, strict=True))
    ]
    blocked = body.blocked(least, most)
    assert (blocked is None) == bool(inside)
    assert body.possible(np.array([least]), np.array([most])).tolist() == [bool(inside)]
    for group in range(body.groups):
        found = body.range_of(group, least, most)
        assert found == ((min(o[group] for o in inside), max(o[group] for o in inside)) if inside else None)
    if blocked is not None:
        check(body, blocked, least, most)


def check(body: Polymatroid, blocked: Blocked, least: list[int], most: list[int]) -> None:
    """The set that blocks is asked for more than it can have, or than it is allowed, by so much."""
    asked, allowed = of(blocked.groups, tuple(least)), of(blocked.groups, tuple(most))
    if not blocked.above:
        assert body.least(blocked.groups) - allowed == blocked.by > 0
    else:
        assert blocked.by in (asked - body.most[blocked.groups], asked - allowed)
        assert blocked.by > 0


def test_two_parties_that_share_ten_seats_but_three_have_two_facets() -> None:
    """A is held to 7 of 10, B to all: A <= 7, and B <= 10, which says that A has none at least."""
    body = Polymatroid((0, 7, 10, 10))
    assert body.facets == (1, 2)
    assert body.components == (3,)
    assert (body.least(1), body.least(2)) == (0, 3)


def test_parties_that_share_no_seat_have_fixed_totals_and_no_facets() -> None:
    body = Polymatroid((0, 4, 6, 10))
    assert (body.components, body.facets) == ((1, 2), ())


def test_what_blocks_most_is_told_and_of_equals_the_fewest_groups() -> None:
    body = Polymatroid((0, 7, 10, 10))
    assert body.blocked([9, 0], [10, 10]) == Blocked(1, True, 2)
    assert body.blocked([0, 0], [10, 1]) == Blocked(2, False, 2)


def test_a_group_asked_for_more_than_it_is_allowed_is_blocked() -> None:
    assert Polymatroid((0, 7, 10, 10)).blocked([4, 0], [3, 10]) == Blocked(1, True, 1)


@pytest.mark.parametrize(("inside", "parts"), [(0, []), (0b101, [1, 4, 5]), (0b11, [1, 2, 3])])
def test_subsets_are_all_but_the_empty_one(inside: int, parts: list[int]) -> None:
    assert list(subsets(inside)) == parts
