"""Does one more demand take what the answer says: do the red lines forbid it, what does it cost, is it as good?

The split that meets it is counted. That there is no better one is shown by its proofs, or asked of the second solver,
as for the best split of all; so is that none as good lies nearer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from solver.answers import Contrast
from solver.more import More, with_more
from solver.split import Split
from solver.telling import changed_shortfalls, contrast_sentence
from solver.verify.bounds import NO_TIME, SECOND, stage_checks
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Open, Result
from solver.verify.in_the_way import InTheWay
from solver.verify.nearest import nearest_checks
from solver.verify.second import NoSolution
from solver.verify.stored import Best

CUT_ONLY = "only the time limit leaves that open"


class Contrasted:
    """What an answer says of one more demand.

    Args:
        case: the answer under examination.
        best: what it says of the best split.
        split: that split.
        told: the contrast.
        more: the one more demand.
        cut: something ended the search early.
    """

    def __init__(self, case: Case, best: Best, split: Split, told: Contrast, more: More, *, cut: bool) -> None:
        self.case = case
        self.best = best
        self.split = split
        self.told = told
        self.more = more
        self.cut = cut

    @cached_property
    def held(self) -> Case:
        """The what-if held to the demand, splits near to the best one first."""
        posed, index = with_more(self.case.posed, self.more)
        return self.case.beside(posed, kept=(index,), near=self.split)

    def claim(self, field: str, text: str) -> Claim:
        return Claim("contrast", f"$.{field}", text)

    def checks(self) -> Iterator[Result]:
        """The demand, the verdict, the split behind it, what is in the way, the sentence."""
        wrong = None if self.told.demand == self.more.holds else f"it is {self.more.holds!r}"
        yield self.claim("demand", self.more.holds).settled(wrong, "from the file")
        yield from self._without_split() if self.told.split is None else self._with_split(self.told.split)
        yield from self._in_the_way()
        sentence = contrast_sentence(self.case.posed, self.told, self.more) if self._sayable else None
        wrong = None if self.told.sentence == sentence else f"what is told gives {sentence!r}"
        yield self.claim("sentence", "its sentence").settled(wrong, "from the answer")

    @property
    def _sayable(self) -> bool:
        """Does what is told name only what there is, so that it can be put in words?"""
        told = self.told
        goal = told.goal is None or 1 <= told.goal <= len(told.goals)
        seats = set(self.case.posed.grid.seats)
        return goal and set(told.shortfalls) <= set(self.case.numbers) and all(move[0] in seats for move in told.moves)

    # --- no split ----------------------------------------------------------------------------

    def _without_split(self) -> Iterator[Result]:
        told = self.told
        claim = self.claim("verdict", f"the verdict is {told.verdict}")
        if told != Contrast(told.demand, told.verdict, told.sentence, clash=told.clash):
            yield claim.refused("cost, goals and moves are those of a split, and there is none")
        elif told.verdict == "unknown":
            yield claim.settled(None if self.cut else CUT_ONLY, "it claims nothing")
        elif told.verdict != "forbidden":
            yield claim.refused("that takes a split that shows it")
        elif self._seen_to_be_allowed:
            yield claim.refused("a split of the answer meets it and keeps all red lines")
        elif told.clash is not None and told.clash.proof is not None:
            yield claim.proved("by what is in the way")
        else:
            yield Open(claim, lambda: self._forbidden(claim))

    @property
    def _seen_to_be_allowed(self) -> bool:
        return any(self.held.breaks(split, self.held.musts) is None for split in self.case.seen)

    def _forbidden(self, claim: Claim) -> Check:
        found = self.held.keeping(self.held.musts)
        if isinstance(found, Split):
            return claim.refused("a split meets it and keeps all red lines")
        return claim.corroborated(SECOND) if isinstance(found, NoSolution) else claim.unchecked(NO_TIME)

    # --- a split -----------------------------------------------------------------------------

    def _with_split(self, split: Split) -> Iterator[Result]:
        wrong = self.held.wrong_with(split) or self.held.breaks(split, self.held.musts)
        yield self.claim("split", "a split that meets it and keeps all red lines").settled(wrong, "counted")
        if wrong is not None:
            return
        self.case.shortfalls(split)
        told = replace(self.best, status="feasible", split=split, cost=self.told.cost, goals=self.told.goals)
        yield from stage_checks(self.held, told, split, self.best)
        if len(told.cost) != len(self.held.posed.costs) or len(told.goals) != len(self.held.posed.goals):
            return
        yield self._verdict()
        yield self._changes(split)
        yield from nearest_checks(self.held, told, split, nearest=self.told.fewest, cut=self.cut)

    def _verdict(self) -> Check:
        """What follows from the values told, which are themselves checked one by one."""
        told = self.told
        claim = self.claim("verdict", f"the verdict is {told.verdict}")
        stages = list(zip((*self.best.cost, *self.best.goals), (*told.cost, *told.goals), strict=False))
        known = next((number for number, both in enumerate(stages) if both[0].value != both[1].value), len(stages))
        proved = all(one.proved and two.proved for one, two in stages[: known + 1])
        expected: tuple[str, int | None, int | None, int | None] = ("unknown", None, None, None)
        if proved and known == len(stages):
            expected = ("tie", None, None, None)
        elif proved:
            costs, by = len(told.cost), stages[known][1].value - stages[known][0].value
            expected = ("cost", self.case.posed.priorities[known], None, by) if known < costs else expected
            expected = ("goal", None, known - costs + 1, -by) if known >= costs else expected
            if (expected[3] or 0) < 0:
                return claim.refused("it would be better than the best split")
        if not proved and not self.cut:
            return claim.refused(CUT_ONLY)
        right = (told.verdict, told.priority, told.goal, told.by) == expected
        return claim.settled(None if right else f"the values give {expected}", "from cost and goals")

    def _changes(self, split: Split) -> Check:
        claim = self.claim("moves", "which seats move, and which rules are kept better or worse")
        short = changed_shortfalls(self.case.posed, self.split, split)
        if self.told.shortfalls != short:
            return Claim(claim.section, "$.shortfalls", claim.text).refused(f"counted, they are {short}")
        moves = self.split.moved(split)
        return claim.settled(None if self.told.moves == moves else f"counted, they are {moves}", "counted")

    # --- what is in the way ------------------------------------------------------------------

    def _in_the_way(self) -> Iterator[Result]:
        told = self.told
        wanted = told.verdict in ("forbidden", "cost")
        if told.clash is None or not wanted:
            if (told.clash is not None) != wanted and not (wanted and self.cut):
                yield self.claim("clash", "what is in the way").refused(
                    "told where nothing is, or not where something is"
                )
            return
        short, rules = self.case.shortfalls(self.split), self.case.posed.rules
        upto = told.priority if told.verdict == "cost" else None
        most = {i: short[i] for i in self.case.posed.wishes if upto is not None and rules[i].priority <= upto}
        yield from InTheWay(self.case, self.more, told.clash, most, cut=self.cut).checks("$.clash", "clash")
