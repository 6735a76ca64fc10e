"""How are conflicts told on a terminal, one after the other as they are found?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from solver.answers import About, Clashes, Conflict, Family, RuleState
from solver.report.style import bullet
from solver.report.summary import conflict_block
from solver.words import amount, cut_short

MOST_NAMED = 12
"""Groups of a family named before the rest is counted."""


def clashes_head(about: About) -> RenderableType:
    """What is asked, before anything is found."""
    chosen = [f"{name}={option}" for name, option in (about.switches | about.settings).items()]
    chosen += [f"without {rule}" for rule in about.dropped]
    lines = [Text(about.title, style="bold")]
    lines += [Text(f"What if: {', '.join(chosen)}")] if chosen else []
    return Group(*lines, Text(""))


def clash(number: int, conflict: Conflict, rules: Mapping[str, RuleState]) -> RenderableType:
    """One conflict, and the family it stands for, set in as under a heading, which comes with the first."""
    heading = [Text("What cannot all be met", style="bold")] if number == 1 else []
    return Group(*heading, Padding(numbered(number, conflict, rules), (0, 0, 0, 2)))


def numbered(number: int, conflict: Conflict, rules: Mapping[str, RuleState]) -> RenderableType:
    """One conflict, and the family it stands for."""
    block = conflict_block(f"{number}.", conflict, rules)
    family = [bullet(" " * len(f"{number}."), *_family(conflict.family))] if conflict.family else []
    return Group(block, *family)


def _family(family: Family) -> Iterator[str]:
    if family.looked_at == family.count:
        yield f"{_of_all(family)}:"
    else:
        first = "all" if family.minimal == family.looked_at else f"{family.minimal:,}" if family.minimal else "none"
        yield f"one of {family.count:,} that are one fact ({first} of the first {family.looked_at:,} proved minimal):"
    yield f"{family.sentence}:"
    alike = len({group.part for group in family.groups}) == 1
    among = " or " if family.always or family.musts or len(family.groups) > 1 else ", "
    named = [among.join(group.rules) + ("" if alike else f" ({group.part})") for group in family.groups[:MOST_NAMED]]
    rest = len(family.groups) - len(named)
    yield ", ".join(named) + (f" and {rest} more" if rest else "")


def _of_all(family: Family) -> str:
    """'one of 9 conflicts that are one fact', or the only one that is minimal."""
    if family.minimal == 1:
        return f"the only minimal one of {amount(family.count, 'sets')} that one fact refutes"
    return f"one of {family.minimal:,} conflicts that are one fact"


def clashes_foot(answer: Clashes) -> RenderableType:
    """What was found in all, and whether that is all there is."""
    told = Text(clashes_sum(answer, "--limit tells more."))
    return Group(Text(""), Padding(told, (0, 0, 0, 2))) if answer.conflicts else told


def clashes_sum(answer: Clashes, more: str) -> str:
    """'2 conflicts: proved to be all there are'; `more` says how others are told where the list is full."""
    which = f" with {answer.involving}" if answer.involving else ""
    if not answer.conflicts:
        return _none(answer, which, more)
    facts = any(conflict.family for conflict in answer.conflicts)
    told = amount(len(answer.conflicts), "facts" if facts else "conflicts")
    told += f"{' among the red lines' if answer.status == 'infeasible' else ''}{which}"
    told += ", the smallest first" if answer.how == "smallest" else ""
    told += _in_all(answer) if facts else ""
    if answer.complete:
        return told + (
            "; every conflict is one of these or of their families." if facts else ": proved to be all there are."
        )
    return f"{told}; there may be others{_why_not_all(answer, more)}"


def _in_all(answer: Clashes) -> str:
    """', which stand for 9 sets of rules in all', or that these numbers cannot be added up."""
    families = [conflict.family for conflict in answer.conflicts if conflict.family]
    if len(families) < 2:
        return ""
    if answer.different is None:
        return ", whose numbers do not add up: a set may be of several"
    return f", which stand for {amount(answer.different, 'different sets')} of rules"


def _none(answer: Clashes, which: str, more: str) -> str:
    if not answer.complete:
        return f"No conflict{which} found{_why_not_all(answer, more)}"
    if answer.status == "infeasible":
        return f"No conflict{which}, which is no red line: the red lines alone cannot all be met."
    return f"No conflict{which}." if which else "Nothing: every demand can be met at once."


def _why_not_all(answer: Clashes, more: str) -> str:
    full = answer.limit == len(answer.conflicts) and not answer.interrupted
    return f". {more}" if full else f": {cut_short(interrupted=answer.interrupted)}."
