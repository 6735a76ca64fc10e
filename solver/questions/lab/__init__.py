"""Which ways of dividing a pact keep which axioms, on scenarios drawn by pattern, and what is the smallest that breaks?

Each cell of the table is a search of its own, by Hypothesis, from a seed of its own: cells do not depend on what else
is asked. A cell that fails comes with a counterexample that has been made as small as the search could make it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from solver.answers.laboratory import Cell, Laboratory
from solver.engine.asks import Deadline
from solver.questions.asked import Progress, check_limits, quiet
from solver.questions.interruption import Interruption
from solver.questions.lab.axioms import AXIOMS, Axiom, Size
from solver.questions.lab.methods import METHOD_CATALOGUE, Method, named
from solver.questions.lab.own import MOST_SEATS, Own
from solver.questions.lab.search import searched
from solver.questions.lab.theory import known, settled
from solver.scenario import SettingError
from solver.scenario.settings import with_names
from solver.testing import needs_hypothesis

EXAMPLES, MAX_SEATS, MAX_PARTIES = 100, 5, 3

MOST_PARTIES = 6

USUAL = (
    "value",
    "leximin",
    "nash",
    "picking:adams",
    "picking:sainte_lague",
    "picking:dhondt",
    "follows:largest_remainder",
    "follows:dhondt",
)
"""The methods tried where none is named."""

__all__ = ["AXIOMS", "METHOD_CATALOGUE", "USUAL", "Method", "Own", "lab"]


def lab(
    methods: Sequence[Method | str] = (),
    axioms: Sequence[Axiom | str] = (),
    *,
    examples: int = EXAMPLES,
    max_seats: int = MAX_SEATS,
    max_parties: int = MAX_PARTIES,
    seed: int = 0,
    time_limit: float | None = None,
    progress: Progress = quiet,
) -> Laboratory:
    """Try methods against axioms.

    Args:
        methods: methods, or names: of `METHOD_CATALOGUE`, or a goal and fairness notions that it is to come nearest
            to, as in 'nash+WEF1', or 'all'. None at all: those of `USUAL`. `Own` makes one of a scenario's rules.
        axioms: axioms, or names of `AXIOMS`. None at all: every axiom.
        examples: how many scenarios to try in each cell.
        max_seats: most seats of a scenario, up to `MOST_SEATS`; where values matter no more than that all splits can
            be looked at (6 for three parties, 5 for four).
        max_parties: most parties, up to `MOST_PARTIES`; axioms about a party that leaves or joins draw three at least.
        seed: another seed draws other scenarios; the same seed, the same ones.
        time_limit: seconds for everything together; cells not searched to the end by then are told as unfinished. None
            for no limit. So too at Ctrl-C.
        progress: called with the name of each cell before it is searched.

    Raises:
        SettingError: for names that there are not, or numbers out of range.
        NoHypothesisError: where Hypothesis is not installed (extra `lab`).
    """
    _check(examples, max_seats, max_parties)
    check_limits(0, time_limit)
    needs_hypothesis()
    tried = [found for one in methods or USUAL for found in _methods(one)]
    asked = [_axiom(one) for one in axioms] or list(AXIOMS.values())
    pairs = [(method, axiom) for method in tried for axiom in asked]
    cells: list[Cell] = []
    deadline, size = Deadline(time_limit), Size(max_seats, max_parties)
    with Interruption() as interruption:
        for method, axiom in pairs:
            progress(f"{method.name}: {axiom.name}")
            cells.append(_cell(method, axiom, size, examples, seed, deadline))
    for method, axiom in pairs[len(cells) :]:
        cells.append(Cell(method.name, axiom.name, "unfinished", 0, theory=settled(method.name, axiom.name)))
    return Laboratory(
        methods={one.name: one.sentence for one in tried},
        axioms={one.name: (one.sentence, one.source) for one in asked},
        cells=tuple(cells),
        examples=examples,
        max_seats=max_seats,
        max_parties=max_parties,
        seed=seed,
        interrupted=interruption.came,
    )


def _cell(method: Method, axiom: Axiom, size: Size, examples: int, seed: int, deadline: Deadline) -> Cell:
    if not axiom.says_of(method):
        return Cell(method.name, axiom.name, "says nothing", 0)
    size = replace(size, alike=not method.looks_at_values)
    names = method.name, axiom.name
    return searched(method, axiom, size, examples, seed, settled(*names), known(*names), deadline)


def _check(examples: int, max_seats: int, max_parties: int) -> None:
    for name, value, least, most in (
        ("examples", examples, 1, 1_000_000),
        ("max_seats", max_seats, 2, MOST_SEATS),
        ("max_parties", max_parties, 2, MOST_PARTIES),
    ):
        if not least <= value <= most:
            raise SettingError(f"{name}: expected a number from {least} to {most:,}, found {value}")


def _methods(one: Method | str) -> list[Method]:
    if one == "all":
        return list(METHOD_CATALOGUE.values())
    return [named(one)] if isinstance(one, str) else [one]


def _axiom(one: Axiom | str) -> Axiom:
    if isinstance(one, Axiom):
        return one
    if one not in AXIOMS:
        raise SettingError(with_names(f"no axiom of the laboratory is called '{one}'", one, AXIOMS))
    return AXIOMS[one]
