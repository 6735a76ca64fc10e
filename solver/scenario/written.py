"""How does a scenario made in Python become a file that `load` reads?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from solver.scenario.whatif import Scenario

Form = dict[str, Any]
"""A scenario, or a record of it, as plain dicts and lists: what YAML or JSON would hold."""


LATER = ("segments", "segment_results")
"""Sections that are left out where they are empty."""


def form_of(scenario: Scenario) -> Form:
    """The file form of a scenario: what was given, and nothing that was not."""
    facts = scenario.facts
    form: Form = {"title": scenario.title, "note": scenario.note}
    form["as_of"] = scenario.as_of and scenario.as_of.isoformat()
    sections: dict[str, Iterable[Any]] = {
        "parties": facts.parties,
        "seats": facts.seats,
        "elections": facts.elections,
        "results": facts.results,
        "segments": facts.segments,
        "segment_results": facts.segment_results,
        "legislators": facts.legislators,
        "rules": scenario.rules,
        "goals": scenario.goals,
    }
    for name, records in sections.items():
        form[name] = [_record(record) for record in records] or (None if name in LATER else [])
    form["switches"] = {
        switch.name: {name: option.model_dump(mode="json", exclude_unset=True) for name, option in switch.options}
        for switch in scenario.switches
    }
    form["odds"] = facts.odds and facts.odds.model_dump(mode="json", exclude_unset=True)
    form["sweep"] = {axis.vary.name: list(axis.values) for axis in scenario.sweep} or None
    return {key: value for key, value in form.items() if value is not None}


def _record(record: Any) -> Form:
    """What was given, and of a rule or goal the kind, which its class gives."""
    given: Form = record.model_dump(mode="json", exclude_unset=True)
    kind = {"kind": record.kind} if hasattr(record, "kind") else {}
    return {**({"id": given.pop("id")} if kind and "id" in given else {}), **kind, **given}


def as_yaml(form: Form) -> str:
    """The form as YAML text, in file order, each record on a line of its own where it fits."""
    return yaml.safe_dump(form, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None)
