"""Which demands cannot all be met together: the minimal conflicts, smallest first?

Implicit hitting sets. Every set of rules that some split keeps leaves out at least one rule of every conflict, so a
conflict hits the complement of each such set. The smallest (then first, by rule) set that hits all complements seen
so far is either kept by some split, which gives a new complement, or impossible; then it is a conflict, and no
smaller one is left. Source: A. Ignatiev, A. Previti, M. Liffiton, J. Marques-Silva, "Smallest MUS extraction with
minimal hitting set dualization", CP 2015; found conflicts are blocked as in M. Liffiton et al., "Fast, flexible MUS
enumeration", Constraints 21 (2016) 223-250.

The list depends on proved answers only, never on which split the engine happened to find: in order of size, then of
rules. So it is the same for every engine and seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from solver.answers import Conflict
from solver.engine import Ask, Deadline, EngineError, Found, Impossible, System
from solver.engine.cpsat import LARGE, CpSat
from solver.engine.optimise import minimise
from solver.posed import Posed
from solver.questions.reasons import reason
from solver.rows import Demand, Linear, Row
from solver.split import Split

LIMIT = 10
"""Most conflicts listed by `solve`."""

MAX_CALLS = 2_000
"""Most sets of rules put to the engine for one list of conflicts; beyond it the list is flagged as incomplete."""

ONE_MORE = 100
"""Most sets tried, once the list is full, to learn whether it is complete."""

WORTH_TELLING = 8
"""Members up to which it is worked out how far each would have to give way alone."""

EFFORT = 0.5
"""Most work, in CP-SAT's deterministic seconds, on a number or a split that helps but proves nothing."""


@dataclass(frozen=True)
class Conflicts:
    """Minimal conflicts; `complete` only where there are proved to be no others."""

    found: tuple[Conflict, ...]
    complete: bool


class _UndecidedError(Exception):
    """The limit came before an answer; whatever was being worked out is left out."""


def conflicts(posed: Posed, engine: CpSat, deadline: Deadline, *, among_musts: bool, kept: Split | None) -> Conflicts:
    """Up to `LIMIT` minimal conflicts of wishes (given the musts), or of musts where they alone clash.

    Args:
        posed: the what-if.
        engine: answers whether rules can be kept together.
        deadline: what is found by then is returned.
        among_musts: look for conflicts among the musts.
        kept: a split that keeps the musts, as a first example; None if there is none.
    """
    search = _Search(posed, engine, deadline, among_musts=among_musts)
    found: list[Conflict] = []
    try:
        if kept is not None:
            if not any(posed.shortfalls(kept, search.candidates).values()):
                return Conflicts((), complete=True)
            search.start_from(kept)
        for members in search.minimal():
            if len(found) == LIMIT:
                return Conflicts(tuple(found), complete=False)
            found.append(search.told(members))
            if len(found) == LIMIT:
                search.calls_left = min(search.calls_left, ONE_MORE)
    except _UndecidedError:
        return Conflicts(tuple(found), complete=False)
    return Conflicts(tuple(found), complete=True)


