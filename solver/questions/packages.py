"""Which packages of concessions make all the rest hold, the cheapest first?

A package says by how much each wish gives way: the shortfalls of some split. Only minimal ones are told: none asks
every rule for at least as much as another that works. The next one is the cheapest that asks less of some rule than
each one found; nothing cheaper is left, so it is minimal itself, provided that giving way less always costs less.
Among packages of the same cost the one comes first that asks most of the first rule, then of the second, and so on.
Source: J. Sylva and A. Crema, European Journal of Operational Research 158 (2004) 46-55, for the disjunctions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from solver.engine import Ask, Deadline, EngineError, Found, Impossible, Outcome, Staged, Unknown
from solver.engine.cpsat import CpSat
from solver.engine.optimise import RELAX_FROM, first_solution, minimise
from solver.posed import Posed
from solver.questions.best_split import Face
from solver.questions.burdens import Burden, Key, Shortfalls
from solver.rows import Linear, Row
from solver.split import Split

if TYPE_CHECKING:
    from solver.engine.by_flow import AtOnce
    from solver.engine.flows import Whole

Easing = Callable[[int], "Whole | None"]
"""By rule: the cells of a split of the same cost in which it gives way as little as it can."""

BY_RULE = 1.0
"""Most work, in CP-SAT's deterministic seconds, on which of several packages of one cost comes first."""

ORDERED = 1_000
"""Most shortfalls that a key may leave open for the order by rule to be looked for; beyond it that never ended."""

ORDERED_CELLS = 50_000
"""Most cells with which that order is looked for; at 165,000 the search took 400 MB and ended without it."""

TRIES = 20
"""Most rules of which it is tried whether they can give way less, before any other package is searched for."""

FAR = 1 << 32
"""More than any shortfall."""


@dataclass(frozen=True)
class Package:
    """By how much each wish gives way (0: not at all), what that costs, and a split that shows it to be enough."""

    shortfalls: Shortfalls
    key: Key
    split: Split
    values: tuple[int, ...]


