"""Which groups of figures are there? The registry: a section is a file in this folder and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from benchmarks.sections import bands, cold, explain, fairness, inside, network, odds, scale, sweep
from benchmarks.table import Row


@dataclass(frozen=True)
class Entry:
    """A section: its heading, what is said of it, and its rows, fewer of them where time is short."""

    title: str
    notes: str
    rows: Callable[[bool], Iterator[Row]]


SECTIONS: Mapping[str, Entry] = {
    "cold": Entry("From nothing to exit", cold.NOTES, cold.rows),
    "inside": Entry("Within one process", inside.NOTES, inside.rows),
    "explain": Entry("What clashes, and what it would take", explain.NOTES, explain.rows),
    "network": Entry("Where all is counts", network.NOTES, network.rows),
    "bands": Entry("Two-sided bands of value", bands.NOTES, bands.rows),
    "fairness": Entry("The best fair split", fairness.NOTES, fairness.rows),
    "sweep": Entry("What-ifs by the thousand", sweep.NOTES, sweep.rows),
    "odds": Entry("Odds", odds.NOTES, odds.rows),
    "scale": Entry("Growth", scale.NOTES, scale.rows),
}
"""Section by name, in the order of the page. `rows(quick)` measures as it is iterated over."""