class _Search:
    """Enumerates minimal conflicts among candidates (indices of rules), `always` being kept throughout."""

    def __init__(self, posed: Posed, engine: CpSat, deadline: Deadline, *, among_musts: bool) -> None:
        self.posed = posed
        self.engine = engine
        self.deadline = deadline
        self.candidates = posed.musts if among_musts else posed.wishes
        self.always = () if among_musts else posed.musts
        self.map = CpSat(System(0, 0, (Demand(helpers=((0, 1),) * len(self.candidates)),)))
        self.known: list[tuple[frozenset[int], Split]] = []
        self.hint: tuple[int, ...] = ()
        self.calls_left = MAX_CALLS

    def minimal(self) -> Iterator[tuple[int, ...]]:
        """Minimal conflicts in order of size, then of rules."""
        while (chosen := self._smallest_hitting_set()) is not None:
            split = self.kept(chosen)
            if split is not None:
                self.learn(split)
                continue
            for index in chosen:
                if self.kept([other for other in chosen if other != index]) is None:
                    raise EngineError("a smallest hitting set that is impossible must be a minimal conflict")
            self._block(chosen)
            yield chosen

    def kept(self, indices: Sequence[int]) -> Split | None:
        """A split that keeps these rules and `always`; None where there is proved to be none."""
        for known, split in self.known:
            if known.issuperset(indices):
                return split
        self.calls_left -= 1
        if self.calls_left < 0:
            raise _UndecidedError
        outcome = self._ask((*self.always, *indices))
        if isinstance(outcome, Impossible):
            return None
        return self.posed.split(self._better(outcome, indices).values)

    def _better(self, found: Found, indices: Sequence[int]) -> Found:
        """On large systems, a solution that also keeps most other rules, if one is near: it teaches more at once.

        At 543 seats this takes 40 sets instead of 325; on small systems looking for it costs more than it saves.
        """
        if self.posed.system.cells < LARGE:
            return found
        others = sum((self.posed.system.shortfalls[index] for index in self.candidates), Linear())
        ask = Ask(self.posed.system.kept((*self.always, *indices)), minimise=others, hint=self.hint, effort=EFFORT)
        outcome, _ = minimise(self.engine, ask, self.deadline)
        return outcome if isinstance(outcome, Found) else found

    def _ask(self, kept: Sequence[int]) -> Found | Impossible:
        """Can these rules be kept? Only proved answers count."""
        ask = Ask(self.posed.system.kept(kept), only=tuple(kept), hint=self.hint)
        outcome = self.engine.ask(ask, self.deadline)
        if isinstance(outcome, Found | Impossible):
            return outcome
        raise _UndecidedError

    def start_from(self, split: Split) -> None:
        """Learn from a good split, and look for others near it: they keep most of what it keeps."""
        chosen = set(self.posed.cells_of(split))
        self.hint = tuple(int(cell in chosen) for cell in range(self.posed.system.cells))
        self.learn(split)

    def learn(self, split: Split) -> None:
        """Every conflict has a member that this split does not keep."""
        short = self.posed.shortfalls(split, self.candidates)
        broken = [position for position, index in enumerate(self.candidates) if short[index]]
        self.known.append((frozenset(index for index in self.candidates if not short[index]), split))
        self.map.add((Row(Linear.sum(broken), low=1),))

    def _block(self, chosen: Sequence[int]) -> None:
        positions = [self.candidates.index(index) for index in chosen]
        self.map.add((Row(Linear.sum(positions), high=len(positions) - 1),))

    def _smallest_hitting_set(self) -> tuple[int, ...] | None:
        every = tuple(range(len(self.candidates)))
        size = Linear.sum(every)
        smallest = self.map.ask(Ask(minimise=size), self.deadline)
        if isinstance(smallest, Impossible):
            return None
        if not isinstance(smallest, Found) or not smallest.proved:
            raise _UndecidedError
        first = self.map.ask(Ask((Row(size, high=smallest.objective),), prefer=every), self.deadline)
        if not isinstance(first, Found):
            raise _UndecidedError
        return tuple(index for index, chosen in zip(self.candidates, first.values, strict=True) if chosen)

    def told(self, members: tuple[int, ...]) -> Conflict:
        """The conflict with the musts that take part, how far each member would give way alone, and a sentence."""
        musts = self._musts_taking_part(members)
        alone = self._alone(members) if len(members) <= WORTH_TELLING else {}
        ids = tuple(self.posed.rules[index].id for index in members)
        must_ids = tuple(self.posed.rules[index].id for index in musts)
        why = reason([self.posed.rules[index] for index in (*members, *musts)], self.posed.what_if.facts)
        sentence = self._sentence(members, musts, why)
        among_musts = not self.always and members and self.posed.rules[members[0]].must
        return Conflict(() if among_musts else ids, ids if among_musts else must_ids, True, sentence, why, alone)

    def _musts_taking_part(self, members: tuple[int, ...]) -> tuple[int, ...]:
        """A minimal set of musts with which the members clash, by deletion in file order."""
        needed = list(self.always)
        for index in self.always:
            fewer = [other for other in needed if other != index]
            if isinstance(self._ask((*fewer, *members)), Impossible):
                needed = fewer
        return tuple(needed)

    def _alone(self, members: tuple[int, ...]) -> dict[str, int]:
        """How far each member falls short at least when all the others are kept; nothing where that is too hard."""
        alone = {}
        for index in members:
            others = (*self.always, *(other for other in members if other != index))
            ask = Ask(
                self.posed.system.kept(others),
                minimise=self.posed.system.shortfalls[index],
                only=(*others, index),
                hint=self.hint,
                effort=EFFORT,
            )
            outcome, _ = minimise(self.engine, ask, self.deadline)
            if isinstance(outcome, Impossible):
                raise EngineError("the members of a minimal conflict but one must be possible")
            if not isinstance(outcome, Found) or not outcome.proved:
                return {}
            alone[self.posed.rules[index].id] = outcome.objective
        return alone

    def _sentence(self, members: tuple[int, ...], musts: tuple[int, ...], why: str | None) -> str:
        facts = self.posed.what_if.facts
        asked = "; ".join(self.posed.rules[index].sentence(facts) for index in members)
        given = "; ".join(self.posed.rules[index].sentence(facts) for index in musts)
        sentence = f"cannot{' all' if len(members) > 1 else ''} be met: {asked}"
        return sentence + (f"; while: {given}" if given else "") + (f" ({why})" if why else "")
