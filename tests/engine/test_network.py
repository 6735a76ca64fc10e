"""Are flows splits that heed the counts, are cuts proofs, and is nothing left out of counts that nest?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.certificate import Certificate, refuted
from solver.engine.flows import Cut, Flow
from solver.engine.folded import Count
from solver.engine.network import Network
from solver.rows import Demand, Linear, Row
from solver.system import System

SHAPES = ((1, 2), (2, 2), (3, 2), (4, 2), (2, 3), (3, 3), (5, 2))


def column(seats: Sequence[int], parties: int, party: int) -> tuple[int, ...]:
    return tuple(seat * parties + party for seat in seats)


def possible(seats: int, parties: int, counts: Sequence[Count]) -> bool:
    """By looking at every split."""
    for holders in product(range(parties), repeat=seats):
        chosen = {seat * parties + party for seat, party in enumerate(holders)}
        if all(count.low <= len(chosen.intersection(count.cells)) <= count.high for count in counts):
            return True
    return False


def check(network: Network, outcome: Flow | Cut, asked: Sequence[int]) -> None:
    """A flow is a split that heeds all but what it left out; a cut adds up, and what it calls needed is."""
    counts = network.counts
    if isinstance(outcome, Cut):
        assert outcome.needed <= set(outcome.counts) <= set(asked)
        adds_up(network, outcome)
        for index in outcome.needed:
            assert possible(network.seats, network.parties, [counts[other] for other in asked if other != index])
        return
    assert set(outcome.left_out) <= set(asked)
    chosen = outcome.chosen.reshape(network.seats, network.parties)
    assert ((chosen == 0) | (chosen == 1)).all()
    assert (chosen.sum(axis=1) == 1).all()
    for index in set(asked) - set(outcome.left_out):
        assert counts[index].low <= int(outcome.chosen[list(counts[index].cells)].sum()) <= counts[index].high


def adds_up(network: Network, cut: Cut) -> None:
    counts = network.counts
    if len(cut.counts) == 1 and not cut.seats:  # a count that asks for more than it allows needs no sum
        (index,) = cut.counts
        if counts[index].low > counts[index].high:
            return
    demands = tuple(Demand(rows=(Row(Linear.sum(count.cells), count.low, count.high),)) for count in counts)
    rows = {(index, 0): times for index, times in cut.counts.items()}
    assert refuted(System(network.seats, network.parties, demands), Certificate(seats=cut.seats, rows=rows))


@st.composite
def counts_of(draw: st.DrawFn, cells: Sequence[int]) -> Count:
    """Any bounds, those that cannot be met among them."""
    size = len(cells)
    low = draw(st.sampled_from((0, 0, 1, size, size // 2, size + 1)))
    high = draw(st.sampled_from((size, size, max(0, size - 1), 0, low, low + 1, low - 1)))
    return Count(tuple(sorted(cells)), low, high)


@st.composite
def networks(draw: st.DrawFn, most: int = 5) -> Network:
    """Counts of any cells, which cross, nest, are equal or share nothing."""
    seats, parties = draw(st.sampled_from(SHAPES))
    pools = st.lists(st.sampled_from(range(seats * parties)), unique=True)
    one_party = st.builds(
        lambda party, some: column(some, parties, party),
        st.sampled_from(range(parties)),
        st.lists(st.sampled_from(range(seats)), unique=True),
    )
    counts = draw(st.lists((one_party | pools).flatmap(counts_of), max_size=most))
    return Network(seats, parties, counts)


@st.composite
def nested(draw: st.DrawFn) -> Network:
    """Counts that nest or keep apart: by party, by region of a party, by single cells, and one of two parties."""
    seats, parties = draw(st.sampled_from(SHAPES))
    cut = draw(st.integers(0, seats))
    pools: list[tuple[int, ...]] = []
    for party in range(parties):
        pools += [column(range(seats), parties, party), column(range(cut), parties, party)]
        pools += [column(range(cut, seats), parties, party), column([draw(st.integers(0, seats - 1))], parties, party)]
    pools.append((*column(range(seats), parties, 0), *column(range(seats), parties, 1)))
    chosen = draw(st.lists(st.sampled_from(pools), max_size=7))
    return Network(seats, parties, [draw(counts_of(pool)) for pool in chosen])


@settings(max_examples=150)
@given(networks(), st.data())
def test_whatever_is_asked_the_answer_is_a_split_or_a_proof(network: Network, data: st.DataObject) -> None:
    numbers = range(len(network.counts))
    asked = data.draw(st.lists(st.sampled_from(numbers), unique=True)) if numbers else []
    first = data.draw(st.sets(st.sampled_from(numbers))) if numbers else set()
    check(network, network.ask(asked, first), asked)


@settings(max_examples=100)
@given(nested())
def test_counts_that_nest_are_all_heeded_or_refuted(network: Network) -> None:
    every = range(len(network.counts))
    outcome = network.ask(every)
    check(network, outcome, every)
    assert isinstance(outcome, Flow) == possible(network.seats, network.parties, network.counts)
    assert isinstance(outcome, Cut) or not outcome.left_out


@given(networks(most=4))
def test_of_counts_that_cross_the_one_to_be_heeded_first_is_heeded(network: Network) -> None:
    every = range(len(network.counts))
    for first in every:
        outcome = network.ask(every, (first,))
        assert isinstance(outcome, Cut) or first not in outcome.left_out


@given(networks(), st.data())
def test_sums_and_holds_are_by_count(network: Network, data: st.DataObject) -> None:
    holders = data.draw(st.lists(st.integers(0, network.parties - 1), min_size=network.seats, max_size=network.seats))
    chosen = np.zeros(network.seats * network.parties, dtype=np.int64)
    chosen[[seat * network.parties + party for seat, party in enumerate(holders)]] = 1
    sums = [int(chosen[list(count.cells)].sum()) for count in network.counts]
    assert network.sums(chosen).tolist() == sums
    holds = [count.low <= held <= count.high for count, held in zip(network.counts, sums, strict=True)]
    assert network.holds(chosen).tolist() == holds


def test_two_minimums_above_the_number_of_seats_are_cut_with_every_seat() -> None:
    counts = [Count(column(range(80), 2, 0), 22, 80), Count(column(range(80), 2, 1), 60, 80)]
    cut = Network(80, 2, counts).ask((0, 1))
    assert isinstance(cut, Cut)
    assert (cut.counts, cut.seats) == ({0: 1, 1: 1}, dict.fromkeys(range(80), -1))


def test_a_cut_names_only_the_seats_that_are_asked_for_too_often() -> None:
    counts = [
        Count(column(range(14), 3, 0), 9, 14),
        Count(column(range(40), 3, 2), 20, 40),
        Count(column(range(14), 3, 1), 8, 14),
    ]
    cut = Network(40, 3, counts).ask(range(3))
    assert isinstance(cut, Cut)
    assert (cut.counts, cut.seats) == ({0: 1, 2: 1}, dict.fromkeys(range(14), -1))


def test_a_seat_given_away_twice_is_a_clash_of_two() -> None:
    counts = [Count((0, 2), 2, 2), Count((3,), 1, 1), Count((4,), 1, 1)]
    cut = Network(3, 2, counts).ask(range(3))
    assert isinstance(cut, Cut)
    assert (set(cut.counts), set(cut.seats)) == ({0, 1}, {1})


def test_a_seat_claimed_for_two_parties_by_one_count_is_a_clash_of_one() -> None:
    network = Network(2, 2, [Count((0, 1), 2, 2)])
    cut = network.ask((0,))
    check(network, cut, (0,))
    assert isinstance(cut, Cut)
    assert set(cut.counts) == {0}


def test_a_seat_closed_to_all_is_a_clash_of_the_bans() -> None:
    counts = [Count((0, 2), 0, 0), Count((1,), 0, 0), Count((5,), 0, 0)]
    cut = Network(3, 2, counts).ask(range(3))
    assert isinstance(cut, Cut)
    assert set(cut.counts) == {0, 1}


@pytest.mark.parametrize("count", [Count((0, 2), 3, 2), Count((0, 2), 0, -1), Count((), 1, 0), Count((0, 2), 2, 1)])
def test_a_count_that_nothing_meets_is_cut_alone(count: Count) -> None:
    cut = Network(2, 2, [Count((1,), 1, 1), count]).ask((0, 1))
    assert isinstance(cut, Cut)
    assert set(cut.counts) == {1}


def test_counts_that_cross_are_not_taken_for_a_network() -> None:
    crossing = [Count((0, 2), 1, 1), Count((2, 4), 1, 1)]
    outcome = Network(3, 2, crossing).ask((0, 1))
    assert isinstance(outcome, Flow)
    assert len(outcome.left_out) == 1


def test_where_every_seat_is_pinned_the_flow_is_the_pins() -> None:
    counts = [Count((0, 3), 2, 2), Count((4,), 1, 1), Count((0, 2, 4), 2, 2)]
    flow = Network(3, 2, counts).ask(range(3))
    assert isinstance(flow, Flow)
    assert (flow.chosen.tolist(), flow.left_out) == ([1, 0, 0, 1, 1, 0], ())


def test_where_one_unit_is_missing_every_member_is_needed() -> None:
    cut = Network(4, 2, [Count(column(range(4), 2, 0), 3, 4), Count((1,), 1, 1), Count((5,), 1, 1)]).ask(range(3))
    assert isinstance(cut, Cut)
    assert cut.needed == {0, 1, 2}


def test_where_two_units_are_missing_none_is_called_needed() -> None:
    claims = [Count((cell,), 1, 1) for cell in (1, 3, 5)]
    cut = Network(4, 2, [Count(column(range(4), 2, 0), 3, 4), *claims]).ask(range(4))
    assert isinstance(cut, Cut)
    assert not cut.needed
