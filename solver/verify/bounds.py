"""Does the split cost and yield what the answer says, and is there no better one?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from solver.answers import Proof, StageValue
from solver.certificate import Stage
from solver.split import Split
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Open, Result
from solver.verify.second import NoSolution, Solution
from solver.verify.stored import Best

NO_TIME = "the second solver did not answer in time"
SECOND = "HiGHS finds the same"


def stage_checks(case: Case, best: Best, split: Split, of_all: Best | None = None) -> Iterator[Result]:
    """Value and bound of every priority and goal; `of_all`: what is told of more splits, these among them."""
    for label, told, names in (("cost", best.cost, case.posed.priorities), ("goals", best.goals, case.posed.goals)):
        expected = [name[0] if isinstance(name, tuple) else name for name in names]
        if [one.label for one in told] != expected:
            text = "one entry for each priority" if label == "cost" else "one entry for each goal"
            yield Claim(label, f"$.{label}", text).refused(f"the file has {expected}")
            return
    stages = Stages(case, best, split, of_all)
    for number in range(len(stages.told)):
        yield stages.value(number)
        yield from stages.bound(number)


@dataclass(frozen=True)
class Stages:
    """The stages of one answer: priorities, then goals; `worth` is always to be made small."""

    case: Case
    best: Best
    split: Split
    of_all: Best | None = None

    @property
    def told(self) -> tuple[StageValue, ...]:
        """The entries of the answer."""
        return (*self.best.cost, *self.best.goals)

    def sign(self, number: int) -> int:
        """-1 where the value told is to be made great."""
        return 1 if number < len(self.best.cost) else -1

    def values(self) -> tuple[int, ...]:
        """What the answer says that each stage is worth, all to be made small."""
        return tuple(self.sign(number) * one.value for number, one in enumerate(self.told))

    def claim(self, number: int, field: str, text: str) -> Claim:
        first = len(self.best.cost)
        if number < first:
            return Claim("cost", f"$.cost[{number}].{field}", f"priority {self.told[number].label}: {text}")
        kind = self.told[number].label
        return Claim("goals", f"$.goals[{number - first}].{field}", f"goal {number - first + 1} ({kind}): {text}")

    def value(self, number: int) -> Check:
        """The value told is that of the split."""
        told, found = self.told[number].value, self.sign(number) * self.case.worth(self.split)[number]
        what = f"{'cost' if self.sign(number) > 0 else 'worth'} {told:,}"
        return self.claim(number, "value", what).settled(None if told == found else f"it is {found:,}", "counted")

    def bound(self, number: int) -> Iterator[Result]:
        """The bound told holds, and is attained where the answer is called optimal."""
        stage, sign = self.told[number], self.sign(number)
        better = "less" if sign > 0 else "more"
        shown = "no bound" if stage.bound is None else f"never {better} than {stage.bound:,}"
        claim = self.claim(number, "bound", shown)
        if stage.bound is None:
            if self.best.status == "optimal" or stage.proof is not None:
                yield claim.refused("an optimal answer gives a bound, and a proof goes with one")
            return
        if self.best.status == "optimal" and stage.bound != stage.value:
            yield claim.refused("an optimal answer attains its bounds")
        elif sign * stage.bound > sign * stage.value:
            yield claim.refused("the split itself is better than that")
        else:
            yield self._proved(number, claim, stage)

    def _proved(self, number: int, claim: Claim, stage: StageValue) -> Result:
        values = self.values()
        target: Stage = (self.case.objectives[number], self.sign(number) * (stage.bound or 0))
        earlier = list(zip(self.case.objectives[:number], values[:number], strict=True))
        wrong = self.case.proves(stage.proof or Proof(), target, earlier, self.case.musts)
        if wrong is None:
            return claim.proved("rows added up" if _says_something(stage.proof) else "no shortfall is below 0")
        if stage.proof is not None:
            return claim.refused(wrong)
        if self._as_of_all(number, target[1]):
            return claim.proved("no split at all is better")
        return Open(claim, lambda: self._second(number, claim, target[1], values))

    def _as_of_all(self, number: int, least: int) -> bool:
        """Is no more said than of all splits, what comes before being no worse than there?"""
        if self.of_all is None:
            return False
        every = (*self.of_all.cost, *self.of_all.goals)
        same = [one.value for one in every[:number]] == [one.value for one in self.told[:number]]
        bound = every[number].bound
        return same and bound is not None and least <= self.sign(number) * bound

    def _second(self, number: int, claim: Claim, least: int, values: Sequence[int]) -> Check:
        case = self.case
        rows, only = case.stages_before(number, values), case.posed.active(number)
        opinion = case.find(case.musts, rows, only=only, minimise=case.objectives[number])
        if not isinstance(opinion, Solution):
            told = "the second solver finds no split at all" if isinstance(opinion, NoSolution) else NO_TIME
            return claim.unchecked(told)
        if opinion.objective >= least:
            return claim.corroborated(SECOND)
        split = case.split(opinion)
        worth = case.worth(split)
        fits = all(a <= b for a, b in zip(worth[:number], values, strict=False))
        if fits and worth[number] < least and case.breaks(split, case.musts) is None:
            return claim.refused(f"there is a split of {self.sign(number) * worth[number]:,}")
        return claim.unchecked("the second solver finds a better split, which does not stand a recount")


def _says_something(proof: Proof | None) -> bool:
    return proof is not None and bool(proof.seats or proof.rules or proof.kept or proof.stages)
