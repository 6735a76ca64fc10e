"""What do the tests of the command share?"""

from __future__ import annotations

from pathlib import Path

import pytest

import cli
from tests.commands import ROOT, Run, Said


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(ROOT)

    def run(*arguments: str | Path) -> Said:
        code = cli.run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return run
