"""Which figures stand in docs/benchmarks.md? `python -m benchmarks [--quick]` prints them; `--write` records them.

`--only SECTION --write` records one section in a page of its own, docs/benchmarks-SECTION.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace

from benchmarks.sections import SECTIONS
from benchmarks.sections.cold import ROOT
from benchmarks.table import Section, page


def main() -> None:
    """Measure, print, and record where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, small instances")
    parser.add_argument("--only", metavar="SECTION", choices=SECTIONS, help=f"one of {', '.join(SECTIONS)}")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md, or a section's page")
    options = parser.parse_args()
    names = [options.only] if options.only else list(SECTIONS)
    target = ROOT / "docs" / f"benchmarks{f'-{options.only}' if options.only else ''}.md"
    done: list[Section] = []

    def record(section: Section) -> None:
        """What is measured is recorded row by row: a run that is cut short keeps what it has."""
        if options.write:
            target.write_text(page([*done, section], _command(options)), encoding="utf-8")

    for name in names:
        done += [_measured(name, record, quick=options.quick)]
    print(page(done, _command(options)))


def _measured(name: str, record: Callable[[Section], None], *, quick: bool) -> Section:
    """Measure a section; each row is told on stderr, and recorded, as it comes."""
    entry = SECTIONS[name]
    section = Section(entry.title, (), entry.notes)
    for row in entry.rows(quick):
        print(f"{name}: {' | '.join(row)}", file=sys.stderr, flush=True)
        section = replace(section, rows=(*section.rows, row))
        record(section)
    return section


def _command(options: argparse.Namespace) -> str:
    flags = [f"--only {options.only}"] if options.only else []
    flags += [f"--{name}" for name in ("quick", "write") if getattr(options, name)]
    return " ".join(("python -m benchmarks", *flags))


if __name__ == "__main__":
    main()
