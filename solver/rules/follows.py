"""The seats follow an entitlement: legislators, seats won, votes or given weights, apportioned by a method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema

from solver.breach import Breach
from solver.facts import Facts
from solver.fields import Count, Id, expected, read_ids, read_whole
from solver.lookups.apportionment import METHODS, SYNONYMS, Method, Outcome, TooManyTiesError, admissible, admissible_to
from solver.problems import Problem, check_known, did_you_mean
from solver.rows import Demand, Draft, Grid, Linear
from solver.rules.base import Asks
from solver.rules.entitled import EntitledRule
from solver.split import Split
from solver.words import amount


def _read_method(value: Any) -> str:
    name = SYNONYMS.get(value, value) if isinstance(value, str) else None
    if name not in METHODS:
        hint = did_you_mean(str(value), (*METHODS, *SYNONYMS))
        raise expected("an apportionment method", value, f"; {hint}" if hint else "")
    return str(name)


def _read_expects(value: Any) -> int | dict[str, int]:
    if isinstance(value, Mapping):
        return {read_ids(party)[0]: read_whole(number) for party, number in value.items()}
    return read_whole(value)


class Follows(EntitledRule):
    """The seats that the parties of `over` hold together are divided among them as their entitlement says."""

    graded: ClassVar[Mapping[str, int]] = {"within": -1}
    kind: Literal["follows"] = Field("follows", description="Seats follow an entitlement, apportioned by a method.")
    method: Annotated[
        Method,
        BeforeValidator(_read_method),
        WithJsonSchema({"enum": [*METHODS, *SYNONYMS], "type": "string"}),
    ] = Field(description="Apportionment method; ties are all admissible.")
    within: Count = Field(0, description="How many seats may lie elsewhere than the nearest apportionment says.")
    expects: Annotated[
        int | dict[Id, int] | None,
        BeforeValidator(lambda value: None if value is None else _read_expects(value)),
        WithJsonSchema(
            {
                "anyOf": [
                    {"type": "integer"},
                    {"type": "object", "additionalProperties": {"type": "integer"}},
                ]
            }
        ),
    ] = Field(None, description="Entitlement the claimant states: one total, or a number per party.")

    def houses(self, facts: Facts) -> Sequence[int]:
        """How many seats the parties bound may hold together: all, or any number where others contest too."""
        number = len(facts.seats)
        return (number,) if self.parties(facts) == facts.contesting else range(number + 1)

    def outcomes(self, facts: Facts, house: int) -> tuple[Outcome, ...]:
        """Admissible apportionments of `house` seats among the parties bound; none where nobody is entitled."""
        weights = tuple(self.weights(facts).values())
        if not any(weights):
            return ()
        if len(self.houses(facts)) == 1:
            return _outcome(self.method, weights, house)
        return _outcomes(self.method, weights, len(facts.seats))[house]

    def sentence(self, facts: Facts) -> str:
        """'seats follow legislators (SP 111, INC 2) by largest remainder'."""
        slack = f", give or take {amount(self.within)}" if self.within else ""
        return f"seats follow {self.basis_of(facts)} by {self.method.replace('_', ' ')}{slack}"

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Adds: what the claimant states is about known parties, and the method is not too tied to list."""
        before = list(super().problems(facts))
        yield from before
        if isinstance(self.expects, dict):
            yield from check_known(("expects",), "party", self.expects, facts.party)
        if not before:
            try:
                self.outcomes(facts, len(facts.seats))
            except TooManyTiesError as error:
                yield Problem(("method",), str(error), derived=True)

    def stated(self, facts: Facts) -> Iterator[tuple[str, int, int]]:
        """The entitlement, as one total or per party."""
        if isinstance(self.expects, dict):
            shown = self.entitlement.of(facts, self.expects)
            for party, number in self.expects.items():
                yield f"{self.entitlement.phrase()}, {party}", number, shown[party]
        elif self.expects is not None:
            yield self.entitlement.phrase(), self.expects, sum(self.weights(facts).values())

    def gives(self, facts: Facts) -> tuple[Asks, ...]:
        """What the least generous apportionment gives each party, less `within`."""
        least = ((party, low - self.within) for party, (low, _) in self._ends(facts).items())
        return tuple(Asks(party, seats, facts.seat_ids) for party, seats in least if seats > 0)

    def beside(self, facts: Facts, party: str, number: int) -> tuple[Asks, ...]:
        """What each of the others has at least, less `within`, in the apportionments that give the party so many."""
        weights = self.weights(facts)
        if party not in weights or not any(weights.values()):
            return ()
        place = list(weights).index(party)
        every = (outcome for house in self.houses(facts) for outcome in self.outcomes(facts, house))
        fit = [outcome for outcome in every if outcome.most(place) + self.within >= number]
        least = [(other, min((one.base[i] for one in fit), default=0)) for i, other in enumerate(weights) if i != place]
        return tuple(Asks(who, seats - self.within, facts.seat_ids) for who, seats in least if seats > self.within)

    def leaves(self, facts: Facts) -> tuple[Asks, ...]:
        """What the most generous apportionment gives each party, and `within`."""
        most = ((party, high + self.within) for party, (_, high) in self._ends(facts).items())
        return tuple(Asks(party, seats, facts.seat_ids) for party, seats in most)

    def _ends(self, facts: Facts) -> dict[str, tuple[int, int]]:
        """(least, most) that any apportionment gives each party; nothing where nobody is entitled."""
        weights = self.weights(facts)
        if not any(weights.values()):
            return {}
        houses = self.houses(facts)
        ends = _ends(self.method, tuple(weights.values()), len(facts.seats), houses[0])
        return dict(zip(weights, ends, strict=True))

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """Gaps to the chosen apportionment, chosen with 0/1 helpers among the admissible ones of each house size.

        Where a switch takes out everybody who is entitled to something, nothing follows: the rule asks for nothing.
        """
        parties = self.parties(facts)
        cells = [grid.cells(party) for party in parties]
        choices = [(house, outcome) for house in self.houses(facts) for outcome in self.outcomes(facts, house)]
        return _Builder(cells, choices).build(len(grid.seats), self.within) if choices else Demand()

    def shortfall(self, split: Split, facts: Facts) -> int:
        """Seats that would have to change hands among the parties bound, beyond `within`."""
        held = [split.count(party) for party in self.parties(facts)]
        nearest = min((outcome.distance(held) for outcome in self.outcomes(facts, sum(held))), default=0)
        return max(0, nearest - self.within)

    def witness(self, split: Split, facts: Facts) -> Breach | None:
        """The apportionment that is nearest, beside what each party holds."""
        if not self.shortfall(split, facts):
            return None
        parties = self.parties(facts)
        held = [split.count(party) for party in parties]
        outcome = min(self.outcomes(facts, sum(held)), key=lambda one: one.distance(held))
        due = outcome.nearest(held)
        gaps = {party: have - want for party, have, want in zip(parties, held, due, strict=True)}
        told = ", ".join(f"{party} {have} (due {want})" for party, have, want in zip(parties, held, due, strict=True))
        most, least = max(gaps, key=gaps.__getitem__), min(gaps, key=gaps.__getitem__)
        return Breach(f"the nearest apportionment differs: {told}", party=least, against=most)

    def loosened(self, by: int) -> Self:
        """Allows `by` seats more elsewhere."""
        return self.model_copy(update={"within": self.within + by})


