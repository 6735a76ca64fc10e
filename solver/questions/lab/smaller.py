"""Can a counterexample be made smaller: without a seat or a party, or with a lower value, entitlement or change?

Hypothesis makes what it finds small in its own order of draws, which is not that of a reader; this goes on from there,
step by step in a fixed order, for as long as a smaller trial still breaks the axiom.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from solver.engine.asks import Deadline
from solver.questions.lab.axioms import Axiom, Trial
from solver.questions.lab.methods import Method
from solver.testing import Case

MOST_TRIED = 1_000
"""Most smaller trials that are looked at; what is left then may not be the last step down."""

FEWEST_PARTIES = 2


def smallest(method: Method, axiom: Axiom, trial: Trial, deadline: Deadline) -> Trial:
    """A trial that breaks the axiom as this one does, and from which no single step down leads to another such."""
    tried = 0
    while True:
        for one in _steps(method, axiom, trial):
            tried += 1
            if tried > MOST_TRIED or deadline.passed:
                return trial
            if axiom.broken(method, one) is not None:
                trial = one
                break
        else:
            return _renamed(method, axiom, trial)


def size(trial: Trial) -> tuple[int, int, int]:
    """Seats, parties, and the sum of all numbers."""
    cases = [case for case in (trial.before, trial.after) if case]
    numbers = sum(sum(case.weights) + sum(map(sum, case.worth)) for case in cases)
    return max(len(one.seats) for one in cases), max(len(one.parties) for one in cases), numbers + trial.times


def _steps(method: Method, axiom: Axiom, trial: Trial) -> Iterator[Trial]:
    """Every smaller trial a step away, the greatest steps first."""
    base = axiom.base(trial)
    for case in (*_parts(base), *_lower(base, values=method.looks_at_values)):
        again = axiom.again(trial, case)
        if again is not None and size(again) < size(trial):
            yield again
    yield from (milder for milder in axiom.milder(trial) if size(milder) < size(trial))


def _parts(case: Case) -> Iterator[Case]:
    """Without a seat, or without a party."""
    parties, seats = range(len(case.parties)), range(len(case.seats))
    if len(seats) > 1:
        yield from (case.part(parties, [seat for seat in seats if seat != gone]) for gone in seats)
    if len(parties) > FEWEST_PARTIES:
        yield from (case.without_party(gone) for gone in parties)


def _lower(case: Case, *, values: bool) -> Iterator[Case]:
    """With lower entitlements or values: of one party, of a seat in all eyes, or a single one."""
    for party, weight in enumerate(case.weights):
        for less in lower(weight, least=1):
            yield case.entitled([less if one == party else old for one, old in enumerate(case.weights)])
    if not values:
        return
    for party, row in enumerate(case.worth):
        yield case.valued(party, [min(1, value) for value in row])
    for seat in range(len(case.seats)):
        for less in lower(max(row[seat] for row in case.worth)):
            rows = tuple((*row[:seat], min(less, row[seat]), *row[seat + 1 :]) for row in case.worth)
            yield replace(case, worth=rows)
    for party, row in enumerate(case.worth):
        for seat, value in enumerate(row):
            yield from (case.valued(party, (*row[:seat], less, *row[seat + 1 :])) for less in lower(value))


def lower(number: int, least: int = 0) -> list[int]:
    """Lower numbers to try in its place, the lowest first: the least, half of it, one less."""
    return [less for less in dict.fromkeys((least, number // 2, number - 1)) if least <= less < number]


def _renamed(method: Method, axiom: Axiom, trial: Trial) -> Trial:
    """Parties A, B, ... and seats s1, s2, ... again, where some have gone."""
    base = axiom.base(trial)
    fresh = Case.of(base.weights, base.worth)
    parties = dict(zip(base.parties, fresh.parties, strict=True))
    seats = dict(zip(base.seats, fresh.seats, strict=True))

    def named(case: Case) -> Case:
        names = tuple(parties[name] for name in case.parties)
        return replace(case, parties=names, seats=tuple(seats[name] for name in case.seats))

    again = replace(trial, before=named(trial.before), after=trial.after and named(trial.after))
    return again if axiom.broken(method, again) is not None else trial
