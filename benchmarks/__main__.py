"""Which figures stand in docs/benchmarks-*.md? `python -m benchmarks [--quick]` prints them; `--write` records them.

Each section has a page of its own, docs/benchmarks-SECTION.md, written row by row.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from benchmarks.sections import SECTIONS
from benchmarks.sections.cold import ROOT
from benchmarks.table import Section, page


def main() -> None:
    """Measure, print, and record where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, small instances")
    parser.add_argument("--only", metavar="SECTION", choices=SECTIONS, help=f"one of {', '.join(SECTIONS)}")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks-SECTION.md")
    options = parser.parse_args()
    for name in [options.only] if options.only else SECTIONS:
        section = _measured(name, quick=options.quick, write=options.write)
        print(page([section], _command(name, quick=options.quick)))


def _measured(name: str, *, quick: bool, write: bool) -> Section:
    """Measure a section; each row is told on stderr, and recorded, as it comes: a run cut short keeps what it has."""
    entry = SECTIONS[name]
    section = Section(entry.title, (), entry.notes, finished=False)
    for row in entry.rows(quick):
        print(f"{name}: {' | '.join(row)}", file=sys.stderr, flush=True)
        section = replace(section, rows=(*section.rows, row))
        _record(name, section, quick=quick, write=write)
    section = replace(section, finished=True)
    _record(name, section, quick=quick, write=write)
    return section


def _record(name: str, section: Section, *, quick: bool, write: bool) -> None:
    if write:
        told = page([section], _command(name, quick=quick))
        (ROOT / "docs" / f"benchmarks-{name}.md").write_text(told, encoding="utf-8")


def _command(name: str, *, quick: bool) -> str:
    """What measures this page anew."""
    return f"python -m benchmarks --only {name}{' --quick' if quick else ''} --write"


if __name__ == "__main__":
    main()
