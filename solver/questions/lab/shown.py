"""How does a counterexample become scenario files that `solve` and `audit` take?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from solver.answers.laboratory import Shown
from solver.goals import Goal, Value
from solver.lookups.selectors import Selector
from solver.questions.lab.axioms import Axiom, Violation
from solver.questions.lab.axioms.base import Run
from solver.questions.lab.methods import Method
from solver.rules import Keeps, Rule
from solver.scenario import Option, Scenario, Switch
from solver.scenario.written import form_of
from solver.testing import Case
from solver.testing.case import Holders

ASKED, IGNORED = "asked", "ignored"
"""The options of the switch `axiom`, in files of axioms of one split."""


def shown(method: Method, axiom: Axiom, violation: Violation) -> tuple[Shown, ...]:
    """The runs of a counterexample, each as a scenario with a note that says what to run and what is seen."""
    name = _slug(f"{method.name} {axiom.name}")
    names = [name] if len(violation.runs) == 1 else [f"{name}-{number + 1}" for number in range(len(violation.runs))]
    return tuple(_shown(method, axiom, violation, run, names, at) for at, run in enumerate(violation.runs))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _shown(method: Method, axiom: Axiom, violation: Violation, run: Run, names: list[str], at: int) -> Shown:
    asked = axiom.rule(method, run.case)
    scenario = _scenario(method, run, asked)
    note = " ".join((*_what(method, axiom, violation, run), *_commands(method, axiom, names, at)))
    title = f"{method.name}: {axiom.name} fails" + (f" ({run.label})" if run.label else "")
    form = {"title": title, "note": note, **{key: one for key, one in form_of(scenario).items() if key != "title"}}
    return Shown(
        run.label, {key: one for key, one in form.items() if one}, dict(run.case.split(run.holders)), names[at]
    )


def _scenario(method: Method, run: Run, asked: Rule | None) -> Scenario:
    """The method's scenario; the axiom's rule, if there is one, stands under a switch.

    Of a method that is no goal and no rule, its split is pinned by claims, where the axiom is not asked for.
    """
    case = run.case
    made = method.scenario(case)
    pins = () if method.solvable else tuple(_pins(case, run.holders))
    if asked is None:
        return Scenario(made.title, made.facts, (*made.rules, *pins), goals=made.goals or _values(method, case))
    rules = tuple(rule.model_copy(update={"weight": rule.weight}) for rule in (*made.rules, *pins, asked))
    options = ((ASKED, Option(rules=(asked.id,))), (IGNORED, Option(rules=tuple(pin.id for pin in pins))))
    return Scenario(made.title, made.facts, rules, (Switch("axiom", options),), made.goals)


def _pins(case: Case, holders: Holders) -> Iterator[Rule]:
    """Each party keeps the seats that the method gave it."""
    for number, party in enumerate(case.parties):
        seats = tuple(seat for seat, holder in zip(case.seats, holders, strict=True) if holder == number)
        if seats:
            yield Keeps(id=f"given-{party}", party=party, where=Selector(seats=seats))


def _values(method: Method, case: Case) -> tuple[Goal, ...]:
    """What an audit takes the values from, where nothing else tells them; the claims decide before it does."""
    return () if method.solvable else (Value(cells=method.values(case).cells or ()),)


def _what(method: Method, axiom: Axiom, violation: Violation, run: Run) -> tuple[str, ...]:
    entitled = ", ".join(f"{party} {weight}" for party, weight in zip(run.case.parties, run.case.weights, strict=True))
    return (
        f"A counterexample found by 'seatpact lab'. Method: {method.sentence}. Axiom: {axiom.sentence}.",
        f"Entitlements: {entitled}. Seen: {violation.sentence}.",
    )


def _commands(method: Method, axiom: Axiom, names: list[str], at: int) -> tuple[str, ...]:
    """What to run to see it."""
    file = names[at]
    own = f"'seatpact solve {file}.yaml"
    pinned = "" if method.solvable else " No rule or goal leads to it, so claims pin it."
    if len(names) == 2:
        return (f"{own}' gives {file}.csv.{pinned} The other run is {names[1 - at]}.yaml.",)
    audit = f"'seatpact audit {file}.yaml {file}.csv' shows it."
    if axiom.name == "Pareto":
        return (audit, f"{own}' gives that split.{pinned}")
    split = f"{own} --set axiom={IGNORED}' gives that split;"
    return (audit, split, f"{own}' gives one that keeps the axiom as well as can be.{pinned}")
