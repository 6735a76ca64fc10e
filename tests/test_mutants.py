"""Can every bug that `make mutants` plants still be planted?"""

from __future__ import annotations

from tests.mutants import MUTANTS, ROOT, TESTS


def test_the_place_of_every_planted_bug_is_in_the_code_once() -> None:
    stale = [one.what for one in MUTANTS if one.planted((ROOT / one.file).read_text("utf-8")) is None]
    assert stale == []


def test_every_planted_bug_has_tests_that_are_there() -> None:
    """A folder or file of tests that was renamed would be passed over in silence."""
    assert [one.what for one in MUTANTS if not any(one.file.startswith(prefix) for prefix in TESTS)] == []
    assert [test for tests in TESTS.values() for test in tests if not (ROOT / test).exists()] == []
