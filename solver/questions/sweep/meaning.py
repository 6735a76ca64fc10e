"""By which key is a what-if known, whatever grid it stands in?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from solver.facts import Facts
from solver.goals import Goal
from solver.questions.asked import version_of
from solver.rules import Rule

ROW_FORM = 1
"""Counts up whenever the same what-if gives another row."""

SIZE = 16
"""Bytes of a key."""


def about_engine() -> dict[str, Any]:
    """What computes the rows; another version of it gives other keys."""
    return {"name": "cp-sat", "ortools": version_of("ortools"), "seatpact": version_of("seatpact"), "rows": ROW_FORM}


def hashed(meaning: Any) -> bytes:
    """A hash of plain data, the same however it is laid out."""
    text = json.dumps(meaning, sort_keys=True, separators=(",", ":"), default=str)
    return blake2b(text.encode(), digest_size=SIZE).digest()


def frame(facts: Facts, goals: Iterable[Goal]) -> bytes:
    """The engine's version, and what a what-if means besides its rules, who is out, and what is assumed about votes."""
    sections: tuple[Iterable[Any], ...] = (
        facts.parties,
        facts.seats,
        facts.elections,
        facts.results,
        facts.legislators,
        *((facts.segments, facts.segment_results) if facts.segments else ()),
    )
    records = [[list(vars(record).values()) for record in section] for section in sections]
    return hashed([about_engine(), records, [goal.model_dump(mode="json") for goal in goals]])


def rule_key(rule: Rule) -> bytes:
    """All that a rule means."""
    return hashed(rule.model_dump(mode="json"))


def what_if_key(frame: bytes, facts: Facts, rules: Iterable[bytes]) -> str:
    """The key of a what-if from its frame, who is out and what is assumed about votes, and its rules in file order."""
    return blake2b(opening(frame, facts) + b"".join(rules), digest_size=SIZE).hexdigest()


def opening(frame: bytes, facts: Facts) -> bytes:
    """What the keys of all what-ifs with these parties out, and these assumptions about votes, begin with."""
    about: list[Any] = sorted(facts.out)
    return frame + hashed(about if facts.odds is None else [about, facts.odds.model_dump(mode="json")])
