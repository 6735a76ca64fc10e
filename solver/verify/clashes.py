"""Can the members of each conflict really not all be kept, and is each of them needed?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from solver.answers import Conflict
from solver.reasons import conflict_sentence, reason
from solver.rows import Linear
from solver.split import Split
from solver.union import different
from solver.verify.bounds import NO_TIME, SECOND
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Open, Result
from solver.verify.completeness import completeness
from solver.verify.families import Told, cover_of
from solver.verify.second import NoSolution, Solution
from solver.verify.stored import Clashes

MEMBERS_SHOWN = 4


def clash_checks(
    case: Case, clashes: Clashes, *, among_musts: bool, whole: bool, involving: int | None = None
) -> Iterator[Result]:
    """Every conflict, the family it stands for, and whether there are others.

    Args:
        case: the answer under examination.
        clashes: what it says.
        among_musts: it says that the musts alone clash.
        whole: something is known of the musts, so that the list may claim to be complete.
        involving: the rule that the list is restricted to; None: to none.
    """
    seen: set[frozenset[str]] = set()
    sound = True
    for index, conflict in enumerate(clashes.found):
        one = _One(case, conflict, index, among_musts=among_musts)
        wrong = one.misnamed()
        members = frozenset(conflict.musts if among_musts else conflict.rules)
        if wrong is None and members in seen:
            wrong = "it is listed twice"
        if wrong is None and involving is not None and involving not in one.listed:
            wrong = f"{case.posed.rules[involving].id} takes no part in it"
        seen.add(members)
        if wrong is not None:
            sound = False
            yield one.claim("rules", one.clash).refused(wrong)
            continue
        yield from one.checks()
        if conflict.family is not None:
            family = Told(case, conflict.family, index, among_musts, involving)
            wrong = family.misnamed(one.members)
            sound = sound and wrong is None
            yield from [family.claim("rules", "its family").refused(wrong)] if wrong else family.checks()
    if clashes.different is not None and sound:
        yield _different(case, clashes, among_musts=among_musts)
    if clashes.complete and sound:
        yield completeness(case, clashes, among_musts=among_musts, whole=whole, involving=involving)


def _different(case: Case, clashes: Clashes, *, among_musts: bool) -> Check:
    """The number of sets that all of them stand for, each counted once."""
    claim = Claim("conflicts", "$.different_sets", f"they stand for {clashes.different:,} different sets")
    covers = [None if one.family is None else cover_of(case, one.family) for one in clashes.found]
    members = (one.musts if among_musts else one.rules for one in clashes.found)
    number = different([sum(1 << case.numbers[rule] for rule in one) for one in members], covers)
    found = "they are too many kinds to be counted" if number is None else f"it is {number:,}"
    return claim.settled(None if number == clashes.different else found, "counted")


@dataclass(frozen=True)
class _One:
    """One conflict; where the musts alone clash its members are musts, else wishes, all musts being given."""

    case: Case
    conflict: Conflict
    index: int
    among_musts: bool

    def claim(self, field: str, text: str) -> Claim:
        return Claim("conflicts", f"$.conflicts[{self.index}].{field}", f"{self.index + 1}. {text}")

    @property
    def clash(self) -> str:
        ids = (*self.conflict.rules, *self.conflict.musts)
        more = f" and {len(ids) - MEMBERS_SHOWN} more" if len(ids) > MEMBERS_SHOWN else ""
        return f"{' + '.join(ids[:MEMBERS_SHOWN])}{more} {'cannot be met' if len(ids) == 1 else 'clash'}"

    def misnamed(self) -> str | None:
        """What is wrong with the names; None where they are rules of the right kind, each once."""
        ids = (*self.conflict.rules, *self.conflict.musts)
        strange = [rule for rule in ids if rule not in self.case.numbers]
        if strange:
            return f"there is no rule {strange[0]!r} in this what-if"
        if len(set(ids)) < len(ids):
            return "it names a rule twice"
        musts = set(self.case.posed.musts)
        if any(self.case.numbers[rule] in musts for rule in self.conflict.rules):
            return "it calls a red line a wish"
        if any(self.case.numbers[rule] not in musts for rule in self.conflict.musts):
            return "it calls a wish a red line"
        if self.among_musts == bool(self.conflict.rules) or not ids:
            return "its members are wishes where the red lines can be kept, and red lines where they cannot"
        return None

    @property
    def members(self) -> list[int]:
        return [self.case.numbers[rule] for rule in (self.conflict.musts if self.among_musts else self.conflict.rules)]

    @property
    def listed(self) -> list[int]:
        return [self.case.numbers[rule] for rule in (*self.conflict.rules, *self.conflict.musts)]

    @property
    def always(self) -> list[int]:
        return [] if self.among_musts else list(self.case.posed.musts)

    def checks(self) -> Iterator[Result]:
        yield self._told()
        yield self._impossible()
        if self.conflict.minimal:
            yield self._minimal()
        elif self.conflict.witnesses:
            yield self.claim("witnesses", "not called minimal").refused("witnesses are there to show that it is")
        if self.conflict.minimal and self.conflict.rules and self.conflict.musts:
            claim = self.claim("musts", "each red line in it takes part")
            yield Open(claim, lambda: self._each_needed(claim, self.listed, self.conflict.musts))
        if self.conflict.alone:
            yield self._alone()

    # --- what it says ------------------------------------------------------------------------

    def _told(self) -> Check:
        """The reason and the sentence are those that the file gives."""
        rules, facts = self.case.posed.rules, self.case.posed.what_if.facts
        why = reason([rules[number] for number in self.listed], facts)
        if self.conflict.why != why:
            return self.claim("why", "its reason").refused(f"counting shows {why!r}")
        wishes = [rules[self.case.numbers[rule]] for rule in self.conflict.rules]
        musts = [rules[self.case.numbers[rule]] for rule in self.conflict.musts]
        sentence = conflict_sentence(wishes or musts, musts if wishes else [], why, facts)
        wrong = None if self.conflict.sentence == sentence else "the file gives another"
        return self.claim("sentence", "its sentence").settled(wrong, "from the file")

    # --- impossible --------------------------------------------------------------------------

    def _impossible(self) -> Result:
        claim = self.claim("rules", self.clash)
        split = self.case.known(lambda short: not any(short[number] for number in self.listed))
        if split is not None:
            return claim.refused("a split of the answer keeps them all")
        proof = self.conflict.proof
        if proof is None:
            return Open(claim, lambda: self._second(claim))
        strangers = set(proof.rules) - {*self.conflict.rules, *self.conflict.musts}
        if strangers or proof.goals or proof.stages:
            return claim.refused("its proof uses more than the rules listed")
        wrong = self.case.proves(proof, (Linear(), 1), (), self.listed)
        return claim.settled(wrong, "rows added up")

    def _second(self, claim: Claim) -> Check:
        found = self.case.keeping(self.listed)
        if isinstance(found, Split):
            return claim.refused("the second solver finds a split that keeps them all")
        return claim.unchecked(NO_TIME) if found is None else claim.corroborated(SECOND)

    # --- minimal -----------------------------------------------------------------------------

    def _minimal(self) -> Result:
        claim = self.claim("minimal", "no member can be left out of it")
        names = [self.case.posed.rules[number].id for number in self.members]
        shown = [witness.without for witness in self.conflict.witnesses]
        if len(set(shown)) < len(shown) or not set(shown) <= set(names):
            return claim.refused("its witnesses are not one a member")
        for witness in self.conflict.witnesses:
            wrong = self.case.wrong_with(witness.split)
            kept = self._but(self.case.numbers[witness.without])
            wrong = wrong or self.case.breaks(witness.split, kept)
            if wrong is not None:
                return claim.refused(f"the witness without {witness.without}: {wrong}")
        if set(shown) == set(names):
            return claim.proved("a split for each, counted")
        missing = [name for name in names if name not in shown]
        return Open(claim, lambda: self._each_needed(claim, [*self.members, *self.always], missing))

    def _but(self, member: int) -> list[int]:
        return [other for other in (*self.members, *self.always) if other != member]

    def _each_needed(self, claim: Claim, kept: Sequence[int], names: Iterable[str]) -> Check:
        """Without any one of these, the others can be kept."""
        for name in names:
            found = self.case.keeping([other for other in kept if other != self.case.numbers[name]])
            if isinstance(found, NoSolution):
                return claim.refused(f"the second solver finds no split without {name} either")
            if found is None:
                return claim.unchecked(NO_TIME)
        return claim.proved("a split for each, counted")

    # --- alone -------------------------------------------------------------------------------

    def _alone(self) -> Result:
        told = ", ".join(f"{rule} by {by}" for rule, by in self.conflict.alone.items())
        claim = self.claim("alone", f"enough if one alone gives way: {told}")
        names = [self.case.posed.rules[number].id for number in self.members]
        if set(self.conflict.alone) != set(names):
            return claim.refused("it must name every member")
        for name, by in self.conflict.alone.items():
            number = self.case.numbers[name]
            if self._less(number, by):
                return claim.refused(f"a split breaks only {name}, and by less")
        return Open(claim, lambda: self._all_alone(claim))

    def _less(self, member: int, by: int) -> bool:
        others = self._but(member)
        return self.case.known(lambda short: short[member] < by and not any(short[o] for o in others)) is not None

    def _all_alone(self, claim: Claim) -> Check:
        for name, by in self.conflict.alone.items():
            number = self.case.numbers[name]
            terms = self.case.posed.system.shortfalls[number]
            opinion = self.case.find(self._but(number), only=(number,), minimise=terms)
            if not isinstance(opinion, Solution):
                return claim.unchecked(NO_TIME)
            if self._less(number, by):
                return claim.refused(f"a split breaks only {name}, and by less")
            if opinion.objective > by:
                return claim.refused(f"{name} must give way by {opinion.objective}, says the second solver")
            if opinion.objective < by:
                return claim.unchecked("the second solver finds a split that does not stand a recount")
        return claim.corroborated(SECOND)
