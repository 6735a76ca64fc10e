"""What must every rule bring: fields, a sentence, checks, rows, and a checker written without the rows?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal, NamedTuple, Self

from pydantic import Field

from solver.breach import Breach
from solver.facts import Facts
from solver.fields import Count, Flag, Id, Record, Text, Weight
from solver.lookups.selectors import Selector
from solver.problems import Problem, check_known
from solver.rows import Demand, Grid
from solver.split import Split
from solver.words import amount

Basis = Literal["fact", "claim", "assumption"]


MANY = 1_000_000
"""More seats than any scenario has."""


class Asks(NamedTuple):
    """So many seats of a pool, for a party."""

    party: str
    number: int
    pool: tuple[str, ...]


class Rule(Record, ABC):
    """A demand on the split, with an id. A *must* always holds; a *wish* may give way, at weight x shortfall.

    Four laws hold for every rule and are tested for each of the catalogue: for a fixed split the rows are feasible
    with shortfall 0 exactly when `shortfall` is 0; their least shortfall equals `shortfall`; the rule loosened by its
    shortfall is kept; the file form round-trips.
    """

    graded: ClassVar[Mapping[str, int]] = {}
    """Whole-number fields of which each step is one unit: the shortfall is max(0, what the split alone says + sign x
    value), with the sign given here: 1 where a greater value asks for more, -1 where it asks for less."""

    id: Id = Field(description="Name of the rule, used in switches and answers; unique in the file.")
    kind: str
    must: Flag = Field(
        False,
        description="true: a red line that every split keeps. false: a wish that may give way.",
    )
    weight: Weight = Field(1, description="Cost of one unit of shortfall, within the rule's priority.")
    priority: Weight = Field(1, description="1 is settled first; lower priorities never cost a higher one anything.")
    basis: Basis | None = Field(None, description="What the demand rests on: fact, claim or assumption.")
    asked_by: Id | None = Field(None, description="The party (or person) that asks for it.")
    source: Text | None = Field(None, description="Where the demand was read.")
    note: Text | None = Field(None, description="Anything a reader should know.")

    @property
    def borne_by(self) -> str | None:
        """Who gives something up where the rule gives way: who asks for it; None where that is nobody in particular."""
        return self.asked_by

    @property
    def unit(self) -> str:
        """What one point of shortfall is, in the plural."""
        return "seats"

    @abstractmethod
    def sentence(self, facts: Facts) -> str:
        """The demand as a negotiator would say it, with no full stop."""

    @abstractmethod
    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """The rule as rows over the grid; the fixed form in which every engine reads it."""

    @abstractmethod
    def shortfall(self, split: Split, facts: Facts) -> int:
        """How far a split is from keeping the rule, in `unit`; 0 = kept. Counts on the split, not on the rows."""

    @abstractmethod
    def loosened(self, by: int) -> Self:
        """The same rule, asking `by` units less."""

    def gap(self, field: str, split: Split, facts: Facts) -> int:
        """What the split alone says of a graded field: the shortfall is max(0, gap + sign x value) for every value."""
        sign = self.graded[field]
        tightest = MANY if sign > 0 else 0
        return self.model_copy(update={field: tightest}).shortfall(split, facts) - sign * tightest

    def witness(self, split: Split, facts: Facts) -> Breach | None:
        """Where a split breaks the rule worst; None where it keeps it. Counts on the split, as `shortfall` does."""
        short = self.shortfall(split, facts)
        return Breach(f"short by {amount(short, self.unit)}") if short else None

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """What is wrong with the rule's fields, given the facts; paths are relative to the rule."""
        yield from ()

    def stated(self, facts: Facts) -> Iterator[tuple[str, int, int]]:
        """(what, number the claimant states, number the facts show), wherever the rule has `expects`."""
        yield from ()

    def asks(self, facts: Facts) -> Asks | None:
        """What the rule asks for, where it is so many seats of a pool for one party."""
        return None

    def gives(self, facts: Facts) -> tuple[Asks, ...]:
        """The least seats of a pool that the rule gives each party, where it says so by itself."""
        asks = self.asks(facts)
        return () if asks is None else (asks,)

    def beside(self, facts: Facts, party: str, number: int) -> tuple[Asks, ...]:
        """The least seats that the rule gives other parties once this one has so many, where it says so by itself."""
        return ()

    def leaves(self, facts: Facts) -> tuple[Asks, ...]:
        """The most seats of a pool that the rule leaves a party, where it says so by itself."""
        return ()

    def opened(self, facts: Facts) -> tuple[Self, ...] | None:
        """The same demand as one rule a seat, where it is that: kept exactly if all of them are; else None."""
        return None

    def claimed(self, facts: Facts) -> tuple[str, tuple[str, ...]] | None:
        """(party, seats) where the rule claims particular seats for a party."""
        return None


