"""Where are the rows of sweeps kept, so that one which was stopped goes on where it was? In one SQLite file.

A row is known by the key of its what-if, so sweeps with what-ifs in common share rows. Each batch is one transaction
in write-ahead mode: a process that is killed loses what it had not yet committed, and nothing else. The moves of a row
are not stored, since they depend on what it is held against; its split is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from solver.answers import StageValue, SweptRow
from solver.answers.swept import SweptWins
from solver.odds import Expected

FORM = 1
"""Counts up whenever the tables change."""

_TABLES = f"""
    CREATE TABLE IF NOT EXISTS rows (key TEXT PRIMARY KEY, row TEXT NOT NULL, split TEXT, again REAL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS sweeps (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, about TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS cells (
        sweep INTEGER NOT NULL, number INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (sweep, number)
    ) WITHOUT ROWID;
    PRAGMA user_version = {FORM};
"""
"""`again` is null for what is proved. Else more time than that, in seconds, may tell more; 0 is a failure."""

PATIENCE = 60.0
"""Seconds to wait while another sweep writes."""

AT_ONCE = 500
"""Keys looked up in one query; SQLite takes some thousand."""


class StoreError(Exception):
    """A store that cannot be read or written."""


class NoStoreError(StoreError):
    """A file that is no store, or none with what is asked for."""


@dataclass(frozen=True)
class Entry:
    """One row to keep: which what-if of the sweep it is, and its split in short. `again`: as in the table."""

    number: int
    row: SweptRow
    split: str | None
    again: float | None = None


class Store:
    """The rows of any number of sweeps, in one file. Several processes may use it at once."""

    def __init__(self, file: str | Path, *, create: bool = True) -> None:
        """Open a store.

        Raises:
            StoreError: where the file cannot be opened, or is no store of this form.
        """
        self.file = str(file)
        if not create and not Path(file).is_file():
            raise NoStoreError(f"there is no store {self.file}")
        with self._told():
            self._db = sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None)
            self._open()

    def _open(self) -> None:
        form = self._db.execute("PRAGMA user_version").fetchone()[0]
        others = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if form != FORM and (form or others):
            self._db.close()
            raise NoStoreError(f"{self.file} is no store of this version of Seatpact")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        if form != FORM:
            self._db.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of SQLite, with the file's name."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            none = any(words in str(error) for words in ("not a database", "unable to open"))
            kind = NoStoreError if none else StoreError
            raise kind(f"{self.file}: {error}") from error
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{self.file}: {error}") from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: all of it, or nothing."""
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def sweep(self, name: str, about: Mapping[str, Any]) -> int:
        """The number of a sweep by its name, noted if it is new, with what an export must know of it."""
        with self._writing():
            text = json.dumps(about, ensure_ascii=False)
            self._db.execute("INSERT OR IGNORE INTO sweeps (name, about) VALUES (?, ?)", (name, text))
            number: int = self._db.execute("SELECT id FROM sweeps WHERE name = ?", (name,)).fetchone()[0]
        return number

    def sweeps(self) -> dict[int, dict[str, Any]]:
        """What is known of each sweep, by number, the oldest first."""
        with self._told():
            found = self._db.execute("SELECT id, about FROM sweeps ORDER BY id").fetchall()
        return {number: json.loads(about) for number, about in found}

    def put(self, sweep: int, entries: Iterable[Entry]) -> None:
        """Keep rows, in one transaction; what is proved stays, whatever comes later."""
        entries = tuple(entries)
        rows = [(e.row.key, packed(e.row), e.split, e.again) for e in entries]
        cells = [(sweep, e.number, e.row.key) for e in entries]
        with self._writing():
            self._db.executemany(
                "INSERT INTO rows VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
                "row = excluded.row, split = excluded.split, again = excluded.again "
                "WHERE rows.again IS NOT NULL AND (excluded.again IS NULL OR excluded.again >= rows.again)",
                rows,
            )
            self._db.executemany("INSERT OR REPLACE INTO cells VALUES (?, ?, ?)", cells)

    def link(self, sweep: int, keys: Mapping[int, str]) -> None:
        """Note which what-if of a sweep has which key, for rows that were there before."""
        with self._writing():
            cells = [(sweep, number, key) for number, key in keys.items()]
            self._db.executemany("INSERT OR IGNORE INTO cells VALUES (?, ?, ?)", cells)

    def known(self, keys: Iterable[str], time_limit: float | None) -> dict[str, tuple[str, str | None]]:
        """(row as `packed`, split in short) by key, as far as they are kept and more time would not tell more."""
        keys = list(dict.fromkeys(keys))
        found: dict[str, tuple[str, str | None]] = {}
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            # What failed is always tried again; what the limit cut short, where there is more time now.
            settled = "(again IS NULL OR (again > 0 AND again >= ?))"
            wanted = f"SELECT key, row, split FROM rows WHERE key IN ({','.join('?' * len(some))}) AND {settled}"
            enough = 1e300 if time_limit is None else time_limit
            with self._told():
                rows = self._db.execute(wanted, (*some, enough)).fetchall()
            found.update({key: (row, split) for key, row, split in rows})
        return found

    def rows(self, sweep: int) -> Iterator[tuple[int, str, str, str | None]]:
        """(number, key, row as `packed`, split in short) of a sweep, in the order of the grid."""
        wanted = "SELECT number, key, row, split FROM cells JOIN rows USING (key) WHERE sweep = ? ORDER BY number"
        with self._told():
            yield from self._db.execute(wanted, (sweep,))

    def count(self, sweep: int) -> int:
        """How many rows of a sweep there are."""
        with self._told():
            found = self._db.execute("SELECT count(*) FROM cells WHERE sweep = ?", (sweep,)).fetchone()
        return int(found[0])

    def close(self) -> None:
        """Close the file."""
        with self._told():
            self._db.close()


def packed(row: SweptRow) -> str:
    """A row as it is kept: all but where it stands in a grid, its key and its moves."""
    cost = [(one.label, one.value, one.bound) for one in row.cost]
    goals = [(one.label, one.value, one.bound) for one in row.goals]
    kept: list[Any] = [
        row.status,
        row.seats,
        cost,
        goals,
        row.shortfalls,
        row.conflict,
        row.musts,
        row.clash,
        row.failed,
    ]
    if row.wins is not None:
        kept.append(({name: _three(one) for name, one in row.wins.parties.items()}, _three(row.wins.pact)))
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _three(one: Expected) -> tuple[int, int, int]:
    return one.millionths, one.low, one.high


def unpacked(text: str, at: tuple[str, ...], key: str, moved: Sequence[Sequence[str]] | None) -> SweptRow:
    """The row that `packed` wrote, back in its place."""
    status, seats, cost, goals, shortfalls, conflict, musts, clash, failed, *wins = json.loads(text)
    return SweptRow(
        at=at,
        key=key,
        status=status,
        seats=seats,
        cost=tuple(StageValue(*one) for one in cost),
        goals=tuple(StageValue(*one) for one in goals),
        shortfalls=shortfalls,
        moved=None if moved is None else tuple((seat, one, other) for seat, one, other in moved),
        conflict=tuple(conflict),
        musts=tuple(musts),
        clash=clash,
        failed=failed,
        wins=_wins(*wins[0]) if wins else None,
    )


def _wins(parties: Mapping[str, Sequence[int]], pact: Sequence[int]) -> SweptWins:
    return SweptWins({name: Expected(*one) for name, one in parties.items()}, Expected(*pact))