@lru_cache(maxsize=1_024)
def _outcome(method: Method, weights: tuple[int, ...], seats: int) -> tuple[Outcome, ...]:
    """Admissible apportionments of one house."""
    return admissible(method, weights, seats)


@lru_cache(maxsize=128)
def _outcomes(method: Method, weights: tuple[int, ...], seats: int) -> tuple[tuple[Outcome, ...], ...]:
    """Admissible apportionments of every house up to `seats`."""
    return admissible_to(method, weights, seats)


@lru_cache(maxsize=128)
def _ends(method: Method, weights: tuple[int, ...], seats: int, first: int) -> tuple[tuple[int, int], ...]:
    """(least, most) by party in any apportionment of a house from `first` to `seats`."""
    houses = _outcomes(method, weights, seats) if first < seats else (_outcome(method, weights, seats),)
    every = [outcome for house in houses for outcome in house]
    by_party = range(len(weights))
    return tuple((min(one.base[p] for one in every), max(one.most(p) for one in every)) for p in by_party)


class _Builder(Draft):
    """Collects the helpers and rows of one `follows` demand."""

    def __init__(self, cells: Sequence[tuple[int, ...]], choices: Sequence[tuple[int, Outcome]]) -> None:
        super().__init__()
        self.cells = cells
        self.choices = choices

    def build(self, house: int, within: int) -> Demand:
        """Shortfall >= sum of gaps - within, where gap p >= target p - seats of p.

        Held and targets have the same total, so nobody's surplus exceeds the sum of gaps; saying so for each party
        lets propagation see at once what otherwise takes the sum of all rows.
        """
        targets = self._targets(self._chosen())
        gaps = []
        for cells, target in zip(self.cells, targets, strict=True):
            gap = self.helper(0, house)
            gaps.append(gap)
            self.row(Linear.sum((*cells, gap)) + target.times(-1), low=0)
        short = self.helper(0, house)
        self.row(Linear.sum((short,)) + Linear.sum(gaps, -1), low=-within)
        for cells, target in zip(self.cells, targets, strict=True):
            self.row(Linear.sum(cells) + target.times(-1) + Linear((short,), (-1,)), high=within)
        if len(self.choices) > 1 or self.choices[0][1].ties:
            self._limit(short, within)
        return self.demand(Linear((short,), (1,)))

    def _limit(self, short: int, within: int) -> None:
        """Least and most seats of each party under any choice: implied, but these are counts by themselves."""
        for party, cells in enumerate(self.cells):
            least = min(outcome.base[party] for _, outcome in self.choices) - within
            most = max(outcome.most(party) for _, outcome in self.choices) + within
            if least > 0:
                self.row(Linear.sum((*cells, short)), low=least)
            if most < len(cells):
                self.row(Linear.sum(cells) + Linear((short,), (-1,)), high=most)

    def _chosen(self) -> list[Linear]:
        """One 0/1 expression a choice: exactly one is 1, the one whose house size the parties bound hold together."""
        if len(self.choices) == 1:
            return [Linear(constant=1)]
        picks = [self.helper(0, 1) for _ in self.choices]
        self.row(Linear.sum(picks), low=1, high=1)
        if len({house for house, _ in self.choices}) > 1:
            held = Linear.sum(cell for cells in self.cells for cell in cells)
            houses = Linear(tuple(picks), tuple(-house for house, _ in self.choices))
            self.row(held + houses, low=0, high=0)
        return [Linear((pick,), (1,)) for pick in picks]

    def _targets(self, chosen: Sequence[Linear]) -> list[Linear]:
        """Seats each party is entitled to under the choice, the odd seats of every tie handed out by helpers."""
        targets = [Linear() for _ in self.cells]
        for pick, (_, outcome) in zip(chosen, self.choices, strict=True):
            for party, base in enumerate(outcome.base):
                targets[party] += pick.times(base) if base else Linear()
            for tie in outcome.ties:
                odd = {party: self.helper(0, 1) for party in tie.parties}
                self.row(Linear.sum(odd.values()) + pick.times(-tie.extra), low=0, high=0)
                for party, helper in odd.items():
                    targets[party] += Linear((helper,), (1,))
        return targets
