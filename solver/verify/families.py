"""Do all sets of rules that a family stands for clash, are there as many as it says, and how many are minimal?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from solver.answers import Family
from solver.cover import LOOK_AT, MOST_PARTS, Cover, bits
from solver.proofs import certificate_of
from solver.reasons import family_sentence
from solver.rows import Linear, Row
from solver.shares import objection
from solver.verify.bounds import NO_TIME, SECOND
from solver.verify.case import Case, Shortfalls
from solver.verify.checks import Check, Claim, Open, Result
from solver.verify.second import NoSolution, Solution


def cover_of(case: Case, family: Family) -> Cover:
    """The sets of a family; rules by their numbers, which must be known."""
    groups = tuple((group.part, _set(case, group.rules)) for group in family.groups)
    return Cover(_set(case, family.always), groups, family.more_than)


def _set(case: Case, rules: Sequence[str]) -> int:
    return sum(1 << case.numbers[rule] for rule in rules)


@dataclass(frozen=True)
class Told:
    """A family as it is told, of the conflict number `index`."""

    case: Case
    family: Family
    index: int
    among_musts: bool
    involving: int | None

    def claim(self, field: str, text: str) -> Claim:
        """One of the things that it says."""
        return Claim("conflicts", f"$.conflicts[{self.index}].family.{field}", f"{self.index + 1}. {text}")

    def misnamed(self, members: Sequence[int]) -> str | None:
        """What is wrong with names and numbers; None where the conflict it comes with is one of several such sets."""
        ids = [*self.family.always, *(rule for group in self.family.groups for rule in group.rules)]
        every = [*ids, *self.family.musts]
        strange = [rule for rule in every if rule not in self.case.numbers]
        if strange:
            return f"there is no rule {strange[0]!r} in this what-if"
        if len(set(every)) < len(every):
            return "it names a rule twice"
        if any(self.case.posed.rules[self.case.numbers[rule]].must != self.among_musts for rule in ids):
            return "its members are wishes where the red lines can be kept, and red lines where they cannot"
        if self.among_musts and self.family.musts:
            return "it tells red lines apart where all its members are"
        if any(not self.case.posed.rules[number].must for number in self._musts):
            return "it calls a wish a red line"
        parts = [group.part for group in self.family.groups]
        if min(parts, default=0) < 1 or sum(parts) > MOST_PARTS:
            return f"a rule brings 1 at least, and all of them {MOST_PARTS:,} at most"
        if not 0 <= self.family.more_than < sum(parts):
            return "its parts never add up to more"
        if self.cover.told != self.cover:
            return "what all its sets hold does not stand by itself, or its groups are not in order"
        chosen = sum(1 << number for number in members)
        return None if self.cover.within(chosen) == chosen else "the conflict it comes with is none of its sets"

    @cached_property
    def cover(self) -> Cover:
        return cover_of(self.case, self.family)

    def checks(self) -> Iterator[Result]:
        """What it says, claim by claim."""
        family, cover = self.family, self.cover
        yield self._impossible()
        count = self.claim("count", f"it stands for {family.count:,} sets")
        yield count.settled(None if cover.count == family.count else f"it is {cover.count:,}", "counted")
        wrong = None if family.sentence == family_sentence(family) else "the numbers give another"
        yield self.claim("sentence", "its sentence").settled(wrong, "from its numbers")
        looked = min(cover.count, LOOK_AT)
        minimal = self.claim("minimal", f"{family.minimal} of the first {family.looked_at} are minimal")
        if family.looked_at != looked or not 0 <= family.minimal <= looked:
            yield minimal.refused(f"it is for the first {looked}")
        else:
            yield Open(minimal, lambda: self._minimal(minimal))

    # --- impossible --------------------------------------------------------------------------

    @property
    def _given(self) -> list[int]:
        return [] if self.among_musts else list(self.case.posed.musts)

    @property
    def _musts(self) -> list[int]:
        """The red lines that it says the sum takes."""
        return [self.case.numbers[rule] for rule in self.family.musts]

    def _keeps_one(self, short: Shortfalls) -> bool:
        kept = sum(1 << number for number, by in short.items() if not by)
        return self.cover.within(kept) is not None and not any(short[number] for number in self._musts)

    def _impossible(self) -> Result:
        claim = self.claim("rules", "every set of its family clashes")
        if self.case.known(self._keeps_one) is not None:
            return claim.refused("a split of the answer keeps one of them")
        if self.family.proof is None:
            return Open(claim, lambda: self._second(claim))
        return claim.settled(self._wrong(), "rows added up")

    def _wrong(self) -> str | None:
        """What is wrong with the proof: it adds up the rows of its rules and its red lines, and no others."""
        posed, proof, rules = self.case.posed, self.family.proof, self.case.posed.rules
        cover = self.cover
        if proof is None or proof.goals or proof.stages:
            return "its proof uses more than rules"
        try:
            certificate = certificate_of(posed, proof)
            groups = [(part, list(bits(group))) for part, group in cover.groups]
            own = {*bits(cover.always), *(number for _, group in groups for number in group), *self._musts}
            strangers, idle = certificate.demands() - own, {*self._musts} - certificate.demands()
            if strangers or idle:
                return f"its proof {'uses' if strangers else 'has no use for'} {rules[min(strangers or idle)].id}"
            return objection(posed.system, certificate, groups, cover.more_than)
        except ValueError as error:
            return str(error)

    def _second(self, claim: Claim) -> Check:
        """One question for all sets: is there a split that keeps rules whose parts add up to more?"""
        system, cover = self.case.posed.system, self.cover
        fixed = [*bits(cover.always), *self._musts]
        first = len(system.domains)
        helpers: list[tuple[int, int]] = []
        rows: list[Row] = list(system.kept(fixed))
        weights: list[int] = []
        for part, group in cover.groups:
            start = first + len(helpers)
            for literal, number in enumerate(bits(group), start):
                rows.append(Row(system.shortfalls[number], high=0, only_if=literal))
                helpers.append((0, 1))
                weights.append(part)
            rows.append(Row(Linear.sum(range(start, first + len(helpers))), high=1))
        rows.append(Row(Linear(tuple(range(first, first + len(helpers))), tuple(weights)), low=cover.more_than + 1))
        only = sorted({*fixed, *(number for _, group in cover.groups for number in bits(group))})
        opinion = self.case.second.ask(rows, only=only, helpers=helpers)
        if isinstance(opinion, Solution):
            self.case.shortfalls(self.case.split(opinion))
            if self.case.known(self._keeps_one) is not None:
                return claim.refused("the second solver finds a split that keeps one of them")
            return claim.unchecked("the second solver finds a split that does not stand a recount")
        return claim.corroborated(SECOND) if isinstance(opinion, NoSolution) else claim.unchecked(NO_TIME)

    # --- minimal -----------------------------------------------------------------------------

    def _minimal(self, claim: Claim) -> Check:
        number, sure = 0, True
        for members in islice(self.cover.sets(), self.family.looked_at):
            needed = self._each_needed(members)
            if needed is None:
                return claim.unchecked(NO_TIME)
            number += needed
            sure = sure and needed
        if number != self.family.minimal:
            return claim.refused(f"{number} of them are, says the second solver")
        return claim.proved("a split for each member left out, counted") if sure else claim.corroborated(SECOND)

    def _each_needed(self, members: int) -> bool | None:
        """Can the rest of a set be kept without any one member, or the red line that must take part? None: unknown."""
        every = [*bits(members), *self._given]
        leave = {*bits(members), *([] if self.involving is None else [self.involving])}
        for left_out in leave:
            found = self.case.keeping([number for number in every if number != left_out])
            if isinstance(found, NoSolution):
                return False
            if found is None:
                return None
        return True
