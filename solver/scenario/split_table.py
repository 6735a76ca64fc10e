"""Which split does a CSV table state, such as `solve --format csv` writes?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

from pydantic import Field, ValidationError

from solver.facts import Facts
from solver.fields import Id, Record
from solver.problems import Problem, did_you_mean, unknown
from solver.scenario import tables
from solver.scenario.files import read_text
from solver.scenario.form import problems_of
from solver.scenario.source import Faults, Source, check_characters
from solver.split import Split
from solver.words import amount

MOST_NAMED = 5
"""Seats without a row that are named before the rest is counted."""


class Holding(Record):
    """A row of the table: one seat, and the party that contests it."""

    seat: Id = Field(description="Id of the seat.")
    party: Id = Field(description="Id of a contesting party.")


def load_split(path: str | FilePath, facts: Facts) -> Split:
    """Read a split from a CSV file with the columns `seat` and `party`; others are passed over.

    Raises:
        ScenarioError: with every mistake and its place; a seat must stand in one row, and every seat of the
            scenario in some row, with a party that can be given seats.
    """
    return loads_split(read_text(FilePath(path), str(path)), facts, str(path))


def loads_split(text: str, facts: Facts, name: str = "<text>") -> Split:
    """As `load_split`, from text.

    Raises:
        ScenarioError: as `load_split`.
    """
    source, faults = Source(name, text), Faults(name)
    check_characters(source)
    table = tables.parse(source, Holding, faults, others=True)
    holder: dict[str, tuple[str, int]] = {}
    for index, row in enumerate(table.rows):
        for problem in _take(row, index, holder, facts):
            hint = f"first on line {table.lines[holder[problem.name][1]]}" if problem.first else problem.hint
            faults.note(table.place((index, *problem.path)), problem.message, hint)
    if not len(faults):  # a seat whose row is wrong is not missing
        for problem in _missing(holder, facts):
            faults.note(table.place(()), problem.message)
    if len(faults):
        raise faults.error()
    return Split.of((seat, holder[seat][0]) for seat in facts.seat_ids)


def _take(row: dict[str, str], index: int, holder: dict[str, tuple[str, int]], facts: Facts) -> Iterator[Problem]:
    """Note who holds the seat of a row, or say what is wrong with it."""
    try:
        holding = Holding.model_validate(row)
    except ValidationError as error:
        yield from problems_of(error, Holding)
        return
    if holding.seat not in facts.seat:
        yield unknown(("seat",), "seat", holding.seat, facts.seat)
    elif holding.seat in holder:
        yield Problem(("seat",), f"seat '{holding.seat}' stands twice", name=holding.seat, first=(index,))
    else:
        holder[holding.seat] = holding.party, index
    if holding.party not in facts.contesting:
        yield _no_party(holding.party, facts)


def _no_party(party: str, facts: Facts) -> Problem:
    """Why a party can hold no seat."""
    if party in facts.out:
        return Problem(("party",), f"{party} is out of the pact with these switches, so it can hold no seat")
    if party in facts.party:
        return Problem(("party",), f"{party} does not contest, so it can hold no seat")
    return Problem(("party",), f"unknown party '{party}'", did_you_mean(party, facts.contesting))


def _missing(holder: dict[str, tuple[str, int]], facts: Facts) -> Iterator[Problem]:
    absent = [seat for seat in facts.seat_ids if seat not in holder]
    if absent:
        more = f" and {len(absent) - MOST_NAMED} more" if len(absent) > MOST_NAMED else ""
        named = ", ".join(absent[:MOST_NAMED])
        yield Problem((), f"no row for {amount(len(absent))}: {named}{more}")
