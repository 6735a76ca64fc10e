"""Are the expected wins those of the split, by what the file assumes about votes?

They are worked out anew from the file's facts. That shows that the figures follow from the assumptions, not that these
are true.
"""

from __future__ import annotations

import json
from typing import Any

from solver.odds import Prospects, prospects
from solver.verify.case import Case
from solver.verify.checks import Check, Claim
from solver.verify.stored import Best

_PATH = "$.wins"


def promised(case: Case, best: Best) -> Prospects | None:
    """What the split promises; None where there is none, or nothing is assumed."""
    return None if best.split is None else prospects(case.what_if.facts, best.split)


def wins_check(best: Best, promise: Prospects | None) -> Check | None:
    """Expected wins, who does better alone, and the intervals; None where the answer says nothing and need not."""
    claim = Claim("wins", _PATH, "expected wins, by what the file assumes about votes")
    if promise is None:
        return None if best.wins is None else claim.refused("no split, or nothing assumed, to expect wins from")
    if best.wins is None:
        return claim.refused("the key is missing")
    told, counted = _parted(best.wins), _parted(promise.to_dict())
    if json.dumps(told[0], sort_keys=True) != json.dumps(counted[0], sort_keys=True):
        return claim.refused(f"the file gives {json.dumps(promise.to_dict())}")
    if told[1] == counted[1]:
        return claim.proved("worked out anew")
    if told[1].keys() == counted[1].keys() and all(_near(told[1][one], counted[1][one]) for one in told[1]):
        return claim.corroborated("worked out anew; the simulation drew other elections, and an interval differs by 1")
    return claim.refused(f"the intervals simulated are {json.dumps(counted[1])}")


def _parted(wins: Any) -> tuple[Any, dict[str | None, Any]]:
    """All but the intervals, and these by party; the pact's under None."""
    if not isinstance(wins, dict):
        return wins, {}
    parties = wins.get("parties")
    parts: dict[str | None, Any] = {None: wins.get("pact"), **(parties if isinstance(parties, dict) else {})}
    intervals = {name: part.get("interval") for name, part in parts.items() if isinstance(part, dict)}
    bare = {name: _bare(part) for name, part in parts.items()}
    return {**wins, "pact": bare.pop(None), "parties": bare}, intervals


def _bare(part: Any) -> Any:
    return {key: value for key, value in part.items() if key != "interval"} if isinstance(part, dict) else part


def _near(one: Any, other: list[int]) -> bool:
    """Two ends, each of which is off by at most one seat."""
    ends = isinstance(one, list) and len(one) == len(other) and all(type(end) is int for end in one)
    return ends and all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))
