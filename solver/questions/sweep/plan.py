"""What does a sweep ask, in a form that a worker on another machine can be sent?"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from solver.answers import SweptShape
from solver.engine.choice import Choice
from solver.facts import Facts
from solver.memory import REMEMBERED
from solver.questions.sweep import meaning
from solver.rows import Grid
from solver.scenario import Scenario, WhatIf
from solver.scenario.vary import Lattice, VaryField
from solver.split import Split

FIRST = 48
"""Code of the character '0', which stands for the first party."""


def letter(index: int) -> str:
    """The character that stands for a party."""
    return chr(FIRST + index)


@dataclass(frozen=True)
class Plan:
    """A scenario as it stands with settings and drops, and the grid of what-ifs around it.

    `base` is its best split, against which moves are told. `time_limit` is for one what-if: so many seconds for its
    best split, and so many for its conflict.
    """

    scenario: Scenario = field(repr=False)
    settings: Mapping[str, Any]
    drop: tuple[str, ...]
    lattice: Lattice
    base: Split | None = None
    time_limit: float | None = None
    seed: int = 0
    shortcuts: bool = True
    engine: Choice = "auto"

    @cached_property
    def frame(self) -> bytes:
        """The part of the keys that all what-ifs share."""
        return meaning.frame(self.scenario.facts, self.scenario.goals)

    @cached_property
    def sent(self) -> bytes:
        """The plan as it is sent, with what it is to be worked on with."""
        return zlib.compress(pickle.dumps((meaning.about_engine(), self)), 1)

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {party: letter(index) for index, party in enumerate(self.parties)}

    @property
    def parties(self) -> tuple[str, ...]:
        """All that contest in some what-if."""
        return tuple(party.id for party in self.scenario.facts.parties if party.contests)

    @cached_property
    def shape(self) -> SweptShape:
        """What the rows can speak of, whoever is in the pact."""
        rules, facts = self.scenario.rules, self.scenario.facts
        wishes = [rule for rule in rules if not rule.must]
        grid = Grid(facts.seat_ids, self.parties)
        kinds = (goal.kind for goal in self.scenario.goals for _ in goal.stages(facts, grid, wishes))
        priorities = {rule.priority for rule in rules}
        for axis in self.lattice.axes:
            if isinstance(axis.vary, VaryField) and axis.vary.field == "priority":
                priorities.update(map(int, axis.values))
        axes = tuple(axis.axis for axis in self.lattice.axes)
        ids = tuple(rule.id for rule in rules)
        return SweptShape(axes, self.parties, tuple(sorted(priorities)), tuple(kinds), ids, odds=facts.odds is not None)

    def code(self, split: Split) -> str:
        """A split in short: one character a seat, which stands for the place of its party among `parties`."""
        return "".join(self._letters[party] for _, party in split.pairs)

    def decoded(self, code: str) -> Split:
        """The split that `code` wrote."""
        return decoded(code, self.scenario.facts.seat_ids, self.parties)

    def failed_key(self, number: int) -> str:
        """The key of a what-if that may be none at all: by what was asked for, not by what that means."""
        axes = [axis.vary.name for axis in self.lattice.axes]
        asked = [self.frame.hex(), dict(self.settings), self.drop, axes, self.lattice.at(number)]
        return meaning.hashed(asked).hex()

    def what_if(self, number: int) -> WhatIf:
        """One what-if of the grid.

        Raises:
            SettingError: where its changes do not go together.
        """
        settings, drop = dict(self.settings), list(self.drop)
        for axis, index in zip(self.lattice.axes, self.lattice.place(number), strict=True):
            change = axis.vary.change(axis.values[index])
            settings.update(change.settings)
            drop += [rule for rule in change.drop if rule not in drop]
        return self.settled(self.scenario.what_if(settings, drop))

    def settled(self, what_if: WhatIf) -> WhatIf:
        """The same what-if, on facts that those with the same pact and assumptions share: odds are worked out once."""
        odds = what_if.facts.odds
        if odds is None:
            return what_if
        key = what_if.facts.out, odds.model_dump_json()
        if len(self._facts) >= REMEMBERED:
            self._facts.clear()
        return replace(what_if, facts=self._facts.setdefault(key, what_if.facts))

    @cached_property
    def _facts(self) -> dict[tuple[frozenset[str], str], Facts]:
        return {}

    def __getstate__(self) -> dict[str, Any]:
        return {name: self.__dict__[name] for name in self.__dataclass_fields__} | {"frame": self.frame}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


def decoded(code: str, seats: Sequence[str], parties: Sequence[str]) -> Split:
    """The split that `Plan.code` wrote, for these seats and parties."""
    return Split.of((seat, parties[ord(one) - FIRST]) for seat, one in zip(seats, code, strict=True))


def received(sent: bytes) -> Plan:
    """The plan that was sent; only ever one that this program has sent to a worker of its own.

    Raises:
        RuntimeError: where this worker has another version of the engine, so that its rows may be others.
    """
    engine, plan = pickle.loads(zlib.decompress(sent))
    own = meaning.about_engine()
    if engine != own:
        raise RuntimeError(f"a worker has another version: {own}, not {engine}")
    assert isinstance(plan, Plan)
    return plan
