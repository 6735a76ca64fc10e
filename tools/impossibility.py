"""Which axioms cannot both be met? Writes docs/impossibility.md and scenarios/impossible/ anew, in some ten minutes.

`python tools/impossibility.py` does what `seatpact impossible` does, with larger limits.
"""

from __future__ import annotations

import sys
from pathlib import Path

from solver import impossible
from solver.answers.impossible import Impossible, Pair, Size
from solver.report.impossible import page

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "impossibility.md"
FOLDER = ROOT / "scenarios" / "impossible"
MOST, WEIGHT = Size(5, 4, 2), 5

ANY_TWO = "each can always be met, any two of the family need not be [2]"
BY_LOCKS = "with free allocation it can always be met [1]; locked seats take that away"
BY_ONE_MORE = "the usual example has entitlements 5, 1, 1, 1 and five equal seats; a smaller pact will do"
SOURCES: dict[Pair, str] = {
    ("WEF1", "WEF1"): BY_LOCKS,
    ("WWEF1", "WWEF1"): BY_LOCKS,
    ("WEF1", "WEF(1/2, 1/2)"): ANY_TWO,
    ("WEF1", "WEF(0, 1)"): ANY_TWO,
    ("WEF(1/2, 1/2)", "WEF(0, 1)"): ANY_TWO,
    ("WEF1", "WPROP1"): BY_ONE_MORE,
    ("WEF1", "lower quota"): BY_ONE_MORE,
    ("WEF1", "MWNW"): "known that the optimum may fail WEF1 [1]; here with values 0 and 1",
    ("WWEF1", "MWNW"): "with free allocation the optimum meets WWEF1 [1]",
    ("lower quota", "upper quota"): "quota methods meet both [5]",
}
"""What the literature knows; numbers as in docs/fairness.md."""


def write(answer: Impossible) -> None:
    """The page and the scenario files; files of an earlier run go."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.yaml"):
        old.unlink()
    for one in answer.shown:
        (FOLDER / f"{one.name}.yaml").write_text(one.text, encoding="utf-8")
    text = page(answer, "python tools/impossibility.py", "../scenarios/impossible", SOURCES)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(impossible(most=MOST, weight=WEIGHT, progress=lambda step: print(step, file=sys.stderr, flush=True)))
