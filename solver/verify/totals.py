"""Is the split one of these seats among these partners, and do totals, rules and notices say what it holds?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from solver.rules import Rule
from solver.split import Split
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Result
from solver.verify.stored import Best
from solver.verify.wins import promised, wins_check
from solver.words import amount

TOLD = ("basis", "asked_by", "source", "note")
"""Fields of a rule that an answer repeats where they are given."""


def total_checks(case: Case, best: Best) -> Iterator[Result]:
    """Seats per party, expected wins, every rule, the notices."""
    promise = promised(case, best)
    yield _seats(case, best)
    yield from rule_checks(case, best.rules, best.split)
    wins = wins_check(best, promise)
    yield from (wins,) if wins is not None else ()
    yield notice_check(case, best.notices, tuple(promise.notices()) if promise is not None else ())


def notice_check(case: Case, notices: tuple[str, ...], more: tuple[str, ...] = ()) -> Check:
    """The notices are those of the what-if, and `more`."""
    claim = Claim("rules", "$.notices", "the notices are those of the file")
    return claim.settled(None if notices == (*case.what_if.notices(), *more) else "the file gives others")


def split_check(case: Case, split: Split) -> Check:
    """Every seat goes to one contesting party."""
    claim = Claim("split", "$.split", f"every one of {amount(len(case.posed.grid.seats))} goes to a partner")
    return claim.settled(case.wrong_with(split), "counted")


def _seats(case: Case, best: Best) -> Check:
    claim = Claim("split", "$.seats", "seats per party")
    counted = None if best.split is None else best.split.totals(case.posed.grid.parties)
    return claim.settled(None if best.seats == counted else f"the split gives {counted}", "counted")


def rule_checks(
    case: Case, told: tuple[dict[str, Any], ...], split: Split | None, *, borne: bool = False
) -> Iterator[Check]:
    """One check for all rules, or one for each that is told wrongly; `borne`: who bears each wish is told too."""
    rules = case.posed.rules
    claim = Claim("rules", "$.rules", f"what {amount(len(rules), 'rules')} ask, and by how much each falls short")
    if [one.get("id") for one in told] != [rule.id for rule in rules]:
        yield claim.refused("the rules that apply are others, or in another order")
        return
    short = {} if split is None else case.shortfalls(split)
    wrong = []
    for number, (entry, rule) in enumerate(zip(told, rules, strict=True)):
        expected = rule_entry(case, rule, short.get(number))
        if borne:
            expected["borne_by"] = None if rule.must else rule.borne_by
        fields = [name for name in (*expected, *entry) if _differ(entry, expected, name)]
        if fields:
            path = f"$.rules[{number}].{fields[0]}"
            wrong.append(Claim("rules", path, f"{rule.id}: {fields[0]}").refused(_instead(expected, fields[0])))
    yield from wrong or [claim.proved("by the rules' own checkers")]


def rule_entry(case: Case, rule: Rule, shortfall: int | None) -> dict[str, Any]:
    """A rule's entry in an answer, from the file and the split."""
    entry = {name: getattr(rule, name) for name in ("id", "kind", "must", "priority", "weight")}
    entry |= {"kept": None if shortfall is None else shortfall == 0, "shortfall": shortfall, "unit": rule.unit}
    entry["sentence"] = rule.sentence(case.posed.what_if.facts)
    return entry | {name: value for name in TOLD if (value := getattr(rule, name)) is not None}


def _differ(one: dict[str, Any], other: dict[str, Any], name: str) -> bool:
    """True also where one is 1 and the other true, which Python calls equal."""
    if (name in one) != (name in other):
        return True
    return type(one[name]) is not type(other[name]) or one[name] != other[name]


def _instead(expected: dict[str, Any], name: str) -> str:
    return f"it is {expected[name]!r}" if name in expected else "there is no such field"
