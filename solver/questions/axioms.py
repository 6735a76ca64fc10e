"""Which fairness axioms apply to a scenario: at whose entitlements, at which values?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from solver.facts import Facts
from solver.goals import Goal, Strength, Value
from solver.goals.welfare import Welfare
from solver.lookups.entitlements import Entitlement
from solver.lookups.strength import ClaimWeights
from solver.lookups.values import CONTESTED, Values
from solver.notions import NOTIONS
from solver.rules import Quotas, ReservedBalance, Rule
from solver.rules.entitled import EntitledRule, ValuedRule
from solver.scenario import WhatIf

Over = tuple[str, ...] | None

OF_VALUES = tuple(name for name, notion in NOTIONS.items() if notion.weighs_values)
"""The notions that are told for every kind of value."""


@dataclass(frozen=True)
class Held:
    """An axiom as a rule, which knows how far a split is from it."""

    name: str
    rule: Rule
    entitlement: str | None = None
    values: str | None = None
    over: Over = None
    """The parties that it binds, where these are not all."""
    cannot: str | None = None
    """Why it cannot be computed."""


def axioms(what_if: WhatIf) -> tuple[Held, ...]:
    """Every axiom that applies, for each entitlement and each kind of value that the scenario speaks of.

    Without an entitlement in its rules or goals all parties count as equals. Seats to contest are always a value;
    claim scores and given values are where a rule or a goal has them. What cannot be computed (sums too large, too
    many seats for a share) says why.
    """
    facts = what_if.facts
    found: list[Held] = []
    for entitlement, over in _entitlements(what_if):
        found += _of_totals(facts, entitlement, over)
        for values in values_of(what_if):
            found += _of_values(entitlement, over, values)
    if any(seat.reserved for seat in facts.seats):
        found.append(Held("reserved balance", ReservedBalance(id="axiom")))
    return tuple(replace(one, cannot=_cannot(one.rule, facts)) for one in found)


def _cannot(rule: Rule, facts: Facts) -> str | None:
    return next((problem.message for problem in rule.problems(facts)), None)


def _entitlements(what_if: WhatIf) -> list[tuple[Entitlement, Over]]:
    """Entitlements of the rules, each with the parties that it binds, then of the goals, each once."""
    given: list[tuple[Entitlement, Over]] = []
    for rule in what_if.rules:
        if isinstance(rule, EntitledRule):
            bound = rule.parties(what_if.facts)
            given.append((rule.entitlement, None if bound == what_if.facts.contesting else bound))
    given += [(goal.entitlement, None) for goal in what_if.goals if isinstance(goal, Welfare)]
    found: list[tuple[Entitlement, Over]] = []
    for one in given:
        if one not in found:
            found.append(one)
    return found or [(Entitlement(weights=dict.fromkeys(what_if.facts.contesting, 1)), None)]


def values_of(what_if: WhatIf) -> list[Values]:
    """Seats to contest, then the values of rules and goals, each once."""
    found = [CONTESTED]
    given = [rule.values for rule in what_if.rules if isinstance(rule, ValuedRule)]
    for values in (*given, *(one for goal in what_if.goals for one in _of_goal(goal))):
        if values not in found:
            found.append(values)
    return found


def _of_goal(goal: Goal) -> Iterator[Values]:
    if isinstance(goal, Welfare):
        yield goal.values
    if isinstance(goal, Strength):
        yield Values(strength=ClaimWeights(elections=goal.elections, legislators=goal.legislators))
    if isinstance(goal, Value) and any(cell.value for cell in goal.cells):
        yield Values(cells=goal.cells)


def _of_totals(facts: Facts, entitlement: Entitlement, over: Over) -> Iterator[Held]:
    told = entitlement.phrase()
    for name in ("lower quota", "upper quota", "balanced"):
        yield Held(name, NOTIONS[name].rule(entitlement, over=over), told, over=over)
    for each, divided in (("region", facts.regions), ("reserved", [s for s in facts.seats if s.reserved])):
        if divided:
            rule = Quotas.model_validate({"id": "axiom", "entitlement": entitlement, "over": over, "each": each})
            yield Held(f"quota by {'region' if each == 'region' else 'reservation'}", rule, told, over=over)


def _of_values(entitlement: Entitlement, over: Over, values: Values) -> Iterator[Held]:
    for name in OF_VALUES:
        rule = NOTIONS[name].rule(entitlement, values, over)
        yield Held(name, rule, entitlement.phrase(), values.phrase(), over)
