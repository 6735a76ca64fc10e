"""How does CP-SAT answer an `Ask`?

Models are written straight to the protobuf through `cp_model_helper`: importing it takes a tenth of the time of
`cp_model` (which loads pandas), and building is several times faster. It is the less public module, so it is used in
this file only, ortools is pinned to its minor version, and the tests check what is relied on here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from ortools.sat.python import cp_model_helper as cp

from solver.engine.asks import (
    Ask,
    Deadline,
    Found,
    Impossible,
    Outcome,
    Staged,
    Unknown,
    rows_of,
)
from solver.engine.interrupt import interruptible
from solver.engine.same_seats import same_seats
from solver.rows import Linear, Row
from solver.system import EngineError, System

if TYPE_CHECKING:
    from solver.engine.by_flow import AtOnce
    from solver.engine.gathered import Gathered
    from solver.engine.merged import Merged

FAR = 1 << 60
"""Stands for 'no bound' in a row."""

MAX_SUM = 1 << 57
"""Greatest sum a row or an objective may reach; CP-SAT calls models near 2^58 invalid."""

PRESOLVE_FROM = 2_000
"""Cells from which a short presolve pays; below, it takes longer than the search (80x4: 7 ms against 4)."""

PARAMETERS = {
    "num_workers": 1,
    # Counting rows are refuted by the linear relaxation, hardly ever by clauses: at level 0 an 80-seat pigeonhole of
    # four demands stays open for a minute, at level 2 it takes milliseconds.
    "linearization_level": 2,
    # The default of 2,000 simplex steps stops short of the optimum at 15,000 cells, and the search then goes blind:
    # 1.8-2.2 s for the first stage of 543x28, 0.7-0.9 s with enough steps.
    "root_lp_iterations": 1_000_000,
    # Where an objective counts in thousands, solutions come in steps of 1: a leximin stage over two parties took hours.
    # From here on the range that is left is halved; stages that need no more than these conflicts are not touched.
    "binary_search_num_conflicts": 10,
    "cp_model_probing_level": 0,
    "symmetry_level": 0,
    "max_presolve_iterations": 1,
    "merge_at_most_one_work_limit": 0,
    "presolve_inclusion_work_limit": 0,
    # Ctrl-C is Python's to handle: see interrupt.py.
    "catch_sigint_signal": False,
}


class CpSat:
    """CP-SAT on one system; every ask is a copy of the system's model with the ask's rows added.

    `alone`: whether demands can be kept together is its to answer too, where network and SAT solver would.
    """

    name = "cp-sat"

    def __init__(self, system: System, seed: int = 0, *, alone: bool = False) -> None:
        self.system = system
        self.seed = seed
        self.alone = alone
        self.answered: set[str] = set()
        """Names of what gave an answer: this engine, what it is made from, and what is asked before it."""

    def seeded(self, seed: int) -> Self:
        """The same engine with this seed."""
        return self if seed == self.seed else self._like(self.system, seed)

    def on(self, system: System) -> Self:
        """The same engine for another system; explanations are asked of it, so its seed is always the same."""
        return self._like(system, 0)

    def _like(self, system: System, seed: int) -> Self:
        other = type(self)(system, seed, alone=self.alone)
        other.answered = self.answered
        return other

    @cached_property
    def _base(self) -> Any:
        """The system's variables, and one row a seat."""
        base = cp.CpModelProto()
        _add_variables(base, self.system.domains)
        width = self.system.parties
        for seat in range(self.system.seats):
            base.constraints.add().exactly_one.literals.extend(list(range(seat * width, (seat + 1) * width)))
        return base

    @cached_property
    def merged(self) -> tuple[Merged, CpSat] | None:
        """A smaller system that asks the same, where there is one, and an engine on it."""
        groups = same_seats(self.system)
        if groups is None:
            return None
        from solver.engine.merged import merged  # loads numpy, which most systems then never need

        smaller = merged(self.system, groups)
        if smaller is None:
            return None
        return smaller, self._beside(smaller.system)

    @cached_property
    def gathered(self) -> tuple[Gathered, CpSat] | None:
        """A system with far shorter rows that asks the same, where there is one, and an engine on it."""
        from solver.engine.gathered import gathered  # loads numpy, which small systems then never need

        smaller = gathered(self.system)
        return None if smaller is None else (smaller, self._beside(smaller.system))

    def _beside(self, system: System) -> CpSat:
        """Plain CP-SAT on another form of the same system."""
        other = CpSat(system, self.seed, alone=self.alone)
        other.answered = self.answered
        return other

    def at_once(self, staged: Staged, deadline: Deadline) -> AtOnce | Impossible | Unknown | None:
        """The answer to all stages at once, where the engine has one: CP-SAT takes them one after the other."""

    def ask(self, ask: Ask, deadline: Deadline) -> Outcome:
        """Answer one question, within the deadline.

        Raises:
            EngineError: if CP-SAT refuses the model, or a sum could overflow.
        """
        if deadline.passed:
            return Unknown()
        model = cp.CpModelProto()
        model.copy_from(self._base)
        domains = self.system.domains + ask.helpers
        _add_variables(model, ask.helpers)
        _add_rows(model, rows_of(self.system, ask), domains)
        for variable, (low, high) in ask.bounds.items():
            domain = model.variables[variable].domain
            domain.clear()
            domain.extend([low, high])
        _add_aim(model, ask, domains)
        outcome = self._outcome(_solve(model, self._parameters(ask, deadline)), ask)
        if not isinstance(outcome, Unknown):
            self.answered.add(CpSat.name)
        return outcome

    def clash(self, demands: Sequence[int], deadline: Deadline, effort: float) -> tuple[int, ...] | None:
        """Some of these demands that cannot all be kept, not always few; None where that is too hard.

        Each demand hangs on a literal that is assumed; those that the refutation rests on come back.
        """
        first = len(self.system.domains)
        kept = (replace(row, only_if=first + i) for i, row in enumerate(self.system.kept(demands)))
        ask = Ask(tuple(kept), ((0, 1),) * len(demands), only=tuple(demands), effort=effort)
        model = cp.CpModelProto()
        model.copy_from(self._base)
        _add_variables(model, ask.helpers)
        _add_rows(model, rows_of(self.system, ask), self.system.domains + ask.helpers)
        model.assumptions.extend(range(first, first + len(demands)))
        response = _solve(model, self._parameters(ask, deadline))
        if response.status != cp.CpSolverStatus.INFEASIBLE:
            return None
        self.answered.add(CpSat.name)
        return tuple(sorted(demands[one - first] for one in response.sufficient_assumptions_for_infeasibility))

    def add(self, rows: tuple[Row, ...]) -> None:
        """Add rows for good: every later ask obeys them too."""
        _add_rows(self._base, rows, self.system.domains)

    def _parameters(self, ask: Ask, deadline: Deadline) -> Any:
        parameters = cp.SatParameters()
        for name, value in PARAMETERS.items():
            setattr(parameters, name, value)
        # Presolve may drop solutions that it finds no better than others; the first one in order must stay.
        parameters.cp_model_presolve = self.system.choices >= PRESOLVE_FROM and not ask.prefer
        # Counting rows are nearly integral in the relaxation: on large systems cuts cost more than they close (10.1
        # against 7.2 s in sum over fourteen stages at 543 seats). But a small one with quotas by region and balance,
        # 23 seats in all, was open after 25 s without them, and takes 0.04 s with them.
        parameters.cut_level = 0 if self.system.choices >= PRESOLVE_FROM else 1
        parameters.random_seed = self.seed
        left = deadline.left()
        if left is not None:
            parameters.max_time_in_seconds = left
        if ask.effort is not None:
            parameters.max_deterministic_time = ask.effort
        if ask.prefer:
            parameters.search_branching = cp.SatParameters.FIXED_SEARCH
        return parameters

    @staticmethod
    def _outcome(response: Any, ask: Ask) -> Outcome:
        status = response.status
        if status == cp.CpSolverStatus.INFEASIBLE:
            return Impossible()
        if status == cp.CpSolverStatus.UNKNOWN:
            return Unknown()
        if status not in (cp.CpSolverStatus.OPTIMAL, cp.CpSolverStatus.FEASIBLE):
            raise EngineError(f"CP-SAT refused the model: {response.solution_info or status}")
        values = tuple(response.solution)
        if ask.minimise is None:
            return Found(values, 0, 0, proved=True)
        objective = ask.minimise.value(values)
        bound = response.inner_objective_lower_bound + ask.minimise.constant
        proved = status == cp.CpSolverStatus.OPTIMAL
        return Found(values, objective, objective if proved else bound, proved)


