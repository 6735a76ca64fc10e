"""Which bounds of the best split can be proved by adding rows up, so that anyone can check them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from solver.answers import StageValue
from solver.certificate import Stage
from solver.engine import Deadline
from solver.engine.bounds import bound_proof
from solver.posed import Posed
from solver.proofs import named
from solver.questions.best_split import Best
from solver.rows import Linear

if TYPE_CHECKING:
    from solver.answers import Contrast

Staged = TypeVar("Staged", Best, "Contrast")


def with_proofs(posed: Posed, told: Staged, deadline: Deadline, kept: Sequence[int] = ()) -> Staged:
    """The same, with a proof of each stage's bound where one was found in time; `kept` are held to beside the musts."""
    prover = _Prover(posed, deadline, kept)
    cost = [prover.proved(stage, terms, 1) for stage, terms in zip(told.cost, posed.costs, strict=True)]
    goals = [prover.proved(stage, terms, -1) for stage, (_, terms) in zip(told.goals, posed.goals, strict=True)]
    return replace(told, cost=tuple(cost), goals=tuple(goals))


class _Prover:
    """Goes through the stages in order; each one's proof may use that those before keep to their values."""

    def __init__(self, posed: Posed, deadline: Deadline, kept: Sequence[int]) -> None:
        self.posed = posed
        self.deadline = deadline
        self.kept = kept
        self.earlier: list[Stage] = []

    def proved(self, stage: StageValue, terms: Linear, sign: int) -> StageValue:
        """The stage with its proof; `sign` -1 where it is to be as great as possible."""
        number, objective = len(self.earlier), terms.times(sign)
        certificate = None
        if stage.bound is not None and not self.deadline.passed:
            target = (objective, sign * stage.bound)
            active = sorted({*self.posed.active(number), *self.kept})
            kept = sorted({*self.posed.musts, *self.kept})
            certificate = bound_proof(self.posed.system, target, self.earlier, kept, active, self.deadline)
        self.earlier.append((objective, sign * stage.value))
        return stage if certificate is None else replace(stage, proof=named(self.posed, certificate))
