"""Which totals of seats are possible where some demands are kept, and which sums of parties bound them?

Where the demands are pins, bans and counts that nest, by region say, the possible totals are exactly the whole points
of a base polyhedron (`solver/polymatroid.py`), and each of its bounds is a minimum cut (`solver/engine/totals.py`).
What the network cannot carry is left out and named; the bounds then hold all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from typing import Literal

from solver.answers import Conflict, DealMap, LookUp, SeatSum
from solver.answers.map_grid import MapGrid
from solver.answers.mapped import MapStatus, Range
from solver.engine.asks import Ask, Deadline, Found, Impossible
from solver.engine.kept import Choice, Core, Keeper
from solver.engine.totals import Most
from solver.polymatroid import Polymatroid
from solver.posed import Posed
from solver.questions.asked import (
    TIME_LIMIT,
    Progress,
    about_engine,
    about_what_if,
    check_limits,
    engine_of,
    quiet,
)
from solver.questions.conflicts import as_wished, conflicts
from solver.questions.deal_sums import DealSums
from solver.rows import Linear, Row
from solver.scenario import Scenario, SettingError
from solver.scenario.settings import with_hint
from solver.split import Split
from solver.system import EngineError

MOST_LOOKED_UP = 1_000_000
"""Most deals of a grid."""

ANY = 1_000_000
"""More seats than any pact has."""

MOST_GROUPS = 12
"""Parties told apart at most: their sums are 2 to the power of their number."""

WHY_LEFT_OUT = {
    "not counts": "more than counts of seats",
    "crossing": "its seats cross those of another demand, or of several parties at once",
}


def deal_map(
    scenario: Scenario,
    settings: Mapping[str, str] | None = None,
    *,
    keep: Iterable[str] = (),
    every: bool = False,
    parties: Iterable[str] = (),
    at: Mapping[str, Range] | None = None,
    grid: Mapping[str, Sequence[int]] | None = None,
    drop: Iterable[str] = (),
    proofs: bool = False,
    time_limit: float | None = TIME_LIMIT,
    seed: int = 0,
    progress: Progress = quiet,
) -> DealMap:
    """The totals that are possible where the red lines and some wishes are kept in full.

    Args:
        scenario: a loaded scenario.
        settings: option by switch, or value by 'rule.field'.
        keep: ids of wishes that are kept besides the red lines.
        every: keep all rules.
        parties: tell only these apart, in file order, and count the others as one; default: all.
        at: bounds by party, to be looked up on the map; None looks nothing up.
        grid: by party the minimums of seats of which every combination is looked up on the map.
        drop: ids of rules to leave out.
        proofs: each sum carries multipliers and a split that attains it.
        time_limit: seconds for everything together; None for no limit.
        seed: seed of the engine, which is asked only where rules are no network; no answer depends on it.
        progress: called with the name of each step before it starts.

    Raises:
        ValueError: for a seed or a time limit out of range.
        SettingError: for settings, rules or parties that do not fit, or more parties than can be told apart.
        EngineError: if an engine contradicts itself.
    """
    check_limits(seed, time_limit)
    drop = (drop,) if isinstance(drop, str) else tuple(drop)
    keep = (keep,) if isinstance(keep, str) else tuple(keep)
    posed = Posed(scenario.what_if(settings, drop))
    kept = _kept(posed, keep, every=every)
    groups = _groups(posed, (parties,) if isinstance(parties, str) else tuple(parties))
    bounds = None if at is None else _checked(posed, groups, at)
    axes = None if grid is None else _axes(posed, groups, grid)
    mapping = _Mapping(posed, kept, groups, Deadline(time_limit), seed, progress)
    found = mapping.run(proofs=proofs)
    engine = about_engine(mapping.keeper.engine, time_limit if mapping.deadline.passed else None)
    engine |= {"name": "network" if mapping.by_network else engine["name"]}
    found = replace(found, about=about_what_if(posed, dict(settings or {}), drop, engine, None))
    if found.body is None:
        return found
    looked = None if axes is None else _looked_up(found, axes, len(posed.grid.seats))
    return replace(found, look_up=None if bounds is None else mapping.looked_up(found, bounds), looked_up=looked)


def _kept(posed: Posed, keep: tuple[str, ...], *, every: bool) -> tuple[int, ...]:
    ids = [rule.id for rule in posed.rules]
    for name in keep:
        if name not in ids:
            raise SettingError(with_hint(f"no rule '{name}' applies here", name, ids))
    return tuple(i for i, rule in enumerate(posed.rules) if rule.must or every or rule.id in keep)


def _groups(posed: Posed, told: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Each party told apart, in file order, then all others as one."""
    known = posed.grid.parties
    for party in told:
        if party not in known:
            raise SettingError(with_hint(f"no party '{party}' is in the pact", party, known))
    apart = tuple(party for party in known if party in told or not told)
    others = tuple(party for party in known if party not in apart)
    groups = tuple((party,) for party in apart) + ((others,) if others else ())
    if len(groups) > MOST_GROUPS:
        raise SettingError(
            f"{len(groups)} parties have 2^{len(groups)} sums; a map tells up to {MOST_GROUPS} apart: name those of "
            f"interest (up to {MOST_GROUPS - 1}), the others are counted as one"
        )
    return groups


