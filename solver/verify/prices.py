"""Do the others gain without a rule what the answer says?

Both best splits are counted, and the one without the rule checked as the best split of that what-if.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from solver.answers import Price
from solver.posed import Posed
from solver.split import Split
from solver.telling import changed_shortfalls, price_sentence
from solver.verify.bounds import NO_TIME, SECOND, stage_checks
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Open, Result, under
from solver.verify.nearest import nearest_checks
from solver.verify.second import NoSolution
from solver.verify.stored import Best


class Priced:
    """What an answer says of the what-if without a rule; arguments as of `Contrasted`, `index` being the rule's."""

    def __init__(self, case: Case, best: Best, told: Price, index: int, *, cut: bool) -> None:
        self.case = case
        self.best = best
        self.told = told
        self.rule = case.posed.rules[index].id
        self.cut = cut

    @cached_property
    def without(self) -> Case:
        """The what-if without the rule, splits near to the best one with it first."""
        about = self.case.stored.about
        scenario = self.case.what_if.scenario
        what_if = scenario.what_if({**about.settings, **about.switches}, (*about.dropped, self.rule))
        return self.case.beside(Posed(what_if), near=self.best.split)

    def claim(self, field: str, text: str) -> Claim:
        return Claim("price", f"$.{field}", text)

    def checks(self) -> Iterator[Result]:
        """The status, the split, what changes, the sentence."""
        split = self.told.split
        yield from self._without_split() if split is None else self._with_split(split)
        told = price_sentence(self.without.posed, self.rule, self.best.status, self.told) if self._sayable else None
        wrong = None if self.told.sentence == told else f"what is told gives {told!r}"
        yield self.claim("sentence", "its sentence").settled(wrong, "from the answer")

    @property
    def _sayable(self) -> bool:
        seats = set(self.case.posed.grid.seats)
        return all(move[0] in seats for move in self.told.moves)

    def _without_split(self) -> Iterator[Result]:
        claim = self.claim("status", f"without {self.rule} the status is {self.told.status}")
        if self.told != Price(self.told.status, self.told.sentence) or self.told.status in ("optimal", "feasible"):
            yield claim.refused("that takes a split that shows it")
        elif self.told.status == "unknown":
            yield claim.settled(None if self.cut else "only the time limit leaves that open", "it claims nothing")
        elif any(self.without.breaks(split, self.without.musts) is None for split in self.case.seen):
            yield claim.refused("a split of the answer keeps all other red lines")
        else:
            yield Open(claim, lambda: self._impossible(claim))

    def _impossible(self, claim: Claim) -> Check:
        found = self.without.keeping(self.without.musts)
        if isinstance(found, Split):
            return claim.refused("a split keeps all other red lines")
        return claim.corroborated(SECOND) if isinstance(found, NoSolution) else claim.unchecked(NO_TIME)

    def _with_split(self, split: Split) -> Iterator[Result]:
        told, posed = self.told, self.without.posed
        claim = self.claim("status", f"without {self.rule} the status is {told.status}")
        wrong = self.without.wrong_with(split) or self.without.breaks(split, self.without.musts)
        yield self.claim("split", "a split that keeps all other red lines").settled(wrong, "counted")
        if wrong is not None:
            return
        if told.status not in ("optimal", "feasible") or (told.status == "feasible" and not self.cut):
            yield claim.refused("a split is optimal, or the time limit leaves it at that")
            return
        yield claim.proved("see below" if told.status == "optimal" else "it claims nothing")
        cost, goals = told.stages
        best = replace(self.best, status=told.status, split=split, cost=cost, goals=goals)
        yield from under(stage_checks(self.without, best, split), "$.stages", "price")
        if len(cost) == len(posed.costs) and len(goals) == len(posed.goals):
            optimal = told.status == "optimal"
            yield from nearest_checks(self.without, best, split, nearest=optimal, cut=self.cut)
            yield self._gained(split)

    def _gained(self, split: Split) -> Check:
        claim = self.claim("cost", "what the others gain, at each priority, in goals and in seats")
        expected = Price(self.told.status, self.told.sentence, split=split, stages=self.told.stages)
        if self.best.split is not None and self.best.status == self.told.status == "optimal":
            expected = self._expected(expected, self.best.split, split)
        told, counted = self.told.to_dict(), expected.to_dict()
        differ = [name for name in counted if told[name] != counted[name]]
        if not differ:
            return claim.proved("counted")
        return Claim(claim.section, f"$.{differ[0]}", claim.text).refused(f"counted, it is {counted[differ[0]]}")

    def _expected(self, price: Price, one: Split, other: Split) -> Price:
        with_it, without = self.case.posed, self.without.posed
        short = self.case.shortfalls(one) | {self.case.numbers[self.rule]: 0}
        before = dict(zip(with_it.priorities, with_it.cost(short), strict=True))
        after = dict(zip(without.priorities, without.cost(self.without.shortfalls(other)), strict=True))
        goals = zip(with_it.goals, self.case.goals(one), self.without.goals(other), strict=True)
        return replace(
            price,
            cost={priority: (cost, after.get(priority, 0)) for priority, cost in before.items()},
            goals=tuple((kind, was, now) for (kind, _), was, now in goals),
            seats={party: other.count(party) - one.count(party) for party in without.grid.parties},
            shortfalls=changed_shortfalls(without, one, other),
            moves=one.moved(other),
        )
