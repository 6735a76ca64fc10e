"""Is what a network answers what looking at every split shows: optimum, first split, ties, ends, order of splits?"""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from solver.engine.transport import template as module
from solver.engine.transport.parts import kept, minimised, wished
from solver.engine.transport.ranked import ranked
from solver.engine.transport.room import TooLargeError
from solver.engine.transport.splits import Splits
from solver.engine.transport.template import Asked, Template
from solver.engine.transport.tree import Crossing
from solver.rows import Linear, at_least, at_most
from solver.system import EngineError
from tests.engine.transport.networks import STAGES, Network, both, networks, short


def asked_of(network: Network) -> Asked:
    template = Template.of(network.seats, network.parties, network.parts, stages=STAGES)
    assume(isinstance(template, Template))
    assert isinstance(template, Template)
    return Asked(template, template.fixed)


@given(networks())
def test_the_optimum_is_the_least_of_all_splits_and_the_first_in_order(network: Network) -> None:
    optimum = asked_of(network).optimum()
    splits = network.splits
    if not splits:
        assert optimum is None
        return
    assert optimum is not None
    best = min(splits, key=network.cost)
    assert optimum.values == network.cost(best)
    assert tuple(optimum.first().tolist()) == best
    assert optimum.settled().seats().tolist() == [
        sum(cell % network.parties == p for cell in best) for p in range(network.parties)
    ]


@given(networks(4))
def test_stages_too_large_for_one_flow_are_taken_one_after_the_other(network: Network) -> None:
    asked = asked_of(network)
    together = asked.optimum()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "limit", lambda _: 1)
        apart = asked.optimum()
    assert (together is None) == (apart is None)
    if together is not None and apart is not None:
        assert together.values == apart.values
        assert (together.first() == apart.first()).all()
        assert (together.free == apart.free).all()


@given(networks(4), st.integers(0, STAGES), st.data())
def test_what_is_said_of_all_splits_that_are_best_by_some_stages_holds_for_their_list(
    network: Network, stages: int, data: st.DataObject
) -> None:
    asked, splits = asked_of(network), network.splits
    assume(splits)
    least = min(network.cost(one)[:stages] for one in splits)
    best = [one for one in splits if network.cost(one)[:stages] == least]
    said = Splits(asked, stages)
    cells = data.draw(st.sets(st.integers(0, network.seats * network.parties - 1)))
    held = [sum(cell in cells for cell in one) for one in best]
    assert said.ends(sorted(cells)) == (min(held), max(held))
    assert set(said.free().nonzero()[0].tolist()) == {cell for one in best for cell in one}
    assert said.only_one() == (len(best) == 1)
    assert tuple(said.farthest(sorted(cells)).tolist()) == best[held.index(min(held))]


@given(networks(4), st.integers(0, STAGES))
def test_of_the_splits_as_good_one_falls_short_of_a_wish_by_no_more_than_any_other(
    network: Network, stages: int
) -> None:
    asked, splits = asked_of(network), network.splits
    assume(splits)
    least = min(network.cost(one)[:stages] for one in splits)
    best = [one for one in splits if network.cost(one)[:stages] == least]
    for demand, _, weight in network.wishes:
        part = wished(demand, network.seats, network.parties, 0, weight)
        assert part is not None
        found = tuple(Splits(asked, stages).least(part).tolist())
        assert found in best
        assert short(demand, found) == min(short(demand, one) for one in best)


@given(networks(4))
def test_all_splits_come_in_order_of_cost_equal_ones_by_seats_then_parties(network: Network) -> None:
    asked = asked_of(network)
    optimum, costs = asked.optimum(), asked.combined
    assume(optimum is not None and costs is not None)
    assert optimum is not None
    assert costs is not None
    listed = ranked(asked.room, costs, optimum.first())
    want = sorted(network.splits, key=lambda one: (network.cost(one), one))
    assert [tuple(one.tolist()) for one in islice(listed, 30)] == want[:30]
    if len(want) < 30:
        assert next(listed, None) is None


