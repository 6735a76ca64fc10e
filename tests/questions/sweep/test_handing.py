"""Does a sheet stay with one worker, and does every what-if get to one exactly?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.questions.sweep import Sweep, handing
from solver.questions.sweep.answering import Answered, failed_row
from solver.questions.sweep.handing import Handing
from solver.questions.sweep.work import Desk, Done
from tests.questions.sweep.grids import by_hand

VARY = {"b": None, "a-min.seats": "0..9"}
"""Two sheets of ten."""

DESK = Desk(Sweep(by_hand(), VARY).plan)


def back(numbers: list[int], rest: list[int], *, solved: bool) -> Done:
    """What a worker sends back that had no time for the rest."""
    told = [number for number in numbers if number not in rest]
    return Done([Answered(number, failed_row(DESK.plan, number, ""), solved) for number in told], rest)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Handing:
    monkeypatch.setattr(handing, "AT_LEAST", 2)
    return Handing(DESK)


def test_two_workers_get_a_sheet_each(small: Handing) -> None:
    assert small.next(0, 2, 0, idle=True) == list(range(10))
    assert small.next(1, 2, 0, idle=True) == list(range(10, 20))
    assert small.next(0, 2, 0, idle=True) is None


def test_what_was_not_done_of_a_sheet_goes_to_the_worker_that_knows_it(small: Handing) -> None:
    first, _ = small.next(0, 2, 0, idle=True), small.next(1, 2, 0, idle=True)
    assert first is not None
    small.back(0, back(first, first[1:], solved=False), others_idle=True)
    assert small.next(0, 2, 0, idle=True) == first[1:]


def test_a_sheet_is_parted_where_most_had_to_be_solved_and_somebody_is_idle(small: Handing) -> None:
    first, _ = small.next(0, 2, 0, idle=True), small.next(1, 2, 0, idle=True)
    assert first is not None
    small.back(0, back(first, first[2:], solved=True), others_idle=False)
    assert small.next(0, 2, 0, idle=True) == first[2:]
    small.back(0, back(first, first[2:], solved=True), others_idle=True)
    assert small.next(0, 2, 0, idle=True) == first[2:6]
    assert small.next(1, 2, 0, idle=True) == first[6:]


def test_the_parts_of_a_long_sheet_go_to_one_worker_while_it_has_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "AT_LEAST", 2)
    monkeypatch.setattr(handing, "AT_MOST", 4)
    parts = Handing(DESK)
    assert parts.next(0, 2, 0, idle=True) == [0, 1, 2, 3]
    assert parts.next(1, 2, 0, idle=True) == [10, 11, 12, 13]
    assert parts.next(0, 2, 0, idle=False) == [4, 5, 6, 7]
    assert parts.next(0, 2, 0, idle=False) == [8, 9]
    assert parts.next(0, 2, 0, idle=False) is None
    assert parts.next(0, 2, 0, idle=True) == [18, 19]


@given(st.data())
def test_every_what_if_is_answered_once_however_workers_come_back(data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handing, "AT_LEAST", data.draw(st.integers(1, 6)))
        patch.setattr(handing, "AT_MOST", data.draw(st.integers(1, 8)))
        patch.setattr(handing, "AHEAD", data.draw(st.integers(8, 20)))
        hands, busy, done = Handing(DESK), dict[int, list[int]](), set[int]()
        while len(done) < 20:
            slots = data.draw(st.integers(1, 3))
            told = next(number for number in range(21) if number not in done)
            for worker in range(slots):
                batch = None if worker in busy else hands.next(worker, slots, told, idle=True)
                if batch is not None:
                    busy[worker] = batch
            assert busy
            worker = data.draw(st.sampled_from(sorted(busy)))
            batch = busy.pop(worker)
            rest = batch[data.draw(st.integers(1, len(batch))) :]
            assert not done & set(batch)
            done.update(set(batch) - set(rest))
            hands.back(worker, back(batch, rest, solved=data.draw(st.booleans())), others_idle=len(busy) < slots - 1)
