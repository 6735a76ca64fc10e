"""Which numbers should a property test try? Drawn as a *pattern* first: identical, zero-heavy, skewed, random.

Uniform random values alone hardly ever tie, and ties and extremes are where rules go wrong.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy


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


def entitlements(length: int, most: int = 9) -> SearchStrategy[list[int]]:
    """Entitlements above 0: all equal, one strong party among equals, or any."""
    one = st.integers(1, most)
    strong = st.tuples(st.integers(2, most), st.integers(0, length - 1))
    return st.one_of(
        st.just([1] * length),
        strong.map(lambda drawn: [drawn[0] if party == drawn[1] else 1 for party in range(length)]),
        st.lists(one, min_size=length, max_size=length),
    )
