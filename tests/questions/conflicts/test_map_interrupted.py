"""Does Ctrl-C reach Python, at whatever moment of the map's work it comes, and leave the map whole?"""

from __future__ import annotations

import signal
import subprocess
import sys
import time

from tests.commands import ROOT

HEARS_300 = """
import signal
from solver.questions.conflicts.enumeration import Map

heard = []
signal.signal(signal.SIGINT, lambda *_: heard.append(1))
print("ready", flush=True)
while len(heard) < 300:
    one = Map(1_000)
    while len(heard) < 300 and (found := one.largest()) is not None:
        one.strike_around(found & -found)
signal.signal(signal.SIGINT, signal.SIG_IGN)
"""


def test_ctrl_c_again_and_again_is_heard_each_time_and_breaks_nothing() -> None:
    command = [sys.executable, "-c", HEARS_300]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "ready\n"
        while process.poll() is None:
            process.send_signal(signal.SIGINT)
            time.sleep(0.0005)
        assert (process.returncode, process.stderr.read()) == (0, "")
