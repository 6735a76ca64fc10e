"""What is one more demand, and how is it told with which others it clashes?

'Amethi goes to SP', 'inc-2009 is kept in full'. Those that find an answer and those that check it hold the same demand
against the same rules, each loosened by what it may fall short; how they find or check is their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from solver.answers import Clash
from solver.lookups.selectors import Selector
from solver.posed import Posed
from solver.reasons import reason
from solver.rules import Keeps, Rule


@dataclass(frozen=True)
class More:
    """One more demand: the rule that asks for it, and how it is told."""

    rule: Rule
    holds: str
    """'Amethi goes to SP'."""
    doing: str
    """'Giving Amethi to SP'."""
    seat: str | None = None
    """The seat that it speaks of, if it is one, so that its own move is not told twice."""


def seat_to(posed: Posed, seat: str, party: str) -> More:
    """The demand that a seat goes to a party."""
    name = posed.what_if.facts.seat_name(seat)
    return More(
        rule=Keeps(id=_own_name(posed, f"{seat}-to-{party}"), party=party, where=Selector(seats=(seat,)), must=True),
        holds=f"{name} goes to {party}",
        doing=f"Giving {name} to {party}",
        seat=seat,
    )


def kept_in_full(posed: Posed, index: int) -> More:
    """The demand that a rule is kept, as if it were a red line."""
    rule = posed.rules[index]
    return More(rule=rule, holds=rule.sentence(posed.what_if.facts), doing=f"Keeping {rule.id} in full")


def denied(posed: Posed, contrary: Rule) -> More:
    """The demand that something claimed is not so."""
    asked = contrary.sentence(posed.what_if.facts)
    return More(contrary.model_copy(update={"id": _own_name(posed, contrary.id)}), asked, asked)


def _own_name(posed: Posed, name: str) -> str:
    """A name that no rule has, so that a proof can name it."""
    while name in {rule.id for rule in posed.rules}:
        name += "'"
    return name


def with_more(posed: Posed, more: More) -> tuple[Posed, int]:
    """The what-if with one more demand, and its number: it is one of the rules, or a red line after them."""
    for index, rule in enumerate(posed.rules):
        if rule is more.rule:
            return posed, index
    return Posed(replace(posed.what_if, rules=(*posed.rules, more.rule))), len(posed.rules)


def held(posed: Posed, more: More, most: Mapping[int, int]) -> Posed:
    """Some rules, each asking for no more than that it falls short by at most so much; the one more demand last."""
    asked = (posed.rules[index].loosened(by) if by else posed.rules[index] for index, by in most.items())
    return Posed(replace(posed.what_if, rules=(*asked, more.rule)))


def clash_told(posed: Posed, more: More, most: Mapping[int, int], *, minimal: bool) -> Clash:
    """These rules of a what-if, each with the most that it may fall short, as a clash with one more demand."""
    rules = dict(zip(most, held(posed, more, most).rules, strict=False))
    wishes = [index for index in most if not posed.rules[index].must]
    musts = [index for index in most if posed.rules[index].must]
    facts = posed.what_if.facts
    members = tuple(rules[index].sentence(facts) for index in (*wishes, *musts))
    why = _claimed(posed, more, list(rules.values())) or reason([more.rule, *rules.values()], facts)
    sentence = f"cannot{' all' if members else ''} be met: {'; '.join((more.holds, *members))}"
    return Clash(
        rules={posed.rules[index].id: most[index] for index in wishes},
        musts=tuple(posed.rules[index].id for index in musts),
        minimal=minimal,
        sentence=sentence + (f" ({why})" if why else ""),
        members=members,
        why=why,
    )


def _claimed(posed: Posed, more: More, rules: Sequence[Rule]) -> str | None:
    """'inc-2009 claims Amethi for INC', where one demand alone asks for the very seat."""
    facts = posed.what_if.facts
    asks = rules[0].asks(facts) if len(rules) == 1 else None
    if asks is None or more.seat not in asks.pool or asks.number < len(asks.pool):
        return None
    return f"{rules[0].id} claims {facts.seat_name(more.seat or '')} for {asks.party}"
