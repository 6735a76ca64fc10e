"""Which splits does a network allow, what do they cost, and which of them cost least?

A `Room` is all splits that use open cells only and keep every node's flow between two bounds. Costs are linear in the
cells, and convex in each node's flow. The splits of least cost are a room again: with potentials that make no residual
arc cheaper than free, they are those that use only arcs that are free (complementary slackness: R. Ahuja, T. Magnanti,
J. Orlin, Network Flows, 1993, theorem 9.4). So ties, ranges and later objectives are questions about a smaller room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.graph.python import min_cost_flow

from solver.engine.flows import Flags, Whole
from solver.engine.transport.tree import Tree
from solver.system import EngineError

FAR = 1 << 61
"""More than any cost."""

DENSE = 4_000_000
"""Most pairs of nodes that a table is made of; beyond, only pairs that occur are kept."""


class TooLargeError(OverflowError):
    """The flow solver cannot reckon with such costs."""


@dataclass(frozen=True, eq=False)
class Room:
    """Splits that use open cells, and keep each node's flow between `low` and `high`."""

    tree: Tree
    seats: int
    parties: int
    open: Flags
    low: Whole
    high: Whole

    @property
    def empty(self) -> bool:
        """Is it seen at once that there is no split in it? Where not, there may be none yet."""
        return bool((self.low > self.high).any() or not self.open.reshape(self.seats, self.parties).any(axis=1).all())


@dataclass(frozen=True, eq=False)
class Costs:
    """Costs of cells, and of nodes: `times x max(0, base + sign x flow)` for each bend, in any order."""

    cells: Whole
    node: Whole
    base: Whole
    sign: Whole
    times: Whole

    def of_nodes(self, flows: Whole) -> Whole:
        """By bend, what it costs."""
        cost: Whole = self.times * np.maximum(0, self.base + self.sign * flows[self.node])
        return cost

    def total(self, chosen: Whole, flows: Whole) -> int:
        """What a split costs; `chosen` is its cell in each seat."""
        return int(self.cells[chosen].sum() + self.of_nodes(flows).sum())

    def pieces(self, low: Whole, high: Whole) -> tuple[Whole, Whole, Whole]:
        """(node, length, price of a unit) of the straight pieces of all nodes' costs from `low` to `high`, in order."""
        nodes = len(low)
        falling = self.sign < 0
        start = np.zeros(nodes, dtype=np.int64)
        np.subtract.at(start, self.node[falling], self.times[falling])
        at = np.where(falling, self.base, -self.base)
        at = np.clip(at, low[self.node], high[self.node])
        node = np.concatenate([np.arange(nodes), self.node])
        begin = np.concatenate([low, at])
        jump = np.concatenate([start, self.times])
        order = np.lexsort((np.arange(len(node)) >= nodes, begin, node))
        # a node's first piece must come first even where a bend lies at its least flow
        node, begin, jump = node[order], begin[order], jump[order]
        summed = np.cumsum(jump)
        first = np.searchsorted(node, np.arange(nodes))
        before = summed[first] - jump[first]
        price = summed - before[node]
        end = np.append(begin[1:], 0)
        end[np.searchsorted(node, np.arange(nodes), side="right") - 1] = high
        return node, end - begin, price

    def margins(self, flows: Whole) -> tuple[Whole, Whole]:
        """By node, what one unit more costs, and what one unit fewer saves."""
        held = flows[self.node]
        now = np.maximum(0, self.base + self.sign * held)
        more, fewer = np.zeros(len(flows), dtype=np.int64), np.zeros(len(flows), dtype=np.int64)
        np.add.at(more, self.node, self.times * (np.maximum(0, self.base + self.sign * (held + 1)) - now))
        np.add.at(fewer, self.node, self.times * (now - np.maximum(0, self.base + self.sign * (held - 1))))
        return more, fewer


