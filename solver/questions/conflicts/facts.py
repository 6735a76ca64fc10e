"""Which conflicts are one fact, told once for all of them: 'any five of these nine'?

Each conflict found is lifted: the sum that proves it proves others too. What lies in a set that is covered already is
let go before the set is asked about, so that the next conflict found is another fact, and few facts stand for thousands
of conflicts. Of candidates that can stand for each other only the first so many are looked at, as long as what is told
does not tell them apart: then what holds of a set holds of all in which some stand for others.

Sources: E. Balas, "Facets of the knapsack polytope", Mathematical Programming 8 (1975) 146-164 (the lifting); M.
Liffiton, A. Previti, A. Malik, J. Marques-Silva, "Fast, flexible MUS enumeration", Constraints 21 (2016) 223-250 (the
map).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from solver.alike import alike, first_of
from solver.answers import Conflict, Family, Group, Proof
from solver.certificate import Certificate
from solver.cover import LOOK_AT, MOST_PARTS, Cover, bits
from solver.engine.lifting import Lifted
from solver.proofs import named
from solver.questions.conflicts.enumeration import Map
from solver.questions.conflicts.involving import around
from solver.questions.conflicts.together import Together
from solver.questions.conflicts.told import Teller
from solver.reasons import family_sentence
from solver.shares import objection


def facts(teller: Teller, prefer: int = 0, rule: int | None = None) -> Iterator[Conflict]:
    """Conflicts no two of which are proved by the same sum, each with the family it stands for.

    Only those that `rule`, a candidate or a must, takes part in, where one is given. The iterator ends when every
    conflict is one of those told, or of their families.

    Raises:
        UndecidedError: where the limit comes first.
    """
    return _Facts(teller, prefer, rule).run()


@dataclass(frozen=True)
class _Lift:
    """What a sum says of other demands too, which sets these are, and how to get its multipliers."""

    found: Lifted
    cover: Cover
    certificate: Callable[[], Certificate | None]


class _Facts:
    """The search; `space` holds the candidates, all but the rule that must take part, which is kept throughout."""

    def __init__(self, teller: Teller, prefer: int, rule: int | None) -> None:
        self.teller = teller
        self.together = teller.together
        self.rule = rule
        self.space: Together = self.together
        self.without: Together | None = None
        if rule is not None:
            self.space, self.without = around(self.together, rule)
        self.prefer = self.space.of(one for one in self.together.rules(prefer) if one in self.space)
        groups = alike(self.together.posed.system, self.space.candidates, self.space.always)
        self.alike = [self.space.of(group) for group in groups]
        self.unknown = Map(len(self.space.candidates), self.alike)
        self.covers: list[Cover] = []

    def run(self) -> Iterator[Conflict]:
        struck: set[int] = set()
        turn = 0
        chosen: int | None = self.space.everything
        while chosen is not None:
            turn += 1
            chosen = self._uncovered(chosen, turn)
            clash = self.space.clash(chosen)
            if clash is None:
                for kept in {*self.space.kept} - struck:
                    for alike in {kept, self._first(kept)}:
                        self.unknown.strike_inside(alike)
                struck |= {*self.space.kept}
            else:
                yield from self._found(self.space.shrunk(self.space.blaming(chosen, clash, self.prefer), self.prefer))
            chosen = self.unknown.largest()

    def _uncovered(self, chosen: int, turn: int) -> int:
        """What is left of a set once it holds no conflict of a known family; one that it does hold is struck."""
        for cover in self.covers:
            members = cover.within(chosen)
            if members is not None:
                self.unknown.strike_around(members)
                chosen = cover.without(chosen, turn)
        return chosen

    def _found(self, members: int) -> Iterator[Conflict]:
        """The conflict; none where it clashes without the rule that must take part, and is struck as that."""
        elsewhere = None if self.without is None else self.without.clash(members)
        if self.without is not None and elsewhere is not None:
            self.unknown.strike_around(self.without.shrunk(elsewhere))
            return
        self.unknown.strike_around(members)
        lift = self._lifted(members)
        self._tell_apart(members, None if lift is None else lift.cover)
        conflict = self.teller.told(self._whole(members))
        if lift is None:
            yield conflict
        else:
            self.covers.append(lift.cover)
            yield replace(conflict, family=self._family(lift))

    def _first(self, chosen: int) -> int:
        return first_of(self.alike, chosen)

    def _tell_apart(self, members: int, cover: Cover | None) -> None:
        """What is told speaks of some that are alike, and not of all of them in the same way: then they are not."""
        for group in self.unknown.alike:
            same = not group & members or not group & ~members if cover is None else cover.treats_alike(group)
            if not same:
                self.unknown.tell_apart(group)

    def _whole(self, members: int) -> int:
        """A set of the space as one of all candidates, with the rule that must take part."""
        rules = self.space.rules(members)
        own = () if self.rule is None or self.rule not in self.together else (self.rule,)
        return self.together.of((*rules, *own))

    def _lifted(self, members: int) -> _Lift | None:
        """The family of a conflict; None where its proof is not such a sum, or covers nothing else."""
        together, always = self.together, self.space.always
        demands = (*always, *self.space.rules(members))
        lift = together.keeper.lifted(demands, self.space.candidates, always, together.deadline)
        if lift is None or sum(group.part for group in lift[0].groups) > MOST_PARTS:
            return None
        found, certificate = lift
        fixed = self.space.of(rule for rule in found.always if rule in self.space)
        groups = tuple((group.part, self.space.of(group.demands)) for group in found.groups)
        cover = Cover(fixed, groups, found.more_than)
        return _Lift(found, cover.told, certificate) if cover.count > 1 else None

    def _family(self, lift: _Lift) -> Family:
        cover = lift.cover
        looked = list(islice(cover.sets(), LOOK_AT))
        family = Family(
            always=self._ids(self.together.rules(self._whole(cover.always))),
            musts=self._ids(rule for rule in lift.found.always if rule not in self.space and rule not in self.together),
            groups=tuple(Group(part, self._ids(self.space.rules(group))) for part, group in cover.groups),
            more_than=cover.more_than,
            count=cover.count,
            looked_at=len(looked),
            minimal=sum(map(self._minimal, looked)),
            sentence="",
        )
        proof = self._proof(lift) if self.teller.proofs else None
        return replace(family, sentence=family_sentence(family), proof=proof)

    def _proof(self, lift: _Lift) -> Proof | None:
        """The multipliers, if the family can be read off them as it is told."""
        posed, cover = self.together.posed, lift.cover
        certificate = lift.certificate()
        groups = [(part, self.space.rules(group)) for part, group in cover.groups]
        if certificate is None or objection(posed.system, certificate, groups, cover.more_than) is not None:
            return None
        return named(posed, certificate)

    def _ids(self, rules: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.together.posed.rules[rule].id for rule in rules)

    def _minimal(self, members: int) -> bool:
        if self.without is not None and self.without.clash(self._first(members)) is not None:
            return False
        return all(self.space.clash(self._first(members & ~(1 << one))) is None for one in bits(members))
