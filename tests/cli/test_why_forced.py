"""Does `seatpact why --forced` tell its verdict in every form?"""

from __future__ import annotations

import pytest

from solver import load, why_forced
from tests.commands import ROOT, Run


@pytest.mark.parametrize("claim", ["mill=B", "B>=2"])
def test_the_verdict_is_told_in_every_form(claim: str, run: Run) -> None:
    told = why_forced(load(ROOT / "scenarios" / "tiny.yaml"), claim)
    for form in ("table", "json", "csv"):
        said = run("why", "scenarios/tiny.yaml", "--forced", claim, "--format", form)
        assert said.code == 0
        assert ("forced" if told.verdict == "forced" else "not forced" if form == "table" else "open") in said.out


def test_a_whole_split_can_be_asked_for(run: Run) -> None:
    said = run("why", "scenarios/tiny.yaml", "--forced", "scenarios/tiny-split.csv")
    assert said.code == 0
    assert "not forced" in said.out
