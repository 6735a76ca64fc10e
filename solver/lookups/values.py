"""What is each seat worth to each party: as a seat to contest, by odds, by claim score, or by given values?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from solver.facts import Facts
from solver.fields import Flag, Id, Record, Whole
from solver.lookups.one_of import OneOf
from solver.lookups.strength import ClaimWeights
from solver.memory import remembered
from solver.odds import millionths, needs_odds
from solver.problems import Problem, check_known

Worth = Mapping[str, Mapping[str, int]]
"""Value by party, then by seat; seats worth nothing are left out."""


_GIVEN = {"seat", "party", "value"}


class Cell(Record):
    """The value of one seat in one party's hands."""

    seat: Id = Field(description="Id of the seat.")
    party: Id = Field(description="Id of a contesting party.")
    value: Annotated[Whole, Field(ge=-1_000_000_000, le=1_000_000_000)] = Field(description="Points, whole number.")

    def model_post_init(self, _: Any, /) -> None:
        """One note for all of what was given, which is everything: tables hold a hundred thousand cells."""
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN)


def check_cells(cells: Iterable[Cell], facts: Facts) -> Iterator[Problem]:
    """Unknown seats and parties, parties that do not contest, pairs valued twice; paths start at the cell's number."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for index, cell in enumerate(cells):
        yield from check_known((index, "seat"), "seat", (cell.seat,), facts.seat)
        yield from check_known((index, "party"), "party", (cell.party,), facts.party)
        if cell.party in facts.party and not facts.party[cell.party].contests:
            yield Problem((index, "party"), f"{cell.party} does not contest, so it can hold no seat")
        seen[cell.party][cell.seat] += 1
        if seen[cell.party][cell.seat] == 2:
            yield Problem((index,), f"{cell.seat} in {cell.party}'s hands is valued twice")


class Values(OneOf):
    """Whole-number values of the seats to each party, from one source: `contested`, `wins`, `strength`, `cells`."""

    WORDS = ("contested", "wins")

    contested: Flag = Field(False, description="Every seat is worth 1 to everybody: seats to contest are counted.")
    wins: Flag = Field(False, description="The chance, in millionths, that the pact wins the seat with the party.")
    strength: ClaimWeights | None = Field(None, description="Claim scores from vote shares and legislators.")
    cells: tuple[Cell, ...] | None = Field(
        None,
        description="Values by seat and party, 0 or more; pairs not listed are worth 0.",
        json_schema_extra={"table": True},
    )

    def of(self, facts: Facts) -> Worth:
        """Value of every seat to every contesting party."""
        return _worth(self, facts)

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Unknown names, values below 0, no value at all, and nothing assumed about votes."""
        if self.wins:
            yield from needs_odds(facts)
        if self.strength is not None:
            yield from (problem.under("strength") for problem in self.strength.problems(facts))
        yield from (problem.under("cells") for problem in check_cells(self.cells or (), facts))
        for index, cell in enumerate(self.cells or ()):
            if cell.value < 0:
                message = f"a seat cannot be worth less than nothing here, found {cell.value}"
                yield Problem(("cells", index, "value"), message)

    def phrase(self) -> str:
        """The source in words."""
        if self.contested:
            return "seats counted alike"
        if self.wins:
            return "expected wins"
        return f"claim score: {self.strength.phrase()}" if self.strength else "given values"


CONTESTED = Values(contested=True)
"""Every seat counts 1 for everybody."""


@remembered
def _worth(values: Values, facts: Facts) -> Worth:
    worth: dict[str, dict[str, int]] = {party: {} for party in facts.contesting}
    for seat, party, value in _amounts(values, facts):
        if party in worth and value:
            worth[party][seat] = value
    return worth


def _amounts(values: Values, facts: Facts) -> Iterator[tuple[str, str, int]]:
    if values.contested:
        yield from ((seat, party, 1) for seat in facts.seat_ids for party in facts.contesting)
    elif values.wins:
        yield from ((*cell, chance) for cell, chance in millionths(facts).items())
    elif values.strength is not None:
        yield from ((*cell, score) for cell, score in values.strength.scores(facts).items())
    for cell in values.cells or ():
        yield cell.seat, cell.party, cell.value
