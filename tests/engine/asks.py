"""Which systems and asks should an engine be tried on, and what are all solutions of one?

Small ones, so that every assignment of the variables can be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import strategies as st

from solver.engine import Ask, System
from solver.rows import Demand, Linear, Row

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


def solutions(system: System, ask: Ask) -> Iterator[Values]:
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


def drawn(data: st.DataObject, *, helpers: bool = True) -> tuple[System, Ask]:
    """A system, and a question about it with rows, bounds and perhaps a helper of its own."""
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
