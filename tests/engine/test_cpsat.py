"""Does CP-SAT answer what it is asked, and say no more than it has proved?"""

import random
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.engine import Ask, Deadline, EngineError, Found, Impossible, System, Unknown
from solver.engine.cpsat import CpSat
from solver.rows import Demand, Linear, Row

NEVER = Deadline(None)

Values = tuple[int, ...]


@st.composite
def linears(draw: st.DrawFn, variables: list[int]) -> Linear:
    """A weighted sum; a variable may stand in it twice."""
    chosen = draw(st.lists(st.sampled_from(variables), max_size=5))
    size = len(chosen)
    coefficients = draw(st.lists(st.integers(-3, 3), min_size=size, max_size=size))
    return Linear(tuple(chosen), tuple(coefficients), draw(st.integers(-3, 3)))


@st.composite
def rows(draw: st.DrawFn, variables: list[int], literals: list[int]) -> Row:
    """A row with one bound or two, perhaps in force only where a 0/1 variable is 1."""
    low = draw(st.none() | st.integers(-3, 4))
    high = draw(st.none() | st.integers(-2 if low is None else low, 5))
    only_if = draw(st.none() | st.sampled_from(literals))
    return Row(draw(linears(variables)), low, high, only_if)


@st.composite
def demands(draw: st.DrawFn, cells: int) -> Demand:
    """Some rows over cells and up to two helpers of its own."""
    helpers = tuple(draw(st.lists(st.sampled_from(((0, 1), (0, 2), (-1, 1))), max_size=2)))
    variables = [*range(cells), *(-1 - index for index in range(len(helpers)))]
    literals = [v for v in variables if v >= 0 or helpers[-1 - v] == (0, 1)]
    return Demand(
        helpers,
        tuple(draw(st.lists(rows(variables, literals), max_size=3))),
        draw(linears(variables)),
    )


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Up to four cells and a few demands."""
    seats, parties = draw(st.sampled_from(((1, 2), (2, 2), (1, 3), (2, 1))))
    return System(seats, parties, tuple(draw(st.lists(demands(seats * parties), max_size=3))))


def _solutions(system: System, ask: Ask) -> Iterator[Values]:
    """Every assignment that the words of `Ask` and `System` allow."""
    domains = [*system.domains, *ask.helpers]
    for variable, bounds in ask.bounds.items():
        domains[variable] = bounds
    active = range(len(system.demands)) if ask.only is None else ask.only
    in_force = [
        *ask.rows,
        *(system.placed(row, index) for index in active for row in system.demands[index].rows),
    ]
    width = system.parties
    for values in product(*(range(low, high + 1) for low, high in domains)):
        one_each = all(sum(values[s * width : (s + 1) * width]) == 1 for s in range(system.seats))
        if one_each and all(_holds(row, values) for row in in_force):
            yield values


def _holds(row: Row, values: Values) -> bool:
    if row.only_if is not None and values[row.only_if] == 0:
        return True
    total = row.terms.value(values)
    return (row.low is None or total >= row.low) and (row.high is None or total <= row.high)


def _drawn(data: st.DataObject, *, helpers: bool = True) -> tuple[System, Ask]:
    system = data.draw(systems(), label="system")
    own = ((0, 1),) if helpers and data.draw(st.booleans()) else ()
    domains = (*system.domains, *own)
    every = list(range(len(domains)))
    literals = [variable for variable in every if domains[variable] == (0, 1)]
    added = data.draw(st.lists(rows(every, literals), max_size=2), label="rows")
    pinned = data.draw(st.none() | st.sampled_from(every), label="pinned")
    bounds = {} if pinned is None else {pinned: (domains[pinned][1],) * 2}
    numbers = range(len(system.demands))
    only = data.draw(st.none() | st.lists(st.sampled_from(numbers), unique=True)) if numbers else None
    return system, Ask(tuple(added), own, bounds=bounds, only=None if only is None else tuple(only))


@given(st.data())
def test_a_solution_is_found_exactly_where_there_is_one(data: st.DataObject) -> None:
    system, ask = _drawn(data)
    outcome, solutions = CpSat(system).ask(ask, NEVER), set(_solutions(system, ask))
    if solutions:
        assert isinstance(outcome, Found)
        assert outcome.values in solutions
    else:
        assert isinstance(outcome, Impossible)


@pytest.mark.parametrize("terms", [Linear(), Linear.sum((0, 1))], ids=["no terms", "two terms"])
def test_a_row_whose_bounds_exclude_each_other_is_impossible(terms: Linear) -> None:
    outcome = CpSat(System(1, 2)).ask(Ask((Row(terms, low=1, high=0),)), NEVER)
    assert isinstance(outcome, Impossible)


@given(st.data())
def test_the_least_value_is_found_and_proved(data: st.DataObject) -> None:
    system, ask = _drawn(data)
    objective = data.draw(linears(list(range(len(system.domains)))), label="objective")
    asked = Ask(ask.rows, ask.helpers, objective, bounds=ask.bounds, only=ask.only)
    values = [objective.value(one) for one in _solutions(system, ask)]
    outcome = CpSat(system).ask(asked, NEVER)
    if not values:
        assert isinstance(outcome, Impossible)
        return
    assert isinstance(outcome, Found)
    assert outcome.proved
    assert outcome.objective == outcome.bound == objective.value(outcome.values) == min(values)


@given(st.data(), st.integers(0, 99))
def test_a_preference_gives_the_first_solution_in_its_order(data: st.DataObject, seed: int) -> None:
    system, ask = _drawn(data, helpers=False)
    prefer = tuple(range(system.cells))
    first = max(
        (one[: system.cells] for one in _solutions(system, ask)),
        default=None,
    )
    asked = Ask(ask.rows, prefer=prefer, bounds=ask.bounds, only=ask.only)
    outcome = CpSat(system, seed).ask(asked, NEVER)
    if first is None:
        assert isinstance(outcome, Impossible)
    else:
        assert isinstance(outcome, Found)
        assert outcome.values[: system.cells] == first


@given(st.data())
def test_rows_that_are_added_for_good_count_in_every_later_ask(data: st.DataObject) -> None:
    system = data.draw(systems())
    every = list(range(len(system.domains)))
    literals = [variable for variable in every if system.domains[variable] == (0, 1)]
    added = tuple(data.draw(st.lists(rows(every, literals), max_size=3)))
    engine = CpSat(system)
    engine.add(added)
    for _ in range(2):
        found = isinstance(engine.ask(Ask(), NEVER), Found)
        assert found == any(_solutions(system, Ask(added)))


@given(st.data())
def test_one_ask_leaves_nothing_behind_for_the_next(data: st.DataObject) -> None:
    system, ask = _drawn(data)
    engine = CpSat(system)
    alone = engine.ask(Ask(), NEVER)
    engine.ask(ask, NEVER)
    assert engine.ask(Ask(), NEVER) == alone


def _hard() -> tuple[System, Ask, Linear]:
    """Thirty 0/1 variables and twelve covering rows: a solution is near, its proof is not."""
    draw = random.Random(1)
    every = tuple(range(30))

    def weighed() -> Linear:
        return Linear(every, tuple(draw.randint(1, 99) for _ in every))

    covering = tuple(Row(weighed(), low=700) for _ in range(12))
    return System(0, 0, (Demand(helpers=((0, 1),) * 30),)), Ask(covering), weighed()


def test_without_any_effort_the_answer_is_unknown_and_not_impossible() -> None:
    system, ask, objective = _hard()
    asked = Ask(ask.rows, minimise=objective, effort=1e-9)
    assert isinstance(CpSat(system).ask(asked, NEVER), Unknown)


def test_a_solution_that_is_not_proved_best_comes_with_a_bound_below_it() -> None:
    system, ask, objective = _hard()
    outcome = CpSat(system).ask(Ask(ask.rows, minimise=objective, effort=1e-4), NEVER)
    best = CpSat(system).ask(Ask(ask.rows, minimise=objective), NEVER)
    assert isinstance(outcome, Found)
    assert isinstance(best, Found)
    assert (outcome.proved, best.proved) == (False, True)
    assert outcome.bound < best.objective < outcome.objective


def test_after_the_deadline_nothing_is_known() -> None:
    assert isinstance(CpSat(System(1, 1)).ask(Ask(), Deadline(0)), Unknown)


def test_a_sum_that_could_overflow_is_refused() -> None:
    huge = Linear((0, 1), (1 << 57, 1))
    for ask in (Ask(minimise=huge), Ask((Row(huge, low=0),))):
        with pytest.raises(EngineError, match="overflow"):
            CpSat(System(1, 2)).ask(ask, NEVER)


def test_large_coefficients_that_cannot_overflow_are_exact() -> None:
    large = (1 << 55) + 1
    outcome = CpSat(System(1, 2)).ask(Ask(minimise=Linear((0, 1), (large, large - 1))), NEVER)
    assert isinstance(outcome, Found)
    assert (outcome.values, outcome.objective) == ((0, 1), large - 1)
