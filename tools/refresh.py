"""Which files repeat what a command says, and do they still? `make refresh` rewrites them, `--check` only looks.

- `scenarios/seatpact.schema.json` is what `seatpact schema` prints.
- Blocks of README.md and docs/deal-map.md under `<!-- excerpt of: COMMAND -->`, `<!-- map of: COMMAND -->`,
  `<!-- report of: COMMAND -->` (the whole of it), `<!-- picture of: COMMAND -->` (what a sweep draws under its table)
  and `<!-- copy of: FILE -->`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = (README, ROOT / "docs" / "deal-map.md")
SCHEMA = ROOT / "scenarios" / "seatpact.schema.json"

_BLOCK = re.compile(
    r"(<!-- (excerpt|map|copy|report|picture) of: (.+?) -->\n```\w+\n)(.*?)^(```$)", re.DOTALL | re.MULTILINE
)
_SHOWN_CONFLICTS = 3


def output(command: str) -> str:
    """What a `seatpact` command prints on standard output."""
    arguments = command.split()[1:]
    done = subprocess.run(
        [sys.executable, "seatpact.py", *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


def fresh() -> dict[Path, str]:
    """What each kept file should hold."""
    pages = {page: _BLOCK.sub(_refreshed, page.read_text("utf-8")) for page in PAGES}
    return pages | {SCHEMA: output("seatpact schema")}


def _refreshed(block: re.Match[str]) -> str:
    return f"{block[1]}{_content(block[2], block[3])}\n{block[5]}"


def _content(kind: str, source: str) -> str:
    if kind == "copy":
        return (ROOT / source).read_text("utf-8").rstrip("\n")
    report = output(source)
    if kind == "report":
        return report.rstrip("\n")
    if kind == "picture":
        return report[report.index("\nThe most that") + 1 :].rstrip("\n")
    if kind == "map":
        return _between(report, "Map", "Seats by region").removeprefix("Map\n").rstrip("\n")
    head, rest = report.split(f"\n  {_SHOWN_CONFLICTS + 1}. ", 1)
    return f"{head}\n  ...\n\n{_between(rest, 'Ways out', '  3. ').rstrip()}\n  ..."


def _between(text: str, start: str, end: str) -> str:
    begin = text.index(f"\n{start}") + 1
    return text[begin : text.index(f"\n{end}", begin)]


def main() -> int:
    """Rewrite the files, or with `--check` say which are stale; 1 if any is."""
    stale = [path for path, text in fresh().items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)} is {'stale; run make refresh' if '--check' in sys.argv else 'rewritten'}")
    if "--check" in sys.argv:
        return 1 if stale else 0
    for path, text in fresh().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
