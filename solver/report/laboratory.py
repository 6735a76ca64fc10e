"""How does the table of methods and axioms look, and what do the counterexamples say?"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers.laboratory import Cell, Laboratory
from solver.report import plain
from solver.report.style import bullet, grid, section
from solver.scenario.written import as_yaml

ACROSS = 4
"""Methods side by side, so that a table fits 80 columns."""


def lab_report(told: Laboratory, out: str | None = None) -> RenderableType:
    """The table, as many methods across as fit, then every counterexample; `out` is where its files went."""
    return Group(*_head(told), *_tables(told), *_failures(told, out))


def _head(told: Laboratory) -> Iterator[RenderableType]:
    yield Text("Methods and axioms", style="bold")
    size = f"up to {told.max_seats} seats and {told.max_parties} parties"
    yield Text(f"{told.examples} scenarios a cell, {size}, seed {told.seed}.")
    yield Text(
        "'holds' is said of the scenarios tried. * theory says so too; ! none of them breaks it, the counterexample is "
        "theory's own; - the axiom says nothing of the method."
    )
    yield Text("")


def _tables(told: Laboratory) -> Iterator[RenderableType]:
    names = list(told.methods)
    cells = {(cell.method, cell.axiom): cell for cell in told.cells}
    for start in range(0, len(names), ACROSS):
        shown = names[start : start + ACROSS]
        table = grid("Axiom", *(name.replace(":", ": ").replace("_", " ") for name in shown))
        for axiom in told.axioms:
            table.add_row(axiom, *(_verdict(cells[name, axiom]) for name in shown))
        yield table
        yield Text("")


def _verdict(cell: Cell) -> str:
    if cell.verdict == "says nothing":
        return "-"
    if cell.verdict == "unfinished":
        return "unfinished"
    tried = f"holds on {cell.tried}" if cell.verdict == "holds" else "fails"
    if cell.theory is None:
        return tried
    agrees = cell.theory.holds == (cell.verdict == "holds") and cell.origin == "drawn"
    return f"{tried}{'*' if agrees else '!'}"


def _failures(told: Laboratory, out: str | None) -> Iterator[RenderableType]:
    failed = [cell for cell in told.cells if cell.verdict == "fails"]
    lines = [bullet("-", f"{cell.method}: {cell.axiom}", *_seen(cell, out)) for cell in failed]
    if lines:
        note = f"in {out}" if out else "--out DIR writes them as scenario files"
        yield section("Counterexamples, made smaller step by step", *lines, note=note)


def _seen(cell: Cell, out: str | None) -> Iterator[str]:
    yield f"{cell.seen}"
    if out:
        yield f"files: {', '.join(f'{run.file}.yaml' for run in cell.runs)}"


def lab_files(told: Laboratory) -> Iterator[tuple[str, str]]:
    """Name and text of every file: a scenario and a split for each run of a counterexample."""
    for cell in told.cells:
        for run in cell.runs:
            yield f"{run.file}.yaml", as_yaml(run.scenario)
            yield f"{run.file}.csv", plain.split_csv(run.split)
