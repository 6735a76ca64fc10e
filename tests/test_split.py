"""Is a split a mapping like any other?"""

from solver.split import Split


def test_a_split_equals_a_mapping_that_says_the_same() -> None:
    assert Split.of({"s": "A"}) == {"s": "A"}
    assert Split.of({"s": "A"}) != {"s": "B"}


def test_equal_splits_have_equal_hashes_whatever_their_order() -> None:
    assert hash(Split.of({"s": "A", "t": "B"})) == hash(Split.of({"t": "B", "s": "A"}))


def test_totals_list_every_party_asked_for_even_at_zero() -> None:
    assert Split.of({"s": "A"}).totals(["B", "A"]) == {"B": 0, "A": 1}


def test_moved_seats_name_both_holders() -> None:
    assert Split.of({"s": "A", "t": "A"}).moved(Split.of({"s": "A", "t": "B"})) == (("t", "A", "B"),)
