"""Does a sweep end with the same rows whoever works, and whoever dies on the way?

These use real processes, a real cluster on this machine, and real kills.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from solver import load
from solver.answers import SweptRow
from solver.questions.sweep import Pace, handing, sweep
from solver.questions.sweep import cluster as clusters
from solver.questions.sweep import run as running
from solver.questions.sweep import work as working
from solver.questions.sweep.crew import NoCrewError, SweepError, crew
from solver.questions.sweep.stored import Stored
from solver.questions.sweep.work import Done
from solver.report.sweeps import pace_line
from solver.store import Store
from tests.commands import ROOT
from tests.questions.sweep.grids import by_hand

VARY = {"b": None, "a-min.seats": "0..9"}
POISON = 13
"""The what-if that kills its worker, where the tests say so."""


def deadly(sent: bytes, numbers: list[int], seconds: float) -> Done:
    """As `work`, but one what-if kills the process that is given it."""
    if POISON in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return working.work(sent, numbers, seconds)


def once(sent: bytes, numbers: list[int], seconds: float) -> Done:
    """As `work`, but the first process that is given a certain what-if dies."""
    mark = Path(os.environ["SEATPACT_TEST_MARK"])
    if POISON in numbers and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return working.work(sent, numbers, seconds)


def test_processes_give_the_rows_of_one_job_also_where_one_of_them_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = sweep(by_hand(), VARY, shortcuts=False).rows
    monkeypatch.setenv("SEATPACT_TEST_MARK", str(tmp_path / "died"))
    monkeypatch.setattr(running, "work", once)
    assert sweep(by_hand(), VARY, jobs=2).rows == expected
    assert (tmp_path / "died").exists()


def test_a_what_if_that_no_worker_survives_is_a_row_that_says_so_and_the_others_are_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = sweep(by_hand(), VARY, shortcuts=False).rows
    monkeypatch.setattr(running, "work", deadly)
    monkeypatch.setattr(running, "DEATHS", 1)
    answer = sweep(by_hand(), VARY, jobs=2)
    assert answer.rows[POISON].status == "failed"
    assert "worker died" in str(answer.rows[POISON].failed)
    assert _others(answer.rows) == _others(expected)
    assert answer.counts.failed == 1


def _others(rows: Any) -> list[SweptRow]:
    return [row for number, row in enumerate(rows) if number != POISON]


@pytest.fixture
def cluster() -> Iterator[Any]:
    import dask
    from distributed import LocalCluster

    make: Any = LocalCluster  # has no types
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1, "distributed.worker.daemon": True}),
        make(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50) as local,
    ):
        yield local


@pytest.mark.filterwarnings("ignore")  # of packages below dask
def test_a_cluster_gives_the_rows_of_one_job_also_where_one_of_its_workers_is_killed(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[int] = []

    def kill_one(pace: Any) -> None:
        if not killed:
            process = next(iter(cluster.workers.values())).process.process
            killed.append(process.pid)
            os.kill(process.pid, signal.SIGKILL)

    monkeypatch.setattr(handing, "AT_LEAST", 2)
    answer = sweep(by_hand(), VARY, cluster=cluster.scheduler_address, store=tmp_path / "s.db", watch=kill_one)
    assert killed
    assert answer.rows == sweep(by_hand(), VARY, shortcuts=False).rows
    assert tuple(Stored(Store(tmp_path / "s.db")).rows()) == answer.rows


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler with one worker, as processes of their own: its address, and itself."""
    told = ["--scheduler-file", str(tmp_path / "scheduler.json")]
    commands = (["scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", ":0"], ["worker"])
    at = ["--local-directory", str(tmp_path), "--nthreads", "1", "--no-nanny", "--dashboard-address", ":0"]
    silent: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}
    started = []
    for command in commands:
        more = at if command == ["worker"] else []
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:], *more, *told], **silent
            )
        )
    deadline = time.monotonic() + 60
    while not (tmp_path / "scheduler.json").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    yield json.loads((tmp_path / "scheduler.json").read_text())["address"], started[0]
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.filterwarnings("ignore")  # of packages below dask
def test_where_the_scheduler_dies_it_is_said_in_a_line_and_the_sweep_goes_on_from_its_store(
    scheduler: tuple[str, subprocess.Popen[bytes]],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, process = scheduler
    monkeypatch.setattr(handing, "AT_MOST", 4)

    def kill_it(pace: Pace) -> None:
        if pace.done >= 4:
            process.kill()

    store = tmp_path / "s.db"
    with pytest.raises(SweepError, match=r"scheduler at .* was lost.*s.db keeps \d+ rows: run it again"):
        sweep(by_hand(), VARY, cluster=address, store=store, watch=kill_it)
    said = capfd.readouterr()
    assert "Traceback" not in said.out + said.err
    again = sweep(by_hand(), VARY, store=store)
    assert again.rows == sweep(by_hand(), VARY, shortcuts=False).rows
    assert again.counts.stored >= 4


def test_where_there_is_no_cluster_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    with pytest.raises(NoCrewError, match="no cluster at nowhere:1"):
        crew(1, "nowhere:1")


@pytest.mark.filterwarnings("ignore")  # of packages below dask
def test_a_cluster_without_workers_is_said_to_have_none_and_given_up_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from distributed import LocalCluster

    make: Any = LocalCluster  # has no types
    seen: list[Pace] = []
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    with (
        make(n_workers=0, dashboard_address=None, silence_logs=50) as local,
        pytest.raises(SweepError, match=r"no worker is connected .*; no row is kept"),
    ):
        sweep(by_hand(), VARY, cluster=local.scheduler_address, watch=seen.append)
    assert "no worker is connected to" in pace_line(seen[0])
    assert seen[0].rate is None


LONG = ["-m", "cli", "sweep", "scenarios/uttar-pradesh-2024.yaml", "--vary", "inc-minimum.seats=0..40"]


def test_killed_at_any_moment_a_sweep_goes_on_where_it_was_and_leaves_no_process(tmp_path: Path) -> None:
    command = [sys.executable, *LONG, "--drop", "sp-mlas", "--vary", "sp-mps.weight=1..4", "--format", "ndjson"]
    command += ["--store", str(tmp_path / "s.db"), "--jobs", "2"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        children = _children(process.pid)
        process.kill()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
    store = Store(tmp_path / "s.db")
    kept = {row.at: row for row in Stored(store).rows()}
    assert kept
    again = sweep(
        load(ROOT / "scenarios" / "uttar-pradesh-2024.yaml"),
        {"inc-minimum.seats": "0..2", "sp-mps.weight": "1..4"},
        drop=["sp-mlas"],
        store=tmp_path / "s.db",
    )
    assert again.counts.stored == sum(at in kept for at in again.at)
    assert all(kept.get(row.at, row) == row for row in again.rows)


def _children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(one) for one in found.stdout.split()]
