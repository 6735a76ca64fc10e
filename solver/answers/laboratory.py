"""Which methods keep which axioms on the scenarios tried, and what does the smallest counterexample look like?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

LAB_SCHEMA = "seatpact/lab@1"

LAB_COLUMNS = ("method", "axiom", "verdict", "tried", "theory", "seen", "files")

Verdict = Literal["holds", "fails", "says nothing", "unfinished"]


@dataclass(frozen=True)
class Shown:
    """One run of a counterexample: a scenario as a file would hold it, and the method's split of it."""

    label: str
    scenario: dict[str, Any]
    split: dict[str, str]
    file: str
    """Name of the scenario file, without `.yaml`; the split's file has the same name and ends in `.csv`."""

    def to_dict(self) -> dict[str, Any]:
        """The run in an answer."""
        return {"label": self.label, "file": self.file, "scenario": self.scenario, "split": self.split}


@dataclass(frozen=True)
class Settled:
    """What theory says of a method and an axiom, for free allocation and additive values."""

    holds: bool
    source: str

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {"holds": self.holds, "source": self.source}


@dataclass(frozen=True)
class Cell:
    """A method held against an axiom. `holds` is said of the scenarios tried, and of no others."""

    method: str
    axiom: str
    verdict: Verdict
    tried: int
    """Scenarios tried; where it fails, up to the first that broke it."""
    seen: str | None = None
    """What is seen in the counterexample."""
    runs: tuple[Shown, ...] = ()
    """The counterexample: one run, or the two that are compared."""
    theory: Settled | None = None
    origin: Literal["drawn", "known"] = "drawn"
    """Of a counterexample: found among the scenarios tried, or known to theory, where none of them is one."""

    @property
    def against_theory(self) -> bool:
        """Whether a counterexample speaks against what theory says holds: then something here is wrong."""
        return self.verdict == "fails" and self.theory is not None and self.theory.holds

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {
            "method": self.method,
            "axiom": self.axiom,
            "verdict": self.verdict,
            "tried": self.tried,
            "theory": self.theory.to_dict() if self.theory else None,
            "origin": self.origin if self.verdict == "fails" else None,
            "seen": self.seen,
            "runs": [run.to_dict() for run in self.runs],
        }


@dataclass(frozen=True)
class Laboratory:
    """Methods x axioms."""

    methods: dict[str, str]
    """What each does, by name."""
    axioms: dict[str, tuple[str, str]]
    """What each asks, and where it comes from, by name."""
    cells: tuple[Cell, ...]
    examples: int
    max_seats: int
    max_parties: int
    seed: int
    interrupted: bool = False
    """Whether Ctrl-C came before all cells were searched."""

    @property
    def unfinished(self) -> int:
        """How many cells were not searched to the end."""
        return sum(cell.verdict == "unfinished" for cell in self.cells)

    def cell(self, method: str, axiom: str) -> Cell:
        """The cell of a method and an axiom."""
        return next(one for one in self.cells if (one.method, one.axiom) == (method, axiom))

    def notices(self) -> tuple[str, ...]:
        """Where a counterexample speaks against what is known to hold."""
        wrong = (cell for cell in self.cells if cell.against_theory)
        told = "fails here, though theory says that it holds; please report it with its counterexample"
        left = (f"{self.unfinished} of {len(self.cells)} cells were not searched to the end",) * bool(self.unfinished)
        return (*left, *(f"{cell.method}: {cell.axiom} {told}" for cell in wrong))

    def rows(self, *, written: bool = False) -> list[tuple[object, ...]]:
        """One row of `LAB_COLUMNS` a cell; with the names of its files, if they were written."""
        said = {None: "", True: "holds", False: "fails"}
        return [
            (
                cell.method,
                cell.axiom,
                cell.verdict,
                cell.tried,
                said[cell.theory.holds if cell.theory else None],
                cell.seen or "",
                " ".join(f"{run.file}.yaml" for run in cell.runs if written),
            )
            for cell in self.cells
        ]

    def to_dict(self) -> dict[str, Any]:
        """The table as plain data, in the form `seatpact lab --format json` prints."""
        return {
            "schema": LAB_SCHEMA,
            "examples": self.examples,
            "max_seats": self.max_seats,
            "max_parties": self.max_parties,
            "seed": self.seed,
            "interrupted": self.interrupted,
            "methods": [{"name": name, "sentence": sentence} for name, sentence in self.methods.items()],
            "axioms": [
                {"name": name, "sentence": sentence, "source": source}
                for name, (sentence, source) in self.axioms.items()
            ],
            "cells": [cell.to_dict() for cell in self.cells],
        }