def _solve(model: Any, parameters: Any) -> Any:
    wrapper: Any = cp.SolveWrapper()
    wrapper.set_parameters(parameters)
    return interruptible(lambda: wrapper.solve(model), wrapper.stop_search)


def _add_variables(model: Any, domains: Iterable[tuple[int, int]]) -> None:
    add = model.variables.add
    for low, high in domains:
        add().domain.extend([low, high])


def _add_rows(model: Any, rows: Iterable[Row], domains: tuple[tuple[int, int], ...]) -> None:
    widest = _widest(domains)
    for row in rows:
        terms = _checked(row.terms, domains, widest)
        shift = row.terms.constant
        low = -FAR if row.low is None else row.low - shift
        high = FAR if row.high is None else row.high - shift
        if low > high:  # never true; CP-SAT refuses an empty domain, so this says 0 = 1
            terms, low, high = {}, 1, 1
        constraint = model.constraints.add()
        constraint.linear.vars.extend(list(terms))
        constraint.linear.coeffs.extend(list(terms.values()))
        constraint.linear.domain.extend([low, high])
        if row.only_if is not None:
            constraint.enforcement_literal.append(row.only_if)


def _add_aim(model: Any, ask: Ask, domains: tuple[tuple[int, int], ...]) -> None:
    """Objective, lexicographic preference and hint."""
    if ask.minimise is not None:
        terms = _checked(ask.minimise, domains, _widest(domains))
        if terms:
            model.objective.vars.extend(list(terms))
            model.objective.coeffs.extend(list(terms.values()))
    if ask.prefer:
        strategy = model.search_strategy.add()
        strategy.variable_selection_strategy = cp.DecisionStrategyProto.CHOOSE_FIRST
        strategy.domain_reduction_strategy = cp.DecisionStrategyProto.SELECT_MAX_VALUE
        for variable in ask.prefer:
            expression = strategy.exprs.add()
            expression.vars.append(variable)
            expression.coeffs.append(1)
    if ask.hint:
        model.solution_hint.vars.extend(list(range(len(ask.hint))))
        model.solution_hint.values.extend(list(ask.hint))


def _checked(terms: Linear, domains: tuple[tuple[int, int], ...], widest: int) -> dict[int, int]:
    """Coefficient by variable, refused where the sum could come near CP-SAT's limit."""
    merged = terms.combined()
    largest = max(map(abs, merged.values()), default=0)
    if len(merged) * largest * widest > MAX_SUM and _reach(merged, domains) > MAX_SUM:
        raise EngineError("weights or values are so large that a sum could overflow; divide them by a common factor")
    return merged


def _widest(domains: Iterable[tuple[int, int]]) -> int:
    """The greatest absolute value that any variable can take."""
    return max((max(map(abs, ends)) for ends in set(domains)), default=0)


def _reach(terms: dict[int, int], domains: tuple[tuple[int, int], ...]) -> int:
    return sum(abs(c) * max(map(abs, domains[v])) for v, c in terms.items())
