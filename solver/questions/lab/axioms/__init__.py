"""The catalogue: which axioms are there to be tried, of one split and of two runs?"""

from __future__ import annotations

from solver.notions import NOTIONS
from solver.questions.lab.axioms.base import Axiom, Run, Size, Trial, Violation
from solver.questions.lab.axioms.claims import ClaimInflation
from solver.questions.lab.axioms.growth import Entitlement, House, Population, Relative
from solver.questions.lab.axioms.names import Anonymity, Neutrality, Scale
from solver.questions.lab.axioms.one_split import Kept, Pareto
from solver.questions.lab.axioms.parts import Consistency, Irrelevant, Merging, Splitting

AXIOMS: dict[str, Axiom] = {
    axiom.name: axiom
    for axiom in (
        *map(Kept, NOTIONS.values()),
        Pareto(),
        House(),
        Population(),
        Entitlement(),
        Relative(),
        Anonymity(),
        Neutrality(),
        Scale(),
        Consistency(),
        Irrelevant(),
        Merging(),
        Splitting(),
        ClaimInflation(),
    )
}
"""By name: those of one split, then those of two runs."""

__all__ = ["AXIOMS", "Axiom", "Kept", "Run", "Size", "Trial", "Violation"]
