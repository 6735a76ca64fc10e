"""Are the ranges right, what decided the split, and is it the first in order of those as good?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from solver.rows import Linear, Row
from solver.split import Split
from solver.verify.bounds import NO_TIME, SECOND
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Open, Result
from solver.verify.second import NoSolution, Opinion, Solution
from solver.verify.stored import Best, Range


def freedom_checks(case: Case, best: Best, split: Split) -> Iterator[Result]:
    """Each party's range, what decided, and the order of splits."""
    freedom = Freedom(case, best, split)
    if set(best.ranges) != set(case.posed.grid.parties):
        yield Claim("choice", "$.ranges", "one range for each partner").refused("the partners are others")
    else:
        for party, span in best.ranges.items():
            yield from freedom.range(party, span)
    yield from freedom.decided()


class Freedom:
    """The splits as good as the one told, in cost or in cost and goals."""

    def __init__(self, case: Case, best: Best, split: Split) -> None:
        self.case = case
        self.best = best
        self.split = split
        self.worth = case.worth(split)
        self.least_cost = all(stage.proved for stage in best.cost)
        self.bounds: dict[int, dict[int, tuple[int, int]]] = {}
        self.best_goals = self.least_cost and all(stage.proved for stage in best.goals)

    def range(self, party: str, span: Range) -> Iterator[Result]:
        shown = "unknown" if span is None else f"{span[0]} to {span[1]}"
        claim = Claim("choice", f"$.ranges.{party}", f"{party}: {shown} over all splits of least cost")
        if span is None:
            if self.least_cost and not self.case.stored.about.limited:
                yield claim.refused("only the time limit leaves a range open")
            return
        if not self.least_cost:
            yield claim.refused("the least cost is not proved, so nothing is known of all splits that have it")
            return
        outside = self._outside(party, span)
        if outside is not None:
            yield claim.refused(f"a split of least cost gives it {outside}")
            return
        yield Open(claim, lambda: self._range(claim, party, span))

    def _outside(self, party: str, span: tuple[int, int]) -> int | None:
        """The number of seats a known split of least cost gives the party, where it is out of range."""
        for split in self.case.seen:
            if self.as_good(split, len(self.case.posed.costs)) and not span[0] <= split.count(party) <= span[1]:
                return split.count(party)
        return None

    def _range(self, claim: Claim, party: str, span: tuple[int, int]) -> Check:
        total = Linear.sum(self.case.posed.grid.cells(party))
        for sign, end in ((1, span[0]), (-1, span[1])):
            opinion = self.ask(len(self.case.posed.costs), (), total.times(sign))
            if not isinstance(opinion, Solution):
                return claim.unchecked(NO_TIME)
            found = sign * opinion.objective
            if sign * found > sign * end:
                return claim.refused(f"the second solver finds no split of least cost that gives it {end}")
            if found != end:
                outside = self._outside(party, span)
                if outside is None:
                    return claim.unchecked("the second solver finds a split out of range that does not stand a recount")
                return claim.refused(f"a split of least cost gives it {outside}")
        return claim.corroborated(SECOND)

    def as_good(self, split: Split, stages: int) -> bool:
        """Does a split keep the musts, and is it as good as the one told in the first stages?"""
        worth = self.case.worth(split)
        return worth[:stages] == self.worth[:stages] and self.case.breaks(split, self.case.musts) is None

    def ask(
        self,
        stages: int,
        rows: Sequence[Row],
        minimise: Linear | None = None,
        helpers: Sequence[tuple[int, int]] = (),
    ) -> Opinion:
        """The second solver's answer about the splits as good in the first stages."""
        posed = self.case.posed
        face = (*posed.system.kept(self.case.musts), *self.case.stages_before(stages, self.worth), *rows)
        bounds = self._settled(stages)
        opinion = self.case.second.ask(
            face, only={*posed.active(stages - 1), *self.case.musts}, minimise=minimise, helpers=helpers, bounds=bounds
        )
        if isinstance(opinion, Solution):
            self.case.shortfalls(self.case.split(opinion))
        return opinion

    def _settled(self, stages: int) -> dict[int, tuple[int, int]]:
        if stages not in self.bounds:
            told = (*self.best.cost, *self.best.goals)[:stages]
            self.bounds[stages] = self.case.settled(told, self.worth[:stages])
        return self.bounds[stages]

    # --- what decided ------------------------------------------------------------------------

    def decided(self) -> Iterator[Result]:
        claim = Claim("choice", "$.decided_by", f"decided by {self.best.decided_by}")
        if self.best.decided_by is None:
            if self.best.status == "optimal" and not self.case.stored.about.limited:
                yield claim.refused("only the time limit leaves that open")
            return
        if not self.best_goals:
            yield claim.refused("what decided is known only where cost and goals are proved")
            return
        yield Open(claim, lambda: self._decided(claim))
        if self.best.decided_by == "tie-break" and self.best.status == "optimal":
            first = Claim("choice", "$.split", "of all splits as good, the first by seats, then parties")
            yield Open(first, lambda: self.first(first))

    def _decided(self, claim: Claim) -> Check:
        costs, every = len(self.case.posed.costs), len(self.worth)
        alone = self._alone(every)
        if self.best.decided_by == "tie-break":
            if isinstance(alone, Split):
                return claim.proved("another split is as good")
            return claim.unchecked(NO_TIME) if alone is None else claim.refused("no other split is as good")
        if isinstance(alone, Split):
            return claim.refused("another split is as good")
        free = self._alone(costs) if every > costs else True
        if alone is None or free is None:
            return claim.unchecked(NO_TIME)
        decided = "goal" if isinstance(free, Split) else "demands"
        right = decided == self.best.decided_by
        return claim.corroborated(SECOND) if right else claim.refused(f"it was decided by {decided}")

    def _alone(self, stages: int) -> Split | bool | None:
        """Another split as good in the first stages; True where the second solver finds none, None where unknown."""
        for split in self.case.seen:
            if split != self.split and self.as_good(split, stages):
                return split
        cells = self.case.posed.cells_of(self.split)
        opinion = self.ask(stages, (Row(Linear.sum(cells), high=len(cells) - 1),))
        if isinstance(opinion, NoSolution):
            return True
        if isinstance(opinion, Solution):
            split = self.case.split(opinion)
            return split if split != self.split and self.as_good(split, stages) else None
        return None

    # --- the order of splits -----------------------------------------------------------------

    def first(self, claim: Claim) -> Check:
        """Is it the first in order of the splits as good?"""
        helpers, rows = self._earlier_in_order()
        if not helpers:
            return claim.proved("every seat goes to the first partner")
        opinion = self.ask(len(self.worth), rows, helpers=helpers)
        if isinstance(opinion, NoSolution):
            return claim.corroborated(SECOND)
        if not isinstance(opinion, Solution):
            return claim.unchecked(NO_TIME)
        split = self.case.split(opinion)
        if self.as_good(split, len(self.worth)) and self._order(split) < self._order(self.split):
            seat = next(seat for seat in split if split[seat] != self.split[seat])
            return claim.refused(f"one as good gives {seat} to {split[seat]}, and the seats before to the same")
        return claim.unchecked("the second solver finds an earlier split, which does not stand a recount")

    def _order(self, split: Split) -> list[int]:
        parties = self.case.posed.grid.parties
        return [parties.index(split[seat]) for seat in self.case.posed.grid.seats]

    def _earlier_in_order(self) -> tuple[list[tuple[int, int]], list[Row]]:
        """Rows of a split that comes earlier: up to some seat the same, and this seat to an earlier party.

        Two 0/1 helpers a seat: the first difference lies here; it lies further on.
        """
        width, order = len(self.case.posed.grid.parties), self._order(self.split)
        if not any(order):
            return [], []
        free = len(self.case.posed.system.domains)
        helpers: list[tuple[int, int]] = []
        rows: list[Row] = []
        before = Linear(constant=1)
        for seat, party in enumerate(order):
            here, on = free + 2 * seat, free + 2 * seat + 1
            last = seat == len(order) - 1
            helpers += [(0, 1 if party else 0), (0, 0 if last else 1)]
            earlier = Linear.sum(range(seat * width, seat * width + party))
            rows += [
                Row(before + Linear((here, on), (-1, -1)), 0, 0),
                Row(earlier + Linear((here,), (-1,)), low=0),
                Row(Linear((seat * width + party, on), (1, -1)), low=0),
            ]
            before = Linear((on,), (1,))
        return helpers, rows
