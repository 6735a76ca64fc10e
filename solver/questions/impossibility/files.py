"""What does a pact, with the axioms that clash in it, look like as a scenario file?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from solver.answers.impossible import Pair
from solver.questions.impossibility.axioms import Axiom
from solver.questions.impossibility.instances import Pact, subsets

NAMES = "ABCDE"
FIRST_LINE = "# yaml-language-server: $schema=../seatpact.schema.json"


def scenario_text(pact: Pact, axioms: Iterable[Axiom], pairs: Iterable[Pair]) -> str:
    """The file: red lines for the seats that are locked, a wish or a goal for each axiom that has one."""
    axioms = list(axioms)
    parties = ", ".join(f"{{id: {name}}}" for name in party_names(pact))
    seats = ", ".join(f"{{id: s{number}}}" for number in range(1, pact.size.seats + 1))
    told = [" and ".join(dict.fromkeys(pair)) for pair in pairs]
    asked = list(_asked(pact, axioms))
    goals = [one for one in asked if "id" not in one]
    lines = [
        FIRST_LINE,
        "# Written by seatpact impossible. Entitlements and seats:",
        f"# {in_words(pact)}.",
        "# No split meets both, though some split meets each:",
        *(f"# - {one}" for one in told),
        f"title: {quoted(f'Impossible at {pact.size}: {told[0]}' + _more(told))}",
        f"parties: [{parties}]",
        f"seats: [{seats}]",
        "rules:",
        *(f"  - {_flow(one)}" for one in [*_locks(pact), *(one for one in asked if "id" in one)]),
        *(["goals:"] if goals else []),
        *(f"  - {_flow(one)}" for one in goals),
    ]
    return "\n".join(lines) + "\n"


def in_words(pact: Pact) -> str:
    """'A 4, B 1, C 1; 2 seats worth 1 to everybody, 1 to A, locked to B'."""
    names = party_names(pact)
    told = []
    for (kind, holder), some in groupby([*((kind, None) for kind in pact.free), *pact.locked]):
        who = [name for name, wanted in zip(names, subsets(len(names))[kind], strict=True) if wanted]
        whom = "everybody" if len(who) == len(names) else " and ".join(who) if who else "nobody"
        told.append((len(list(some)), whom, "" if holder is None else f", locked to {names[holder]}"))
    weights = ", ".join(f"{name} {weight}" for name, weight in zip(names, pact.weights, strict=True))
    seats = [f"{number} worth 1 to {whom}{locked}" for number, whom, locked in told]
    return f"{weights}; seats: {'; '.join(seats)}"


def party_names(pact: Pact) -> str:
    """'ABC'."""
    return NAMES[: len(pact.weights)]


def _more(told: list[str]) -> str:
    return f", and {len(told) - 1} more" if len(told) > 1 else ""


def _locks(pact: Pact) -> Iterator[dict[str, Any]]:
    for number, (_, holder) in enumerate(pact.locked, len(pact.free) + 1):
        party = NAMES[holder]
        yield {
            "id": f"s{number}-locked",
            "kind": "keeps",
            "must": True,
            "party": party,
            "where": {"seats": [f"s{number}"]},
        }


def _asked(pact: Pact, axioms: list[Axiom]) -> Iterator[dict[str, Any]]:
    """Each axiom's rule, or goal; entitlements and values are written once, and referred to by anchors then."""
    weights: Any = {"weights": dict(zip(party_names(pact), pact.weights, strict=True))}
    anchored = {"entitlement": _Anchored("weights", weights)}
    worth = _worth(pact)
    if worth is not None:
        anchored["values"] = _Anchored("worth", {"cells": worth})
    two_units = worth is not None and len({axiom.valued for axiom in axioms if axiom.rule}) > 1
    common = {"weight": 1} if two_units else {}
    for axiom in [*(one for one in axioms if one.rule), *(one for one in axioms if one.goal)]:
        given = {name: anchor for name, anchor in anchored.items() if axiom.valued or name != "values"}
        head = {"id": axiom.id, **common} if axiom.rule else {"kind": axiom.goal}
        yield {**head, **(axiom.rule or {}), **{name: anchor.next() for name, anchor in given.items()}}
    if worth is not None and not any(axiom.valued and (axiom.rule or axiom.goal) for axiom in axioms):
        yield {"kind": "value", "cells": worth}  # else the file would not say what seats are worth


def _worth(pact: Pact) -> list[dict[str, Any]] | None:
    """The pairs of seat and party with a value; None where that is every pair."""
    worth = pact.worth()
    if all(all(row) for row in worth):
        return None
    cells = [
        {"seat": f"s{seat + 1}", "party": NAMES[party], "value": 1}
        for seat in range(pact.size.seats)
        for party in range(len(pact.weights))
        if worth[party][seat]
    ]
    return cells or [{"seat": "s1", "party": "A", "value": 0}]


class _Anchored:
    """Something written once, and referred to after that."""

    def __init__(self, name: str, value: Mapping[str, Any]) -> None:
        self.name = name
        self.value = value
        self.used = False

    def next(self) -> str:
        told = f"*{self.name}" if self.used else f"&{self.name} {_flow(self.value)}"
        self.used = True
        return _Written(told)


class _Written(str):
    """Text that stands in the file as it is."""

    __slots__ = ()


def _flow(value: Any) -> str:
    """In YAML's short form."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_flow(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, _Written | int) else quoted(value)


def quoted(text: str) -> str:
    """Text as a YAML scalar, in quotes where it needs them."""
    plain = text.replace("-", "").replace("_", "").isalnum() and not text[0].isdigit()
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
