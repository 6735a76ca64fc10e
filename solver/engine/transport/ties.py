"""Which splits of a room are there besides a given one: to where can each seat go, and which split comes first?

Two splits of a room differ by cycles of the residual network. So a seat can go elsewhere exactly if a cycle takes it
there, that is, if both ends lie in one strongly connected component; and the first split in order (by seats, then by
parties) is found by taking each seat in turn to the first party that a cycle takes it to, those before it staying.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from solver.engine.flows import Flags, Whole
from solver.engine.transport.room import Costs, Room, exchanges

_NONE: Whole = np.zeros(0, dtype=np.int64)


def without_costs(room: Room) -> Costs:
    """No cell and no node costs anything."""
    return Costs(np.zeros(len(room.open), dtype=np.int64), _NONE, _NONE, _NONE, _NONE)


def reachable(room: Room, chosen: Whole) -> Flags:
    """By cell: is it chosen in some split of the room, of which `chosen` is one?"""
    residual = exchanges(room, without_costs(room), chosen, room.tree.flows(chosen))
    group = np.array(_components(residual.tail.tolist(), residual.head.tolist(), room.tree.root + 1))
    own = np.repeat(group[room.tree.leaf[chosen]], room.parties)
    found: Flags = room.open & (group[room.tree.leaf] == own)
    return found


def _components(tails: list[int], heads: list[int], nodes: int) -> list[int]:
    """By node, the number of its strongly connected component (Tarjan 1972, without recursion)."""
    after: list[list[int]] = [[] for _ in range(nodes)]
    for tail, head in zip(tails, heads, strict=True):
        after[tail].append(head)
    order, low, group = [-1] * nodes, [0] * nodes, [-1] * nodes
    stack: list[int] = []
    reached = found = 0
    for start in range(nodes):
        if order[start] >= 0:
            continue
        work = [(start, 0)]
        while work:
            node, at = work.pop()
            if at == 0:
                order[node] = low[node] = reached
                reached += 1
                stack.append(node)
            else:
                low[node] = min(low[node], low[after[node][at - 1]])
            while at < len(after[node]) and order[after[node][at]] >= 0:
                head = after[node][at]
                if group[head] < 0:
                    low[node] = min(low[node], order[head])
                at += 1
            if at < len(after[node]):
                work += [(node, at + 1), (after[node][at], 0)]
            elif low[node] == order[node]:
                while group[node] < 0:
                    group[stack.pop()] = found
                found += 1
    return group


def first(room: Room, chosen: Whole, after: int = 0) -> Whole:
    """The first split of a room in order, of which `chosen` is one; the seats before `after` stay as they are."""
    free = reachable(room, chosen).reshape(room.seats, room.parties)
    free[:after] = False
    movable = np.flatnonzero(free.sum(axis=1) > 1)
    return chosen if not len(movable) else _InOrder(room, chosen, free, movable.tolist()).run()


class _InOrder:
    """Seats that can move, in order; `into[b][a]` are those not settled that are at node a and could be at b."""

    def __init__(self, room: Room, chosen: Whole, free: Flags, movable: list[int]) -> None:
        tree = room.tree
        self.chosen = chosen.copy()
        self.movable = movable
        self.width = room.parties
        flows = tree.flows(chosen)
        self.room_up = (room.high - flows).tolist()
        self.room_down = (flows - room.low).tolist()
        self.parent = tree.parent.tolist()
        self.children: list[list[int]] = [[] for _ in range(tree.root + 1)]
        for node, parent in enumerate(self.parent):
            self.children[parent].append(node)
        self.cells: dict[int, dict[int, int]] = {}
        """By seat: the node of each cell that it can have, in order."""
        for seat in movable:
            cells = np.flatnonzero(free[seat]) + seat * self.width
            self.cells[seat] = dict(zip(cells.tolist(), tree.leaf[cells].tolist(), strict=True))
        self.own = {seat: int(chosen[seat]) for seat in movable}
        self.into: list[dict[int, dict[int, int]]] = [{} for _ in range(tree.root + 1)]
        for seat in movable:
            self._offer(seat)

    def run(self) -> Whole:
        for seat in self.movable:
            self._withdraw(seat)
            self._settle(seat)
        for seat, cell in self.own.items():
            self.chosen[seat] = cell
        return self.chosen

    def _offer(self, seat: int) -> None:
        """The seat could be moved to any of its other nodes."""
        here = self.cells[seat][self.own[seat]]
        for cell, node in self.cells[seat].items():
            if node != here:
                self.into[node].setdefault(here, {}).setdefault(seat, cell)

    def _withdraw(self, seat: int) -> None:
        here = self.cells[seat][self.own[seat]]
        for node in self.cells[seat].values():
            seats = self.into[node].get(here)
            if seats is not None and seats.pop(seat, None) is not None and not seats:
                del self.into[node][here]

    def _settle(self, seat: int) -> None:
        """Move a seat to the first of its cells that others can make way for."""
        own = self.own[seat]
        here = self.cells[seat][own]
        earlier = [(cell, node) for cell, node in self.cells[seat].items() if cell < own]
        if not earlier:
            return
        onward = {here: here} if earlier[0][1] == here else self._ways_to(here, earlier[0][1])
        found = next(((cell, node) for cell, node in earlier if node in onward), None)
        if found is not None:
            self.own[seat], surplus = found
            while surplus != here:
                self._pass(surplus, onward[surplus])
                surplus = onward[surplus]

    def _ways_to(self, target: int, wanted: int) -> dict[int, int]:
        """By node from which a surplus can be passed on to the target, the next node; found breadth first."""
        onward, waiting = {target: target}, deque([target])
        while waiting and wanted not in onward:
            head = waiting.popleft()
            tails = [*self.into[head], *(child for child in self.children[head] if self.room_up[child])]
            if head < len(self.parent) and self.room_down[head]:
                tails.append(self.parent[head])
            for tail in tails:
                if tail not in onward:
                    onward[tail] = head
                    waiting.append(tail)
        return onward

    def _pass(self, tail: int, head: int) -> None:
        """Pass a surplus of one on: up or down the tree, or by moving a seat that is not settled."""
        if tail < len(self.parent) and self.parent[tail] == head and self.room_up[tail]:
            self.room_up[tail] -= 1
            self.room_down[tail] += 1
        elif head < len(self.parent) and self.parent[head] == tail and self.room_down[head]:
            self.room_down[head] -= 1
            self.room_up[head] += 1
        else:
            seat, cell = next(iter(self.into[head][tail].items()))
            self._withdraw(seat)
            self.own[seat] = cell
            self._offer(seat)
