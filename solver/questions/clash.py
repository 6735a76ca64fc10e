"""With which demands, each as well kept as in the best split, can one more demand not be met?

A minimal set of them, by deletion on proved answers: a demand is left out only where the rest is proved impossible
without it. Source: J. Chinneck and E. Dravnieks, "Locating minimal infeasible constraint sets in linear programs",
ORSA Journal on Computing 3 (1991) 157-168, the deletion filter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from solver.answers import Clash
from solver.engine import Ask, Deadline, EngineError, Found, Impossible, Outcome
from solver.engine.cpsat import CpSat
from solver.posed import Posed
from solver.questions.best_split import Face
from solver.reasons import reason
from solver.rows import Row
from solver.rules import Rule
from solver.split import Split


@dataclass(frozen=True)
class More:
    """One more demand: the splits that meet it, the rule that asks for it, and how it is told."""

    within: Face
    rule: Rule
    holds: str
    """'Amethi goes to SP'."""
    doing: str
    """'Giving Amethi to SP'."""
    seat: str | None = None
    """The seat that it speaks of, if it is one, so that its own move is not told twice."""


def clash_with(posed: Posed, engine: CpSat, more: More, wishes: Mapping[int, int], deadline: Deadline) -> Clash | None:
    """A minimal set of wishes and musts that cannot be met together with one more demand.

    Args:
        posed: the what-if.
        engine: answers whether demands can be kept together.
        more: what is demanded on top.
        wishes: the most that each of these wishes may fall short; with the musts, they must be impossible.
        deadline: where it comes first, the set is what is left by then, and is not called minimal.

    Returns:
        The clash; None where not even the whole could be proved impossible in time.
    """
    return _Filter(posed, engine, more, wishes, deadline).run()


class _Filter:
    """Leaves out one demand after the other; the musts last, so that few wishes are needed given all musts."""

    def __init__(self, posed: Posed, engine: CpSat, more: More, wishes: Mapping[int, int], deadline: Deadline) -> None:
        self.posed = posed
        self.engine = engine
        self.more = more
        self.most = {index: most for index, most in wishes.items() if posed.rules[index] is not more.rule}
        self.most |= dict.fromkeys((i for i in posed.musts if posed.rules[i] is not more.rule), 0)
        self.deadline = deadline
        self.known: list[Split] = []

    def run(self) -> Clash | None:
        outcome = self._ask(self.most)
        if isinstance(outcome, Found):
            raise EngineError("demands as well kept as can be were kept together with one that costs more")
        if not isinstance(outcome, Impossible):
            return None
        needed, minimal = list(self.most), True
        for index in self._order():
            fewer = [other for other in needed if other != index]
            verdict = self._possible(fewer)
            minimal = minimal and verdict is not None
            needed = fewer if verdict is False else needed
        return self._told(sorted(needed), minimal=minimal)

    def _order(self) -> list[int]:
        """Which is left out first: what is not kept in full is harder to read, and late priorities weigh less."""
        rules = self.posed.rules
        return sorted(self.most, key=lambda i: (rules[i].must, self.most[i] == 0, -rules[i].priority, -i))

    def _possible(self, chosen: list[int]) -> bool | None:
        """Can these be met with the one more? None where that is not known in time."""
        if any(self._meets(split, chosen) for split in self.known):
            return True
        outcome = self._ask(chosen)
        if isinstance(outcome, Found):
            self.known.append(self.posed.split(outcome.values))
            return True
        return False if isinstance(outcome, Impossible) else None

    def _meets(self, split: Split, chosen: Iterable[int]) -> bool:
        facts = self.posed.what_if.facts
        return all(self.posed.rules[index].shortfall(split, facts) <= self.most[index] for index in chosen)

    def _ask(self, chosen: Iterable[int]) -> Outcome:
        within = self.more.within
        rows = tuple(Row(self.posed.system.shortfalls[index], high=self.most[index]) for index in chosen)
        only = tuple(sorted({*chosen, *(within.only or ())}))
        return self.engine.ask(Ask((*within.rows, *rows), bounds=within.bounds, only=only), self.deadline)

    def _told(self, needed: list[int], *, minimal: bool) -> Clash:
        facts = self.posed.what_if.facts
        asked = {index: self._asking(index) for index in needed}
        wishes = [index for index in needed if not self.posed.rules[index].must]
        musts = [index for index in needed if self.posed.rules[index].must]
        members = tuple(asked[index].sentence(facts) for index in (*wishes, *musts))
        why = self._claimed(needed) or reason([self.more.rule, *asked.values()], facts)
        sentence = f"cannot{' all' if members else ''} be met: {'; '.join((self.more.holds, *members))}"
        return Clash(
            rules={self.posed.rules[index].id: self.most[index] for index in wishes},
            musts=tuple(self.posed.rules[index].id for index in musts),
            minimal=minimal,
            sentence=sentence + (f" ({why})" if why else ""),
            members=members,
            why=why,
        )

    def _claimed(self, needed: list[int]) -> str | None:
        """'inc-2009 claims Amethi for INC', where one demand alone asks for the very seat."""
        facts = self.posed.what_if.facts
        asks = self._asking(needed[0]).asks(facts) if len(needed) == 1 else None
        if asks is None or self.more.seat is None or self.more.seat not in asks.pool or asks.number < len(asks.pool):
            return None
        return f"{self.posed.rules[needed[0]].id} claims {facts.seat_name(self.more.seat)} for {asks.party}"

    def _asking(self, index: int) -> Rule:
        """The rule, asking for no more than the best split gives it."""
        rule, most = self.posed.rules[index], self.most[index]
        return rule.loosened(most) if most else rule