class PartyRule(Rule, ABC):
    """A rule about one contesting party."""

    party: Id = Field(description="The party the rule is about.")

    @property
    def borne_by(self) -> str | None:
        """Who asks for it, or else the party it is about."""
        return self.asked_by or self.party

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """The party must be known and must be one that contests."""
        yield from check_known(("party",), "party", (self.party,), facts.party)
        if self.party in facts.party and not facts.party[self.party].contests:
            yield Problem(
                ("party",),
                f"{self.party} does not contest, so no split can give it a seat",
                "name a contesting party, or drop 'contests: false'",
            )


class PoolRule(PartyRule, ABC):
    """A rule about how many of some seats (its pool) a party contests."""

    where: Selector | None = Field(None, description="Count only these seats; default: all.")
    expects: Count | None = Field(None, description="How many seats the claimant says `where` selects.")

    def pool(self, facts: Facts) -> tuple[str, ...]:
        """The seats that count, in file order."""
        return facts.seat_ids if self.where is None else self.where.select(facts, self.party)

    def which(self, facts: Facts) -> str:
        """'22 seats INC won in 2009', 'the seat named Rampur', '80 seats'."""
        number, which = len(self.pool(facts)), "seats"
        if self.where is not None:
            which = self.where.sentence(facts, self.party)
        return f"{number:,} {which}" if number > 1 else which.replace("seats", "the seat", 1)

    def some(self, facts: Facts, number: int) -> str:
        """'17 seats', '17 of the 22 seats INC won in 2009', 'no seat', 'none of the 22 seats INC won in 2009'."""
        if self.where is None:
            return amount(number) if number else "no seat"
        if self.one(facts):
            return self.which(facts) if number == 1 else f"{amount(number)} of {self.which(facts)}"
        return f"{f'{number:,}' if number else 'none'} of the {self.which(facts)}"

    def held(self, split: Split, facts: Facts) -> str:
        """'INC contests 17 of the 22 seats INC won in 2009', 'INC does not contest the seat named Rampur'."""
        number = split.count(self.party, self.pool(facts))
        if not number and self.one(facts):
            return f"{self.party} does not contest {self.which(facts)}"
        return f"{self.party} contests {self.some(facts, number)}"

    def one(self, facts: Facts) -> bool:
        """Does it speak of one particular seat?"""
        return self.where is not None and len(self.pool(facts)) == 1

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Adds: the selector must select something."""
        yield from super().problems(facts)
        if self.where is not None:
            yield from (problem.under("where") for problem in self.where.problems(facts, self.party))

    def one_a_seat(self, facts: Facts, **fields: Any) -> tuple[Self, ...]:
        """A copy for each seat of the pool, named 'rule@seat', with some fields changed."""
        return tuple(
            self.model_copy(
                update={"id": f"{self.id}@{seat}", "where": Selector(seats=(seat,)), "expects": None, **fields}
            )
            for seat in self.pool(facts)
        )

    def stated(self, facts: Facts) -> Iterator[tuple[str, int, int]]:
        """The size of the pool."""
        if self.expects is not None:
            what = "seats" if self.where is None else self.where.sentence(facts, self.party)
            yield what, self.expects, len(self.pool(facts))
