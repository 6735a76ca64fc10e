"""Which sets does a cover count and name, by looking at every set?"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from solver.cover import Cover, bits

CANDIDATES = 8


@st.composite
def covers(draw: st.DrawFn) -> Cover:
    """Eight candidates, some of them in groups, some always there; the sum can be reached."""
    home = draw(st.lists(st.integers(-2, 4), min_size=CANDIDATES, max_size=CANDIDATES))
    sets = [sum(1 << one for one in range(CANDIDATES) if home[one] == group) for group in range(5)]
    groups = tuple((draw(st.integers(1, 4)), members) for members in sets if members)
    always = sum(1 << one for one in range(CANDIDATES) if home[one] == -1)
    total = sum(part for part, _ in groups)
    return Cover(always, groups, draw(st.integers(0, max(0, total - 1))))


def clashing(cover: Cover) -> set[int]:
    """Minimal sets: all that is always there, and a member of groups that add up to more, none of them in vain."""
    found = set()
    for size in range(len(cover.groups) + 1):
        for chosen in combinations(cover.groups, size):
            total = sum(part for part, _ in chosen)
            if total > cover.more_than and all(total - part <= cover.more_than for part, _ in chosen):
                sets = {cover.always}
                for _, members in chosen:
                    sets = {one | 1 << position for one in sets for position in bits(members)}
                found |= sets
    return found


@given(covers())
def test_the_sets_are_those_that_add_up_each_once_and_as_many_as_the_count_says(cover: Cover) -> None:
    told = list(cover.sets())
    assert len(told) == len(set(told)) == cover.count
    assert set(told) == clashing(cover)


@given(covers(), st.integers(0, (1 << CANDIDATES) - 1))
def test_within_names_a_set_that_lies_inside_wherever_there_is_one(cover: Cover, chosen: int) -> None:
    inside = {one for one in clashing(cover) if not one & ~chosen}
    found = cover.within(chosen)
    assert (found is None) == (not inside)
    assert found is None or found in inside


@given(covers(), st.integers(0, (1 << CANDIDATES) - 1), st.integers(0, 20))
def test_without_leaves_a_part_that_holds_none_of_them(cover: Cover, chosen: int, turn: int) -> None:
    left = cover.without(chosen, turn)
    assert not left & ~chosen
    assert cover.within(left) is None or not clashing(cover)


@given(covers())
def test_needed_is_what_all_of_them_hold(cover: Cover) -> None:
    needed = (1 << CANDIDATES) - 1
    for one in clashing(cover):
        needed &= one
    if clashing(cover):
        assert cover.needed == needed


@given(covers())
def test_what_is_told_are_the_same_sets(cover: Cover) -> None:
    assume(cover.count > 1)
    told = cover.told
    assert set(told.sets()) == set(cover.sets())
    assert told.told == told
    assert not any(group & told.always for _, group in told.groups)


def test_any_five_of_nine_are_126_sets() -> None:
    cover = Cover(1 << 9, tuple((1, 1 << one) for one in range(9)), 4)
    assert (cover.count, cover.needed) == (126, 1 << 9)


def test_of_a_group_one_member_stands_in_for_another() -> None:
    cover = Cover(0, ((1, 0b0011), (1, 0b0100), (1, 0b1000)), 1)
    assert set(cover.sets()) == {0b0101, 0b0110, 0b1001, 0b1010, 0b1100}


def test_a_great_part_makes_up_for_several_small_ones() -> None:
    cover = Cover(0, ((3, 0b0001), (1, 0b0010), (1, 0b0100), (1, 0b1000)), 2)
    assert set(cover.sets()) == {0b0001, 0b1110}


@given(covers(), st.integers(0, 511), st.data())
def test_what_a_cover_treats_alike_can_be_exchanged(cover: Cover, members: int, data: st.DataObject) -> None:
    every = set(cover.sets())
    if members.bit_count() < 2 or not cover.treats_alike(members):
        return
    one, other = data.draw(st.permutations(list(bits(members))))[:2]
    exchanged = {chosen ^ (1 << one | 1 << other if (chosen >> one ^ chosen >> other) & 1 else 0) for chosen in every}
    assert exchanged == every


@pytest.mark.parametrize(
    ("members", "alike"),
    [
        (0b0000110, True),  # two groups of one each, of the same part
        (0b0001010, False),  # of different parts
        (0b0000010, True),  # one alone
        (0b1100000, False),  # one of two in a group, and one of no group
        (0b0110000, True),  # all of a group
        (0b0010000, True),
        (0b0000011, False),  # one that is always there, and another
        (0b1000000, True),  # none of its rules
        (0b1000010, False),  # one of a group, and none of its rules
    ],
)
def test_what_a_cover_treats_alike(members: int, alike: bool) -> None:
    cover = Cover(0b1, ((1, 0b10), (1, 0b100), (2, 0b1000), (1, 0b110000)), 2)
    assert cover.treats_alike(members) == alike
