"""With which demands, each as well kept as in the best split, can one more demand not be met?

A minimal set of them, by deletion on proved answers: a demand is left out only where the rest is proved impossible
without it. Source: J. Chinneck and E. Dravnieks, "Locating minimal infeasible constraint sets in linear programs", ORSA
Journal on Computing 3 (1991) 157-168, the deletion filter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from solver.answers import Clash, Witness
from solver.engine import Deadline, EngineError, Unknown
from solver.engine.cpsat import CpSat
from solver.engine.kept import Choice, Core, Keeper
from solver.more import More, clash_told, held
from solver.posed import Posed
from solver.proofs import named
from solver.split import Split


def clash_with(
    posed: Posed,
    engine: CpSat,
    more: More,
    wishes: Mapping[int, int],
    deadline: Deadline,
    *,
    proofs: bool = False,
) -> Clash | None:
    """A minimal set of wishes and musts that cannot be met together with one more demand.

    Args:
        posed: the what-if.
        engine: one like it is asked.
        more: what is demanded on top.
        wishes: the most that each of these wishes may fall short; with the musts, they must be impossible.
        deadline: where it comes first, the set is what is left by then, and is not called minimal.
        proofs: the clash carries multipliers, where it is linear, and a split for each member left out.

    Returns:
        The clash; None where not even the whole could be proved impossible in time.

    Raises:
        EngineError: where the whole is possible after all.
    """
    found = clash_or_split(posed, engine, more, wishes, deadline, proofs=proofs)
    if isinstance(found, Split):
        raise EngineError("demands as well kept as can be were kept together with one that costs more")
    return found


def clash_or_split(
    posed: Posed,
    engine: CpSat,
    more: More,
    wishes: Mapping[int, int],
    deadline: Deadline,
    *,
    proofs: bool = False,
) -> Clash | Split | None:
    """As `clash_with`, where it is not known whether all can be met: a split that meets them, if there is one."""
    return None if deadline.passed else _Filter(posed, engine, more, wishes, deadline, proofs=proofs).run()


class _Filter:
    """Leaves out one demand after the other; the musts last, so that few wishes are needed given all musts."""

    def __init__(
        self,
        posed: Posed,
        engine: CpSat,
        more: More,
        wishes: Mapping[int, int],
        deadline: Deadline,
        *,
        proofs: bool,
    ) -> None:
        self.posed = posed
        self.more = more
        self.deadline = deadline
        self.proofs = proofs
        self.most = {i: wishes.get(i, 0) for i, rule in enumerate(posed.rules) if i in wishes or rule.must}
        self.most = {i: most for i, most in self.most.items() if posed.rules[i] is not more.rule}
        self.numbers = list(self.most)
        """By member, its number among the rules of the what-if."""
        self.held = held(posed, more, self.most)
        self.keeper = Keeper(self.held.system, engine.on(self.held.system))
        self.known: list[Split] = []

    def run(self) -> Clash | Split | None:
        """The clash, the wishes reduced while all musts hold, then the musts; or a split that meets all."""
        rules = self.held.rules
        wishes = [member for member, rule in enumerate(rules[:-1]) if not rule.must]
        musts = [member for member, rule in enumerate(rules[:-1]) if rule.must]
        whole = self._clash((*wishes, *musts))
        if isinstance(whole, Unknown):
            return None
        if whole is None:
            return self.known[-1]
        wishes, clash, all_wishes = self._needed(wishes, musts, whole)
        musts, _, all_musts = self._needed(musts, wishes, clash)
        return self._told(sorted((*wishes, *musts)), minimal=all_wishes and all_musts)

    def _needed(self, members: list[int], others: list[int], clash: Core) -> tuple[list[int], Core, bool]:
        """Members without any of which the rest can be met, the others being kept; and whether that is proved of all.

        `clash` is one among members and others; a smaller one comes back. First to go is what is not kept in full,
        which is harder to read, and what has a late priority. What is left depends on that order alone, not on the
        clashes that the engine happens to find: they only save questions.
        """
        rules, proved = self.held.rules, True
        for member in sorted(members, key=lambda one: (not self._loosened(one), -rules[one].priority, -one)):
            fewer = [other for other in members if other != member]
            smaller = self._clash((*fewer, *others)) if member in clash.demands else clash
            proved = proved and not isinstance(smaller, Unknown)
            if isinstance(smaller, Core):
                members, clash = fewer, smaller
        return members, clash, proved

    def _loosened(self, member: int) -> bool:
        return self._most(member) > 0

    def _most(self, member: int) -> int:
        return self.most[self.numbers[member]]

    def _clash(self, members: Sequence[int]) -> Core | Unknown | None:
        """Some of these that cannot be met with the one more; None where a split meets them all."""
        if any(self._meets(split, members) for split in self.known):
            return None
        outcome = self.keeper.ask(sorted((*members, len(self.numbers))), self.deadline)
        if isinstance(outcome, Choice):
            self.known.append(self.held.split(tuple(outcome.chosen.tolist())))
            return None
        return outcome

    def _meets(self, split: Split, members: Iterable[int]) -> bool:
        return not any(self.held.shortfalls(split, members).values())

    def _told(self, needed: list[int], *, minimal: bool) -> Clash:
        most = {self.numbers[one]: self._most(one) for one in needed}
        told = clash_told(self.posed, self.more, most, minimal=minimal)
        if not self.proofs:
            return told
        certificate = self.keeper.refutation((*needed, len(self.numbers)), self.deadline)
        proof = None if certificate is None else named(self.held, certificate)
        return replace(told, proof=proof, witnesses=tuple(self._witnesses(needed)) if minimal else ())

    def _witnesses(self, needed: list[int]) -> Iterator[Witness]:
        """For each member, the split that showed that the others can be met without it."""
        rules = self.held.rules
        for member in needed:
            musts = [one for one, rule in enumerate(rules[:-1]) if rule.must] if not rules[member].must else []
            others = [one for one in (*needed, *musts, len(self.numbers)) if one != member]
            split = next((split for split in self.known if self._meets(split, others)), None)
            if split is None:
                raise EngineError(f"no split is known that shows why {rules[member].id} is needed")
            yield Witness(rules[member].id, split)