@given(networks(3), st.data())
def test_a_template_answers_any_choice_of_its_possible_parts_as_if_built_for_it(
    network: Network, data: st.DataObject
) -> None:
    parts = network.parts
    chosen = [data.draw(st.booleans()) for _ in parts]
    template = Template.of(network.seats, network.parties, [], parts, stages=STAGES)
    assume(isinstance(template, Template))
    assert isinstance(template, Template)
    used = [part for part, wanted in zip(parts, chosen, strict=True) if wanted]
    alone = Template.of(network.seats, network.parties, used, stages=STAGES)
    assert isinstance(alone, Template)
    one, other = template.solve(used), alone.solve()
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.values == other.values
        assert (one.first() == other.first()).all()


def test_pools_that_cross_are_named() -> None:
    three = [wished(at_least(cells, 1), 3, 2, 0) for cells in ((0, 2, 4), (0, 2), (2, 4))]
    found = Template.of(3, 2, [part for part in three if part is not None])
    assert found == Crossing(1, 2)


def test_claims_to_all_of_some_seats_fit_however_they_cross() -> None:
    claims = [wished(at_least(cells, len(cells)), 3, 2, 0) for cells in ((0, 2), (2, 4), (1, 3))]
    template = Template.of(3, 2, [part for part in claims if part is not None])
    assert isinstance(template, Template)
    optimum = template.solve()
    assert optimum is not None
    assert optimum.values == (2,)
    assert optimum.first().tolist() == [0, 2, 4]


def test_a_least_number_above_the_greatest_is_impossible() -> None:
    template = Template.of(2, 2, [both((0, 2), 2, 1, 2)])
    assert isinstance(template, Template)
    assert template.solve() is None


def test_a_least_and_a_greatest_number_that_two_demands_bring_to_one_pool_can_clash() -> None:
    parts = [kept(at_least((0, 2, 4), 2), 3, 2), kept(at_most((0, 2, 4), 1), 3, 2)]
    template = Template.of(3, 2, [part for part in parts if part is not None])
    assert isinstance(template, Template)
    assert template.solve() is None


def test_least_numbers_within_least_numbers_hold_at_once() -> None:
    pools = (0, 3, 6, 9), (0, 3)
    parts = [kept(at_least(pool, low), 4, 3) for pool, low in zip(pools, (3, 1), strict=True)]
    parts.append(kept(at_most(pools[0], 3), 4, 3))
    template = Template.of(4, 3, [part for part in parts if part is not None], stages=0)
    assert isinstance(template, Template)
    optimum = template.solve()
    assert optimum is not None
    assert optimum.first().tolist() == [0, 3, 6, 10]
    assert optimum.free.nonzero()[0].tolist() == list(range(12))


def test_costs_that_no_flow_solver_can_reckon_with_are_told() -> None:
    part = minimised(Linear((0, 1), (1 << 61, 0)), 2, 0)
    assert part is not None
    template = Template.of(1, 2, [part])
    assert isinstance(template, Template)
    with pytest.raises(TooLargeError):
        template.solve()


def test_a_seat_that_all_parties_are_banned_from_is_impossible() -> None:
    parts = [kept(at_most((0, 1), 0), 2, 2)]
    template = Template.of(2, 2, [part for part in parts if part is not None])
    assert isinstance(template, Template)
    assert template.solve() is None


def test_a_split_that_is_not_of_least_cost_has_no_potentials() -> None:
    part = minimised(Linear((0, 1), (1, 0)), 2, 0)
    assert part is not None
    template = Template.of(1, 2, [part])
    assert isinstance(template, Template)
    optimum = template.solve()
    assert optimum is not None
    wrong = module.Optimum(optimum.asked, optimum.room, optimum.costs, np.array([0]))
    with pytest.raises(EngineError, match="not of least cost"):
        _ = wrong.prices


def test_a_part_that_is_not_among_the_possible_ones_is_refused() -> None:
    template = Template.of(3, 2, [], stages=1)
    assert isinstance(template, Template)
    part = wished(at_least((0, 2, 4), 2), 3, 2, 0)
    assert part is not None
    with pytest.raises(KeyError):
        template.solve([part])
