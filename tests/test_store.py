"""Does a store keep what it was given, whatever happens to the process, and give it back as it was?"""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings

from solver.answers import StageValue, SweptRow
from solver.questions.sweep import Sweep, handing, sweep
from solver.questions.sweep.stored import Stored
from solver.scenario import Scenario
from solver.store import Entry, Store, StoreError, packed, unpacked
from tests.questions.sweep.grids import by_hand, swept

ROW = SweptRow(
    at=("in", "3"),
    key="k",
    status="optimal",
    seats={"A": 1, "नमूना": 2},
    cost=(StageValue(1, 2, 2),),
    goals=(StageValue("strength", 5, None),),
    shortfalls={"r": 2},
    moved=(("s", "A", "B"),),
    conflict=("r", "q"),
    clash=True,
)


def test_a_row_comes_back_as_it_was() -> None:
    assert unpacked(packed(ROW), ROW.at, ROW.key, [("s", "A", "B")]) == ROW


def test_a_second_run_takes_every_row_from_the_store_and_ends_with_the_same(tmp_path: Path) -> None:
    first = sweep(by_hand(), store=tmp_path / "s.db")
    second = sweep(by_hand(), store=tmp_path / "s.db")
    assert second.rows == first.rows == sweep(by_hand()).rows
    assert (second.counts.stored, second.counts.solved, second.counts.reused) == (10, 0, 0)
    assert second.complete


def test_a_sweep_that_was_stopped_computes_only_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "AT_MOST", 2)
    rows = Sweep(by_hand(), store=tmp_path / "s.db").rows()
    begun = [next(rows) for _ in range(3)]
    rows.close()
    again = sweep(by_hand(), store=tmp_path / "s.db")
    assert again.rows[:3] == tuple(begun)
    assert again.counts.stored == 4
    assert again.rows == sweep(by_hand()).rows


def test_another_grid_takes_the_what_ifs_that_both_have(tmp_path: Path) -> None:
    sweep(by_hand(), {"a-min.seats": "0..4"}, store=tmp_path / "s.db")
    other = sweep(by_hand(), {"a-min.seats": "3..6", "b": "in"}, store=tmp_path / "s.db")
    assert other.counts.stored == 2
    assert other.rows == sweep(by_hand(), {"a-min.seats": "3..6", "b": "in"}).rows


def test_a_base_that_moves_other_seats_still_takes_rows_and_tells_its_own_moves(tmp_path: Path) -> None:
    sweep(by_hand(), {"b": None}, store=tmp_path / "s.db")
    told = sweep(by_hand(), {"b": None}, {"b": "out"}, store=tmp_path / "s.db")
    assert told.counts.stored == 2
    assert told.at[("in",)].moved == (("s4", "A", "B"),)


@settings(max_examples=5)
@given(swept())
def test_an_export_holds_the_rows_of_the_sweep(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[Scenario, dict[str, object]]
) -> None:
    file = tmp_path_factory.mktemp("store") / "s.db"
    answer = sweep(*drawn, store=file)
    assert tuple(Stored(Store(file)).rows()) == answer.rows


def test_two_sweeps_may_use_a_store_at_once(tmp_path: Path) -> None:
    one = Sweep(by_hand(), store=tmp_path / "s.db").rows()
    first = next(one)
    assert sweep(by_hand(), {"a-min.seats": "0..4"}, store=tmp_path / "s.db").complete
    assert (first, *one) == sweep(by_hand()).rows


def test_what_the_time_limit_cut_short_is_tried_again_with_more_time_only(tmp_path: Path) -> None:
    short = SweptRow(("1",), "k", "unknown")
    store = Store(tmp_path / "s.db")
    number = store.sweep("n", {})
    store.put(number, [Entry(0, short, None, again=5.0)])
    assert store.known(["k"], 5.0)
    assert not store.known(["k"], 6.0)
    assert not store.known(["k"], None)
    store.put(number, [Entry(0, SweptRow(("1",), "k", "optimal", clash=False), None)])
    store.put(number, [Entry(0, short, None, again=9.0)])
    assert "optimal" in store.known(["k"], None)["k"][0]


def test_a_failure_is_kept_and_tried_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.db")
    store.put(store.sweep("n", {}), [Entry(0, SweptRow(("1",), "k", "failed", failed="died"), None, again=0.0)])
    assert not store.known(["k"], 0.0)
    assert [text for _, _, text, _ in store.rows(1)]


def test_a_full_disk_ends_the_sweep_with_its_name_and_what_was_kept_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "AT_MOST", 5)
    file = tmp_path / "s.db"
    vary = {"a-min.seats": "0..99"}
    rows = Sweep(by_hand(), vary, store=file).rows()
    next(rows)
    rows.close()
    opened = Store._open

    def small(self: Store) -> None:
        opened(self)
        self._db.execute(f"PRAGMA max_page_count = {self._db.execute('PRAGMA page_count').fetchone()[0] + 2}")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_open", small)
        with pytest.raises(StoreError, match=r"s\.db: database or disk is full"):
            sweep(by_hand(), vary, store=file)
    kept = len(list(Stored(Store(file)).rows()))
    assert 5 <= kept < 200
    again = sweep(by_hand(), vary, store=file)
    assert again.counts.stored == kept
    assert again.rows == sweep(by_hand(), vary).rows


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.txt", tmp_path / "other.db"
    text.write_text("a" * 2_000)
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE mine (x)")
    for file in (text, other):
        with pytest.raises(StoreError, match=file.name):
            Store(file)
    assert text.read_text() == "a" * 2_000
    with pytest.raises(StoreError, match="there is no store"):
        Store(tmp_path / "none.db", create=False)
