"""Which seat, party or rule does a person mean, by its id or, where that is one only, by its name?"""

from __future__ import annotations

from collections.abc import Iterable

from solver.facts import Facts
from solver.scenario.settings import SettingError, with_hint
from solver.scenario.whatif import WhatIf
from solver.words import either


def find_seat(facts: Facts, said: str) -> str:
    """The id of the seat that is meant.

    Raises:
        SettingError: where it is unknown, or the name of several.
    """
    return _find("seat", said, [(seat.id, seat.name) for seat in facts.seats])


def find_party(facts: Facts, said: str) -> str:
    """The id of the contesting party that is meant.

    Raises:
        SettingError: where it is unknown, the name of several, or no party that can be given seats.
    """
    party = _find("party", said, [(party.id, party.name) for party in facts.parties])
    if party not in facts.contesting:
        reason = "is out of the pact with these switches" if party in facts.out else "does not contest"
        raise SettingError(f"party '{party}' {reason}, so no seat can go to it; known: {', '.join(facts.contesting)}")
    return party


def find_rule(what_if: WhatIf, said: str) -> int:
    """The number, among the rules that apply, of the one with this id.

    Raises:
        SettingError: where there is none, or it does not apply with these switches.
    """
    ids = [rule.id for rule in what_if.rules]
    if said in ids:
        return ids.index(said)
    if any(rule.id == said for rule in what_if.scenario.rules):
        raise SettingError(f"rule '{said}' does not apply with these switches and drops")
    raise SettingError(with_hint(f"unknown rule '{said}'", said, ids))


def _find(kind: str, said: str, known: Iterable[tuple[str, str | None]]) -> str:
    """By id, else by name or id in any case."""
    known = list(known)
    if any(one == said for one, _ in known):
        return said
    wanted = said.strip().casefold()
    meant = [one for one, name in known if wanted in (one.casefold(), (name or one).casefold())]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise SettingError(
            f"several {'parties' if kind == 'party' else f'{kind}s'} are called '{said}': {either(meant)}"
        )
    names = dict.fromkeys(word for one, name in known for word in (one, name) if word)
    raise SettingError(with_hint(f"unknown {kind} '{said}'", said, names, [one for one, _ in known]))
