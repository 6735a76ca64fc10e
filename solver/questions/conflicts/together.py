"""Which rules can be kept together, as far as it is known: every proved answer is remembered and read off again.

Sets of rules are whole numbers: bit i stands for candidate i. A split tells of every set of rules that it keeps, a
conflict of every set that holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np

from solver.cover import bits
from solver.engine import Deadline, EngineError, Unknown
from solver.engine.kept import Choice, Keeper
from solver.posed import Posed
from solver.split import Split

KEPT = -1
"""No set: what is known of one that can be kept."""

FEW = 3
"""Members up to which leaving them out one by one takes fewer questions than asking about all of them once more."""


class UndecidedError(Exception):
    """The limit came before an answer; whatever was being worked out is left out."""


class Together:
    """Candidates (indices of rules), of which sets can or cannot be kept while `always` is kept throughout.

    `calls_left`, if given, is how many sets may still be put to an engine before `UndecidedError` is raised.
    """

    def __init__(
        self,
        posed: Posed,
        keeper: Keeper,
        deadline: Deadline,
        candidates: Sequence[int],
        always: Sequence[int],
        calls_left: int | None = None,
    ) -> None:
        self.posed = posed
        self.keeper = keeper
        self.deadline = deadline
        self.candidates = tuple(candidates)
        self.always = tuple(always)
        self.calls_left = calls_left
        self.kept: dict[int, np.ndarray] = {}
        """Sets that some split keeps, none inside another, in the order found; and the cells of the split."""
        self.single = 0
        """Candidates that some split keeps."""
        self.conflicts: dict[int, None] = {}
        """Minimal conflicts, in the order found."""
        self._breaks = np.zeros((len(self.candidates), 64), dtype=np.uint8)
        """By candidate and by split: 1 where the split does not keep it."""
        self._splits = 0

    @cached_property
    def everything(self) -> int:
        """All candidates."""
        return (1 << len(self.candidates)) - 1

    @cached_property
    def _position(self) -> dict[int, int]:
        return {rule: position for position, rule in enumerate(self.candidates)}

    @cached_property
    def _positions(self) -> np.ndarray:
        """By rule: its position among the candidates, or one past the last where it is none."""
        positions = np.full(len(self.posed.system.demands), len(self.candidates), dtype=np.int64)
        positions[list(self.candidates)] = np.arange(len(self.candidates))
        return positions

    @cached_property
    def _complex(self) -> tuple[int, ...]:
        """Candidates that are more than counts: only their own checkers say whether a split keeps them."""
        return tuple(rule for rule in self.candidates if not self.keeper.counted.exact(rule))

    def __contains__(self, rule: int) -> bool:
        return rule in self._position

    def position(self, rule: int) -> int:
        """The position of a rule among the candidates."""
        return self._position[rule]

    def rules(self, chosen: int) -> tuple[int, ...]:
        """The rules of a set, in file order."""
        return tuple(self._numbers[self._members(chosen)].tolist())

    @cached_property
    def _numbers(self) -> np.ndarray:
        return np.array(self.candidates, dtype=np.int64)

    def _members(self, chosen: int) -> np.ndarray:
        """By position: is it in a set?"""
        number = len(self.candidates)
        packed = np.frombuffer(chosen.to_bytes(-(-number // 8), "little"), dtype=np.uint8)
        return np.unpackbits(packed, count=number, bitorder="little").astype(np.bool_)

    def clash(self, chosen: int) -> int | None:
        """None where a split keeps all of them; otherwise some of them that cannot all be kept.

        Raises:
            UndecidedError: where the limit comes first.
        """
        known = self.known(chosen)
        if known is None:
            return self._asked(chosen)[0]
        return None if known == KEPT else known

    def known(self, chosen: int) -> int | None:
        """Some of them that clash, or `KEPT` where a split keeps them; None where it takes a question to tell."""
        if not self._broken(chosen).sum(axis=0).all():
            return KEPT
        conflict = self._known_within(chosen)
        return self._summed(chosen) if conflict is None else conflict

    def proved(self, chosen: int) -> int | None:
        """As `clash`, of a set that lies in none that can be kept and holds no conflict known."""
        summed = self._summed(chosen)
        return self._asked(chosen)[0] if summed is None else summed

    def _broken(self, chosen: int) -> np.ndarray:
        """By member of a set, and by split known, newest last: 1 where the split does not keep it."""
        return self._breaks[self._members(chosen), : self._splits]

    def _summed(self, chosen: int) -> int | None:
        """Some that clash by a sum that proved a clash before."""
        core = self.keeper.known((*self.always, *self.rules(chosen)))
        return None if core is None else self.of(rule for rule in core if rule in self._position)

    def _known_within(self, chosen: int) -> int | None:
        return next((known for known in self.conflicts if known & ~chosen == 0), None)

    def _asked(self, chosen: int) -> tuple[int | None, int]:
        """(some that clash, those of them without any one of which the rest can be kept); None where none clash."""
        if self.deadline.passed or self.calls_left == 0:
            raise UndecidedError
        if self.calls_left is not None:
            self.calls_left -= 1
        outcome = self.keeper.ask((*self.always, *self.rules(chosen)), self.deadline)
        if isinstance(outcome, Unknown):
            raise UndecidedError
        if isinstance(outcome, Choice):
            self._learn(outcome, chosen)
            return None, 0
        core = self.of(rule for rule in outcome.demands if rule in self._position)
        return core, core & self.of(rule for rule in outcome.needed if rule in self._position)

    def of(self, rules: Iterable[int]) -> int:
        """The set of these rules."""
        return sum(1 << self._position[rule] for rule in rules)

    def learn(self, split: Split) -> None:
        """Remember a split that keeps `always`."""
        cells = np.zeros(self.posed.system.cells, dtype=np.int64)
        cells[list(self.posed.cells_of(split))] = 1
        self.remember(self.kept_by(cells), cells)

    def _learn(self, choice: Choice, chosen: int) -> None:
        kept = self.kept_by(choice.chosen)
        if chosen & ~kept:
            raise EngineError("a split does not keep the rules that the engine says it keeps")
        self.remember(kept, choice.chosen)

    def kept_by(self, cells: np.ndarray) -> int:
        """All candidates that a split keeps."""
        kept = np.ones(len(self.candidates) + 1, dtype=np.bool_)
        kept[self._positions[self.keeper.counted.breaks(cells)]] = False
        if self._complex:
            short = self.posed.shortfalls(self.posed.split(tuple(cells.tolist())), self._complex)
            kept[[self._position[rule] for rule, by in short.items() if by]] = False
        return int.from_bytes(np.packbits(kept[:-1], bitorder="little").tobytes(), "little")

    def remember(self, kept: int, cells: np.ndarray) -> None:
        """A split keeps these rules, and no other candidate."""
        for inside in [known for known in self.kept if not known & ~kept]:
            del self.kept[inside]
        self.kept[kept] = cells.nonzero()[0].astype(np.int32)
        if self._splits == self._breaks.shape[1]:
            self._breaks = np.concatenate([self._breaks, np.zeros_like(self._breaks)], axis=1)
        self._breaks[:, self._splits] = ~self._members(kept)
        self._splits += 1
        self.single |= kept

    def beside(self, chosen: int) -> int:
        """Candidates of which each is known to be kept together with these."""
        together = 0
        for kept in self.kept:
            if chosen & ~kept == 0:
                together |= kept
        return together

    def witness(self, chosen: int) -> Split:
        """A split that is known to keep these rules."""
        cells = np.zeros(self.posed.system.cells, dtype=np.int8)
        cells[next(cells for kept, cells in self.kept.items() if chosen & ~kept == 0)] = 1
        return self.posed.split(tuple(cells.tolist()))

    def grown(self, kept: int) -> int:
        """A largest set around one that can be kept: with any other candidate it cannot.

        Raises:
            UndecidedError: where the limit comes first.
        """
        for position in bits(self.everything & ~kept):
            if not kept >> position & 1 and self.clash(kept | 1 << position) is None:
                kept = next(known for known in self.kept if (kept | 1 << position) & ~known == 0)
        return kept

    def blaming(self, chosen: int, clash: int, prefer: int) -> int:
        """A clash within a set that takes in one of `prefer`, where one is near; otherwise the clash given.

        Once enough of the others have gone for the rest of them to be kept, what clashes must be with those preferred.
        """
        wanted = chosen & prefer
        if not clash or not wanted or clash & prefer:
            return clash
        for first in (False, True):
            left = chosen & ~prefer
            while (among := self.clash(left)) is not None:
                left &= ~(among & -among if first else 1 << among.bit_length() - 1)
            blamed = self.clash(left | wanted)
            if blamed is not None:
                return blamed
        return clash

    def shrunk(self, clash: int, last: int = 0, among: Callable[[int], int | None] | None = None) -> int:
        """A minimal conflict within a clash: what can be left out goes, those of `last` only after all others.

        Each member that stays was proved necessary: without it a split keeps the rest. Splits known often show that of
        most members at once, and asked about the clash alone so does the network; the others are left out one by one.
        `among` says, in place of `clash`, what clashes in a set.
        Source: R. Bakker et al., "Diagnosing and solving over-determined constraint satisfaction problems", IJCAI 1993.
        """
        needed = self._needed(clash)
        known = self._known_within(clash) if needed != clash else None
        if known is not None:
            return known
        if clash.bit_count() - needed.bit_count() > FEW and among is None:
            core, needed = self._asked(clash)
            if core is None:
                raise EngineError("rules that cannot all be kept were kept")
            clash = core
        for bit in self._order(clash, last):
            if clash & bit and not needed & bit:
                smaller = (among or self.clash)(clash & ~bit)
                if smaller is None:
                    needed |= bit
                else:
                    clash = smaller
                needed |= self._needed(clash)
        self.conflicts[clash] = None
        return clash

    def _needed(self, clash: int) -> int:
        """Members of a clash without which a known split keeps all others."""
        broken = self._broken(clash)
        alone = (broken[:, broken.sum(axis=0) == 1]).any(axis=1)
        members = np.flatnonzero(self._members(clash))
        return sum(1 << position for position in members[alone].tolist())

    def _order(self, clash: int, last: int) -> list[int]:
        """Members from the last in the file to the first, so that what was asked for first stays in."""
        members = [1 << position for position in bits(clash)][::-1]
        return [bit for bit in members if not bit & last] + [bit for bit in members if bit & last]
