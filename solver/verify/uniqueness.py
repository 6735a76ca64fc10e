"""Does an answer of `why --unique` hold: which seats are free, which splits come next, and how far one as good lies?

Every split it gives is counted. That a seat can go elsewhere takes a split that shows it; that one cannot, that no
better split is left out, and that none lies farther, is asked of the second solver.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from solver.answers import Farthest, Freedom, Ranked
from solver.rows import Linear, Row
from solver.split import Split
from solver.verify import freedom
from solver.verify.bounds import NO_TIME, SECOND, stage_checks
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Open, Result
from solver.verify.second import NoSolution, Opinion, Solution
from solver.verify.standing import no_split_checks, split_status
from solver.verify.stored import Best, Unique
from solver.verify.totals import notice_check, split_check

NO_RECOUNT = "the second solver finds a split that does not stand a recount"


def unique_checks(case: Case, best: Best, unique: Unique) -> Iterator[Result]:
    """What stands around it, then other splits as good, as cheap, or next best."""
    yield notice_check(case, best.notices)
    if best.split is None:
        told = unique.ranked or unique.farthest or unique.free or unique.told.get("ranked_complete") is not False
        yield from no_split_checks(case, best, empty=not told, cut=_cut(case, unique))
        return
    sound = split_check(case, best.split)
    yield sound
    if sound.verdict == "refused":
        return
    yield split_status(best, cut=_cut(case, unique))
    yield from stage_checks(case, best, best.split)
    if len(best.cost) == len(case.posed.costs) and len(best.goals) == len(case.posed.goals):
        yield from _Uniqueness(case, best, best.split, unique).checks()


def _cut(case: Case, unique: Unique) -> bool:
    """Something ended the search early."""
    return case.stored.about.limited or unique.interrupted


class _Uniqueness:
    """The claims of one answer, given its best split."""

    def __init__(self, case: Case, best: Best, split: Split, unique: Unique) -> None:
        self.case = case
        self.best = best
        self.split = split
        self.unique = unique
        self.told = unique.told
        self.face = freedom.Freedom(case, best, split)
        self.every = len(case.objectives)
        self.stages = {"optimal": self.every, "least_cost": len(best.cost)}
        self.proved = {"optimal": self.face.best_goals, "least_cost": self.face.least_cost}

    def checks(self) -> Iterator[Result]:
        for split in (*self.unique.ranked, *self.unique.farthest.values()):
            if self.case.wrong_with(split) is None:
                self.case.shortfalls(split)
        if self.best.status == "optimal":
            first = Claim("choice", "$.split", "of all splits as good, the first by seats, then parties")
            yield Open(first, lambda: self.face.first(first))
        for name in self.stages:
            yield from self._freedom(name)
        yield from self._ranked()
        for name, face in (("most_different", "optimal"), ("most_different_least_cost", "least_cost")):
            yield from self._farthest(name, face)

    def claim(self, field: str, text: str) -> Claim:
        return Claim("choice", f"$.unique.{field}", text)

    def _missing(self, name: str, face: str) -> Iterator[Check]:
        """Nothing is told, though it could be."""
        if self.proved[face] and not _cut(self.case, self.unique):
            yield self.claim(name, name).refused("only the time limit leaves that open")

    # --- where seats can go ------------------------------------------------------------------

    def _freedom(self, name: str) -> Iterator[Result]:
        if name not in self.unique.free:
            yield from self._missing(name, name)
            return
        free, complete = self.unique.free[name], self.told[name].get("complete") is True
        claim = self.claim(name, f"{len(free)} seats are free among the splits that are {name.replace('_', ' ')}")
        wrong = self._garbled(name, free, complete=complete)
        if wrong is not None:
            yield claim.refused(wrong)
            return
        yield Open(claim, lambda: self._free(claim, name, free))
        if complete:
            settled = self.claim(f"{name}.settled", "no other seat, and to no other party")
            yield Open(settled, lambda: self._settled(settled, name, free))

    def _garbled(self, name: str, free: dict[str, tuple[str, ...]], *, complete: bool) -> str | None:
        """What is wrong by itself: with names, with what follows from `free`, or that anything is told at all."""
        parties = self.case.posed.grid.parties
        if not self.proved[name]:
            return "that these splits are the best is not proved"
        if not complete and not _cut(self.case, self.unique):
            return "only the time limit leaves it incomplete"
        if not set(free) <= set(self.case.posed.grid.seats):
            return "there is no such seat"
        if any(self.split[seat] not in to or tuple(p for p in parties if p in to) != to for seat, to in free.items()):
            return "they are partners, in order, among them the one that has the seat"
        can_go = {seat: free.get(seat, (self.split[seat],)) for seat in self.case.posed.grid.seats}
        expected = Freedom(can_go, complete).to_dict()
        return None if _same(self.told[name], expected) else f"from what is free follows {json.dumps(expected)}"

    def _free(self, claim: Claim, name: str, free: dict[str, tuple[str, ...]]) -> Check:
        for seat, party in ((seat, party) for seat, parties in free.items() for party in parties):
            (cell,) = self.case.posed.grid.cells(party, (seat,))
            if self._seen(name, {cell}):
                continue
            opinion = self.face.ask(self.stages[name], (Row(Linear.sum((cell,)), low=1),))
            if isinstance(opinion, NoSolution):
                return claim.refused(f"the second solver finds no split that gives {seat} to {party}")
            if not isinstance(opinion, Solution):
                return claim.unchecked(NO_TIME)
            if not self._seen(name, {cell}):
                return claim.unchecked(NO_RECOUNT)
        return claim.proved("a split for each, counted")

    def _settled(self, claim: Claim, name: str, free: dict[str, tuple[str, ...]]) -> Check:
        grid = self.case.posed.grid
        told = {cell for s in grid.seats for p in free.get(s, (self.split[s],)) for cell in grid.cells(p, (s,))}
        others = [cell for cell in range(self.case.posed.system.cells) if cell not in told]
        if not others:
            return claim.proved("there is none")
        opinion = None
        if not self._seen(name, set(others)):
            opinion = self.face.ask(self.stages[name], (Row(Linear.sum(others), low=1),))
        return self._none(claim, opinion, seen=self._seen(name, set(others)))

    def _seen(self, name: str, cells: set[int]) -> bool:
        """Does a split known, as good as it must be, hold one of these cells?"""
        return any(
            not cells.isdisjoint(self.case.posed.cells_of(split)) and self.face.as_good(split, self.stages[name])
            for split in list(self.case.seen)
        )

    def _none(self, claim: Claim, opinion: Opinion | None, *, seen: bool) -> Check:
        """There is none: as the second solver says, unless a split counted shows one."""
        if seen:
            return claim.refused("a split shows one, counted")
        if isinstance(opinion, NoSolution):
            return claim.corroborated(SECOND)
        return claim.unchecked(NO_RECOUNT if isinstance(opinion, Solution) else NO_TIME)

    # --- the best splits in order ------------------------------------------------------------

    def _ranked(self) -> Iterator[Result]:
        claim = self.claim("ranked", f"the {len(self.unique.ranked)} best splits, in order")
        wrong = self._misranked()
        if wrong is not None:
            yield claim.refused(wrong)
        elif self.unique.ranked:
            yield Open(claim, lambda: self._left_out(claim))
        if wrong is None and self.told["ranked_complete"] and len(self.unique.ranked) < self.unique.most:
            whole = self.claim("ranked_complete", "there is no other split")
            yield Open(whole, lambda: self._no_other(whole))

    def _misranked(self) -> str | None:
        splits, musts = self.unique.ranked, self.case.posed.musts
        done = self.told.get("ranked_complete")
        if len(splits) > self.unique.most or not isinstance(done, bool):
            return "more are told than were asked for"
        if not done and not _cut(self.case, self.unique):
            return "only the time limit leaves the list at that"
        if done and not splits:
            return "the best one is left out"
        wrong = (self.case.wrong_with(split) or self.case.breaks(split, musts) for split in splits)
        found = next((one for one in wrong if one), None)
        if found is not None:
            return found
        worth = [self.case.worth(split) for split in splits]
        if splits and splits[0] != self.split:
            return "the first is not the best split"
        if worth != sorted(worth) or len(set(splits)) < len(splits):
            return "they are not in order, or one comes twice"
        return None if _same(self.told["ranked"], self._entries(worth)) else "cost, goals, moves or ranks are others"

    def _entries(self, worth: Sequence[tuple[int, ...]]) -> list[dict[str, Any]]:
        costs = len(self.best.cost)
        entries = []
        for split, own in zip(self.unique.ranked, worth, strict=True):
            rank = worth.index(own)
            goals = tuple(-value for value in own[costs:])
            tie = split != self.unique.ranked[rank]
            entries.append(Ranked(rank + 1, tie, split, own[:costs], goals, self.split.moved(split)).to_dict())
        return entries

    def _other_than(self) -> list[Row]:
        every = [self.case.posed.cells_of(split) for split in self.unique.ranked]
        return [Row(Linear.sum(cells), high=len(cells) - 1) for cells in every]

    def _left_out(self, claim: Claim) -> Check:
        """No split that is not told is better than the last one: at no stage, those before being no worse."""
        last = self.case.worth(self.unique.ranked[-1])
        posed, told = self.case.posed, set(self.unique.ranked)
        for stage, objective in enumerate(self.case.objectives):
            better = (*self.case.stages_before(stage, last), Row(objective, high=last[stage] - 1))
            opinion = self.case.find(posed.musts, (*better, *self._other_than()), only=posed.active(stage))
            if any(s not in told and self.case.worth(s) < last and self._allowed(s) for s in list(self.case.seen)):
                return claim.refused("a better split is left out")
            if not isinstance(opinion, NoSolution):
                return claim.unchecked(NO_RECOUNT if isinstance(opinion, Solution) else NO_TIME)
        return claim.corroborated(SECOND) if self.case.objectives else claim.proved("all splits are as good")

    def _no_other(self, claim: Claim) -> Check:
        opinion = self.case.find(self.case.posed.musts, self._other_than())
        seen = any(split not in set(self.unique.ranked) and self._allowed(split) for split in list(self.case.seen))
        return self._none(claim, opinion, seen=seen)

    def _allowed(self, split: Split) -> bool:
        return self.case.breaks(split, self.case.posed.musts) is None

    # --- the most different ------------------------------------------------------------------

    def _farthest(self, name: str, face: str) -> Iterator[Result]:
        split = self.unique.farthest.get(name)
        if split is None:
            yield from self._missing(name, face)
            return
        proved = self.told[name].get("proved") is True
        claim = self.claim(name, f"{'the' if proved else 'a'} most different split that is {face.replace('_', ' ')}")
        wrong = self.case.wrong_with(split)
        if wrong is None and not (self.proved[face] and self.face.as_good(split, self.stages[face])):
            wrong = "it is not as good as the best split"
        if wrong is None and not _same(
            self.told[name], Farthest(split, self.split.moved(split), proved=proved).to_dict()
        ):
            wrong = "its distance or its moves are others"
        if wrong is None and not proved and not _cut(self.case, self.unique):
            wrong = "only the time limit leaves it unproved"
        if wrong is not None or not proved:
            yield claim.settled(wrong, "counted")
        else:
            yield Open(claim, lambda: self._none_farther(claim, face, len(self.split.moved(split))))

    def _none_farther(self, claim: Claim, face: str, distance: int) -> Check:
        cells = self.case.posed.cells_of(self.split)
        opinion = self.face.ask(self.stages[face], (Row(Linear.sum(cells), high=len(cells) - distance - 1),))
        seen = any(
            len(self.split.moved(split)) > distance and self.face.as_good(split, self.stages[face])
            for split in list(self.case.seen)
        )
        return self._none(claim, opinion, seen=seen)


def _same(told: Any, expected: Any) -> bool:
    return json.dumps(told, sort_keys=True) == json.dumps(expected, sort_keys=True)
