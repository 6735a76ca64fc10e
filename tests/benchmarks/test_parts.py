"""Do the parts of a run add up, each told by its own time, also what is under way?"""

import time
from types import SimpleNamespace

import pytest

from benchmarks import parts
from benchmarks.contest import OURS, PEERS, contest
from benchmarks.race import Run
from benchmarks.told import Target, row
from tests.benchmarks.test_races import SMALL, result


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the clock shows, one time after the other."""
    shown: list[float] = []
    monkeypatch.setattr(parts, "time", SimpleNamespace(perf_counter=lambda: shown.pop(0), sleep=time.sleep))
    return shown


class Worker:
    """Does a part of its work inside another one, and looks at the clock in there."""

    def __init__(self) -> None:
        self.clock = parts.Clock((("outer", self, "outer"), ("inner", self, "inner")))

    def outer(self, look: bool) -> dict[str, tuple[float, int]] | None:
        return self.inner(look)

    def inner(self, look: bool) -> dict[str, tuple[float, int]] | None:
        return self.clock.taken() if look else None


def test_what_another_part_takes_inside_a_part_is_not_its_own(moments: list[float]) -> None:
    worker = Worker()
    moments += [0.0, 1.0, 4.0, 5.0, 9.0]
    worker.outer(look=False)
    assert worker.clock.taken() == {"outer": (2.0, 1), "inner": (3.0, 1)}


def test_what_is_under_way_counts_up_to_now(moments: list[float]) -> None:
    moments += [0.0, 1.0, 4.0, 5.0, 9.0]
    assert Worker().outer(look=True) == {"outer": (1.0, 1), "inner": (3.0, 1)}


def test_a_race_tells_our_parts_and_they_are_no_more_than_the_whole() -> None:
    results, _ = contest("bans:6x2x8", "first", cap=20, rounds=1, without=PEERS["first"])
    told = results[OURS].told
    assert told.parts["network"][1] >= 1
    assert 0 < sum(seconds for seconds, _ in told.parts.values()) <= told.measured


def test_where_a_peer_is_ahead_the_row_says_what_took_our_time() -> None:
    ours = result(conflicts=[(0, 1)], seconds=2.0, parts={"network": (1.5, 3), "map": (0.01, 1)}, measured=2.0)
    told = row("x:y", "all", {OURS: ours, "CPMpy marco, Exact": result(conflicts=[(0, 1)])}, SMALL, Target())
    assert told[3] == "ahead: CPMpy marco, Exact; of 2,000 ms: network 1,500 (3 calls), all else 500"


def test_where_nobody_is_ahead_and_nothing_missed_it_says_nothing_of_it() -> None:
    ours = result(conflicts=[(0, 1)], parts={"network": (0.5, 3)}, measured=1.0)
    assert row("x:y", "all", {OURS: ours}, SMALL, Target(seconds=2.0))[3] == "2,000 ms"


def test_without_a_report_of_parts_a_miss_is_told_alone() -> None:
    assert row("x:y", "all", {OURS: result()}, SMALL, Target(seconds=0.5))[3].endswith("2.0 times as long")


def test_what_is_told_of_the_parts_last_counts() -> None:
    heard = Run()
    heard.hear({"parts": {"network": [0.1, 1]}, "at": 0.2, "calls": 0})
    heard.hear({"parts": {"network": [0.3, 2]}, "at": 0.5, "calls": 0})
    assert (heard.parts, heard.measured) == ({"network": (0.3, 2)}, 0.5)
