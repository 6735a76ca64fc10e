"""Which figures stand in docs/benchmarks.md? `python -m benchmarks [--quick]` prints them; `--write` records them."""

from __future__ import annotations

import argparse
import sys

from benchmarks.sections import SECTIONS
from benchmarks.sections.cold import ROOT
from benchmarks.table import Row, Section, page


def main() -> None:
    """Measure, print, and record where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, small instances")
    parser.add_argument("--only", metavar="SECTION", choices=SECTIONS, help=f"one of {', '.join(SECTIONS)}")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    if options.write and options.only:
        parser.error("--write records the whole page, so it does not go with --only")
    names = [options.only] if options.only else list(SECTIONS)
    text = page([_measured(name, quick=options.quick) for name in names], _command(options))
    print(text)
    if options.write:
        (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")


def _measured(name: str, *, quick: bool) -> Section:
    """Measure a section; each row is told on stderr as it comes."""
    entry = SECTIONS[name]
    rows: list[Row] = []
    for row in entry.rows(quick):
        print(f"{name}: {' | '.join(row)}", file=sys.stderr, flush=True)
        rows.append(row)
    return Section(entry.title, tuple(rows), entry.notes)


def _command(options: argparse.Namespace) -> str:
    flags = [f"--only {options.only}"] if options.only else []
    flags += [f"--{name}" for name in ("quick", "write") if getattr(options, name)]
    return " ".join(("python -m benchmarks", *flags))


if __name__ == "__main__":
    main()
