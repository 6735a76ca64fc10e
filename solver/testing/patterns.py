"""Which numbers should a property test try? Drawn as a *pattern* first: identical, zero-heavy, skewed, random.

Uniform random values alone hardly ever tie, and ties and extremes are where rules go wrong.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy


@lru_cache(maxsize=256)  # a strategy is costly to build, and drawn from again and again
def numbers(length: int, most: int, least: int = 0) -> SearchStrategy[list[int]]:
    """`length` whole numbers from `least` to `most`, in one of four patterns."""
    whole = st.integers(least, most)
    few = st.sampled_from((0, 0, 0, 1, most))
    steep = st.permutations([most // 3**place for place in range(length)])
    return st.one_of(
        whole.map(lambda value: [value] * length),
        st.lists(few, min_size=length, max_size=length),
        steep.map(list),
        st.lists(whole, min_size=length, max_size=length),
    )


def weights(length: int, most: int = 40) -> SearchStrategy[list[int]]:
    """Entitlements: as `numbers`, but at least one above 0."""
    return numbers(length, most).map(lambda drawn: drawn if any(drawn) else [1, *drawn[1:]])


@lru_cache(maxsize=256)  # a strategy is costly to build, and drawn from again and again
def entitlements(length: int, most: int = 9) -> SearchStrategy[list[int]]:
    """Entitlements above 0: all equal, some strong parties among equals, or any."""
    strong = st.tuples(st.integers(2, most), st.lists(st.booleans(), min_size=length, max_size=length))
    return st.one_of(
        st.just([1] * length),
        strong.map(lambda drawn: [drawn[0] if one else 1 for one in drawn[1]]),
        *[st.lists(st.integers(1, most), min_size=length, max_size=length)] * 2,
    )


Pattern = Literal["alike", "common", "shuffled", "own"]

PATTERNS: tuple[Pattern, ...] = get_args(Pattern)


@lru_cache(maxsize=256)  # a strategy is costly to build, and drawn from again and again
def values(
    parties: int, seats: int, most: int = 9, patterns: tuple[Pattern, ...] = PATTERNS
) -> SearchStrategy[list[list[int]]]:
    """What each seat is worth to each party: a row a party, in one of these patterns.

    `alike`: every seat the same to everybody. `common`: one row for all. `shuffled`: the same numbers for all, in
    another order for each. `own`: a row of its own for each.
    """
    row = numbers(seats, most)
    any_row = st.lists(st.integers(0, most), min_size=seats, max_size=seats)
    drawn: dict[Pattern, SearchStrategy[list[list[int]]]] = {
        "alike": st.just([[1] * seats] * parties),
        "common": row.map(lambda one: [one] * parties),
        "shuffled": any_row.flatmap(
            lambda one: st.lists(st.permutations(one), min_size=parties, max_size=parties),
        ),
        "own": st.one_of(
            st.lists(row, min_size=parties, max_size=parties), st.lists(any_row, min_size=parties, max_size=parties)
        ),
    }
    return st.one_of([drawn[pattern] for pattern in patterns])
