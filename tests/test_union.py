"""How many different sets do families stand for together: is it what listing them all gives?"""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from solver.cover import Cover
from solver.union import MOST_KINDS, different, union


@st.composite
def covers(draw: st.DrawFn) -> Cover:
    """A cover of rules 0 to 8, some of them always there, some in one group."""
    rules = draw(st.permutations(range(9)))
    always = draw(st.integers(0, 2))
    groups = [(draw(st.sampled_from((1, 1, 2, 3))), 1 << rule) for rule in rules[always : draw(st.integers(3, 9))]]
    if len(groups) > 2 and draw(st.booleans()):
        part, mask = groups.pop()
        groups[0] = (part, groups[0][1] | mask)
    assume(groups)
    total = sum(part for part, _ in groups)
    return Cover(sum(1 << rule for rule in rules[:always]), tuple(groups), draw(st.integers(0, total - 1)))


@given(st.lists(covers(), max_size=4), st.lists(st.integers(1, 511), max_size=3))
def test_the_number_is_that_of_all_sets_listed(found: list[Cover], alone: list[int]) -> None:
    every = {one for cover in found for one in cover.sets()}
    number = union(found)
    assert number in (None, len(every))
    whole = different([*alone, *[0] * len(found)], [*[None] * len(alone), *found])
    assert whole in (None, len(every | set(alone)))
    assert (whole is None) == (number is None)
    for cover in found:
        assert all(cover.is_one(one) == (one in set(cover.sets())) for one in range(512))


@given(covers())
def test_one_family_is_always_counted(cover: Cover) -> None:
    assert union([cover]) == cover.count


def claims(more_than: int, number: int, *others: tuple[int, int]) -> Cover:
    return Cover(1, (*((6, 2 << rule) for rule in range(number)), *others), more_than)


def test_a_family_that_lies_in_another_is_not_counted_twice() -> None:
    """Any 14 of 29 claims, and the same with a minimum of ten seats that stands in for one of them."""
    less, more = claims(83, 29), claims(83, 29, (10, 2 << 29))
    assert (less.count, more.count) == (77_558_760, 145_422_675)
    assert union([less, more]) == more.count


def test_rules_that_stand_in_for_each_other_here_and_not_there_are_not_counted() -> None:
    assert union([Cover(0, ((1, 3), (1, 4)), 1), Cover(0, ((1, 1), (1, 2)), 1)]) is None


def test_too_many_sorts_are_not_counted() -> None:
    parts = tuple((2**rule, 1 << rule) for rule in range(20))
    assert 2 ** len(parts) > MOST_KINDS
    assert union([Cover(0, parts, 5)]) is None
