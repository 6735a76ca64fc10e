"""Why did a seat go where it went, and what does a rule cost: for a negotiator?"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers import Asked, Contrast, Price, RuleState, WhyForced, WhyRule, WhySeat, WhyUnique
from solver.report.changes import changes, heading
from solver.report.clashes import clashes_sum, numbered
from solver.report.seats import party_mark
from solver.report.style import bullet, colours, grid, section
from solver.report.unique import unique_report
from solver.words import amount, cut_short

_VERDICT = {
    "forbidden": "red line",
    "cost": "costs more",
    "goal": "worse goal",
    "tie": "as good",
    "unknown": "not known",
}


def why_report(answer: WhySeat | WhyRule | WhyUnique | WhyForced) -> RenderableType:
    """The whole terminal report."""
    if isinstance(answer, WhyForced):
        return why_forced_report(answer)
    if isinstance(answer, WhySeat):
        return why_seat_report(answer)
    return why_rule_report(answer) if isinstance(answer, WhyRule) else unique_report(answer)


def why_forced_report(answer: WhyForced) -> RenderableType:
    """The verdict, with the demands that force it."""
    return Group(*heading(answer.asked, interrupted=answer.interrupted), *_forced(answer))


def _forced(answer: WhyForced) -> Iterator[RenderableType]:
    if answer.because is None:
        yield Text(f"{answer.sentence}.")
        if answer.split is not None:
            yield Text(", ".join(f"{answer.asked.seat_name(seat)}: {party}" for seat, party in answer.split.items()))
        return
    cut = cut_short(interrupted=answer.interrupted)
    least = "" if answer.because.minimal else f", maybe not all of them needed: {cut}"
    note = f"each as well kept as in the best split{least}"
    members = answer.because.members or ("nothing: it cannot be otherwise",)
    yield section(f"{answer.claim}: forced by", *(bullet("-", member) for member in members), note=note)
    if answer.because.why:
        yield Text(f"because {answer.because.why}")


def why_seat_report(answer: WhySeat) -> RenderableType:
    """Who has the seat, who claims it, and what giving it to each other party would take."""
    head = heading(answer.asked, _who_has_it(answer), interrupted=answer.interrupted)
    return Group(*head, *_others(answer), *_moving(answer))


def _who_has_it(answer: WhySeat) -> str:
    if answer.party is None:
        return ""
    claims = [rule for rule in answer.asked.rules if rule.claims is not None and answer.seat in rule.claims[1]]
    claimed = ", ".join(f"{rule.claims[0]} ({rule.id})" for rule in claims if rule.claims is not None)
    went = f"{answer.asked.seat_name(answer.seat)} went to {answer.party}."
    if answer.wanted == answer.party:
        went += f" {answer.party} has it already, so each other party is told."
    return f"{went} Claimed by {claimed}." if claimed else f"{went} No rule claims it by name."


def _others(answer: WhySeat) -> Iterator[RenderableType]:
    table = grid("Party", "Verdict", "What it would take")
    shades = colours(answer.asked.party_info)
    for party, contrast in answer.others.items():
        table.add_row(party_mark(party, shades), _VERDICT[contrast.verdict], contrast.sentence)
        for line in _clash(contrast, cut_short(interrupted=answer.interrupted)):
            table.add_row("", "", line)
    if answer.party is not None:
        nothing = f"Not worked out: {cut_short(interrupted=True)}." if answer.interrupted else "Nobody else contests."
        body = table if answer.others else Text(nothing)
        yield section("Why not to another party?", body)
        if answer.interrupted and answer.others:
            yield Text(f"Other parties, if any, were not worked out: {cut_short(interrupted=True)}.")


def _clash(contrast: Contrast, cut: str) -> Iterator[str]:
    """The demands in the way, one a line."""
    if contrast.clash is None:
        if contrast.verdict in ("cost", "forbidden"):
            yield f"What it clashes with was not worked out: {cut}."
        return
    least = "" if contrast.clash.minimal else f" (maybe not all of them: {cut})"
    yield f"It clashes with{least}:"
    yield from (f"- {member}" for member in contrast.clash.members)
    if contrast.clash.why:
        yield f"because {contrast.clash.why}"


def _moving(answer: WhySeat) -> Iterator[RenderableType]:
    """Where only one other party was asked about: all that would change."""
    if len(answer.others) == 1:
        (contrast,) = answer.others.values()
        yield from changes(answer.asked, contrast.shortfalls, contrast.moves)


def why_rule_report(answer: WhyRule) -> RenderableType:
    """The rule, what dropping it would bring, what keeping it in full would take, and what it clashes with."""
    (rule,) = (one for one in answer.asked.rules if one.id == answer.rule)
    return Group(
        *heading(answer.asked, f"{rule.id}: {rule.sentence}", _standing(rule), interrupted=answer.interrupted),
        *(_not_priced() if answer.without is None else _without(answer.asked, answer.without)),
        *(() if answer.in_full is None else _in_full(answer, answer.in_full)),
        *_clashes(answer),
    )


def _not_priced() -> Iterator[RenderableType]:
    yield section("Without the rule", Text(f"Not worked out: {cut_short(interrupted=True)}."))


def _standing(rule: RuleState) -> str:
    what = "A red line" if rule.must else f"A wish at priority {rule.priority}, weight {rule.weight}"
    if rule.shortfall is None:
        return f"{what}."
    kept = f"short by {amount(rule.shortfall, rule.unit)}" if rule.shortfall else "kept"
    return f"{what}; the best split has it {kept}."


def _without(asked: Asked, price: Price) -> Iterator[RenderableType]:
    table = grid("Party", ">With it", ">Without", ">Change")
    shades = colours(asked.party_info)
    before = asked.split.totals(price.seats) if asked.split is not None else {}
    for party, by in price.seats.items():
        table.add_row(party_mark(party, shades), str(before[party]), str(before[party] + by), f"{by:+d}" if by else "0")
    counts: list[RenderableType] = [Text(""), table] if any(price.seats.values()) else []
    yield section("Without the rule", Text(f"{price.sentence}."), *counts)
    yield from changes(asked, price.shortfalls, price.moves)


def _in_full(answer: WhyRule, contrast: Contrast) -> Iterator[RenderableType]:
    clash = _clash(contrast, cut_short(interrupted=answer.interrupted))
    yield section("The rule kept in full", bullet("", f"{contrast.sentence}.", *clash))
    yield from changes(answer.asked, contrast.shortfalls, contrast.moves)


def _clashes(answer: WhyRule) -> Iterator[RenderableType]:
    clashes = answer.clashes
    if clashes is None:
        nothing = f"Not worked out: {cut_short(interrupted=answer.interrupted)}."
        yield section("Conflicts it takes part in", Text(nothing))
        return
    rules = {rule.id: rule for rule in clashes.about.rules}
    told = [numbered(number, one, rules) for number, one in enumerate(clashes.conflicts, 1)]
    more = f"seatpact conflicts --involving {clashes.involving} tells more."
    yield section("Conflicts it takes part in", *told, Text(clashes_sum(clashes, more)))
