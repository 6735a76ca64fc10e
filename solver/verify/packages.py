"""Is each package of `concessions` enough, does it cost what it says, and does none come before it?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from solver.answers import Concession
from solver.rows import Linear, Row
from solver.verify.bounds import NO_TIME, SECOND
from solver.verify.burden import Burden, Helpers, shares
from solver.verify.case import Case, Shortfalls
from solver.verify.checks import Check, Claim, Open, Result
from solver.verify.completeness import no_other_drop_sets
from solver.verify.second import NoSolution, Solution
from solver.verify.stored import Listing, Package, Packages, Ways

PROVED = ("optimal", "infeasible")
"""Where something is known of all packages."""


def package_checks(case: Case, listing: Listing, ways: Ways, packages: Packages) -> Iterator[Result]:
    """The status, every package, their order, whether there are others, and the sets of wishes to drop."""
    told = _Told(case, listing, ways, packages)
    yield told.status()
    yield from told.each()
    yield from told.order()
    yield from told.others()
    yield from told.drop_sets()


@dataclass(frozen=True)
class _Told:
    """The packages of one answer."""

    case: Case
    listing: Listing
    ways: Ways
    packages: Packages

    @property
    def held(self) -> list[int]:
        """Rules that may not give way: the musts, and with `who` all that others bear."""
        who = self.listing.asked.get("who")
        rules = self.case.posed.rules
        return [n for n, rule in enumerate(rules) if rule.must or (who is not None and rule.borne_by != who)]

    @property
    def found(self) -> list[Shortfalls]:
        return [self.shortfalls(way) for way in self.ways.found]

    def shortfalls(self, way: Concession) -> Shortfalls:
        rules = self.case.posed.rules
        return {number: way.loosen.get(rules[number].id, 0) for number in self.case.posed.wishes}

    # --- each one ----------------------------------------------------------------------------

    def status(self) -> Result:
        status, found = self.listing.status, self.ways.found
        claim = Claim("answer", "$.status", f"the status is {status}")
        sure = status in PROVED
        if self.listing.proved_by != (self.case.stored.about.engine if sure else None):
            return claim.refused("what proved it is named otherwise")
        if bool(found) != (status in ("optimal", "feasible")):
            return claim.refused("optimal and feasible answers hold packages, others none")
        if status == "infeasible":
            return Open(claim, lambda: self._held_clash(claim))
        return claim.proved("see below" if sure else "it claims nothing")

    def _held_clash(self, claim: Claim) -> Check:
        found = self.case.keeping(self.held)
        if isinstance(found, NoSolution):
            return claim.corroborated(SECOND)
        return claim.unchecked(NO_TIME) if found is None else claim.refused("a split keeps what may not give way")

    def each(self) -> Iterator[Result]:
        priorities = Claim("ways out", "$.priorities", "the priorities are those of the file")
        yield priorities.settled(None if self.packages.priorities == self.case.posed.priorities else "it has others")
        for index, (way, package) in enumerate(zip(self.ways.found, self.packages.found, strict=True)):
            loosened = ", ".join(f"{rule} by {by}" for rule, by in way.loosen.items()) or "nothing gives way"
            claim = Claim("ways out", f"$.concessions[{index}]", f"{index + 1}. {loosened}")
            yield claim.settled(self._wrong(way, package), "its split, counted")

    def _wrong(self, way: Concession, package: Package) -> str | None:
        case, short = self.case, self.shortfalls(way)
        free = {case.posed.rules[n].id for n in case.posed.wishes if n not in self.held}
        strange = [rule for rule, by in way.loosen.items() if rule not in free or by < 1]
        if strange:
            return f"{strange[0]!r} does not give way by 1 or more"
        if way.cost != case.posed.cost(short):
            return f"it costs {list(case.posed.cost(short))}"
        if self.found.count(short) > 1:
            return "it is listed twice"
        rules = {rule: case.posed.rules[case.numbers[rule]].loosened(by) for rule, by in way.loosen.items()}
        if package.loosened != {name: rule.sentence(case.posed.what_if.facts) for name, rule in rules.items()}:
            return "the rules that give way then say something else"
        if package.shares != tuple(shares(case.posed, short).items()):
            return "the shares are others"
        if way.split is None:
            return "it comes with no split"
        wrong = case.wrong_with(way.split)
        if wrong is not None:
            return wrong
        counted = case.shortfalls(way.split)
        fits = all(counted[number] == short.get(number, 0) for number in range(len(case.posed.rules)))
        return None if fits else "its split gives way otherwise"

    # --- their order, and others -------------------------------------------------------------

    def order(self) -> Iterator[Result]:
        """None that is not listed comes before the last one, in cost and (where that is said) by rule."""
        claim = Claim("ways out", "$.in_order", "which of several of one cost come first is known")
        if self.packages.in_order is False or (self.packages.in_order and self.listing.status not in PROVED):
            yield claim.refused("that is known, or it is not, and it is not where the least cost is not proved")
        if not self.ways.found or self.listing.status != "optimal":
            return
        less = "is more even" if self.burden.even else "costs less"
        claim = Claim("ways out", "$.concessions", f"none that is not listed {less} than the last one")
        keys = [self._key(short) for short in self.found]
        costs = [cost for cost, _ in keys]
        if costs != sorted(costs) or (self.packages.in_order and keys != sorted(keys)):
            yield claim.refused("they do not stand in order")
            return
        yield Open(claim, lambda: self._none(claim, *self._cheaper(), before=True))
        if self.packages.in_order:
            first = Claim(
                "ways out", "$.in_order", "of those that cost as much, none comes before the last one by rule"
            )
            yield Open(first, lambda: self._none(first, *self._earlier(), before=True))

    def _key(self, short: Shortfalls) -> tuple[tuple[int, ...], list[int]]:
        """Packages stand in the order of these: by burden, then the one first that asks most of the first rule."""
        return self.burden.key(short), [-by for by in short.values()]

    @property
    def burden(self) -> Burden:
        """What is to be small."""
        return Burden(self.case.posed, self.listing.asked.get("even") is True)

    def others(self) -> Iterator[Result]:
        said = "there are no others" if self.ways.complete else "there are others"
        claim = Claim("ways out", "$.complete", said)
        if self.ways.complete and self.ways.more:
            yield claim.refused("both that there are others and that there are none")
        elif self.ways.more is False and not self.ways.complete and self.listing.status != "infeasible":
            yield claim.refused("it is open whether there are others, and that there are none")
        elif self.ways.complete and self.listing.status == "infeasible":
            yield claim.proved("there is none at all")
        elif self.ways.complete:
            yield Open(claim, lambda: self._none(claim, [], [], before=False))
        elif self.ways.more:
            yield Open(claim, lambda: self._some(claim))

    def _none(self, claim: Claim, helpers: Helpers, rows: list[Row], *, before: bool) -> Check:
        opinion, counter = self._another(helpers, rows, before=before)
        if isinstance(opinion, NoSolution):
            return claim.corroborated(SECOND)
        if counter is None:
            return claim.unchecked(NO_TIME)
        names = (f"{self.case.posed.rules[n].id} by {by}" for n, by in counter.items() if by)
        return claim.refused(f"enough as well: {', '.join(names)}")

    def _some(self, claim: Claim) -> Check:
        opinion, other = self._another([], [], before=False)
        if other is not None:
            return claim.proved("a split, counted")
        return claim.refused("HiGHS finds none") if isinstance(opinion, NoSolution) else claim.unchecked(NO_TIME)

    def _another(self, helpers: Helpers, rows: list[Row], *, before: bool) -> tuple[object, Shortfalls | None]:
        """What the second solver says of a way out that obeys `rows` and asks less somewhere than each one listed.

        With it, the way out, if it stands a recount; `before`: if it also comes before the last one listed.
        """
        case, system = self.case, self.case.posed.system
        helpers, rows = list(helpers), list(rows)
        for known in self.found:
            less = [self._literal(helpers, rows, n, high=by - 1) for n, by in known.items() if by]
            rows.append(Row(Linear.sum(less), low=1))
        every = [*system.kept(self.held), *rows]
        opinion = case.second.ask(every, only=range(len(case.posed.rules)), helpers=helpers)
        if not isinstance(opinion, Solution):
            return opinion, None
        counted = case.shortfalls(case.split(opinion))
        short = {number: counted[number] for number in case.posed.wishes}
        new = all(any(short[n] < by for n, by in known.items()) for known in self.found)
        kept = not any(counted[number] for number in self.held)
        in_place = not before or self._key(short) < self._key(self.found[-1])
        return opinion, short if new and kept and in_place else None

    def _literal(self, helpers: Helpers, rows: list[Row], number: int, *, high: int) -> int:
        literal = len(self.case.posed.system.domains) + len(helpers)
        helpers.append((0, 1))
        rows.append(Row(self.case.posed.system.shortfalls[number], high=high, only_if=literal))
        return literal

    def _earlier(self) -> tuple[Helpers, list[Row]]:
        """Rows of what costs no more than the last one listed, and asks more of some rule, no less of those before."""
        posed, last = self.case.posed, self.found[-1]
        stages, helpers, rows = self.burden.stages(len(posed.system.domains))
        rows += [Row(terms, high=most) for terms, most in zip(stages, self.burden.key(last), strict=True)]
        first = len(posed.system.domains) + len(helpers)
        short = list(last.items())
        for place, (number, by) in enumerate(short):
            rows.append(Row(posed.system.shortfalls[number], low=by + 1, only_if=first + place))
            rows += [Row(posed.system.shortfalls[n], low=asked, only_if=first + place) for n, asked in short[:place]]
        rows.append(Row(Linear.sum(range(first, first + len(short))), low=1))
        return [*helpers, *[(0, 1)] * len(short)], rows

    def _cheaper(self) -> tuple[Helpers, list[Row]]:
        """Rows of what is less at some stage than the last one listed, and no more at those before it."""
        stages, helpers, rows = self.burden.stages(len(self.case.posed.system.domains))
        last = self.burden.key(self.found[-1])
        first = len(self.case.posed.system.domains) + len(helpers)
        rows.append(Row(Linear.sum(range(first, first + len(stages))), low=1))
        for stage in range(len(stages)):
            bounds: Sequence[int] = (*last[:stage], last[stage] - 1)
            for earlier, most in enumerate(bounds):
                rows.append(Row(stages[earlier], high=most, only_if=first + stage))
        return [*helpers, *[(0, 1)] * len(stages)], rows

    # --- sets to drop ------------------------------------------------------------------------

    def drop_sets(self) -> Iterator[Result]:
        sound = True
        wishes = {rule.id for number, rule in enumerate(self.case.posed.rules) if number not in self.held}
        for index, (names, split) in enumerate(self.packages.drop_sets):
            claim = Claim("drop sets", f"$.drop_sets[{index}]", f"{index + 1}. without {', '.join(names) or 'none'}")
            kept = [n for n, rule in enumerate(self.case.posed.rules) if rule.id not in names]
            listed = [frozenset(other) for other, _ in self.packages.drop_sets[:index]]
            wrong = "they are not wishes that may give way, each once" if self._misnamed(names, wishes) else None
            wrong = wrong or ("it is listed twice" if frozenset(names) in listed else None)
            wrong = wrong or self.case.wrong_with(split) or self.case.breaks(split, kept)
            sound = sound and wrong is None
            if wrong is not None:
                yield claim.refused(wrong)
            else:
                yield Open(claim, lambda claim=claim, kept=kept, names=names: self._minimal(claim, kept, names))  # type: ignore[misc]  # mypy cannot see the defaults
        if self.packages.drop_sets_complete and sound:
            yield no_other_drop_sets(self.case, (names for names, _ in self.packages.drop_sets), self.held)

    def _misnamed(self, names: Sequence[str], wishes: Collection[str]) -> bool:
        return len(set(names)) < len(names) or not set(names) <= set(wishes)

    def _minimal(self, claim: Claim, kept: list[int], names: Sequence[str]) -> Check:
        for name in names:
            found = self.case.keeping([*kept, self.case.numbers[name]])
            if not isinstance(found, NoSolution):
                return claim.unchecked(NO_TIME) if found is None else claim.refused(f"{name} need not be dropped")
        return claim.corroborated(SECOND)
