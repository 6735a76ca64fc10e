"""Do these pools of cells form a tree: any two nested, or apart?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from solver.engine.flows import Whole
from solver.engine.transport.parts import Pool


@dataclass(frozen=True, eq=False)
class Tree:
    """Pools as nodes, the largest first; the number after the last node is the root, which holds all cells."""

    pools: tuple[Pool, ...]
    place: dict[bytes, int]
    """Number of a node by the key of its pool."""
    parent: Whole
    """By node, the node around it."""
    leaf: Whole
    """By cell, the innermost node that it is in."""
    most: Whole
    """By node, how many of its cells can be chosen at most."""
    levels: tuple[Whole, ...]
    """The nodes by depth, the innermost first: each one's flow is its own cells' and that of the nodes before in it."""

    @property
    def root(self) -> int:
        """The number of the root."""
        return len(self.pools)

    def flows(self, chosen: Whole) -> Whole:
        """By node, how many of its cells are among those chosen."""
        flow = np.bincount(self.leaf[chosen], minlength=len(self.pools) + 1)
        for level in self.levels:
            np.add.at(flow, self.parent[level], flow[level])
        return flow[:-1]


@dataclass(frozen=True)
class Crossing:
    """Two pools, by position in what was asked, that are neither nested nor apart."""

    one: int
    other: int


def tree_of(pools: Iterable[Pool], cells: int) -> Tree | Crossing:
    """The tree of these pools, certified by building it from the outside in; equal ones are one node."""
    asked = list(pools)
    first: dict[bytes, int] = {}
    for number, pool in enumerate(asked):
        if len(pool.cells):
            first.setdefault(pool.key, number)
    order = sorted((asked[number] for number in first.values()), key=lambda pool: -len(pool.cells))
    root = len(order)
    leaf = np.full(cells, root, dtype=np.int64)
    parent = np.zeros(root, dtype=np.int64)
    depth = np.zeros(root + 1, dtype=np.int64)
    for node, pool in enumerate(order):
        around = leaf[pool.cells]
        outside = int(around[0])
        if (around != outside).any():
            crossed = max(set(around.tolist()), key=lambda node: int(depth[node]))
            return Crossing(first[order[crossed].key], first[pool.key])
        parent[node] = outside
        depth[node] = depth[outside] + 1
        leaf[pool.cells] = node
    levels = tuple(np.flatnonzero(depth[:root] == level) for level in range(int(depth.max(initial=0)), 0, -1))
    return Tree(
        tuple(order),
        {pool.key: node for node, pool in enumerate(order)},
        parent,
        leaf,
        np.array([pool.most for pool in order], dtype=np.int64),
        levels,
    )
