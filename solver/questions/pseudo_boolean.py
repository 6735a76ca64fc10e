"""How are demands put to a pseudo-Boolean solver, and the proof that they clash to a checker of such proofs?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from solver.engine.asks import Deadline
from solver.opb import Opb
from solver.posed import Posed
from solver.questions.asked import TIME_LIMIT, built, check_limits
from solver.scenario import Scenario
from solver.scenario.naming import find_rule


@dataclass(frozen=True)
class PseudoBoolean:
    """The problem in OPB; where it was asked for and found, the proof that the demands cannot be kept."""

    rules: tuple[str, ...]
    opb: str
    proof: str | None = None


def pseudo_boolean(
    scenario: Scenario,
    settings: Mapping[str, str] | None = None,
    *,
    keep: Iterable[str] = (),
    every: bool = False,
    alone: bool = False,
    proof: bool = False,
    drop: Iterable[str] = (),
    time_limit: float | None = TIME_LIMIT,
) -> PseudoBoolean:
    """The problem of keeping the red lines, and some wishes, as a file for pseudo-Boolean solvers.

    Args:
        scenario: a loaded scenario.
        settings: option by switch, or value by 'rule.field'.
        keep: ids of rules that are kept too.
        every: all rules are kept.
        alone: no red line is kept but those that `keep` names: so reads a conflict.
        proof: look for a sum of the rows that is a contradiction; where there is none, the proof is None.
        drop: ids of rules to leave out.
        time_limit: seconds for the proof; None for no limit.

    Raises:
        ValueError: for a time limit out of range.
        SettingError: for a rule that is not known, settings or drops that do not fit.
    """
    check_limits(0, time_limit)
    deadline = Deadline(time_limit)
    what_if = scenario.what_if(settings, (drop,) if isinstance(drop, str) else tuple(drop))
    posed = built(Posed(what_if))
    named = {find_rule(what_if, one) for one in ((keep,) if isinstance(keep, str) else keep)}
    always = range(len(posed.rules)) if every else () if alone else posed.musts
    rules = sorted({*named, *always})
    opb = Opb(posed, rules)
    certificate = None
    if proof:
        from solver.engine.refute import refutation  # loads the LP solver, 0.1 s

        certificate = refutation(posed.system, rules, deadline)
    told = None if certificate is None else opb.proof(certificate)
    return PseudoBoolean(tuple(posed.rules[rule].id for rule in rules), opb.text, told)
