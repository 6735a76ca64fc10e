"""Does each way out cost what it says, is it enough, and are there no others as cheap?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from solver.answers import Concession
from solver.rows import Linear, Row
from solver.split import Split
from solver.verify.bounds import NO_TIME, SECOND
from solver.verify.case import Case, Shortfalls
from solver.verify.checks import Check, Claim, Open, Result
from solver.verify.second import NoSolution, Solution
from solver.verify.stored import Best, Ways


def way_checks(case: Case, ways: Ways, best: Best, split: Split) -> Iterator[Result]:
    """Every way out, and whether there are others as cheap."""
    seen: list[Shortfalls] = []
    for index, way in enumerate(ways.found):
        one = _One(case, best, way, index)
        wrong = one.misnamed() or ("it is listed twice" if one.shortfalls in seen else None)
        if wrong is None and index == 0 and one.shortfalls != one.of(case.shortfalls(split)):
            wrong = "the first way out is that of the split, which gives way otherwise"
        if wrong is not None:
            yield one.claim.refused(wrong)
            return
        seen.append(one.shortfalls)
        yield one.check()
    yield from _Others(case, ways, best, split, seen).checks()


@dataclass(frozen=True)
class _One:
    """One way out."""

    case: Case
    best: Best
    way: Concession
    index: int

    @property
    def claim(self) -> Claim:
        loosened = ", ".join(f"{rule} by {by}" for rule, by in self.way.loosen.items()) or "nothing gives way"
        return Claim("ways out", f"$.concessions[{self.index}]", f"{self.index + 1}. {loosened}")

    def misnamed(self) -> str | None:
        """What is wrong with names and numbers; None where they are wishes, amounts and the cost of these."""
        wishes = {self.case.posed.rules[number].id for number in self.case.posed.wishes}
        strange = [rule for rule in self.way.loosen if rule not in wishes]
        if strange:
            return f"there is no wish {strange[0]!r} in this what-if"
        if any(by < 1 for by in self.way.loosen.values()):
            return "what gives way does so by 1 or more"
        cost = self.case.posed.cost(self.shortfalls)
        if self.way.cost != cost:
            return f"it costs {list(cost)}"
        told = tuple(stage.value for stage in self.best.cost)
        return None if cost == told else f"the split costs {list(told)}"

    @property
    def shortfalls(self) -> Shortfalls:
        """How much each wish gives way."""
        rules = self.case.posed.rules
        return {number: self.way.loosen.get(rules[number].id, 0) for number in self.case.posed.wishes}

    def of(self, short: Shortfalls) -> Shortfalls:
        """The same, of a split."""
        return {number: short[number] for number in self.case.posed.wishes}

    def _fits(self, short: Shortfalls) -> bool:
        return self.of(short) == self.shortfalls and not any(short[number] for number in self.case.posed.musts)

    def check(self) -> Result:
        """A split gives way by just this."""
        if self.way.split is not None:
            wrong = self.case.wrong_with(self.way.split)
            if wrong is None and not self._fits(self.case.shortfalls(self.way.split)):
                wrong = "its split gives way otherwise"
            return self.claim.settled(wrong, "its split, counted")
        if self.case.known(self._fits) is not None:
            return self.claim.proved("a split, counted")
        return Open(self.claim, self._second)

    def _second(self) -> Check:
        terms = self.case.posed.system.shortfalls
        rows = [Row(terms[number], high=by) for number, by in self.shortfalls.items()]
        opinion = self.case.find(self.case.posed.musts, rows, only=range(len(self.case.posed.rules)))
        if isinstance(opinion, NoSolution):
            return self.claim.refused("the second solver finds no split that gives way by just this")
        if self.case.known(self._fits) is not None:
            return self.claim.proved("a split that the second solver found, counted")
        return self.claim.unchecked(NO_TIME)


@dataclass(frozen=True)
class _Others:
    """Whether there are other ways out of least cost."""

    case: Case
    ways: Ways
    best: Best
    split: Split
    known: list[Shortfalls]

    def checks(self) -> Iterator[Result]:
        least = all(stage.proved for stage in self.best.cost)
        said = "there are others" if self.ways.more else "there are no others" if self.ways.complete else None
        claim = Claim("ways out", "$.concessions_complete", f"{said or 'it is open whether there are others'} as cheap")
        if bool(self.case.posed.wishes) != bool(self.known):
            yield claim.refused("one way out stands there at least, that of the split; none where there is no wish")
        elif self.ways.complete and self.ways.more:
            yield claim.refused("both that there are no others and that there are")
        elif self.ways.more is False and not self.ways.complete:
            yield claim.refused("it is open whether there are others, and that there are none")
        elif said is None:
            if least and not self.case.stored.about.limited:
                yield claim.refused("only the time limit leaves that open")
        elif not any(one.value for one in self.best.cost):
            yield claim.settled("nothing gives way, so there are none" if self.ways.more else None, "nothing gives way")
        elif not least:
            yield claim.refused("the least cost is not proved")
        else:
            yield self._open(claim)

    def _open(self, claim: Claim) -> Result:
        if self._another():
            return claim.proved("a split, counted") if self.ways.more else claim.refused("a split gives way otherwise")
        return Open(claim, lambda: self._second(claim))

    def _another(self) -> bool:
        """Is a split known that costs as little, and gives way otherwise?"""
        case, cost = self.case, tuple(stage.value for stage in self.best.cost)
        return (
            case.known(
                lambda short: (
                    case.posed.cost(short) == cost
                    and not any(short[number] for number in case.posed.musts)
                    and {number: short[number] for number in case.posed.wishes} not in self.known
                )
            )
            is not None
        )

    def _second(self, claim: Claim) -> Check:
        posed = self.case.posed
        helpers, rows = self._different()
        face = [*posed.system.kept(posed.musts), *self.case.stages_before(len(posed.costs), self._cost()), *rows]
        opinion = self.case.second.ask(face, only=range(len(posed.rules)), helpers=helpers)
        if isinstance(opinion, Solution):
            self.case.shortfalls(self.case.split(opinion))
            if self._another():
                return claim.proved("a split, counted") if self.ways.more else claim.refused("there is another")
            return claim.unchecked("the second solver finds a split that does not stand a recount")
        if not isinstance(opinion, NoSolution):
            return claim.unchecked(NO_TIME)
        return claim.refused("the second solver finds none") if self.ways.more else claim.corroborated(SECOND)

    def _cost(self) -> list[int]:
        return [stage.value for stage in self.best.cost]

    def _different(self) -> tuple[list[tuple[int, int]], list[Row]]:
        """Rows of a split that gives way less somewhere than each one known: at equal cost that is to differ."""
        helpers: list[tuple[int, int]] = []
        rows: list[Row] = []
        system = self.case.posed.system
        for known in self.known:
            less = []
            for number, by in known.items():
                if by:
                    literal = len(system.domains) + len(helpers)
                    helpers.append((0, 1))
                    less.append(literal)
                    rows.append(Row(system.shortfalls[number], high=by - 1, only_if=literal))
            rows.append(Row(Linear.sum(less), low=1))
        return helpers, rows
