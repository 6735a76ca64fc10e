"""Are there no other conflicts, and no other sets to drop, than those listed?

Any conflict that holds none of the listed sets lies in what is left when a minimal set that shares a member with each
of these is dropped. So a split that keeps what is left, for every such set, proves the list complete. The same holds
the other way round: sets to drop are all there are where no set that shares a member with each of them can be kept.
Of candidates that are alike, as long as the list does not tell them apart, it does not matter which are dropped.
Source: R. Reiter, "A theory of diagnosis from first principles", Artificial Intelligence 32 (1987) 57-95.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from solver.alike import alike, first_of
from solver.cover import Cover, bits
from solver.split import Split
from solver.verify.bounds import NO_TIME, SECOND
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Open, Result
from solver.verify.families import cover_of
from solver.verify.second import NoSolution
from solver.verify.stored import Clashes
from solver.words import amount

MOST = 2_000
"""Most sets that are tried to learn whether a list is complete."""


def completeness(
    case: Case, clashes: Clashes, *, among_musts: bool, whole: bool, involving: int | None = None
) -> Result:
    """No conflict (in which the rule takes part, if one is named) is neither listed nor of a listed family."""
    claim = Claim("conflicts", "$.conflicts_complete", "there are no other conflicts")
    if not whole or not all(conflict.minimal for conflict in clashes.found):
        return claim.refused("that is known only where each one listed is minimal, and the red lines are settled")
    candidates = case.posed.musts if among_musts else case.posed.wishes
    always = () if among_musts else case.posed.musts
    if involving is not None and involving not in (*candidates, *always):
        return claim.proved("the red lines clash without any wish")
    sets = [_set(case, one.musts if among_musts else one.rules) for one in clashes.found]
    covers = [cover_of(case, one.family) if one.family is not None else None for one in clashes.found]
    told = list(zip(sets, covers, strict=True))
    return Open(claim, _Search(case, claim, candidates, always, involving, told).settle)


def _set(case: Case, rules: Iterable[str]) -> int:
    return sum(1 << case.numbers[rule] for rule in rules)


@dataclass
class _Search:
    """Looks for a way of dropping rules from each listed conflict that leaves rules which still cannot be kept."""

    case: Case
    claim: Claim
    candidates: Sequence[int]
    always: Sequence[int]
    rule: int | None
    """The rule that must take part."""
    listed: Sequence[tuple[int, Cover | None]]
    """Each conflict, and the family it stands for."""
    noted: list[int] = field(default_factory=list)
    """Clashes in which that rule takes no part: what holds one of them is no conflict of its own."""

    def settle(self) -> Check:
        """Every way of dropping rules is tried."""
        drops: list[int] = [0]
        while True:
            number, groups = len(self.noted), self._groups
            tried = hitting_sets(drops, self._missed, lambda: self.case.second.over, groups)
            if tried is None:
                return too_many(self.case, self.claim)
            drops = tried
            for drop in drops:
                wrong = self._tried(self._left(drop))
                if wrong is not None:
                    return wrong
                if len(self.noted) > number:
                    drops = drops if self._groups == groups else [0]
                    break
            else:
                told = "a split for each way of dropping rules, counted"
                return self.claim.corroborated(SECOND) if self.noted else self.claim.proved(told)

    @cached_property
    def _alike(self) -> list[int]:
        """Groups of candidates that are alike, and that each conflict listed treats in the same way."""
        rest = [number for number in self.candidates if number != self.rule]
        given = [*self.always, *([] if self.rule is None or self.rule in self.always else [self.rule])]
        groups = (sum(1 << one for one in group) for group in alike(self.case.posed.system, rest, given))
        return [group for group in groups if all(_treats_alike(one, cover, group) for one, cover in self.listed)]

    @property
    def _groups(self) -> list[int]:
        """Those that what was noted does not tell apart either."""
        return [group for group in self._alike if all(_treats_alike(one, None, group) for one in self.noted)]

    @property
    def _own(self) -> int:
        return 0 if self.rule is None else 1 << self.rule

    def _left(self, drop: int) -> int:
        """The candidates that are not dropped, but for the rule that must take part."""
        return sum(1 << number for number in self.candidates) & ~drop & ~self._own

    def _missed(self, drop: int) -> int | None:
        """What could be dropped of a listed set that is still whole; None where there is no such set."""
        left = self._left(drop) | self._own
        whole = (one for one in (*(one for one, _ in self.listed), *self.noted) if not one & ~left)
        covered = (one for _, cover in self.listed if cover is not None and (one := cover.within(left)) is not None)
        found = next(chain(whole, covered), None)
        return None if found is None else found & ~self._own

    def _tried(self, left: int) -> Check | None:
        """What speaks against the claim, or leaves it open; None where these can be kept, or what clashes was noted."""
        given = list({*self.always} | set(bits(self._own)))
        found = self.case.keeping([*bits(left), *given])
        if isinstance(found, Split):
            return None
        if found is None:
            return self.claim.unchecked(NO_TIME)
        elsewhere = None if self.rule is None else self.case.keeping(self._without(left))
        if self.rule is None or isinstance(elsewhere, Split):
            return self.claim.refused("the second solver finds another one")
        return self.claim.unchecked(NO_TIME) if elsewhere is None or not self._note(left) else None

    def _without(self, left: int) -> list[int]:
        """These and what is always kept, without the rule that must take part."""
        return [number for number in (*bits(left), *self.always) if number != self.rule]

    def _note(self, left: int) -> bool:
        """Note what clashes in these without the rule, made as small as it can be; False where time runs out."""
        for number in bits(left):
            smaller = self.case.keeping(self._without(left & ~(1 << number)))
            if smaller is None:
                return False
            if isinstance(smaller, NoSolution):
                left &= ~(1 << number)
        self.noted.append(left)
        return True


def no_other_drop_sets(case: Case, drop_sets: Iterable[Iterable[str]], held: Sequence[int]) -> Result:
    """No other set of wishes than those listed would, dropped, leave what can be kept, and is minimal in that."""
    claim = Claim("drop sets", "$.drop_sets_complete", "there are no others")
    sets = [_set(case, rules) for rules in drop_sets]

    def settle() -> Check:
        tried = hitting_sets([0], lambda one: next((s for s in sets if not s & one), None), lambda: case.second.over)
        if tried is None:
            return too_many(case, claim)
        for one in tried:
            found = case.keeping([*bits(one), *held])
            if not isinstance(found, NoSolution):
                return claim.unchecked(NO_TIME) if found is None else claim.refused("a split shows that there is one")
        return claim.corroborated(SECOND) if tried else claim.proved("there is nothing to drop")

    return Open(claim, settle)


def too_many(case: Case, claim: Claim) -> Check:
    """The claim, where not all sets could be tried."""
    return claim.unchecked(NO_TIME if case.second.over else f"more than {amount(MOST, 'sets')} of rules to try")


def _treats_alike(members: int, cover: Cover | None, group: int) -> bool:
    """Is what is listed the same when some of a group stand for others?"""
    return cover.treats_alike(group) if cover is not None else not members & group or not group & ~members


def hitting_sets(
    found: list[int],
    missed: Callable[[int], int | None],
    over: Callable[[], bool],
    groups: Sequence[int] = (),
) -> list[int] | None:
    """All minimal sets that miss nothing; None where there are too many, or time is over.

    Args:
        found: all minimal sets that share a member with some of the sets to be hit; to begin with the empty set.
        missed: a set that shares no member with the one given; None where there is none.
        over: is the time over?
        groups: members that are alike: of sets in which some stand for others, one is enough.

    Source: C. Berge, Hypergraphs (1989), section 2.1, one set after the other.
    """
    sound: set[int] = set()
    while not over() and len(found) <= MOST:
        gap = None
        for one in found:
            if one not in sound:
                gap = missed(one)
                if gap is not None:
                    break
                sound.add(one)
        if gap is None:
            return found
        hit = [one for one in found if one & gap]
        grown = {first_of(groups, one | 1 << member) for one in found if not one & gap for member in bits(gap)}
        found = hit + [new for new in sorted(grown) if not any(not old & ~new for old in hit)]
    return None
