"""Can demands, each as well kept as in the best split, really not be met together with one more; is each needed?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from solver.answers import Clash
from solver.more import More, clash_told, held
from solver.rows import Linear
from solver.split import Split
from solver.verify.bounds import NO_TIME, SECOND
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Open, Result, under
from solver.verify.second import NoSolution


class InTheWay:
    """What an answer says is in the way of one more demand.

    Args:
        case: the answer under examination.
        more: the one more demand.
        clash: what is told.
        most: by wish that may be named, how far it falls short in the best split.
        cut: something ended the search early.
    """

    def __init__(self, case: Case, more: More, clash: Clash, most: Mapping[int, int], *, cut: bool) -> None:
        self.case = case
        self.more = more
        self.clash = clash
        self.most = most
        self.cut = cut

    def claim(self, field: str, text: str) -> Claim:
        return Claim("clash", f"$.{field}", text)

    def checks(self, where: str, section: str) -> Iterator[Result]:
        """Its names, its sentence, that it is impossible, that no member can be left out; `where` leads to it."""
        yield from under(self._checks(), where, section)

    def _checks(self) -> Iterator[Result]:
        clash = self.claim("rules", f"{' + '.join((*self.clash.rules, *self.clash.musts)) or 'nothing'} in the way")
        wrong = self.misnamed()
        if wrong is not None:
            yield clash.refused(wrong)
            return
        yield self._told()
        yield self._impossible(clash)
        minimal = self.claim("minimal", "no member can be left out of it")
        if self.clash.minimal:
            yield self._minimal(minimal)
        elif self.clash.witnesses or not self.cut:
            yield minimal.refused("only the time limit leaves that open, and then there are no witnesses")

    def misnamed(self) -> str | None:
        """What is wrong with the names; None where they are demands that may be in the way."""
        ids, numbers = (*self.clash.rules, *self.clash.musts), self.case.numbers
        strange = [
            name for name in ids if name not in numbers or self.case.posed.rules[numbers[name]] is self.more.rule
        ]
        if strange:
            return f"there is no other rule {strange[0]!r} in this what-if"
        if [numbers[name] for name in self.clash.musts] != sorted({numbers[name] for name in self.clash.musts}):
            return "it names a rule twice, or out of order"
        if not {numbers[name] for name in self.clash.musts} <= set(self.case.posed.musts):
            return "it calls a wish a red line"
        for name, by in self.clash.rules.items():
            if self.most.get(numbers[name]) != by:
                return f"{name} is none of those that have to be kept so well"
        return None

    @cached_property
    def members(self) -> dict[int, int]:
        """By member, the most that it may fall short."""
        numbers = self.case.numbers
        told = {numbers[name]: by for name, by in self.clash.rules.items()}
        return dict(sorted((told | {numbers[name]: 0 for name in self.clash.musts}).items()))

    @cached_property
    def among(self) -> Case:
        """The members, loosened, and the one more demand, as a what-if of their own."""
        return self.case.beside(held(self.case.posed, self.more, self.members))

    @property
    def every(self) -> list[int]:
        return list(range(len(self.among.posed.rules)))

    def _told(self) -> Check:
        told = clash_told(self.case.posed, self.more, self.members, minimal=self.clash.minimal)
        claim = self.claim("sentence", "its sentence")
        same = (told.sentence, told.why) == (self.clash.sentence, self.clash.why)
        return claim.settled(None if same else f"the file gives {told.sentence!r}", "from the file")

    def _impossible(self, claim: Claim) -> Result:
        for split in self.case.seen:
            if self.among.breaks(split, self.every) is None:
                return claim.refused("a split of the answer keeps them all")
        proof = self.clash.proof
        if proof is None:
            return Open(claim, lambda: self._second(claim))
        if proof.goals or proof.stages:
            return claim.refused("its proof uses more than the rules listed")
        return claim.settled(self.among.proves(proof, (Linear(), 1), (), self.every), "rows added up")

    def _second(self, claim: Claim) -> Check:
        found = self.among.keeping(self.every)
        if isinstance(found, Split):
            return claim.refused("the second solver finds a split that keeps them all")
        return claim.unchecked(NO_TIME) if found is None else claim.corroborated(SECOND)

    def _minimal(self, claim: Claim) -> Result:
        names = {self.case.posed.rules[number].id: place for place, number in enumerate(self.members)}
        shown = [witness.without for witness in self.clash.witnesses]
        if len(set(shown)) < len(shown) or not set(shown) <= set(names):
            return claim.refused("its witnesses are not one a member")
        for witness in self.clash.witnesses:
            wrong = self.case.wrong_with(witness.split)
            wrong = wrong or self.among.breaks(witness.split, self._but(names[witness.without]))
            if wrong is not None:
                return claim.refused(f"the witness without {witness.without}: {wrong}")
        missing = [name for name in names if name not in shown]
        if not missing:
            return claim.proved("a split for each, counted")
        return Open(claim, lambda: self._each_needed(claim, {name: names[name] for name in missing}))

    def _but(self, member: int) -> list[int]:
        return [other for other in self.every if other != member]

    def _each_needed(self, claim: Claim, members: Mapping[str, int]) -> Check:
        for name, member in members.items():
            found = self.among.keeping(self._but(member))
            if isinstance(found, NoSolution):
                return claim.refused(f"the second solver finds no split without {name} either")
            if found is None:
                return claim.unchecked(NO_TIME)
        return claim.proved("a split for each, counted")
