"""Which rules and seats bound what some parties hold together, in which words, and with what proof?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from solver.answers import SeatSum
from solver.certificate import Certificate, proved_bound
from solver.engine.asks import Deadline
from solver.engine.bounds import bound_proof, with_seats
from solver.engine.kept import Keeper
from solver.engine.totals import Most, Totals
from solver.polymatroid import Polymatroid
from solver.posed import Posed
from solver.proofs import named
from solver.rows import Linear
from solver.split import Split
from solver.system import EngineError


class DealSums:
    """The sums of one map, each with its reason.

    Args:
        posed: the scenario as a question.
        keeper: the rows of its rules.
        kept: indices of the rules that are kept.
        groups: parties told apart, or counted as one; a set of groups is a number with bit i for group i.
        deadline: past it, a sum may name rules that are not needed, and says so.
    """

    def __init__(
        self,
        posed: Posed,
        keeper: Keeper,
        kept: tuple[int, ...],
        groups: tuple[tuple[str, ...], ...],
        deadline: Deadline,
    ) -> None:
        self.posed, self.keeper, self.kept, self.groups, self.deadline = posed, keeper, kept, groups, deadline
        self.group_of = [next(i for i, group in enumerate(groups) if party in group) for party in posed.grid.parties]
        self.totals = self._of(kept)

    def _of(self, demands: Iterable[int]) -> Totals:
        return Totals(self.keeper.counted, demands, self.group_of)

    def told(self, body: Polymatroid, most: Sequence[Most], *, proofs: bool) -> tuple[SeatSum, ...]:
        """The sums that no others imply: what each component holds, where there are several, then the facets."""
        fixed = [(component, component) for component in body.components if len(body.components) > 1]
        around = {inside: next(one for one in body.components if inside & one) for inside in body.facets}
        told = [*fixed, *around.items()]
        return tuple(self._sum(body, inside, component, most[inside], proofs=proofs) for inside, component in told)

    def _sum(self, body: Polymatroid, inside: int, component: int, most: Most, *, proofs: bool) -> SeatSum:
        fewest, minimal = self._needed(inside, most)
        certificate = self._certificate(inside, fewest) if proofs else None
        rest = component & ~inside
        return SeatSum(
            parties=self._parties(inside),
            at_most=most.total,
            others=self._parties(rest),
            at_least=body.most[component] - most.total,
            rules=tuple(self.posed.rules[index].id for index in sorted(fewest.counts)),
            minimal=minimal,
            seats=self._seats(fewest),
            why=self._why(fewest),
            proof=None if certificate is None else named(self.posed, certificate),
            split=self._attained(inside, most.total) if proofs else None,
        )

    def _needed(self, inside: int, most: Most) -> tuple[Most, bool]:
        """The same total from demands none of which can be left out, the last ones left out first; is that proved?"""
        needed, proved = most, True
        for demand in sorted(most.counts, reverse=True):
            if self.deadline.passed:
                return needed, False
            fewer = self._of(sorted(set(needed.counts) - {demand}))
            without = fewer.most(inside)
            if without.total == most.total:
                needed = without
            proved = proved and (not fewer.left_out or without.total == most.total)
        return needed, proved

    def _parties(self, inside: int) -> tuple[str, ...]:
        return tuple(party for i, group in enumerate(self.groups) if inside >> i & 1 for party in group)

    def _seats(self, most: Most) -> tuple[str, ...]:
        """The seats that the counts behind a sum speak of, where these are not all."""
        width, network = self.keeper.system.parties, self.keeper.counted.network
        cells = (network.counts[number].cells for counts in most.counts.values() for number in counts)
        seats = sorted({cell // width for some in cells for cell in some})
        names = self.posed.grid.seats
        return tuple(names[seat] for seat in seats) if len(seats) < len(names) else ()

    def _why(self, most: Most) -> str:
        """'80 seats - 6 (rld-2009) = 74': what each rule gives or takes, and the seats that this leaves."""
        parts = {self.posed.rules[demand].id: self._part(most.counts[demand]) for demand in sorted(most.counts)}
        free = most.total - sum(parts.values())
        terms = [(free, "seats" if abs(free) != 1 else "seat")] if free or not any(parts.values()) else []
        told = [f"{'- ' if part < 0 else '+ '}{abs(part)} {unit}" for part, unit in terms]
        told += [f"{'- ' if part < 0 else '+ '}{abs(part)} ({rule})" for rule, part in parts.items() if part]
        text = " ".join(told).removeprefix("+ ")
        text += f" = {most.total}" if len(told) > 1 else ""
        bans = [rule for rule, part in parts.items() if not part]
        return text + (f" that {' and '.join(bans)} leave{'' if len(bans) > 1 else 's'}" if bans else "")

    def _part(self, counts: Mapping[int, int]) -> int:
        """What counts add to the greatest total (their high sides), or take from it (low sides of others)."""
        known = self.keeper.counted.network.counts
        return -sum(
            times * (known[number].low if times > 0 else known[number].high) for number, times in counts.items()
        )

    def _certificate(self, inside: int, most: Most) -> Certificate | None:
        """Multipliers on the rows that prove the total: the cut's own, or where rules are many rows, duals."""
        system, counted = self.keeper.system, self.keeper.counted
        cells = (cell for cell in range(system.cells) if inside >> self.group_of[cell % system.parties] & 1)
        objective = Linear.sum(cells, -1)
        if not all(counted.single(demand) for demand in most.counts):
            only = tuple(most.counts)
            return bound_proof(system, (objective, -most.total), (), only, only, self.deadline)
        times = {demand: sum(counts.values()) for demand, counts in most.counts.items()}
        rows = {(demand, 0): by for demand, by in times.items()}
        kept = {demand: -abs(by) for demand, by in times.items()}
        certificate = with_seats(system, Certificate(rows=rows, kept=kept), objective)
        if proved_bound(system, certificate, objective, ()) < -most.total:
            raise EngineError("a minimum cut does not prove the greatest total")
        return certificate

    def _attained(self, inside: int, total: int) -> Split:
        chosen = self.totals.split({inside: (total, total)})
        if chosen is None:
            raise EngineError("no split attains the greatest total")
        split = self.posed.split(tuple(chosen.tolist()))
        heeded = [index for index in self.kept if index not in self.totals.left_out]
        if any(self.posed.shortfalls(split, heeded).values()):
            raise EngineError("the split that attains the greatest total breaks a rule that is kept")
        return split
