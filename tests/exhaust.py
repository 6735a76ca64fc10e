"""Do rows, checkers and definitions agree on every 0/1-valued case of a size? `python -m tests.exhaust 4,2,1,1 7`.

Every case is looked at, up to the order of the seats: 170,544 for four parties and seven seats. Of each,

- the rows of every fairness rule are counted in *all* splits (equal seats not told apart), where their least shortfall
  must be 0 just where the definition is met (`tests/slacks.py`; the definitions on arrays are those of the search for
  impossibilities, which `tests/rules/test_exhaustive.py` holds to the plain ones);
- the rule's own checker counts a split, in turn one drawn by a fixed seed and one with the least shortfall: it must say
  the same number as the rows;
- in one case of 500, CP-SAT must find the least shortfall of all splits.

It takes some ten milliseconds a case; `--part 7/100` takes every 100th case, from the 7th on, and `--symmetric` one of
those that differ only in which of equal parties is which. The suite does a small size.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import islice

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # many small products: threads would cost more than they bring

import numpy as np
from numpy.typing import NDArray

from solver.answers.impossible import Size
from solver.engine import Ask, Deadline, Found, System
from solver.engine.cpsat import CpSat
from solver.facts import Facts
from solver.lookups.entitlements import Entitlement
from solver.lookups.values import Cell, Values
from solver.questions.impossibility.axioms import AXIOMS, NAMED, Axiom
from solver.questions.impossibility.divisions import divisions, splits_of
from solver.questions.impossibility.instances import Pact, Pacts, pacts
from solver.rows import Grid
from solver.rules import CATALOGUE, Rule
from solver.split import Split
from tests.fairness import Case
from tests.slacks import least_slacks

WEFX = Axiom("WEFX", NAMED["WEF1"].meets, {"kind": "envy_free", "up_to": "any"})
"""Where seats are worth 1 or 0, setting aside any seat of worth is setting aside one."""

RULES = (*(axiom for axiom in AXIOMS if axiom.rule), WEFX)
ENGINE = 500
"""Every so many cases CP-SAT is asked too."""


@dataclass
class Exhaust:
    """Holds all cases of some entitlements and seats against each other; `wrong` says where something differs."""

    weights: tuple[int, ...]
    seats: int
    rng: random.Random = field(default_factory=lambda: random.Random(0))
    cases: int = 0
    splits: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    @cached_property
    def facts(self) -> Facts:
        """Parties A, B, ... and seats s1, s2, ...: the same for all cases, so that their rows can be compared."""
        return Case(self.weights, ((0,) * self.seats,) * len(self.weights)).facts()

    @cached_property
    def grid(self) -> Grid:
        return Grid(self.facts.seat_ids, self.facts.contesting)

    @cached_property
    def entitlement(self) -> Entitlement:
        return Entitlement(weights=dict(zip(self.facts.contesting, self.weights, strict=True)))

    def run(self, start: int = 0, step: int = 1, *, symmetric: bool = False, engine: int = ENGINE) -> None:
        """Look at every `step`-th case from number `start` on."""
        for case in islice(every_case(self.weights, self.seats, symmetric=symmetric), start, None, step):
            self._look(case, engine=self.cases % engine == 0)
            self.cases += 1

    def _look(self, case: Pacts, *, engine: bool) -> None:
        """All rules, all splits of one case."""
        pact, chosen = case.pact(0), cells_chosen(case.blocks, len(self.weights))
        ((_, divided),) = divisions(case)
        self.splits += len(chosen)
        values = _values(self.facts, pact)
        for axiom in RULES:
            rule = self.rule(axiom, values)
            demand = rule.demand(self.facts, self.grid)
            rows = least_slacks(demand, chosen)
            if ((rows == 0) != axiom.meets(divided)[0]).any():
                self.wrong.append(f"{axiom.name} {pact}: rows and definition differ")
            index = self.rng.randrange(len(chosen)) if self.cases % 2 else int(rows.argmin())
            counted = rule.shortfall(self._split(chosen[index]), self.facts)
            if counted != rows[index]:
                self.wrong.append(f"{axiom.name} {pact} {chosen[index]}: checker {counted}, rows {rows[index]}")
            if engine:
                self.asked += 1
                system = System(self.seats, len(self.weights), (demand,))
                outcome = CpSat(system).ask(Ask(minimise=system.shortfalls[0]), Deadline(None))
                if not isinstance(outcome, Found) or outcome.objective != rows.min():
                    self.wrong.append(f"{axiom.name} {pact}: the engine differs")

    def rule(self, axiom: Axiom, values: Values) -> Rule:
        """The rule that asks for an axiom."""
        given: Mapping[str, object] = {"id": "rule", "entitlement": self.entitlement, **(axiom.rule or {})}
        kind = CATALOGUE[str(given["kind"])]
        return kind.model_validate({**given, "values": values} if axiom.valued else given)

    def _split(self, chosen: NDArray[np.float32]) -> Split:
        cells = np.flatnonzero(chosen).tolist()
        width = len(self.weights)
        return Split.of((self.facts.seat_ids[cell // width], self.facts.contesting[cell % width]) for cell in cells)


def _values(facts: Facts, pact: Pact) -> Values:
    cells = [
        Cell.model_construct(seat=seat, party=party, value=value)
        for party, row in zip(facts.contesting, pact.worth(), strict=True)
        for seat, value in zip(facts.seat_ids, row, strict=True)
    ]
    return Values.model_construct(contested=False, strength=None, cells=tuple(cells))


def every_case(weights: tuple[int, ...], seats: int, *, symmetric: bool = False) -> Iterator[Pacts]:
    """Every case up to the order of the seats, one by one; with `symmetric` also up to that of equal parties."""
    told_apart = weights if symmetric else tuple(range(1, len(weights) + 1))
    for every in pacts(told_apart, Size(seats, len(weights), 0)):
        for row in range(len(every.types)):
            yield replace(every[row : row + 1], weights=weights)


@lru_cache(maxsize=256)
def cells_chosen(blocks: tuple[int, ...], parties: int) -> NDArray[np.float32]:
    """The cells of one split for each division of blocks of equal seats, in the order of `divisions`."""
    held = splits_of(blocks, parties)
    cells = np.zeros((len(held), sum(blocks) * parties), dtype=np.float32)
    for block, seats in enumerate(blocks):
        ends = held[:, block].cumsum(axis=1)
        for place in range(seats):
            holder = (ends <= place).sum(axis=1)
            cells[np.arange(len(held)), (sum(blocks[:block]) + place) * parties + holder] = 1
    return cells


def main() -> int:
    """Look at all cases, or a part; 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.exhaust", description=__doc__)
    parser.add_argument("weights", metavar="W,W,...", type=lambda text: tuple(map(int, text.split(","))))
    parser.add_argument("seats", type=int)
    parser.add_argument("--part", metavar="N/M", default="0/1", help="every M-th case from number N on")
    parser.add_argument("--symmetric", action="store_true", help="parties of equal entitlement are not told apart")
    options = parser.parse_args()
    start, step = map(int, options.part.split("/"))
    exhaust = Exhaust(options.weights, options.seats)
    exhaust.run(start, step, symmetric=options.symmetric)
    print(
        f"{exhaust.cases:,} cases, {exhaust.splits:,} splits, {len(RULES)} rules, {exhaust.asked:,} asked of the engine"
    )
    print(f"{len(exhaust.wrong)} differ", *exhaust.wrong[:10], sep="\n")
    print(f"{time.process_time():.0f} s of processor time")
    return bool(exhaust.wrong)


if __name__ == "__main__":
    sys.exit(main())
