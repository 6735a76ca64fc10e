"""Does Ctrl-C end the command with 130 and one line, whenever it comes?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.commands import ROOT

MOMENTS = (0.05, 0.15, 0.3, 0.45, 0.6, 0.68, 0.75, 0.8, 0.88, 1.0, 1.2, 1.5)
"""Seconds after the start: while Python starts, modules are loaded, the file is read, and the engine is at work."""

LONG = ("scenarios/india-2024.yaml", "--time-limit", "100")


def interrupted(after: float, *command: str) -> tuple[int, str]:
    """Exit code and stderr of a process that hears Ctrl-C after so many seconds."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    process = subprocess.Popen(
        [sys.executable, "seatpact.py", *command],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    err = process.communicate(timeout=60)[1]
    return process.returncode, err


def test_ctrl_c_at_any_moment_exits_with_130_and_no_error() -> None:
    commands = (("conflicts", *LONG, "--all", "--by", "seat", "--each"), ("concessions", *LONG, "--most", "500"))
    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(lambda number: interrupted(MOMENTS[number], *commands[number % 2]), range(len(MOMENTS))))
    # While Python itself starts, nobody of ours can listen.
    wrong = [
        (after, code, err)
        for after, (code, err) in zip(MOMENTS, ended, strict=True)
        if not (code == 130 or (after < 0.2 and "seatpact" not in err.replace(str(ROOT), "")))
        or (code == 130 and any(word in err for word in ("internal error", "KeyboardInterrupt", "Traceback")))
    ]
    assert wrong == []


SWALLOWING = """
import os, signal, time
try:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.05)
except BaseException:
    print("swallowed")
print("loaded")
"""

AT_WORK = """
import sys, time
import seatpact
seatpact.put_off_during_imports()
try:
    import swallowing
    time.sleep(10)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_ctrl_c_during_an_import_is_heard_once_all_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "swallowing.py").write_text(SWALLOWING, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", AT_WORK],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout.split(), done.stderr) == (["loaded", "interrupted"], "")


@pytest.mark.parametrize("command", ["conflicts", "concessions", "why --unique", "solve", "--help"])
def test_every_command_ends_with_0_where_nobody_reads_on(command: str) -> None:
    shell = f"{sys.executable} seatpact.py {command} scenarios/tiny.yaml | true"
    done = subprocess.run(
        ["bash", "-c", f"{shell}; echo ${{PIPESTATUS[0]}}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, "Traceback" in done.stderr) == ("0\n", False)
