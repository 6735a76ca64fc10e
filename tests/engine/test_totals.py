"""Are greatest totals those of all splits, do their cuts add up, and is what is no network named?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver.certificate import Certificate, proved_bound
from solver.engine.bounds import with_seats
from solver.engine.counted import Counted
from solver.engine.totals import Totals
from solver.polymatroid import Polymatroid
from solver.rows import Demand, Linear, Row
from solver.system import System


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Counts of one party mostly, of several at times; those that cross among them."""
    seats, parties = draw(st.integers(1, 4)), draw(st.integers(2, 4))
    demands = []
    for _ in range(draw(st.integers(0, 4))):
        columns = draw(
            st.sets(st.integers(0, parties - 1), min_size=1, max_size=draw(st.sampled_from((1, 1, parties))))
        )
        held = draw(st.sets(st.integers(0, seats - 1), min_size=1))
        cells = tuple(sorted(seat * parties + party for seat in held for party in columns))
        size = len(cells)
        low = draw(st.sampled_from((0, 0, 1, size // 2, size)))
        high = draw(st.sampled_from((size, size, 0, low, size - 1)))
        demands.append(Demand(rows=(Row(Linear.sum(cells), low, high),)))
    return System(seats, parties, tuple(demands))


def totals_of(system: System, groups: Sequence[int]) -> set[tuple[int, ...]]:
    """By looking at every split."""
    found = set()
    for holders in product(range(system.parties), repeat=system.seats):
        chosen = {seat * system.parties + party for seat, party in enumerate(holders)}
        rows = [demand.rows[0] for demand in system.demands]
        if all((row.low or 0) <= len(chosen.intersection(row.terms.variables)) <= (row.high or 0) for row in rows):
            found.add(tuple(sum(groups[party] == group for party in holders) for group in range(max(groups) + 1)))
    return found


def body_of(totals: Totals, groups: Sequence[int]) -> Polymatroid:
    return Polymatroid(tuple(totals.most(inside).total for inside in range(1 << (max(groups) + 1))))


def allowed(body: Polymatroid) -> set[tuple[int, ...]]:
    every = product(range(body.seats + 1), repeat=body.groups)
    return {one for one in every if sum(one) == body.seats and body.blocked(one, one) is None}


@settings(max_examples=60)
@given(systems(), st.booleans())
def test_the_totals_allowed_are_those_of_all_splits_unless_something_is_left_out(system: System, joined: bool) -> None:
    groups = [min(party, system.parties - 2) if joined else party for party in range(system.parties)]
    totals, possible = Totals(Counted(system), range(len(system.demands)), groups), totals_of(system, groups)
    if totals.clash:
        assert not possible
        return
    body = body_of(totals, groups)
    assert allowed(body) >= possible
    assert totals.left_out or allowed(body) == possible
    for inside, most in enumerate(body.most):
        chosen = totals.split({inside: (most, most)})
        assert chosen is not None
        shares = chosen.reshape(system.seats, system.parties).sum(axis=0).tolist()
        assert sum(held for group, held in zip(groups, shares, strict=True) if inside >> group & 1) == most


@settings(max_examples=40)
@given(systems())
def test_a_cut_adds_up_to_the_greatest_total(system: System) -> None:
    totals = Totals(Counted(system), range(len(system.demands)), range(system.parties))
    assume(not totals.clash)
    for inside in range(1 << system.parties):
        most = totals.most(inside)
        objective = Linear.sum((c for c in range(system.cells) if inside >> c % system.parties & 1), -1)
        rows = {(demand, 0): sum(counts.values()) for demand, counts in most.counts.items()}
        certificate = with_seats(system, Certificate(rows=rows), objective)
        assert proved_bound(system, certificate, objective, ()) >= -most.total


def test_counts_that_cross_are_left_out_and_named() -> None:
    crossing = [Demand(rows=(Row(Linear.sum(cells), 1, 1),)) for cells in ((0, 2), (2, 4))]
    totals = Totals(Counted(System(3, 2, tuple(crossing))), (0, 1), (0, 1))
    assert list(totals.left_out.values()) == ["crossing"]


def test_a_count_of_two_parties_fits_where_they_are_counted_as_one() -> None:
    system = System(3, 3, (Demand(rows=(Row(Linear.sum((1, 2, 4)), 1, 2),)),))
    assert Totals(Counted(system), (0,), (0, 1, 2)).left_out == {0: "crossing"}
    assert Totals(Counted(system), (0,), (0, 1, 1)).left_out == {}


def test_all_cells_but_those_of_one_party_are_counted_as_what_they_leave_it() -> None:
    """The others hold 2 of 3 seats at least, so the first party has 1 at most."""
    system = System(3, 3, (Demand(rows=(Row(Linear.sum((1, 2, 4, 5, 7, 8)), 2, 6),)),))
    totals = Totals(Counted(system), (0,), (0, 1, 2))
    assert totals.left_out == {}
    assert (totals.most(1).total, totals.most(1).counts) == (1, {0: {0: 1}})
