"""Is it a network: demands that must be kept, rows, bounds and objectives, in order? If not, what stands in the way?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from solver.engine.asks import Refused, Staged
from solver.engine.flows import Whole
from solver.engine.folded import Count
from solver.engine.transport.parts import Part, counting, kept, minimised, wished
from solver.engine.transport.splits import Splits
from solver.engine.transport.template import Asked, Template
from solver.engine.transport.tree import Crossing
from solver.rows import Linear, Row
from solver.system import System

FAR = 1 << 57
"""No sum of costs may come near it."""


@dataclass(frozen=True)
class _Piece:
    """A part, and the demand or the stage that it comes from."""

    part: Part
    demand: int | None = None
    stage: int | None = None


class _RefusedError(Exception):
    def __init__(self, why: Refused) -> None:
        self.why = why


class Recogniser:
    """Looks at the demands of one system; what a demand brings is worked out once."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._kept: dict[int, Part | None] = {}
        self._wished: dict[int, Part | None] = {}

    def asked(self, staged: Staged) -> Asked | Refused:
        """The network that answers, or what stands in the way."""
        try:
            pieces = list(self._pieces(staged))
        except _RefusedError as error:
            return error.why
        system = self.system
        parts = [piece.part for piece in pieces]
        template = Template.of(system.seats, system.parties, parts, stages=len(staged.stages))
        if isinstance(template, Crossing):
            return _crossing(pieces, template)
        return Asked(template, template.fixed)

    def bounds(self, splits: Splits) -> dict[int, tuple[int, int]]:
        """Bounds of cells, and of shortfalls that are one helper, that hold for the values of all these splits.

        For a shortfall, as far as it need not be greater than the split makes it.
        """
        bounds = dict.fromkeys(splits.closed().tolist(), (0, 0))
        for demand, part in self._wished.items():
            terms = self.system.shortfalls[demand]
            if part is not None and (terms.coefficients, terms.constant) == ((1,), 0):
                bounds[terms.variables[0]] = splits.span(part)
        return bounds

    def easing(self, splits: Splits, demand: int) -> Whole | None:
        """The cells of one of these splits in which a wish falls short least; None where no stage counts it."""
        part = self._wished.get(demand)
        return None if part is None else splits.least(part)

    def _pieces(self, staged: Staged) -> Iterator[_Piece]:
        for demand in staged.kept:
            yield _Piece(self._keeping(demand), demand)
        for row in staged.rows:
            yield self._row(row)
        for cell, (low, high) in staged.bounds.items():
            if not cell < self.system.cells:
                raise _RefusedError(Refused())
            yield _Piece(counting((Count((cell,), low, high),), self.system.parties))
        for number, stage in enumerate(staged.stages):
            yield from self._stage(stage, number)

    def _keeping(self, demand: int) -> Part:
        if demand not in self._kept:
            self._kept[demand] = kept(self.system.demands[demand], self.system.seats, self.system.parties)
        return _given(self._kept[demand], demand)

    def _wishing(self, demand: int) -> Part:
        if demand not in self._wished:
            self._wished[demand] = wished(self.system.demands[demand], self.system.seats, self.system.parties, 0)
        return _given(self._wished[demand], demand)

    def _stage(self, objective: Linear, number: int) -> Iterator[_Piece]:
        """The cells of an objective, and each demand of which it counts the shortfall, so many times."""
        if _reach(objective) * self.system.seats > FAR:
            raise _RefusedError(Refused(stage=number))
        cells, helpers = self._split(objective)
        linear = minimised(cells, self.system.cells, number)
        yield _Piece(_given(linear), stage=number)
        for demand, terms in helpers.items():
            times = self._times(demand, terms)
            if times is None:
                raise _RefusedError(Refused(stage=number))
            yield _Piece(_times(self._wishing(demand), times, number), demand)

    def _row(self, row: Row) -> _Piece:
        """A row of cells that count alike, or one that says that a demand is kept."""
        cells, helpers = self._apart(row.terms)
        if row.only_if is not None or (cells and helpers) or len(helpers) > 1:
            raise _RefusedError(Refused())
        for demand, terms in helpers.items():
            times = self._times(demand, terms)
            if times is None or times < 1 or row.low is not None or row.high != row.terms.constant:
                raise _RefusedError(Refused())
            return _Piece(self._keeping(demand), demand)
        if set(cells.values()) - {1}:
            raise _RefusedError(Refused())
        low = 0 if row.low is None else row.low - row.terms.constant
        high = len(cells) if row.high is None else row.high - row.terms.constant
        return _Piece(counting((Count(tuple(sorted(cells)), low, high),), self.system.parties))

    def _split(self, terms: Linear) -> tuple[Linear, dict[int, dict[int, int]]]:
        """The part that is cells and the constant, and coefficients of the helpers by demand."""
        cells = self.system.cells
        if max(terms.variables, default=0) < cells:
            return terms, {}
        pairs = [(v, c) for v, c in zip(terms.variables, terms.coefficients, strict=True) if v < cells]
        own = tuple(v for v, _ in pairs), tuple(c for _, c in pairs)
        return Linear(*own, terms.constant), self._apart(terms)[1]

    def _apart(self, terms: Linear) -> tuple[dict[int, int], dict[int, dict[int, int]]]:
        """Coefficients of the cells, and those of the helpers by demand."""
        system = self.system
        cells: dict[int, int] = {}
        helpers: dict[int, dict[int, int]] = {}
        for variable, coefficient in terms.combined().items():
            if variable < system.cells:
                cells[variable] = coefficient
            else:
                helpers.setdefault(system.owner(variable), {})[variable] = coefficient
        return cells, helpers

    def _times(self, demand: int, terms: Mapping[int, int]) -> int | None:
        """How many times a demand's shortfall these terms are; None where they are something else."""
        own = self.system.shortfalls[demand]
        combined = own.combined()
        if own.constant or combined.keys() != terms.keys():
            return None
        times = {terms[variable] // coefficient for variable, coefficient in combined.items()}
        exact = all(terms[variable] % coefficient == 0 for variable, coefficient in combined.items())
        return times.pop() if exact and len(times) == 1 else None


def _reach(objective: Linear) -> int:
    return abs(objective.constant) + len(objective.coefficients) * max(map(abs, objective.coefficients), default=0)


def _given(part: Part | None, demand: int | None = None) -> Part:
    if part is None:
        raise _RefusedError(Refused(() if demand is None else (demand,)))
    return part


def _times(part: Part, times: int, stage: int) -> Part:
    """The part, costing so many times as much, at a stage."""
    if times < 0 and part.bends:  # no longer convex
        raise _RefusedError(Refused(stage=stage))
    bends = tuple(replace(bend, times=bend.times * times) for bend in part.bends)
    return replace(part, bends=bends, worth=part.worth * times, constant=part.constant * times, stage=stage)


def _crossing(pieces: list[_Piece], crossing: Crossing) -> Refused:
    owners = [piece.demand for piece in pieces for _ in piece.part.pools]
    found = {owner for owner in (owners[crossing.one], owners[crossing.other]) if owner is not None}
    return Refused(tuple(sorted(found)))