def _checked(posed: Posed, groups: Sequence[Sequence[str]], at: Mapping[str, Range]) -> dict[str, Range]:
    names = ["+".join(group) for group in groups]
    for party, (low, high) in at.items():
        if party not in names:
            raise SettingError(with_hint(f"this map tells no '{party}' apart", party, names))
        if low < 0 or high < low:
            raise SettingError(f"{party}: expected a least and a greatest number of seats, found {low} and {high}")
    seats = len(posed.grid.seats)
    return {party: (low, min(high, seats)) for party, (low, high) in at.items()}


def _axes(
    posed: Posed, groups: Sequence[Sequence[str]], grid: Mapping[str, Sequence[int]]
) -> dict[str, tuple[int, ...]]:
    for party, values in grid.items():
        _checked(posed, groups, {party: (min(values, default=0), ANY)})
    if prod(len(values) for values in grid.values()) > MOST_LOOKED_UP:
        raise SettingError(f"a grid of more than {MOST_LOOKED_UP:,} deals to look up")
    return {party: tuple(values) for party, values in grid.items()}


def _looked_up(found: DealMap, axes: Mapping[str, tuple[int, ...]], seats: int) -> MapGrid:
    """Every combination; more than all seats are too many whatever else is asked."""
    asked = list(product(*axes.values()))
    possible = [index for index, at in enumerate(asked) if max(at, default=0) <= seats]
    questions = [{party: (low, seats) for party, low in zip(axes, asked[index], strict=True)} for index in possible]
    fits = dict(zip(possible, found.grid(questions), strict=True))
    return MapGrid(axes, tuple(fits.get(index, False) for index in range(len(asked))), found.status == "exact")