class Packages:
    """Finds packages one after the other; iterate over it for all, over `level` for those that cost as much.

    `complete`: proved that there are no others. `impossible`: proved that no split keeps the musts. `ordered`: which
    of several packages of one cost come first is proved; otherwise it is the engine's choice. `unproved`: a package
    that is a way out, but not proved the next; known only where the limit came in the middle of a stage.
    """

    def __init__(self, posed: Posed, engine: CpSat, burden: Burden, deadline: Deadline) -> None:
        self.posed = posed
        self.engine = engine
        self.burden = burden
        self.deadline = deadline
        self.complete = False
        self.impossible = False
        self.ordered = True
        self.unproved: Package | None = None
        self._key: Key | None = None
        self._faces = [Face((*posed.system.kept(posed.musts), *burden.rows), only=posed.musts)]
        self._helpers = burden.helpers
        self._blocks: tuple[Row, ...] = ()
        self._supports: set[int] = set()
        self._found: list[Shortfalls] = []
        self._hint: tuple[int, ...] = ()
        self._easing: Easing | None = None

    def cheapest(self) -> Package | None:
        """A package proved the cheapest, whichever comes first by rule; None where there is none, or not in time."""
        values = self._first()
        return None if values is None else self._package(values)

    def __iter__(self) -> Iterator[Package]:
        while (values := self._next()) is not None:
            yield self._told(values)

    def start_from(self, split: Split) -> None:
        """A split near which good packages are looked for."""
        self._hint = self._marked(self.posed.cells_of(split))

    def others(self, face: Face, known: Shortfalls, easing: Easing | None = None) -> Iterator[Package]:
        """The packages on `face`, on which all cost the same, but for a known one."""
        self._faces = [face]
        self._easing = easing
        self._key = self.burden.key(known)
        self._block(known)
        while isinstance(outcome := self._same(), Found):
            yield self._told(outcome.values)
        self.complete = isinstance(outcome, Impossible)

    def another(self) -> bool | None:
        """Is there a package that is not found yet, whatever it costs? None = not known in time."""
        outcome = self.engine.ask(self._ask(self._faces[0]), self.deadline)
        self.complete = isinstance(outcome, Impossible)
        return True if isinstance(outcome, Found) else False if self.complete else None

    # --- the next one ------------------------------------------------------------------------

    def _next(self) -> tuple[int, ...] | None:
        """The first solution of the least key left; None where there is none, or where that is not known in time."""
        if self._key is None:
            return self._in_order(self._first())
        outcome = self._same()
        if isinstance(outcome, Found):
            return outcome.values
        return self._in_order(self._dearer(self._key)) if isinstance(outcome, Impossible) else None

    def _in_order(self, values: tuple[int, ...] | None) -> tuple[int, ...] | None:
        """Of the packages that cost as much as this solution, the first by rule; this one where that is too hard."""
        if values is None:
            return None
        outcome = self._first_by_rule()
        if isinstance(outcome, Impossible):
            raise EngineError("the package was lost when the packages of its cost were put in order")
        return outcome.values if isinstance(outcome, Found) else values

    def _first(self) -> tuple[int, ...] | None:
        """A split that is least at every stage; from the engine at once, where it can answer so."""
        stages = tuple(objective for _, objective in self.burden.stages)
        answer = self.engine.at_once(Staged(self.posed.musts, stages, self.burden.rows), self.deadline)
        if answer is None or isinstance(answer, Unknown):
            return self._stage_by_stage()
        self.complete = self.impossible = isinstance(answer, Impossible)
        return None if isinstance(answer, Impossible) else self._settled(answer)

    def _settled(self, answer: AtOnce) -> tuple[int, ...]:
        """What the engine found for all stages at once, each of them settled."""
        for (priority, objective), value in zip(self.burden.stages, answer.values, strict=True):
            face = self._faces[-1]
            self._faces.append(Face((*face.rows, Row(objective, high=value)), only=self.posed.active(priority)))
        number = len(self.burden.stages)
        self._faces[-1] = replace(self._faces[-1], bounds=answer.bounds(number))
        self._key, self._easing = answer.values, answer.easing(number)
        return self._marked(answer.optimum.chosen.tolist())

    def _marked(self, chosen: Iterable[int]) -> tuple[int, ...]:
        """1 for each of these cells."""
        marked = set(chosen)
        return tuple(int(cell in marked) for cell in range(self.posed.system.cells))

    def _stage_by_stage(self) -> tuple[int, ...] | None:
        if self.burden.stages and not self._faces[0].rows and not self.deadline.passed:
            return self._cheapest_from((), self._hint or self._any())
        outcome = self.engine.ask(self._ask(self._faces[0]), self.deadline)
        self.complete = self.impossible = isinstance(outcome, Impossible)
        return self._cheapest_from((), outcome.values) if isinstance(outcome, Found) else None

    def _any(self) -> tuple[int, ...]:
        """Any split: where nothing must be kept and no row is added, every other variable can follow."""
        system = self.posed.system
        return tuple(int(cell % system.parties == 0) for cell in range(system.cells))

    def _same(self) -> Outcome:
        """Another solution of the same key, the first by rule unless that is too hard."""
        outcome = self._first_by_rule()
        if isinstance(outcome, Unknown):
            outcome = self._beside()
        return self.engine.ask(self._ask(self._faces[-1]), self.deadline) if isinstance(outcome, Unknown) else outcome

    def _beside(self) -> Outcome:
        """On large systems: another package of the same key in which a rule of the last one gives way less.

        What is asked is linear, so the relaxation nearly always answers, where a search for any other package is long;
        and one flow does, where the engine has them.
        """
        last = self._found[-1] if self._found else {}
        rules = [index for index, by in last.items() if by]
        for index in rules[:TRIES] if self.posed.system.cells >= RELAX_FROM else ():
            values = None if self.deadline.passed else self._easier(index)
            if values is not None and self._is_new(self._package(values)):
                return Found(values, 0, 0, proved=True)
        return Unknown()

    def _easier(self, index: int) -> tuple[int, ...] | None:
        """A solution of the same key in which a rule gives way as little as it can; None where none was found."""
        cells = None if self._easing is None else self._easing(index)
        if cells is not None:
            return self._marked(cells.tolist())
        ask = replace(self._faces[-1].ask(minimise=self.posed.system.shortfalls[index]), helpers=self._helpers)
        outcome, _ = minimise(self.engine, ask, self.deadline)
        return outcome.values if isinstance(outcome, Found) else None

    def _is_new(self, package: Package) -> bool:
        """It costs what the others of its key cost, and asks less of some rule than each one found."""
        given = package.shortfalls
        return package.key == self._key and all(any(given[i] < by for i, by in one.items()) for one in self._found)

    def _dearer(self, key: Key) -> tuple[int, ...] | None:
        """A solution of the least greater key: the last stage that can be greater is, by as little as possible."""
        self._easing = None
        for stage in reversed(range(len(key))):
            outcome = self._stage(stage, low=key[stage] + 1)
            if isinstance(outcome, Found) and outcome.proved:
                return self._cheapest_from((*key[:stage], outcome.objective), outcome.values)
            if not isinstance(outcome, Impossible):
                return None
        self.complete = True
        return None

    def _cheapest_from(self, key: Key, values: tuple[int, ...]) -> tuple[int, ...] | None:
        """A solution that is least at every stage after those that `key` settles."""
        for stage in range(len(key), len(self.burden.stages)):
            self._hint = values[: self.posed.system.cells]
            outcome = self._stage(stage)
            if isinstance(outcome, Impossible):
                raise EngineError("a stage was called impossible although the stage before it has a solution")
            values = outcome.values if isinstance(outcome, Found) else values
            if not isinstance(outcome, Found) or not outcome.proved:
                self.unproved = self._package(values)
                return None
            key = (*key, outcome.objective)
        self._key = key
        return values

    def _stage(self, stage: int, low: int | None = None) -> Outcome:
        """Minimise a stage, the earlier ones as they are settled; where that is proved, settle it."""
        priority, objective = self.burden.stages[stage]
        face = replace(self._faces[stage], only=self.posed.active(priority))
        rows = () if low is None else (Row(objective, low=low),)
        outcome, bounds = minimise(self.engine, self._ask(face, *rows, least=objective), self.deadline)
        if isinstance(outcome, Found) and outcome.proved:
            settled = Face((*face.rows, Row(objective, high=outcome.objective)), bounds, face.only)
            self._faces = [*self._faces[: stage + 1], settled]
        return outcome

    def _ask(self, face: Face, *rows: Row, least: Linear | None = None) -> Ask:
        """A question about what is left of a face; the demands count that what is blocked speaks of."""
        ask = face.ask(*self._blocks, *rows, minimise=least)
        only = tuple(sorted({*(face.only or ()), *self._supports}))
        return replace(ask, helpers=self._helpers, hint=self._hint, only=only)

    # --- what was found ----------------------------------------------------------------------

    def _told(self, values: tuple[int, ...]) -> Package:
        package = self._package(values)
        if package.key != self._key:
            raise EngineError(f"the engine proved a package of {self._key}, the rules' checkers find {package.key}")
        self._block(package.shortfalls)
        return package

    def _package(self, values: tuple[int, ...]) -> Package:
        split = self.posed.split(values)
        shortfalls = self.posed.shortfalls(split, self.posed.wishes)
        return Package(shortfalls, self.burden.key(shortfalls), split, values)

    def _first_by_rule(self) -> Outcome:
        """Of the packages left of one key, the one in which the first rule gives way most, then the second, and so on.

        At a least key no shortfall of a solution exceeds that of its split, or the split would be cheaper still.
        `Unknown` where the search is too long, and from then on.
        """
        self.ordered = self.ordered and self.posed.system.cells <= ORDERED_CELLS and self._open() <= ORDERED
        if not self.ordered:
            return Unknown()
        ask = self._ask(self._faces[-1])
        free = len(self.posed.system.domains) + len(ask.helpers)
        prefer, helpers, rows = _as_variables([self.posed.system.shortfalls[i] for i in self.posed.wishes], free)
        helpers, rows = (*ask.helpers, *helpers), (*ask.rows, *rows)
        # A hint would be tried before the search in order begins, and its solution returned.
        ask = replace(ask, prefer=prefer, helpers=helpers, rows=rows, hint=(), effort=BY_RULE)
        outcome = first_solution(self.engine, ask, self.deadline)
        self.ordered = not isinstance(outcome, Unknown)
        return outcome

    def _open(self) -> int:
        """How many shortfalls the key leaves open."""
        domains, bounds = self.posed.system.domains, self._faces[-1].bounds
        variables = {
            variable for index in self.posed.wishes for variable in self.posed.system.shortfalls[index].variables
        }
        spans = (bounds.get(variable, domains[variable]) for variable in variables)
        return sum(low < high for low, high in spans)

    def _block(self, found: Shortfalls) -> None:
        """From now on, some rule gives way less than in this package."""
        self._found.append(found)
        less = []
        for index, by in found.items():
            if by:
                literal = len(self.posed.system.domains) + len(self._helpers)
                self._helpers = (*self._helpers, (0, 1))
                less.append(literal)
                self._blocks += (Row(self.posed.system.shortfalls[index], high=by - 1, only_if=literal),)
                self._supports.add(index)
        self._blocks += (Row(Linear.sum(less), low=1),)


def _as_variables(
    expressions: Sequence[Linear], free: int
) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...], tuple[Row, ...]]:
    """A variable for each expression that is not constant; a helper from `free` on where it is none by itself."""
    variables: list[int] = []
    helpers: list[tuple[int, int]] = []
    rows: list[Row] = []
    for terms in expressions:
        if (terms.coefficients, terms.constant) == ((1,), 0):
            variables.append(terms.variables[0])
        elif terms.variables:
            variables.append(free + len(helpers))
            helpers.append((0, FAR))
            rows.append(Row(terms + Linear((variables[-1],), (-1,)), 0, 0))
    return tuple(variables), tuple(helpers), tuple(rows)
