"""Do the facts of a scenario fit together? Names, dates, doubles, ties."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from solver.facts import Facts
from solver.problems import Problem, did_you_mean
from solver.rules import Rule
from solver.scenario.doubles import doubles
from solver.scenario.form import Section
from solver.scenario.segments import check_segments
from solver.scenario.winners import check_winners

_HINTED = 100
"""How many unknown names of a kind are told what they may have meant: a wrong column would take
minutes.
"""


def check_facts(sections: Mapping[str, Section], facts: Facts, as_of: date | None) -> Iterator[Problem]:
    """All that is wrong between the facts; `facts` also holds records that could be read in part
    only.
    """
    for name in ("parties", "seats", "elections"):
        yield from doubles(name, ((index, item.id) for index, item in sections[name].items))
    yield from _references("results", ("election", "seat", "party"), sections, facts)
    yield from _references("segments", ("seat",), sections, facts)
    yield from _references("segment_results", ("election", "segment", "party"), sections, facts)
    yield from _references("legislators", ("seat", "party"), sections, facts)
    yield from _results(sections["results"], facts)
    yield from check_segments(sections, facts)
    yield from doubles("legislators", _benches(sections["legislators"], facts))
    if as_of is not None:
        yield from _later("elections", sections["elections"], as_of)
        yield from _later("legislators", sections["legislators"], as_of)
    if not any(party.contests for party in facts.parties):
        message = "no party contests, so nobody can be given a seat"
        yield Problem(("parties",), message, kind="party")
    if not facts.seats:
        yield Problem(("seats",), "there is no seat to divide", kind="seat")


def _references(name: str, fields: tuple[str, ...], sections: Mapping[str, Section], facts: Facts) -> Iterator[Problem]:
    known: dict[str, Mapping[str, Any]] = {
        "election": facts.election,
        "seat": facts.seat,
        "segment": facts.segment,
        "party": facts.party,
    }
    section = sections[name]
    for field in fields:
        get = attrgetter(field)
        items = [*section.items, *_read(section, field)]
        strange = dict.fromkeys(get(row) for _, row in items if get(row) not in known[field])
        hints = {one: did_you_mean(one, known[field]) for one in list(strange)[:_HINTED]}
        for index, row in items if strange else ():
            if get(row) in strange:
                message = f"unknown {field} '{get(row)}'"
                yield Problem((name, index, field), message, hints.get(get(row), ""), kind=field)


def _read(section: Section, field: str) -> Iterator[tuple[int, Any]]:
    """Records that lack something they need, but not this field."""
    return ((index, part.record) for index, part in section.rest if (field,) not in part.unread)


def _benches(section: Section, facts: Facts) -> Iterator[tuple[int, Hashable]]:
    """What tells rows of legislators apart; of rows with a wrong name or date that is not known."""
    for index, row in section.items:
        if index not in section.partial and row.seat in facts.seat and row.party in facts.party:
            yield index, (row.seat, row.party, row.date)


def _results(section: Section, facts: Facts) -> Iterator[Problem]:
    broken = set(section.partial)
    places = (
        (index, (row.election, row.seat, row.party))
        for index, row in section.items
        if row.election in facts.election and row.seat in facts.seat and row.party in facts.party
    )
    for problem in doubles("results", places):
        yield problem
        broken.add(int(problem.path[1]))
    for index, row in section.items:
        if row.votes is None and row.position is None and index not in section.partial:
            message = "neither votes nor position is given, so it says nothing"
            yield Problem(("results", index), message)
            broken.add(index)
    if section.whole:
        yield from check_winners(section, facts, broken)


def _later(name: str, section: Section, as_of: date) -> Iterator[Problem]:
    unread = {*section.partial, *(index for index, _ in section.rest)}
    for index, row in (*section.items, *_read(section, "date")):
        if row.date is None and index not in unread:
            yield Problem((name, index), f"has no date, and the scenario is as of {as_of}", "give it a date")
        elif row.date is not None and row.date > as_of:
            yield Problem(
                (name, index, "date"),
                f"{row.date} is later than as_of {as_of}",
                "leave later facts out",
            )


def check_units(rules: Iterable[tuple[int, Rule]]) -> Iterator[Problem]:
    """Shortfalls in different units cannot be added up unless every wish of that priority says what
    one unit costs.
    """
    by_priority: dict[int, list[tuple[int, Rule]]] = {}
    for index, rule in rules:
        if not rule.must:
            by_priority.setdefault(rule.priority, []).append((index, rule))
    for priority, group in by_priority.items():
        units = sorted({rule.unit for _, rule in group})
        silent = next((index for index, rule in group if "weight" not in rule.model_fields_set), None)
        if len(units) > 1 and silent is not None:
            both = " and ".join(units)
            message = f"priority {priority} adds up {both}, so each of its rules needs a weight"
            yield Problem(("rules", silent), message, "give every rule of this priority its 'weight'")