class _Mapping:
    """Computes the greatest total of every set of groups, and looks bounds up among them."""

    def __init__(
        self,
        posed: Posed,
        kept: tuple[int, ...],
        groups: tuple[tuple[str, ...], ...],
        deadline: Deadline,
        seed: int,
        progress: Progress,
    ) -> None:
        self.posed, self.kept, self.groups = posed, kept, groups
        self.deadline, self.progress = deadline, progress
        engine = engine_of(posed, seed)
        self.keeper = Keeper(posed.system, engine)
        self.sums = DealSums(posed, self.keeper, kept, groups, deadline)
        self.totals = self.sums.totals

    @property
    def by_network(self) -> bool:
        """Did nothing need another engine?"""
        return set(self.keeper.calls) <= {"network"}

    def run(self, *, proofs: bool) -> DealMap:
        """The map, what-if and look-up still missing."""
        ids = [rule.id for rule in self.posed.rules]
        possible = self._possible()
        status: MapStatus = "infeasible" if possible is False else "outer" if self.totals.left_out else "exact"
        most = [] if possible is False else self._most()
        body = Polymatroid(tuple(one.total for one in most)) if most else None
        return DealMap(
            about=about_what_if(self.posed, {}, (), {}, None),
            status=status if possible is False or most else "unknown",
            kept=tuple(ids[index] for index in self.kept),
            left_out={ids[index]: WHY_LEFT_OUT[why] for index, why in sorted(self.totals.left_out.items())},
            groups=self.groups,
            sums=() if body is None else self._sums(body, most, proofs=proofs),
            conflict=self._conflict() if possible is False else None,
            possible=possible,
            body=body,
            behind=tuple(tuple(ids[index] for index in sorted(one.counts)) for one in most),
        )

    def _possible(self) -> bool | None:
        """Can the rules all be kept?"""
        if self.totals.clash:
            return False
        if not self.totals.left_out:
            return True
        self.progress("can these rules be kept")
        outcome = self.keeper.ask(self.kept, self.deadline)
        return True if isinstance(outcome, Choice) else False if isinstance(outcome, Core) else None

    def _conflict(self) -> Conflict | None:
        """The first minimal conflict among the rules; None where the limit came first."""
        self.progress("what clashes")
        rules = (self.posed.rules[index].model_copy(update={"must": True}) for index in self.kept)
        held = Posed(replace(self.posed.what_if, rules=tuple(rules)))
        found = conflicts(held, engine_of(held), self.deadline, among_musts=True, kept=None).found
        return as_wished(found[0], self.posed.what_if) if found else None

    def _most(self) -> list[Most]:
        """The greatest total of every set of groups; nothing where the limit comes first."""
        number, most = 1 << len(self.groups), list[Most]()
        for inside in range(number):
            if self.deadline.passed:
                return []
            if inside % 64 == 0:
                self.progress(f"sums: {inside} of {number}")
            most.append(self.totals.most(inside))
        return most

    def _sums(self, body: Polymatroid, most: Sequence[Most], *, proofs: bool) -> tuple[SeatSum, ...]:
        self.progress("reasons")
        return self.sums.told(body, most, proofs=proofs)

    def looked_up(self, found: DealMap, bounds: dict[str, Range]) -> LookUp:
        """What the map says of some bounds; where it is only an outer bound, an engine settles what it allows."""
        no_deal = found.why_not(bounds)
        if no_deal is not None:
            return LookUp(bounds, possible=False, no_deal=no_deal, ranges=None, split=None)
        split = self._within(found, bounds)
        if split is False:
            return LookUp(bounds, possible=False, no_deal=None, ranges=None, split=None)
        least, most = found.bounds(bounds)
        both = {name: found.the_body.range_of(i, least, most) for i, name in enumerate(found.names)}
        ranges = {name: one for name, one in both.items() if one is not None}
        return LookUp(bounds, possible=True if split else None, no_deal=None, ranges=ranges, split=split)

    def _within(self, found: DealMap, bounds: dict[str, Range]) -> Split | Literal[False] | None:
        """A split that keeps the rules within bounds; False where there is none, None where that is not known."""
        least, most = found.bounds(bounds)
        asked = {1 << i: (low, high) for i, (low, high) in enumerate(zip(least, most, strict=True))}
        chosen = self.totals.split(asked)
        if chosen is None:
            raise EngineError("no split is where the map says that there is one")
        split = self.posed.split(tuple(chosen.tolist()))
        if not any(self.posed.shortfalls(split, self.kept).values()):
            return split
        if not self.totals.left_out:
            raise EngineError("the split that the map shows breaks a rule that is kept")
        self.progress("asking the engine")
        self.keeper.calls["cp-sat"] += 1
        rows = (*self.keeper.system.kept(self.kept), *self._rows(least, most))
        outcome = self.keeper.engine.ask(Ask(rows, only=self.kept), self.deadline)
        if isinstance(outcome, Impossible):
            return False
        return self.posed.split(outcome.values) if isinstance(outcome, Found) else None

    def _rows(self, least: Sequence[int], most: Sequence[int]) -> Iterator[Row]:
        """The bounds of the groups."""
        width = self.keeper.system.parties
        for group, (low, high) in enumerate(zip(least, most, strict=True)):
            cells = (cell for cell in range(self.keeper.system.cells) if self.sums.group_of[cell % width] == group)
            yield Row(Linear.sum(cells), low, high)