def cheapest(room: Room, costs: Costs) -> Whole | None:
    """By seat, the cell that it goes to in a split of least cost; None where the room is empty.

    Raises:
        TooLargeError: where costs are too large for the flow solver.
        EngineError: where it fails.
    """
    if room.empty:
        return None
    tree, seats = room.tree, room.seats
    cells = np.flatnonzero(room.open)
    node, length, price = costs.pieces(room.low, room.high)
    real = length > 0
    node, length, price = node[real], length[real], price[real]
    tails = np.concatenate([cells // room.parties, node + seats])
    heads = np.concatenate([tree.leaf[cells], tree.parent[node]]) + seats
    capacity = np.concatenate([np.ones(len(cells), dtype=np.int64), length])
    supply = np.zeros(seats + tree.root + 1, dtype=np.int64)
    supply[:seats] = 1
    supply[-1] = -seats
    supply[seats : seats + tree.root] -= room.low
    np.add.at(supply, tree.parent + seats, room.low)
    solver: Any = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), capacity, np.concatenate([costs.cells[cells], price])
    )
    solver.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply)
    status = solver.solve()
    if status == solver.INFEASIBLE:
        return None
    if status == solver.BAD_COST_RANGE:
        raise TooLargeError
    if status != solver.OPTIMAL:
        raise EngineError(f"the flow solver refused the network: {status}")
    chosen: Whole = cells[solver.flows(np.arange(len(cells), dtype=np.int32)) > 0]
    return chosen


def limit(room: Room) -> int:
    """How much all splits' costs may differ: the flow solver multiplies by the number of nodes, and then adds up."""
    return (1 << 58) // (room.seats + room.tree.root + 3)


@dataclass(frozen=True, eq=False)
class Exchanges:
    """What moving one seat or one unit of a node's flow costs, node by node: the residual network, seats left out."""

    tail: Whole
    head: Whole
    cost: Whole


def exchanges(room: Room, costs: Costs, chosen: Whole, flows: Whole) -> Exchanges:
    """The cheapest residual arc for each pair of nodes (the root last): a surplus at `tail` moves to `head`."""
    tree = room.tree
    width = tree.root + 1
    cells = np.flatnonzero(room.open)
    own = chosen[cells // room.parties]
    cost = costs.cells[cells] - costs.cells[own]
    tail, head = tree.leaf[own], tree.leaf[cells]
    moves = tail != head
    more, fewer = costs.margins(flows)
    up, down = np.flatnonzero(flows < room.high), np.flatnonzero(flows > room.low)
    tail = np.concatenate([tail[moves], up, tree.parent[down]])
    head = np.concatenate([head[moves], tree.parent[up], down])
    cost = np.concatenate([cost[moves], more[up], -fewer[down]])
    key = tail * width + head
    if width * width <= DENSE:
        least = np.full(width * width, FAR, dtype=np.int64)
        np.minimum.at(least, key, cost)
        pairs = np.flatnonzero(least < FAR)
        return Exchanges(pairs // width, pairs % width, least[pairs])
    order = np.lexsort((cost, key))
    key, cost = key[order], cost[order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    return Exchanges(key[first] // width, key[first] % width, cost[first])


def potentials(room: Room, costs: Costs, chosen: Whole, flows: Whole) -> Whole:
    """By node (the root last), a price at which no exchange gains: the proof that no split of the room costs less.

    Raises:
        EngineError: where there is none, so that the split is not of least cost.
    """
    residual = exchanges(room, costs, chosen, flows)
    price = np.zeros(room.tree.root + 1, dtype=np.int64)
    for _ in range(len(price) + 1):
        reached = price.copy()
        np.minimum.at(reached, residual.head, price[residual.tail] + residual.cost)
        if (reached == price).all():
            own = costs.cells[chosen] - price[room.tree.leaf[chosen]]
            every = costs.cells - price[room.tree.leaf]
            seats = np.where(room.open, every, FAR).reshape(room.seats, room.parties).min(axis=1)
            if (own > seats).any():
                break
            return price
        price = reached
    raise EngineError("the flow solver's split is not of least cost")


def face(room: Room, costs: Costs, chosen: Whole, price: Whole) -> Room:
    """The splits of least cost, given one of them and the prices that prove it."""
    tree = room.tree
    gap = costs.cells - price[tree.leaf]
    own = np.repeat(gap[chosen], room.parties)
    node, length, unit = costs.pieces(room.low, room.high)
    rise = price[tree.parent] - price[:-1]
    low, high = room.low.copy(), room.high.copy()
    np.add.at(low, node, np.where(unit < rise[node], length, 0))
    np.subtract.at(high, node, np.where(unit > rise[node], length, 0))
    return Room(tree, room.seats, room.parties, room.open & (gap == own), low, high)
